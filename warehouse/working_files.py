"""What runs of detection leave for their own tasks and for the next run: all of it goes with every destruction and purge.

Below the folder `working` of an installation lie the working file of a run that lasts (what is known across accounts) and the
outlook of the last run over everything (which accounts it knew, and what may be found on them). Both are made of the lake
and can be made again, so nothing of them is worth being looked through for what must go: a destruction and a purge remove the
whole folder. The next run then goes over everything; one that lasts fails, and is repeated.
"""

from __future__ import annotations

import shutil

from warehouse.settings import Settings


def forget_runs(settings: Settings) -> None:
    """Remove everything that runs left."""
    shutil.rmtree(settings.working, ignore_errors=True)
    if settings.working.exists():
        raise RuntimeError("what runs of detection left could not be removed")
