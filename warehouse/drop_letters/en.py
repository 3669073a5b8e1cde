"""The letter in English."""

from datetime import date

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
NOBODY_NAMED = "the person who sent you this letter"

LETTER = """\
To: {bank}
Date: {date}
Subject: delivering statements of lawyers' third-party accounts (royal decree of 9 June 2024, art. 2)

You deliver by SFTP, with your key, into a folder that no other bank sees.

    server    {host}
    port      {port}
    user      {user}

1. Before the first delivery, compare the server's key with these fingerprints, by telephone:

{host_keys}

   If your program ever shows another one, do not deliver: call us.

2. These keys of yours are let in. If one of them is not yours, call us at once:

{keys}

   A password is never asked for. When a key may have come into other hands, call us: it is shut out the same hour.

3. Put your files into the folder "{incoming}", where you arrive, named like {example}.
   Plain, or packed as gzip or zip with one file in each archive, or sealed with OpenPGP for our key.
   A file is taken when its last record is there and it no longer changes; you need no temporary name, though
   names that end in .part or .tmp are left alone until you rename them. The group must be able to read the file (mode 0640
   or 0660): some programs hand on the permissions of their own file.

4. In the folder "{answers}" you find two acknowledgements for each delivery: NAME.….ack.json for your programs,
   NAME.….ack.txt for people. Please read one of the two for every delivery. The state is one of:

    ingested      received and accepted
    partial       some statements are set aside, the reasons are listed by line; the others are accepted
    duplicate     we had it already; it is counted once
    quarantined   nothing of it was accepted; correct it and deliver it again, under any name

   No acknowledgement within a day means that the file was not complete, or that we could not read it. Files that are done
   can be seen in "{done}" for seven days.

5. Questions and incidents: {contact}.
"""


def day(on: date) -> str:
    """A day as a letter writes it."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"
