"""Kasteel Bank (simulated): a house that follows the standard to the letter; CRLF, cp1252, everything numbered."""

from coda_parser.banks.bank import Bank, Habits

BANK = Bank(
    code="KASTEEL",
    name="Kasteel Bank",
    bic="KASTBEBB",
    bban_ranges=((985, 985),),
    folder="KASTEEL",
    file_pattern="KB{date}{number:03d}.cod",
    habits=Habits(newline="\r\n", encoding="cp1252", bank_number="985"),
    language="nl",
)
