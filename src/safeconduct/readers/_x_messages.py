"""X: direct messages, alone or in a group, and talks with its chatbot. People are numbers there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from safeconduct.archive import jsonstream
from safeconduct.archive.reader import Parse, Record, RecordKind, Seen, Sheet
from safeconduct.readers import _shapes as shapes
from safeconduct.readers._unread import UNREAD, lacks
from safeconduct.readers._x_state import NO_ENTRY, State, entries, expanded, moment, state_of, words

Event = Mapping[str, Any]

_WORDLESS: Final = frozenset(  # what happens in a conversation and says nothing
    {"joinConversation", "participantsJoin", "participantsLeave", "conversationNameUpdate", "conversationAvatarUpdate"}
    | {"reactionCreate", "reactionDelete", "trustConversation", "conversationRead", "disableConversationNotifications"}
    | {"cardUpdate", "endAvBroadcast", "conversationCreate", "mentionsNotificationChange", "messageMarkedAsSpam"}
)
_ODD: Final = "a conversation without messages under the name known for them"


def messages(*, group: bool) -> Parse:
    """How a file of conversations is read: one message after the other, since one conversation may be all of the file."""

    def parse(sheet: Sheet) -> Iterator[Record]:
        names = _names(sheet) if group else {}
        conversation, conversations, index = "", set(), 0
        with_messages: set[str | int] = set()
        for path, value in _walk(sheet):
            if not path:
                _top(sheet, value)
            elif path[-1] == "conversationId":
                conversation = shapes.text(value)
            elif isinstance(value, dict) and _in_messages(path):
                name, event = _event(value)
                if record := _message(sheet, index, name, event, conversation, names if group else None):
                    yield record
                index += 1
            elif _in_messages(path):
                sheet.problem(NO_ENTRY)
            conversations.add(path[0] if path else "")
            if "messages" in path:
                with_messages.add(path[0])
        for _ in conversations - with_messages - {""}:
            sheet.problem(_ODD)
        _count(sheet, len(conversations - {""}), index)

    return parse


def _top(sheet: Sheet, value: Any) -> None:
    if value in ([], {}):
        sheet.empty()
    else:
        sheet.problem(NO_ENTRY)


def _walk(sheet: Sheet) -> Iterator[jsonstream.Item]:
    return jsonstream.items(sheet.open(), descend=lambda path: "messages" not in path[:-1], problem=sheet.problem)


def _in_messages(path: jsonstream.Path) -> bool:
    return len(path) > 1 and path[-2] == "messages"


def _count(sheet: Sheet, conversations: int, events: int) -> None:
    """The archive's own list may count either."""
    promised = sheet.export.expected.get(sheet.member)
    sheet.items = events if promised == events else conversations


def _event(value: Mapping[str, Any]) -> tuple[str, Event]:
    """What happened, and its details."""
    if len(value) == 1:
        ((name, inner),) = value.items()
        if isinstance(inner, dict):
            return name, inner
    return "messageCreate" if "text" in value else "", value


def _message(
    sheet: Sheet, index: int, name: str, event: Event, conversation: str, names: Mapping[str, str] | None
) -> Record | None:
    """A message as a record; ``None`` for what else happens in a conversation."""
    if lacks(event, "text", "mediaUrls"):
        if name not in _WORDLESS:
            sheet.problem(UNREAD if name else NO_ENTRY)
        return None
    state = state_of(sheet.export)
    sender, number = shapes.text(event.get("senderId")), shapes.text(event.get("id"))
    text = expanded(words(shapes.text(event.get("text"))), event.get("urls"))
    files = _files(number, event)
    if not text and not files:
        sheet.problem("a message without words or pictures")
        return None
    own = sender == state.account if sender and state.account else None
    to = _partner(state, event, conversation) if names is None else names.get(conversation, conversation)
    return sheet.record(
        RecordKind.MESSAGE,
        index,
        at=moment(event.get("createdAt")),
        text=text,
        own=own,
        audience=Seen.DIRECT if names is None else Seen.PRIVATE_GROUP,
        to=to,
        id=number,
        author="" if own else sender,
        attached=files,
    )


def _partner(state: State, event: Event, conversation: str) -> str:
    """The other person of a conversation of two."""
    people = [shapes.text(event.get("recipientId")), shapes.text(event.get("senderId")), *conversation.split("-")]
    return next((person for person in people if person and person != state.account), people[0])


def _files(number: str, event: Event) -> tuple[str, ...]:
    """The message's pictures by the names that they have in ``direct_messages_media``."""
    urls = event.get("mediaUrls")
    found = [shapes.text(url).partition("?")[0].rpartition("/")[2] for url in urls] if isinstance(urls, list) else []
    return tuple(f"{number}-{name}" for name in found if name)


def _names(sheet: Sheet) -> dict[str, str]:
    """What the groups are called now: the name comes after the messages of later days, so it is looked for first."""
    names: dict[str, tuple[str, str]] = {}
    conversation = ""
    for path, value in jsonstream.items(sheet.open(), descend=lambda path: "messages" not in path[:-1]):
        if path and path[-1] == "conversationId":
            conversation = shapes.text(value)
        elif isinstance(value, dict) and "conversationNameUpdate" in value and _in_messages(path):
            update = shapes.mapping(value["conversationNameUpdate"])
            named = (shapes.text(update.get("createdAt")), shapes.text(update.get("name")))
            if named[1]:
                names[conversation] = max(names.get(conversation, ("", "")), named)
    return {conversation: name for conversation, (_, name) in names.items()}


_PERSON = frozenset({"user", "human", "you"})


def chatbot(sheet: Sheet) -> Iterator[Record]:
    """What was said to the chatbot and what it said."""
    for index, item in entries(sheet):
        text = words(shapes.first(item, "message", "text"))
        sender = item.get("sender")
        name = shapes.text(sender) or shapes.first(shapes.mapping(sender), "name", "type", "role")
        if not text:
            if not item.get("fileIds") and item.get("message") != "":
                sheet.problem(NO_ENTRY)
            continue
        own = name.lower() in _PERSON or name == state_of(sheet.export).account if name else None
        yield sheet.record(
            RecordKind.MESSAGE,
            index,
            at=moment(item.get("createdAt")),
            text=text,
            own=own,
            audience=Seen.DIRECT,
            to="Grok",
            id=shapes.first(item, "id", "messageId"),
            author="" if own else "Grok",
        )
