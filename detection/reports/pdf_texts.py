"""Reading the texts of a PDF back, for the scan that looks for what should have been destroyed.

A page shows glyphs, not letters: what they mean stands in each font's map to Unicode. So pages are read operator by operator
and glyphs put back into letters; what the document says of itself (title, metadata, alternative texts) is given too. Encrypted
copies are opened with the installation's own passwords of the recipients; one that none opens is unreadable, and is said so.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pikepdf

from warehouse.settings import Settings

SHOWING = {"Tj", "TJ", "'", '"'}
_CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f ]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[(.*?)\])", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f]+)>")


class PdfTexts:
    """Reads PDFs of one installation; called with bytes and a path, it gives their texts, or raises ValueError."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.secrets / "recipients"

    def __call__(self, document: bytes, name: str) -> Iterator[str]:
        """Give the text of each page, then what the document says of itself."""
        with self._opened(document, name) as pdf:
            for page in pdf.pages:
                yield "".join(_shown(page.obj, page.obj.get("/Resources", pikepdf.Dictionary()), 0))
            yield from (str(value) for value in pdf.docinfo.values())
            with pdf.open_metadata() as metadata:
                yield str(metadata)
            yield from (str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one)

    def _opened(self, document: bytes, name: str) -> pikepdf.Pdf:
        for password in ("", *_passwords(self._folder)):
            try:
                return pikepdf.open(io.BytesIO(document), password=password)
            except pikepdf.PasswordError:
                continue
            except pikepdf.PdfError as error:
                raise ValueError(f"{name}: {error}") from error
        raise ValueError(f"{name}: encrypted, and no password of this installation opens it")


def _passwords(folder: Path) -> Iterable[str]:
    return [path.read_text(encoding="ascii").strip() for path in sorted(folder.glob("*.key"))] if folder.is_dir() else []


def _shown(stream: Any, resources: Any, depth: int) -> Iterator[str]:
    """Give the letters that a content stream shows, in its order; a new line where the text moves."""
    fonts = {name: _letters(font) for name, font in resources.get("/Font", pikepdf.Dictionary()).items()}
    forms = resources.get("/XObject", pikepdf.Dictionary())
    letters: Mapping[bytes, str] = {}
    for shown in pikepdf.parse_content_stream(stream):
        operands, called = shown.operands, str(shown.operator)
        if called == "Tf":
            letters = fonts.get(str(operands[0]), {})
        elif called in SHOWING:
            yield from (_read(part, letters) for part in _parts(operands[-1]))
        elif called in ("Td", "TD", "Tm", "T*", "ET"):
            yield "\n"
        elif called == "Do" and depth < 8 and str(operands[0]) in forms:
            form = forms[str(operands[0])]
            if form.get("/Subtype") == "/Form":
                yield from _shown(form, form.get("/Resources", resources), depth + 1)


def _parts(operand: Any) -> Iterator[bytes]:
    if isinstance(operand, pikepdf.Array):
        yield from (bytes(one) for one in operand if isinstance(one, pikepdf.String))
    elif isinstance(operand, pikepdf.String):
        yield bytes(operand)


def _read(codes: bytes, letters: Mapping[bytes, str]) -> str:
    """Put codes of one or two bytes back into letters; without a map they are taken for letters themselves."""
    if not letters:
        return codes.decode("latin-1")
    width = len(next(iter(letters)))
    return "".join(letters.get(codes[place : place + width], "\ufffd") for place in range(0, len(codes), width))


def _letters(font: Any) -> Mapping[bytes, str]:
    if "/ToUnicode" not in font:
        return {}
    table = font.ToUnicode.read_bytes()
    found: dict[bytes, str] = {}
    for block in _CHARS.findall(table):
        for code, letter in _PAIR.findall(block):
            found[bytes.fromhex(code.decode())] = _text(letter)
    for block in _RANGES.findall(table):
        for first, last, start, several in _RANGE.findall(block):
            width = len(first) // 2
            codes = range(int(first, 16), int(last, 16) + 1)
            if start:
                texts = [_following(_text(start), step) for step in range(len(codes))]
            else:
                texts = [_text(one) for one in _HEX.findall(several)]
            found |= {code.to_bytes(width, "big"): text for code, text in zip(codes, texts, strict=False)}
    return found


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode().replace(" ", "")).decode("utf-16-be", "replace")


def _following(text: str, step: int) -> str:
    return text[:-1] + chr(ord(text[-1]) + step) if text else text
