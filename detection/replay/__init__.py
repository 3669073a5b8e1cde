"""Replay: a draft of a rule beside the live version over the lake, before anybody publishes it.

What people who keep rules ask first is what a change would have done: which alerts come, which go, at which bars, and whether
one kind of account takes them all. Nothing of a replay is stored, no alert is raised, and nothing that it gives names a
person or an account.
"""

from detection.replay.comparing import Tally
from detection.replay.drafts import draft_from, with_parameters
from detection.replay.running import Replay, replay

__all__ = ["Replay", "Tally", "draft_from", "replay", "with_parameters"]
