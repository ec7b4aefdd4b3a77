"""The commands that bring in what a school's information system says."""

from __future__ import annotations

from pathlib import Path

import click

from safeconduct.cli.site import begin, env_option


@click.group("roster")
def roster_app() -> None:
    """Bring staff and pupils in from the files of a school's information system."""


@roster_app.command("import")
@env_option
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--place", required=True, help="The school, agency or trust: its name or its number.")
@click.option("--look", is_flag=True, help="Say what would change, and change nothing.")
def import_(file: Path, place: str, *, look: bool) -> None:
    """Take over a zip file (OneRoster, School Data Sync) or a folder of CSV files, with what was said before on the site.

    Where something in it is new, or so many would leave that it may be only a part, it waits on the site for a person, and
    the exit status is 1.
    """
    begin()
    from safeconduct.web.running import bringing_in
    from safeconduct.web.running.beginning import answering

    with answering():
        done = bringing_in.bring_in(file, place, look=look)
    for line in done.lines:
        click.echo(line)
    if done.waits:
        raise click.exceptions.Exit(1)
