"""The commands that set a site up and keep it: init, backup, restore, doctor."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from safeconduct.cli.site import begin, env_option
from safeconduct.errors import SiteError

Checked = TypeVar("Checked")
_FOLDER: Final = click.Path(path_type=Path)


def _checking(check: Callable[[str], Any]) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """An answer that is asked for again while it cannot be right."""

    def checked(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
        try:
            if value:
                check(value)
        except SiteError as error:
            raise click.BadParameter(str(error)) from error
        return value

    return checked


def _an_address(value: str) -> None:
    from safeconduct.web.running.founding import an_address

    an_address(value)


def _a_database(value: str) -> None:
    from safeconduct.web.running.founding import a_database

    a_database(value)


@click.command()
@click.argument("folder", type=_FOLDER, required=False)
@click.option("--organisation", help="The name of the school, trust or agency.")
@click.option("--address", callback=_checking(_an_address), help="The site's address as people type it, https://…")
@click.option("--database", callback=_checking(_a_database), help="“sqlite”, or postgres://user:password@host/name.")
@click.option("--mail", help="The mail server, smtp+tls://user:password@host:587; empty: e-mails are kept as files.")
@click.option("--mail-from", help="The sender of its e-mails; safeconduct@ its address if left out.")
@click.option(
    "--backup-key", metavar="AGE1…", help="A public key of age that backups are encrypted to; a pair is made if left out."
)
@click.option("--yes", is_flag=True, help="Ask nothing: what is left out is as for a trial on this computer.")
def init(folder: Path | None, *, yes: bool, **given: str | None) -> None:
    """Make the folder of a new site, with its settings and keys, from a few answers; nothing is overwritten."""
    from safeconduct.web.running.founding import Answers, found

    if not yes:
        folder, given = _asked(folder, given)
    answers = Answers(**{name: value for name, value in given.items() if value is not None})
    for line in found((folder or Path("safeconduct-data")).absolute(), answers):
        click.echo(line)


_ASKED: Final = (
    ("organisation", "Name of the school, trust or agency", "", None),
    ("address", "Address of the site, as people will type it", "http://127.0.0.1:8000", _an_address),
    ("database", "Database (sqlite, or postgres://user:password@host/name)", "sqlite", _a_database),
    ("mail", "Mail server (smtp+tls://user:password@host:587, or nothing for now)", "", None),
)


def _asked(folder: Path | None, given: dict[str, str | None]) -> tuple[Path, dict[str, str | None]]:
    folder = folder or Path(click.prompt("Folder for the site's data", default="safeconduct-data"))
    for name, says, default, check in _ASKED:
        if given[name] is None:
            given = {**given, name: click.prompt(says, default=default, show_default=bool(default), value_proc=_proc(check))}
    return folder, given


def _proc(check: Callable[[str], None] | None) -> Callable[[str], str]:
    """What a prompt does with an answer: it asks again while it cannot be right."""

    def proc(value: str) -> str:
        try:
            if check is not None:
                check(value)
        except SiteError as error:
            raise click.UsageError(str(error)) from error
        return value.strip()

    return proc


@click.command()
@env_option
@click.option("--to", type=_FOLDER, help="The folder it is put into; backups in the data folder if left out.")
@click.option("--keep", type=click.IntRange(min=1), metavar="N", help="Delete older ones than the newest N there.")
@click.option("--plain", is_flag=True, help="Do not encrypt it. It holds no keys and no settings then.")
@click.option("--new-key", is_flag=True, help="Make a pair of keys for backups first; the private one is shown once.")
def backup(to: Path | None, keep: int | None, *, plain: bool, new_key: bool) -> None:
    """Put everything a new machine needs into one encrypted file, while the site works."""
    begin()
    from safeconduct.web.running import backing_up

    if new_key:
        for line in backing_up.new_key():
            click.echo(line)
    made = backing_up.back_up(to, plain=plain, keep=keep)
    click.echo(f"{made} ({max(1, made.stat().st_size // 1024)} KiB)")
    if plain:
        click.echo("It is not encrypted: whoever has it can read it. It holds neither keys nor settings.", err=True)


@click.command()
@click.argument("file", type=_FOLDER)
@click.option("--to", type=_FOLDER, required=True, help="An empty folder: the new data folder.")
@click.option("--database", default="", metavar="URL", help="For a backup of PostgreSQL: the empty database it goes into.")
@click.option("--identity", metavar="FILE", help="The file with the private key of the backups; “-” is standard input.")
def restore(file: Path, to: Path, database: str, identity: str | None) -> None:
    """Put a backup into an empty place, bring it to this version, and look whether it is whole."""
    from safeconduct.web.running import restoring

    folder = to.absolute()
    for line in restoring.restore(file, folder, database, identity):
        click.echo(line)
    if not restoring.take_up(folder):
        click.echo(
            "This backup holds no keys. Before anything is started there, put the old site's secret.key, trail.key and "
            f"safeconduct.env into {folder}; then run safeconduct upgrade --no-backup, and safeconduct verify."
        )
        return
    begin()
    from safeconduct.web.running import looking_after, upgrading

    for line in upgrading.upgrade(backup=False):
        click.echo(line)
    number = looking_after.accept()  # raises where the trail is not whole
    click.echo(f"The trail is whole: {number} entries, and one more that says that a backup was put back.")
    click.echo(f"Next: cd {folder}, safeconduct doctor, safeconduct serve.")


@click.command()
@env_option
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def doctor(*, as_json: bool) -> None:
    """Look at all that the site needs; say of each whether it is well, and what to do. Exit status 1: something is broken."""
    begin()
    from safeconduct.web.running.examining import BROKEN, examine

    found = list(examine())
    if as_json:
        click.echo(json.dumps([each._asdict() for each in found], indent=1, ensure_ascii=False))
    else:
        for each in found:
            click.echo(f"{each.state:<7} {each.what}: {each.says}" + (f"\n        → {each.do}" if each.do else ""))
    if any(each.state == BROKEN for each in found):
        raise click.exceptions.Exit(1)


COMMANDS: Final = (backup, doctor, init, restore)
