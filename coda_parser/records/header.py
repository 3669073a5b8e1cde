"""Record 0, header: which bank, which day, for whom (CODA 2.6, annex I)."""

from datetime import date

from coda_parser.layout import BLANK, DATE, DIGITS, OPTIONAL_NUMBER, TEXT, Record, at


class Header(Record, code="0"):
    """Opens a statement."""

    zeros: str = at(2, 5, DIGITS, "zeros")
    created: date = at(6, 11, DATE, "creation date")
    bank_number: int = at(12, 14, OPTIONAL_NUMBER, "bank identification number")
    application: str = at(15, 16, TEXT, "application code")
    duplicate: str = at(17, 17, TEXT, "duplicate code")
    blank_18: str = at(18, 24, BLANK, "blank")
    file_reference: str = at(25, 34, TEXT, "file reference")
    addressee: str = at(35, 60, TEXT, "name of the addressee")
    bank_bic: str = at(61, 71, TEXT, "BIC of the account-holding bank")
    company_number: str = at(72, 82, TEXT, "company number of the account holder")
    blank_83: str = at(83, 83, BLANK, "blank")
    separate_application: int = at(84, 88, OPTIONAL_NUMBER, "code separate application")
    transaction_reference: str = at(89, 104, TEXT, "transaction reference")
    related_reference: str = at(105, 120, TEXT, "related reference")
    blank_121: str = at(121, 127, BLANK, "blank")
    version: str = at(128, 128, TEXT, "version code")
