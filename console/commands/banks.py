"""`quater bank`: the banks that Quater knows, and the way in that each one gets."""

from __future__ import annotations

import socket
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated

import typer

from console.options import Home, Json, day
from console.output import say, say_page, show_json, show_table
from warehouse.errors import Refusal
from warehouse.settings import load_settings

if TYPE_CHECKING:
    from warehouse.drop_access import Access
    from warehouse.drop_letters import Server

HOST_KEYS = Path("/etc/ssh")

Code = Annotated[str, typer.Argument(help="The bank's code, for example KASTEEL.")]


def attach(app: typer.Typer) -> None:
    """Add the `bank` family."""
    family = typer.Typer(help="Banks and their ways in.", no_args_is_help=True, rich_markup_mode=None)
    family.command("list")(list_)
    family.command("add")(add)
    app.add_typer(family, name="bank")


def list_(home: Home = None, json: Json = False) -> None:
    """Print every bank: who it is, how it names its deliveries, the keys that let it in, its folder here if it has one."""
    from coda_parser.banks import banks
    from warehouse.drop_folder import folder_of
    from warehouse.drop_keys import keys_of

    settings = load_settings(home)
    rows = []
    for bank in banks().values():
        folder = folder_of(settings, bank.folder)
        rows.append(
            {
                "code": bank.code,
                "name": bank.name,
                "bics": list(bank.bics),
                "accounts": [f"{first:03d}-{last:03d}" for first, last in bank.bban_ranges],
                "file_pattern": bank.file_pattern,
                "versions": [
                    f"{one.code} since {one.since}{f' until {one.until}' if one.until else ''}" for one in bank.versions
                ],
                "language": bank.language,
                "keys": [key.fingerprint for key in keys_of(settings, bank.code)],
                "folder": str(folder.path) if folder else None,
            }
        )
    if json:
        show_json(rows)
        return
    columns = ("code", "name", "bics", "accounts", "file_pattern", "versions", "keys", "folder")
    shown = [[", ".join(cell) if isinstance(cell, list) else cell for cell in (row[name] for name in columns)] for row in rows]
    show_table("", [name.replace("_", " ") for name in columns], shown)


def add(
    code: Code,
    key: Annotated[Path, typer.Option("--key", help="The bank's public key, as it sent it (one key in the file).")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the files here instead of printing them.")
    ] = None,
    root: Annotated[str, typer.Option("--root", help="Folder of the drops on the server.")] = "/srv/quater-drops",
    keys_folder: Annotated[str, typer.Option("--keys-folder", help="Where sshd reads the keys.")] = "/etc/ssh/quater-keys",
    user: Annotated[str, typer.Option("--user", help="The system user that Quater runs as.")] = "quater",
    host: Annotated[str | None, typer.Option("--host", help="The server's name for the bank (default: this machine).")] = None,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The server's port.")] = 22,
    host_key: Annotated[
        list[Path] | None, typer.Option("--host-key", help="The server's public host key; again for each (default: /etc/ssh).")
    ] = None,
    network: Annotated[
        list[str] | None, typer.Option("--from", help="Let the bank in from this network only; again for each.")
    ] = None,
    language: Annotated[str | None, typer.Option("--language", help="fr, nl, de or en (default: the bank's own).")] = None,
    contact: Annotated[str, typer.Option("--contact", help="Whom the bank calls: name and telephone number.")] = "",
    replace: Annotated[bool, typer.Option("--replace", help="Shut the bank's other keys out.")] = False,
    home: Home = None,
    json: Json = False,
) -> None:
    """Give a bank its way in: sshd's configuration, the folders and their owners, its keys, and the letter to the bank."""
    from warehouse.drop_access import Access
    from warehouse.drop_keys import bank_with, public_key_in, remember_key
    from warehouse.drop_letters import Server, letter

    bank = bank_with(code)
    offered = public_key_in(key)
    server = Server(host or _own_name(), port, [public_key_in(path) for path in host_key or _own_host_keys()], contact)
    tried = Access(bank, [offered], PurePosixPath(root), PurePosixPath(keys_folder), user, network or ())
    letter(tried, server, language=language or bank.language, on=day(None))  # refuses before the key is remembered
    keys = remember_key(load_settings(home), code, offered, replace=replace)
    access = Access(bank, keys, tried.root, tried.keys_folder, user, tried.networks)
    files = _files(access, letter(access, server, language=language or bank.language, on=day(None)))
    if output is not None:
        _write(output, files)
    if json:
        show_json(_as_json(access, server, files, output))
        return
    show_table(
        f"{bank.name}: user {access.user}, key {offered.fingerprint}",
        ("folder", "owner", "group", "mode"),
        [(one.path, one.owner, one.group, one.mode) for one in access.folders()],
    )
    for name, text in files.items():
        if output is not None:
            say(f"written: {output / name}")
        else:
            say("")
            say(f"--- {name} ---")
            say_page(text)
    say("")
    for number, step in enumerate(access.left_to_do(str(output or "a folder that holds these files")), 1):
        say(f"{number}. {step}")


def _own_name() -> str:
    """The name of this machine, if a bank can reach it by that."""
    name = socket.getfqdn()
    if "." not in name or name.startswith("localhost"):
        raise Refusal(f"the letter needs the name by which the bank reaches the server, got {name!r}; give it with --host NAME")
    return name


def _own_host_keys() -> list[Path]:
    found = sorted(path for path in HOST_KEYS.glob("ssh_host_*_key.pub") if "_dsa_" not in path.name)
    if not found:
        raise Refusal("this machine has no SSH host keys; name the server's with --host-key FILE.pub")
    return found


def _files(access: Access, letter: str) -> dict[str, str]:
    return {
        f"sshd_config.d/{access.user}.conf": access.sshd_config(),
        f"authorized_keys/{access.user}": access.authorized_keys(),
        f"install-{access.user}.sh": access.commands(),
        f"letter-{access.user}.txt": letter,
    }


def _write(output: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = output / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _as_json(access: Access, server: Server, files: dict[str, str], output: Path | None) -> dict[str, object]:
    return {
        "bank": access.bank.code,
        "user": access.user,
        "keys": [one.fingerprint for one in access.keys],
        "host_keys": [one.fingerprint for one in server.host_keys],
        "folders": [{"path": one.path, "owner": one.owner, "group": one.group, "mode": one.mode} for one in access.folders()],
        "written": [str(output / name) for name in files] if output is not None else [],
        "files": files,
    }
