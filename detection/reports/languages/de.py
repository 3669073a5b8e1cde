"""The reports in German, for the bar of Eupen, in the legal German of Belgium (Gerichtsgesetzbuch, Rechtsanwaltschaft)."""

from detection.reports.language import Language, Wording

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

TEXTS = {
    # names of the document and of its pieces
    "report_title": "Meldebericht",
    "report_subtitle": "Automatisierte Datenkontrolle der Drittkonten und Rubrikkonten",
    "annex_title": "Kontoauszüge",
    "annex_subtitle": "Anlage {number} zum Bericht {reference}",
    "piece_report": "Hauptschriftstück: Bericht",
    "piece_annex": "Gesondertes Schriftstück: Anlage {number}",
    "class_report": "Vertraulich – nur für den Präsidenten der Rechtsanwaltskammer",
    "class_annex": "Vertrauliche Anlage – für die anderen Parteien nicht einsehbar",
    "attention": "Zu Händen des Präsidenten der Rechtsanwaltskammer",
    "draft_mark": "ENTWURF",
    "draft_notice": "Entwurf. Dieses Dokument ist nicht freigegeben und darf die Kontrollstelle nicht verlassen.",
    "page": "Seite {page} von {pages}",
    # cover
    "label_bar": "Kammer",
    "label_reference": "Aktenzeichen",
    "label_period": "Zeitraum",
    "label_drafted": "Erstellt am",
    "label_released": "Übergeben am",
    "label_class": "Einstufung",
    "label_annexes": "Anlagen",
    "period": "{first} bis {last}",
    "annexes_one": "gesondertes Schriftstück, eingestuft als „vertrauliche Anlage“",
    "annexes_many": "gesonderte Schriftstücke, eingestuft als „vertrauliche Anlage“",
    "illicit_one": "rechtswidriger Vorgang",
    "illicit_many": "rechtswidrige Vorgänge",
    "suspicious_one": "verdächtiger Vorgang",
    "suspicious_many": "verdächtige Vorgänge",
    "holders_one": "Kontoinhaber",
    "holders_many": "Kontoinhaber",
    "movements_one": "angeführte Buchung",
    "movements_many": "angeführte Buchungen",
    "confidential_heading": "Vertraulichkeit",
    "confidential_text": "Dieser Bericht enthält Angaben, die dem Berufsgeheimnis unterliegen; dessen Verletzung ist "
    "strafbar. Er ist allein für den Präsidenten der Kammer bestimmt, bei der der Kontoinhaber eingetragen ist, und für die "
    "Personen, die er damit beauftragt. Er darf weder weitergegeben noch kopiert noch zu einem anderen Zweck verwendet "
    "werden. Wer ihn irrtümlich erhält, löscht ihn, ohne ihn zu lesen oder weiterzuleiten, und benachrichtigt unverzüglich "
    "den Datenschutzbeauftragten.",
    "conflict_text": "Ist ein genannter Kontoinhaber selbst Präsident der Kammer, Mitglied des Kammerrates oder Mitglied "
    "eines Disziplinarorgans (Art. 456 Abs. 4 des Gerichtsgesetzbuches), so benachrichtigen Sie bitte vor jeder Prüfung die "
    "Kontrollstelle: Der Bericht muss dann einen anderen Weg nehmen.",
    # summary
    "summary_heading": "Überblick",
    "summary_intro": "Dieser Bericht teilt die Identifizierungsdaten der rechtswidrigen und der verdächtigen Transaktionen "
    "mit, und nur diese (Königlicher Erlass vom 9. Juni 2024, Art. 4). Jeder Vorgang wurde von einer automatisierten "
    "Verarbeitung vorgeschlagen und hat erst nach Prüfung durch einen Menschen eine Wirkung. Keiner greift der "
    "Verantwortlichkeit des Kontoinhabers vor.",
    "col_number": "Nr.",
    "col_fact": "Vorgang",
    "col_holder": "Kontoinhaber",
    "col_dates": "Zeitraum",
    "col_amount": "Betrag",
    "col_page": "Seite",
    # facts
    "illicit_heading": "Rechtswidrige Vorgänge",
    "illicit_intro": "Die Daten der Bank belegen selbst einen Verstoß gegen die angeführte Regel.",
    "suspicious_heading": "Verdächtige Vorgänge",
    "suspicious_intro": "Die Daten geben einen Hinweis, den nur die Prüfung der Akte des Rechtsanwalts bestätigen oder "
    "entkräften kann.",
    "no_fact": "Dieser Bericht enthält keinen Vorgang dieser Art.",
    "fact": "Vorgang {number}",
    "severity": "Schwere: {severity}",
    "label_holder": "Kontoinhaber",
    "label_account": "Konto",
    "label_bank": "Bank {bic}",
    "basis_heading": "Grundlage",
    "reason_heading": "Feststellung",
    "lines_heading": "Buchungen, die ihn belegen",
    "lines_heading_suspicious": "Buchungen, auf denen der Hinweis beruht",
    "questions_heading": "Was vom Rechtsanwalt verlangt werden kann",
    "rule_note": "Detektor {detector}, Fassung {version} · Meldung {alert}",
    "col_date": "Datum",
    "col_counterparty": "Gegenpartei",
    "col_communication": "Mitteilung und Buchungsart",
    "col_figure": "Betrag ({currency})",
    "valued": "Wertstellung {date}",
    "orderer": "Auftraggeber",
    "beneficiary": "Begünstigter",
    "no_counterparty": "Gegenpartei von der Bank nicht übermittelt",
    "no_communication": "ohne Mitteilung",
    "structured": "strukturierte Mitteilung",
    "bank_reference": "Bankref. {reference}",
    "customer_reference": "Kundenref. {reference}",
    "mandate": "Mandat {reference}",
    "detail": "Einzelposten eines Gesamtbetrags",
    "destroyed_one": "1 Buchung, nach zehn Jahren vernichtet, wird nicht mehr aufgeführt.",
    "destroyed_many": "{number} Buchungen, nach zehn Jahren vernichtet, werden nicht mehr aufgeführt.",
    "other_sentence": "Die Kontrolle hat vom {first} bis zum {last} {movements} über {amount} festgestellt.",
    "movements_found_one": "eine Buchung",
    "movements_found_many": "{number} Buchungen",
    # deadlines and keeping
    "deadlines_heading": "Fristen",
    "discipline_heading": "Disziplinarverfahren (Art. 474 des Gerichtsgesetzbuches)",
    "discipline_text": "Dieser Bericht wurde am {delivered} übergeben. Damit beginnt die Frist von zwölf Monaten, in der das "
    "Disziplinarverfahren einzuleiten ist. Letzter Tag, ohne Verlängerung auf den nächsten Werktag: {last}.",
    "discipline_draft": "Die Frist von zwölf Monaten, in der das Disziplinarverfahren einzuleiten ist, läuft ab der Übergabe "
    "dieses Berichts; das Datum wird hier bei der Freigabe eingetragen.",
    "destruction_heading": "Vernichtung Ihres Exemplars (Königlicher Erlass vom 9. Juni 2024, Art. 5)",
    "destruction_text": "Der Präsident der Kammer und die Kontrollstelle bewahren diese Daten und Analysen zehn Jahre ab dem "
    "Datum der Transaktion auf. Ihr Exemplar dieses Berichts ist ab dem {date} zu vernichten, dem ersten Tag nach Ablauf der "
    "Frist für die jüngste Buchung.",
    "destruction_hold": "Bei einer gerichtlichen Untersuchung, einer Disziplinaruntersuchung oder einem Verfahren wartet die "
    "Vernichtung, bis alle Rechtsmittel gegen die daraus hervorgehenden Entscheidungen ausgeschöpft sind; bitte teilen Sie "
    "dies der Kontrollstelle mit, damit die Vernichtung beider Exemplare ausgesetzt wird.",
    "destruction_list": "Erster Tag der Vernichtung je Vorgang",
    # processing of personal data
    "processing_heading": "Verarbeitung personenbezogener Daten",
    "controllers_text": "Die Kammer der französischsprachigen und deutschsprachigen Rechtsanwaltschaften und die Kammer der "
    "flämischen Rechtsanwaltschaften sind für die automatisierte Kontrolle gemeinsam Verantwortliche (Königlicher Erlass vom "
    "9. Juni 2024, Art. 3). Für die Daten dieses Berichts sind die Kontrollstelle und der Präsident der Kammer gemeinsam "
    "Verantwortliche (Art. 4). Die Banken sind getrennt Verantwortliche.",
    "purpose_text": "Diese Daten dienen allein dazu, verdächtige und rechtswidrige Transaktionen festzustellen und zu "
    "belegen, ihre Erkennung zu verbessern und sie dem Präsidenten der Kammer mitzuteilen. Alles Weitere ist seine Sache.",
    "arrangement_text": "Vereinbarung zwischen den gemeinsam Verantwortlichen (Art. 26 DSGVO): {version}.",
    "dpo_text": "Datenschutzbeauftragter: {contact}.",
    "dpo_default": "über das Sekretariat der Kontrollstelle",
    "arrangement_default": "Text beim Datenschutzbeauftragten erhältlich",
    # acknowledgement
    "receipt_heading": "Empfangsbestätigung",
    "receipt_text": "An die Kontrollstelle zurückzusenden. Die Angabe der weiteren Behandlung ist freiwillig: Sie dient nur "
    "dazu, die Erkennung zu berichtigen und zu verbessern.",
    "receipt_received": "Erhalten am",
    "receipt_name": "Name und Eigenschaft",
    "receipt_signature": "Unterschrift",
    "receipt_outcome": "Behandlung (freiwillig)",
    "receipt_outcomes": "geklärt, ohne Folge | Auskünfte verlangt | Untersuchung eröffnet | Angabe falsch, zu berichtigen",
    # annex
    "annex_intro": "Auszüge des nachstehenden Kontos für den Zeitraum der Vorgänge, wie die Bank sie übermittelt hat. Diese "
    "Anlage ist ein vom Bericht getrenntes Schriftstück; sie enthält auch Buchungen, die nicht beanstandet werden, und darf "
    "weder dem Bericht beigefügt noch den anderen Parteien gezeigt werden.",
    "annex_destruction": "Diese Anlage ist ab dem {date} zu vernichten.",
    "label_statements": "Auszüge",
    "statement": "Auszug Nr. {number} vom {date}",
    "old_balance": "Alter Saldo",
    "new_balance": "Neuer Saldo",
    "no_movement": "Keine Buchung.",
    "cited_in": "angeführt bei Vorgang {numbers}",
    "chart_caption": "Buchsaldo des Kontos. Die Punkte bezeichnen die im Bericht angeführten Buchungen.",
    "chart_alt": "Verlauf des Kontosaldos mit den im Bericht angeführten Buchungen",
}

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

LANGUAGE = Language(
    code="de",
    months=(
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ),
    long_date="{day}. {month} {year}",
    short_date="%d.%m.%Y",
    thousands=".",
    texts=TEXTS,
    natures={"illicit": "rechtswidrig", "suspicious": "verdächtig"},
    severities={"info": "Hinweis", "low": "gering", "medium": "mittel", "high": "hoch", "critical": "sehr hoch"},
    account_kinds={"third_party": "Drittkonto", "rubric": "Rubrikkonto"},
    orders={
        "OBFG": "Kammer der französischsprachigen und deutschsprachigen Rechtsanwaltschaften",
        "OVB": "Kammer der flämischen Rechtsanwaltschaften",
    },
    wordings=WORDINGS,
    other_wording=Wording(
        "Von der Kontrolle gemeldete Buchungen",
        ("Art. 446quater des Gerichtsgesetzbuches; Königlicher Erlass vom 9. Juni 2024, Art. 4.",),
        (
            "Die Akte, zu der die angeführten Buchungen gehören.",
            "Die Unterlagen, die sie rechtfertigen.",
        ),
    ),
)
