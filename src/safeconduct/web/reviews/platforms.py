"""Where the settings are on each platform, from ``data/platforms``: one file a platform, found by listing the folder.

The names of settings change without notice. ``checked`` is the month in which somebody compared the steps with the platform
itself; it is empty where nobody has, and the page says so. ``source`` names where the platform explains its settings.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final

import msgspec

from safeconduct.errors import PluginError


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One setting: what it is about, where to find it, tap by tap, and what to choose there."""

    about: str
    where: tuple[str, ...]
    choose: str


class Platform(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A platform, and what to set there. ``checked`` is a month, such as “2026-11”, or empty."""

    name: str
    source: str
    step: tuple[Step, ...]
    checked: str = ""


@cache
def platforms() -> Mapping[str, Platform]:
    """Every platform by the name of its file, in the order of their names.

    Raises:
        PluginError: a file cannot be read as a platform; the file and the key are named.
    """
    folder = resources.files("safeconduct.data").joinpath("platforms")
    files = [file for file in folder.iterdir() if file.name.endswith(".toml")]
    found = {file.name.removesuffix(".toml"): parsed(file.name, file.read_bytes()) for file in files}
    return dict(sorted(found.items(), key=lambda item: item[1].name.lower()))


def parsed(name: str, content: bytes) -> Platform:
    """A platform from what stands in its file.

    Raises:
        PluginError: it cannot be read as one.
    """
    try:
        return msgspec.toml.decode(content, type=Platform)
    except msgspec.MsgspecError as error:
        raise PluginError(f"data/platforms/{name}: {error}. Give it name, source and steps as the files beside it.") from error


__all__: Final = ("Platform", "Step", "parsed", "platforms")
