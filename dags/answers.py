"""What a person answered to a required action, as the next task receives it."""

from __future__ import annotations

from typing import Any, TypedDict

from airflow.sdk.exceptions import AirflowFailException


class Answer(TypedDict):
    """The result of a human-in-the-loop task; `responded_by_user` is empty when the time ran out."""

    chosen_options: list[str]
    params_input: dict[str, Any]
    responded_at: Any
    responded_by_user: dict[str, str] | None


NOBODY = "nobody (the time ran out)"


def who_and_what(answer: Answer) -> tuple[str, str]:
    """The person's user name and the one option chosen."""
    chosen = answer["chosen_options"]
    if len(chosen) != 1:
        raise AirflowFailException(f"expected one answer, got {len(chosen)}")
    user = answer["responded_by_user"]
    return (user["name"] if user else NOBODY), chosen[0]
