"""De brief in het Nederlands."""

from datetime import date

MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
NOBODY_NAMED = "de persoon die u deze brief bezorgde"

LETTER = """\
Aan: {bank}
Datum: {date}
Betreft: levering van de uittreksels van de derdenrekeningen van advocaten (koninklijk besluit van 9 juni 2024, art. 2)

U levert via SFTP, met uw sleutel, in een map die geen andere bank ziet.

    server        {host}
    poort         {port}
    gebruiker     {user}

1. Vergelijk vóór de eerste levering telefonisch de sleutel van de server met deze vingerafdrukken:

{host_keys}

   Toont uw programma ooit een andere, lever dan niet: bel ons.

2. Deze sleutels van u worden toegelaten. Is er een niet van u, bel ons dan meteen:

{keys}

   Een wachtwoord wordt nooit gevraagd. Kan een sleutel in andere handen zijn, bel ons: hij wordt binnen het uur geweerd.

3. Plaats uw bestanden in de map "{incoming}", waar u aankomt, met een naam zoals {example}.
   Zoals ze zijn, of ingepakt met gzip of zip met één bestand per archief, of verzegeld met OpenPGP voor onze sleutel.
   Een bestand wordt genomen zodra zijn laatste record er is en het niet meer verandert; een tijdelijke naam is niet
   nodig, maar namen op .part of .tmp blijven liggen tot u ze hernoemt. De groep moet het bestand kunnen lezen (modus
   0640 of 0660): sommige programma's geven de rechten van hun eigen bestand door.

4. In de map "{answers}" vindt u per levering twee ontvangstbewijzen: NAAM.….ack.json voor uw programma's,
   NAAM.….ack.txt voor mensen. Lees bij elke levering een van beide. De staat is een van deze:

    ingested      ontvangen en aanvaard
    partial       sommige uittreksels zijn opzijgelegd, de redenen staan er per regel; de andere zijn aanvaard
    duplicate     wij hadden het al; het telt één keer
    quarantined   niets ervan is aanvaard; verbeter het en lever het opnieuw, onder eender welke naam

   Geen ontvangstbewijs na een dag betekent dat het bestand niet volledig was, of dat wij het niet konden lezen.
   Afgewerkte bestanden blijven zeven dagen zichtbaar in "{done}".

5. Vragen en incidenten: {contact}.
"""


def day(on: date) -> str:
    """Een dag zoals een brief hem schrijft."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"
