"""The quarter of the sub-ledgers: who pays one dossier with another's money, late, twice, or to a new account."""

MOVED = """
account | booked     | amount   | counterparty         | communication     | code     | reason_code
L1      | 2026-02-02 | 1000.00  | BE501 Lea Laurijs    | dossier 2026/1201        |          |
L1      | 2026-02-16 | -1600.00 | BE502 Lou Lemmer     | dossier 2026/1201        |          |
L1      | 2026-06-02 | -1700.00 | BE503 Luc Lodder     | dossier 2026/1202        |          |
L1      | 2026-09-02 | 9000.00  | BE504 Lia Lommer     | dossier 2026/1203        |          |
L2      | 2026-02-02 | 1000.00  | BE505 Mia Lauwers    | dossier 2026/1210 |          |
L2      | 2026-02-09 | -1000.00 | BE506 Max Lauwers    | dossier 2026/1210 |          |
L2      | 2026-02-20 | -1000.00 | BE506 Max Lauwers    | dossier 2026/1210 |          |
L2      | 2026-07-02 | 800.00   | BE505 Mia Lauwers    | dossier 2026/1211 |          |
L2      | 2026-07-09 | -800.00  | BE506 Max Lauwers    | dossier 2026/1211 |          |
L2      | 2026-07-24 | -800.00  | BE506 Max Lauwers    | dossier 2026/1211 |          |
L3      | 2026-03-02 | 700.00   | BE507 Nel Laekens    | retour            | 00154000 |
L3      | 2026-03-20 | 900.00   | BE507 Nel Laekens    | retour            | 00154000 |
L3      | 2026-08-20 | 900.00   | BE507 Nel Laekens    | retour            | 00154000 | AM04
L4      | 2026-02-02 | -700.00  | BE508 Ida Lindekens  | dossier 2026/1220 |          |
L4      | 2026-05-02 | -9000.00 | LT509 Ida Lindekens  | dossier 2026/1220 |          |
L4      | 2026-10-02 | -8000.00 | BE510 Lindekens Ida  | dossier 2026/1220 |          |
L5      | 2025-12-20 | 10.00    | BE511 Ali Lievens    | dossier 2026/1230 |          |
L5      | 2026-02-20 | 9000.00  | BE511 Ali Lievens    | dossier 2026/1230 |          |
L5      | 2026-03-02 | -2000.00 | BE512 Alo Lievens    | dossier 2026/1231 |          |
L5      | 2026-09-02 | 4000.00  | BE511 Ali Lievens    | dossier 2026/1232 |          |
L5      | 2026-11-02 | -4000.00 | BE512 Alo Lievens    | dossier 2026/1232 |          |
L5      | 2026-11-03 | -3000.00 | BE512 Alo Lievens    | dossier 2026/1232 |          |
L6      | 2026-02-02 | 5000.00  | BE521 Ann Luyckx     | dossier 2026/1241 |          |
L6      | 2026-02-10 | -5000.00 | BE522 Abe Luyckx     | akkoord           |          |
L6      | 2026-03-02 | 5200.00  | BE523 Bea Luyckx     | dossier 2026/1242 |          |
L6      | 2026-03-06 | -5000.00 | BE524 Ben Luyckx     | dossier 2026/1241 |          |
L6      | 2026-05-20 | 5100.00  | BE525 Cas Luyckx     | dossier 2026/1243 |          |
L6      | 2026-05-27 | -5200.00 | BE526 Cis Luyckx     | dossier 2026/1242 |          |
L6      | 2026-10-20 | 5000.00  | BE527 Dan Luyckx     | dossier 2026/1244 |          |
L6      | 2026-10-27 | -5100.00 | BE528 Die Luyckx     | dossier 2026/1243 |          |
L7      | 2026-02-02 | 8000.00  | BE531 Eva Luyten     | dossier 2026/1251 |          |
L7      | 2026-02-10 | -7000.00 | BE532 Eli Luyten     | akkoord           |          |
L7      | 2026-03-02 | -250.00  | BE533 Els Luyten     | dossier 2026/1251 |          |
L7      | 2026-03-12 | -210.00  | BE533 Els Luyten     | dossier 2026/1251 |          |
L7      | 2026-03-22 | -160.00  | BE533 Els Luyten     | dossier 2026/1251 |          |
L7      | 2026-05-02 | -140.00  | BE533 Els Luyten     | dossier 2026/1251 |          |
L7      | 2026-06-02 | -120.00  | BE533 Els Luyten     | dossier 2026/1251 |          |
LR8     | 2026-02-02 | -900.00  | LR9 Lore Ledger      | akkoord           |          |
LR9     | 2026-02-20 | -900.00  | LR8 Lore Ledger      | akkoord           |          |
LR8     | 2026-03-10 | -900.00  | LR9 Lore Ledger      | akkoord           |          |
LR8     | 2026-09-10 | -700.00  | LR9 Lore Ledger      | akkoord           |          |
LR9     | 2026-09-20 | -700.00  | LR8 Lore Ledger      | akkoord           |          |
LR8     | 2026-10-08 | -700.00  | LR9 Lore Ledger      | akkoord           |          |
"""
MOVED += "\n".join(
    f"L9 | 2026-{month:02d}-{day:02d} | {sign}73{number}.10 | BE54{number} {name} | dossier 2026/13{month}{number} | |"
    for month, delay in ((1, 3), (2, 4), (3, 5), (4, 6), (5, 25), (6, 26))
    for number in range(5)
    for day, sign, name in ((3, "", "Fee Lenaerts"), (3 + delay, "-", "Fem Lenaerts"))
)
REGISTER = "\n".join(
    ["iban | currency | kind | holder_id | holder_name | bar | opened_on | mandate_on | authorisation_on"]
    + [
        f"{account} | EUR | third_party | H{account} | Lore Ledger | GENT | 2020-01-01 | 2020-01-01 | 2020-01-01"
        for account in ("L1", "L2", "L3", "L4", "L5", "L6", "L7", "L9")
    ]
    + [
        f"{account} | EUR | rubric | HLR | Lore Ledger | GENT | 2020-01-01 | 2020-01-01 | 2020-01-01"
        for account in ("LR8", "LR9")
    ]
)
