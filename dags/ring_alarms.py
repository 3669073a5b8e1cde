"""
### Alarms: seventy-two hours from awareness, and nobody forgets them

Every quarter of an hour: for every breach of personal data of which the authority was not told, the alarm at 24, 48, 60 and
71 hours since awareness is written into the register, and a message is laid into the DPO's mailbox (`evidence.toml`).

- `ring` failed → no alarm is lost: the next run rings what is due. Look at the register at once (`quater incident list`), and
  see whether the mailbox that `evidence.toml` names can be written
- an alarm rang → nothing to do here: the DPO tells the authority (`quater incident draft`, then `quater incident notified`)

Running it again is safe: an alarm rings once.
"""

from airflow.sdk import DAG, task

from dags.days import moment
from dags.installation import opened
from dags.tags import Tag

with DAG("alarms", schedule="*/15 * * * *", doc_md=__doc__, tags=[Tag.PROTECTION], catchup=False, max_active_runs=1):

    @task
    def ring() -> list[str]:
        """Ring what is due; the incidents whose alarm rang."""
        from warehouse.breaches import due

        with opened() as warehouse:
            return [alarm.incident_id for alarm in due(warehouse, at=moment())]

    ring()
