"""What a report says in Dutch; places in braces."""

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
    "attention_other": "Ter attentie van",
    "designated_text": "aangewezen om in de plaats van de stafhouder kennis te nemen, {bar} (art. 456, vierde lid, van het "
    "Gerechtelijk Wetboek)",
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
    "marks_caption": "Vermelde verrichtingen, in {currency}, logaritmische schaal: ontvangsten boven de lijn, uitgaven "
    "eronder. Volle schijf: onwettig feit; lege ruit: verdacht feit.",
    "marks_alt": "Tijdlijn van {movements} vermelde verrichtingen, van {first} tot {last}, in {currency}; de tabellen van de "
    "feiten geven elke datum en elk bedrag",
    "earlier_heading": "Eerdere mededelingen",
    "earlier_intro": "Over deze rekeningen werd al een verslag overhandigd:",
    "earlier_none": "Over geen van de vermelde rekeningen werd eerder een verslag overhandigd.",
    "earlier_never": "Nog nooit meegedeeld:",
    "col_account": "Rekening",
    "col_reference": "Verslag",
    "col_released": "Overhandigd",
    "col_bar": "Orde",
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
    "co_holders": "rekening ook aangehouden door {names}",
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
    "opsporing ervan te verbeteren en ze aan de stafhouder mee te delen. Elk verder gevolg behoort tot zijn bevoegdheid.",
    "arrangement_text": "Regeling tussen de gezamenlijke verwerkingsverantwoordelijken (art. 26 AVG): {version}.",
    "dpo_text": "Functionaris voor gegevensbescherming: {contact}.",
    "dpo_default": "via het secretariaat van de controle-entiteit",
    "arrangement_default": "tekst verkrijgbaar bij de functionaris",
    # the other pieces
    "pieces_heading": "Lijst van de stukken",
    "pieces_intro": "Elk stuk is een afzonderlijk bestand met zijn eigen classificatie. De handtekening van dit verslag staat "
    "in voor de onderstaande hashwaarden (SHA-256) en daardoor voor elk van de stukken.",
    "pieces_draft": "De hashwaarden worden bij de vrijgave ingevuld.",
    "col_piece": "Bestand",
    "col_class": "Classificatie",
    "col_hash": "Hashwaarde",
    # acknowledgement
    "receipt_heading": "Ontvangstbewijs",
    "receipt_text": "Terug te sturen naar de controle-entiteit. Het gevolg vermelden is facultatief: het dient enkel om de "
    "opsporing te corrigeren en te verbeteren.",
    "receipt_received": "Ontvangen op",
    "receipt_name": "Naam en hoedanigheid",
    "receipt_signature": "Handtekening",
    "receipt_outcome": "Gevolg (facultatief)",
    "receipt_outcomes": "ongegrond | verklaard | geregulariseerd | onderzoek geopend"
    " | procedure geopend | overgedragen aan een andere balie",
    "reminder_text": "Het verslag {reference}, overhandigd op {date}, wacht op uw ontvangstbewijs. Gelieve het terug te sturen "
    "naar de controle-entiteit.",
    # recall
    "piece_recall": "Stuk: terugroeping",
    "recall_title": "Terugroeping",
    "recall_subtitle": "Verslag {reference}, overhandigd op {date}",
    "recall_withdrawn": "De onderstaande feiten zijn ingetrokken: er mag geen rekening meer mee worden gehouden.",
    "recall_corrected": "De onderstaande feiten bevatten een fout en zijn verbeterd: met de versie in het verslag mag geen "
    "rekening meer worden gehouden.",
    "recall_whole": "Het gaat om het hele verslag.",
    "recall_rest": "De andere feiten van het verslag blijven gelden.",
    "recall_heading": "Betrokken feiten",
    "recall_alert": "Melding",
    "recall_duty_heading": "Wat u wordt gevraagd (art. 19 AVG)",
    "recall_duty": "Gelieve deze feiten in uw exemplaar te wissen of te verbeteren, ieder aan wie u ze hebt doorgegeven te "
    "verwittigen, en de ontvangst van deze terugroeping te bevestigen aan de controle-entiteit.",
    "recall_reminder_text": "De terugroeping bij het verslag {reference}, overhandigd op {date}, wacht op uw "
    "ontvangstbewijs. Gelieve het terug te sturen naar de controle-entiteit.",
    # annex
    "annex_intro": "Uittreksels van de onderstaande rekening voor de periode van de feiten, zoals de bank ze heeft "
    "doorgegeven. Deze bijlage is een afzonderlijk stuk, los van het verslag; ze bevat ook verrichtingen die niet ter "
    "discussie staan en mag niet bij het verslag worden gevoegd of aan de andere partijen worden getoond.",
    "annex_destruction": "Deze bijlage moet worden vernietigd vanaf {date}.",
    "label_statements": "Uittreksels",
    "statement": "Uittreksel nr. {number} van {date}",
    "old_balance": "Vorig saldo",
    "new_balance": "Nieuw saldo",
    "no_movement": "Geen verrichtingen.",
    "cited_in": "vermeld bij feit {numbers}",
    "chart_caption": "Boekhoudkundig saldo van de rekening. De punten duiden de in het verslag vermelde verrichtingen aan.",
    "chart_alt": "Verloop van het saldo van de rekening, met de in het verslag vermelde verrichtingen",
    # full copy of an account
    "copy_title": "Volledige kopie van de rekening",
    "copy_subtitle": "Alle verrichtingen, deel {number} van {total}",
    "piece_copy": "Kopie van de rekening",
    "class_copy": "Vertrouwelijk – uitsluitend voor de stafhouder of zijn gemachtigde",
    "copy_intro": "Kopie van alle verrichtingen van de onderstaande rekening, zoals de bank ze heeft doorgegeven, bezorgd "
    "aan de stafhouder of aan de gemachtigde die hij aanwijst (koninklijk besluit van 9 juni 2024, art. 2, § 2). Ze bevat ook "
    "verrichtingen die niet ter discussie staan.",
    "copy_destruction": "Deze kopie moet worden vernietigd vanaf {date}.",
    "copy_caption": "Boekhoudkundig saldo van de rekening.",
}
