"""The tags by which an operator filters the list of DAGs; a test refuses any other."""

from enum import StrEnum


class Tag(StrEnum):
    """What a DAG is about, or what it needs."""

    RECEIVING = "receiving"
    CONTROL = "control"
    REPORTING = "reporting"
    LEARNING = "learning"
    RETENTION = "retention"
    PROTECTION = "data protection"
    PERSON = "waits for a person"
