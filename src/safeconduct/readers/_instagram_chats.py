"""Instagram's conversations as web pages, and those with its artificial assistant.

The JSON of a conversation is Facebook's (``_meta.message_records``).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Final, NamedTuple

from lxml import etree

from safeconduct.archive.pages import blocks, lines_of
from safeconduct.archive.reader import Export, Record, RecordKind, Seen, Sheet
from safeconduct.archive.wording import tidy
from safeconduct.readers._instagram_entries import Entry, Fact
from safeconduct.readers._instagram_pages import attached, boxes, footer, heading, holds, text_in
from safeconduct.readers._meta import is_owner
from safeconduct.readers._meta_sentences import new_name, platform_sentence, tells_of_sending

_LOOKED_AT: Final = 400  # messages that are asked who is in a conversation
_WHOLE: Final = 2  # people who talk to each other alone
_NOT_WORDS: Final = ("ul", "img", "video", "audio", "table", "div")


class _Talk(NamedTuple):
    """Whom a conversation is with, and whether that is a group."""

    to: str
    group: bool


def chat_page(sheet: Sheet) -> Iterator[Record]:
    """The messages of a ``message_N.html``, in the order of the page (newest first)."""
    talk = _talk(sheet)
    index = 0
    for box in boxes(sheet):
        at, sender = footer(box), heading(box)
        if at is None:
            if sender and len(box) > _WHOLE:
                sheet.problem("a message without a time")
            continue
        yield _message(sheet, box, talk, _Said(index, sender, at))
        index += 1


class _Said(NamedTuple):
    """Who said something, and when."""

    place: int  # among the messages of the page
    sender: str
    at: datetime


def _message(sheet: Sheet, box: etree._Element, talk: _Talk, said: _Said) -> Record:
    own = is_owner(sheet.export, said.sender) if said.sender else None
    text, names = _text(box), (*attached(box), *_shared(box))
    sign = platform_sentence(text, said.sender)
    if text and not sign and names and tells_of_sending(text, said.sender):
        sign = "sent"
    reaction = sign == "reaction"
    return sheet.record(
        RecordKind.LIKE if reaction else RecordKind.MESSAGE,
        said.place,
        at=said.at,
        text=new_name(text) if sign == "event" else "" if sign else text,
        own=False if reaction else own,
        audience=Seen.PRIVATE_GROUP if talk.group else Seen.DIRECT,
        to=talk.to,
        author="" if own else said.sender,
        aspect=sign if sign in {"reaction", "call", "event"} else "",
        attached=names,
        deleted=sign == "unsent",
    )


def _text(box: etree._Element) -> str:
    """The words of a message: the first of its parts, unless that is what was shared, a picture or the reactions."""
    if len(box) < _WHOLE:
        return ""
    part = box[1]
    for _ in range(_WHOLE):
        if len(part) == 1 and part[0].tag == "div" and not (part.text or "").strip():
            part = part[0]
    for child in list(part) if holds(part, "div") else [part]:
        if text := text_in(child):
            return "" if child.tag in _NOT_WORDS[:-1] or holds(child, *_NOT_WORDS) else text
    return ""


def _shared(box: etree._Element) -> tuple[str, ...]:
    """The addresses of posts and pages that were shared."""
    links = (anchor.get("href") or "" for part in list(box)[1:] for anchor in part.iter("a"))
    return tuple(dict.fromkeys(tidy(link) for link in links if link.startswith(("http://", "https://"))))


def _talk(sheet: Sheet) -> _Talk:
    senders: dict[str, None] = {}
    group = False
    for box in islice(boxes(sheet), _LOOKED_AT):
        if footer(box) is not None:
            senders.setdefault(heading(box))
        else:
            group = group or _lists_people(box)
    senders.pop("", None)
    others = [name for name in senders if not is_owner(sheet.export, name)]
    title = _title(sheet)
    return _Talk(
        title or (others[0] if len(others) == 1 else ", ".join(others)), group or len(senders) > _WHOLE or len(others) > _WHOLE
    )


def _lists_people(box: etree._Element) -> bool:
    """Whether a line above the messages names those who take part, as only groups have it."""
    return any(rest.count(",") and not rest.startswith("//") for line in lines_of(box) for _, _, rest in [line.partition(":")])


def _title(sheet: Sheet) -> str:
    with sheet.open() as stream:
        page = blocks(stream, lambda element: element.tag in {"title", "body"})
        first = next((block.element for block in page), None)
        return " ".join(tidy(first.text or "").split()) if first is not None and first.tag == "title" else ""


# --- the assistant ---------------------------------------------------------------------------------------------------------

_SAID: Final = frozenset({"message", "prompt", "answer"})
_BY: Final = ("sender", "owner", "name")
_TOLD: Final = _SAID | {"time", *_BY}


def assistant(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    """What was said to the assistant, and what it answered. Fields that come again begin the next message."""
    found = False
    for turn in _turns(entry.facts):
        sender = next(
            (fact.value for means in ("sender", "owner", "name") for fact in turn if fact.means == means and fact.value), ""
        )
        at = next((fact.at for fact in turn if fact.at), None) or entry.at
        for fact in turn:
            if fact.means in _SAID and fact.value:
                found = True
                own = _own(sheet.export, fact.means, sender)
                author = "" if own else sender
                yield sheet.record(
                    RecordKind.MESSAGE,
                    entry.index,
                    at=at,
                    text=fact.value,
                    own=own,
                    audience=Seen.DIRECT,
                    to=entry.title,
                    author=author,
                )
    if not found:
        sheet.problem("a conversation with the assistant in which no words were found")


def _turns(facts: tuple[Fact, ...]) -> Iterator[list[Fact]]:
    turn: list[Fact] = []
    for fact in facts:
        if fact.means not in _TOLD:
            continue
        if any(fact.means == before.means for before in turn):
            yield turn
            turn = []
        turn.append(fact)
    if turn:
        yield turn


def _own(export: Export, means: str, sender: str) -> bool | None:
    if means == "prompt":
        return True
    if means == "answer":
        return False
    return is_owner(export, sender) if sender else None
