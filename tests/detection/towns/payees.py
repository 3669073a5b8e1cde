"""The quarter of payees: merchants, casinos, tax offices, lenders, staff, family and listed persons; one account for each."""

MOVED = """
account | booked     | amount    | code     | counterparty             | communication             | counterparty_address
PY1     | 2026-03-02 | -61.20    |          | BE401 Telenet BV         | factuur 8812              |
PY1     | 2026-03-20 | -88.00    |          | BE402 Colruyt Halle      |                           |
PY1     | 2026-04-02 | -140.00   |          | BE403 Engie Electrabel   |                           |
PY1     | 2026-09-02 | -140.00   |          | BE403 Engie Electrabel   | dossier 2026/401          |
PY2     | 2026-03-02 | -400.00   |          | MT404 Unibet Ltd         |                           |
PY2     | 2026-06-02 | 90.00     |          | MT404 Unibet Ltd         |                           |
PY2     | 2026-09-02 | -75.00    |          | BE405 Ferre Frooninck    | poker vrijdag             |
PY3     | 2026-03-02 | -2100.00  |          | BE406 FOD Financien      | personenbelasting         |
PY3     | 2026-06-02 | -900.00   |          | BE407 Xerius             | Pia Payhof kwartaal 2     |
PY4     | 2026-03-02 | -250.00   |          | BE408 Orde van Advocaten | bijdrage 2026             |
PY4     | 2026-06-02 | -90.00    |          | BE409 Larcier            |                           |
PY5     | 2026-03-02 | -450.00   |          | BE410 Cofidis NV         | contract 5512345678       |
PY5     | 2026-04-02 | -450.00   |          | BE410 Cofidis NV         | contract 5512345678       |
PY5     | 2026-05-04 | -450.00   |          | BE410 Cofidis NV         | contract 5512345678       |
PY6     | 2026-03-27 | -1900.00  |          | BE411 Sofie Stafhove     |                           |
PY6     | 2026-04-28 | -1900.00  |          | BE411 Sofie Stafhove     |                           |
PY6     | 2026-05-28 | -1950.00  |          | BE411 Sofie Stafhove     |                           |
PY6     | 2026-06-29 | -1900.00  |          | BE411 Sofie Stafhove     |                           |
PY7     | 2026-03-02 | -850.00   |          | BE412 Immo Weverberg BV  | huur maart                |
PY7     | 2026-04-02 | -850.00   |          | BE412 Immo Weverberg BV  | huur april                |
PY7     | 2026-05-04 | -850.00   |          | BE412 Immo Weverberg BV  | huur mei                  |
PY8     | 2026-03-02 | -900.00   |          | BE413 Lode Payhof        |                           |
PY8     | 2026-04-20 | -900.00   |          | BE413 Lode Payhof        |                           |
PY8     | 2026-06-02 | -400.00   |          | BE414 Garage Snel        |                           | Kaaistraat 7 9000 Gent
PY8     | 2026-07-02 | -400.00   |          | BE414 Garage Snel        |                           | Kaaistraat 7 9000 Gent
PY9     | 2026-03-31 | -2000.00  | 00105000 | BE415 Tine Typhove       |                           |
PY9     | 2026-04-30 | -2000.00  | 00105000 | BE415 Tine Typhove       |                           |
PY9     | 2026-05-29 | -1800.00  |          | BE416 Wim Werkhove       | loon mei                  |
PY9     | 2026-06-30 | -1800.00  |          | BE416 Wim Werkhove       | loon juni                 |
PY10    | 2026-03-02 | 30000.00  |          | RU417 Boris Listedov     | contract                  |
PY10    | 2026-06-02 | -5000.00  |          | BE418 Boris Listedoff    | contract                  |
"""
REGISTER = "\n".join(
    ["iban | currency | kind | holder_id | holder_name | bar | opened_on | mandate_on | authorisation_on"]
    + [
        f"PY{place} | EUR | third_party | HPY{place} | Pia Payhof | GENT | 2020-01-01 | 2020-01-01 | 2020-01-01"
        for place in range(1, 11)
    ]
)
HOLDERS = """
holder_id | name       | street       | postcode | city
HPY8      | Pia Payhof | Kaaistraat 7 | 9000     | Gent
"""
SANCTIONS = """
entry | source | kind   | name_plain     | country | identifier | listed_on
QT-1  | test   | person | BORIS LISTEDOV | RU      |            | 2022-03-01
"""
