"""Apps and sites that were given access to the account: part of the privacy and security settings to review.

Sources: the self-reviews of kevi 5.2j, key 7, tapton D2, vision 3a.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.archive.reading import Reading
from safeconduct.archive.record import Record, RecordKind
from safeconduct.audit.answers import of_review
from safeconduct.audit.inquiry import MANY, Inquiry
from safeconduct.audit.matter import Matter, Section, decided, way_back
from safeconduct.audit.scope import LONDON, Scope
from safeconduct.policy import LooksAt


class _Look:
    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._apps: dict[str, list[Record]] = {}
        self._counts: dict[str, int] = {}

    def see(self, record: Record) -> None:
        if record.kind is RecordKind.SETTING and record.aspect == "connected_app" and not record.deleted:
            self._counts[record.platform] = self._counts.get(record.platform, 0) + 1
            kept = self._apps.setdefault(record.platform, [])
            if len(kept) < MANY:
                kept.append(record)

    def matters(self) -> Iterator[Matter]:
        for platform, apps in sorted(self._apps.items()):
            count = self._counts[platform]
            says = f"{count:,} app{' has' if count == 1 else 's have'} access to your account: remove what you no longer use"
            examples = tuple((_since(app), app.text[:120]) for app in apps)
            decision = of_review(self._scope, LooksAt.PRIVACY)
            where = {"locator": apps[0].locator, "find": way_back(apps[0]), "kind": "setting"}
            yield decided(Section.APPS, platform, decision, says, count=count, examples=examples, **where)

    def notes(self) -> Iterator[str]:
        return iter(())


def _since(app: Record) -> str:
    return f"{app.at.astimezone(LONDON):%Y-%m-%d}" if app.at else ""


def _start(scope: Scope, reading: Reading) -> _Look:
    del reading
    return _Look(scope)


INQUIRY: Final = Inquiry("apps", "Lists the apps that have access to the account.", _start)
