"""Telegram Desktop's exports: one chat or the whole account, as JSON or as web pages.

``date`` is the computer's own clock; the moment is taken from ``date_unixtime``, which older exports lack: their clock is
then taken to be British. The ids of messages hold the number of their chat, since each chat counts for itself; the place of a
message in a ``result.json`` is counted over all chats, in the order of the file, notices included.
"""

from __future__ import annotations

from typing import Final

from safeconduct.archive.reader import Export, FileKind, Reader
from safeconduct.readers import _telegram_json as data
from safeconduct.readers import _telegram_owner as owner
from safeconduct.readers import _telegram_pages as pages

_PAGES: Final = ("messages.html", "messages*.html")


def _begin(export: Export) -> None:
    """Find out who the owner is."""
    chats = export.find("*.json")
    for member in chats:
        owner.find_owner(export, member)
    for member in export.find("export_results.html"):
        pages.find_owner(export, member)
    pages.survey(export, export.find(*_PAGES))
    owner.find_namesakes(export, chats)


READER: Final = Reader(
    id="telegram",
    title="Telegram",
    files=(
        FileKind(("result.json", "result*.json"), data.parse, sniff=data.looks_right),
        FileKind(_PAGES, pages.parse, sniff=pages.looks_right),
        FileKind(("export_results.html",), pages.parse_account, sniff=pages.looks_right),
        FileKind(("lists/contacts.html",), pages.parse_contacts, sniff=pages.looks_right),
        FileKind(("lists/stories.html",), pages.parse_stories, sniff=pages.looks_right),
    ),
    signs=(
        "result.json",
        "chatexport_*/result.json",
        "dataexport_*/result.json",
        "messages.html",
        "chats/chat_*/messages.html",
        "export_results.html",
    ),
    skips={
        "lists/chats.html": "only the list of the chats, which are read one by one",
        "lists/left_chats.html": "only the list of the chats that were left, which are read one by one",
        "lists/frequent.html": "whom the app thinks the most used contacts: nothing that was said or done",
        "lists/sessions.html": "where the account was logged in: nothing a policy speaks of",
        "lists/web_sessions.html": "which web sites the account was logged in to: nothing a policy speaks of",
        "lists/profile_pictures.html": "pictures only: nothing to read",
        "lists/other_data.*": "technical data of the app: nothing a policy speaks of",
        "js/script.js": "how the pages work",
    },
    begin=_begin,
)
