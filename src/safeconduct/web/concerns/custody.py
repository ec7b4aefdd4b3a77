"""The chain of custody of a piece of evidence: when it came, from whom, and everybody who opened it since, from the trail.

Those on a case see it without seeing the trail. A certificate tells it on paper, with the numbers of the trail's entries, so
that it can be held against the trail later. Somebody who told in confidence or without a name is never named in either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from django.utils import dateformat, timezone

from safeconduct.web.access.models import Event
from safeconduct.web.concerns.evidence import COPIED, EXPORTED, LAID, REPORTER, SCANNED, TAKEN
from safeconduct.web.concerns.kinds import KINDS
from safeconduct.web.concerns.models import Concern, Evidence, Outside
from safeconduct.web.concerns.scanning import WHY_NOT
from safeconduct.web.people.models import Person
from safeconduct.web.printing import printed
from safeconduct.web.sealing.storing import words

_DONE: Final[Mapping[str, str]] = {
    TAKEN: "Handed in, hashed and sealed",
    SCANNED: "Scanned for malware",
    LAID: "Put on this case when it was opened",
    "concerns.evidence-see": "Looked at",
    "concerns.evidence-download": "Original downloaded",
    EXPORTED: "Put into a bundle to be handed over",
    COPIED: "Given in a copy of what is held about a person",
}
_TOLD: Final = "Whoever told it"
_US: Final = "safeconduct"
_LEFT: Final = "Somebody whose account is gone"


class Entry(NamedTuple):
    """One thing that was done with a piece: the entry of the trail, when, what, by whom, and the hash it had."""

    number: int
    at: datetime
    what: str
    by: str
    sha256: str


def custody(piece: Evidence, *, tells_who: bool = False) -> list[Entry]:
    """The chain of a piece, the earliest first; ``tells_who`` as for ``chains``."""
    return chains([piece], tells_who=tells_who)[piece.pk]


def chains(given: Sequence[Evidence], *, tells_who: bool = False) -> dict[int, list[Entry]]:
    """The chains of several pieces, by their number.

    ``tells_who``: the reader may see who told it (``Case.tells_who_to``). That somebody was given a copy of what is held about
    them would else tell who told it in confidence.
    """
    by_name = {f"{piece._meta.label_lower}:{piece.pk}": piece for piece in given}
    events = Event.objects.filter(about__in=list(by_name), verb__in=list(_DONE)).select_related("actor").order_by("number")
    found: dict[int, list[Entry]] = {piece.pk: [] for piece in given}
    for event in events:
        piece = by_name[event.about]
        if event.verb == COPIED and not tells_who and piece.case.concern.standing != Concern.Standing.NAMED:
            continue
        found[piece.pk] += [*_before(event, piece), _entry(event, piece)]
    return found


def _before(event: Event, piece: Evidence) -> list[Entry]:
    """How a piece came that was put on a case opened later; who looked at it before is not for those on this one."""
    if event.verb != LAID or not isinstance(event.facts, dict):
        return []
    first = f"{piece._meta.label_lower}:{event.facts.get('first')}"
    came = Event.objects.filter(about=first, verb__in=(TAKEN, SCANNED, LAID), number__lt=event.number)
    return [
        entry
        for each in came.select_related("actor").order_by("number")
        for entry in ([*_before(each, piece)] if each.verb == LAID else [_entry(each, piece)])
    ]


def _entry(event: Event, piece: Evidence) -> Entry:
    what, facts = _DONE[event.verb], event.facts if isinstance(event.facts, dict) else {}
    if facts.get("scan") and event.verb in (TAKEN, SCANNED):
        what = f"{what}. {scan_in_words(str(facts['scan']), str(facts.get('says', '')))}"
    if facts.get("to") and event.verb in (EXPORTED, COPIED):
        what = f"{what}. To: {_to_whom(facts['to'])}"
    return Entry(event.number, event.at, what, _who(event, piece), str(facts.get("sha256", "")))


def _to_whom(to: object) -> str:
    if to == REPORTER:
        return _TOLD.lower()
    if isinstance(to, int):
        return next(iter(Person.objects.filter(pk=to).values_list("name", flat=True)), _LEFT)
    return str(dict(Outside.What.choices).get(str(to), to))


def _who(event: Event, piece: Evidence) -> str:
    if event.verb == LAID:
        return _US  # who opened it is on the other strand, of which those on this one need not know
    if event.actor_id is None:
        return _TOLD if event.verb == TAKEN and piece.from_reporter else _US
    return str(event.actor.name) if event.actor else _LEFT


def scan_in_words(scan: str, says: str) -> str:
    """What the malware scanner said, in a sentence."""
    if scan == Evidence.Scan.FOUND:
        return f"Malware was found: {says}."
    if scan == Evidence.Scan.CLEAN:
        return "No malware was found."
    return f"Not scanned for malware: {WHY_NOT.get(says, says)}."


# --- on paper ------------------------------------------------------------------------------------------------


def certificate(given: Iterable[Evidence], *, tells_who: bool = False) -> bytes:
    """The chain of custody of some pieces as a tagged PDF (PDF/UA-1); ``tells_who`` as for ``chains``."""
    listed = list(given)
    chain = chains(listed, tells_who=tells_who)
    told = {"pieces": [_told(piece, chain[piece.pk]) for piece in listed], "at": _when(timezone.now())}
    return printed("concerns", "custody", told, timezone.now())


def _told(piece: Evidence, chain: Sequence[Entry]) -> dict[str, object]:
    return {
        "name": file_name(piece),
        "kind": KINDS[piece.mime].says,
        "size": f"{piece.size:,} bytes",
        "sha256": piece.sha256,
        "at": _when(piece.at),
        "captured": captured_words(piece),
        "captured_at": _when(piece.captured_at) if piece.captured_at else "",
        "chain": [{"number": str(one.number), "at": _when(one.at), "what": one.what, "by": one.by} for one in chain],
    }


def is_kept_back(piece: Evidence) -> bool:
    """Whether what was said of a piece, its name among it, might tell who told in confidence or without a name."""
    return piece.from_reporter and piece.case.concern.standing != Concern.Standing.NAMED


def captured_words(piece: Evidence) -> str:
    """Who made it and how, as it was said; nothing where that might name somebody who told in confidence or without a name."""
    return words(piece.captured) if piece.captured is not None and not is_kept_back(piece) else ""


def original_name(piece: Evidence) -> str:
    """The name that a file came with; where that might name such a person, what a copy of it is called outside."""
    return file_name(piece) if is_kept_back(piece) else words(piece.name)


def file_name(piece: Evidence) -> str:
    """What a copy of a piece is called outside the site: nothing that names anybody."""
    return f"{piece.case.reference}-evidence-{piece.pk}.{KINDS[piece.mime].ending}"


def _when(at: datetime) -> str:
    return dateformat.format(timezone.localtime(at), "j F Y, H:i:s T")


__all__: Final = (
    "Entry",
    "captured_words",
    "certificate",
    "chains",
    "custody",
    "file_name",
    "is_kept_back",
    "original_name",
    "scan_in_words",
)
