"""The quarter of deliveries: accounts that fell silent, were never seen, began too late; a bank's faulty names."""

MOVED = "\n".join(
    ["account | booked | amount | counterparty | communication"]
    + [
        f"C4 | 2026-03-{day:02d} | {'' if day % 2 else '-'}{day}3.17 | BE{60 + day}KLANT Carla Coucke | dossier 2026/131"
        for day in (2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 16, 17)
    ]
)
REGISTER = """
iban | currency | kind        | holder_id | holder_name  | bar  | bank_bic | opened_on  | mandate_on | authorisation_on
C1   | EUR      | third_party | HC1       | Carla Coucke | GENT | COVEBEBB | 2020-01-01 | 2020-01-01 | 2020-01-01
C2   | EUR      | third_party | HC2       | Carlo Coucke | GENT | COVEBEBB | 2026-03-09 | 2026-03-09 | 2026-03-09
C3   | EUR      | third_party | HC3       | Carl Coucke  | GENT | COVEBEBB | 2026-03-09 | 2026-03-09 | 2026-03-09
C4   | EUR      | third_party | HC4       | Carla Coucke | GENT | COVEBEBB | 2020-01-01 | 2020-01-01 | 2020-01-01
C5   | EUR      | third_party | HC5       | Cas Coucke   | GENT | COVEBEBB | 2020-01-01 | 2020-01-01 | 2020-01-01
"""
STATEMENTS = "\n".join(
    ["account | date | number | old | new"]
    + [f"C1 | 2026-03-{day:02d} | {number} | 50 | 50" for number, day in enumerate((2, 3, 4, 5, 6, 9, 10, 11), start=1)]
    + ["C3 | 2026-04-02 | 4 | 70 | 70"]
    + [f"C5 | 2026-{month:02d}-01 | {month} | 5 | 5" for month in range(1, 13)]
)
REFUSED = """
account | currency | statement_date | statement_number | state       | reason
C5      | EUR      | 2026-03-09     | 7                | quarantined | credit-total
"""
