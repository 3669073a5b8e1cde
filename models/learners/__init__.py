"""What learns from people's decisions to rank: one file, one learner; `choose` says which one the number of labels allows.

Both take the same inputs (`inputs`): the evidence of every feature and the rarity of every detector, all of them growing with
what is out of order. So both are held to a rule that an analyst can check: more of anything never lowers a score.
"""
