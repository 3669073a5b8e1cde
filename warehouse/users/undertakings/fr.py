"""L’engagement en français."""

TEXT = """\
Engagement de secret

Les données de ce contrôle sont couvertes par le secret professionnel : quiconque les recueille, les traite, les
communique ou en a connaissance y est tenu (article 458 du Code pénal ; article 446quater du Code judiciaire). La
violation du secret est punie.

Je m’engage à n’y accéder que pour le contrôle et dans la mesure où ma tâche l’exige ; à ne les communiquer qu’à ceux
que la loi désigne ; à ne révéler à personne, et surtout pas aux personnes concernées, ce que le contrôle a trouvé, s’il
a trouvé quelque chose, ni ce qui en a été communiqué ; à garder personnels mes moyens d’accès et à signaler aussitôt
toute fuite. Je sais que chaque accès est enregistré. Cet engagement survit à ma fonction.
"""
