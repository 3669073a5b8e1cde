"""The quarter of the population: chains and clusters of lawyers, who may practise, what was declared, how often and when."""

from datetime import date, timedelta

LINES = """
account | booked     | amount    | code     | counterparty                 | communication
NW1     | 2026-03-02 | -20000.00 |          | NW2 Nils Tweede              | akkoord
NW2     | 2026-03-05 | -19500.00 |          | NW3 Nora Derde               | akkoord
NW1     | 2026-07-01 | -15000.00 |          | NW3 Nora Derde               | dossier 2026/901
NW3     | 2026-07-09 | -15000.00 |          | NW2 Nils Tweede              | dossier 2026/55
NW1     | 2026-04-01 | -9000.00  |          | BE977 Oester Invest          | commission
NW2     | 2026-04-14 | -9000.00  |          | BE977 Oester Invest          |
NW3     | 2026-05-20 | -9000.00  |          | BE977 Oester Invest          | solde
NW2     | 2026-08-03 | -10000.00 |          | BE978 Mossel Invest          |
NW3     | 2026-08-03 | -10000.00 |          | BE978 Mossel Invest          |
NW1     | 2026-10-02 | -10000.00 |          | BE978 Mossel Invest          |
NW4     | 2026-02-20 | -500.00   |          | BE941 An Klant               | dossier 2026/902
NW4     | 2026-03-02 | -600.00   |          | BE941 An Klant               | dossier 2026/902
NW4     | 2026-06-15 | -700.00   |          | BE942 Bo Klant               | dossier 2026/903
NW4     | 2026-06-20 | -800.00   |          | BE942 Bo Klant               | dossier 2026/903
NW4     | 2026-11-05 | -900.00   |          | BE943 Cy Klant               | dossier 2026/904
NW5     | 2026-03-10 | -4000.00  |          | LT951 Cpte tiers Nele Wauters| transfert
NW5     | 2026-08-10 | 1500.00   |          | LT951 Cpte tiers Nele Wauters| transfert
NW5     | 2026-09-10 | -2500.00  |          | DE952 Wauters Nele Anderkonto| transfert
NW6     | 2025-12-15 | 5000.00   |          | BE961 Di Klant               | dossier 2025/905
NW6     | 2026-01-12 | -1000.00  |          | BE961 Di Klant               | dossier 2025/905
NW7     | 2025-12-16 | 3000.00   |          | BE971 Ed Klant               | dossier 2025/906
"""
HABIT = [
    f"NW8 | {date(2025, 1, 6) + timedelta(days=14 * turn)} | 100.00 | | BE98{turn:02d}0 Fa Klant | dossier 2026/907"
    for turn in range(50)
]
BURSTS = [
    f"NW8 | {day} | 50{turn:02d}.00 | | BE98{turn:02d}1 Ga Klant{turn} | dossier 2026/908"
    for day in ("2026-05-18", "2026-09-21")
    for turn in range(20)
]
INVENTED = [
    f"NW9 | 2026-{1 + turn // 40:02d}-12 | -{4500 + turn}.37 | | BE99{turn:03d} Ha Klant{turn} | dossier 2026/909"
    for turn in range(320)
]
WEEKENDS = [
    f"NW10 | {day} | -1500.00 | 00201000 | BE90{number} Io Klant{number} | dossier 2026/910"
    for number, day in enumerate(
        ("2026-03-07", "2026-03-08", "2026-03-28", "2026-08-15", "2026-08-15", "2026-08-30", "2026-08-30")
    )
]
MOVED = "\n".join([LINES.strip(), *HABIT, *BURSTS, *INVENTED, *WEEKENDS])
REGISTER = """
iban | currency | kind        | holder_id | holder_name  | bar   | opened_on  | mandate_on | authorisation_on
NW1  | EUR      | third_party | NH1       | Nel Eerste   | GENT  | 2020-01-01 | 2020-01-01 | 2020-01-01
NW2  | EUR      | third_party | NH2       | Nils Tweede  | LEUVEN| 2020-01-01 | 2020-01-01 | 2020-01-01
NW3  | EUR      | rubric      | NH3       | Nora Derde   | GENT  | 2020-01-01 | 2020-01-01 | 2020-01-01
NW4  | EUR      | third_party | NH4       | Nico Vierde  | GENT  | 2020-01-01 | 2020-01-01 | 2020-01-01
NW5  | EUR      | third_party | NH5       | Nele Wauters | GENT  | 2020-01-01 | 2020-01-01 | 2020-01-01
NW6  | EUR      | third_party | NH6       | Noor Zesde   | NAMUR | 2020-01-01 | 2020-01-01 | 2020-01-01
NW7  | EUR      | third_party | NH7       | Neil Zevende | NAMUR | 2020-01-01 | 2020-01-01 | 2020-01-01
NW8  | EUR      | third_party | NH8       | Nina Achtste | GENT  | 2020-01-01 | 2020-01-01 | 2020-01-01
NW9  | EUR      | third_party | NH9       | Nand Negende | GENT  | 2020-01-01 | 2020-01-01 | 2020-01-01
NW10 | EUR      | third_party | NH10      | Nour Tiende  | GENT  | 2020-01-01 | 2020-01-01 | 2020-01-01
"""
STATUSES = """
holder_id | status     | valid_from | valid_until
NH4       | active     |            | 2026-03-01
NH4       | suspended  | 2026-03-01 | 2026-09-01
NH4       | active     | 2026-09-01 | 2026-10-01
NH4       | struck_off | 2026-10-01 |
"""
DECLARATIONS = """
holder_id | iban | currency | year | balance_milli | received_on
NH6       | NW6  | EUR      | 2025 | 4000000       | 2026-02-10
"""
