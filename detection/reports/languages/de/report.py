"""What a report says in German, in the words of the Belgian codes (Anderkonto, Rechtsanwaltskammer); places in braces."""

TEXTS = {
    # names of the document and of its pieces
    "report_title": "Meldebericht",
    "report_subtitle": "Automatisierte Datenkontrolle der Anderkonten (Drittkonten und Rubrikkonten)",
    "annex_title": "Kontoauszüge",
    "annex_subtitle": "Anlage {number} zum Bericht {reference}",
    "piece_report": "Hauptschriftstück: Bericht",
    "piece_annex": "Gesondertes Schriftstück: Anlage {number}",
    "class_report": "Vertraulich – nur für den Präsidenten der Rechtsanwaltskammer",
    "class_annex": "Vertrauliche Anlage – für die anderen Parteien nicht einsehbar",
    "attention": "Zu Händen des Präsidenten der Rechtsanwaltskammer",
    "attention_other": "Zu Händen von",
    "designated_text": "an Stelle des Präsidenten der Kammer bestimmt, {bar} (Art. 456 Abs. 4 des Gerichtsgesetzbuches)",
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
    "marks_caption": "Angeführte Buchungen in {currency}, logarithmischer Maßstab: Eingänge über der Linie, Ausgänge "
    "darunter. Volle Scheibe: rechtswidriger Vorgang; leere Raute: verdächtiger Vorgang.",
    "marks_alt": "Zeitlinie von {movements} angeführten Buchungen, {first} bis {last}, in {currency}; die Tabellen der "
    "Vorgänge nennen jedes Datum und jeden Betrag",
    "earlier_heading": "Frühere Mitteilungen",
    "earlier_intro": "Über diese Konten wurde bereits berichtet:",
    "earlier_none": "Über keines der genannten Konten wurde früher berichtet.",
    "earlier_never": "Nie zuvor mitgeteilt:",
    "col_account": "Konto",
    "col_reference": "Bericht",
    "col_released": "Übergeben",
    "col_bar": "Kammer",
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
    "co_holders": "weitere Inhaber des Kontos: {names}",
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
    # the other pieces
    "pieces_heading": "Verzeichnis der Schriftstücke",
    "pieces_intro": "Jedes Schriftstück ist eine eigene Datei mit eigener Einstufung. Die Signatur dieses Berichts steht für "
    "die nachstehenden Hashwerte (SHA-256) und damit für jedes der Schriftstücke.",
    "pieces_draft": "Die Hashwerte werden bei der Freigabe eingetragen.",
    "col_piece": "Datei",
    "col_class": "Einstufung",
    "col_hash": "Hashwert",
    # acknowledgement
    "receipt_heading": "Empfangsbestätigung",
    "receipt_text": "An die Kontrollstelle zurückzusenden. Die Angabe der weiteren Behandlung ist freiwillig: Sie dient nur "
    "dazu, die Erkennung zu berichtigen und zu verbessern.",
    "receipt_received": "Erhalten am",
    "receipt_name": "Name und Eigenschaft",
    "receipt_signature": "Unterschrift",
    "receipt_outcome": "Behandlung (freiwillig)",
    "receipt_outcomes": "unbegründet | geklärt | bereinigt | Untersuchung eröffnet"
    " | Verfahren eröffnet | an eine andere Kammer abgegeben",
    "reminder_text": "Für den Bericht {reference}, übergeben am {date}, steht Ihre Empfangsbestätigung aus. Bitte senden Sie "
    "sie der Kontrollstelle zurück.",
    # recall
    "piece_recall": "Stück: Rückruf",
    "recall_title": "Rückruf",
    "recall_subtitle": "Bericht {reference}, übergeben am {date}",
    "recall_withdrawn": "Die nachstehenden Vorgänge sind zurückgezogen: Sie dürfen nicht mehr berücksichtigt werden.",
    "recall_corrected": "Die nachstehenden Vorgänge enthielten einen Fehler und sind berichtigt: Die Fassung des Berichts "
    "darf nicht mehr berücksichtigt werden.",
    "recall_whole": "Der ganze Bericht ist betroffen.",
    "recall_rest": "Die übrigen Vorgänge des Berichts sind nicht betroffen.",
    "recall_heading": "Betroffene Vorgänge",
    "recall_alert": "Meldung",
    "recall_duty_heading": "Worum Sie gebeten werden (Art. 19 DSGVO)",
    "recall_duty": "Bitte löschen oder berichtigen Sie diese Vorgänge in Ihrem Exemplar, benachrichtigen Sie jede Person, "
    "an die Sie sie weitergegeben haben, und bestätigen Sie der Kontrollstelle den Empfang dieses Rückrufs.",
    "recall_reminder_text": "Für den Rückruf zum Bericht {reference}, übergeben am {date}, steht Ihre Empfangsbestätigung "
    "aus. Bitte senden Sie sie der Kontrollstelle zurück.",
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
    # full copy of an account
    "copy_title": "Vollständige Kopie des Kontos",
    "copy_subtitle": "Alle Buchungen, Teil {number} von {total}",
    "piece_copy": "Kontokopie",
    "class_copy": "Vertraulich – nur für den Präsidenten der Rechtsanwaltskammer oder seinen Beauftragten",
    "copy_intro": "Kopie aller Buchungen des nachstehenden Kontos, wie die Bank sie übermittelt hat, für den Präsidenten der "
    "Kammer oder den von ihm bestimmten Beauftragten (Königlicher Erlass vom 9. Juni 2024, Art. 2 § 2). Sie enthält "
    "auch Buchungen, die nicht beanstandet werden.",
    "copy_destruction": "Diese Kopie ist ab dem {date} zu vernichten.",
    "copy_caption": "Buchsaldo des Kontos.",
}
