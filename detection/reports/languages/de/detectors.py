"""What is said of each detector in German: its title, the provisions it stands on, what may be asked."""

from detection.reports.wording import Wording

STATUTE = "Art. 446quater {} des Gerichtsgesetzbuches"
SEPARATION = "Art. 446quater § 1 des Gerichtsgesetzbuches: Trennung der eigenen Gelder von den Geldern Dritter."
PURPOSE = (
    "Art. 446quater § 1 Abs. 2 des Gerichtsgesetzbuches: Das Konto dient Geldern, die in Ausübung des Berufs erhalten werden."
)
CHAPTER = "Berufsordnung des Rechtsanwalts (Code de déontologie, OBFG), Titel 4 Kapitel 8 (Art. 4.71 bis 4.81)."
EXCLUSIVE = "Berufsordnung des Rechtsanwalts (OBFG), Art. 4.72 § 1: Das Konto dient ausschließlich Geldern Dritter."
NOTICE = "Berufsordnung des Rechtsanwalts (OBFG), Art. 4.75: gleichzeitige schriftliche Mitteilung an den Klienten."
INDICATION = (
    "Königlicher Erlass vom 9. Juni 2024, Art. 4: verdächtige Transaktion. Diese Tatsache allein belegt keinen Verstoß."
)

WORDINGS = {
    "neg-balance": Wording(
        "Konto im Soll",
        (STATUTE.format("§ 3 Nr. 1") + ": Das Konto darf nie einen Sollsaldo aufweisen.",),
        (
            "Die Ursache des Sollsaldos und der Beleg, wann und mit welchen Geldern er ausgeglichen wurde.",
            "Eine Aufstellung der verwahrten Gelder je Akte am ersten Tag des Sollsaldos.",
            "Was unternommen wurde, damit sich dies nicht wiederholt.",
        ),
    ),
    "debit-interest": Wording(
        "Sollzinsen oder Überziehungsprovision",
        (STATUTE.format("§ 3 Nr. 1 und 2") + ": weder Sollsaldo noch Kredit, in welcher Form auch immer.",),
        (
            "Die Zinsabrechnung der Bank und der Zeitraum, auf den sie sich bezieht.",
            "Der Kontovertrag und eine darin etwa enthaltene Kreditlinie.",
            "Der Nachweis, dass die Kosten nicht mit Geldern Dritter bezahlt wurden.",
        ),
    ),
    "credit-facility": Wording(
        "Kreditgeschäft auf dem Konto",
        (STATUTE.format("§ 3 Nr. 2") + ": kein Kredit, in welcher Form auch immer; niemals als Sicherheit.",),
        (
            "Der Kreditvertrag, der Begünstigte und der Zweck.",
            "Betrifft das Geschäft einen Klienten: die Akte und der Auftrag des Klienten.",
            "Das Datum, an dem der Kredit gekündigt oder vom Konto genommen wurde.",
        ),
    ),
    "cash-withdrawal": Wording(
        "Barabhebung",
        (PURPOSE, CHAPTER),
        (
            "Die vorherige Genehmigung des Präsidenten der Kammer, falls es sie gibt.",
            "Die Akte, die Person, die das Bargeld erhalten hat, und ihre Quittung.",
            "Der Grund, weshalb eine Überweisung nicht möglich war.",
        ),
    ),
    "cash-deposit": Wording(
        "Bareinzahlung",
        ("Berufsordnung des Rechtsanwalts (OBFG), Art. 4.74 § 2: in bar erhaltene Beträge.", CHAPTER),
        (
            "Die Identität der Person, die das Bargeld übergeben hat, und die Akte.",
            "Die ausgestellte Quittung und das Datum, an dem die Gelder eingegangen sind.",
            "Die bestimmte Schuld, die mit der Einzahlung beglichen wird.",
        ),
    ),
    "cash-limit-3000": Wording(
        "Bargeld über 3.000 EUR",
        (
            "Gesetz vom 18. September 2017, Art. 67 § 2: Zahlung oder Schenkung in bar auf 3.000 EUR begrenzt, verbundene "
            "Transaktionen eingeschlossen.",
        ),
        (
            "Die Akte und die Schuld, auf die sich jede Einzahlung oder Abhebung bezieht.",
            "Die Identität der Person, die das Bargeld gezahlt oder erhalten hat, und die Quittungen.",
            "Was die Transaktionen voneinander unterscheidet, falls sie nicht verbunden sind.",
        ),
    ),
    "card-use": Wording(
        "Einsatz einer Karte auf dem Konto",
        (EXCLUSIVE, CHAPTER),
        (
            "Wer die Karte besitzt, und seit wann.",
            "Die Akte, für die die Ausgabe getätigt wurde, und der Beleg.",
            "Der Nachweis, dass die Karte eingezogen und eine eigene Ausgabe erstattet wurde.",
        ),
    ),
    "direct-debit-out": Wording(
        "Vom Konto eingezogene Lastschrift",
        (EXCLUSIVE, CHAPTER),
        (
            "Das Lastschriftmandat, sein Datum und der Unterzeichner.",
            "Die bezahlte Schuld und die Person, die sie schuldet.",
            "Der Nachweis, dass das Mandat widerrufen und der Betrag erstattet wurde.",
        ),
    ),
    "stale-2m-2500": Wording(
        "Mehr als 2.500 EUR länger als zwei Monate verwahrt",
        (STATUTE.format("§ 4 Abs. 2 und 3") + ": über 2.500 EUR nach zwei Monaten auf ein Rubrikkonto einzuzahlen.",),
        (
            "Die Akte, zu der diese Gelder gehören, und die Person, der sie zustehen.",
            "Der berechtigte Grund, weshalb sie nicht weitergeleitet werden konnten.",
            "Der Nachweis der Weiterleitung an den Empfänger oder auf ein Rubrikkonto.",
        ),
    ),
    "stale-floor": Wording(
        "Sicher länger als zwei Monate verwahrte Gelder",
        (STATUTE.format("§ 4 Abs. 2 und 3") + ": über 2.500 EUR nach zwei Monaten auf ein Rubrikkonto einzuzahlen.",),
        (
            "Die Aufteilung des Saldos nach Akten mit dem Datum des Eingangs der Gelder.",
            "Die Akten, bei denen insgesamt nicht mehr als 2.500 EUR eingegangen sind.",
            "Für die übrigen: der berechtigte Grund der Verzögerung und der Nachweis der Einzahlung auf ein Rubrikkonto.",
        ),
    ),
    "own-transfer": Wording(
        "Überweisung auf ein eigenes Konto des Kontoinhabers",
        (SEPARATION, NOTICE),
        (
            "Die Honorar- oder Kostennote, die mit der Überweisung beglichen wird, und die Akte.",
            "Die gleichzeitige schriftliche Mitteilung an den Klienten.",
            "Der Nachweis, dass die Gelder der Akte den Betrag deckten.",
        ),
    ),
    "own-round-amounts": Wording(
        "Wiederholte runde Beträge auf ein eigenes Konto",
        (SEPARATION, NOTICE),
        (
            "Für jede Überweisung: die Akte, die Honorarnote und die Mitteilung an den Klienten.",
            "Die Berechnung, die zu runden Beträgen führt.",
            "Eine Aufstellung der an denselben Tagen verwahrten Gelder Dritter.",
        ),
    ),
    "missing-communication": Wording(
        "Zahlungen ohne Mitteilung, die die Akte erkennen lässt",
        ("Berufsordnung des Rechtsanwalts (OBFG), Art. 4.74 § 2: Angabe, anhand deren die Akte zu erkennen ist.",),
        (
            "Die Akte zu jeder angeführten Zahlung.",
            "Wie die Kanzlei sicherstellt, dass die Angabe auf jeder Überweisung steht.",
        ),
    ),
    "pass-through": Wording(
        "Eingegangene und weitergeleitete Gelder ohne erkennbaren Bezug zu einer Akte",
        (PURPOSE, INDICATION),
        (
            "Die Akte, der Vertrag oder die Entscheidung, die Eingang und Ausgang der Gelder erklärt.",
            "Die Identität des Zahlers und des Empfängers und ihre Verbindung zum Klienten.",
            "Die Leistungen des Rechtsanwalts in dieser Akte.",
        ),
    ),
    "circular-flow": Wording(
        "An ihren Ursprung zurückgeflossene Gelder",
        (PURPOSE, INDICATION),
        (
            "Der Grund der Zahlung und anschließend der Rückzahlung.",
            "Der Vertrag oder der Schriftwechsel, auf dem die Zahlung beruhte.",
            "Die Identität des Zahlers und seine Verbindung zu dem Konto, das die Rückzahlung erhielt.",
        ),
    ),
    "high-risk-country": Wording(
        "Gegenpartei in einem Land mit hohem Risiko",
        ("Delegierte Verordnung (EU) 2016/1675, am Tag der Buchung geltende Liste.", INDICATION),
        (
            "Die Akte und die Identität der Gegenpartei.",
            "Der Grund, weshalb die Gelder aus diesem Land kommen oder dorthin gehen.",
            "Die Unterlagen, die Herkunft oder Bestimmung der Gelder belegen.",
        ),
    ),
    "dormant-reactivated": Wording(
        "Ruhendes Konto plötzlich aktiv",
        (PURPOSE, INDICATION),
        (
            "Die Akte, für die das Konto wieder benutzt wurde.",
            "Die Herkunft der eingegangenen Gelder und die Person, der sie zustehen.",
            "Der Grund, weshalb das Konto lange nicht benutzt wurde.",
        ),
    ),
    "model-outlier": Wording(
        "Im Vergleich zu ähnlichen Konten ungewöhnliche Bewegungen",
        (INDICATION,),
        (
            "Was in der Tätigkeit der Kanzlei die festgestellte Veränderung erklärt.",
            "Die Akten, zu denen die angeführten Buchungen gehören.",
        ),
    ),
}
