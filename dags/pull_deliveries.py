"""
### Deliveries: the banks' files come in

Every half hour, one mapped task a bank: list the bank's drop (its own SFTP server, or its folder on this machine), wait until
a file is complete and stable, claim it by renaming, read it into the lake, leave the acknowledgement beside it, move it to
`done/`.

- one `pull` failed, the others are green → that bank's server did not answer, or its host key changed: call the bank.
  Never replace the pinned key before the bank has read it out to you by telephone. The other banks are controlled
  meanwhile.
- `pull` is pink (skipped) → nothing new from that bank; the next run looks again
- a file stays in the drop → the bank has not finished its upload; after one hour ask for it again under any name
- the log says *left alone* → that name is a link, a device or not readable for Quater's group; tell the bank, touch nothing
- the log says that *the next one goes on* → more files than one visit takes; the next runs take the others
- the log says *quarantined* or *partial* → not a failure of this run; the acknowledgement tells the bank why

Running it again is safe: the same bytes count once, and the same statement counts once.
"""

from collections import Counter

from airflow.sdk import DAG, task
from airflow.sdk.exceptions import AirflowSkipException

from dags.assets import DELIVERIES
from dags.days import moment
from dags.drops import banks_with_a_drop, patience_of, ways_in
from dags.installation import opened
from dags.tags import Tag

with DAG("deliveries", schedule="*/30 * * * *", doc_md=__doc__, tags=[Tag.RECEIVING], catchup=False):

    @task
    def banks() -> list[str]:
        """The banks that have a drop."""
        return banks_with_a_drop()

    @task(outlets=[DELIVERIES], map_index_template="{{ task.op_kwargs['bank'] }}")
    def pull(bank: str) -> dict[str, str | int]:
        """Take from one bank's drop; counts of deliveries by state, of statements and movements."""
        from warehouse.drop import pull as pull_drop

        counts: Counter[str] = Counter()
        with opened() as warehouse:
            for drop in ways_in(bank):
                summary = pull_drop(warehouse, bank, drop, at=moment(), patience=patience_of(bank)).as_json()
                del summary["deliveries"]
                counts.update(summary)
        if not any(count for state, count in counts.items() if state != "pending"):
            raise AirflowSkipException(f"nothing new from {bank}")
        return {"bank": bank, **counts}

    pull.expand(bank=banks())
