"""What a file is when it is not CODA: a bank or a person sends the wrong one, and should be told which."""

from __future__ import annotations

from coda_parser.layout import LENGTH
from coda_parser.lines import Lines
from coda_parser.problem import Problem, quoted

_UTF_16 = "UTF-16 text: save it as plain text (cp1252 or UTF-8)"
_SIGNATURES = (
    (b"\xff\xfe", _UTF_16),
    (b"\xfe\xff", _UTF_16),
    (b"PK\x03\x04", "a ZIP archive or an office document: send the file inside it"),
    (b"\x1f\x8b", "a gzip archive: send the file inside it"),
    (b"%PDF", "a PDF document"),
    (b"<?xml", "an XML document, perhaps camt.053"),
    (b"{1:", "a SWIFT message, perhaps MT940"),
    (b":20:", "a SWIFT message, perhaps MT940"),
)
_HEAD = 64
_WANTED = "expected CODA, records of 128 characters beginning with a record 0"


def not_coda(data: bytes, lines: Lines) -> Problem:
    """Say why nothing of a delivery could be read as a statement."""
    if not data.strip():
        return Problem("empty-file", "hard", 1, "", "delivery", "expected at least one statement, got an empty file")
    first = lines.texts[0]
    if len(first) == LENGTH and first[:1] in ("1", "2", "3", "8", "4", "9"):
        message = f"expected a record 0, which opens a statement, got a record {first[0]}: the beginning is missing"
        return Problem("record-outside", "hard", 1, first[0], "record identification", message, (1, 1), first[:LENGTH])
    what = _named(data) or f"{quoted(first[:_HEAD])}"
    return Problem("not-coda", "hard", 1, "", "record identification", f"{_WANTED}, got {what}", None, first[:LENGTH])


def _named(data: bytes) -> str:
    head = data[:_HEAD].lstrip()
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    halves = set(data[0:_HEAD:2]), set(data[1:_HEAD:2])
    if {0} in halves and halves != ({0}, {0}):
        return _UTF_16
    if b"\x00" in data[:_HEAD]:
        return "binary data"
    return ""
