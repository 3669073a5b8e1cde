"""The quarter of the holder's own money: one account for each rule, and two of one holder for kiting."""

MOVED = """
account | booked     | amount    | code     | counterparty            | communication
OM1     | 2026-01-12 | 20000.00  |          | BE401 An Klant          | dossier 2026/401
OM1     | 2026-02-02 | -3000.00  |          | BE400OWN                | prelevement
OM1     | 2026-02-20 | 3000.00   |          | BE400OWN                | retour
OM1     | 2026-05-04 | -3000.00  |          | BE400OWN                | prelevement
OM1     | 2026-05-20 | 2900.00   |          | BE400OWN                | retour
OM2     | 2026-02-02 | 2600.00   |          | BE400OWN                |
OM2     | 2026-03-02 | -2600.00  |          | BE402 Bo Klant          | dossier 2026/402
OM2     | 2026-08-03 | 400.00    |          | BE400OWN                |
OM3     | 2026-01-02 | 12.40     | 03550001 |                         |
OM3     | 2026-01-20 | -12.40    |          | BE400OWN                |
OM3     | 2026-07-02 | 8.15      | 03550001 |                         |
OM3     | 2026-07-31 | -8.10     |          | BE400OWN                |
OM4     | 2026-02-24 | 4000.00   |          | BE400OWN                |
OM4     | 2026-03-05 | -3900.00  |          | BE400OWN                |
OM4     | 2026-12-23 | 4000.00   |          | BE400OWN                |
OM4     | 2026-12-28 | -4000.00  |          | BE400OWN                |
OM5     | 2026-02-02 | 500.00    |          | BE406 Fa Klant          | honoraires
OM5     | 2026-02-09 | 600.00    |          | BE406 Fa Klant          | honoraires
OM5     | 2026-02-16 | 700.00    |          | BE406 Fa Klant          | provision
OM5     | 2026-02-18 | -700.00   |          | BE400OWN                | transfert
OM5     | 2026-02-23 | 800.00    |          | BE406 Fa Klant          | honoraires
OM5     | 2026-09-02 | 500.00    |          | BE406 Fa Klant          | ereloon
OM5     | 2026-09-04 | -500.00   |          | BE400OWN                | ereloon
OM5     | 2026-09-09 | 510.00    |          | BE406 Fa Klant          | ereloon
OM5     | 2026-09-11 | -510.00   |          | BE400OWN                | ereloon
OM5     | 2026-09-16 | 520.00    |          | BE406 Fa Klant          | ereloon
OM5     | 2026-09-21 | -520.00   |          | BE400OWN                | ereloon
OM6     | 2026-01-12 | 30000.00  |          | BE407 Ga Klant          | dossier 2026/407
OM6     | 2026-02-16 | -15000.00 |          | BE400OWN                | honoraires 2026/407
OM6     | 2026-07-13 | 30000.00  |          | BE407 Ga Klant          | dossier 2026/408
OM6     | 2026-10-12 | -20000.00 |          | BE400OWN                | honoraires 2026/408
OM7     | 2025-12-08 | 6000.00   |          | BE408 Ha Klant          | dossier 2025/409
OM7     | 2026-01-26 | -6000.00  |          | BE400OWN                | transfert
OM9     | 2026-01-12 | 30000.00  |          | BE403 Cy Klant          |
OM9     | 2026-03-02 | -800.00   |          | BE400OWN                | honoraires
OM9     | 2026-09-02 | -2000.00  |          | BE400OWN                | honoraires
OM9     | 2026-09-02 | -27200.00 |          | BE403 Cy Klant          |
OM10    | 2026-03-02 | 6000.00   |          | OM11 Odile Eigen        |
OM10    | 2026-03-02 | -5900.00  |          | BE404 Di Klant          | dossier 2026/404
OM10    | 2026-03-04 | 5900.00   |          | BE405 Ed Klant          | dossier 2026/404
OM10    | 2026-03-04 | -6000.00  |          | OM11 Odile Eigen        |
OM10    | 2026-04-01 | -7000.00  |          | OM11 Odile Eigen        |
OM10    | 2026-04-01 | 7500.00   |          | BE405 Ed Klant          | dossier 2026/405
OM10    | 2026-04-03 | 7000.00   |          | OM11 Odile Eigen        |
OM10    | 2026-04-03 | -7400.00  |          | BE404 Di Klant          | dossier 2026/405
"""
MONTHS = [f"2025-{month:02d}" for month in range(8, 13)] + [f"2026-{month:02d}" for month in range(1, 8)]
MOVED += "".join(
    f"OM8 | {month}-02 | 1000.00 | | BE41{n}X Klant {n} | dossier 2025/5{n:02d}\n"
    f"OM8 | {month}-09 | -800.00 | | BE42{n}X Ander {n} | dossier 2025/5{n:02d}\n"
    f"OM8 | {month}-10 | -200.00 | | BE400OWN | dossier 2025/5{n:02d}\n"
    for n, month in enumerate(MONTHS)
)
REGISTER = "\n".join(
    ["iban | currency | kind | holder_id | holder_name | bar | bank_bic | opened_on | mandate_on | authorisation_on"]
    + [
        f"OM{place} | EUR | {'rubric' if place == 9 else 'third_party'} | HOM{place if place < 11 else 10} | Odile Eigen | MONS"
        " | QTERBEB0 | 2020-01-01 | 2020-01-01 | 2020-01-01"
        for place in range(1, 12)
    ]
)
OWN_ACCOUNTS = "\n".join(["holder_id | iban | label"] + [f"HOM{place} | BE400OWN | office" for place in range(1, 11)])
