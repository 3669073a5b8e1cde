"""R17: the barrier around the web server, before a small one that is not Airflow; `tests/airflow` has the real one.

A cookie or a header says who asks; `/quater/…` is the desk's own, `/plain` and `/answers` are pages of another.
"""

from datetime import UTC, datetime, timedelta

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from console.barrier import SHUT_OUT, Barrier, SignedIn
from console.pages.desk import Desk
from warehouse.blocking import block, lift, propose_lifting
from warehouse.database import Warehouse
from warehouse.evidence import list_accesses
from warehouse.incidents import list_incidents

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at = AT

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(warehouse: Warehouse, clock: Clock) -> TestClient:
    inner = FastAPI()
    for path in ("/plain", "/quater/alerts", "/static/app.js", "/auth/logout", "/api/v2/auth/logout", "/execution/run"):
        inner.add_api_route(path, lambda: "data", methods=["GET"])
    inner.add_api_route("/answers", lambda: "noted", methods=["PATCH"])

    async def who(request: Request) -> list[SignedIn]:
        told = (request.headers.get("x-person"), request.cookies.get("person"))
        return [SignedIn(name.partition(":")[0], name) for name in told if name]

    desk = Desk(lambda: warehouse, now=clock)
    return TestClient(Barrier(inner, lambda: desk, who, "/quater"), raise_server_exceptions=False)


def ask(client: TestClient, path: str, person: str | None, method: str = "GET") -> int:
    return client.request(method, path, headers={"X-Person": person} if person else {}).status_code


def test_jr_16_who_is_blocked_gets_nothing_from_the_next_request_on(warehouse: Warehouse, client: TestClient) -> None:
    assert [ask(client, "/plain", "anna"), ask(client, "/answers", "anna", "PATCH")] == [200, 200]
    made = block(warehouse, "anna", risk="attack", reason="r", by="dora", at=AT)
    answer = client.get("/plain", headers={"X-Person": "Anna"})
    assert (answer.status_code, answer.json()) == (403, {"detail": SHUT_OUT})
    assert ask(client, "/answers", "anna", "PATCH") == 403
    assert client.get("/plain", headers={"X-Person": "bert", "Cookie": "person=anna"}).status_code == 403
    assert [ask(client, "/plain", "bert"), ask(client, "/plain", None)] == [200, 200]
    propose_lifting(warehouse, made.block_id, mitigation="new credential", by="dora", at=AT)
    assert ask(client, "/plain", "anna") == 403, "one person does not let him in"
    lift(warehouse, made.block_id, by="otto", at=AT)
    assert ask(client, "/plain", "anna") == 200


def test_what_may_pass_passes_and_the_desk_answers_for_itself(warehouse: Warehouse, client: TestClient) -> None:
    block(warehouse, "anna", risk="attack", reason="r", by="dora", at=AT)
    passing = ("/static/app.js", "/auth/logout", "/api/v2/auth/logout", "/execution/run", "/quater/alerts")
    assert [ask(client, path, "anna") for path in passing] == [200] * len(passing)
    assert ask(client, "/quaternary", "anna") == 403, "a page whose name begins like the desk's is none of the desk's"
    assert list_accesses(warehouse)[-1].result == "denied: blocked"


def test_a_refusal_is_on_record_once_a_minute_and_a_refused_answer_each_time(
    warehouse: Warehouse, client: TestClient, clock: Clock
) -> None:
    block(warehouse, "anna", risk="attack", reason="r", by="dora", at=AT)
    for seconds in (0, 3, 59, 60):
        clock.at = AT + timedelta(seconds=seconds)
        ask(client, "/plain", "anna")
    ask(client, "/answers", "anna", "PATCH")
    ask(client, "/answers", "anna", "PATCH")
    found = [(row.identity, row.action, row.at - AT) for row in list_accesses(warehouse)][::-1]
    seconds = [0, 60, 60, 60]
    actions = ["airflow: GET", "airflow: GET", "airflow: PATCH", "airflow: PATCH"]
    assert found == [("anna", action, timedelta(seconds=second)) for action, second in zip(actions, seconds, strict=True)]


def test_nobody_with_a_credential_passes_where_the_installation_cannot_be_asked(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> bool:
        raise OSError("the database is away")

    monkeypatch.setattr("console.barrier.is_blocked", away)
    assert [ask(client, "/plain", "anna"), ask(client, "/plain", None)] == [500, 200]


def test_jr_25_two_sign_ins_in_use_at_the_same_time_are_noticed_on_any_page(
    warehouse: Warehouse, client: TestClient, clock: Clock
) -> None:
    for minute, (path, sign_in) in enumerate([("/plain", "anna:1"), ("/quater/alerts", "anna:2"), ("/plain", "anna:1")]):
        assert list_incidents(warehouse) == []
        clock.at = AT + timedelta(minutes=minute)
        ask(client, path, sign_in)
    assert [(one.kind, one.by) for one in list_incidents(warehouse)] == [("unusual_access", "anna")]
