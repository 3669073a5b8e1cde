"""De antwoorden in het Nederlands."""

RIGHTS = {
    "access": "inzage (AVG, art. 15)",
    "rectification": "rectificatie (AVG, art. 16)",
    "erasure": "wissing (AVG, art. 17)",
    "restriction": "beperking (AVG, art. 18)",
    "objection": "bezwaar (AVG, art. 21)",
}

HEAD = """\
Aan: {fill}
Betreft: uw verzoek van {received}, {case}: {right}

Mevrouw, Mijnheer,
"""

ERASED = """\
Wat niet langer bewaard moet worden, wordt gewist; wat de wet oplegt te bewaren, kan niet op verzoek gewist worden.
"""

DECIDED = {
    ("access", "granted"): """\
Wij gaan in op uw verzoek. U vindt hierbij een kopie van de gegevens van de derdenrekeningen en rubriekrekeningen waarvan u
titularis bent, en van uw inschrijving in het register.
""",
    ("access", "partly"): """\
Wij gaan gedeeltelijk in op uw verzoek. U vindt hierbij een kopie van wat u kan worden meegedeeld.
""",
    ("access", "refused"): """\
Wij kunnen u geen gegevens meedelen.
""",
    ("rectification", "granted"): """\
De gegevens die u aangaf, zijn gerectificeerd. Wie ze ontvangen had, is ervan verwittigd.
""",
    ("rectification", "partly"): """\
Een deel van de gegevens die u aangaf, is gerectificeerd. Wie ze ontvangen had, is ervan verwittigd.
""",
    ("rectification", "refused"): """\
De gegevens die u aangaf, worden niet gerectificeerd.
""",
    **dict.fromkeys((("erasure", "granted"), ("erasure", "partly"), ("erasure", "refused")), ERASED),
    ("restriction", "granted"): """\
De verwerking is beperkt: de gegevens worden bewaard en dienen alleen nog voor wat de wet oplegt. U wordt verwittigd voordat
deze beperking eindigt.
""",
    ("restriction", "partly"): """\
De verwerking is beperkt tot wat de wet oplegt: de gegevens worden bewaard en de wettelijke controle gaat voort. U wordt
verwittigd voordat deze beperking eindigt.
""",
    ("restriction", "refused"): """\
De verwerking wordt niet beperkt.
""",
    ("objection", "granted"): """\
Met uw bezwaar wordt rekening gehouden: de gegevens dienen alleen nog voor wat de wet oplegt.
""",
    ("objection", "partly"): """\
Met uw bezwaar wordt rekening gehouden voor alles wat de wet niet oplegt; de wettelijke controle gaat voort.
""",
    ("objection", "refused"): """\
Aan uw bezwaar wordt geen gevolg gegeven.
""",
}

GROUNDS = {
    "kept_by_law": """\
Grond: de wet legt op de gegevens te bewaren (AVG, art. 17, lid 3, b en e; koninklijk besluit van 9 juni 2024, art. 5).
""",
    "public_interest": """\
Grond: de wet legt de controle op in het algemeen belang (AVG, art. 18, lid 2, en 21, lid 1; Gerechtelijk Wetboek, art.
446quater).
""",
    "secrecy": """\
Grond: de rechten van anderen en het beroepsgeheim (AVG, art. 15, lid 4, en 23; Strafwetboek, art. 458).
""",
    "exact": """\
Grond: de gegevens zijn die welke de bank of de balie meedeelde; wend u tot hen als zij zich vergist hebben.
""",
    "identity": """\
Grond: uw identiteit kon niet vastgesteld worden (AVG, art. 12, lid 6). Een nieuw verzoek met een bewijs is mogelijk.
""",
    "unfounded": """\
Grond: het verzoek is kennelijk ongegrond of buitensporig (AVG, art. 12, lid 5).
""",
}

KEPT = """\
Wat bewaard wordt, voor iedereen op dezelfde wijze: de uittreksels die de banken leveren, de inschrijving in het register
van de rekeningen, en wat de controle ermee doet. Doeleinden: opsporen, documenteren, de opsporing verbeteren, aan de
stafhouder meedelen
(koninklijk besluit van 9 juni 2024, art. 4). Ontvangers: wie met de controle belast is, gebonden door het geheim, en de
stafhouder. Termijn: tien jaar vanaf elke verrichting, langer in de gevallen waarin de wet voorziet; wat vervallen is, wordt
daarna vernietigd. Geen enkele beslissing wordt door een machine alleen genomen. Wat de controle oplevert, en of zij iets
oplevert, valt onder het beroepsgeheim: het wordt in geen enkel antwoord meegedeeld, aan niemand.
"""

DELAY = """\
Uw verzoek is complex: u krijgt het antwoord uiterlijk op {due} (AVG, art. 12, lid 3).
"""

FOOT = """\
U kunt klacht indienen bij de Gegevensbeschermingsautoriteit, of naar de rechter gaan. Voor vragen: {dpo}.

Handtekening: {fill}
"""
