"""Snoozes: a rule that is silent for a time about one account or one counterparty, with a reason and an end.

A dismissal decides on one alert; a snooze says beforehand that a rule has nothing new to tell of somebody for a while (a large
sale that runs for a month, a bailiff who is paid every day). What it covers is found, stored and counted as ever and waits: no
alert is opened, continued or reopened by it. On the first day after the end it is taken up like any other finding, because a
snooze is no decision on what was found.

So that a snooze hides nothing for long or by one hand: its end is mandatory and at most a year away, its reason is kept, and
a rule above low severity needs a second person. A snooze by one person covers only what is of low severity or mere
information, whatever the rule's own. A counterparty is kept as a keyed hash: the table tells nobody's account.
"""

from warehouse.snoozes.deciding import approve, end, propose
from warehouse.snoozes.reading import Snoozes, list_snoozes
from warehouse.snoozes.tables import Snooze

__all__ = ["Snooze", "Snoozes", "approve", "end", "list_snoozes", "propose"]
