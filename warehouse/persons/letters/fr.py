"""Les réponses en français."""

RIGHTS = {
    "access": "accès (RGPD, art. 15)",
    "rectification": "rectification (RGPD, art. 16)",
    "erasure": "effacement (RGPD, art. 17)",
    "restriction": "limitation (RGPD, art. 18)",
    "objection": "opposition (RGPD, art. 21)",
}

HEAD = """\
À : {fill}
Objet : votre demande du {received}, {case} : {right}

Madame, Monsieur,
"""

ERASED = """\
Ce qui ne doit plus être conservé est effacé ; ce que la loi impose de conserver ne peut pas l’être sur demande.
"""

DECIDED = {
    ("access", "granted"): """\
Nous donnons suite à votre demande. Vous trouvez ci-joint une copie des données des comptes de tiers et des comptes
rubriqués dont vous êtes titulaire, et de votre inscription au registre.
""",
    ("access", "partly"): """\
Nous donnons suite à votre demande en partie. Vous trouvez ci-joint une copie de ce qui peut vous être communiqué.
""",
    ("access", "refused"): """\
Nous ne pouvons pas vous communiquer de données.
""",
    ("rectification", "granted"): """\
Les données que vous indiquiez sont rectifiées. Ceux qui les avaient reçues en sont avertis.
""",
    ("rectification", "partly"): """\
Une partie des données que vous indiquiez est rectifiée. Ceux qui les avaient reçues en sont avertis.
""",
    ("rectification", "refused"): """\
Les données que vous indiquiez ne sont pas rectifiées.
""",
    **dict.fromkeys((("erasure", "granted"), ("erasure", "partly"), ("erasure", "refused")), ERASED),
    ("restriction", "granted"): """\
Le traitement est limité : les données sont conservées, et ne servent plus qu’à ce que la loi impose. Vous serez averti(e)
avant que cette limitation ne soit levée.
""",
    ("restriction", "partly"): """\
Le traitement est limité à ce que la loi impose : les données sont conservées et le contrôle légal continue. Vous serez
averti(e) avant que cette limitation ne soit levée.
""",
    ("restriction", "refused"): """\
Le traitement n’est pas limité.
""",
    ("objection", "granted"): """\
Il est tenu compte de votre opposition : les données ne servent plus qu’à ce que la loi impose.
""",
    ("objection", "partly"): """\
Il est tenu compte de votre opposition pour tout ce que la loi n’impose pas ; le contrôle légal continue.
""",
    ("objection", "refused"): """\
Il n’est pas donné suite à votre opposition.
""",
}

GROUNDS = {
    "kept_by_law": """\
Motif : la loi impose de conserver les données (RGPD, art. 17, § 3, b et e ; arrêté royal du 9 juin 2024, art. 5).
""",
    "public_interest": """\
Motif : le contrôle est imposé par la loi dans l’intérêt public (RGPD, art. 18, § 2, et 21, § 1er ; Code judiciaire, art.
446quater).
""",
    "secrecy": """\
Motif : les droits d’autrui et le secret professionnel (RGPD, art. 15, § 4, et 23 ; Code pénal, art. 458).
""",
    "exact": """\
Motif : les données correspondent à ce que la banque ou le barreau a communiqué ; adressez-vous à eux s’ils se sont trompés.
""",
    "identity": """\
Motif : votre identité n’a pas pu être établie (RGPD, art. 12, § 6). Une nouvelle demande avec une preuve est possible.
""",
    "unfounded": """\
Motif : la demande est manifestement infondée ou excessive (RGPD, art. 12, § 5).
""",
}

KEPT = """\
Ce qui est conservé, pour tous de la même manière : les extraits que les banques livrent, l’inscription au registre des
comptes, et ce que le contrôle en fait. Finalités : détecter, documenter, améliorer la détection, communiquer au bâtonnier
(arrêté royal du 9 juin 2024, art. 4). Destinataires : les personnes chargées du contrôle, tenues au secret, et le
bâtonnier. Durée : dix ans à partir de chaque opération, plus longtemps dans les cas que la loi prévoit ; ce qui est échu
est ensuite détruit. Aucune décision n’est prise par une machine seule. Le résultat du contrôle, et s’il y en a un, est
couvert par le secret professionnel : il n’est communiqué dans aucune réponse, à personne.
"""

DELAY = """\
Votre demande est complexe : la réponse vous parviendra au plus tard le {due} (RGPD, art. 12, § 3).
"""

FOOT = """\
Vous pouvez introduire une réclamation auprès de l’Autorité de protection des données, ou agir en justice. Pour toute
question : {dpo}.

Signature : {fill}
"""
