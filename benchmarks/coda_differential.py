"""The same generated deliveries read by febelfin-coda, an independent parser, and by ours: which fields differ?

The peer runs in an environment of its own (`coda_peers`). It raises on unknown dates, on details of details and on a
foreign account structure other than 0 to 3, so the deliveries hold none; everything it reads is compared, in its own form:
texts without the blanks around them, amounts as exact decimals, the raw communication of each movement. Where ours completes
a field from elsewhere (a name cut to 35 characters from an information record, a return from a direct debit's own
communication), it must begin with what the peer read.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.coda_peers import FOLDER, python_of
from benchmarks.results import publish
from coda_parser import Information, Movement, Statement, parse
from coda_parser.generator import generate
from coda_parser.money import written

PEER = "febelfin-coda"
FILES = 10_000
READER = """
import glob, json, sys
from coda import CODA

def plain(value):
    return value if value is None or isinstance(value, (str, int, bool)) else str(value)

def told(thing, names):
    return {name: plain(getattr(thing, name)) for name in names.split()}

def statement(each):
    found = told(each, "creation_date duplicate bic old_balance_date account_holder_name account_description coda_sequence "
        "new_balance_date account account_currency company_id version")
    found |= {name: f"{getattr(each, name):.3f}" for name in ("old_balance", "new_balance", "total_debit", "total_credit")}
    found["moves"] = [move(one) for one in each.all_moves]
    found["informations"] = [told(one, "sequence detail_sequence transaction_code communication_type _communication")
        for ones in each.informations.values() for one in ones]
    found["texts"] = [one.text for one in each.free_communications]
    return found

def move(each):
    found = told(each, "sequence detail_sequence bank_reference value_date entry_date transaction_code transaction_family "
        "transaction_transaction transaction_category communication_type customer_reference counterparty_bic r_transaction "
        "r_reason category_purpose purpose counterparty_account counterparty_name _communication")
    return found | {"amount": f"{each.amount:.3f}"}

for path in sorted(glob.glob(sys.argv[1] + "/*.cod")):
    print(json.dumps([statement(each) for each in CODA(path).statements]))
"""
_NAMING = ("001", "008", "009")
_DIRECT_DEBIT = "127"

COMPLETED = "completed"
Told = dict[str, Any]
"""What a parser says, by the peer's field names."""


def deliveries(count: int, first: int = 0) -> Iterator[bytes]:
    """Write so many deliveries of one to three statements."""
    for seed in range(first, first + count):
        yield generate(seed, statements=1 + seed % 3, newline="\n" if seed % 2 else "\r\n", oddities=False)


def ours(data: bytes) -> list[Told]:
    """Say what the peer says, from what ours reads."""
    return [_statement(statement) for statement in parse(data).statements]


def _statement(read: Statement) -> Told:
    return {
        "creation_date": str(read.created),
        "duplicate": read.duplicate,
        "bic": read.bank_bic,
        "company_id": read.company_number,
        "version": read.version,
        "account": read.account,
        "account_currency": read.currency,
        "old_balance": written(read.old_balance_milli),
        "old_balance_date": str(read.old_balance_date),
        "new_balance": written(read.new_balance_milli),
        "new_balance_date": str(read.statement_date),
        "total_debit": written(read.debit_milli),
        "total_credit": written(read.credit_milli),
        "account_holder_name": read.holder_name,
        "account_description": read.description,
        "coda_sequence": f"{read.statement_number:03d}",
        "moves": sorted((_move(movement) for movement in read.movements), key=_place),
        "informations": sorted((_information(one, each) for one in read.movements for each in one.information), key=_place),
        "texts": "".join(read.messages),
    }


def _move(read: Movement) -> Told:
    return {
        "sequence": f"{read.sequence:04d}",
        "detail_sequence": f"{read.detail:04d}",
        "bank_reference": read.bank_reference,
        "amount": written(read.amount_milli),
        "value_date": str(read.valued),
        "entry_date": str(read.booked),
        "transaction_code": read.code,
        "transaction_family": read.family,
        "transaction_transaction": read.operation,
        "transaction_category": read.category,
        "communication_type": read.communication_type,
        "customer_reference": read.customer_reference,
        "counterparty_bic": read.counterparty_bic,
        "r_transaction": read.r_transaction,
        "r_reason": read.reason_code,
        "category_purpose": read.category_purpose,
        "purpose": read.purpose,
        "counterparty_account": read.counterparty_account,
        "counterparty_name": read.counterparty_name,
        "communication": read.communication_type + read.communication,
        COMPLETED: _completed(read),
    }


def _completed(read: Movement) -> list[str]:
    """Name the fields that ours may have completed from elsewhere."""
    names = ["counterparty_name"] if any(each.type in _NAMING for each in read.information) else []
    return names + (["r_transaction", "r_reason"] if read.communication_type == _DIRECT_DEBIT else [])


def _information(movement: Movement, read: Information) -> Told:
    return {
        "sequence": f"{movement.sequence:04d}",
        "detail_sequence": f"{read.detail:04d}",
        "transaction_code": read.code,
        "communication_type": read.type,
        "communication": read.type + read.text,
    }


def _place(told: Told) -> tuple[str, str]:
    return told["sequence"], told["detail_sequence"]


def theirs(told: list[Told]) -> list[Told]:
    """Bring what the peer says to one form: None as '', texts without the blanks around them."""
    for statement in told:
        statement["texts"] = "".join(text.ljust(80) for text in statement["texts"])
        for kind in ("moves", "informations"):
            statement[kind] = sorted((_plain(each) for each in statement[kind]), key=_place)
    return told


def _plain(told: Told) -> Told:
    """Give a movement or information without the peer's marks: the digit that says whether it is structured, the currency."""
    text = told.pop("_communication")
    found = {name: (value or "").strip(" ") for name, value in told.items()}
    if "counterparty_account" in found:
        found["counterparty_account"] = found["counterparty_account"][:34].strip(" ")
    return found | {"communication": text[1:].rstrip(" ")}


def differences(left: list[Told], right: list[Told]) -> Counter[str]:
    """Count the fields that differ."""
    found: Counter[str] = Counter({"statements": len(left) != len(right)})
    for one, other in zip(left, right, strict=False):
        for name in one:
            if name in ("moves", "informations"):
                found[name] += len(one[name]) != len(other[name])
                for each, like in zip(one[name], other[name], strict=False):
                    found.update(f"{name}.{field}" for field in like if not _same(each, like, field))
            elif name == "texts":
                found[name] += one[name].replace(" ", "") != other[name].replace(" ", "")
            else:
                found[name] += one[name] != other[name]
    return +found


def _same(mine: Told, peer: Told, field: str) -> bool:
    if field in mine.get(COMPLETED, ()):
        return bool(mine[field].startswith(peer[field]))
    return bool(mine[field] == peer[field])


def fields_of(told: list[Told]) -> int:
    """Count the fields that are compared."""
    parts = [part for statement in told for kind in ("moves", "informations") for part in statement[kind]]
    return sum(len(part) - (COMPLETED in part) for part in parts) + sum(len(statement) - 2 for statement in told)


def compare(python: Path, count: int, first: int = 0) -> tuple[Counter[str], int]:
    """Read so many deliveries with both; give the fields that differ and how many were compared."""
    found: Counter[str] = Counter()
    compared = 0
    with TemporaryDirectory() as folder:
        written_files = []
        for index, data in enumerate(deliveries(count, first)):
            Path(folder, f"{index:06d}.cod").write_bytes(data)
            written_files.append(data)
        command = [str(python), "-c", READER, folder]
        lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    for data, line in zip(written_files, lines, strict=True):
        mine = ours(data)
        found += differences(mine, theirs(json.loads(line)))
        compared += fields_of(mine)
    return found, compared


def main() -> None:
    """Compare; exit 1 when a field differs."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--files", type=int, default=FILES)
    options.add_argument("--peers", type=Path, default=FOLDER)
    chosen = options.parse_args()
    python = python_of(PEER, chosen.peers)
    if python is None:
        sys.exit(f"{PEER} cannot be installed here: nothing was compared")
    found: Counter[str] = Counter()
    compared = 0
    for first in range(0, chosen.files, 1000):
        differing, fields = compare(python, min(1000, chosen.files - first), first)
        found, compared = found + differing, compared + fields
    for name, times in found.most_common():
        print(f"{name}: {times}")
    print(f"{chosen.files:,} deliveries, {compared:,} fields read by {PEER} and by coda_parser")
    publish("coda_differential", {"deliveries": chosen.files, "fields": compared, "differing": sum(found.values())})
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
