"""Where to go instead: one press from an answer to the right channel. Only pages that exist are linked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
    query: str = ""  # codes for that page, never anything of the text


_ASKING: Final = "Ask permission"
TELLING: Final = "Tell the Designated Safeguarding Lead"
_TELLING_PAGES: Final = ("concern", "contact-tell")
_KNOWN: Final = (
    _Known(
        TELLING,
        "If a child may be at risk, or you are worried about what somebody wrote, tell them today.",
        _TELLING_PAGES,
        frozenset({Topic.GROOMING, Topic.PRIVATE_CONTACT, Topic.PUPIL_CONTACT}),
        query="kind=pupil-contact",
    ),
    _Known(
        TELLING,
        "If a child may be at risk, or you are worried about what somebody wrote, tell them today.",
        _TELLING_PAGES,
        frozenset({Topic.SEXUAL, Topic.HARASSMENT}),
    ),
    _Known(
        "Answer a friend request or message",
        "Talking with a pupil or parent? See what you may do, and over which channel.",
        ("contact",),
        frozenset({Topic.PRIVATE_CONTACT, Topic.PUPIL_CONTACT, Topic.GROOMING}),
    ),
    _Known(
        _ASKING,
        "With the right person’s yes on record this may be fine.",
        ("permissions",),
        frozenset({Topic.NEEDS_PERMISSION, Topic.PUPIL_IMAGE, Topic.COLLEAGUE_PRIVACY, Topic.COPYRIGHT}),
        on_ask=True,
    ),
)


def channels(outcome: Outcome, topics: Iterable[Topic] = (), *, asks: bool = False) -> tuple[Channel, ...]:
    """The channels that help with an answer; where it ``asks`` for permission itself, that one is left out."""
    found = frozenset(topics)
    return tuple(channel for channel in _fitting(outcome, found) if not (asks and channel.name == _ASKING))


def telling(why: str) -> Channel:
    """The way to the one who looks after children at risk."""
    return Channel(TELLING, why, _address(_TELLING_PAGES, ""))


def _fitting(outcome: Outcome, topics: frozenset[Topic]) -> Iterator[Channel]:
    offered = set[str]()
    for known in _KNOWN:
        if known.name not in offered and (known.topics & topics or (known.on_ask and outcome is Outcome.ASK)):
            offered.add(known.name)
            yield Channel(known.name, known.why, _address(known.pages, known.query))


def _address(pages: Sequence[str], query: str) -> str:
    """The first page that exists, with what it should know; the home page, which leads everywhere, if none does."""
    for page in pages:
        try:
            return f"{reverse(page)}?{query}" if query and page == pages[0] else reverse(page)
        except NoReverseMatch:
            continue
    return reverse("home")


__all__: Final = ("TELLING", "Channel", "channels", "telling")
