"""What a page knows already when it leads to telling: codes in the address, never anything that somebody wrote.

?kind=pupil-contact                      the kind of concern
?from=contact&what=friend_request&…      what was answered about a contact (``contacts.conversation``)
?nature=own  ?place=3                    what kind of telling it is, and where
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from django.http import QueryDict

from safeconduct.activity import ConcernKind
from safeconduct.errors import InputError
from safeconduct.web.concerns.models import Concern
from safeconduct.web.contacts.answering import concern_kind
from safeconduct.web.contacts.conversation import Conversation, read
from safeconduct.web.contacts.models import Relationship
from safeconduct.web.people.models import Person

_OURS: Final = ("kind", "from", "nature", "place")


class Came(NamedTuple):
    """What is known: the kind and the nature, if so, and facts as lines for the record."""

    kind: ConcernKind | None = None
    nature: Concern.Nature | None = None
    facts: Sequence[tuple[str, str]] = ()

    @property
    def is_something(self) -> bool:
        """Whether a page said what it is about, so that nobody need be asked what they want to tell."""
        return self.nature is not None or self.kind is not None or bool(self.facts)


def came(query: QueryDict, me: Person | None) -> Came:
    """What an address says; what it says wrongly is left out rather than guessed at."""
    given = query.get("kind", "")
    kind = ConcernKind(given) if given in set(ConcernKind) else None
    said = query.get("nature", "")
    nature = Concern.Nature(said) if said in set(Concern.Nature) else None
    if query.get("from") != "contact" or me is None:
        return Came(kind, nature)
    conversation = _conversation(query, me)
    if conversation is None:
        return Came(kind, nature)
    facts = [(said.short, said.label) for said in conversation.said()]
    return Came(kind or concern_kind(conversation), nature or _nature(conversation), facts)


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


__all__: Final = ("Came", "came")
