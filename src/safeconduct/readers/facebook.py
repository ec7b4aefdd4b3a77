"""Facebook's “Download your information”, in JSON or as web pages, in the layouts of 2018 to 2026.

Whose archive it is says the profile, in whichever part of the download that lies; without one the person who is in every
conversation, and last the name that the user gave. Who could see a post is nowhere in the download: ``unknown``, and
``private_group`` in groups. The times of web pages are on the owner's clock, in the zone that the export names once; where it
does not, Europe/London is assumed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

import msgspec

from safeconduct.archive.members import Member
from safeconduct.archive.reader import HEAD, Export, FileKind, Reader, Record, Sheet
from safeconduct.errors import ArchiveError
from safeconduct.readers._facebook_entries import entries, name_of, root_name
from safeconduct.readers._facebook_html import fields, parse_apps, parse_messages_page, parse_page, parse_profile_page
from safeconduct.readers._facebook_json import KNOWN_ROOTS, Posted, parse_entries
from safeconduct.readers._facebook_profile import owner_in, parse_profile
from safeconduct.readers._facebook_skips import SKIPS
from safeconduct.readers._meta import message_records, participants, same_name

_ID: Final = "facebook"
_ENOUGH: Final = 200  # conversations looked at for the person who is in all of them
_GROUPS: Final = 400  # names of groups kept for reading sentences
_SHORTEST: Final = 4  # letters of a group's name that can be looked for in a sentence
_NAMES: Final = 1 << 18  # bytes of a web page's beginning or of a time zone file that are looked at

_PROFILE: Final = "profile_information/profile_information"
_PROFILES: Final = ("personal_information/*.json", "personal_information/*/*.json", "profile_information/*.json")
_TALKS: Final = "messages/*/*/message_*"
_FOLDERS: Final = (
    "posts",
    "posts/album",
    "photos_and_videos/album",
    "comments_and_reactions",
    "groups",
    "stories",
    "friends",
    "followers",
    "pages",
    "reviews",
    "activity_you're_tagged_in",
    "activity_you_re_tagged_in",
    "saved_items_and_collections",
    "likes_and_reactions",
    "following_and_followers",
    "friends_and_followers",
)


def _first_key(head: bytes) -> str:
    """The first key of a JSON object, by the beginning of its file; empty if it is none."""
    text = head.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if not text.startswith("{"):
        return ""
    before, mark, rest = text[1:].lstrip().partition('"')
    key, closed, _ = rest.partition('"')
    return key if mark and closed and not before else ""


def _is_list_of_ours(head: bytes) -> bool:
    """A list under one of the keys with a version that only Facebook has: ``{"friends_v2": [``."""
    key = _first_key(head)
    return root_name(key) != key.casefold() and root_name(key) in KNOWN_ROOTS


def _is_encrypted_talk(head: bytes) -> bool:
    return _first_key(head) == "participants" and b'"threadName"' in head


def _begins_with_talk(head: bytes) -> bool:
    return b'"participants"' in head or b'"messages"' in head or b'"sender_name"' in head


def _is_profile(head: bytes) -> bool:
    """The profile, by the key of its JSON, since its file is called in the account's language."""
    return root_name(_first_key(head)) == "profile"


_SEARCHED: Final = (b'"data"', b'"attachments"', b'"label_values"')
_NONE: Final = (b"[]", b"{}")
_SHAPE: Final = (b'role="main"', b"<section", b"<footer", b'class="_', b"uibox", b"<base ", b"facebook")


def _is_page_of_ours(head: bytes) -> bool:
    """A web page as Facebook builds them, or one so long that it cannot be told: other platforms have ``posts`` too."""
    low = head.lower()
    return len(head) >= HEAD or any(sign in low for sign in _SHAPE)


def _is_search_list(head: bytes) -> bool:
    """What the owner searched for, as Facebook lists it: other platforms have a folder ``search`` too."""
    entry = b'"timestamp"' in head and any(key in head for key in _SEARCHED)
    return root_name(_first_key(head)) == "searches" or entry or head.strip(b"\xef\xbb\xbf \t\r\n") in _NONE


def _has_apps(head: bytes) -> bool:
    return root_name(_first_key(head)) == "installed_apps"


# --- before any file is read ------------------------------------------------------------------------------------------


def begin(export: Export) -> None:
    """Find out whose archive it is, on which clock they live and in which groups they are."""
    export.known["zone"] = _zone(export)
    names = _by_profile(export)
    _take_owner(export, *names)
    _warn_of_several(export, names)
    if not export.owner_name:
        _take_owner(export, _by_conversations(export))
    if not export.owner_name:
        _take_owner(export, export.stated_owner)
    if not export.owner_name:
        export.warnings.append("the download does not say whose it is; give the name with --owner")
    export.known["groups"] = _groups(export)


def _take_owner(export: Export, *names: str) -> None:
    found = [name for name in names if name]
    export.owners.update(found)
    if found and not export.owner_name:
        export.owner_name = found[0]


def _by_profile(export: Export) -> list[str]:
    found: list[str] = []
    for member in export.find(*_PROFILES):
        if member.matches(f"{_PROFILE}.json") or _is_profile(member.head()):
            found += owner_in(member)
    for member in export.find(f"{_PROFILE}.html"):
        found += _by_page(export, member)
    return found


def _warn_of_several(export: Export, names: list[str]) -> None:
    """Several profiles with several names are several people."""
    people = {same_name(name) for name in names if " " in name.strip()}
    if len(people) > 1:
        export.warnings.append("these downloads are of several people; all of them are taken for the owner")


def _by_page(export: Export, member: Member) -> list[str]:
    try:
        told = list(fields(Sheet(_ID, member, export)))
    except ArchiveError:
        return []
    names, handles = ([text for aspect, text in told if aspect == wanted] for wanted in ("name", "username"))
    return names[:1] + handles[:1]


def _by_conversations(export: Export) -> str:
    """The one person who is in every conversation, of two or more."""
    everywhere: dict[str, str] | None = None
    talks: set[str] = set()
    for member in export.find(f"{_TALKS}.json")[:_ENOUGH]:
        try:
            people = {same_name(name): name for name in participants(member)}
        except ArchiveError:
            continue
        if people:
            talks.add(member.matched.rpartition("/")[0])
            everywhere = people if everywhere is None else {key: people[key] for key in people if key in everywhere}
    return next(iter(everywhere.values())) if everywhere and len(everywhere) == 1 and len(talks) > 1 else ""


def _zone(export: Export) -> ZoneInfo:
    for member in (member for member in export.beside if member.matched.rpartition("/")[2].startswith("timezone.")):
        name = _zone_named(member.head(_NAMES))
        if name:
            return ZoneInfo(name)
    pages = any(member.matched.endswith(".html") for member in export.members)
    if pages:
        export.warnings.append("the time zone of the web pages is not in the download; Europe/London is assumed")
    return ZoneInfo("Europe/London")


@cache
def _zones() -> frozenset[str]:
    """The names of all zones; listing them takes a tenth of a second."""
    return frozenset(available_timezones())


def _zone_named(head: bytes) -> str:
    """The zone in ``{"timezone_v2": "Europe/London"}`` or in the page of the same name."""
    try:
        text = " ".join(value for value in json.loads(head).values() if isinstance(value, str))
    except (ValueError, AttributeError, RecursionError):
        text = head.decode("utf-8", "replace").replace("\\/", "/")
    known = _zones()
    for mark in "<>\"',;()":
        text = text.replace(mark, " ")
    return next((word for word in text.split() if ("/" in word or word == "UTC") and word in known), "")


def _groups(export: Export) -> tuple[str, ...]:
    """The names of the owner's groups, longest first: a sentence in any language can name one."""
    found: dict[str, None] = {}
    for member in export.find("groups/*.json"):
        if root_name(_first_key(member.head())) in {"groups_joined", "groups_admined"}:
            try:
                names = (name_of(entry) for entry in entries(Sheet(_ID, member, export)))
                found.update((name, None) for name in names if len(name) >= _SHORTEST)
            except ArchiveError:
                continue
    return tuple(sorted(found, key=lambda name: (-len(name), name))[:_GROUPS])


# --- after all files --------------------------------------------------------------------------------------------------


def finish(export: Export) -> Iterator[Record]:
    """The pictures of albums that were in no post."""
    posted: Posted = export.known.get("posted", Posted())
    several = len({member.source for member in export.members}) > 1
    kept: list[tuple[Record, str]] = export.known.get("pictures", [])
    for record, source in kept:
        if not posted.has(record):
            locator = msgspec.structs.replace(record.locator, archive=source) if several else record.locator
            yield msgspec.structs.replace(record, locator=locator)


def _in_folders(ending: str, without: str = "") -> tuple[str, ...]:
    return tuple(f"{folder}/*.{ending}" for folder in _FOLDERS if folder != without)


READER: Final = Reader(
    id=_ID,
    title="Facebook",
    files=(
        FileKind((f"{_TALKS}.json", "groups/your_group_messages/*.json"), message_records),
        FileKind(("message_*.json",), message_records, _begins_with_talk),
        FileKind((f"{_TALKS}.html",), parse_messages_page),
        FileKind(("*_*.json",), message_records, _is_encrypted_talk),
        FileKind((f"{_PROFILE}.json",), parse_profile),
        FileKind(_PROFILES, parse_profile, _is_profile),
        FileKind((f"{_PROFILE}.html",), parse_profile_page),
        FileKind(
            (
                *_in_folders("json"),
                "your_posts*.json",
                "comments/comments.json",
                "other_activity/notes.json",
                "notes/notes.json",
                "posts/notes.json",
                "about_you/notes.json",
                "your_address_books/*.json",
                "privacy_checkup/*.json",
                "preferences/privacy/*.json",
                "preferences/**/*privacy*.json",
                "settings/*privacy*.json",
                "photos_and_videos/your_videos.json",
                "photos_and_videos/your_uncategorized_photos.json",
            ),
            parse_entries,
        ),
        FileKind(("search/*.json", "search_history/*.json"), parse_entries, _is_search_list),
        FileKind(("apps_and_websites_off_of_facebook/*.json", "apps_and_websites/*.json"), parse_entries, _has_apps),
        FileKind(("*.json",), parse_entries, _is_list_of_ours),
        FileKind(
            (
                *_in_folders("html", without="posts"),
                "posts/your_*.html",
                "your_posts*.html",
                "comments/comments.html",
                "other_activity/notes.html",
                "preferences/privacy/*.html",
                "preferences/**/*privacy*.html",
                "photos_and_videos/your_videos.html",
                "photos_and_videos/your_uncategorized_photos.html",
            ),
            parse_page,
        ),
        FileKind(("posts/*.html", "search/*.html", "search_history/*.html"), parse_page, _is_page_of_ours),
        FileKind(
            (
                "apps_and_websites_off_of_facebook/connected_apps_and_websites.html",
                "apps_and_websites_off_of_facebook/apps_and_websites.html",
                "apps_and_websites/apps_and_websites.html",
            ),
            parse_apps,
        ),
    ),
    signs=(
        "your_facebook_activity/**",
        "your_facebook_activity/*/*",
        "your_facebook_activity/messages/*/*/message_*",
        "facebook-*/messages/*/*/message_*",
        "apps_and_websites_off_of_facebook/**",
        "comments_and_reactions/*.json",
        "comments_and_reactions/*.html",
        "posts/your_posts*.json",
        "posts/your_posts*.html",
        "posts/album/*.json",
        "friends/your_friends.*",
        "friends_and_followers/friends.*",
        "friends/friends.*",
        f"{_PROFILE}.*",
        "messages/stickers_used/**",
        "messages/e2ee_cutover/**",
        "messages/archived_threads/**",
        "messages/filtered_threads/**",
        "groups/your_group_membership_activity.*",
        "groups/your_posts_and_comments_in_groups.*",
        "groups/group_posts_and_comments.*",
        "events/your_event_responses.*",
        "about_you/friend_peer_group.*",
        "logged_information/location/timezone.*",
    ),
    skips=SKIPS,
    begin=begin,
    finish=finish,
)
