"""The commands that look after the case key: made, given to holders, put back by two of them, tried."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from safeconduct.errors import InputError, SiteError

if TYPE_CHECKING:
    from pyrage.x25519 import Identity

    from safeconduct.web.sealing.recovery import Holder
    from safeconduct.web.sealing.sheets import Sheet

keys_option = click.option(
    "--keys",
    "files",
    multiple=True,
    metavar="FILE",
    help="A file with a holder's key, or with both; “-” is standard input. Without it, the keys are asked for.",
)


class _Site(click.Group):
    """Commands that need the site's settings, and its database."""

    def invoke(self, ctx: click.Context) -> object:
        """Take the settings up, then do what was asked.

        Raises:
            SiteError: the settings cannot be used, or the database does not answer.
        """
        from safeconduct.web.running.beginning import answering, begin

        begin()
        with answering():
            return super().invoke(ctx)


@click.group("keys", cls=_Site)
def keys_app() -> None:
    """Look after the key to what is told in confidence, and after those who hold it."""


@keys_app.command()
@click.option("--rotate", is_flag=True, help="Put a newer key on top: it seals from now on, the older ones still open.")
@click.option("--although-sealed", is_flag=True, help="Make a key although the one that opens what is sealed is lost for good.")
def new(*, rotate: bool, although_sealed: bool) -> None:
    """Make the case key where there is none; with --rotate, a newer one."""
    from safeconduct.web.sealing import keeping, keys, recovery

    made = keeping.rotate() if rotate else keeping.new(although_sealed=although_sealed)
    click.echo(f"A {'newer ' if rotate else ''}key was made: {keys.file()} ({made})")
    if rotate and recovery.file().exists():
        renewed = keeping.renew()
        click.echo(f"The recovery file holds it, too: {_names(renewed.holders)} keep their sheets.")
    elif recovery.file().exists():
        click.echo("The recovery file does not hold it. Renew it: safeconduct keys holders")
    else:
        click.echo(
            "If this file is lost, all that is sealed is lost. Now name its holders: safeconduct keys holders NAME NAME NAME"
        )


@keys_app.command()
@click.argument("names", nargs=-1, metavar="NAME NAME NAME…")
@click.option(
    "--sheets",
    type=click.Path(path_type=Path),
    default=Path("recovery-sheets"),
    show_default=True,
    help="A new folder for the sheets, to be printed and then deleted.",
)
@click.option("--print", "on_screen", is_flag=True, help="Print the sheets here as text, and write no files.")
@click.option("--yes", is_flag=True, help="Do not ask before the sheets of those who hold the key now become void.")
def holders(names: tuple[str, ...], sheets: Path, *, on_screen: bool, yes: bool) -> None:
    """Give the key to two or more holders, any two of whom can bring it back; without names, renew the recovery file."""
    from safeconduct.web.sealing import keeping, recovery
    from safeconduct.web.sealing.sheets import write

    if not names:
        renewed = keeping.renew()
        click.echo(f"The recovery file was renewed for {_names(renewed.holders)}. Their sheets stay as they are.")
        return
    _confirm(yes=yes)
    made = keeping.give(names, _show if on_screen else partial(write, folder=sheets))
    click.echo(
        f"The recovery file is {recovery.file()}. "
        f"Any two of {_names(made.holders)} bring the key back; one alone opens nothing."
    )
    if not on_screen:
        click.echo(f"Print the sheets in {sheets.absolute()}, hand them out, and delete that folder: they are not made again.")
    click.echo("Then let two of them try: safeconduct keys drill")


def _confirm(*, yes: bool) -> None:
    """Ask before sheets that somebody holds become void.

    Raises:
        click.Abort: no.
    """
    from safeconduct.web.sealing import recovery

    if yes or not recovery.file().exists():
        return
    try:
        found = recovery.read()
    except SiteError:  # it is damaged: nothing is lost
        return
    if found is not None:
        click.confirm(f"The sheets of {_names(found.holders)} open the new recovery file no more. Go on?", abort=True, err=True)


def _show(sheets: Sequence[Sheet]) -> None:
    from safeconduct.web.sealing.sheets import text

    for sheet in sheets:
        click.echo(text(sheet))


@keys_app.command()
@keys_option
@click.option("--file", "where", type=click.Path(path_type=Path), help="The recovery file, if it lies elsewhere.")
def recover(files: tuple[str, ...], where: Path | None) -> None:
    """Put the case key back, with the sheets of two holders."""
    from safeconduct.web.sealing import keeping, keys, recovery

    found = recovery.read(where)
    if found is None:
        raise SiteError(f"There is no recovery file {where or recovery.file()}. Take it from a backup, or name it with --file.")
    done = keeping.recover(found, *_two_keys(files))
    if done.missing:
        click.echo(f"The case key is back, by {_names(done.holders)}: {keys.file()}")
    else:
        click.echo("The case key was there already, and is the one that the two hold.")
    if not done.noted:
        click.echo("safeconduct: the database does not answer, so that the trail does not tell of this.", err=True)
    click.echo("Close this window: whatever was typed can be read in it.")


@keys_app.command()
@keys_option
def drill(files: tuple[str, ...]) -> None:
    """Let two holders try whether they could bring the key back; nothing is changed."""
    from safeconduct.web.sealing import keeping

    done = keeping.drill(*_two_keys(files))
    tried = f" and {done.opened} of what is sealed" if done.opened else ""
    click.echo(f"All is well: {_names(done.holders)} open the recovery file, and the key in it opens a test{tried}.")
    click.echo("The trail tells of this drill. Close this window: whatever was typed can be read in it.")


@keys_app.command()
def status() -> None:
    """Say which keys there are, who holds them, and what should be done about them."""
    from safeconduct.web.sealing import keys, recovery
    from safeconduct.web.sealing.standing import advice, standing

    now = standing()
    for number, public in enumerate(now.publics):
        click.echo(f"{'opens' if number else 'seals'}  {public}  ({keys.file()})")
    if now.recovery is not None:
        click.echo(f"{recovery.file()}, made on {now.recovery.made_on.isoformat()}, for any two of:")
        for holder in now.recovery.holders:
            click.echo(f"  {holder.number}  {holder.name}")
    if now.drill is not None:
        click.echo(f"Last tried on {now.drill.at.date().isoformat()} by {' and '.join(now.tried_by)}.")
    said = list(advice())
    for line in said:
        click.echo(f"safeconduct: {line}", err=True)
    if said:
        raise click.exceptions.Exit(1)


def _names(holders: Sequence[Holder]) -> str:
    names = [holder.name for holder in holders]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


# --- two keys ------------------------------------------------------------------------------------------------


def _two_keys(files: Sequence[str]) -> tuple[Identity, Identity]:
    """The keys of two holders, from files or as they are typed.

    Raises:
        InputError: a file holds something else, or all together not two.
    """
    if not files:
        return _ask("First holder"), _ask("Second holder")
    found = [key for name in files for key in _in_file(name)]
    if len(found) != 2:
        raise InputError(f"Two holders' keys are needed; {' and '.join(files)} hold {len(found)}.")
    return found[0], found[1]


def _in_file(name: str) -> list[Identity]:
    """The keys in a file: one a line, as on the text of a sheet."""
    from safeconduct.cli.shared import decoded, read
    from safeconduct.web.sealing import typed

    data = sys.stdin.buffer.read() if name == "-" else read(Path(name))
    found = []
    for number, line in enumerate(decoded(data, name).splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            try:
                found.append(typed.read([line]))
            except typed.WrongLines as error:
                raise InputError(f"{name}, line {number}: {error} (A sheet has three lines, a file has them in one.)") from None
    return found


def _ask(who: str) -> Identity:
    """One holder's key, line by line; only the lines that are wrong are asked for again."""
    from safeconduct.web.sealing import typed

    click.echo(f"{who}: type the three lines of your sheet. Spaces and small letters do not matter.", err=True)
    lines, wanted = ["", "", ""], [1, 2, 3]
    while True:
        for number in wanted:
            lines[number - 1] = click.prompt(f"  Line {number}", err=True)
            if len(whole := typed.split(lines[number - 1])) == len(lines):  # pasted as a whole
                lines = whole
                break
        try:
            return typed.read(lines)
        except typed.WrongLines as error:
            click.echo(f"  {error} Look at the sheet and type it again.", err=True)
            wanted = list(error.numbers)
