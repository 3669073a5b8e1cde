"""A register drawn for its tests: two lawyers, a firm whose members are of both Orders, three accounts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from coda_parser.iban import belgian_iban, checked
from warehouse.database import Warehouse
from warehouse.register import ImportSummary, import_register, preview_import

AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
LATER = datetime(2026, 3, 2, 8, tzinfo=UTC)
ALINE, BRAM, JOINT = (belgian_iban(checked(f"985000020{digit}")) for digit in (1, 2, 3))
HASH, OTHER_HASH = "ab" * 32, "cd" * 32

HOLDERS = """
holder_id,name,street,postcode,city,country,bar,language,kind,bar_since,status,status_since
H1,Aline Corbeau,rue du Pont 1,4000,Liège,BE,LIEGE-HUY,fr,lawyer,2015-09-01,active,2015-09-01
H2,Bram Zilver,Dijkweg 2,9000,Gent,BE,GENT,nl,lawyer,,,
F1,Corbeau & Zilver,Kaai 3,1000,Brussel,BE,BRUSSEL-NL,nl,firm,,,
"""
ACCOUNTS = f"""
iban,currency,kind,judicial_mandate,holder_id,bank_bic,opened_on,closed_on,mandate_on,authorisation_on
{ALINE},EUR,third_party,false,H1,KASTBEBB,2020-01-01,,,
{BRAM},EUR,rubric,false,H2,MAASBEBB,2021-05-03,,2024-10-02,2024-10-03
{JOINT},EUR,third_party,false,F1,KASTBEBB,2022-02-01,,,
"""
MANDATES = f"""
iban,currency,holder_id,bar,mandatary,given_on,document_sha256
{ALINE},EUR,H1,LIEGE-HUY,batonnier,2024-10-01,{HASH}
"""
AUTHORISATIONS = f"""
iban,currency,holder_id,bank_bic,given_on,document_sha256
{ALINE},EUR,H1,KASTBEBB,2024-10-07,{OTHER_HASH}
"""
TEXTS: Mapping[str, str] = {
    "holders": HOLDERS, "accounts": ACCOUNTS, "mandates": MANDATES, "authorisations": AUTHORISATIONS
}  # fmt: skip


@dataclass
class Desk:
    """A warehouse, and the folder in which the Orders' files are written."""

    warehouse: Warehouse
    folder: Path

    def files(self, **texts: str) -> dict[str, Path]:
        """Write files, one for each part of the register."""
        paths = {part: self.folder / f"{part}.csv" for part in texts}
        for part, text in texts.items():
            paths[part].write_text(text.lstrip("\n"), encoding="utf-8")
        return paths

    def bring(self, at: datetime = AT, by: str = "clerk", **texts: str) -> ImportSummary:
        """Import files."""
        return import_register(self.warehouse, further=self.files(**texts), at=at, by=by)

    def preview(self, at: datetime = AT, **texts: str) -> ImportSummary:
        """Say what an import would change."""
        return preview_import(self.warehouse, further=self.files(**texts), at=at)
