"""What ``safeconduct roster import`` does: the same as the site at night, for one file and one organisation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from safeconduct.errors import InputError, SiteError
from safeconduct.web.people.models import Organisation
from safeconduct.web.rostering import automatic, opening
from safeconduct.web.rostering.models import Delivery

_COUNTED: Final = (("joined", "joined"), ("changed", "changed"), ("left", "left"), ("unchanged", "as they were"))


class Brought(NamedTuple):
    """What became of a file, in lines; whether it waits for a person."""

    lines: list[str]
    waits: bool


def bring_in(file: Path, place: str, *, look: bool) -> Brought:
    """Take a file over, or only say what would change.

    Raises:
        InputError: the file cannot be read.
        SiteError: there is no such organisation, or more than one.
    """
    where, files = place_of(place), _files(file)
    with transaction.atomic():
        made = automatic.receive(where, file.name, files, Delivery.Source.COMMAND)
        lines = list(_said(made, look=look))
        transaction.set_rollback(look)
    return Brought(lines, made.state == Delivery.State.WAITING)


def place_of(given: str) -> Organisation:
    """An organisation by its name or its number.

    Raises:
        SiteError: there is none, or more than one.
    """
    named = Organisation.objects.filter(name__iexact=given)
    found = list(named) or (list(Organisation.objects.filter(pk=given)) if given.isdecimal() else [])
    if len(found) == 1:
        return found[0]
    known = ", ".join(f"{place.pk} ({place.name})" for place in Organisation.objects.order_by("name", "pk")[:20])
    says = "More than one organisation is called" if found else "No organisation is called"
    raise SiteError(f"{says} “{given}”. Give its number; there are: {known or 'none yet'}.")


def _files(file: Path) -> dict[str, bytes]:
    if file.is_dir():
        return opening.in_folder(file)
    try:
        if file.stat().st_size > opening.LARGEST:
            raise InputError(f"{file} is larger than 20 MB. Export one school at a time.")
        return opening.unzipped(file.read_bytes())
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}. Look at its name, and who owns it.") from error


def _said(made: Delivery, *, look: bool) -> Iterator[str]:
    if made.state == Delivery.State.WAITING:
        yield "A person must look at this file first:" if look else "This file waits for a person. Nothing was changed:"
        yield from (f"  {one}" for one in made.why)
        if not look:
            yield settings.BASE_URL + reverse("roster-preview", args=[made.pk])
        return
    for each in made.counts:
        for what, prefix in (("staff", ""), ("pupils", "pupils_")):
            yield f"{each['name']}, {what}: " + ", ".join(f"{each[prefix + name]} {says}" for name, says in _COUNTED)
    for file, line, column, says, todo in made.faults:
        where = f"{file}, line {line}" if line else "in none of the files"
        yield f"left out: {where}{f', {column}' if column else ''}: {says}. {todo}"
    if look:
        yield "Nothing was changed, since you only looked."


__all__: Final = ("Brought", "bring_in", "place_of")
