"""Account rhythm: more movements and more money, both ways, than this account ever had. It never counts alone: offices grow."""

from models.typology import Typology

DETECTOR = Typology(
    "rhythm",
    ("movements_surprise", "money_in_surprise", "money_out_surprise"),
    "an account that leaves its own rhythm has a reason, which its peers do not show",
    alone=False,
)
