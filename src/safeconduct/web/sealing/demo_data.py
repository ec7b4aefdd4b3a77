"""What the demo shows of the case key: three holders, whose sheets lie in the demo's own folder, and a drill."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Final

from django.conf import settings

from safeconduct.web.sealing import keeping, private
from safeconduct.web.sealing.sheets import Sheet, text


def build(world: SimpleNamespace) -> None:
    """Three holders of Elm Park, two of whom have tried their sheets."""
    given: list[Sheet] = []

    def keep(sheets: Sequence[Sheet]) -> None:
        folder = Path(settings.DATA) / "recovery-sheets"
        folder.mkdir(mode=0o700, exist_ok=True)
        for sheet in sheets:
            private.write(folder / f"sheet-{sheet.number}.txt", text(sheet).encode())
        given.extend(sheets)

    keeping.give([world.helen.name, world.daniel.name, world.farah.name], keep)
    keeping.drill(given[0].key, given[1].key)


__all__: Final = ("build",)
