"""Noordzeebank (simulated): files in UTF-8, counted in characters, whose statements carry the number 000."""

from coda_parser.banks.bank import Bank, Habits

BANK = Bank(
    code="NOORDZEE",
    name="Noordzeebank",
    bic="NOORBEBB",
    bban_ranges=((988, 988),),
    folder="NOORDZEE",
    file_pattern="{date}_{number:03d}.cod",
    habits=Habits(newline="\n", encoding="utf-8", numbered=False, bank_number="988"),
    language="nl",
)
