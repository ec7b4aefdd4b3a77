"""The first run: while there is nobody, every page leads to the setup, which asks for a code that only the server knows."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from safeconduct.web.access.models import Head
from safeconduct.web.access.rights import Position
from safeconduct.web.access.trail import append
from safeconduct.web.people import gate
from safeconduct.web.people.models import Organisation, Person, Role

Answer = Callable[[HttpRequest], HttpResponseBase]
_OPEN: Final = ("/setup/", "/livez", "/readyz", "/static/")
_LENGTH: Final = 16


class _Seen:
    """Once somebody is there, somebody is always there: nobody is ever deleted. So one look is enough."""

    somebody = False


def begun() -> bool:
    """Whether there is anybody yet."""
    _Seen.somebody = _Seen.somebody or Person.objects.exists()
    return _Seen.somebody


def forget() -> None:
    """Look again at the next question; for tests, which begin anew."""
    _Seen.somebody = False


def code() -> str | None:
    """The one-time code for the setup, made on first asking and kept in the data folder; none once somebody is there."""
    if begun():
        return None
    file = _file()
    if not file.exists():
        made = file.with_suffix(f".{secrets.token_hex(4)}")
        made.touch(mode=0o600)
        letters = "".join(secrets.choice(gate.ALPHABET) for _ in range(_LENGTH))
        made.write_text("-".join(letters[at : at + 4] for at in range(0, _LENGTH, 4)) + "\n", "ascii")
        made.replace(file)
    return file.read_text("ascii").strip()


def is_code(typed: str) -> bool:
    """Whether this is the code."""
    right = code()
    return right is not None and constant_time_compare(gate.meant(typed), gate.meant(right))


@transaction.atomic
def begin(*, name: str, email: str, password: str, organisation: str, kind: str) -> Person | None:
    """Make the organisation and its administrator; nothing if somebody else was quicker.

    There is nobody yet who could hold a right, so this is the one change that asks for none.
    """
    Head.objects.select_for_update().get(pk=1)  # one after the other
    if Person.objects.exists():
        return None
    place = Organisation.objects.create(name=organisation, kind=kind)
    person = Person.objects.create_person(email, name, password)
    Role.objects.create(person=person, organisation=place, position=Position.ADMINISTRATOR.value)
    append("people.first-run", by=person.pk, about=f"people.organisation:{place.pk}", facts={"kind": kind})
    transaction.on_commit(lambda: _file().unlink(missing_ok=True))
    return person


def middleware(get_response: Answer) -> Answer:
    """Lead to the setup from everywhere while there is nobody."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        if _Seen.somebody or request.path.startswith(_OPEN) or begun():
            return get_response(request)
        return redirect(reverse("setup"))

    return answered


def _file() -> Path:
    return Path(settings.DATA) / "setup.code"


__all__: Final = ("begin", "begun", "code", "forget", "is_code", "middleware")
