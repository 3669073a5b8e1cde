"""Maasbank (simulated): LF line ends and plain ASCII, accents already taken out of its names."""

from coda_parser.banks.bank import Bank, Habits

BANK = Bank(
    code="MAAS",
    name="Maasbank",
    bic="MAASBEBB",
    bban_ranges=((986, 986),),
    folder="MAAS",
    file_pattern="maas-{date}-{number:03d}.cod",
    habits=Habits(newline="\n", encoding="ascii", bank_number="986"),
    language="nl",
)
