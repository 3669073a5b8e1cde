"""Archiving instead of destroying, where an Order chose so: a package that this installation can make and not open.

Royal decree of 9 June 2024, art. 5, last sentence: what has expired is destroyed or archived. An archive is no longer in use:
it leaves the operation whole. So the rows and documents of an Order's accounts are packed before the operational copy is
destroyed, encrypted (age) for the public keys that the Order named, and signed; whoever holds a private key opens it, under the
rule that the package's own description states, and nobody else, this installation included. The description is signed and says
in counts what is inside. The certificate names every package.
"""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pyrage
from sqlalchemy import select
from sqlalchemy.orm import Session

from warehouse.alerts.findings import FindingRow
from warehouse.alerts.tables import AlertRow
from warehouse.database import Warehouse
from warehouse.durable import write_whole
from warehouse.erasure_collecting import rows_with_followers
from warehouse.errors import Refusal
from warehouse.fingerprint import sha256
from warehouse.holds.coverage import account_of
from warehouse.manifest import LakePart
from warehouse.register_holdings import first_by_account, holding_rows
from warehouse.register_reference import bars
from warehouse.register_tables import Holder
from warehouse.reports_register.pieces import PieceRow, piece_file
from warehouse.reports_register.tables import ReportRow
from warehouse.retention.certificate import KEY, check_signed, signed_document
from warehouse.retention.due import Due
from warehouse.retention.policy import FILE, OrderPolicy, Policy
from warehouse.settings import Settings

FOLDER = "archives"
PACKAGE, DESCRIPTION = ".tar.age", ".json"


def archive_due(
    session: Session, warehouse: Warehouse, due: Due, policy: Policy, plan_id: str, *, at: str
) -> list[dict[str, Any]]:
    """Pack what is due of each Order that archives, on the disk when this comes back; gives what the certificate says of it."""
    packed = []
    for order in policy.archiving:
        members = dict(_members(session, warehouse, due, order))
        counts = {name: rows for name, (_, rows) in members.items() if rows}
        if counts:
            content = _encrypted(_tar({name: data for name, (data, _) in members.items()}), order, policy.orders[order])
            packed.append(_write(warehouse.settings, f"{plan_id}.{order}", order, policy.orders[order], content, counts, at))
    return packed


def check_archive(settings: Settings, path: Path, *, key: str | None = None) -> Mapping[str, Any]:
    """Give the description of a package when it is signed and the package is the one it describes; Refusal otherwise."""
    stem = path.name.removesuffix(PACKAGE).removesuffix(DESCRIPTION)
    document = check_signed(settings, path.with_name(f"{stem}{DESCRIPTION}"), key=key)
    package = path.with_name(f"{stem}{PACKAGE}")
    if not package.is_file() or sha256(package.read_bytes()) != document["sha256"]:
        raise Refusal(f"{package.name} is not the package that was signed: it is missing or was altered")
    return document


def orders_of_accounts(session: Session) -> dict[str, str]:
    """Give the Order of each account of the register: that of its first holder's bar."""
    bar_of = {holder: bar for holder, bar in session.execute(select(Holder.holder_id, Holder.bar))}  # noqa: C416
    known = bars()
    first = first_by_account(holding_rows(session)).items()
    return {iban: known[bar_of[holder]].order for (iban, _), holder in first if bar_of.get(holder) in known}


def _members(session: Session, warehouse: Warehouse, due: Due, order: str) -> Iterator[tuple[str, tuple[bytes, int]]]:
    """Give each file of a package with how many rows or documents it holds."""
    own = {iban for iban, of in orders_of_accounts(session).items() if of == order}
    for dataset, identity, frame in (
        ("movements", "movement_id", due.lake.movements),
        ("statements", "statement_id", due.lake.statements),
    ):
        rows = _lake_rows(session, warehouse, frame, identity, own)
        yield f"{dataset}.parquet", (_parquet(rows), rows.height)
    codes = [code for code, bar in bars().items() if bar.order == order]
    alerts = _keys(session, AlertRow.number, AlertRow.bar, codes, due.alerts)
    findings = _keys(session, FindingRow.key, FindingRow.bar, codes, due.findings)
    analyses = {
        **rows_with_followers(session, "alerts", "number", alerts),
        **rows_with_followers(session, "findings", "key", findings),
    }
    for table, told in analyses.items():
        yield f"{table}.json", (json.dumps(told, ensure_ascii=False, default=_plain).encode(), len(told))
    reports = set(session.scalars(select(ReportRow.number).where(ReportRow.bar.in_(codes))))
    for report, position in due.pieces:
        if report in reports:
            path = piece_file(warehouse.settings.reports, session.get_one(PieceRow, (report, position)).path)
            final = path.with_name(f"{path.stem}.final{path.suffix}")
            chosen = final if final.is_file() else path
            if chosen.is_file():
                yield f"pieces/{path.parent.name}/{chosen.name}", (chosen.read_bytes(), 1)


def _lake_rows(session: Session, warehouse: Warehouse, frame: pl.DataFrame, identity: str, own: set[str]) -> pl.DataFrame:
    mine = frame.filter(pl.Series([account_of(one) in own for one in frame[identity]], dtype=pl.Boolean))
    found = []
    for (part,), rows in mine.group_by("part"):
        path = warehouse.settings.lake / session.get_one(LakePart, part).path
        scan = pl.scan_parquet(path, glob=False, hive_partitioning=False)
        found.append(scan.filter(pl.col(identity).is_in(rows[identity].implode())).collect())
    return pl.concat(found).sort(identity) if found else pl.DataFrame()


def _parquet(rows: pl.DataFrame) -> bytes:
    sink = io.BytesIO()
    rows.write_parquet(sink, compression="zstd", statistics=False)
    return sink.getvalue()


def _keys(session: Session, key: Any, bar: Any, codes: Sequence[str], wanted: Sequence[Any]) -> list[Any]:
    own = set(session.scalars(select(key).where(bar.in_(codes))))
    return [one for one in wanted if one in own]


def _tar(members: Mapping[str, bytes]) -> bytes:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return sink.getvalue()


def _encrypted(content: bytes, order: str, chosen: OrderPolicy) -> bytes:
    try:
        recipients = [pyrage.x25519.Recipient.from_str(one) for one in chosen.recipients]
    except pyrage.RecipientError as problem:
        raise Refusal(f"{FILE}, [{order}]: expected age public keys as recipients ({problem})") from problem
    encrypted: bytes = pyrage.encrypt(content, recipients)
    return encrypted


def _write(
    settings: Settings, name: str, order: str, chosen: OrderPolicy, content: bytes, counts: Mapping[str, int], at: str
) -> dict[str, Any]:
    told = {
        "archive": name,
        "order": order,
        "archived_at": at,
        "law": "royal decree of 9 June 2024, art. 5",
        "access": chosen.access,
        "recipients": list(chosen.recipients),
        "sha256": sha256(content),
        "size": len(content),
        "counts": dict(sorted(counts.items())),
    }
    folder = settings.home / FOLDER
    write_whole(folder / f"{name}{PACKAGE}", content)
    write_whole(folder / f"{name}{DESCRIPTION}", signed_document(settings, KEY, told).encode())
    return {one: told[one] for one in ("archive", "order", "access", "sha256", "size", "counts")}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
