"""Tumblr: recognised, not read. No description of its download could be found that a reader might rest on."""

from __future__ import annotations

from safeconduct.archive.reader import Reader

reader = Reader(
    id="tumblr",
    title="Tumblr",
    files=(),
    signs=("payload-0.json", "posts.zip", "posts.zip/**"),
    skips={},
    unread=(
        "this is a download from Tumblr: recognised, not read. Nothing in it was checked. Look through the posts yourself on "
        "Tumblr, or copy the texts into a file, one a line, and check that."
    ),
)
