"""The commands that run the site; ``upkeep`` has those that set it up.

Django is imported only when one of them is called: “check” must not wait for it.
"""

from __future__ import annotations

import os
from pathlib import Path

import click

port_option = click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, envvar="PORT", show_default=True, help="The port."
)
host_option = click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen on; 0.0.0.0 is every one."
)


def _named(_context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        os.environ["SAFECONDUCT_ENV"] = value


env_option = click.option(
    "--env", metavar="FILE", callback=_named, expose_value=False, is_eager=True,
    help="The file of settings that safeconduct init made; SAFECONDUCT_ENV, else safeconduct.env where you stand, if left out.",
)  # fmt: skip


def begin() -> None:
    """Take the settings up.

    Raises:
        SiteError: they cannot be used.
    """
    from safeconduct.web.running.beginning import begin as take_up

    take_up()


@click.command()
@env_option
@host_option
@port_option
def serve(host: str, port: int) -> None:
    """Serve the site, and do its jobs, until Ctrl-C."""
    begin()
    from safeconduct.web.running.serving import serve as serve_site
    from safeconduct.web.running.upgrading import notes

    for note in notes():
        click.echo(f"safeconduct: {note}", err=True)
    serve_site(host, port, click.echo)


@click.command()
@env_option
def worker() -> None:
    """Do the site's jobs in a process of their own, for bigger sites (with SAFECONDUCT_WORKER=process)."""
    begin()
    from safeconduct.web.running.serving import work

    work(click.echo)


@click.command()
@env_option
@click.option("--no-backup", is_flag=True, help="Make no backup first.")
def upgrade(*, no_backup: bool) -> None:
    """Make a backup, bring the database to this version, put style and script in place, and look at the settings."""
    begin()
    from safeconduct.web.running.upgrading import upgrade as upgrade_site

    for line in upgrade_site(backup=not no_backup):
        click.echo(line)


@click.command()
@env_option
@click.option("--accept", is_flag=True, help="Take the trail as it stands, after a backup was put back; this becomes an entry.")
@click.option("--open", "thorough", is_flag=True, help="Also open everything that is sealed, with the case key.")
def verify(*, accept: bool, thorough: bool) -> None:
    """Look whether any entry of the site's trail, or anything sealed, was changed, removed or moved; name each that was."""
    begin()
    from safeconduct.web.running import looking_after

    if accept:
        click.echo(f"Accepted as it stands: {looking_after.accept()} entries.")
    faulty = False
    for line in looking_after.faults(thorough=thorough):
        faulty = True
        click.echo(line)
    for line in looking_after.advice():
        click.echo(f"safeconduct: {line}", err=True)
    if faulty:
        click.echo(
            "safeconduct: the trail, or what it tells of, is not whole. "
            "If you have just put a backup back: safeconduct verify --accept",
            err=True,
        )
        raise click.exceptions.Exit(1)
    click.echo(f"{looking_after.entries()} entries, whole")


@click.command("send-test-email")
@env_option
@click.argument("to")
def send_test_email(to: str) -> None:
    """Send an e-mail to an address, to see whether e-mails arrive."""
    begin()
    from safeconduct.web.running.looking_after import send_test_email as send

    click.echo(send(to))


@click.command()
@click.option("--tour", is_flag=True, help="No site: a tour of the command line on real drafts, contacts and concerns.")
@click.option(
    "--folder", type=click.Path(path_type=Path), default=Path(".demo"), show_default=True, help="Where the demo is kept."
)
@click.option("--fresh", is_flag=True, help="Begin the demo anew.")
@host_option
@port_option
def demo(folder: Path, host: str, port: int, *, tour: bool, fresh: bool) -> None:
    """Serve a demo school with ten people to sign in as; nothing of a real site is touched."""
    if tour:
        from safeconduct.demo import tour as take_tour

        take_tour()
        return
    from safeconduct.web.running.beginning import choose_demo

    choose_demo(folder, port, fresh=fresh)
    begin()
    from safeconduct.web.running import demonstrating

    demonstrating.furnish()
    for line in demonstrating.welcome():
        click.echo(line)
    from safeconduct.web.running.serving import serve as serve_site

    serve_site(host, port, click.echo)


COMMANDS = (demo, send_test_email, serve, upgrade, verify, worker)
