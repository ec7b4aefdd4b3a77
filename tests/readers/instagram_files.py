"""Archives of Instagram, written file by file for the tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from safeconduct.archive.opening import open_archive
from safeconduct.archive.reading import Reading
from safeconduct.archive.record import Record
from safeconduct.readers.instagram import READER

ACTIVITY = "your_instagram_activity/"
PROFILE = "personal_information/personal_information/personal_information.json"
PRIVACY = "security_and_login_information/login_and_profile_creation/profile_privacy_changes.json"
CHAT = ACTIVITY + "messages/inbox/yusufali_17/message_1."
JUNE = 1_750_000_000  # 15 June 2025, 15:06:40 UTC


def spoilt(value: Any) -> Any:
    """Text as Meta writes it: every byte of its UTF-8 as a letter."""
    if isinstance(value, str):
        return value.encode().decode("latin-1")
    if isinstance(value, list):
        return [spoilt(item) for item in value]
    if isinstance(value, dict):
        return {spoilt(key): spoilt(item) for key, item in value.items()}
    return value


def fields(title: str = "", **values: Any) -> dict[str, Any]:
    """An entry of named fields: a string is a value, a number a time."""
    made = {
        name.replace("_", " "): {"href": "", "value": value if isinstance(value, str) else "", "timestamp": value}
        if isinstance(value, int)
        else {"href": "", "value": value, "timestamp": 0}
        for name, value in values.items()
    }
    return {"title": title, "media_map_data": {}, "string_map_data": made}


def person(value: str = "", title: str = "", href: str = "", at: int = JUNE) -> dict[str, Any]:
    """An entry of a list of people."""
    return {"title": title, "string_list_data": [{"href": href, "value": value, "timestamp": at}]}


def profile(name: str = "Mariam Yusuf", handle: str = "ms.yusuf", private: str = "False") -> dict[str, Any]:
    """A profile."""
    return {"profile_user": [fields(Username=handle, Name=name, Private_Account=private)]}


def chat(*messages: dict[str, Any], people: tuple[str, ...] = ("Yusuf Ali", "Mariam Yusuf")) -> dict[str, Any]:
    """A conversation."""
    return {"participants": [{"name": name} for name in people], "messages": list(messages), "title": people[0]}


def opened(tmp_path: Path, files: dict[str, Any], owner: str = "") -> Reading:
    """An archive of these files: JSON, or text as it is."""
    for name, value in files.items():
        file = tmp_path / "download" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return Reading(open_archive([tmp_path / "download"]), owner, (READER,))


def read(tmp_path: Path, files: dict[str, Any], owner: str = "") -> list[Record]:
    """The records of an archive of which everything is understood."""
    reading = opened(tmp_path, files, owner)
    records = list(reading.records())
    assert [file for file in reading.files if not file.understood] == []
    return records


def one(records: list[Record], kind: str = "") -> Record:
    """The only record, or the only one of a kind."""
    (record,) = [record for record in records if not kind or record.kind == kind]
    return record


def broken(tmp_path: Path, files: dict[str, Any]) -> tuple[list[Record], dict[str, int]]:
    """The records of an archive, and everything that was said not to be understood."""
    reading = opened(tmp_path, files)
    records = list(reading.records())
    return records, {what: count for file in reading.files for what, count in file.problems.items()}


def box_page(*boxes: str, main: str = '<main role="main">', end: str = "</main>") -> str:
    """A page in which nothing is called what it is called today."""
    inside = "".join(f'<div class="q1">{box}</div>' for box in boxes)
    return f"<!DOCTYPE html><html><head><title>Yusuf Ali</title></head><body><div>{main}{inside}{end}</div></body></html>"


def said(sender: str, text: str, at: str = "Jun 15, 2025 7:06 am") -> str:
    """A message on a page."""
    return f"<h2>{sender}</h2><div><div><div></div><div>{text}</div><div></div></div></div><div>{at}</div>"
