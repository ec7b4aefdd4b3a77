"""Privacy settings that the policies ask their people to review, where the archive tells how they stand.

Sources: the self-reviews of kevi 5.2j and 5.2k, key 7 and 8a, tapton D2, vision 3a and 10.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from safeconduct.archive.reading import Reading
from safeconduct.archive.record import Record, RecordKind
from safeconduct.audit.answers import of_review
from safeconduct.audit.inquiry import Inquiry
from safeconduct.audit.matter import Matter, Section, from_record
from safeconduct.audit.scope import Scope
from safeconduct.policy import LooksAt

_TRUE: Final = frozenset({"true", "yes", "on", "1", "enabled"})
_FALSE: Final = frozenset({"false", "no", "off", "0", "disabled"})
_YES: Final = _TRUE | {"public", "everyone", "anyone", "all", "friends of friends"}
_NO: Final = _FALSE | {"public", "switched to public", "made public", "unprotect", "unprotected"}
_CLOSED: Final = (  # what narrows a setting down, for those that are open by “yes” and those that are open by “no”
    _FALSE
    | {"no one", "nobody", "noone", "only me", "only you", "just me", "me", "private", "friends", "friend", "close friends"}
    | {"followers", "your followers", "followers you follow back", "mutual friends", "mutual followers", "people you follow"}
    | {"suggested friends", "people who follow you", "friends except acquaintances", "custom", "specific friends"}
)
_PROTECTED: Final = _TRUE | {"private", "switched to private", "made private", "protect", "protected"}


class _Risk:
    """A setting: the values that open the account up, what that means, and which review it belongs to."""

    def __init__(self, values: frozenset[str], says: str, looks_at: LooksAt = LooksAt.PRIVACY) -> None:
        self.values = values
        self.says = says
        self.looks_at = looks_at
        self._others = _PROTECTED if values is _NO else _CLOSED

    def is_open(self, value: str) -> bool | None:
        """Whether a value opens the account up; ``None`` if nobody can tell."""
        plain = " ".join(value.casefold().replace("_", " ").split()).rstrip(".")
        return True if plain in self.values else False if plain in self._others else None


_OPEN_TO_ALL: Final = _YES - {"1", "true", "yes", "on", "enabled"}
_RISKS: Final[Mapping[str, _Risk]] = {
    "private_account": _Risk(_NO, "The account is public: anybody can see what is on it"),
    "protected_posts": _Risk(_NO, "The posts are not protected: anybody can see them"),
    "who_can_comment": _Risk(_OPEN_TO_ALL, "Everybody can comment, pupils too"),
    "who_can_message": _Risk(_OPEN_TO_ALL, "Everybody can send you messages, pupils too"),
    "who_can_tag": _Risk(_YES, "Others can tag you without asking", LooksAt.TAGS),
    "who_can_mention": _Risk(_OPEN_TO_ALL, "Everybody can mention you", LooksAt.TAGS),
    "who_can_duet": _Risk(_OPEN_TO_ALL, "Everybody can make a duet with your videos"),
    "who_can_stitch": _Risk(_OPEN_TO_ALL, "Everybody can use parts of your videos"),
    "who_can_view_liked_videos": _Risk(_OPEN_TO_ALL, "Everybody can see what you liked"),
    "who_can_see_following_list": _Risk(_OPEN_TO_ALL, "Everybody can see whom you follow"),
    "who_can_see_friends": _Risk(_OPEN_TO_ALL, "Everybody can see who your friends are"),
    "who_can_find_me": _Risk(_YES, "You can be found by phone number or e-mail address"),
    "suggest_account": _Risk(_YES, "The platform suggests your account to others"),
    "downloads_allowed": _Risk(_YES, "Everybody can download your videos"),
    "discoverable": _Risk(_YES, "The platform recommends your profile to others"),
    "indexable": _Risk(_YES, "Search engines may list your posts"),
    "manually_approves_followers": _Risk(_NO, "Anybody can follow you without being asked"),
}


class _Look:
    def __init__(self, scope: Scope, reading: Reading) -> None:
        self._scope = scope
        self._accounts = _Accounts(reading)
        self._latest: dict[tuple[int, str, str], Record] = {}
        self._told: set[str] = set()
        self._odd: set[str] = set()
        self._titles = {reader.id: reader.title for reader, _, _ in reading.exports}
        self._platforms: set[str] = set()

    def see(self, record: Record) -> None:
        self._platforms.add(record.platform)
        if record.kind is RecordKind.SETTING and record.aspect in _RISKS:
            if _RISKS[record.aspect].is_open(record.text) is None:
                self._odd.add(record.platform)
                return
            self._told.add(record.platform)
            key = self._accounts.of(record), record.platform, record.aspect
            known = self._latest.get(key)
            if known is None or _counts_more(record, known):
                self._latest[key] = record

    def matters(self) -> Iterator[Matter]:
        for (_, _, aspect), record in self._latest.items():
            risk = _RISKS[aspect]
            if risk.is_open(record.text):
                decision = of_review(self._scope, risk.looks_at)
                yield from_record(Section.SETTINGS, record, decision, risk.says, text=record.text[:80])

    def notes(self) -> Iterator[str]:
        untold = sorted(self._titles.get(platform, platform) for platform in self._platforms - self._told)
        if untold:
            yield (
                f"The archive does not say how the privacy settings stand on: {', '.join(untold)}. "
                "Look at them there: who can see, comment, message, tag and find you."
            )
        odd = sorted(self._titles.get(platform, platform) for platform in self._odd & self._told)
        if odd:
            yield f"How some of the privacy settings stand was not understood on: {', '.join(odd)}. Look at them there."


class _Accounts:
    """Whose account a record is of, as a number: downloads of several people may be looked at together."""

    def __init__(self, reading: Reading) -> None:
        self._several = len(reading.exports) > 1
        self._reading = reading
        self._of: dict[tuple[str, str], int] = {}

    def of(self, record: Record) -> int:
        """The number of the account."""
        if not self._several:
            return 0
        if not self._of:
            for number, (_, _, claims) in enumerate(self._reading.exports):
                self._of.update(((claim.member.source, claim.member.name), number) for claim in claims)
        place = record.locator
        return self._of.get((place.archive or self._reading.archive.members[0].source, place.member), 0)


def _counts_more(record: Record, known: Record) -> bool:
    """The later one; of two of which nobody can say which is later, the one that opens the account up."""
    if record.at != known.at:
        return record.at is not None and (known.at is None or record.at > known.at)
    return bool(_RISKS[record.aspect].is_open(record.text))


def _start(scope: Scope, reading: Reading) -> _Look:
    return _Look(scope, reading)


INQUIRY: Final = Inquiry("settings", "Looks at the privacy settings that the policies ask to review.", _start)
