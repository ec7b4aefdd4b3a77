"""Small archives for audits, as the platforms write them; everybody in them is made up."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PIL import Image

OWNER = "1000001"
# What the checker objects to under several policies, and what it does not.
STOP = "Jayden Okafor in Year 9 was excluded today for fighting, his mum was in tears in my office"
MILD = "Jayden Okafor in 7B got 3 out of 40 on his maths test, absolute donkey of a child"
FINE = "Lovely walk along the canal this afternoon, the herons are back"
BELIEF = "Proud to march with my union on Saturday for fair pay for support staff"


def js(name: str, value: Any) -> str:
    return f"window.YTD.{name.replace('-', '_')}.part0 = " + json.dumps(value)


def tweet(number: int, text: str, at: str = "Sat Feb 18 12:33:11 +0000 2023", **more: Any) -> dict[str, Any]:
    return {"tweet": {"id_str": str(number), "id": str(number), "created_at": at, "full_text": text, "entities": {}, **more}}


def x_files(tweets: list[dict[str, Any]], **more: Any) -> dict[str, str]:
    """The files of an X archive; ``more`` are further data files by name."""
    files = {
        "data/tweets.js": js("tweets", tweets),
        "data/account.js": js(
            "account", [{"account": {"accountId": OWNER, "username": "nia_r", "accountDisplayName": "Nia R"}}]
        ),
    }
    return files | {f"data/{name.replace('_', '-')}.js": js(name, value) for name, value in more.items()}


def facebook_files(**more: Any) -> dict[str, str]:
    profile = {"profile_v2": {"name": {"full_name": "Nia Roberts"}, **more.pop("profile", {})}}
    files = {"personal_information/profile_information/profile_information.json": json.dumps(profile)}
    if "friends" in more:
        friends = [{"name": name, "timestamp": 1_600_000_000 + n} for n, name in enumerate(more["friends"])]
        files["connections/friends/your_friends.json"] = json.dumps({"friends_v2": friends})
    for person, messages in more.get("messages", {}).items():
        slug = person.lower().replace(" ", "")
        thread = {
            "participants": [{"name": person}, {"name": "Nia Roberts"}],
            "messages": [
                {"sender_name": who, "timestamp_ms": 1_650_000_000_000 + 60_000 * n, "content": text}
                for n, (who, text) in enumerate(messages)
            ],
            "title": person,
            "thread_path": f"inbox/{slug}_1",
        }
        files[f"your_facebook_activity/messages/inbox/{slug}_1/message_1.json"] = json.dumps(thread)
    return files


def packed(path: Path, files: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def photo(*, place: bool) -> bytes:
    """A small photograph, with or without a place in its metadata."""
    image = Image.new("RGB", (8, 8), "white")
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    if place:
        exif.get_ifd(0x8825).update({1: "N", 2: (53.0, 22.0, 50.0), 3: "W", 4: (1.0, 30.0, 4.0)})
    data = io.BytesIO()
    image.save(data, "JPEG", exif=exif)
    return data.getvalue()


def epoch(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def roster(folder: Path) -> Path:
    file = folder / "roster.csv"
    file.write_text(
        "name,role\nJayden Okafor,pupil\nZofia Nowak,pupil\nCallum Reid,former pupil\nNgozi Okafor,parent\n"
        "Priya Sharma,teacher\n",
        encoding="utf-8",
    )
    return file
