"""What a worker calls itself in Airflow's records: on one machine both would have the machine's name."""

import os

VARIABLE = "QUATER_TEST_WORKER"


def name() -> str:
    """The name that the trial gave this process, else the machine's."""
    return os.environ.get(VARIABLE) or os.uname().nodename
