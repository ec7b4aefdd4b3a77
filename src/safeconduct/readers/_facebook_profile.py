"""What the owner's Facebook profile says, one record a field: the JSON's tree and the pages' tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from safeconduct.archive import clock, jsonstream
from safeconduct.archive.members import Member
from safeconduct.archive.reader import Record, RecordKind, Sheet
from safeconduct.errors import ArchiveError
from safeconduct.readers._facebook_entries import root_name
from safeconduct.readers._meta import listed, words, written

_SIMPLE: Final = {  # key of the profile → the aspect, and the key inside if the value is an object
    "username": ("username", ""),
    "birthday": ("birthday", "day"),
    "about_me": ("bio", ""),
    "intro_bio": ("bio", "name"),
    "intro": ("bio", "name"),
    "bio": ("bio", "name"),
    "hometown": ("hometown", "name"),
    "current_city": ("location", "name"),
    "political_view": ("politics", "name"),
    "religious_view": ("religion", "name"),
    "favorite_quotes": ("quote", ""),
    "relationship": ("relationship", "status"),
    "profile_uri": ("link", ""),
}
_LISTS: Final = {  # key → the aspect and the key inside
    "previous_names": ("name", "name"),
    "other_names": ("name", "name"),
    "places_lived": ("location", "place"),
    "education_experiences": ("education", "name"),
    "websites": ("website", "address"),
    "phone_numbers": ("phone", "phone_number"),
    "screen_names": ("screen_name", "names"),
    "interested_in": ("interested_in", "name"),
}
_MANY: Final = 1_000  # texts of one field that are looked at
_LABELS: Final = {  # of the page's tables, lower case
    "name": "name",
    "full name": "name",
    "username": "username",
    "birthday": "birthday",
    "date of birth": "birthday",
    "bio": "bio",
    "intro": "bio",
    "about me": "bio",
    "about you": "bio",
    "hometown": "hometown",
    "home town": "hometown",
    "current city": "location",
    "current town/city": "location",
    "places lived": "location",
    "work": "employer",
    "work experiences": "employer",
    "employer": "employer",
    "education": "education",
    "education experiences": "education",
    "relationship": "relationship",
    "relationship status": "relationship",
    "website": "website",
    "websites": "website",
    "email": "email",
    "email addresses": "email",
    "emails": "email",
    "phone": "phone",
    "phone numbers": "phone",
    "mobile phone number": "phone",
    "profile": "link",
    "other names": "name",
    "previous names": "name",
    "political views": "politics",
    "religious views": "religion",
    "favourite quotes": "quote",
    "favorite quotes": "quote",
    "nom": "name",
    "nom complet": "name",
    "nombre": "name",
    "nombre completo": "name",
    "nome": "name",
    "naam": "name",
    "navn": "name",
    "namn": "name",
    "nume": "name",
    "imię i nazwisko": "name",
    "enw": "name",
    "date de naissance": "birthday",
    "geburtstag": "birthday",
    "fecha de nacimiento": "birthday",
    "data urodzenia": "birthday",
    "arbeit": "employer",
    "travail": "employer",
    "emploi": "employer",
    "trabajo": "employer",
    "praca": "employer",
    "gwaith": "employer",
}


def profile_of(value: Any) -> Mapping[str, Any]:
    """The profile in a profile file's JSON, whichever version its key has; empty if there is none."""
    if isinstance(value, dict):
        for key, listed_or_not in value.items():
            inner = listed_or_not[0] if isinstance(listed_or_not, list) and listed_or_not else listed_or_not
            if key.startswith("profile") and isinstance(inner, dict) and "name" in inner:
                return inner
        if "name" in value:
            return value
    return {}


def full_name(profile: Mapping[str, Any]) -> str:
    """The owner's name as Facebook shows it."""
    name = profile.get("name")
    if not isinstance(name, dict):
        return words(name)
    parts = (words(name.get(key)) for key in ("first_name", "middle_name", "last_name"))
    return words(name.get("full_name")) or " ".join(filter(None, parts))


def owner_in(member: Member) -> tuple[str, str]:
    """Name and handle of the owner by one profile file; empty where it does not say or cannot be read."""
    try:
        with member.open() as stream:
            profile = profile_of(jsonstream.whole(stream))
    except ArchiveError:
        return "", ""
    return full_name(profile), words(profile.get("username"))


def parse_profile(sheet: Sheet) -> Iterator[Record]:
    """The fields of ``profile_information.json``, in the order of the file."""
    with sheet.open() as stream:
        profile = profile_of(jsonstream.whole(stream, sheet.problem))
    if not profile:
        sheet.problem("no profile is in it")
        return
    index = 0
    for key, value in profile.items():
        for aspect, text, at in _fields(key, value):
            yield sheet.record(RecordKind.PROFILE, index, at=at, text=text, own=True, aspect=aspect)
            index += 1


Field = tuple[str, str, datetime | None]


def _fields(key: str, value: Any) -> Iterator[Field]:
    key = root_name(key)
    if key == "name":
        yield from _field("name", full_name({"name": value}), value)
    elif key == "birthday":
        yield from _field("birthday", _day(value), value)
    elif key in _SIMPLE:
        aspect, inner = _SIMPLE[key]
        yield from _field(aspect, written(value.get(inner) if isinstance(value, dict) else value), value)
    elif key == "emails":
        for address in _flat(value):
            yield "email", address, None
    elif key == "work_experiences":
        yield from _work(value)
    elif key in _LISTS:
        aspect, inner = _LISTS[key]
        for one in listed(value):
            for text in _flat(one.get(inner) if isinstance(one, dict) else one):
                yield from _field(aspect, text, one)


def _field(aspect: str, text: str, value: Any) -> Iterator[Field]:
    if text:
        yield aspect, text, clock.epoch(value.get("timestamp")) if isinstance(value, dict) else None


def _work(value: Any) -> Iterator[Field]:
    for job in listed(value):
        if not isinstance(job, dict):
            continue
        yield from _field("employer", words(job.get("employer")), job)
        yield from _field("job_title", words(job.get("title")), job)
        yield from _field("job_description", written(job.get("description")), job)


def _day(value: Any) -> str:
    if not isinstance(value, dict):
        return words(value)
    parts = [value.get(key) for key in ("year", "month", "day")]
    numbers = [part for part in parts if isinstance(part, int) and 0 < part < 10_000]
    return "-".join(f"{number:02}" for number in numbers)


def _flat(value: Any) -> list[str]:
    """Every text in a value, each once."""
    found: dict[str, None] = {}
    todo = [value]
    for steps, one in enumerate(todo):  # which grows while it is walked
        if steps == _MANY:
            break
        if isinstance(one, dict):
            todo += list(one.values())[:_MANY]
        elif isinstance(one, list):
            todo += one[:_MANY]
        elif text := written(one):
            found[text] = None
    return list(found)


def aspect_of(label: str) -> str:
    """What a row of the profile page is about; empty if it is nothing that is read."""
    return _LABELS.get(" ".join(label.casefold().split()).rstrip(":"), "")
