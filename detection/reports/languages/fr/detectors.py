"""What is said of each detector in French: its title, the provisions it stands on, what may be asked."""

from detection.reports.wording import Wording

STATUTE = "Art. 446quater, {} du Code judiciaire"
SEPARATION = "Art. 446quater, § 1er, du Code judiciaire : distinction entre les fonds propres et les fonds de tiers."
PURPOSE = (
    "Art. 446quater, § 1er, al. 2, du Code judiciaire : le compte reçoit les fonds confiés dans l’exercice de la profession."
)
CHAPTER = "Code de déontologie de l’avocat (OBFG), titre 4, chapitre 8 (art. 4.71 à 4.81)."
EXCLUSIVE = "Code de déontologie de l’avocat (OBFG), art. 4.72, § 1er : compte affecté exclusivement aux fonds de tiers."
INDICATION = "Arrêté royal du 9 juin 2024, art. 4 : transaction suspecte. Aucun manquement n’est établi par ce seul fait."

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
            "La preuve que la carte a été supprimée et la dépense remboursée si elle était personnelle.",
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
        "Virements répétés de sommes rondes à un compte propre",
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
            "La raison pour laquelle les fonds viennent de ce pays ou y sont envoyés.",
            "Les pièces qui établissent l’origine ou la destination des fonds.",
        ),
    ),
    "dormant-reactivated": Wording(
        "Compte dormant soudainement actif",
        (PURPOSE, INDICATION),
        (
            "Le dossier pour lequel le compte a été réactivé.",
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
