"""What waits behind the home page's door to those who sign by link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from safeconduct.web.access.rights import rights
from safeconduct.web.families.models import Question, Signature
from safeconduct.web.people.models import Person


def due(person: Person) -> Mapping[str, str]:
    """How many questions wait for an answer, and signatures for a word of the office."""
    answers = person.holds(rights()["families.answer"].held_by)
    confirms = person.holds(rights()["families.confirm"].held_by)
    asked = Question.objects.filter(
        invitation__organisation__in=answers, invitation__withdrawn_at=None, replied_at=None
    ).count()
    came = Signature.objects.filter(organisation__in=confirms, by_open_link=True, confirmation=None).count()
    said = [f"{asked} question{'' if asked == 1 else 's'}"] if asked else []
    said += [f"{came} to confirm"] if came else []
    return {"families": ", ".join(said)} if said else {}


__all__: Final = ("due",)
