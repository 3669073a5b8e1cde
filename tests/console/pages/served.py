"""The house's desk on a port of this machine, without Airflow, for a real browser; a cookie says who visits."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI, HTTPException, Request

from console.pages import Visitor, create_application
from console.pages.desk import Desk
from tests.console.pages.house import NOW, PEOPLE, House


@contextmanager
def serving(house: House) -> Iterator[str]:
    """The address of the desk while the block runs."""

    async def guard(request: Request) -> None:
        name = request.cookies.get("who")
        if name is None:
            raise HTTPException(401)
        request.state.visitor = Visitor(name, PEOPLE[name])

    root = FastAPI()
    desk = Desk(lambda: house.warehouse, now=lambda: NOW)
    root.mount("/quater", create_application(desk, guard=guard, sign_in=lambda back: f"/sign-in?next={back}"))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(root, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/quater"
        server.should_exit = True
        thread.join()
