"""De brieven in het Nederlands."""

NOTHING = "niet van toepassing"
RISKS = {"unlikely": "onwaarschijnlijk", "likely": "waarschijnlijk", "high": "hoog"}

LETTERS = {
    "authority": """\
Aan: de Gegevensbeschermingsautoriteit
Betreft: melding van een inbreuk in verband met persoonsgegevens (AVG, art. 33), {incident}

1. Verwerkingsverantwoordelijken: de Ordes, elk voor de rekeningen van haar balies.
   Functionaris voor gegevensbescherming: {dpo}
2. Kennisneming van de inbreuk: {aware}. Termijn van de melding: {deadline}.
   Reden van de vertraging, in voorkomend geval: {late}
3. Periode van de inzagen waarover het gaat: van {since} tot {until}.
4. Aard van de inbreuk: {nature}
5. Betrokkenen: {holders} titularissen van ingeschreven rekeningen; ten hoogste {others} andere partijen bij verrichtingen.
   Registraties: {accesses} inzagen, {dossiers} dossiers, {accounts} rekeningen.
6. Waarschijnlijke gevolgen: {effects}
7. Genomen of voorgestelde maatregelen: {measures}
8. Risico voor de personen: {risk}

Handtekening: {fill}
""",
    "persons": """\
Mevrouw, Mijnheer,

Gegevens die u betreffen zijn tussen {since} en {until} gezien door iemand die ze niet mocht zien.
Ze komen uit de uittreksels van een derdenrekening of een rubriekrekening, die wij volgens de wet controleren
(Gerechtelijk Wetboek, art. 446quater).

Wat er gebeurd is: {nature}
Wat eruit kan volgen: {effects}
Wat wij gedaan hebben: {measures}

Wat u kunt doen: {fill}
Voor vragen: {dpo}. U kunt zich ook tot de Gegevensbeschermingsautoriteit wenden.

Handtekening: {fill}
""",
    "reader": """\
Betreft: gegevens die niet voor u bestemd waren ({incident})

U hebt gegevens ontvangen of gezien die niet voor u bestemd waren. Zij vallen onder het beroepsgeheim.

Wij vragen u ze te wissen waar ze zich bij u ook bevinden, ze niet te kopiëren of te gebruiken, ze aan niemand door te
geven, en ons de onderstaande verklaring terug te sturen. Voor vragen: {dpo}.

    Ik, ondergetekende, {fill}
    verklaar deze gegevens op {fill} te hebben gewist, er geen kopie van te hebben en ze aan niemand te hebben doorgegeven.

    Datum en handtekening: {fill}
""",
}
