"""The engine: one account bucket through every rule; the learned model follows when all buckets are done (`learned_run`).

The unit of work is a pure function of the bucket's files, the register and the day: any number of workers may run buckets
in any order, twice if need be, and the same findings are stored once. The order of the input rows does not matter: what a
rule gives is sorted before it is keyed. A draft rule does not run. A rule that speaks only of one kind of account is not
asked about the other; an account that the register does not hold is asked everything.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import polars as pl

from detection.across import COLUMNS, across
from detection.chunks import chunks, narrowed
from detection.dependence import matches_lots
from detection.findings import EVIDENCE
from detection.material import Material
from detection.names import faulty_accounts, naming_of
from detection.outlook import Outlook
from detection.registry import Detector, detectors
from detection.rule import Rule
from detection.sanctions import current
from detection.screening import Screening, screening
from detection.sentences import render, standard
from detection.surroundings import ALLOWANCES, HOLDERS, Surroundings
from warehouse.alerts import Finding, store_findings
from warehouse.coverage import expected, silences
from warehouse.database import Warehouse
from warehouse.lake import bucket_of, movements, movements_in_parts, statements
from warehouse.quarantine import refused_statements_frame
from warehouse.register import accounts_frame, allowances_frame, declarations_frame, holders_frame, own_accounts_frame
from warehouse.register_timelines import statuses_frame

REASON_LANGUAGE = "en"


@dataclass(frozen=True)
class BucketResult:
    """What a bucket gave: findings by detector, how many of them are new, what became of its movements, and, of a run over
    everything, what it foresaw.
    """

    by_detector: Mapping[str, int] = field(default_factory=dict)
    new: int = 0
    screening: Screening = field(default_factory=Screening)
    outlook: Outlook | None = None


def detect_bucket(warehouse: Warehouse, *, on: date, bucket: int, buckets: int, at: datetime) -> int:
    """Run every detector over one account bucket as it is known on a day; give the number of new findings."""
    around = surroundings(warehouse, on=on)
    return run_bucket(warehouse, on=on, bucket=bucket, buckets=buckets, at=at, around=around).new


def run_bucket(
    warehouse: Warehouse, *, on: date, bucket: int, buckets: int, at: datetime, around: Surroundings
) -> BucketResult:
    """Run every detector over one account bucket, store its findings, and say what was found."""
    counted, new, screened, outlook = Counter[str](), 0, Screening(), Outlook(on, at)
    parts = chunks(movements_of(warehouse, bucket=bucket, buckets=buckets))
    for accounts, near, refused in narrowed(parts, *_of_bucket(warehouse, around, bucket, buckets)):
        if not accounts and all(frame.is_empty() for frame in (refused, near.coverage, near.silences)):
            continue
        material = read(warehouse, accounts, on=on, around=near, refused=refused)
        findings = list(find_all(material))
        named = pl.Series("named", [movement for finding in findings for movement in finding.movement_ids], dtype=pl.String)
        screened += screening(material, named)
        counted.update(finding.detector for finding in findings)
        new += store_findings(warehouse, findings, on=on, at=at)
        outlook = outlook.and_of(material, detectors().values())
    return BucketResult(dict(counted), new, screened, outlook)


def surroundings(warehouse: Warehouse, *, on: date, since: date | None = None, moved: bool = True) -> Surroundings:
    """Read what is only known across accounts, and what was expected of them by a day: once a run, for all buckets.

    `since`: the day from which movements of other accounts are looked at; None: from the beginning. Without `moved` none of
    them are: for rules that do not ask.
    """
    read_across = partial(movements_in_parts, warehouse, columns=COLUMNS, since=since)
    return replace(
        across(read_across, accounts_frame(warehouse)) if moved else Surroundings(),
        statuses=statuses_frame(warehouse),
        allowances=allowances_frame(warehouse).select(ALLOWANCES.names()),
        declarations=declarations_frame(warehouse),
        holders=holders_frame(warehouse).select(HOLDERS.names()),
        sanctions=current(warehouse.settings),
        coverage=expected(warehouse, on),
        silences=silences(warehouse, on),
    )


def load(warehouse: Warehouse, *, on: date, bucket: int, buckets: int, around: Surroundings) -> tuple[Material, list[str]]:
    """Read what the detectors need for a bucket: its movements and statements, and the whole register."""
    accounts = accounts_of(warehouse, bucket=bucket, buckets=buckets)
    near, refused = _of_bucket(warehouse, around, bucket, buckets)
    return read(warehouse, accounts, on=on, around=near, refused=refused), accounts


def accounts_of(warehouse: Warehouse, *, bucket: int, buckets: int) -> list[str]:
    """Give the accounts of a bucket: those of the register, and those that the lake holds beside it, sorted."""
    return sorted(movements_of(warehouse, bucket=bucket, buckets=buckets))


def movements_of(warehouse: Warehouse, *, bucket: int, buckets: int) -> dict[str, int]:
    """Say how many movements each account of a bucket has; none for one that delivered nothing yet."""
    stated = (
        statements(warehouse, columns=["account", "movement_count"]).group_by("account").agg(pl.col("movement_count").sum())
    )
    held = dict.fromkeys(accounts_frame(warehouse)["iban"], 0) | dict(stated.collect().iter_rows())
    return {account: movements for account, movements in held.items() if bucket_of(account, buckets) == bucket}


def _of_bucket(warehouse: Warehouse, around: Surroundings, bucket: int, buckets: int) -> tuple[Surroundings, pl.DataFrame]:
    """Give what is known of a bucket's accounts alone: the surroundings, and the refused statements."""
    own = {name: _own(getattr(around, name), bucket, buckets) for name in ("coverage", "silences")}
    return replace(around, **own), _own(refused_statements_frame(warehouse), bucket, buckets)


def read(
    warehouse: Warehouse,
    accounts: Sequence[str],
    *,
    on: date,
    around: Surroundings,
    refused: pl.DataFrame,
    edge: date | None = None,
) -> Material:
    """Give the material of some accounts, behind a day or from the beginning; their movements are read when a rule asks."""
    moved, stated = rows_behind(warehouse, dict.fromkeys(accounts, edge))
    register = accounts_frame(warehouse)
    return Material(
        movements=moved,
        statements=stated.collect().lazy(),
        accounts=register,
        own_accounts=own_accounts_frame(warehouse),
        refused=refused,
        on=on,
        around=around,
        faulty=None if edge is None else _faulty(warehouse, accounts, register, on),
    )


def _faulty(warehouse: Warehouse, accounts: Sequence[str], register: pl.DataFrame, on: date) -> frozenset[str]:
    """Give the accounts whose bank writes the holder as counterparty, by all their movements: the names alone are read."""
    columns = ["account", "currency", "booked", "is_detail", "counterparty_name"]
    counted = movements(warehouse, accounts=accounts, columns=columns).filter(~pl.col("is_detail"), pl.col("booked") <= on)
    return faulty_accounts(naming_of(counted.select("account", "currency", "counterparty_name").collect(), register))


def rows_behind(warehouse: Warehouse, edges: Mapping[str, date | None]) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    """Give movements and statements of accounts, of each behind a day of its own or, for None, from the beginning."""
    by_edge: dict[date | None, list[str]] = {}
    for account, edge in sorted(edges.items()):
        by_edge.setdefault(edge, []).append(account)
    wanted = [(of, None if edge is None else edge + timedelta(days=1)) for edge, of in by_edge.items()] or [([], None)]
    return (
        pl.concat([movements(warehouse, accounts=accounts, since=since) for accounts, since in wanted]),
        pl.concat(
            [statements(warehouse, accounts=accounts, since=since, columns=STATEMENT_COLUMNS) for accounts, since in wanted]
        ),
    )


def _own(frame: pl.DataFrame, bucket: int, buckets: int) -> pl.DataFrame:
    own = [bucket_of(account or "", buckets) == bucket for account in frame["account"]]
    return frame.filter(pl.Series(own, dtype=pl.Boolean))


STATEMENT_COLUMNS = [
    *("statement_id", "account", "currency", "statement_date", "statement_number", "old_balance_date", "old_balance_milli"),
    *("new_balance_milli", "holder_name", "description", "separate_application", "movement_count"),
]
"""Not the raw lines: no rule reads them."""


def find_all(material: Material) -> Iterator[Finding]:
    """Give the findings of every live rule, detector by detector, each in a fixed order."""
    for detector in in_turn(detectors().values()):
        if detector.rule.status == "live":
            yield from findings_of_rule(detector, material)


def in_turn(rules: Iterable[Detector]) -> list[Detector]:
    """Put those that match lots behind the others: what is known of an account is largest once its lots are matched, so no
    other rule should do its work beside that.
    """
    return sorted(rules, key=lambda rule: matches_lots(rule.module))


def findings_of_rule(detector: Detector, material: Material) -> Iterator[Finding]:
    """Give one rule's findings on the accounts that it speaks of."""
    for row in _with_register(detector.find(material), material, detector.rule).iter_rows(named=True):
        evidence = {name.removeprefix(EVIDENCE): value for name, value in row.items() if name.startswith(EVIDENCE)}
        numbers = standard(row["amount_milli"], row["first_date"], row["last_date"], len(row["movement_ids"])) | evidence
        reason = render(detector.rule.sentences[REASON_LANGUAGE], numbers, REASON_LANGUAGE, row["currency"])
        yield _finding(detector.id, detector.version, detector.rule, row, evidence, reason, None)


def _with_register(found: pl.LazyFrame, material: Material, rule: Rule) -> pl.DataFrame:
    """Add holder and bar, drop accounts of a kind that the rule does not speak of, and sort."""
    known = material.accounts.lazy().select(pl.col("iban").alias("account"), "currency", "kind", "holder_id", "bar")
    joined = found.join(known.unique(["account", "currency"], keep="any"), on=["account", "currency"], how="left")
    spoken_of = joined.filter(pl.col("kind").is_null() | pl.col("kind").is_in(list(rule.kinds)))
    return spoken_of.sort("account", "currency", "last_date", "anchor", "stage").collect()


def _finding(
    detector: str,
    version: str,
    rule: Rule,
    row: Mapping[str, Any],
    evidence: dict[str, str | int],
    reason: str,
    score: int | None,
) -> Finding:
    return Finding(
        key=key_of(detector, row["account"], row["currency"], row["anchor"], row["stage"]),
        detector=detector,
        detector_version=version,
        nature=rule.nature,
        severity=row["severity"] or rule.severity,
        typology=rule.typology,
        account=row["account"],
        holder_id=row["holder_id"] or "",
        bar=row["bar"] or "",
        first_date=row["first_date"],
        last_date=row["last_date"],
        amount_milli=row["amount_milli"],
        currency=row["currency"],
        movement_ids=tuple(row["movement_ids"]),
        bank_references=tuple(row["bank_references"]),
        evidence=evidence | {"confidence": row["confidence"]},
        parameters=rule.in_force(row["first_date"], row["last_date"]),
        reason=reason,
        score_micro=score,
        counterparty=row["counterparty"] or "",
    )


def key_of(detector: str, account: str, currency: str, anchor: str, stage: str) -> str:
    """Give the identity of a finding: the same detector, account, anchor and stage are the same finding.

    >>> key_of("neg-balance", "BE71", "EUR", "2026-01-05", "over")
    'neg-balance:572563d0acd9f7e4b2f6fa985c1f3832'
    """
    identity = "|".join((detector, account, currency, anchor, stage))
    return f"{detector}:{hashlib.sha256(identity.encode()).hexdigest()[:32]}"
