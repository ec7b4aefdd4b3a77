"""Help for somebody to whom something is done online: first this, how to block and report, who helps, what the school owes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

import msgspec
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from safeconduct.activity import ConcernKind
from safeconduct.policy import Clause, Policy
from safeconduct.web.access.deciding import signed_in
from safeconduct.web.policies.models import binding_policies

_DONE_TO_ME: Final = frozenset({ConcernKind.ABUSE_OF_ME, ConcernKind.ABUSE_OF_ANOTHER})


class Platform(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A platform: the steps to block somebody there and to report something."""

    name: str
    block: tuple[str, ...]
    report: tuple[str, ...]
    note: str = ""


class Helpline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who helps; ``checked`` is the day on which the number was looked up where ``source`` says."""

    name: str
    what: str
    telephone: str
    site: str
    source: str
    checked: date | None = None


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    platform: tuple[Platform, ...]
    helpline: tuple[Helpline, ...]


@cache
def shipped() -> _File:
    """What ``data/help_online.toml`` says."""
    content = resources.files("safeconduct").joinpath("data", "help_online.toml").read_bytes()
    return msgspec.toml.decode(content, type=_File)


class Owed(NamedTuple):
    """What a policy that binds somebody says about staff who are abused online."""

    title: str
    clauses: Sequence[Clause]


def _owed(policies: Iterable[Policy]) -> list[Owed]:
    found = []
    for policy in policies:
        clauses = [each for each in policy.clause if _speaks(each)]
        if clauses:
            found.append(Owed(policy.title, clauses))
    return found


def _speaks(clause: Clause) -> bool:
    routed = any(_DONE_TO_ME & set(rule.kinds) for rule in clause.route)
    return routed or any(_DONE_TO_ME & set(guide.concerns) for guide in clause.guide)


@login_not_required  # nothing here is about anybody, and whoever tells without a name needs it too
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What to do first, and who helps."""
    owed = _owed(binding_policies(signed_in(request))) if request.user.is_authenticated else []
    return render(request, "concerns/help.html", {"help": shipped(), "owed": owed})


__all__: Final = ("Helpline", "Owed", "Platform", "page", "shipped")
