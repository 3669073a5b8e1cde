"""The quarter of the statute's conditions and the bar's means of payment: one account for each rule."""

RULED = """
account | booked     | amount     | code     | valued     | counterparty            | communication
ST1     | 2026-03-02 | -75.00     | 08039000 |            |                         | BORGSTELLING
ST1     | 2026-09-02 | -900.00    |          |            | BE301 Bo Klant          | waarborg borg
ST2     | 2026-03-02 | -4000.00   | 01101000 |            |                         | achat titres
ST2     | 2026-06-02 | -9000.00   | 03005000 |            |                         | placement
ST3     | 2026-03-02 | -300.00    | 00301000 |            |                         | cheque
ST3     | 2026-08-03 | -300.00    | 00315000 |            |                         | bank cheque
ST4     | 2026-02-02 | -45.00     | 08035000 |            |                         | KOSTEN
ST4     | 2026-03-02 | -45.00     | 03537000 |            |                         | KOSTEN
ST5     | 2025-11-03 | -250.00    | 00103000 |            | BE302 An Klant          | onderhoud
ST5     | 2026-02-03 | -250.00    | 00103000 |            | BE302 An Klant          | onderhoud
ST5     | 2026-05-03 | -250.00    | 00103000 |            | BE302 An Klant          | onderhoud
ST6     | 2026-04-02 | -6000.00   |          |            | BE303 Statin Abricka    | dossier 2026/201
ST7     | 2026-03-02 | -800.00    | 00117000 |            | BE304 Groep NV          |
ST7     | 2026-07-02 | 800.00     | 00166000 |            | BE304 Groep NV          |
ST9     | 2026-03-02 | -700.00    |          |            | BE307 Ed Klant          | dossier 2026/202
ST9     | 2026-03-02 | 900.00     |          |            | BE308 Fa Klant          | dossier 2026/202
ST10    | 2026-04-02 | 9000.00    |          | 2026-04-08 | BE309 Ga Klant          | dossier 2026/203
ST10    | 2026-04-02 | -8800.00   |          |            | BE310 Ha Klant          | dossier 2026/203
ST10    | 2026-05-04 | -10.00     |          |            | BE310 Ha Klant          | dossier 2026/203
ST11    | 2025-01-10 | 2400.00    |          |            | BE311 Ib Klant          | dossier 2025/204
ST11    | 2025-01-20 | 2300.00    |          |            | BE312 Jo Klant          | dossier 2025/205
ST11    | 2025-02-10 | 2200.00    |          |            | BE313 Ka Klant          | dossier 2025/206
ST11    | 2026-08-10 | -2300.00   |          |            | BE312 Jo Klant          | dossier 2025/205
ST12    | 2024-02-10 | 70.00      |          |            | BE314 Lo Klant          | dossier 2024/207
ST12    | 2024-05-10 | 80.00      |          |            | BE315 Mo Klant          | akkoord
ST12    | 2026-09-10 | -70.00     |          |            | BE314 Lo Klant          | dossier 2024/207
ST13    | 2024-03-11 | 9000.00    |          |            | BE316 No Klant          | dossier 2024/208
ST14    | 2026-03-02 | 7000.00    |          |            | ST13 Stan Statuut       | dossier 2024/208
ST15    | 2026-03-02 | -60.00     |          |            | BE317 Pa Klant          | dossier 2026/209
ST15    | 2026-04-02 | -60.00     |          |            | BE317 Pa Klant          | dossier 2026/210
ST15    | 2026-05-04 | -60.00     |          |            | BE317 Pa Klant          | dossier 2026/211
"""
RUBRICS = (13, 15)
PACED = "\n".join(f"ST5 | 2026-{month:02d}-15 | -80.00 | | | BE305 Cy Klant | afkorting" for month in range(3, 12))
SWEPT = "\n".join(
    f"ST8 | 2026-06-{day:02d} | {amount} | | | {party} |"
    for day in (1, 2, 3, 4, 5, 8)
    for amount, party in (("320.00", "BE306 Di Klant"), ("-320.00", "BE70SWEPT"))
)
MOVED = "\n".join([RULED.strip(), PACED, SWEPT])


def _account(place: int) -> str:
    kind = "rubric" if place in RUBRICS else "third_party"
    holder = 14 if place == 13 else place  # a rubric account and a third-party account of one holder
    name = "Statin Abricka" if place == 1 else "Stan Statuut"
    return f"ST{place} | EUR | {kind} | HST{holder} | {name} | GENT | QTERBEB0 | 2020-01-01 | 2020-01-01 | 2020-01-01"


REGISTER = "\n".join(
    ["iban | currency | kind | holder_id | holder_name | bar | bank_bic | opened_on | mandate_on | authorisation_on"]
    + [_account(place) for place in range(1, 16)]
)
OWN_ACCOUNTS = """
holder_id | iban      | label
HST8      | BE70SWEPT | office
"""
ALLOWANCES = """
iban | holder_id | kind           | valid_from | valid_until | cap_milli
ST3  |           | cheque         | 2026-07-01 | 2026-09-01  | 500000
ST2  |           | term_account   | 2026-01-01 |             | null
ST5  |           | standing_order | 2026-05-01 |             | null
"""
