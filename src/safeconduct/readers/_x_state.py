"""What is known of an X archive before its posts are read: whose it is, what its own list promises, who could see what."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, BinaryIO, Final, NamedTuple

import msgspec

from safeconduct.archive import clock, jsonstream
from safeconduct.archive.members import Member
from safeconduct.archive.names import matches
from safeconduct.archive.reader import Export, Locator, Record, Seen, Sheet
from safeconduct.errors import ArchiveError
from safeconduct.readers import _shapes as shapes
from safeconduct.readers._x_notes import Notes
from safeconduct.readers._x_skips import SKIPS

NO_ENTRY: Final = "an entry whose shape is not known"
NO_CONTENTS: Final = "its list of contents cannot be read, so nobody can say whether all of it is here"
_BARE: Final = 1000  # keys of an object that stands for the list


class State:
    """One person's X: ``account`` is the number, ``handle`` the name without ``@``."""

    def __init__(self) -> None:
        self.account = ""
        self.handle = ""
        self.notes = Notes()
        self.edits: dict[str, dict[str, Record]] = {}  # first version's number → all that are there
        self.chains: dict[str, tuple[str, ...]] = {}  # number of a post → those of all its versions, where archives overlap
        self.several = False  # whether more than one archive was given, so that evidence must say which
        self._changes: list[tuple[datetime, bool]] = []

    def seen(self, at: datetime | None) -> Seen:
        """Who could see a post of that time: followers only while the account was protected."""
        if not self._changes:
            return Seen.PUBLIC
        if at is None:
            return Seen.UNKNOWN
        before = bisect_right(self._changes, (at, True))
        protected = self._changes[before - 1][1] if before else not self._changes[0][1]
        return Seen.FRIENDS if protected else Seen.PUBLIC

    def protected(self, changes: Iterable[tuple[datetime, bool]]) -> None:
        """Take in when the account was protected and when it was opened again."""
        self._changes = sorted({*self._changes, *changes})

    def placed(self, record: Record, member: Member) -> Record:
        """A record that is kept back, with the archive that it comes from if there are several."""
        if not self.several:
            return record
        locator = Locator(record.locator.member, record.locator.index, member.source)
        return msgspec.structs.replace(record, locator=locator)

    def link(self, post: str) -> str:
        """Where a post can be seen."""
        return f"https://x.com/{self.handle or 'i/web'}/status/{post}" if post else ""


def state_of(export: Export) -> State:
    """What is known of this export."""
    state = export.known.setdefault("x", State())
    assert isinstance(state, State)
    return state


def moment(value: Any) -> datetime | None:
    """A time in any of X's ways of writing it."""
    if isinstance(value, str) and value[:1].isalpha():
        return clock.twitter(value)
    return clock.epoch(value) if not isinstance(value, str) or value.isdecimal() else clock.iso(value)


def words(text: str) -> str:
    """The text with the three signs that X escapes, and no others, put back."""
    if "&" not in text:
        return text
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def expanded(text: str, urls: Any) -> str:
    """The text with the links that X shortened as they were."""
    if "t.co/" not in text:
        return text
    for url in shapes.objects(urls):
        short = shapes.first(url, "url", "shortUrl")
        full = shapes.first(url, "expanded_url", "expandedUrl", "expanded")
        if short and full:
            text = text.replace(short, full)
    return text


def _top_only(path: jsonstream.Path) -> bool:
    return not path


def entries(sheet: Sheet) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The entries of a file without the object that only wraps them (``{"tweet": {…}}``), and their places.

    Raises:
        ArchiveError: the file cannot be read.
    """
    sheet.items = 0
    bare: dict[str, Any] = {}
    for path, value in jsonstream.items(sheet.open(), descend=_top_only, problem=sheet.problem):
        if not path and value in ([], {}):
            sheet.empty()
        elif not path or (not isinstance(value, dict) and isinstance(path[0], int)):
            sheet.problem(NO_ENTRY)
        elif isinstance(path[0], str) and len(bare) < _BARE:
            bare[path[0]] = value
        elif isinstance(value, dict):
            sheet.items += 1
            yield path[0] if isinstance(path[0], int) else sheet.items - 1, _unwrapped(value)
    for index, entry in enumerate(_without_list(bare)):
        sheet.items += 1
        yield index, entry


def _without_list(bare: dict[str, Any]) -> list[Mapping[str, Any]]:
    """The entries of a file that holds an object where there should be a list: it is the one, or each of its values is."""
    if bare and all(isinstance(value, dict) for value in bare.values()):
        return [_unwrapped(value) for value in bare.values()]
    return [bare] if bare else []


def _unwrapped(value: dict[str, Any]) -> Mapping[str, Any]:
    if len(value) == 1:
        (inner,) = value.values()
        if isinstance(inner, dict):
            return inner
    return value


# --- before the reading ----------------------------------------------------------------------------------------


def begin(export: Export) -> None:
    """Find out whose archive it is and what it promises to hold, and take in the long posts."""
    state = state_of(export)
    state.several = len({member.source for member in export.beside}) > 1
    manifests = [member for member in export.beside if member.matches("manifest.js")]
    promised = _Promised(export)
    for member in manifests:
        config = shapes.mapping(quietly(member))
        if not config:
            export.warnings.append(NO_CONTENTS)
        owner = shapes.mapping(config.get("userInfo"))
        _take_owner(export, owner, "accountId", "userName", "displayName")
        promised.take(member, config)
    promised.compare_the_rest()
    for member in export.find("account.js", "user_details.js"):
        for entry in _entries_of(export, member):
            _take_owner(export, entry, "accountId", "username", "accountDisplayName")
            _take_owner(export, entry, "id", "screen_name", "full_name")
    for member in export.find("protected-history*.js"):
        state.protected(_protection(_entries_of(export, member)))
    for member in export.find("note-tweet*.js", "deleted-note-tweet*.js"):
        _take_notes(export, state, member)


def _take_notes(export: Export, state: State, member: Member) -> None:
    """The long posts, so that each can be joined with the short form of it in the other files."""
    deleted = "deleted-note-tweet" in member.matched
    sheet = Sheet("x", member, export)
    try:
        for index, note in entries(sheet):
            raw, full = note_text(note)
            at = moment(note.get("createdAt") or note.get("created_at"))
            if full:
                name = shapes.first(note, "noteTweetId", "id")
                state.notes.add(name, at, raw, full, member, index, deleted=deleted)
    except ArchiveError:
        return  # said when the file's turn comes


def note_text(note: Mapping[str, Any]) -> tuple[str, str]:
    """A long post's text as the export has it, and as it was written."""
    results = shapes.mapping(note.get("noteTweetResults") or note.get("note_tweet_results"))
    for place in (note.get("core"), results.get("result"), results, note):
        core = shapes.mapping(place)
        if raw := words(shapes.text(core.get("text"))):
            urls = core.get("urls") or shapes.mapping(core.get("entity_set") or core.get("entities")).get("urls")
            return raw, expanded(raw, urls)
    return "", ""


def _entries_of(export: Export, member: Member) -> list[Mapping[str, Any]]:
    """The few entries of a small file; what is wrong with it is said when its turn comes."""
    try:
        return [
            entry for _, entry in zip(range(10_000), (entry for _, entry in entries(Sheet("x", member, export))), strict=False)
        ]
    except ArchiveError:
        return []


def quietly(member: Member) -> Any:
    """A small file whole; ``None`` if it cannot be read."""
    try:
        stream: BinaryIO = member.open()
        return jsonstream.whole(stream)
    except ArchiveError:
        return None


def _take_owner(export: Export, owner: Mapping[str, Any], number: str, handle: str, name: str) -> None:
    state = state_of(export)
    state.account = state.account or shapes.text(owner.get(number))
    state.handle = state.handle or shapes.text(owner.get(handle)).removeprefix("@")
    export.owners.update(filter(None, (shapes.text(owner.get(key)) for key in (number, handle, name))))
    export.owner_name = export.owner_name or shapes.text(owner.get(name)) or state.handle


def _protection(changes: Iterable[Mapping[str, Any]]) -> Iterator[tuple[datetime, bool]]:
    for change in changes:
        at = moment(change.get("protectedAt") or change.get("createdAt"))
        action = shapes.first(change, "action", "protected").lower()
        if at is not None and action:
            yield at, action.startswith("protect") or action == "true"


class _Promise(NamedTuple):
    """A file that a list of contents names: where it should be, and how many entries it should hold."""

    wanted: str
    name: str
    source: str
    entries: int


class _Promised:
    """What the archives' own lists say is in them, compared with what is there when all lists are known."""

    def __init__(self, export: Export) -> None:
        self._export = export
        self._elsewhere: list[_Promise] = []  # what is not in the archive that promises it: in another part, or nowhere

    def take(self, manifest: Member, config: Mapping[str, Any]) -> None:
        """Compare one list with what is in its own archive."""
        if str(shapes.mapping(config.get("archiveInfo")).get("isPartialArchive")).lower() == "true":
            self._export.missing.append("the archive says of itself that it is only a part of the whole")
        folder = manifest.matched.removesuffix("manifest.js").removesuffix("data/")
        for kind in shapes.mapping(config.get("dataTypes")).values():
            for file in shapes.objects(shapes.mapping(kind).get("files")):
                name, count = shapes.text(file.get("fileName")).lower(), shapes.text(file.get("count"))
                if name and count.isdecimal() and len(count) < 15 and int(count):
                    self._in_its_own(_Promise(folder + name, name, manifest.source, int(count)))

    def _in_its_own(self, promise: _Promise) -> None:
        here = (member for member in self._export.beside if member.source == promise.source)
        if not self._expect(promise, [member for member in here if member.matched == promise.wanted]):
            self._elsewhere.append(promise)

    def compare_the_rest(self) -> None:
        """Look in the other parts for what was not in its own archive; what is in none of them is missing."""
        for promise in self._elsewhere:
            bare = promise.name.rpartition("/")[2]
            found = [member for member in self._export.beside if member.matches(promise.name) or member.matched == bare]
            if not self._expect(promise, found) and not any(matches(promise.name, glob) for glob in SKIPS):
                self._export.missing.append(
                    f"{promise.name}, which its list of contents says holds {promise.entries:,} entries"
                )

    def _expect(self, promise: _Promise, found: Iterable[Member]) -> bool:
        """Whether one of the files may be the one that is promised: none that another list promised otherwise."""
        expected = self._export.expected
        open_first = sorted(found, key=expected.__contains__)
        mine = next((member for member in open_first if expected.get(member, promise.entries) == promise.entries), None)
        if mine is not None:
            expected[mine] = promise.entries
        return mine is not None
