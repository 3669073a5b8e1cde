"""The quarter of the statute's conditions and the bar's means of payment: one account for each rule."""

MOVED = """
account | booked     | amount     | code     | valued     | counterparty             | communication
ST1     | 2026-03-02 | -75.00     | 08039000 |            |                          | BORGSTELLING
ST1     | 2026-09-02 | -900.00    |          |            | BE301 Bo Klant           | waarborg borg
ST2     | 2026-03-02 | -4000.00   | 01101000 |            |                          | achat titres
ST2     | 2026-06-02 | -9000.00   | 03005000 |            |                          | placement
ST3     | 2026-03-02 | -300.00    | 00301000 |            |                          | cheque
ST3     | 2026-08-03 | -300.00    | 00315000 |            |                          | bank cheque
"""
REGISTER = "\n".join(
    ["iban | currency | kind | holder_id | holder_name | bar | bank_bic | opened_on | mandate_on | authorisation_on"]
    + [
        f"ST{place} | EUR | third_party | HST{place} | Stan Statuut | GENT | QTERBEB0 | 2020-01-01 | 2020-01-01 | 2020-01-01"
        for place in range(1, 4)
    ]
)
ALLOWANCES = """
iban | holder_id | kind         | valid_from | valid_until | cap_milli
ST3  |           | cheque       | 2026-07-01 | 2026-09-01  | 500000
ST2  |           | term_account | 2026-01-01 |             | null
"""
