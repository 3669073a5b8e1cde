"""Die Antworten auf Deutsch."""

RIGHTS = {
    "access": "Auskunft (DSGVO, Art. 15)",
    "rectification": "Berichtigung (DSGVO, Art. 16)",
    "erasure": "Löschung (DSGVO, Art. 17)",
    "restriction": "Einschränkung (DSGVO, Art. 18)",
    "objection": "Widerspruch (DSGVO, Art. 21)",
}

HEAD = """\
An: {fill}
Betreff: Ihr Antrag vom {received}, {case}: {right}

Sehr geehrte Damen und Herren,
"""

ERASED = """\
Was nicht länger aufbewahrt werden muss, wird gelöscht; was das Gesetz aufzubewahren vorschreibt, kann nicht
auf Antrag gelöscht werden.
"""

DECIDED = {
    ("access", "granted"): """\
Wir geben Ihrem Antrag statt. Sie finden anbei eine Kopie der Daten der Anderkonten und Rubrikkonten, deren Inhaber Sie
sind, und Ihrer Eintragung im Register.
""",
    ("access", "partly"): """\
Wir geben Ihrem Antrag teilweise statt. Sie finden anbei eine Kopie dessen, was Ihnen mitgeteilt werden kann.
""",
    ("access", "refused"): """\
Wir können Ihnen keine Daten mitteilen.
""",
    ("rectification", "granted"): """\
Die von Ihnen genannten Daten sind berichtigt. Wer sie erhalten hatte, ist davon benachrichtigt.
""",
    ("rectification", "partly"): """\
Ein Teil der von Ihnen genannten Daten ist berichtigt. Wer sie erhalten hatte, ist davon benachrichtigt.
""",
    ("rectification", "refused"): """\
Die von Ihnen genannten Daten werden nicht berichtigt.
""",
    **dict.fromkeys((("erasure", "granted"), ("erasure", "partly"), ("erasure", "refused")), ERASED),
    ("restriction", "granted"): """\
Die Verarbeitung ist eingeschränkt: Die Daten werden aufbewahrt und dienen nur noch dem, was das Gesetz vorschreibt. Sie
werden benachrichtigt, bevor diese Einschränkung endet.
""",
    ("restriction", "partly"): """\
Die Verarbeitung ist auf das eingeschränkt, was das Gesetz vorschreibt: Die Daten werden aufbewahrt, und die gesetzliche
Kontrolle geht weiter. Sie werden benachrichtigt, bevor diese Einschränkung endet.
""",
    ("restriction", "refused"): """\
Die Verarbeitung wird nicht eingeschränkt.
""",
    ("objection", "granted"): """\
Ihrem Widerspruch wird Rechnung getragen: Die Daten dienen nur noch dem, was das Gesetz vorschreibt.
""",
    ("objection", "partly"): """\
Ihrem Widerspruch wird für alles Rechnung getragen, was das Gesetz nicht vorschreibt; die gesetzliche Kontrolle geht weiter.
""",
    ("objection", "refused"): """\
Ihrem Widerspruch wird nicht stattgegeben.
""",
}

GROUNDS = {
    "kept_by_law": """\
Grund: Das Gesetz schreibt vor, die Daten aufzubewahren (DSGVO, Art. 17 Abs. 3 b und e; Königlicher Erlass vom 9. Juni 2024,
Art. 5).
""",
    "public_interest": """\
Grund: Das Gesetz schreibt die Kontrolle im öffentlichen Interesse vor (DSGVO, Art. 18 Abs. 2 und 21 Abs. 1;
Gerichtsgesetzbuch, Art. 446quater).
""",
    "secrecy": """\
Grund: die Rechte anderer und das Berufsgeheimnis (DSGVO, Art. 15 Abs. 4 und 23; Strafgesetzbuch, Art. 458).
""",
    "exact": """\
Grund: Die Daten sind die, welche die Bank oder die Anwaltschaft mitgeteilt hat; wenden Sie sich an sie, wenn sie sich
geirrt haben.
""",
    "identity": """\
Grund: Ihre Identität konnte nicht festgestellt werden (DSGVO, Art. 12 Abs. 6). Ein neuer Antrag mit einem Nachweis ist
möglich.
""",
    "unfounded": """\
Grund: Der Antrag ist offenkundig unbegründet oder exzessiv (DSGVO, Art. 12 Abs. 5).
""",
}

KEPT = """\
Was aufbewahrt wird, für alle auf dieselbe Weise: die Auszüge, die die Banken liefern, die Eintragung im Register der
Konten, und was die Kontrolle daraus macht. Zwecke: aufdecken, dokumentieren, die Aufdeckung verbessern, dem Präsidenten der
Rechtsanwaltskammer mitteilen (Königlicher Erlass vom 9. Juni 2024, Art. 4). Empfänger: die mit der Kontrolle beauftragten,
zur Verschwiegenheit verpflichteten Personen und der Präsident der Rechtsanwaltskammer. Dauer: zehn Jahre ab jeder Buchung,
länger in den Fällen, die das Gesetz vorsieht; was abgelaufen ist, wird danach vernichtet. Keine Entscheidung wird von einer
Maschine allein getroffen. Was die Kontrolle ergibt, und ob sie etwas ergibt, unterliegt dem Berufsgeheimnis: Es wird in
keiner Antwort mitgeteilt, niemandem.
"""

DELAY = """\
Ihr Antrag ist komplex: Sie erhalten die Antwort spätestens am {due} (DSGVO, Art. 12 Abs. 3).
"""

FOOT = """\
Sie können Beschwerde bei der Datenschutzbehörde einlegen oder vor Gericht gehen. Bei Fragen: {dpo}.

Unterschrift: {fill}
"""
