"""Pinterest: recognised, not read. It is one long web page of which no description could be found to rest a reader on."""

from __future__ import annotations

from safeconduct.archive.reader import Reader

reader = Reader(
    id="pinterest",
    title="Pinterest",
    files=(),
    signs=("pinterest*.html", "pinterest*/*.html", "pinterest*/*.json"),
    skips={},
    unread=(
        "this is a download from Pinterest: recognised, not read. Nothing in it was checked. Look through your pins, boards "
        "and comments yourself on Pinterest."
    ),
)
