"""The golden reports: one whole report and its annex in each language, as a reader copies them out of the PDF.

The world is that of the other report tests with one more day: money of a stranger that went on at once, and cash again, after
a first report was handed over. `golden/LANGUAGE.txt` is what was read and found right by a person who knows the language; a
change of wording or layout shows there, line by line. Hashes depend on the version of the printing press and stand as `<hash>`.

`python -m tests.detection.reports.golden` writes the texts anew, and the pictures of the pages in docs/pictures; read the
difference before it is committed.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2

from detection.reports.gathering import gather
from detection.reports.printing import print_pieces
from detection.reports.selection import reportable
from tests.detection.reports.world import ACCOUNTS, ALINE, AT, BRAM, CLARA, HOLDERS, Office, paid
from warehouse.database import open_warehouse
from warehouse.register import import_register
from warehouse.settings import load_settings

FOLDER = Path(__file__).with_name("golden")
PICTURES = Path(__file__).resolve().parents[3] / "docs" / "pictures"
LATER = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
SHOWN = (1, 2, 3)
"""Pages of which pictures stand in docs/, counted from 0."""
FIRST, SECOND, THIRD, FOURTH = (date(2026, 9, day) for day in (1, 2, 15, 17))
HASH = re.compile(r"\b[0-9a-f]{32}\b|(?<=-)[0-9A-F]{8}\b")
"""Half of a hash, as two lines print it, or the end of a reference."""


@dataclass(frozen=True)
class Stranger:
    """A payer and a beneficiary nobody met before, and what they wrote."""

    account: str
    payer: str
    beneficiary: str
    reason: str
    cash: str


STRANGERS: Mapping[str, Stranger] = {
    "fr": Stranger(ALINE, "Corvallon Négoce SA", "Étude Merlebois", "Suivant accord", "Retrait guichet 12"),
    "nl": Stranger(BRAM, "Handelshuis Ruyslaer NV", "Bouwbedrijf Ronsewal", "Volgens overeenkomst", "Opname loket 12"),
    "de": Stranger(CLARA, "Großhandel Süßwald & Söhne AG", "Baugeschäft Königsmar", "Laut Vertrag", "Abhebung Schalter 12"),
}


@contextmanager
def _office() -> Iterator[Office]:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name, table in (("holders.csv", HOLDERS), ("accounts.csv", ACCOUNTS)):
            (folder / name).write_text(table, encoding="utf-8")
        warehouse = open_warehouse(load_settings(folder / "home", environ={}))
        import_register(warehouse, holders=folder / "holders.csv", accounts=folder / "accounts.csv", at=AT)
        yield Office(warehouse, folder)
        warehouse.close()


def _deliver(office: Office, one: Stranger) -> None:
    cash = {"bank_reference": "REF1234567890"}
    received = {"counterparty_name": one.payer, "bank_reference": "REFIN0000001"}
    sent = {"counterparty_name": one.beneficiary, "bank_reference": "REFOUT000001"}
    office.deliver(one.account, FIRST, 1, 10_000_000, paid(2_000_000, FIRST, "DOSSIER 2026/77", "00150000"))
    office.deliver(one.account, SECOND, 2, 12_000_000, paid(-4_500_000, SECOND, one.cash, "00903000", **cash))
    office.deliver(one.account, THIRD, 3, 7_500_000, paid(62_000_000, THIRD, one.reason, "00150000", **received))
    office.deliver(
        one.account,
        FOURTH,
        4,
        69_500_000,
        paid(-62_000_000, FOURTH, one.reason, **sent),
        paid(-1_250_500, FOURTH, one.cash, "00903000", **cash),
        paid(-750_000, FOURTH, "DOSSIER 2026/77"),
    )


def _reported_before(office: Office, one: Stranger) -> None:
    cash = {"evidence": {"total": 4_500_000, "days": 1, "allowed": 0}, "first_date": SECOND, "last_date": SECOND}
    office.alert(f"cash-{one.account}", one.account, office.movement_ids(one.account, one.cash)[:1], **cash)
    (draft,) = office.draft(bar={ALINE: "LIEGE-HUY", BRAM: "GENT", CLARA: "EUPEN"}[one.account])
    office.release(draft.report_id)


def _alerts(office: Office, one: Stranger) -> None:
    office.at = LATER
    office.alert(
        f"more-{one.account}",
        one.account,
        office.movement_ids(one.account, one.cash)[1:],
        evidence={"total": 1_250_500, "days": 1, "allowed": 0},
        amount_milli=-1_250_500,
        first_date=FOURTH,
        last_date=FOURTH,
    )
    office.alert(
        f"through-{one.account}",
        one.account,
        office.movement_ids(one.account, one.reason),
        detector="pass-through",
        nature="suspicious",
        amount_milli=62_000_000,
        first_date=THIRD,
        last_date=FOURTH,
        evidence={"received": 62_000_000, "paid": 62_000_000},
        reason="Money of a stranger went on at once.",
    )


def reports() -> dict[str, dict[str, bytes]]:
    """Print the released report of each language, not signed: file name → bytes."""
    with _office() as office:
        for one in STRANGERS.values():
            _deliver(office, one)
            _reported_before(office, one)
        for one in STRANGERS.values():
            _alerts(office, one)
        told = reportable(office.warehouse, on=LATER.date()).told
        contents = [gather(office.warehouse, to, alerts, before=LATER) for to, alerts in told.items()]
        return {
            content.language: print_pieces(
                content, f"{content.bar}-2026-09-GOLDEN", drafted=date(2026, 11, 26), released=LATER.date(), at=LATER
            )
            for content in contents
        }


def text_of(pieces: Mapping[str, bytes]) -> str:
    """What a reader copies out of the report and its annex, page by page."""
    pages = []
    for name in ("report.pdf", "annex-1.pdf"):
        for number, page in enumerate(pypdf.PdfReader(BytesIO(pieces[name])).pages, 1):
            lines = [line.rstrip() for line in HASH.sub("<hash>", page.extract_text()).splitlines()]
            pages.append("\n".join((f"--- {name}, page {number}", *lines, "")))
    return "\n".join(pages)


def _draw(language: str, document: bytes) -> None:
    pdf = pypdfium2.PdfDocument(document)
    for number in SHOWN:
        pdf[number].render(scale=1.2).to_pil().quantize(256).save(
            PICTURES / f"report-{language}-{number + 1}.png", optimize=True
        )


def main() -> None:
    """Write the golden texts and the pictures anew."""
    FOLDER.mkdir(exist_ok=True)
    for language, pieces in reports().items():
        (FOLDER / f"{language}.txt").write_text(text_of(pieces), encoding="utf-8")
        _draw(language, pieces["report.pdf"])


if __name__ == "__main__":
    main()
