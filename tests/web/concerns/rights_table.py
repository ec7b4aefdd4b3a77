"""Pages of concerns: telling something, following it, the page without a name; evidence."""

from __future__ import annotations

from types import SimpleNamespace

from django.core.cache import cache

from safeconduct.web.concerns.models import Case, Evidence
from web.concerns.made import piece
from web.concerns.telling import TOLD, door, the_concern, told
from web.tables import Row, Table

AT_ELM = frozenset({"priya", "tomasz", "grace", "helen", "daniel", "sian", "farah", "owen"})
SETTERS = frozenset({"helen", "daniel", "farah", "owen"})


def told_by_priya(world: SimpleNamespace) -> None:
    told(world)


def its_number(world: SimpleNamespace) -> dict[str, object]:
    return {"pk": the_concern().pk}


def elm(world: SimpleNamespace) -> dict[str, object]:
    return {"place": world.elm.pk}


def code(world: SimpleNamespace) -> dict[str, object]:
    return {"code": "bcdf-ghjk-mnpq"}


def no_tries_yet(world: SimpleNamespace) -> None:
    """Wrong codes of the others asked before would count for this one."""
    cache.clear()


def its_piece(world: SimpleNamespace) -> dict[str, int]:
    return {"pk": Evidence.objects.get().pk}


def its_case(world: SimpleNamespace) -> dict[str, str]:
    return {"reference": Case.objects.get().reference}


PRIYA = frozenset({"priya"})
ON_IT = frozenset({"daniel", "sian"})  # who receives Priya's friend request
TABLE: Table = {
    "concern": [Row()],
    "concern-new": [
        Row(),
        Row(method="POST", data={"words": TOLD, "do": "check"}, nobody=200),  # whoever was signed out keeps their words
    ],
    "concern-mine": [Row()],
    "concern-follow": [
        Row(ok=PRIYA, before=told_by_priya, arguments=its_number),
        Row(ok=PRIYA, before=told_by_priya, arguments=its_number, method="POST", data={"words": "More."}, nobody=200),
    ],
    "concern-pack": [Row(ok=PRIYA, before=told_by_priya, arguments=its_number)],
    "receipt": [Row(nobody=200), Row(method="POST", data={"code": "1234 5678 1234 5678"}, before=no_tries_yet, nobody=200)],
    "concern-help": [Row(nobody=200)],
    "concern-door": [
        Row(before=door, arguments=code, nobody=200),
        Row(before=door, arguments=code, method="POST", data={"words": TOLD, "do": "check"}, nobody=200),
        Row(ok=frozenset(), refused=frozenset(), arguments=code, before=no_tries_yet, nobody=404),  # where there is none
    ],
    "door": [
        Row(ok=SETTERS, refused=AT_ELM - SETTERS, arguments=elm),
        Row(ok=SETTERS, refused=AT_ELM - SETTERS, arguments=elm, method="POST", data={"do": "open"}),
        Row(ok=SETTERS, refused=AT_ELM - SETTERS, arguments=elm, method="POST", data={"do": "close"}, before=door),
    ],
    "evidence": [Row(ok=ON_IT, before=piece, arguments=its_piece)],
    "evidence-original": [Row(ok=ON_IT, before=piece, arguments=its_piece, method="POST")],
    "evidence-add": [
        Row(ok=ON_IT, before=piece, arguments=its_case),
        Row(ok=ON_IT, before=piece, arguments=its_case, method="POST", data={"link": "https://x.com/someone/status/1"}),
    ],
    "evidence-custody": [Row(ok=ON_IT, before=piece, arguments=its_case)],
}
