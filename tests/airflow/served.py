"""A running Airflow as a person's browser or program speaks to it."""

import http.client
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote

from console.demo.airflow_home import passwords
from warehouse.settings import Settings

PATIENCE = 240.0
READING = 6.0
"""Seconds before a question is answered, as a person would read it first. Airflow 3.3 fails a waiting task whose answer comes
before its scheduler has noted that the task waits, which takes it a loop of about a second. An answer in the very moment in
which a task starts is refused with 500 on SQLite: the server's one event loop waits for a lock that it would itself release."""
TRIES = 3
"""Times that a person answers a question that the server could not note."""
Seen = TypeVar("Seen")


@dataclass(frozen=True)
class Answered:
    """What the server said."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.text)


@dataclass(frozen=True)
class Served:
    """A server on this machine, and the installation that it serves."""

    port: int
    settings: Settings

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://localhost:{self.port}"

    def ask(
        self, method: str, path: str, *, headers: dict[str, str] | None = None, body: object = None, token: str = ""
    ) -> Answered:
        """Send one request and follow nothing."""
        connection = http.client.HTTPConnection("localhost", self.port, timeout=60)
        sent = dict(headers or {})
        if token:
            sent["Authorization"] = f"Bearer {token}"
        if body is not None and not isinstance(body, str):
            sent["Content-Type"] = "application/json"
            body = json.dumps(body)
        try:
            connection.request(method, path, body=body, headers=sent)
            answer = connection.getresponse()
            return Answered(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode())
        finally:
            connection.close()

    def token(self, person: str) -> str:
        """Sign a person in as a program does."""
        body = {"username": person, "password": passwords(self.settings)[person]}
        answer = self.ask("POST", "/auth/token", body=body)
        assert answer.status in (200, 201), answer.text
        return str(answer.json["access_token"])

    def open_questions(self, dag: str) -> list[dict[str, Any]]:
        """The required actions of a DAG that wait for an answer."""
        path = f"/api/v2/dags/{dag}/dagRuns/~/hitlDetails?response_received=false&state=awaiting_input"
        found = self.ask("GET", path, token=self.token("operator"))
        assert found.status == 200, found.text
        return list(found.json["hitl_details"])

    def answer(self, question: dict[str, Any], person: str, choice: str, **form: str) -> Answered:
        """Answer a required action as a person does, again where the server could not note it (the runbook says so)."""
        task = question["task_instance"]
        path = (
            f"/api/v2/dags/{task['dag_id']}/dagRuns/{quote(task['dag_run_id'])}/taskInstances/{task['task_id']}"
            f"/{task['map_index']}/hitlDetails"
        )
        for _ in range(TRIES):
            time.sleep(READING)
            given = self.ask("PATCH", path, body={"chosen_options": [choice], "params_input": form}, token=self.token(person))
            if given.status != 500:
                break
        return given

    def state_of(self, question: dict[str, Any], task: str, map_index: int = -1) -> str | None:
        """The state of another task of the question's run."""
        asked = question["task_instance"]
        path = f"/api/v2/dags/{asked['dag_id']}/dagRuns/{quote(asked['dag_run_id'])}/taskInstances/{task}"
        found = self.ask("GET", path + (f"/{map_index}" if map_index >= 0 else ""), token=self.token("operator"))
        assert found.status == 200, found.text
        return found.json["state"]


def eventually(look: Callable[[], Seen], wanted: Callable[[Seen], bool]) -> Seen:
    """Look until what is seen is wanted; fails with what was seen last."""
    deadline = time.monotonic() + PATIENCE
    while not wanted(seen := look()):
        assert time.monotonic() < deadline, f"still {seen!r} after {PATIENCE:.0f} s"
        time.sleep(1)
    return seen
