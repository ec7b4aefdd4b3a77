"""The options of a second opinion, and the notice of what leaves the machine; nothing of it is loaded unless asked for."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from safeconduct.cli.shared import usage
from safeconduct.errors import InputError

if TYPE_CHECKING:
    from safeconduct.walks import Doubts

_NAME: Final = "SAFECONDUCT_SECOND_OPINION"
_LONGEST_KEY: Final = 4096

opinion_option = click.option(
    "--second-opinion",
    envvar=f"{_NAME}_URL",
    metavar="URL",
    help="Send the draft to a language model that your school runs, to be asked about uncertain findings. Off if left out.",
)
opinion_model_option = click.option(
    "--second-opinion-model", envvar=f"{_NAME}_MODEL", metavar="NAME", help="The name of the model to ask."
)


def doubts_of(url: str | None, model: str | None) -> Doubts | None:
    """The second opinion that the options ask for, announced; none without an address, or with an empty one.

    Raises:
        InputError: the address is none to send drafts to, or the key cannot be read.
    """
    if url == "" or (url is None and model is None):
        return None
    if url is None or not model:
        usage("A second opinion needs both --second-opinion URL and --second-opinion-model NAME.")
    from safeconduct.opinion.asking import SecondOpinion
    from safeconduct.opinion.endpoint import endpoint

    where = endpoint(url, _key())
    _tell(
        f"second opinion: where a finding is not certain, the draft, the words in doubt and the wording of the clauses go to "
        f"{where.shown} (model {_printable(model)}). Nothing else leaves this computer."
    )
    return SecondOpinion(where, model, _tell)


def _tell(message: str) -> None:
    click.echo(f"safeconduct: {message}", err=True)


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else "\ufffd" for char in text[:80])


def _key() -> str:
    """The key from a variable or a file; never from the command line, where others can read it."""
    file = os.environ.get(f"{_NAME}_KEY_FILE")
    if not file:
        return os.environ.get(f"{_NAME}_KEY", "").strip()
    try:
        with Path(file).open(encoding="utf-8") as opened:
            return opened.read(_LONGEST_KEY).strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text"
        raise InputError(f"{file}: the key for a second opinion cannot be read: {reason}. Check {_NAME}_KEY_FILE.") from error
