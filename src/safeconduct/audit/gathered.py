"""What happened many times on a platform, as one matter with the newest examples."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import UTC, datetime

from safeconduct.archive.record import Record
from safeconduct.audit.inquiry import MANY
from safeconduct.audit.matter import Matter, Section, decided, way_back
from safeconduct.audit.scope import LONDON
from safeconduct.decision import Decision

_NEVER = datetime.min.replace(tzinfo=UTC)


class Gathered:
    """Records of one sort: how many there are on each platform, and the newest of them."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._newest: dict[str, list[tuple[datetime, int, Record]]] = {}

    def add(self, record: Record) -> None:
        """Take note of one."""
        number = self._counts[record.platform] = self._counts.get(record.platform, 0) + 1
        newest = self._newest.setdefault(record.platform, [])
        entry = (record.at or _NEVER, -number, record)
        if len(newest) < MANY:
            heapq.heappush(newest, entry)
        else:
            heapq.heappushpop(newest, entry)

    def matters(self, section: Section, decision: Decision, says: str) -> Iterator[Matter]:
        """One matter for each platform; ``{count}`` in ``says`` becomes the number with the right noun."""
        for platform, count in sorted(self._counts.items()):
            newest = [record for _, _, record in sorted(self._newest[platform], reverse=True)]
            yield decided(
                section,
                platform,
                decision,
                says.format(count=f"{count:,} post{'' if count == 1 else 's'}"),
                at=newest[0].at,
                count=count,
                kind=newest[0].kind.value,
                locator=newest[0].locator,
                find=way_back(newest[0]),
                link=newest[0].link,
                examples=tuple((_when(record), record.link or way_back(record)) for record in newest),
            )


def _when(record: Record) -> str:
    return f"{record.at.astimezone(LONDON):%Y-%m-%d %H:%M}" if record.at else ""
