"""How things stand with the case key and its holders: for the page, for the commands and for ``safeconduct verify``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from django.utils import timezone

from safeconduct.errors import SiteError
from safeconduct.web.access.models import Event
from safeconduct.web.sealing import keys, recovery
from safeconduct.web.sealing.keys import NoKey
from safeconduct.web.sealing.models import Sealed
from safeconduct.web.sealing.recovery import Recovery

DRILL_EVERY: Final = timedelta(days=183)


class Drill(NamedTuple):
    """The last time that two holders tried: when, and which."""

    at: datetime
    holders: tuple[int, ...]


class Standing(NamedTuple):
    """The whole of it. ``trouble`` says why there are no ``publics``, ``recovery_trouble`` why there is no ``recovery``."""

    publics: tuple[str, ...]
    trouble: str
    recovery: Recovery | None
    recovery_trouble: str
    drill: Drill | None
    sealed: bool

    @property
    def current(self) -> bool:
        """Whether the recovery file holds every key that is in use."""
        return self.recovery is not None and set(self.publics) <= set(self.recovery.publics)

    @property
    def drill_due(self) -> bool:
        """Whether the holders should try again: the last time is too long ago, or was before they got their sheets."""
        return self.drill is None or timezone.now() - self.drill.at > DRILL_EVERY

    @property
    def tried_by(self) -> list[str]:
        """The names of those who tried last, as far as they are still holders."""
        numbers = self.drill.holders if self.drill else ()
        return [each.name for each in (self.recovery.holders if self.recovery else ()) if each.number in numbers]


def standing() -> Standing:
    """How things stand now."""
    publics, trouble = _key()
    found, recovery_trouble = _recovery()
    return Standing(publics, trouble, found, recovery_trouble, _drill(), Sealed.objects.exists())


def _key() -> tuple[tuple[str, ...], str]:
    try:
        return keys.publics(keys.identities()), ""
    except NoKey as error:
        return (), str(error)


def _recovery() -> tuple[Recovery | None, str]:
    try:
        return recovery.read(), ""
    except SiteError as error:
        return None, str(error)


def _drill() -> Drill | None:
    """The last drill since the holders were named."""
    given = _last("sealing.holders", step="given")
    tried = _last("sealing.drill")
    if tried is None or (given is not None and tried.number < given.number):
        return None
    return Drill(tried.at, tuple(each for each in tried.facts.get("holders", ()) if isinstance(each, int)))


def _last(verb: str, **facts: str) -> Event | None:
    """The last entry of a kind; none if it cannot be read any more, which the trail itself names."""
    wanted: dict[str, Any] = {f"facts__{name}": value for name, value in facts.items()}
    try:
        found = Event.objects.filter(verb=verb, **wanted).order_by("-number").first()
    except (ValueError, TypeError):
        return None
    return found if found is None or isinstance(found.facts, dict) else None


def recovery_fault() -> str:
    """What is wrong with the recovery file, going by the trail; nothing if it was never made or is as it was made."""
    told = _last("sealing.holders")
    if told is None:
        return ""
    try:
        data = recovery.file().read_bytes()
    except OSError:
        return f"the recovery file that entry {told.number} tells of is missing or cannot be read"
    return "" if recovery.digest(data) == told.facts.get("digest") else f"it is not the file that entry {told.number} tells of"


def advice() -> Iterator[str]:
    """What should be put right, each in a line that says what to do; nothing while nothing is sealed and nobody was named."""
    now = standing()
    if now.trouble:
        yield now.trouble
    if now.recovery_trouble:
        yield now.recovery_trouble
    elif now.recovery is None and now.sealed:
        yield "If the case key is lost, all that is sealed is lost. Name its holders: safeconduct keys holders NAME NAME NAME"
    elif now.recovery is not None:
        yield from _about_holders(now)


def _about_holders(now: Standing) -> Iterator[str]:
    if now.publics and not now.current:
        yield "The recovery file lacks the newest case key. Renew it: safeconduct keys holders"
    if now.drill is None:
        yield "The holders of the case key have not tried their sheets yet. Let two of them: safeconduct keys drill"
    elif now.drill_due:
        days = (timezone.now() - now.drill.at).days
        yield f"The holders of the case key last tried {days} days ago. Let two of them try again: safeconduct keys drill"


__all__: Final = ("DRILL_EVERY", "Drill", "Standing", "advice", "recovery_fault", "standing")
