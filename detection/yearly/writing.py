"""Write a holder's yearly report: a signed PDF in each language that is asked for, and the same as JSON.

It shows whole accounts, so it is given for a reason, to who may read its class (`yearly_report` of the access table), and the
access stands in the visitors' book under each account's pseudonym before anything is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from detection.reports import pdf
from detection.reports.extract import checked_reason
from detection.reports.printing import write_private
from detection.reports.signing import signer_of
from detection.yearly.content import YearlyReport
from detection.yearly.declared import compare, read_declared
from detection.yearly.gathering import gather_year
from detection.yearly.sheets import yearly_json, yearly_sheet
from warehouse.belgian_day import day_of
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.evidence import record_access, subject_of_account
from warehouse.register import bars
from warehouse.register_reference import LANGUAGES
from warehouse.reports_register import Reader, may

PIECE_CLASS = "yearly_report"
NAME = "yearly-{year}"


def write_yearly(
    warehouse: Warehouse,
    holder_id: str,
    *,
    year: int,
    reason: str,
    by: Reader,
    at: datetime,
    out: Path,
    languages: Sequence[str] = (),
    declared: bytes | None = None,
) -> tuple[YearlyReport, list[Path]]:
    """Write the report below `out`; gives it with its files. `languages`: else that of the holder's bar.

    Refusal without reason, for who may not read it, an unknown language or holder, or a declaration that cannot be read.
    """
    why = checked_reason(reason, "the yearly report of a holder")
    told = None if declared is None else read_declared(declared)
    report = gather_year(warehouse, holder_id, year=year, on=day_of(at))
    if not may(by.role, PIECE_CLASS, "consult") or report.bar not in by.bars:
        raise Refusal(f"a {by.role} does not read yearly reports of {report.bar}")
    spoken = tuple(dict.fromkeys(languages)) or (bars()[report.bar].language,)
    if not set(spoken) <= set(LANGUAGES):
        raise Refusal(f"expected languages among {', '.join(LANGUAGES)}, got {', '.join(spoken)}")
    if told is not None:
        report = replace(report, compared=compare(report, told))
    for iban in dict.fromkeys(one.iban for one in report.accounts):
        record_access(
            warehouse,
            actor=by.person,
            action="yearly",
            subject=subject_of_account(warehouse.settings, iban),
            purpose="communicate",
            modality="report",
            result=f"granted: {why}",
            at=at,
        )
    return report, _written(warehouse, report, spoken, at=at, out=out)


def _written(warehouse: Warehouse, report: YearlyReport, languages: Sequence[str], *, at: datetime, out: Path) -> list[Path]:
    name = NAME.format(year=report.year)
    signer = signer_of(warehouse.settings, at=at)
    documents = {f"{name}.json": yearly_json(report)}
    for code in languages:
        printed = pdf.print_sheet(pdf.NOTICE, yearly_sheet(report, code), at=at)
        documents[f"{name}.{code}.pdf"] = signer.sign(printed, at=at)
    for file, document in documents.items():
        write_private(out / file, document)
    return [out / file for file in documents]
