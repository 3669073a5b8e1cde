"""What a report says in French; places in braces."""

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
    "attention_other": "À l’attention de",
    "designated_text": "désigné pour en connaître à la place du bâtonnier, {bar} (art. 456, al. 4, du Code judiciaire)",
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
    "marks_caption": "Mouvements cités, en {currency}, échelle logarithmique : entrées au-dessus de la ligne, sorties en "
    "dessous. Disque plein : fait illicite ; losange vide : fait suspect.",
    "marks_alt": "Ligne du temps de {movements} mouvements cités, du {first} au {last}, en {currency} ; les tableaux des faits "
    "en donnent chaque date et chaque montant",
    "earlier_heading": "Communications antérieures",
    "earlier_intro": "Ces comptes ont déjà fait l’objet d’un rapport :",
    "earlier_none": "Aucun des comptes cités n’a fait l’objet d’un rapport antérieur.",
    "earlier_never": "Jamais communiqués auparavant :",
    "col_account": "Compte",
    "col_reference": "Rapport",
    "col_released": "Remis le",
    "col_bar": "Ordre",
    # facts
    "illicit_heading": "Faits illicites",
    "illicit_intro": "Les données de la banque établissent elles-mêmes un manquement à la règle citée.",
    "suspicious_heading": "Faits suspects",
    "suspicious_intro": "Les données donnent un indice, que seul l’examen du dossier de l’avocat peut confirmer ou écarter.",
    "no_fact": "Aucun fait de cette nature dans ce rapport.",
    "fact": "Fait {number}",
    "severity": "Gravité : {severity}",
    "label_holder": "Titulaire",
    "label_account": "Compte",
    "label_bank": "banque {bic}",
    "co_holders": "compte détenu aussi par {names}",
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
    "transaction. Votre copie de ce rapport est à détruire dès le {date}, premier jour suivant l’expiration du délai pour le "
    "mouvement le plus récent.",
    "destruction_hold": "En cas d’instruction, d’enquête ou de procédure, la destruction attend l’épuisement de tous les "
    "recours contre les décisions qui en découlent ; merci d’en informer l’entité de contrôle, afin que la "
    "destruction des deux exemplaires soit suspendue.",
    "destruction_list": "Par fait, premier jour de destruction",
    # processing of personal data
    "processing_heading": "Traitement des données à caractère personnel",
    "controllers_text": "L’Ordre des barreaux francophones et germanophone et l’Orde van Vlaamse balies sont responsables "
    "conjoints du contrôle automatisé (arrêté royal du 9 juin 2024, art. 3). Pour les données de ce rapport, l’entité de "
    "contrôle et le bâtonnier sont responsables conjoints (art. 4). Les banques sont des responsables distincts.",
    "purpose_text": "Ces données ne servent qu’à détecter et documenter les transactions suspectes et illicites, à améliorer "
    "leur détection et à les communiquer au bâtonnier. Toute suite relève de sa compétence.",
    "arrangement_text": "Arrangement entre responsables conjoints (art. 26 du RGPD) : {version}.",
    "dpo_text": "Délégué à la protection des données : {contact}.",
    "dpo_default": "par le secrétariat de l’entité de contrôle",
    "arrangement_default": "texte disponible auprès du délégué",
    # the other pieces
    "pieces_heading": "Bordereau des pièces",
    "pieces_intro": "Chaque pièce est un fichier distinct, avec sa propre classification. La signature de ce rapport atteste "
    "les empreintes (SHA-256) ci-dessous et, par elles, chacune des pièces.",
    "pieces_draft": "Les empreintes seront inscrites à la libération.",
    "col_piece": "Fichier",
    "col_class": "Classification",
    "col_hash": "Empreinte",
    # acknowledgement
    "receipt_heading": "Accusé de réception",
    "receipt_text": "À renvoyer à l’entité de contrôle. Indiquer la suite donnée est facultatif : cela sert uniquement à "
    "corriger et à améliorer la détection.",
    "receipt_received": "Reçu le",
    "receipt_name": "Nom et qualité",
    "receipt_signature": "Signature",
    "receipt_outcome": "Suite (facultatif)",
    "receipt_outcomes": "non fondé | expliqué | régularisé | enquête ouverte | procédure ouverte | transmis à un autre barreau",
    "reminder_text": "Le rapport {reference}, remis le {date}, attend votre accusé de réception. Merci de le renvoyer à "
    "l’entité de contrôle.",
    # recall
    "piece_recall": "Pièce : rappel",
    "recall_title": "Rappel",
    "recall_subtitle": "Rapport {reference}, remis le {date}",
    "recall_withdrawn": "Les faits ci-dessous sont retirés : ils ne doivent plus être pris en compte.",
    "recall_corrected": "Les faits ci-dessous comportaient une erreur et sont corrigés : la version qu’en donne le rapport "
    "ne doit plus être prise en compte.",
    "recall_whole": "Le rapport entier est concerné.",
    "recall_rest": "Les autres faits du rapport ne sont pas concernés.",
    "recall_heading": "Faits concernés",
    "recall_alert": "Alerte",
    "recall_duty_heading": "Ce qui vous est demandé (art. 19 du RGPD)",
    "recall_duty": "Merci d’effacer ou de rectifier ces faits dans votre copie, d’en avertir chaque personne à qui vous "
    "les avez transmis, et d’accuser réception de ce rappel auprès de l’entité de contrôle.",
    "recall_reminder_text": "Le rappel relatif au rapport {reference}, remis le {date}, attend votre accusé de réception. "
    "Merci de le renvoyer à l’entité de contrôle.",
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
    # full copy of an account
    "copy_title": "Copie intégrale du compte",
    "copy_subtitle": "Toutes les opérations, partie {number} sur {total}",
    "piece_copy": "Copie du compte",
    "class_copy": "Confidentiel – réservé au bâtonnier ou à son mandataire",
    "copy_intro": "Copie de toutes les opérations du compte ci-dessous, telles que la banque les a transmises, délivrée "
    "au bâtonnier ou au mandataire qu’il désigne (arrêté royal du 9 juin 2024, art. 2, § 2). Elle contient aussi "
    "des opérations qui ne sont pas mises en cause.",
    "copy_destruction": "Cette copie est à détruire dès le {date}.",
    "copy_caption": "Solde comptable du compte.",
}
