"""The commands for what nobody on the site may change: the sign-in and the role of whoever is above everybody there."""

from __future__ import annotations

from collections.abc import Callable

import click

from safeconduct.cli.site import begin, env_option

place_option = click.option("--place", required=True, help="The school, agency or trust: its name or its number.")


@click.group("people")
def people_app() -> None:
    """Change a sign-in or a role that nobody on the site may: it is told to who receives concerns, and stands in the trail."""


def _say(doing: Callable[[], str]) -> None:
    """Take the settings up, do it, say what was done."""
    begin()
    from safeconduct.web.running.beginning import answering

    with answering():
        click.echo(doing())


@people_app.command()
@env_option
@click.argument("email")
@click.argument("position")
@place_option
@click.option("--name", default="", help="Their full name, if they are new here.")
def appoint(email: str, position: str, place: str, name: str) -> None:
    """Give somebody a role from today on, such as chair_of_governors; somebody new is invited."""

    def doing() -> str:
        from safeconduct.web.people import by_command
        from safeconduct.web.running.bringing_in import place_of

        return by_command.appoint(place_of(place), email, name, by_command.position_of(position))

    _say(doing)


@people_app.command()
@env_option
@click.argument("email")
@click.argument("position")
@place_option
def dismiss(email: str, position: str, place: str) -> None:
    """End somebody's role at once."""

    def doing() -> str:
        from safeconduct.web.people import by_command
        from safeconduct.web.running.bringing_in import place_of

        return by_command.dismiss(place_of(place), email, by_command.position_of(position))

    _say(doing)


@people_app.command()
@env_option
@click.argument("email")
@click.argument("to")
def address(email: str, to: str) -> None:
    """Give somebody another address to sign in by; the old one is told."""

    def doing() -> str:
        from safeconduct.web.people import by_command

        return by_command.move(email, to)

    _say(doing)


@people_app.command()
@env_option
@click.argument("email")
def close(email: str) -> None:
    """Close somebody's sign-in at once, wherever they are signed in."""

    def doing() -> str:
        from safeconduct.web.people import by_command

        return by_command.shut_or_open(email, active=False)

    _say(doing)


@people_app.command("open")
@env_option
@click.argument("email")
@click.option("--second-step-lost", is_flag=True, help="Take their second step away: you know them by voice or face.")
def open_(email: str, *, second_step_lost: bool) -> None:
    """Open somebody's sign-in again and invite them."""

    def doing() -> str:
        from safeconduct.web.people import by_command

        return by_command.shut_or_open(email, active=True, second_step_lost=second_step_lost)

    _say(doing)
