"""TikTok's sections: what stands in which list, by keys that are spelt differently every year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from safeconduct.archive import clock
from safeconduct.archive.reader import Export, Record, RecordKind, Seen, Sheet
from safeconduct.readers import _shapes as shapes
from safeconduct.readers._unread import UNREAD

UNKNOWN: Final = "a section that is not known"
_BROKEN: Final = "an entry whose shape is not known"
_TIMES: Final = ("date", "createtime", "createdate", "time", "timestamp")
_SHORT: Final = 12  # characters; what is longer says more than that there is nothing
_NOTHING: Final = frozenset({"", "n/a", "none", "null"})

Keys = tuple[str, ...]


class State:
    """Whose it is, and whether the account is private (``None``: the export does not say)."""

    def __init__(self) -> None:
        self.owner = ""
        self.private: bool | None = None

    @property
    def seen(self) -> Seen:
        """Who sees what the owner posts, as far as the account's setting tells."""
        if self.private is None:
            return Seen.UNKNOWN
        return Seen.FRIENDS if self.private else Seen.PUBLIC


def state_of(export: Export) -> State:
    """What is known of this export."""
    state = export.known.setdefault("tiktok", State())
    assert isinstance(state, State)
    return state


@lru_cache(maxsize=4096)
def plain(key: str) -> str:
    """A key in one spelling: small letters and digits only."""
    return "".join(char for char in key.lower() if char.isalnum())


@lru_cache(maxsize=256)
def _spelt(keys: tuple[str, ...]) -> Mapping[str, str]:
    """The keys of an item by their plain spelling: the items of a list all have the same."""
    return {plain(key) if len(key) < 80 else key: key for key in keys}


class Entry:
    """An item of a list, its keys looked up whatever their spelling."""

    __slots__ = ("_spelt", "_values")

    def __init__(self, value: Mapping[str, Any]) -> None:
        self._values = value
        self._spelt = _spelt(tuple(value))

    def get(self, *keys: str) -> str:
        """The first text under some keys that says something."""
        for key in keys:
            if key in self._spelt and (found := said(self._values[self._spelt[key]])):
                return found
        return ""

    def has(self, *keys: str) -> bool:
        """Whether one of some keys is there at all."""
        return any(key in self._spelt for key in keys)

    def holds_more_than(self, known: frozenset[str]) -> bool:
        """Whether a text stands under a key that is not known."""
        return any(
            key not in known and isinstance(self._values[spelt], str) and said(self._values[spelt])
            for key, spelt in self._spelt.items()
        )

    def at(self, *keys: str) -> datetime | None:
        """The first time under some keys; UTC."""
        for key in (*keys, *_TIMES):
            if key not in self._spelt:
                continue
            value = self._values[self._spelt[key]]
            found = clock.iso(value) if isinstance(value, str) and not value.isdecimal() else clock.epoch(value)
            if found:
                return found
        return None


def said(value: Any) -> str:
    """A value's text; nothing for what only says that there is nothing."""
    text = shapes.text(value)
    return "" if len(text) < _SHORT and text.strip().lower() in _NOTHING else text


# --- what one entry becomes --------------------------------------------------------------------------------------

Make = Callable[[Sheet, int, Entry, Keys], Record | None]


def _comment(sheet: Sheet, index: int, entry: Entry, keys: Keys) -> Record | None:
    text = entry.get("comment", "content", "text", "commentcontent", "questioncontent")
    photo = entry.get("photo", "image")
    if not text and not photo:
        return None
    at = entry.at("commenttime", "questiontime", "rawtime")
    link = entry.get("url", "link", "videolink", "originalpostlink", "linktooriginalpost")
    live = "live" if "watchlivemap" in keys else ""
    return sheet.record(
        RecordKind.COMMENT,
        index,
        at=at,
        text=text,
        own=True,
        audience=Seen.PUBLIC,
        link=link,
        aspect=live,
        attached=(photo,) if photo else (),
    )


_WHO: Final = {
    "public": Seen.PUBLIC, "everyone": Seen.PUBLIC, "publictoeveryone": Seen.PUBLIC, "anyone": Seen.PUBLIC,
    "friends": Seen.FRIENDS, "followers": Seen.FRIENDS, "friendsonly": Seen.FRIENDS, "mutualfriends": Seen.FRIENDS,
}  # fmt: skip


def _post(sheet: Sheet, index: int, entry: Entry, keys: Keys) -> Record | None:
    link, at = _link(entry.get("link", "url", "videolink", "downloadlink")), entry.at()
    texts = entry.get("title", "caption", "description", "text"), entry.get("alternatetext"), entry.get("addyourstext")
    text = "\n".join(dict.fromkeys(filter(None, texts)))
    if not link and not text and at is None:
        return None
    who = plain(entry.get("whocanview", "whocanviewthispost", "privacy", "visibility")[:40])
    story = any(key.startswith("stor") for key in keys)
    return sheet.record(
        RecordKind.STORY if story else RecordKind.POST,
        index,
        at=at,
        text=text,
        own=True,
        audience=_WHO.get(who, Seen.UNKNOWN) if who else state_of(sheet.export).seen,
        deleted="recentlydeletedposts" in keys or entry.has("datedeleted", "deletedate"),
        id=_number(link),
        link=link,
        attached=tuple(filter(None, (entry.get("coverimage"),))),
    )


def _link(text: str) -> str:
    """The first of several links (a post of many pictures)."""
    return next(iter(text.split()), "")


def _number(link: str) -> str:
    """The post's number, if its link ends in it."""
    last = link.partition("?")[0].rstrip("/").rpartition("/")[2]
    return last if last.isdecimal() else ""


def _live(sheet: Sheet, index: int, entry: Entry, keys: Keys) -> Record | None:
    del keys
    at = entry.at("livestarttime", "starttime", "livestartdate")
    text = entry.get("roomtitle", "livetitle", "title")
    if not text and at is None:
        return None
    return sheet.record(
        RecordKind.POST,
        index,
        at=at,
        text=text,
        own=True,
        audience=state_of(sheet.export).seen,
        id=entry.get("roomid"),
        link=_link(entry.get("replayurl", "link")),
        aspect="live",
    )


_ONCE: Final = frozenset({"like", "saved", "repost"})  # done once to a video; watched and shared it may be often


def _taken(kind: RecordKind, aspect: str) -> Make:
    """What was liked, saved, watched or passed on: somebody else's."""

    def make(sheet: Sheet, index: int, entry: Entry, keys: Keys) -> Record | None:
        del keys
        link = _link(entry.get("link", "url", "videolink", "effectlink", "soundlink", "hashtaglink", "collectionlink"))
        at = entry.at()
        if not link and at is None:
            return None
        to = entry.get("method", "sharedto")
        shown = entry.get("sharedcontent") if aspect == "share" else ""
        once = _number(link) if aspect in _ONCE else ""
        return sheet.record(kind, index, at=at, own=False, to=to, id=once, link=link, aspect=shown.lower() or aspect)

    return make


def _person(aspect: str, *, own: bool) -> Make:
    """Somebody who follows, is followed or is blocked."""

    def make(sheet: Sheet, index: int, entry: Entry, keys: Keys) -> Record | None:
        del keys
        name = entry.get("username", "name", "user", "nickname")
        if not name:
            return None
        return sheet.record(RecordKind.CONNECTION, index, at=entry.at(), own=own, to=name, aspect=aspect)

    return make


def _search(sheet: Sheet, index: int, entry: Entry, keys: Keys) -> Record | None:
    del keys
    text = entry.get("searchterm", "search", "keyword", "query")
    return sheet.record(RecordKind.SEARCH, index, at=entry.at(), text=text, own=True) if text else None


_MESSAGE: Final = frozenset(
    {*_TIMES, "from", "sender", "to", "content", "comment", "message", "text", "link", "url", "type", "id"}
)


def _message(sheet: Sheet, index: int, entry: Entry, title: str, *, group: bool) -> Record | None:
    """A message of a chat; of two people, whoever is not the other is the owner."""
    sender, at = entry.get("from", "sender"), entry.at()
    text = entry.get("content", "comment", "message", "text")
    if not text and not sender:
        return None
    if not text and entry.holds_more_than(_MESSAGE):
        sheet.problem(UNREAD)
    owner = state_of(sheet.export).owner
    if not sender:
        own = None
    elif owner:
        own = sender.casefold() == owner.casefold()
    else:
        own = None if group else sender.casefold() != title.casefold()
    return sheet.record(
        RecordKind.MESSAGE,
        index,
        at=at,
        text=text,
        own=own,
        audience=Seen.PRIVATE_GROUP if group else Seen.DIRECT,
        to=title,
        author="" if own else sender,
    )


def chat_title(key: str) -> str:
    """Who is talked to: ``Chat History with somebody:``."""
    low = key.lower()
    begin = low.find("chat history with ")
    return shapes.text(key[begin + 18 :] if begin >= 0 else key).strip().rstrip(":").strip()


_LIKED: Final = _taken(RecordKind.LIKE, "like")
_SAVED: Final = _taken(RecordKind.LIKE, "saved")
_WATCHED: Final = _taken(RecordKind.MEDIA, "watched")
_LISTS: Final[dict[str, Make]] = {
    "commentslist": _comment,
    "commentlist": _comment,
    "postlist": _post,
    "storylist": _post,
    "golivelist": _live,
    "itemfavoritelist": _LIKED,
    "likelist": _LIKED,
    "favoritevideolist": _SAVED,
    "favoriteeffectslist": _SAVED,
    "favoriteeffectlist": _SAVED,
    "favoritehashtaglist": _SAVED,
    "favoritesoundlist": _SAVED,
    "favoritecollectionlist": _SAVED,
    "favoritecommentlist": _SAVED,
    "fanslist": _person("follower", own=False),
    "followerlist": _person("follower", own=False),
    "following": _person("following", own=True),
    "followinglist": _person("following", own=True),
    "blocklist": _person("blocked", own=True),
    "searchlist": _search,
    "sharehistorylist": _taken(RecordKind.REPOST, "share"),
    "repostlist": _taken(RecordKind.REPOST, "repost"),
}
_WATCHING: Final = frozenset({"watchhistory", "videobrowsinghistory", "browsinghistory"})
_ASIDE_NAMES: Final = (
    "adsanddata adinterests ads adsbasedondatareceivedfrompartners instantformadsresponses offtiktokactivity "
    "usagedatafromthirdparty usagedatafromthirdpartyapps loginhistory status statuslist hashtag locationreview "
    "mostrecentlocationdata location purchases purchasehistory buygifts sendgifts gifts giftshistory tiktokshopping "
    "tiktokshop shopping incomeplus incomepluswallettransactions wallet golivesettings platforminfo autofill "
    "communicationwithshops currentpaymentinformation customersupporthistory orderhistory ordersdisputehistory "
    "productbrowsinghistory productreviews returnsandrefundshistory savedaddressinformation shoppingcartlist vouchers "
    "devices videosummary activitysummary watchlivesettings logins"
)
_ASIDE: Final = frozenset(_ASIDE_NAMES.split())


def records(sheet: Sheet, index: int, keys: Keys, spelt: str, value: Any) -> Iterator[Record]:
    """What one value of the file becomes. ``keys`` are the plain keys above it, ``spelt`` the last of them as it stands."""
    where = _where(keys)
    if where == "profilemap":
        yield from _profile(sheet, index, keys[-1], value)
    elif where == "settingsmap":
        yield from _setting(sheet, index, spelt, value)
    elif isinstance(value, dict):
        record = entry(sheet, index, keys, spelt, value)
        if record is not None:
            yield record
    elif where == "list" and said(value) and "watchlivemap" not in keys:
        sheet.problem(UNKNOWN)


def entry(sheet: Sheet, index: int, keys: Keys, spelt: str, value: Mapping[str, Any]) -> Record | None:
    """What one item of a list becomes."""
    return _of_list(sheet, index, keys, spelt, Entry(value)) if value and _where(keys) == "list" else None


@lru_cache(maxsize=1024)
def _where(keys: Keys) -> str:
    """In what sort of section a value stands; empty for one that is left aside."""
    if not _ASIDE.isdisjoint(keys):
        return ""
    return next((name for name in ("profilemap", "settingsmap") if name in keys), "list")


def _of_list(sheet: Sheet, index: int, keys: Keys, spelt: str, entry: Entry) -> Record | None:
    make = _maker(keys)
    if make is not None:
        record = make(sheet, index, entry, keys)
    elif "groupchat" in keys or "groupchathistory" in keys:
        record = _message(sheet, index, entry, chat_title(spelt), group=True)
    elif "chathistory" in keys or "directmessages" in keys:
        record = _message(sheet, index, entry, chat_title(spelt), group=False)
    else:
        sheet.problem(UNKNOWN)
        return None
    if record is None and "watchlivemap" not in keys:
        sheet.problem(_BROKEN)
    return record


@lru_cache(maxsize=1024)
def _maker(keys: Keys) -> Make | None:
    """How the entries of a list are read."""
    if not _WATCHING.isdisjoint(keys):
        return _WATCHED
    if keys[-1] in ("videolist", "videoslist"):
        return _post
    if "watchlivemap" in keys and keys[-1] in ("comments", "questions"):
        return _comment
    return _LISTS.get(keys[-1])


_PROFILE: Final = {
    "username": "username", "biodescription": "bio", "bio": "bio", "displayname": "name", "nickname": "name", "name": "name",
    "birthdate": "birthday", "birthday": "birthday", "accountregion": "location", "region": "location", "website": "website",
    "link": "website", "school": "education", "education": "education",
}  # fmt: skip


def _profile(sheet: Sheet, index: int, key: str, value: Any) -> Iterator[Record]:
    aspect, text = _PROFILE.get(key), said(value)
    if aspect and text:
        yield sheet.record(RecordKind.PROFILE, index, text=text, own=True, audience=Seen.PUBLIC, aspect=aspect)


_SETTINGS: Final = {
    "privateaccount": "private_account",
    "whocanpostcomments": "who_can_comment",
    "whocansendmemessage": "who_can_message",
    "whocansendmemessages": "who_can_message",
    "whocanduetwithme": "who_can_duet",
    "whocanstitchwithyourvideos": "who_can_stitch",
    "whocanstitchwithme": "who_can_stitch",
    "whocanviewvideosiliked": "who_can_see_likes",
    "allowotherstofindme": "findable",
}


def _setting(sheet: Sheet, index: int, spelt: str, value: Any) -> Iterator[Record]:
    text = said(value) or (str(value).lower() if isinstance(value, bool) else "")
    if text:
        aspect = _SETTINGS.get(plain(spelt)) or "_".join(shapes.text(spelt).lower().replace("-", " ").replace("'", "").split())
        yield sheet.record(RecordKind.SETTING, index, text=text, own=True, aspect=aspect)


def learn(export: Export, keys: Keys, value: Any) -> None:
    """Take in what must be known before the reading: the owner's name, and whether the account is private."""
    state = state_of(export)
    text = said(value)
    if not text:
        return
    if "profilemap" in keys and keys[-1] == "username":
        state.owner = state.owner or text
        export.owners.add(text)
        export.owner_name = export.owner_name or text
    elif "profilemap" in keys and _PROFILE.get(keys[-1]) == "name":
        export.owners.add(text)
    elif "settingsmap" in keys and keys[-1] == "privateaccount":
        state.private = text.lower() in ("enabled", "true", "yes", "on", "private", "1")
