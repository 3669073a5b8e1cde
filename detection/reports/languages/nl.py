"""The reports in Dutch, for the bars of the Orde van Vlaamse balies."""

from detection.reports.language import Language, Wording

STATUTE = "Art. 446quater, {} van het Gerechtelijk Wetboek"
SEPARATION = "Art. 446quater, § 1, van het Gerechtelijk Wetboek: onderscheid tussen eigen gelden en derdengelden."
PURPOSE = (
    "Art. 446quater, § 1, tweede lid, van het Gerechtelijk Wetboek: de rekening dient voor gelden uit de beroepsuitoefening."
)
SECTION = "Codex Deontologie voor Advocaten, afdeling III.2.9 (art. 128 tot 138)."
CASH = "Codex Deontologie voor Advocaten, art. 131: geen contanten zonder schriftelijke toestemming van de stafhouder."
INDICATION = "Koninklijk besluit van 9 juni 2024, art. 4: verdachte verrichting. Dit feit alleen bewijst geen tekortkoming."

TEXTS = {
    # names of the document and of its pieces
    "report_title": "Meldingsverslag",
    "report_subtitle": "Geautomatiseerde informaticacontrole van derdenrekeningen en rubriekrekeningen",
    "annex_title": "Rekeninguittreksels",
    "annex_subtitle": "Bijlage {number} bij het verslag {reference}",
    "piece_report": "Hoofddocument: verslag",
    "piece_annex": "Afzonderlijk stuk: bijlage {number}",
    "class_report": "Vertrouwelijk – uitsluitend voor de stafhouder",
    "class_annex": "Vertrouwelijke bijlage – niet raadpleegbaar door de andere partijen",
    "attention": "Ter attentie van de stafhouder",
    "draft_mark": "ONTWERP",
    "draft_notice": "Ontwerp. Dit document is niet vrijgegeven en mag de controle-entiteit niet verlaten.",
    "page": "Pagina {page} van {pages}",
    # cover
    "label_bar": "Orde",
    "label_reference": "Referentie",
    "label_period": "Vastgestelde feiten",
    "label_drafted": "Opgesteld op",
    "label_released": "Overhandigd op",
    "label_class": "Classificatie",
    "label_annexes": "Bijlagen",
    "period": "van {first} tot {last}",
    "annexes_one": "afzonderlijk stuk, geclassificeerd als ‘vertrouwelijke bijlage’",
    "annexes_many": "afzonderlijke stukken, geclassificeerd als ‘vertrouwelijke bijlage’",
    "illicit_one": "onwettig feit",
    "illicit_many": "onwettige feiten",
    "suspicious_one": "verdacht feit",
    "suspicious_many": "verdachte feiten",
    "holders_one": "titularis",
    "holders_many": "titularissen",
    "movements_one": "vermelde verrichting",
    "movements_many": "vermelde verrichtingen",
    "confidential_heading": "Vertrouwelijkheid",
    "confidential_text": "Dit verslag bevat gegevens die onder het beroepsgeheim vallen; schending ervan is strafbaar. Het is "
    "enkel bestemd voor de stafhouder van de Orde waarbij de titularis van de rekening is ingeschreven en voor wie hij "
    "daartoe aanwijst. Het mag niet worden meegedeeld, gekopieerd of voor een ander doel gebruikt. Wie het per vergissing "
    "ontvangt, verwijdert het zonder het te lezen of door te sturen en verwittigt onmiddellijk de functionaris voor "
    "gegevensbescherming.",
    "conflict_text": "Is een vermelde titularis zelf stafhouder, lid van de raad van de Orde of lid van een tuchtorgaan (art. "
    "456, vierde lid, van het Gerechtelijk Wetboek), gelieve dan de controle-entiteit te verwittigen vóór elk onderzoek: dit "
    "verslag moet dan een andere weg volgen.",
    # summary
    "summary_heading": "Overzicht",
    "summary_intro": "Dit verslag deelt de identificatiegegevens mee van de onwettige en verdachte verrichtingen, en enkel "
    "die (koninklijk besluit van 9 juni 2024, art. 4). Elk feit werd voorgesteld door een geautomatiseerde verwerking en "
    "heeft pas gevolg na onderzoek door een persoon. Geen enkel feit loopt vooruit op de verantwoordelijkheid van de "
    "titularis.",
    "col_number": "Nr.",
    "col_fact": "Feit",
    "col_holder": "Titularis",
    "col_dates": "Periode",
    "col_amount": "Bedrag",
    "col_page": "Pagina",
    # facts
    "illicit_heading": "Onwettige feiten",
    "illicit_intro": "De gegevens van de bank tonen zelf een inbreuk op de vermelde regel aan.",
    "suspicious_heading": "Verdachte feiten",
    "suspicious_intro": "De gegevens geven een aanwijzing; enkel onderzoek van het dossier van de advocaat kan ze bevestigen "
    "of weerleggen.",
    "no_fact": "Geen feiten van deze aard in dit verslag.",
    "fact": "Feit {number}",
    "severity": "Ernst: {severity}",
    "label_holder": "Titularis",
    "label_account": "Rekening",
    "label_bank": "bank {bic}",
    "basis_heading": "Grondslag",
    "reason_heading": "Vaststelling",
    "lines_heading": "Verrichtingen die het aantonen",
    "lines_heading_suspicious": "Verrichtingen waarop de aanwijzing steunt",
    "questions_heading": "Wat aan de advocaat kan worden gevraagd",
    "rule_note": "Detector {detector}, versie {version} · melding {alert}",
    "col_date": "Datum",
    "col_counterparty": "Tegenpartij",
    "col_communication": "Mededeling en verrichting",
    "col_figure": "Bedrag ({currency})",
    "valued": "valuta {date}",
    "orderer": "opdrachtgever",
    "beneficiary": "begunstigde",
    "no_counterparty": "tegenpartij niet doorgegeven door de bank",
    "no_communication": "zonder mededeling",
    "structured": "gestructureerde mededeling",
    "bank_reference": "bankref. {reference}",
    "customer_reference": "klantref. {reference}",
    "mandate": "mandaat {reference}",
    "detail": "detail van een globaal bedrag",
    "destroyed_one": "1 verrichting, vernietigd na tien jaar, wordt niet meer vermeld.",
    "destroyed_many": "{number} verrichtingen, vernietigd na tien jaar, worden niet meer vermeld.",
    "other_sentence": "De controle stelde {movements} vast van {first} tot {last}, voor {amount}.",
    "movements_found_one": "één verrichting",
    "movements_found_many": "{number} verrichtingen",
    # deadlines and keeping
    "deadlines_heading": "Termijnen",
    "discipline_heading": "Tuchtprocedure (art. 474 van het Gerechtelijk Wetboek)",
    "discipline_text": "Dit verslag werd overhandigd op {delivered}. Vanaf dan loopt de termijn van twaalf maanden waarbinnen "
    "de tuchtprocedure moet worden ingesteld. Laatste nuttige dag, zonder verlenging tot de eerstvolgende werkdag: {last}.",
    "discipline_draft": "De termijn van twaalf maanden waarbinnen de tuchtprocedure moet worden ingesteld, loopt vanaf de "
    "overhandiging van dit verslag; de datum wordt hier bij de vrijgave ingevuld.",
    "destruction_heading": "Vernietiging van uw exemplaar (koninklijk besluit van 9 juni 2024, art. 5)",
    "destruction_text": "De stafhouder en de controle-entiteit bewaren deze gegevens en analyses tien jaar vanaf de datum van "
    "de verrichting. Uw exemplaar van dit verslag moet worden vernietigd vanaf {date}, de eerste dag na het verstrijken van "
    "de termijn voor de recentste verrichting.",
    "destruction_hold": "Bij een gerechtelijk onderzoek, een tuchtonderzoek of een procedure wacht de vernietiging tot alle "
    "rechtsmiddelen tegen de daaruit voortvloeiende beslissingen zijn uitgeput; gelieve de controle-entiteit hiervan op de "
    "hoogte te brengen, zodat de vernietiging van beide exemplaren wordt opgeschort.",
    "destruction_list": "Eerste dag van vernietiging per feit",
    # processing of personal data
    "processing_heading": "Verwerking van persoonsgegevens",
    "controllers_text": "De Orde van Vlaamse balies en de Ordre des barreaux francophones et germanophone zijn gezamenlijke "
    "verwerkingsverantwoordelijken voor de geautomatiseerde controle (koninklijk besluit van 9 juni 2024, art. 3). Voor de "
    "gegevens in dit verslag zijn de controle-entiteit en de stafhouder gezamenlijke verwerkingsverantwoordelijken (art. 4). "
    "De banken zijn afzonderlijke verwerkingsverantwoordelijken.",
    "purpose_text": "Deze gegevens dienen enkel om verdachte en onwettige verrichtingen op te sporen en te documenteren, de "
    "opsporing ervan te verbeteren en ze aan de stafhouder mee te delen. Elk gevolg is zijn bevoegdheid.",
    "arrangement_text": "Regeling tussen de gezamenlijke verwerkingsverantwoordelijken (art. 26 AVG): {version}.",
    "dpo_text": "Functionaris voor gegevensbescherming: {contact}.",
    "dpo_default": "via het secretariaat van de controle-entiteit",
    "arrangement_default": "tekst verkrijgbaar bij de functionaris",
    # acknowledgement
    "receipt_heading": "Ontvangstbewijs",
    "receipt_text": "Terug te sturen naar de controle-entiteit. Het gevolg vermelden is facultatief: het dient enkel om de "
    "opsporing te corrigeren en te verbeteren.",
    "receipt_received": "Ontvangen op",
    "receipt_name": "Naam en hoedanigheid",
    "receipt_signature": "Handtekening",
    "receipt_outcome": "Gevolg (facultatief)",
    "receipt_outcomes": "verklaard, zonder gevolg | inlichtingen gevraagd | onderzoek geopend | onjuist gegeven, te verbeteren",
    # annex
    "annex_intro": "Uittreksels van de onderstaande rekening voor de periode van de feiten, zoals de bank ze heeft "
    "doorgegeven. Deze bijlage is een ander stuk dan het verslag; ze bevat ook verrichtingen die niet ter discussie staan en "
    "mag niet bij het verslag worden gevoegd of aan de andere partijen worden getoond.",
    "annex_destruction": "Deze bijlage moet worden vernietigd vanaf {date}.",
    "label_statements": "Uittreksels",
    "statement": "Uittreksel nr. {number} van {date}",
    "old_balance": "Vorig saldo",
    "new_balance": "Nieuw saldo",
    "no_movement": "Geen verrichtingen.",
    "cited_in": "vermeld bij feit {numbers}",
    "chart_caption": "Boekhoudkundig saldo van de rekening. De punten duiden de in het verslag vermelde verrichtingen aan.",
    "chart_alt": "Verloop van het saldo van de rekening, met de in het verslag vermelde verrichtingen",
}

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

LANGUAGE = Language(
    code="nl",
    months=(
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
    ),
    long_date="{day} {month} {year}",
    short_date="%d/%m/%Y",
    thousands=".",
    texts=TEXTS,
    natures={"illicit": "onwettig", "suspicious": "verdacht"},
    severities={"info": "informatie", "low": "laag", "medium": "gemiddeld", "high": "hoog", "critical": "kritiek"},
    account_kinds={"third_party": "derdenrekening", "rubric": "rubriekrekening"},
    orders={
        "OBFG": "Ordre des barreaux francophones et germanophone",
        "OVB": "Orde van Vlaamse balies",
    },
    wordings=WORDINGS,
    other_wording=Wording(
        "Verrichtingen gemeld door de controle",
        ("Art. 446quater van het Gerechtelijk Wetboek; koninklijk besluit van 9 juni 2024, art. 4.",),
        (
            "Het dossier waartoe de vermelde verrichtingen behoren.",
            "De stukken die ze verantwoorden.",
        ),
    ),
)
