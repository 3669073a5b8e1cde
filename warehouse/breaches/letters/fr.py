"""Les lettres en français."""

NOTHING = "sans objet"
RISKS = {"unlikely": "improbable", "likely": "probable", "high": "élevé"}

LETTERS = {
    "authority": """\
À : l'Autorité de protection des données
Objet : notification d'une violation de données à caractère personnel (RGPD, art. 33), {incident}

1. Responsables du traitement : les Ordres, chacun pour les comptes de ses barreaux.
   Délégué à la protection des données : {dpo}
2. Connaissance de la violation : {aware}. Terme de la notification : {deadline}.
   Motif du retard, le cas échéant : {late}
3. Période des consultations en cause : du {since} au {until}.
4. Nature de la violation : {nature}
5. Personnes concernées : {holders} titulaires de comptes inscrits ; {others} autres parties aux opérations, au plus.
   Enregistrements : {accesses} consultations, {dossiers} dossiers, {accounts} comptes.
6. Conséquences probables : {effects}
7. Mesures prises ou proposées : {measures}
8. Risque pour les personnes : {risk}

Signature : {fill}
""",
    "persons": """\
Madame, Monsieur,

Des données qui vous concernent ont été vues par une personne qui ne devait pas les voir, entre le {since} et le {until}.
Elles proviennent des extraits d'un compte de tiers ou d'un compte rubriqué, que la loi nous fait contrôler
(Code judiciaire, art. 446quater).

Ce qui s'est passé : {nature}
Ce qui peut s'ensuivre : {effects}
Ce que nous avons fait : {measures}

Ce que vous pouvez faire : {fill}
Pour toute question : {dpo}. Vous pouvez aussi vous adresser à l'Autorité de protection des données.

Signature : {fill}
""",
    "reader": """\
Objet : données qui ne vous étaient pas destinées ({incident})

Vous avez reçu ou vu des données qui ne vous étaient pas destinées. Elles sont couvertes par le secret professionnel.

Nous vous demandons de les effacer partout où elles se trouvent chez vous, de n'en faire ni copie ni usage, de ne les
transmettre à personne, et de nous renvoyer la déclaration ci-dessous. Pour toute question : {dpo}.

    Je soussigné(e) {fill}
    déclare avoir effacé ces données le {fill}, n'en avoir gardé aucune copie et ne les avoir transmises à personne.

    Date et signature : {fill}
""",
}
