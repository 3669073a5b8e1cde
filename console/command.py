"""The `quater` command: every door of the product for a person at a terminal, and for a machine with `--json`.

Exit codes: 0 done; 2 wrong usage; 3 done, but something was refused or a check failed; 1 failure. A mistake is answered
with one line that says what was expected and what to do, never with a traceback.

The folder `console/commands` is the registry: each file there adds its commands to the application with `attach`. Every
command then passes its door (`console.doors`), or the application is not made.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys

import typer

from console import commands
from console.access import guard_doors
from console.options import Home
from console.output import complain
from warehouse.errors import Refusal
from warehouse.settings import HOME_VARIABLE

WRONG_USAGE = 2
REFUSED = 3
INTERRUPTED = 130

HELP = "Control of Belgian lawyers' third-party accounts: statements in, alerts and reports out, evidence of every access."


def application() -> typer.Typer:
    """Build the application from the files of `console/commands`."""
    app = typer.Typer(
        name="quater",
        help=HELP,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback()(_home_for_all)
    for module in sorted(pkgutil.iter_modules(commands.__path__), key=lambda found: found.name):
        importlib.import_module(f"{commands.__name__}.{module.name}").attach(app)
    guard_doors(app)
    return app


def _home_for_all(
    home: Home = None,
) -> None:
    if home is not None:
        os.environ[HOME_VARIABLE] = str(home)


def run(arguments: list[str] | None = None) -> int:
    """Run one command line and give its exit code."""
    try:
        code = application()(args=arguments, standalone_mode=False)
    except typer.TyperException as mistake:
        _answer(mistake.format_message())
        return mistake.exit_code
    except Refusal as refusal:
        complain(str(refusal))
        return WRONG_USAGE
    except typer.Exit as leave:
        return leave.exit_code
    except (KeyboardInterrupt, typer.Abort):
        complain("stopped by you; what was committed stays, run the command again to go on")
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as failure:  # the last door: a person gets one line, the traceback only on request
        if os.environ.get("QUATER_TRACEBACK"):
            raise
        complain(f"failed: {type(failure).__name__}: {failure} (QUATER_TRACEBACK=1 shows where)".replace("\n", " "))
        return 1
    return code if isinstance(code, int) else 0


def _answer(message: str) -> None:
    """One line for a mistake; the whole help where a command group was called without a command."""
    if message.startswith("Usage:"):
        sys.stdout.write(message + "\n")
    else:
        complain(message.replace("\n", " "))


def main() -> None:
    """Entry point of the `quater` script."""
    raise SystemExit(run())
