"""What lets one bank into its drop folder by OpenSSH, and nowhere else: configuration, folders, keys, and who owns what.

Every bank has a system user of its own and a closed root (`ChrootDirectory`), so that even a fault in the SFTP server shows it
no other bank's folder. It may use SFTP and nothing else: no shell, no terminal, no forwarding, no links, no folders of its own.
Quater runs as another user, which owns what the bank may only read (`ack`, `done`) or not see at all (`claimed`), and reaches
what the bank delivers through the group of `in`. Everything is text: an operator reads it before he installs it.

Source: sshd_config(5), sftp-server(8); ChrootDirectory asks that every folder above is root's and writable by root only.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from coda_parser.banks import Bank
from warehouse.drop_folder import INCOMING
from warehouse.drop_keys import PublicKey
from warehouse.drop_session import ANSWERS, CLAIMED, DONE
from warehouse.errors import Refusal

USUAL_ROOT = PurePosixPath("/srv/quater-drops")
USUAL_KEYS = PurePosixPath("/etc/ssh/quater-keys")
DENIED = (
    "symlink",
    "hardlink",
    "readlink",
    "mkdir",
    "rmdir",
    "copy-data",
    "statvfs",
    "fstatvfs",
    "users-groups-by-id@openssh.com",
)
"""SFTP requests that a bank's delivery never needs."""


@dataclass(frozen=True)
class Folder:
    """A folder of the layout: its path, owner, group and mode as `chmod` takes it."""

    path: str
    owner: str
    group: str
    mode: str


@dataclass(frozen=True)
class Access:
    """One bank's way in: below `root` its closed folder, in `keys_folder` the file of its keys; `quater` is who reads."""

    bank: Bank
    keys: Sequence[PublicKey]
    root: PurePosixPath = USUAL_ROOT
    keys_folder: PurePosixPath = USUAL_KEYS
    quater: str = "quater"
    networks: Sequence[str] = ()

    def __post_init__(self) -> None:
        for name, path in (("the folder of the drops", self.root), ("the folder of the keys", self.keys_folder)):
            if not path.is_absolute() or ".." in path.parts or not _plain(str(path)):
                raise Refusal(f"expected {name} as an absolute path of letters, digits, '.', '_' and '-', got {str(path)!r}")
        if not _plain(self.quater) or "/" in self.quater:
            raise Refusal(f"expected the name of a system user, got {self.quater!r}")
        for network in self.networks:
            if not network or any(letter not in "0123456789abcdefABCDEF.:/" for letter in network):
                raise Refusal(f"expected an address or a network such as 192.0.2.0/24, got {network!r}")

    @property
    def user(self) -> str:
        """The bank's system user."""
        return f"quater-{self.bank.code.lower()}"

    @property
    def closed_folder(self) -> PurePosixPath:
        """What the bank sees as `/`."""
        return self.root / self.bank.folder

    def folders(self) -> list[Folder]:
        """The layout, outermost first."""
        closed = self.closed_folder
        return [
            Folder(str(self.root), "root", "root", "0755"),
            Folder(str(closed), "root", "root", "0755"),
            Folder(str(closed / INCOMING), self.user, self.quater, "2770"),
            Folder(str(closed / ANSWERS), self.quater, self.user, "2750"),
            Folder(str(closed / DONE), self.quater, self.user, "2750"),
            Folder(str(closed / CLAIMED), self.quater, self.quater, "0700"),
            Folder(str(self.keys_folder), "root", "root", "0755"),
        ]

    def authorized_keys(self) -> str:
        """The lines that let the bank's keys in, each with every restriction."""
        only = f'from="{",".join(self.networks)}",' if self.networks else ""
        return "".join(f"{only}restrict {key.line} {self.bank.code}\n" for key in self.keys)

    def sshd_config(self) -> str:
        """The bank's part of the server's configuration, a file for `sshd_config.d`."""
        return f"""\
# The drop of {self.bank.code}: SFTP into its own folder and nothing else. The server needs `Subsystem sftp internal-sftp`.
Match User {self.user}
    AuthenticationMethods publickey
    PubkeyAuthentication yes
    PasswordAuthentication no
    KbdInteractiveAuthentication no
    HostbasedAuthentication no
    AuthorizedKeysFile {self.keys_folder / self.user}
    AuthorizedKeysCommand none
    ChrootDirectory {self.closed_folder}
    ForceCommand internal-sftp -d /{INCOMING} -u 0007 -P {",".join(DENIED)}
    DisableForwarding yes
    AllowTcpForwarding no
    AllowStreamLocalForwarding no
    AllowAgentForwarding no
    X11Forwarding no
    PermitTunnel no
    PermitListen none
    PermitOpen none
    PermitTTY no
    PermitUserRC no
    MaxSessions 4
    MaxAuthTries 3
Match all
"""

    def commands(self) -> str:
        """What an administrator runs once, beside the written files; running it again changes nothing."""
        made = "\n".join(
            f"install -d -o {one.owner} -g {one.group} -m {one.mode} {shlex.quote(one.path)}" for one in self.folders()
        )
        return f"""\
#!/bin/sh
# The drop of {self.bank.code}: its system user, its folders, its keys. Run as root, in the folder of this file.
set -eu
id {self.quater} >/dev/null  # the user that Quater runs as must be there first
id {self.user} >/dev/null 2>&1 ||
  useradd --system --user-group --no-create-home --home-dir / --shell /usr/sbin/nologin --password '*' {self.user}
{made}
install -o root -g root -m 0644 authorized_keys/{self.user} {self.keys_folder / self.user}
"""

    def left_to_do(self, folder: str) -> list[str]:
        """What an administrator does with the written files, in this order."""
        return [
            f"read the files, then run install-{self.user}.sh as root, in {folder}",
            f"copy sshd_config.d/{self.user}.conf to /etc/ssh/sshd_config.d, check it with sshd -t, reload sshd",
            f"send letter-{self.user}.txt to the bank, and compare the fingerprints by telephone",
            "enter the bank and its agreement: quater register import --banks FILE --agreements FILE",
        ]


def _plain(path: str) -> bool:
    return all(letter.isascii() and (letter.isalnum() or letter in "/._-") for letter in path)
