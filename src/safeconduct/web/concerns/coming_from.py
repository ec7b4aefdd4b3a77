"""What a page knows already when it leads to telling: codes in the address, never anything that somebody wrote.

?kind=pupil-contact                      the kind of concern
?from=contact&what=friend_request&…      what was answered about a contact (``contacts.conversation``)
?from=page&page=check                    the page on which somebody pressed “Tell somebody” (``pages``)
?nature=own  ?place=3                    what kind of telling it is, and where
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from django.http import QueryDict

from safeconduct.activity import ConcernKind, Kind
from safeconduct.errors import InputError
from safeconduct.web.concerns import pages
from safeconduct.web.concerns.models import Concern, Subject
from safeconduct.web.contacts.answering import concern_kind
from safeconduct.web.contacts.conversation import Conversation, read
from safeconduct.web.contacts.models import Relationship
from safeconduct.web.people.models import Person

_OURS: Final = ("kind", "from", "nature", "place")


class Came(NamedTuple):
    """What is known: the kind and the nature, if so, facts as lines for the record, and what the form is filled in with."""

    kind: ConcernKind | None = None
    nature: Concern.Nature | None = None
    facts: Sequence[tuple[str, str]] = ()
    filled: Mapping[str, Any] = {}
    is_page: bool = False

    @property
    def is_something(self) -> bool:
        """Whether a page said what it is about, so that nobody need be asked what they want to tell."""
        if self.is_page:
            return self.nature is not None
        return self.nature is not None or self.kind is not None or bool(self.facts)


def came(query: QueryDict, me: Person | None) -> Came:
    """What an address says; what it says wrongly is left out rather than guessed at."""
    given = query.get("kind", "")
    kind = ConcernKind(given) if given in set(ConcernKind) else None
    said = query.get("nature", "")
    nature = Concern.Nature(said) if said in set(Concern.Nature) else None
    if query.get("from") == pages.FROM and me is not None:
        page = pages.said(query, me)
        return Came(kind, nature, [("Told from the page", page)] if page else [], is_page=True)
    if query.get("from") != "contact" or me is None:
        return Came(kind, nature)
    conversation = _conversation(query, me)
    if conversation is None:
        return Came(kind, nature)
    facts = [(said.short, said.label) for said in conversation.said()]
    return Came(kind or concern_kind(conversation), nature or _nature(conversation), facts, _filled(conversation))


def _conversation(query: QueryDict, me: Person) -> Conversation | None:
    try:
        conversation = Conversation(read(query, without=_OURS), Relationship.objects.of(me).standing())
    except InputError:
        return None
    return conversation if conversation.situation is not None else None


def _nature(conversation: Conversation) -> Concern.Nature | None:
    """Something that oneself began by mistake is a thing to tell of oneself."""
    own = conversation.facts.get("direction") == "outgoing" and bool(conversation.facts.get("unintended"))
    return Concern.Nature.OWN if own else Concern.Nature.SEEN


_WHO: Final = {
    "pupil": Subject.Who.PUPIL, "pupil_and_relative": Subject.Who.PUPIL, "former_pupil": Subject.Who.OTHER,
    "parent": Subject.Who.OTHER, "member_of_public": Subject.Who.OTHER,
}  # fmt: skip
_WHERE: Final = {
    Kind.PHONE: "telephone", Kind.TEXT: "telephone", Kind.EMAIL: "email", Kind.GAME_INVITE: "game",
    "personal_phone": "telephone", "school_phone": "telephone", "personal_email": "email", "school_email": "email",
    "learning_platform": "learning-platform",
}  # fmt: skip


def _filled(conversation: Conversation) -> dict[str, Any]:
    """The form's fields as far as the answers say them; on which network it was, they do not."""
    facts = conversation.facts
    who = _WHO.get(str(facts.get("person")))
    where = _WHERE.get(str(facts.get("channel"))) or _WHERE.get(str(facts.get("kind")), "")
    return {"words": _sentence(conversation), "about": [who.value] if who else [], "where": where}


def _sentence(conversation: Conversation) -> str:
    """What came to somebody, as they would begin to tell it; of what they did themselves they speak for themselves."""
    situation = conversation.situation
    if situation is None or not situation.incoming:
        return ""
    who, where = (conversation.answers.get(name) for name in ("who", "where"))
    of = "" if situation.noun.startswith("Somebody") else "from "
    said = [f"{of}{_within(who.label)}" if who else "", f"on {_within(where.label)}" if where else ""]
    told = ", ".join(filter(None, said))
    return f"{situation.noun}: {told}." if told else f"{situation.noun}."


def _within(label: str) -> str:
    """An answer's words within a sentence; the name of somebody declared keeps its capital."""
    return f"{label[0].lower()}{label[1:]}" if label.startswith(("A ", "My ", "The ", "Somebody ")) else label


__all__: Final = ("Came", "came")
