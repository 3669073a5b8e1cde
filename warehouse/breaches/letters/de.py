"""Die Briefe auf Deutsch."""

NOTHING = "entfällt"
RISKS = {"unlikely": "unwahrscheinlich", "likely": "wahrscheinlich", "high": "hoch"}

LETTERS = {
    "authority": """\
An: die Datenschutzbehörde
Betreff: Meldung einer Verletzung des Schutzes personenbezogener Daten (DSGVO, Art. 33), {incident}

1. Verantwortliche: die Kammern, jede für die Konten ihrer Anwaltschaften.
   Datenschutzbeauftragter: {dpo}
2. Kenntnis der Verletzung: {aware}. Frist der Meldung: {deadline}.
   Grund der Verzögerung, falls zutreffend: {late}
3. Zeitraum der betroffenen Einsichten: vom {since} bis {until}.
4. Art der Verletzung: {nature}
5. Betroffene Personen: {holders} Inhaber eingetragener Konten; höchstens {others} andere Beteiligte an Buchungen.
   Datensätze: {accesses} Einsichten, {dossiers} Akten, {accounts} Konten.
6. Wahrscheinliche Folgen: {effects}
7. Ergriffene oder vorgeschlagene Maßnahmen: {measures}
8. Risiko für die Personen: {risk}

Unterschrift: {fill}
""",
    "persons": """\
Sehr geehrte Damen und Herren,

Daten, die Sie betreffen, wurden zwischen dem {since} und dem {until} von jemandem gesehen, der sie nicht sehen durfte.
Sie stammen aus den Auszügen eines Anderkontos oder eines Rubrikkontos, die wir nach dem Gesetz kontrollieren
(Gerichtsgesetzbuch, Art. 446quater).

Was geschehen ist: {nature}
Was daraus folgen kann: {effects}
Was wir getan haben: {measures}

Was Sie tun können: {fill}
Bei Fragen: {dpo}. Sie können sich auch an die Datenschutzbehörde wenden.

Unterschrift: {fill}
""",
    "reader": """\
Betreff: Daten, die nicht für Sie bestimmt waren ({incident})

Sie haben Daten erhalten oder gesehen, die nicht für Sie bestimmt waren. Sie unterliegen dem Berufsgeheimnis.

Wir bitten Sie, sie überall bei Ihnen zu löschen, sie weder zu kopieren noch zu verwenden, sie niemandem weiterzugeben
und uns die folgende Erklärung zurückzusenden. Bei Fragen: {dpo}.

    Ich, {fill},
    erkläre, diese Daten am {fill} gelöscht, keine Kopie davon behalten und sie niemandem weitergegeben zu haben.

    Datum und Unterschrift: {fill}
""",
}
