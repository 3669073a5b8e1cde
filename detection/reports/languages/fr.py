"""The reports in French, for the bars of the Ordre des barreaux francophones et germanophone."""

import re

from detection.reports.language import Language, Wording

STATUTE = "Art. 446quater, {} du Code judiciaire"
SEPARATION = "Art. 446quater, § 1er, du Code judiciaire : distinction entre les fonds propres et les fonds de tiers."
PURPOSE = (
    "Art. 446quater, § 1er, al. 2, du Code judiciaire : le compte reçoit les fonds confiés dans l’exercice de la profession."
)
CHAPTER = "Code de déontologie de l’avocat (OBFG), titre 4, chapitre 8 (art. 4.71 à 4.81)."
EXCLUSIVE = "Code de déontologie de l’avocat (OBFG), art. 4.72, § 1er : compte affecté exclusivement aux fonds de tiers."
INDICATION = "Arrêté royal du 9 juin 2024, art. 4 : transaction suspecte. Aucun manquement n’est établi par ce seul fait."

TEXTS = {
    # names of the document and of its pieces
    "report_title": "Rapport d’alertes",
    "report_subtitle": "Contrôle informatique automatisé des comptes de tiers et des comptes rubriqués",
    "annex_title": "Extraits de compte",
    "annex_subtitle": "Annexe {number} au rapport {reference}",
    "piece_report": "Pièce principale : rapport",
    "piece_annex": "Pièce séparée : annexe {number}",
    "class_report": "Confidentiel – réservé au bâtonnier",
    "class_annex": "Annexe confidentielle – non consultable par les autres parties",
    "attention": "À l’attention du bâtonnier",
    "draft_mark": "PROJET",
    "draft_notice": "Projet. Ce document n’a pas été libéré et ne peut quitter l’entité de contrôle.",
    "page": "Page {page} sur {pages}",
    # cover
    "label_bar": "Ordre",
    "label_reference": "Référence",
    "label_period": "Faits constatés",
    "label_drafted": "Établi le",
    "label_released": "Remis le",
    "label_class": "Classification",
    "label_annexes": "Annexes",
    "period": "du {first} au {last}",
    "annexes_one": "pièce séparée, classée « annexe confidentielle »",
    "annexes_many": "pièces séparées, classées « annexe confidentielle »",
    "illicit_one": "fait illicite",
    "illicit_many": "faits illicites",
    "suspicious_one": "fait suspect",
    "suspicious_many": "faits suspects",
    "holders_one": "titulaire",
    "holders_many": "titulaires",
    "movements_one": "mouvement cité",
    "movements_many": "mouvements cités",
    "confidential_heading": "Confidentialité",
    "confidential_text": "Ce rapport contient des données couvertes par le secret professionnel, dont la violation est "
    "pénalement sanctionnée. Il est destiné au seul bâtonnier de l’Ordre auquel est inscrit le titulaire du compte et aux "
    "personnes qu’il délègue. Il ne peut être communiqué, copié ni utilisé à une autre fin. Qui le reçoit par erreur le "
    "supprime sans le lire ni le transmettre, et avertit sans délai le délégué à la protection des données.",
    "conflict_text": "Si un titulaire cité est lui-même bâtonnier, membre du conseil de l’Ordre ou membre d’une instance "
    "disciplinaire (art. 456, al. 4, du Code judiciaire), merci d’en aviser l’entité de contrôle avant tout examen : ce "
    "rapport doit alors suivre une autre voie.",
    # summary
    "summary_heading": "Vue d’ensemble",
    "summary_intro": "Ce rapport communique les données d’identification des transactions illicites et suspectes, et elles "
    "seules (arrêté royal du 9 juin 2024, art. 4). Chaque fait a été proposé par un traitement automatisé et n’a d’effet "
    "qu’après l’examen d’une personne. Aucun fait ne préjuge de la responsabilité du titulaire.",
    "col_number": "Nº",
    "col_fact": "Fait",
    "col_holder": "Titulaire",
    "col_dates": "Période",
    "col_amount": "Montant",
    "col_page": "Page",
    # facts
    "illicit_heading": "Faits illicites",
    "illicit_intro": "Les données de la banque établissent elles-mêmes une contravention à la règle citée.",
    "suspicious_heading": "Faits suspects",
    "suspicious_intro": "Les données donnent un indice, que seul l’examen du dossier de l’avocat peut confirmer ou écarter.",
    "no_fact": "Aucun fait de cette nature dans ce rapport.",
    "fact": "Fait {number}",
    "severity": "Gravité : {severity}",
    "label_holder": "Titulaire",
    "label_account": "Compte",
    "label_bank": "banque {bic}",
    "basis_heading": "Base",
    "reason_heading": "Constat",
    "lines_heading": "Mouvements qui l’établissent",
    "lines_heading_suspicious": "Mouvements qui fondent l’indice",
    "questions_heading": "Ce qui peut être demandé à l’avocat",
    "rule_note": "Détecteur {detector}, version {version} · alerte {alert}",
    "col_date": "Date",
    "col_counterparty": "Contrepartie",
    "col_communication": "Communication et opération",
    "col_figure": "Montant ({currency})",
    "valued": "valeur {date}",
    "orderer": "donneur d’ordre",
    "beneficiary": "bénéficiaire",
    "no_counterparty": "contrepartie non transmise par la banque",
    "no_communication": "sans communication",
    "structured": "communication structurée",
    "bank_reference": "réf. banque {reference}",
    "customer_reference": "réf. client {reference}",
    "mandate": "mandat {reference}",
    "detail": "détail d’un montant global",
    "destroyed_one": "1 mouvement, détruit à l’échéance des dix ans, n’est plus repris.",
    "destroyed_many": "{number} mouvements, détruits à l’échéance des dix ans, ne sont plus repris.",
    "other_sentence": "Le contrôle a relevé {movements} du {first} au {last}, pour {amount}.",
    "movements_found_one": "un mouvement",
    "movements_found_many": "{number} mouvements",
    # deadlines and keeping
    "deadlines_heading": "Délais",
    "discipline_heading": "Procédure disciplinaire (art. 474 du Code judiciaire)",
    "discipline_text": "Remis le {delivered}, ce rapport fait courir le délai de douze mois dans lequel la procédure "
    "disciplinaire doit être ouverte. Dernier jour utile, sans report au jour ouvrable suivant : {last}.",
    "discipline_draft": "Le délai de douze mois dans lequel la procédure disciplinaire doit être ouverte court de la remise "
    "de ce rapport ; sa date sera inscrite ici à la libération.",
    "destruction_heading": "Destruction de votre copie (arrêté royal du 9 juin 2024, art. 5)",
    "destruction_text": "Le bâtonnier et l’entité de contrôle conservent ces données et ces analyses dix ans à compter de la "
    "transaction. Votre copie de ce rapport est à détruire dès le {date}, premier jour après l’expiration pour le mouvement "
    "le plus récent.",
    "destruction_hold": "En cas d’instruction, d’enquête ou de procédure, la destruction attend l’épuisement de tous les "
    "recours contre les décisions qui en découlent ; merci d’en informer l’entité de contrôle, afin que les deux copies "
    "soient suspendues.",
    "destruction_list": "Par fait, premier jour de destruction",
    # processing of personal data
    "processing_heading": "Traitement des données à caractère personnel",
    "controllers_text": "L’Ordre des barreaux francophones et germanophone et l’Orde van Vlaamse balies sont responsables "
    "conjoints du contrôle automatisé (arrêté royal du 9 juin 2024, art. 3). Pour les données de ce rapport, l’entité de "
    "contrôle et le bâtonnier sont responsables conjoints (art. 4). Les banques sont des responsables distincts.",
    "purpose_text": "Ces données ne servent qu’à détecter et documenter les transactions suspectes et illicites, à améliorer "
    "leur détection et à les communiquer au bâtonnier. Toute suite relève de lui.",
    "arrangement_text": "Arrangement entre responsables conjoints (art. 26 du RGPD) : {version}.",
    "dpo_text": "Délégué à la protection des données : {contact}.",
    "dpo_default": "par le secrétariat de l’entité de contrôle",
    "arrangement_default": "texte disponible auprès du délégué",
    # acknowledgement
    "receipt_heading": "Accusé de réception",
    "receipt_text": "À renvoyer à l’entité de contrôle. Indiquer la suite donnée est facultatif : cela sert uniquement à "
    "corriger et à améliorer la détection.",
    "receipt_received": "Reçu le",
    "receipt_name": "Nom et qualité",
    "receipt_signature": "Signature",
    "receipt_outcome": "Suite (facultatif)",
    "receipt_outcomes": "expliqué, sans suite | informations demandées | enquête ouverte | donnée erronée, à rectifier",
    # annex
    "annex_intro": "Extraits du compte ci-dessous pour la période des faits, tels que la banque les a transmis. Cette annexe "
    "est une pièce distincte du rapport ; elle contient aussi des mouvements qui ne sont pas mis en cause et ne peut être "
    "jointe au rapport ni montrée aux autres parties.",
    "annex_destruction": "Cette annexe est à détruire dès le {date}.",
    "label_statements": "Extraits",
    "statement": "Extrait nº {number} du {date}",
    "old_balance": "Ancien solde",
    "new_balance": "Nouveau solde",
    "no_movement": "Aucun mouvement.",
    "cited_in": "cité au fait {numbers}",
    "chart_caption": "Solde comptable du compte. Les points marquent les mouvements cités dans le rapport.",
    "chart_alt": "Courbe du solde du compte, avec les mouvements cités dans le rapport",
}

WORDINGS = {
    "neg-balance": Wording(
        "Compte en débit",
        (STATUTE.format("§ 3, 1°,") + " : le compte ne peut jamais être en débit.",),
        (
            "La cause du débit, et la pièce qui montre quand et par quels fonds il a été apuré.",
            "L’état des fonds détenus par dossier au premier jour du débit.",
            "Ce qui a été fait pour que le débit ne se reproduise pas.",
        ),
    ),
    "debit-interest": Wording(
        "Intérêts débiteurs ou commission de découvert",
        (STATUTE.format("§ 3, 1° et 2°,") + " : ni débit, ni crédit sous quelque forme que ce soit.",),
        (
            "Le décompte d’intérêts de la banque et la période sur laquelle il porte.",
            "La convention de compte, et l’éventuelle ligne de crédit qu’elle ouvre.",
            "La preuve que le coût n’a pas été supporté par des fonds de tiers.",
        ),
    ),
    "credit-facility": Wording(
        "Opération de crédit sur le compte",
        (STATUTE.format("§ 3, 2°,") + " : aucun crédit, sous quelque forme que ce soit ; jamais de sûreté.",),
        (
            "Le contrat de crédit, son bénéficiaire et son objet.",
            "Si l’opération concerne un client : le dossier et l’ordre du client.",
            "La date à laquelle le crédit a été dénoncé ou transféré hors du compte.",
        ),
    ),
    "cash-withdrawal": Wording(
        "Retrait d’espèces",
        (PURPOSE, CHAPTER),
        (
            "L’autorisation préalable du bâtonnier, si elle existe.",
            "Le dossier concerné, la personne qui a reçu les espèces et sa quittance.",
            "La raison pour laquelle un virement n’était pas possible.",
        ),
    ),
    "cash-deposit": Wording(
        "Versement d’espèces",
        ("Code de déontologie de l’avocat (OBFG), art. 4.74, § 2 : sommes reçues en espèces.", CHAPTER),
        (
            "L’identité de la personne qui a remis les espèces, et le dossier concerné.",
            "La quittance remise et la date de réception des fonds.",
            "La dette déterminée que le versement acquitte.",
        ),
    ),
    "cash-limit-3000": Wording(
        "Espèces au-delà de 3 000 EUR",
        (
            "Loi du 18 septembre 2017, art. 67, § 2 : paiement ou don en espèces limité à 3 000 EUR, opérations liées "
            "comprises.",
        ),
        (
            "Le dossier et la dette auxquels chaque versement ou retrait se rapporte.",
            "L’identité de la personne qui a payé ou reçu les espèces, et les quittances.",
            "Ce qui distingue les opérations l’une de l’autre, si elles ne sont pas liées.",
        ),
    ),
    "card-use": Wording(
        "Usage d’une carte sur le compte",
        (EXCLUSIVE, CHAPTER),
        (
            "Qui détient la carte, et depuis quand.",
            "Le dossier pour lequel la dépense a été faite, et son justificatif.",
            "La preuve que la carte a été supprimée et la dépense remboursée si elle était propre.",
        ),
    ),
    "direct-debit-out": Wording(
        "Domiciliation encaissée sur le compte",
        (EXCLUSIVE, CHAPTER),
        (
            "Le mandat de domiciliation, sa date et son signataire.",
            "La dette payée et la personne qui en est tenue.",
            "La preuve de la révocation du mandat et du remboursement.",
        ),
    ),
    "stale-2m-2500": Wording(
        "Fonds de plus de 2 500 EUR conservés plus de deux mois",
        (STATUTE.format("§ 4, al. 2 et 3,") + " : au-delà de deux mois et de 2 500 EUR, versement sur un compte rubriqué.",),
        (
            "Le dossier auquel ces fonds se rapportent et la personne qui y a droit.",
            "La raison fondée pour laquelle ils n’ont pas pu être transférés.",
            "La preuve de leur transfert au destinataire ou sur un compte rubriqué.",
        ),
    ),
    "stale-floor": Wording(
        "Fonds certainement conservés plus de deux mois",
        (STATUTE.format("§ 4, al. 2 et 3,") + " : au-delà de deux mois et de 2 500 EUR, versement sur un compte rubriqué.",),
        (
            "La ventilation du solde par dossier, avec la date de réception des fonds.",
            "Les dossiers dont le total reçu ne dépasse pas 2 500 EUR.",
            "Pour les autres : la raison fondée du retard et la preuve du versement sur un compte rubriqué.",
        ),
    ),
    "own-transfer": Wording(
        "Virement à un compte propre du titulaire",
        (SEPARATION, "Code de déontologie de l’avocat (OBFG), art. 4.75 : avis écrit simultané au client."),
        (
            "L’état d’honoraires ou de frais que le virement acquitte, et son dossier.",
            "L’avis écrit adressé au client au même moment.",
            "La preuve que les fonds du dossier couvraient le montant.",
        ),
    ),
    "own-round-amounts": Wording(
        "Virements ronds et répétés à un compte propre",
        (SEPARATION, "Code de déontologie de l’avocat (OBFG), art. 4.75 : avis écrit simultané au client."),
        (
            "Pour chaque virement : le dossier, l’état d’honoraires et l’avis au client.",
            "Le mode de calcul qui conduit à des montants ronds.",
            "L’état des fonds de tiers détenus aux mêmes dates.",
        ),
    ),
    "missing-communication": Wording(
        "Paiements sans communication identifiant le dossier",
        ("Code de déontologie de l’avocat (OBFG), art. 4.74, § 2 : mention permettant d’identifier le dossier.",),
        (
            "Le dossier de chaque paiement cité.",
            "La manière dont le cabinet garantit que la mention figure sur chaque virement.",
        ),
    ),
    "pass-through": Wording(
        "Fonds reçus puis transférés sans lien apparent avec un dossier",
        (PURPOSE, INDICATION),
        (
            "Le dossier, la convention ou la décision qui explique l’entrée et la sortie des fonds.",
            "L’identité de celui qui a payé et de celui qui a reçu, et leur lien avec le client.",
            "Les prestations fournies par l’avocat dans ce dossier.",
        ),
    ),
    "circular-flow": Wording(
        "Fonds revenus à leur origine",
        (PURPOSE, INDICATION),
        (
            "La raison du paiement, puis celle du remboursement.",
            "La convention ou la correspondance qui prévoyait le paiement.",
            "L’identité du payeur, et son lien avec le compte qui a reçu le retour.",
        ),
    ),
    "high-risk-country": Wording(
        "Contrepartie dans un pays à haut risque",
        ("Règlement délégué (UE) 2016/1675, liste en vigueur à la date du mouvement.", INDICATION),
        (
            "Le dossier et l’identité de la contrepartie.",
            "La raison pour laquelle les fonds viennent de ce pays ou y partent.",
            "Les pièces qui établissent l’origine ou la destination des fonds.",
        ),
    ),
    "dormant-reactivated": Wording(
        "Compte dormant soudain actif",
        (PURPOSE, INDICATION),
        (
            "Le dossier pour lequel le compte a repris.",
            "L’origine des fonds reçus et la personne qui y a droit.",
            "La raison de la longue inactivité du compte.",
        ),
    ),
    "model-outlier": Wording(
        "Activité inhabituelle par rapport à des comptes comparables",
        (INDICATION,),
        (
            "Ce qui explique, dans l’activité du cabinet, le changement constaté.",
            "Les dossiers auxquels se rapportent les mouvements cités.",
        ),
    ),
}


def _spaced(text: str) -> str:
    """Keep the sign with its word: French puts a blank before : ; ? ! and », which a line must not end on."""
    return re.sub(r" (?=[:;?!»])|(?<=«) |(?<=\d) (?=\d{3}\b|EUR)", "\u00a0", text)


def _spaced_wording(wording: Wording) -> Wording:
    return Wording(_spaced(wording.title), tuple(map(_spaced, wording.basis)), tuple(map(_spaced, wording.questions)))


LANGUAGE = Language(
    code="fr",
    months=(
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    long_date="{day} {month} {year}",
    first_of_month="1er {month} {year}",
    short_date="%d/%m/%Y",
    thousands="\u202f",
    texts={key: _spaced(text) for key, text in TEXTS.items()},
    natures={"illicit": "illicite", "suspicious": "suspect"},
    severities={"info": "information", "low": "faible", "medium": "moyenne", "high": "élevée", "critical": "critique"},
    account_kinds={"third_party": "compte de tiers", "rubric": "compte rubriqué"},
    orders={
        "OBFG": "Ordre des barreaux francophones et germanophone",
        "OVB": "Orde van Vlaamse balies",
    },
    wordings={detector: _spaced_wording(wording) for detector, wording in WORDINGS.items()},
    other_wording=_spaced_wording(
        Wording(
            "Mouvements signalés par le contrôle",
            ("Art. 446quater du Code judiciaire ; arrêté royal du 9 juin 2024, art. 4.",),
            (
                "Le dossier auquel se rapportent les mouvements cités.",
                "Les pièces qui les justifient.",
            ),
        )
    ),
)
