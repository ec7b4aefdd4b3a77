"""What ``safeconduct init`` does: a folder, a file of settings and the keys, from a few answers; nothing is overwritten."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from safeconduct.errors import SiteError
from safeconduct.web import environment
from safeconduct.web.running import backup_keys

LOCAL: Final = ("127.0.0.1", "localhost")
_MAIL: Final = ("smtp", "smtp+tls", "smtp+ssl", "smtps")
_DATABASES: Final = ("postgres", "postgresql")


class Answers(NamedTuple):
    """What ``init`` asks: empty where there is none."""

    organisation: str = ""
    address: str = "http://127.0.0.1:8000"
    database: str = "sqlite"
    mail: str = ""
    mail_from: str = ""
    backup_key: str = ""


def found(folder: Path, given: Answers) -> Iterator[str]:
    """Make it all; what to do next, line by line.

    Raises:
        SiteError: an answer cannot be right, there is a site in the folder already, or it cannot be written to.
    """
    lines = settings(given)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        open_to_others = _left_open(folder)
        _new(folder / environment.FILE, "\n".join(lines) + "\n")
        for name in ("secret.key", "trail.key"):
            environment.kept(name, folder)
        yield f"{folder / environment.FILE} holds the settings, and may be read by you alone. The keys lie beside it."
        if open_to_others:
            yield (
                f"Others on this computer may look into {folder}, which was there already: "
                f"personal data will lie in it. Take that away: chmod 700 {folder}"
            )
        yield from _backup_key(folder / "backup.pub", given.backup_key)
    except FileExistsError as error:
        raise SiteError(
            f"{folder} holds a site already: nothing was changed. Choose another folder, or edit its settings."
        ) from error
    except OSError as error:
        raise SiteError(f"{error.filename or folder}: {error.strerror}. Choose a folder that may be written to.") from error
    yield from _next(folder, given)


def _left_open(folder: Path) -> bool:
    """Whether others may look into the folder. One that is empty is closed to them; what lies in another may be theirs."""
    if os.name != "posix" or not folder.stat().st_mode & 0o077:
        return False
    if not any(folder.iterdir()):
        with suppress(PermissionError):  # it is somebody else's
            folder.chmod(0o700)
    return bool(folder.stat().st_mode & 0o077)


def _new(file: Path, text: str) -> None:
    """Write a file that is not there yet, for its owner alone from its first moment on."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8", newline="\n") as made:
        made.write(text)


def _backup_key(file: Path, given: str) -> Iterator[str]:
    if given:
        backup_keys.keep(file, given)
    else:
        yield ""
        yield from backup_keys.shown_once(backup_keys.add(file))


def settings(given: Answers) -> list[str]:
    """The lines of the file of settings.

    Raises:
        SiteError: an answer cannot be right.
    """
    for answer in given:
        if any(ord(letter) < ord(" ") for letter in answer):
            raise SiteError("An answer holds a line break or a control character. Write it without.")
    if given.backup_key:
        backup_keys.public(given.backup_key, "The backup key")
    parts = [*_about_place(given), "", *_about_database(given.database), "", *_about_mail(given), "", *_about_accounts()]
    return ["# Settings of safeconduct. What stands in the environment goes before this file.", *parts]


def _about_place(given: Answers) -> Iterator[str]:
    host = an_address(given.address)
    secure = given.address.startswith("https:")
    yield f"SAFECONDUCT_ORGANISATION={given.organisation}"
    yield f"SAFECONDUCT_BASE_URL={given.address.rstrip('/')}"
    yield f"SAFECONDUCT_HOSTS={','.join(dict.fromkeys((host, *LOCAL)))}"
    yield "# yes: a web server in front speaks HTTPS and sets X-Forwarded-Proto and X-Forwarded-For"
    yield f"SAFECONDUCT_BEHIND_PROXY={'yes' if secure else 'no'}"
    if not secure:
        yield "# Plain HTTP, for a trial on one computer only."
        yield "SAFECONDUCT_SECURE=no"


def an_address(given: str) -> str:
    """The host that an address of a site names.

    Raises:
        SiteError: it is none, or would send passwords unprotected through a network.
    """
    parts = urlsplit(given)
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or not host or parts.path.strip("/") or parts.query or parts.username:
        raise SiteError(
            f"“{given}” is no address of a site. Write it as people type it: https://safeconduct.your-school.example"
        )
    if parts.scheme == "http" and host not in LOCAL:
        raise SiteError(
            f"“{given}” would send passwords unprotected through the network. Write https://… "
            "(docs/how-to/install.md shows how), or http://127.0.0.1:8000 for a trial on this computer."
        )
    return host


def _about_database(given: str) -> Iterator[str]:
    if a_database(given):
        yield f"SAFECONDUCT_DATABASE_URL={given}"
    else:
        yield "# The database is SQLite, in this folder. For PostgreSQL: SAFECONDUCT_DATABASE_URL=postgres://user:password@host/name"


def a_database(given: str) -> bool:
    """Whether the answer is the address of a PostgreSQL database; if not, it is SQLite.

    Raises:
        SiteError: it is neither. The address is not repeated, for a password may stand in it.
    """
    if given in {"", "sqlite"}:
        return False
    parts = urlsplit(given)
    if parts.scheme not in _DATABASES or not parts.path.strip("/"):
        raise SiteError("The database is “sqlite”, or an address such as postgres://user:password@host/name.")
    return True


def _about_mail(given: Answers) -> Iterator[str]:
    if not given.mail:
        yield "# Without a mail server e-mails are not sent, but kept in the folder “mail”."
        yield "# SAFECONDUCT_EMAIL_URL=smtp+tls://user:password@host:587"
        yield "# SAFECONDUCT_EMAIL_FROM=safeconduct@your-school.example"
        return
    parts = urlsplit(given.mail)
    if parts.scheme not in _MAIL or not parts.hostname:
        raise SiteError(
            "The mail server is an address such as smtp+tls://user:password@host:587. Write %40 for an @ in a name."
        )
    sender = given.mail_from or f"safeconduct@{urlsplit(given.address).hostname}"
    yield f"SAFECONDUCT_EMAIL_URL={given.mail}"
    yield f"SAFECONDUCT_EMAIL_FROM={sender}"


def _about_accounts() -> Iterator[str]:
    """The school's own accounts and its information system: for later, since both need steps elsewhere."""
    yield "# Sign-in with the school's own accounts (docs/how-to/sign-in.md): Google Workspace, or Microsoft Entra."
    for name in ("GOOGLE_DOMAIN", "GOOGLE_CLIENT", "GOOGLE_SECRET", "ENTRA_TENANT", "ENTRA_CLIENT", "ENTRA_SECRET"):
        yield f"# SAFECONDUCT_{name}="
    yield "# Where your school system leaves its files for the night (docs/how-to/import-from-your-mis.md)."
    yield "# SAFECONDUCT_ROSTERS=/srv/rosters"


def _next(folder: Path, given: Answers) -> Iterator[str]:
    yield ""
    yield f"Next: go there (cd {folder}), for commands find safeconduct.env where you stand. Elsewhere add --env FILE."
    name = _called()
    yield f"  {name} upgrade   makes the tables"
    yield f"  {name} serve     serves the site, and prints a setup code for the first who comes in"
    yield f"  {name} doctor    looks whether all is well, now and at any time"
    if given.address.startswith("https:"):
        yield "Let a web server with a certificate pass everything to 127.0.0.1:8000: docs/how-to/install.md."


def _called() -> str:
    """How to call the program from another folder: by its name, unless it was called by a path and is found by no name."""
    program = Path(sys.argv[0])
    return str(program.absolute()) if program.name == "safeconduct" and shutil.which("safeconduct") is None else "safeconduct"


__all__: Final = ("Answers", "a_database", "an_address", "found", "settings")
