"""
### Deliveries: the banks' files come in

Every half hour, one mapped task a bank: list the bank's SFTP drop, wait until a file is complete and stable, claim it
by renaming, read it into the lake, leave the acknowledgement beside it, move it to `done/`.

- one `pull` failed, the others are green → that bank's server did not answer, or its host key changed: call the bank.
  Never replace the pinned key before the bank has read it out to you by telephone. The other banks are controlled
  meanwhile.
- `pull` is pink (skipped) → nothing new from that bank; the next run looks again
- a file stays in the drop → the bank has not finished its upload; after one hour ask for it again under any name
- the log says *quarantined* or *partial* → not a failure of this run; the acknowledgement tells the bank why

Running it again is safe: the same bytes count once, and the same statement counts once.
"""

from airflow.sdk import DAG, task
from airflow.sdk.exceptions import AirflowSkipException

from dags.assets import DELIVERIES
from dags.days import moment
from dags.drops import address_of, banks_with_a_drop, patience_of
from dags.installation import opened
from dags.tags import Tag

with DAG("deliveries", schedule="*/30 * * * *", doc_md=__doc__, tags=[Tag.RECEIVING], catchup=False):

    @task
    def banks() -> list[str]:
        """The banks that have a connection."""
        return banks_with_a_drop()

    @task(outlets=[DELIVERIES], map_index_template="{{ task.op_kwargs['bank'] }}")
    def pull(bank: str) -> dict[str, str | int]:
        """Pull one bank's drop; counts of deliveries by state, of statements and movements."""
        from warehouse.drop import pull as pull_drop

        with opened() as warehouse:
            summary = pull_drop(warehouse, bank, address_of(bank), at=moment(), patience=patience_of(bank))
        counts = summary.as_json()
        del counts["deliveries"]
        if not any(count for state, count in counts.items() if state != "pending"):
            raise AirflowSkipException(f"nothing new from {bank}")
        return {"bank": bank, **counts}

    pull.expand(bank=banks())
