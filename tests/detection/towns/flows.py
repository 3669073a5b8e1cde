"""The quarter of flows: who pays, how much, whereto, in how many parts."""

from datetime import date, timedelta

MOVED = """
account | booked     | amount    | code     | counterparty      | communication
FL1     | 2026-03-02 | 2900.00   | 00950000 | Jan Storter       |
FL1     | 2026-03-09 | 2800.00   | 00950000 | Jan Storter       |
FL1     | 2026-03-16 | 2950.00   | 00950000 | Jan Storter       |
FL1     | 2026-06-02 | 2500.00   | 00950000 | Jan Storter       |
FL1     | 2026-08-03 | 2500.00   | 00950000 | An Brenger        |
FL1     | 2026-08-17 | 2500.00   | 00950000 | An Brenger        |
FL1     | 2026-08-18 | 2500.00   | 00950000 | An Brenger        |
FL2     | 2026-03-02 | 4000.00   |          | BE401 Bo Klant    | pret prive
FL2     | 2026-07-02 | -3000.00  |          | BE402 Cy Klant    | lening
FL3     | 2026-02-10 | 8000.00   |          | BE301 Jan Noord   | dossier 2026/203
FL3     | 2026-03-02 | -7000.00  |          | BE302 Piet Zuid   | dossier 2026/203 remboursement
FL3     | 2026-06-10 | 8000.00   |          | BE303 An Oost     | dossier 2026/204
FL3     | 2026-07-02 | -7000.00  |          | BE304 Bo West     | terugbetaling dossier 2026/204
FL6     | 2026-03-02 | 9500.00   |          | BE601 Noord NV    | contract
FL6     | 2026-03-05 | 9600.00   |          | BE601 Noord NV    | contract
FL6     | 2026-03-10 | 9700.00   |          | BE601 Noord NV    | contract
FL6     | 2026-07-02 | -2400.00  |          | BE602 Zuid NV     |
FL6     | 2026-07-03 | -2450.00  |          | BE602 Zuid NV     |
FL6     | 2026-07-06 | -2300.00  |          | BE602 Zuid NV     |
FL8     | 2026-03-02 | -9000.00  |          | BE11967000000001 Di Klant | dossier 2026/208
FL8     | 2026-03-20 | -6000.00  |          | BE11964000000002 Ed Klant | dossier 2026/208
FL8     | 2026-07-02 | -6000.00  |          | BE11904000000003 Fa Klant | dossier 2026/208
FL7     | 2026-03-02 | 20000.00  |          | CH710001 Berg AG  | contract
FL7     | 2026-03-05 | -18000.00 |          | BE701 Zuid BV     | contract
FL7     | 2026-07-02 | 20000.00  |          | BE702 Oost BV     | contract
FL7     | 2026-07-08 | -18000.00 |          | US710002 Lake Inc | contract
FL9     | 2026-02-10 | 5000.00   |          | BE901 An Klant    | dossier 2026/209
FL9     | 2026-03-02 | 20000.00  |          | BE902 Noordheim BV | dossier 2026/209
FL9     | 2026-07-02 | 20000.00  |          | BE903 Zuidheim BV | dossier 2026/209
FL12    | 2026-02-10 | 800.00    | 00950000 | Jan Brenger       | dossier 2026/213
FL12    | 2026-03-02 | 30000.00  |          | BE1201 Notaris Ex | verkoop dossier 2026/213
FL12    | 2026-03-20 | -30000.00 |          | BE1202 Notaris Wy | verkoop dossier 2026/213
FL12    | 2026-07-02 | 900.00    | 00950000 | Jan Brenger       | dossier 2026/213
FL11    | 2026-02-03 | 60000.00  |          | BE1101 Ga Klant   | dossier 2026/211
FL11    | 2026-02-20 | 70000.00  |          | BE1102 Ha Klant   | dossier 2026/212
"""
HABIT = "\n".join(
    f"FL10 | {date(2026, 1, 5) + timedelta(days=turn)} | 1000.00 | | BE1001 Ka Klant | dossier 2026/210" for turn in range(45)
)
SPREAD = "\n".join(
    f"FL5 | 2026-{month}-0{3 + turn % 5} | -3000.00 | | BE5{month}{turn:02d} Oost Payee{turn} | akkoord"
    for month in ("03", "07")
    for turn in range(11)
)
GATHERED = "\n".join(
    f"FL4 | 2026-{month}-02 | 3000.00 | | BE4{month}{turn:02d} Jan Payer{'ABCDEFGHIJK'[turn]} | inleg"
    for month in ("03", "07")
    for turn in range(11)
)
MOVED += f"""{HABIT}
{GATHERED}
FL4     | 2026-03-10 | -30000.00 |          | BE4501 Belegging BV | inleg
FL4     | 2026-07-10 | -30000.00 |          | BE4502 Belegging BV | inleg
{SPREAD}
FL5     | 2026-03-02 | 30000.00  |          | BE501 Noord NV    | akkoord
FL5     | 2026-07-02 | 30000.00  |          | BE502 Zuid NV     | akkoord
FL10    | 2026-03-02 | 60000.00  |          | BE1002 La Klant   |
FL10    | 2026-08-03 | 70000.00  |          | BE1003 Mo Klant   |
"""
REGISTER = "\n".join(
    ["iban | currency | kind | holder_id | holder_name | bar | bank_bic | opened_on | mandate_on | authorisation_on"]
    + [
        f"FL{place} | EUR | {'rubric' if place == 9 else 'third_party'} | HFL{place} | Flor Vloed | GENT | FLOWBEB0"
        f" | {'2026-02-02' if place == 11 else '2020-01-01'} | 2020-01-01 | 2020-01-01"
        for place in range(1, 13)
    ]
)
