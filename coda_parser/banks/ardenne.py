"""Crédit d'Ardenne (simulated): CRLF, accented names in cp1252, never the counterparty's address."""

from coda_parser.banks.bank import Bank, Habits

BANK = Bank(
    code="ARDENNE",
    name="Crédit d'Ardenne",
    bic="ARDEBEBB",
    bban_ranges=((987, 987),),
    folder="ARDENNE",
    file_pattern="CODA.{date}.{number:03d}.cod",
    habits=Habits(newline="\r\n", encoding="cp1252", addresses=False, bank_number="987"),
    language="fr",
)
