"""The quarter of the sub-ledgers: who pays one dossier with another's money, late, twice, or to a new account."""

MOVED = """
account | booked     | amount   | counterparty         | communication
L1      | 2026-02-02 | 1000.00  | BE501 Lea Laurijs    | dossier 2026/1201
L1      | 2026-02-16 | -1600.00 | BE502 Lou Lemmer     | dossier 2026/1201
L1      | 2026-06-02 | -1700.00 | BE503 Luc Lodder     | dossier 2026/1202
L1      | 2026-09-02 | 9000.00  | BE504 Lia Lommer     | dossier 2026/1203
"""
REGISTER = "\n".join(
    ["iban | currency | kind | holder_id | holder_name | bar | opened_on | mandate_on | authorisation_on"]
    + [
        f"{account} | EUR | third_party | H{account} | Lore Ledger | GENT | 2020-01-01 | 2020-01-01 | 2020-01-01"
        for account in ("L1",)
    ]
)
