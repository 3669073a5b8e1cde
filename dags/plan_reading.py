"""
### Budget: the queue is put into the order of what people decided, and some months are drawn by lot

On the second of every month: what alerts of a kind were worth so far moves the open ones in their tier; then months of accounts
that no alert is to be read for are drawn at random and become alerts of their own (*Drawn at random*), a tenth of what the
analysts can read. From what people find in them Quater reckons what everything else misses: `quater budget missed`.

- `draw` says 0 of 0 → nothing moved in the month, or everything is read anyway; nothing to do
- `draw` failed with *capacity.toml* → the line says what is wrong in that file; correct it and clear the task
- nobody reads the drawn months → the estimate says *not known*; a drawn month counts only when it was decided

Running it again is safe: a month is drawn once, and the same decisions give the same order.
"""

from typing import Any

from airflow.sdk import DAG, CronTriggerTimetable, chain, task

from dags.days import day_parameter, judged_day, moment
from dags.installation import opened
from dags.tags import Tag

with DAG(
    "budget",
    schedule=CronTriggerTimetable("30 5 2 * *", timezone="Europe/Brussels"),
    doc_md=__doc__,
    tags=[Tag.CONTROL, Tag.LEARNING],
    catchup=False,
    params=day_parameter(),
):

    @task
    def reorder() -> int:
        """Bring the open alerts into the order of what people decided so far; how many moved."""
        from detection.worth import reorder as put_in_order

        with opened() as warehouse:
            return put_in_order(warehouse)

    @task
    def draw() -> dict[str, Any]:
        """Draw the last closed month's random checks and make alerts of them; how many of how many."""
        from detection.grouping import settle
        from detection.sampling import draw_month

        on, at = judged_day(), moment()
        with opened() as warehouse:
            drawn = draw_month(warehouse, on=on, at=at)
            settle(warehouse, on=on, at=at)
        return {"month": drawn.month.isoformat(), "drawn": drawn.size, "of": drawn.population, "seed": drawn.seed}

    chain(reorder(), draw())
