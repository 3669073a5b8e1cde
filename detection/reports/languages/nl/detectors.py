"""What is said of each detector in Dutch: its title, the provisions it stands on, what may be asked."""

from detection.reports.wording import Wording

STATUTE = "Art. 446quater, {} van het Gerechtelijk Wetboek"
SEPARATION = "Art. 446quater, § 1, van het Gerechtelijk Wetboek: onderscheid tussen eigen gelden en derdengelden."
PURPOSE = (
    "Art. 446quater, § 1, tweede lid, van het Gerechtelijk Wetboek: de rekening dient voor gelden uit de beroepsuitoefening."
)
SECTION = "Codex Deontologie voor Advocaten, afdeling III.2.9 (art. 128 tot 138)."
CASH = "Codex Deontologie voor Advocaten, art. 131: geen contanten zonder schriftelijke toestemming van de stafhouder."
INDICATION = "Koninklijk besluit van 9 juni 2024, art. 4: verdachte verrichting. Dit feit alleen bewijst geen tekortkoming."

WORDINGS = {
    "neg-balance": Wording(
        "Rekening met debetsaldo",
        (STATUTE.format("§ 3, 1°,") + ": de rekening mag nooit een debetsaldo vertonen.",),
        (
            "De oorzaak van het debetsaldo, en het stuk waaruit blijkt wanneer en met welke gelden het werd aangezuiverd.",
            "Een staat van de gelden per dossier op de eerste dag van het debetsaldo.",
            "Wat werd gedaan om herhaling te voorkomen.",
        ),
    ),
    "debit-interest": Wording(
        "Debetinteresten of kosten van debetstand",
        (STATUTE.format("§ 3, 1° en 2°,") + ": geen debetsaldo en geen krediet, in welke vorm ook.",),
        (
            "De interestafrekening van de bank en de periode waarop ze slaat.",
            "De rekeningovereenkomst, en de kredietlijn die ze eventueel bevat.",
            "Het bewijs dat de kosten niet met derdengelden werden betaald.",
        ),
    ),
    "credit-facility": Wording(
        "Kredietverrichting op de rekening",
        (STATUTE.format("§ 3, 2°,") + ": geen krediet, in welke vorm ook; nooit tot zekerheid.",),
        (
            "De kredietovereenkomst, de begunstigde en het doel ervan.",
            "Als de verrichting een cliënt betreft: het dossier en de opdracht van de cliënt.",
            "De datum waarop het krediet werd opgezegd of van de rekening werd gehaald.",
        ),
    ),
    "cash-withdrawal": Wording(
        "Opname van contanten",
        (CASH,),
        (
            "De voorafgaande schriftelijke toestemming van de stafhouder, als die er is.",
            "Het dossier, de persoon die het geld ontving en diens kwijting.",
            "Waarom een overschrijving niet mogelijk was.",
        ),
    ),
    "cash-deposit": Wording(
        "Storting van contanten",
        (SECTION,),
        (
            "De identiteit van wie het geld overhandigde, en het dossier.",
            "De kwijting en de datum van ontvangst van het geld.",
            "De bepaalde schuld die met de storting werd betaald.",
        ),
    ),
    "cash-limit-3000": Wording(
        "Contanten boven 3.000 EUR",
        (
            "Wet van 18 september 2017, art. 67, § 2: betaling of gift in contanten beperkt tot 3.000 EUR, verbonden "
            "verrichtingen inbegrepen.",
        ),
        (
            "Het dossier en de schuld waarop elke storting of opname betrekking heeft.",
            "De identiteit van wie het geld betaalde of ontving, en de kwijtingen.",
            "Waarin de verrichtingen van elkaar verschillen, als ze niet verbonden zijn.",
        ),
    ),
    "card-use": Wording(
        "Gebruik van een kaart op de rekening",
        ("Codex Deontologie voor Advocaten, afdeling III.2.9 (art. 128 tot 138): geen kaart op de derdenrekening.",),
        (
            "Wie de kaart bezit, en sinds wanneer.",
            "Het dossier waarvoor de uitgave werd gedaan, en het bewijsstuk.",
            "Het bewijs dat de kaart werd geschrapt en dat een eigen uitgave werd terugbetaald.",
        ),
    ),
    "direct-debit-out": Wording(
        "Domiciliëring geïnd op de rekening",
        ("Codex Deontologie voor Advocaten, afdeling III.2.9 (art. 128 tot 138): geen domiciliëring op de derdenrekening.",),
        (
            "Het domiciliëringsmandaat, de datum en de ondertekenaar.",
            "De betaalde schuld en wie ze verschuldigd is.",
            "Het bewijs van de herroeping van het mandaat en van de terugbetaling.",
        ),
    ),
    "stale-2m-2500": Wording(
        "Meer dan 2.500 EUR langer dan twee maanden bewaard",
        (STATUTE.format("§ 4, tweede en derde lid,") + ": boven 2.500 EUR na twee maanden te storten op een rubriekrekening.",),
        (
            "Het dossier waartoe deze gelden behoren en wie er recht op heeft.",
            "De gegronde reden waarom ze niet konden worden doorgestort.",
            "Het bewijs van de doorstorting aan de bestemmeling of op een rubriekrekening.",
        ),
    ),
    "stale-floor": Wording(
        "Gelden die met zekerheid langer dan twee maanden werden bewaard",
        (STATUTE.format("§ 4, tweede en derde lid,") + ": boven 2.500 EUR na twee maanden te storten op een rubriekrekening.",),
        (
            "De opsplitsing van het saldo per dossier, met de datum van ontvangst van de gelden.",
            "De dossiers waarvan het totaal van de ontvangen gelden 2.500 EUR niet overschrijdt.",
            "Voor de andere: de gegronde reden van de vertraging en het bewijs van storting op een rubriekrekening.",
        ),
    ),
    "own-transfer": Wording(
        "Overschrijving naar een eigen rekening van de titularis",
        (SEPARATION, SECTION),
        (
            "De staat van ereloon of kosten die met de overschrijving werd betaald, en het dossier.",
            "De kennisgeving aan de cliënt.",
            "Het bewijs dat de gelden van het dossier het bedrag dekten.",
        ),
    ),
    "own-round-amounts": Wording(
        "Herhaalde ronde bedragen naar een eigen rekening",
        (SEPARATION, SECTION),
        (
            "Voor elke overschrijving: het dossier, de staat van ereloon en de kennisgeving aan de cliënt.",
            "De berekening die tot ronde bedragen leidt.",
            "De staat van de derdengelden op dezelfde data.",
        ),
    ),
    "missing-communication": Wording(
        "Betalingen zonder mededeling die het dossier identificeert",
        ("Codex Deontologie voor Advocaten, art. 134: vermelding die toelaat het dossier te identificeren.",),
        (
            "Het dossier van elke vermelde betaling.",
            "Hoe het kantoor ervoor zorgt dat de vermelding op elke overschrijving staat.",
        ),
    ),
    "pass-through": Wording(
        "Gelden ontvangen en doorgestort zonder zichtbaar verband met een dossier",
        (PURPOSE, INDICATION),
        (
            "Het dossier, de overeenkomst of de beslissing die de ontvangst en de doorstorting verklaart.",
            "De identiteit van betaler en ontvanger, en hun band met de cliënt.",
            "De prestaties van de advocaat in dat dossier.",
        ),
    ),
    "circular-flow": Wording(
        "Gelden teruggekeerd naar hun oorsprong",
        (PURPOSE, INDICATION),
        (
            "De reden van de betaling, en daarna van de terugbetaling.",
            "De overeenkomst of briefwisseling waarop de betaling steunde.",
            "De identiteit van de betaler, en zijn band met de rekening die het geld terugkreeg.",
        ),
    ),
    "high-risk-country": Wording(
        "Tegenpartij in een land met een hoog risico",
        ("Gedelegeerde Verordening (EU) 2016/1675, lijst van kracht op de datum van de verrichting.", INDICATION),
        (
            "Het dossier en de identiteit van de tegenpartij.",
            "Waarom de gelden uit dat land komen of ernaartoe gaan.",
            "De stukken die de herkomst of de bestemming van de gelden aantonen.",
        ),
    ),
    "dormant-reactivated": Wording(
        "Slapende rekening plots actief",
        (PURPOSE, INDICATION),
        (
            "Het dossier waarvoor de rekening opnieuw werd gebruikt.",
            "De herkomst van de ontvangen gelden en wie er recht op heeft.",
            "De reden waarom de rekening zo lang niet werd gebruikt.",
        ),
    ),
    "model-outlier": Wording(
        "Ongewone activiteit in vergelijking met gelijkaardige rekeningen",
        (INDICATION,),
        (
            "Wat in de activiteit van het kantoor de vastgestelde wijziging verklaart.",
            "De dossiers waartoe de vermelde verrichtingen behoren.",
        ),
    ),
}
