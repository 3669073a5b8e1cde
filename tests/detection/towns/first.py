"""The first quarter of the town: one account for each of the first rules."""

MOVED = """
account | booked     | amount    | code     | counterparty           | communication
A1      | 2026-03-02 | 1000.00   |          | BE11 An Klant          | dossier 2026/101
A1      | 2026-03-04 | -1500.00  |          | BE12 Bo Klant          | dossier 2026/101
A1      | 2026-03-20 | 900.00    |          | BE11 An Klant          | dossier 2026/101
A1      | 2026-04-01 | -4.00     | 03501002 |                        | DEBETINTREST
A1      | 2026-06-01 | -600.00   | 08035000 |                        | KOSTEN
A2      | 2026-03-02 | -3100.00  | 00901000 |                        |
A2      | 2026-03-09 | -45.00    | 00402000 |                        |
A2      | 2026-03-20 | 2000.00   | 00950000 | Jan Storter            | dossier 2026/102
A2      | 2026-03-25 | 2000.00   | 00950000 | Jan Storter            | dossier 2026/102
A2      | 2026-03-26 | 700.00    | 00950000 | Jan Storter            | dossier 2026/102
A3      | 2026-03-02 | -62.10    | 00501000 | BE13 Stroom NV         |
A3      | 2026-04-20 | 62.10     | 00558000 | BE13 Stroom NV         |
A3      | 2026-05-02 | 9000.00   | 01362000 |                        | krediet
A4      | 2026-01-05 | 6000.00   |          | BE14 Cy Klant          | dossier 2026/104
A4      | 2026-02-01 | 4000.00   |          | BE15 Di Klant          | akkoord
A4      | 2026-10-01 | -6000.00  |          | BE16 Ed Klant          | dossier 2026/104
A5      | 2026-03-02 | -1500.00  |          | BE70OFFICE             | virement bureau
A5      | 2026-03-09 | -1500.00  |          | BE70OFFICE             | virement bureau
A5      | 2026-03-16 | -2000.00  |          | BE70OFFICE             |
A5      | 2026-03-30 | -500.00   |          | BE70OFFICE             | note d'honoraires 2026/044
A5      | 2026-04-02 | -500.00   |          | BE17 Jeanne Verstockt  |
A6      | 2026-03-02 | -100.00   |          | BE18 Fa Klant          |
A6      | 2026-03-12 | -100.00   |          | BE18 Fa Klant          | betaling
A6      | 2026-03-22 | -100.00   |          | BE18 Fa Klant          |
A6      | 2026-04-02 | -100.00   |          | BE18 Fa Klant          |
A6      | 2026-04-03 | -100.00   |          | BE18 Fa Klant          |
A7      | 2026-03-02 | 20000.00  |          | BE19 Noord NV          | contract
A7      | 2026-03-03 | -9000.00  |          | BE20 Zuid NV           | contract
A7      | 2026-03-04 | -10000.00 |          | BE21 Oost NV           | contract
A7      | 2026-04-02 | 60000.00  |          | BE22 West NV           | dossier 2026/107
A7      | 2026-04-15 | -30000.00 |          | BE22 West NV           | dossier 2026/107
A7      | 2026-04-20 | -25000.00 |          | BE22 West NV           | dossier 2026/107
A8      | 2026-03-02 | 5000.00   |          | LB6209990001 Ga Levant | dossier 2026/108
A8      | 2026-04-02 | -500.00   |          | MC58112201 Ha Mer      | dossier 2026/108
R9      | 2025-09-01 | 30000.00  |          | BE23 Ib Klant          | dossier 2026/109
R9      | 2026-04-02 | -20000.00 |          | BE24 Jo Klant          | akkoord
N1      | 2026-03-02 | 800.00    |          | BE25 Ka Klant          | dossier 2026/110
N1      | 2026-04-02 | -800.00   |          | BE26 Lo Klant          | dossier 2026/110
"""
REGISTER = "\n".join(
    ["iban | currency | kind | holder_id | holder_name | bar | opened_on | mandate_on | authorisation_on"]
    + [
        f"{account} | EUR | {'rubric' if account == 'R9' else 'third_party'} | H{place} | Jeanne Verstockt | LIEGE-HUY"
        f" | 2020-01-01 | {'' if account == 'N1' else '2020-01-01'} | 2020-01-01"
        for place, account in enumerate(["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "R9", "N1", "G1"])
    ]
)
OWN_ACCOUNTS = """
holder_id | iban       | label
H4        | BE70OFFICE | office
"""
STATEMENTS = """
account | date       | number | old | new
G1      | 2026-03-02 | 1      | 0   | 100
G1      | 2026-04-02 | 3      | 180 | 180
G1      | 2026-05-02 | 4      | 180 | 20
G1      | 2026-06-12 | 1      | 20  | 20
"""
REFUSED = """
account | currency | statement_date | statement_number | state       | reason
G1      | EUR      | 2026-03-09     | 2                | quarantined | totals
X9      | EUR      | 2026-03-02     | 1                | quarantined | unregistered-account
X9      | EUR      | 2026-05-02     | 2                | quarantined | unregistered-account
M9      | EUR      | 2026-03-02     | 1                | mandate     | judicial-mandate
M9      | EUR      | 2026-03-20     | 2                | mandate     | judicial-mandate
"""
