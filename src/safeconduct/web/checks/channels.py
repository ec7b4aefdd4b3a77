"""Where to go instead: one press from an answer to the right channel. Only pages that exist are linked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from django.urls import NoReverseMatch, reverse

from safeconduct.activity import Outcome, Topic


class Channel(NamedTuple):
    """A way to go: what the link says, why, and where it leads."""

    name: str
    why: str
    address: str


class _Known(NamedTuple):
    name: str
    why: str
    pages: tuple[str, ...]  # the first of these that exists is linked
    topics: frozenset[Topic]
    on_ask: bool = False


_KNOWN: Final = (
    _Known(
        "Tell the Designated Safeguarding Lead",
        "If a child may be at risk, or you are worried about what somebody wrote, tell them today.",
        ("concern", "contact-tell"),
        frozenset({Topic.GROOMING, Topic.SEXUAL, Topic.PRIVATE_CONTACT, Topic.PUPIL_CONTACT, Topic.HARASSMENT}),
    ),
    _Known(
        "Answer a friend request or message",
        "Talking with a pupil or parent? See what you may do, and over which channel.",
        ("contact",),
        frozenset({Topic.PRIVATE_CONTACT, Topic.PUPIL_CONTACT, Topic.GROOMING}),
    ),
    _Known(
        "Ask permission",
        "With the right person’s yes on record this may be fine.",
        ("permissions", "ask-permission"),
        frozenset({Topic.NEEDS_PERMISSION, Topic.PUPIL_IMAGE, Topic.COLLEAGUE_PRIVACY, Topic.COPYRIGHT}),
        on_ask=True,
    ),
)


def channels(outcome: Outcome, topics: Iterable[Topic] = ()) -> tuple[Channel, ...]:
    """The channels that help with an answer."""
    found = frozenset(topics)
    return tuple(_fitting(outcome, found))


def _fitting(outcome: Outcome, topics: frozenset[Topic]) -> Iterator[Channel]:
    for known in _KNOWN:
        if known.topics & topics or (known.on_ask and outcome is Outcome.ASK):
            yield Channel(known.name, known.why, _address(known.pages))


def _address(pages: Iterable[str]) -> str:
    """The first page that exists; the home page, which leads everywhere, if none does."""
    for page in pages:
        try:
            return reverse(page)
        except NoReverseMatch:
            continue
    return reverse("home")


__all__: Final = ("Channel", "channels")
