"""Which column is what, guessed from its heading or remembered from the last time."""

from __future__ import annotations

import enum
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import re2


class Field(enum.StrEnum):
    """What a column may hold."""

    IGNORE = ""
    FORENAME = "forename"
    SURNAME = "surname"
    FULL_NAME = "full-name"
    EMAIL = "email"
    TITLE = "title"
    CODE = "code"
    STARTS = "starts"
    ENDS = "ends"


SAYS: Final[Mapping[Field, str]] = {
    Field.IGNORE: "Leave this column out",
    Field.FORENAME: "First name",
    Field.SURNAME: "Surname",
    Field.FULL_NAME: "Full name",
    Field.EMAIL: "Work e-mail",
    Field.TITLE: "Job title or role",
    Field.CODE: "Staff code",
    Field.STARTS: "Start date",
    Field.ENDS: "End date",
}
_HEADINGS: Final[Mapping[Field, str]] = {
    Field.FORENAME: "forename|first name|given name|legal forename|preferred forename|preferred first name|chosen name"
    "|legal first name|known as|firstname|givenname|first|first names|forenames",
    Field.SURNAME: "surname|last name|family name|legal surname|preferred surname|legal last name|lastname|familyname|last",
    Field.FULL_NAME: "full name|name|staff name|employee name|display name|employee|staff member|member of staff|fullname"
    "|displayname|preferred name",
    Field.EMAIL: "email|e mail|work email|work e mail|email address|e mail address|work email address|school email"
    "|school email address|primary email|user principal name|userprincipalname|mail|staff email|main email|email work"
    "|home email|personal email",
    Field.TITLE: "job title|role|job|post|post title|position|jobtitle|job role|staff role|main role|occupation|contract role"
    "|role s|roles|title of post",
    Field.CODE: "staff code|employee number|employee id|staff id|payroll number|code|initials|staff number|payroll no"
    "|employee no|employee code|mis id|employeeid|initials code",
    Field.STARTS: "start date|date started|date of arrival|employment start date|employment start|joined|startdate"
    "|date of start|arrival date|contract start|contract start date|started|start|from|date joined|date of joining",
    Field.ENDS: "end date|leaving date|date of leaving|employment end date|employment end|left|enddate|leave date"
    "|contract end|contract end date|date left|end|until|to|leaver date|last day",
}
_KNOWN: Final = {heading: field for field, headings in _HEADINGS.items() for heading in headings.split("|")}
_SECOND_CHOICE: Final = ("home ", "personal ", "legal ", "preferred ", "known as", "contract ", "employee", "display")


def normal(heading: str) -> str:
    """A heading without capitals, accents and signs, so that “E-Mail:” and “e mail” are one."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", heading) if not unicodedata.combining(letter))
    return " ".join(re2.sub(r"[^a-z0-9]+", " ", bare.lower()).split())[:100]


def field_of(heading: str) -> Field:
    """What a column with this heading holds, as far as the heading tells."""
    return _KNOWN.get(normal(heading), Field.IGNORE)


def guess(header: Sequence[str], remembered: Mapping[str, str]) -> list[Field]:
    """What each column holds: as it was said before, else by its heading; each thing once, the likelier column first."""
    fields = [Field(remembered.get(normal(heading), field_of(heading))) for heading in header]
    taken: set[Field] = set()
    for at in sorted(range(len(header)), key=lambda at: _rank(header[at], remembered)):
        if fields[at] in taken:
            fields[at] = Field.IGNORE
        elif fields[at] is not Field.IGNORE:
            taken.add(fields[at])
    if {Field.FORENAME, Field.SURNAME} <= taken:
        fields = [Field.IGNORE if field is Field.FULL_NAME else field for field in fields]
    return fields


def _rank(heading: str, remembered: Mapping[str, str]) -> int:
    said = normal(heading)
    if said in remembered:
        return 0
    return 2 if said.startswith(_SECOND_CHOICE) else 1


def problems(fields: Iterable[Field]) -> list[str]:
    """What is missing or double in a mapping, in words for the one who makes it; nothing if it will do."""
    counts = Counter(field for field in fields if field is not Field.IGNORE)
    found = [f"Two columns are set to “{SAYS[field]}”. Choose one." for field, count in counts.items() if count > 1]
    if Field.EMAIL not in counts:
        found.append("Say which column holds the work e-mail. People sign in with it.")
    if Field.FULL_NAME not in counts and not {Field.FORENAME, Field.SURNAME} <= set(counts):
        found.append("Say which column holds the full name, or which two hold the first name and the surname.")
    return found


__all__: Final = ("SAYS", "Field", "field_of", "guess", "normal", "problems")
