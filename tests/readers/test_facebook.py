"""Facebook's download: every trap that its formats set, and what is broken in it."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from safeconduct.archive.opening import open_archive
from safeconduct.archive.reading import Reading, Status
from safeconduct.archive.record import Record, RecordKind, Seen
from safeconduct.readers.facebook import READER
from tests_support import ROOT, at_most

OWNER = "Rhys Llywelyn Évans"
ME = {"profile_v2": {"name": {"full_name": OWNER}}}
PROFILE = "personal_information/profile_information/profile_information.json"
ACTIVITY = "your_facebook_activity"
POSTS = f"{ACTIVITY}/posts/your_posts__check_ins__photos_and_videos_1.json"
COMMENTS = f"{ACTIVITY}/comments_and_reactions/comments.json"
TALK = f"{ACTIVITY}/messages/inbox/nia_1/message_1.json"
HEAD = '<html><head><title>{}</title></head><body><div><div role="main">{}</div></div></body></html>'


def mojibake(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode().decode("latin-1")
    if isinstance(value, list):
        return [mojibake(inner) for inner in value]
    return {mojibake(key): mojibake(inner) for key, inner in value.items()} if isinstance(value, dict) else value


def export(folder: Path, files: dict[str, Any]) -> Path:
    """A download on disk; text and bytes as they are, all else as Facebook writes JSON."""
    for name, value in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(value, bytes):
            target.write_bytes(value)
        else:
            target.write_text(value if isinstance(value, str) else json.dumps(mojibake(value), indent=1), encoding="utf-8")
    return folder


def read(*paths: Path, owner: str = "") -> tuple[list[Record], Reading]:
    reading = Reading(open_archive(list(paths)), owner, [READER])
    return list(reading.records()), reading


def found(tmp_path: Path, files: dict[str, Any]) -> list[Record]:
    """All but what the profile says."""
    return [record for record in read(export(tmp_path, files))[0] if record.kind is not RecordKind.PROFILE]


def status(reading: Reading, name: str) -> Status:
    return next(file.status for file in reading.files if file.member.endswith(name))


def message(sender: str, text: str | None, at: int = 1_743_000_000_000, **more: Any) -> dict[str, Any]:
    return {"sender_name": sender, "timestamp_ms": at, **({} if text is None else {"content": text}), **more}


def talk(*messages: Any, people: tuple[str, ...] = ("Nia Price", OWNER), **more: Any) -> dict[str, Any]:
    told = {"participants": [{"name": name} for name in people], "messages": list(messages)}
    return {**told, "title": people[0], "thread_path": "inbox/nia_1", "magic_words": [], **more}


def post(text: str, at: int = 1_740_000_000, **more: Any) -> dict[str, Any]:
    return {"timestamp": at, "data": [{"post": text}], "title": f"{OWNER} updated his status.", **more}


# --- text ------------------------------------------------------------------------------------------------------


def test_text_written_as_bytes_is_repaired_and_right_text_stays(tmp_path: Path) -> None:
    right = json.dumps([post("Så er det væk – ’fint’ 🙂")], ensure_ascii=False)
    records = found(tmp_path, {POSTS: [post("Café’s 🐑")], POSTS.replace("_1", "_2"): right, PROFILE: ME})

    assert [record.text for record in records] == ["Café’s 🐑", "Så er det væk – ’fint’ 🙂"]


def test_a_cut_emoji_does_not_spoil_the_rest(tmp_path: Path) -> None:
    spoilt = json.dumps([{"timestamp": 1_740_000_000, "data": [{"post": "Caf\u00c3\u00a9 \u00f0\u009f\u0098"}]}])

    assert found(tmp_path, {POSTS: spoilt, PROFILE: ME})[0].text.startswith("Café ")


def test_a_mention_shows_the_name(tmp_path: Path) -> None:
    records = found(tmp_path, {POSTS: [post("Hi @[1234:2048:Nia Price], @[x:y:z] and @[open")], PROFILE: ME})

    assert records[0].text == "Hi Nia Price, @[x:y:z] and @[open"


# --- posts -----------------------------------------------------------------------------------------------------


def test_one_record_may_stand_alone_without_its_list(tmp_path: Path) -> None:
    records = found(tmp_path, {POSTS: post("Alone"), COMMENTS: {"comments_v2": {"timestamp": 1_740_000_001, "title": "x"}}})

    assert [(record.kind, record.text) for record in records] == [(RecordKind.COMMENT, ""), (RecordKind.POST, "Alone")]


def test_an_entry_that_was_only_touched_is_no_record_and_no_problem(tmp_path: Path) -> None:
    touched = {"timestamp": 1_740_000_000, "data": [{"update_timestamp": 1_740_000_000}], "title": "X updated his cover photo."}
    records, reading = read(export(tmp_path, {POSTS: [touched, {"data": [{"update_timestamp": 1}]}], PROFILE: ME}))

    assert [record.kind for record in records] == [RecordKind.PROFILE]
    assert status(reading, POSTS) is Status.READ
    assert reading.understood


def test_a_caption_below_every_picture_is_said_once(tmp_path: Path) -> None:
    media = [{"media": {"uri": f"{n}.jpg", "description": "Sports  day"}} for n in range(3)]
    other = {"media": {"uri": "4.jpg", "description": "The winner"}}
    entry = post("Sports day", attachments=[{"data": [*media, other]}])

    (record,) = found(tmp_path, {POSTS: [entry], PROFILE: ME})
    assert record.text == "Sports day\nThe winner"
    assert record.attached == ("0.jpg", "1.jpg", "2.jpg", "4.jpg")


def test_a_picture_is_in_a_post_or_in_an_album_not_in_both(tmp_path: Path) -> None:
    pictures = [{"uri": f"{n}.jpg", "creation_timestamp": 1_740_000_000 + n, "description": f"no {n}"} for n in range(3)]
    entry = {"timestamp": 1_740_000_000, "attachments": [{"data": [{"media": pictures[0]}, {"media": pictures[1]}]}]}
    album = {"name": "Mobile uploads", "photos": pictures, "description": "", "last_modified_timestamp": 1_740_000_000}
    records = found(tmp_path, {POSTS: [entry], f"{ACTIVITY}/posts/album/0.json": album})

    assert [(record.text, record.attached) for record in records] == [
        ("no 0\nno 1", ("0.jpg", "1.jpg")),
        ("no 2", ("2.jpg",)),
    ]


def test_passing_on_is_not_speaking(tmp_path: Path) -> None:
    link = [{"data": [{"external_context": {"name": "A rant", "url": "https://x.example/1"}}]}]
    alone = {"timestamp": 1_740_000_000, "attachments": link, "title": "X shared a link."}
    records = found(tmp_path, {POSTS: [alone, post("So true", attachments=link)], PROFILE: ME})

    assert [(r.kind, r.author_is_owner, r.text) for r in records] == [
        (RecordKind.REPOST, False, "A rant"),
        (RecordKind.POST, True, "So true"),
    ]


def test_a_place_in_a_picture_or_a_post_shows(tmp_path: Path) -> None:
    exif = {"photo_metadata": {"exif_data": [{"upload_ip": "192.0.2.1", "latitude": 51.5, "longitude": -3.2}]}}
    nowhere = {"photo_metadata": {"exif_data": [{"upload_ip": "192.0.2.1", "taken_timestamp": -62169958800}]}}
    entries = [
        post("a", attachments=[{"data": [{"media": {"uri": "1.jpg", "media_metadata": exif}}]}]),
        post("b", attachments=[{"data": [{"place": {"name": "The Claude"}}]}]),
        post("c", attachments=[{"data": [{"media": {"uri": "2.jpg", "media_metadata": nowhere}}]}]),
    ]

    assert [record.aspect for record in found(tmp_path, {POSTS: entries})] == ["location", "location", ""]


def test_what_others_wrote_on_the_timeline_is_theirs(tmp_path: Path) -> None:
    wall = {"wall_posts_sent_to_you": {"activity_log_data": [post("Oi", title="Siôn Parri wrote on your timeline.")]}}
    (record,) = found(tmp_path, {f"posts/{'other_people'}.json": wall, POSTS: []})

    assert (record.author_is_owner, record.author, record.text) == (False, "Siôn Parri", "Oi")


def test_a_label_that_is_not_known_leaves_open_whose_words_they_are(tmp_path: Path) -> None:
    def labelled(label: str) -> dict[str, Any]:
        return {"timestamp": 1_741_000_000, "fbid": "7", "label_values": [{"label": label, "value": "Pen-blwydd hapus"}]}

    name = f"{ACTIVITY}/posts/posts_on_other_pages_and_profiles.json"
    records = found(tmp_path, {name: [labelled("Message"), {**labelled("Beskjeder"), "fbid": "8"}]})

    assert [(record.id, record.author_is_owner) for record in records] == [("7", True), ("8", None)]


def test_times_that_are_none(tmp_path: Path) -> None:
    entries = [post("a", at=0), post("b", at=-62169958800), {"data": [{"post": "c"}]}, post("d", at="1740000000")]  # type: ignore[arg-type]

    assert [record.at is None for record in found(tmp_path, {POSTS: entries})] == [True, True, True, False]


# --- comments, reactions, people ---------------------------------------------------------------------------------


def test_a_comment_under_another_name_is_not_the_owners(tmp_path: Path) -> None:
    def comment(author: str, **more: str) -> dict[str, Any]:
        return {"timestamp": 1_742_000_000, "data": [{"comment": {"comment": "Ha", "author": author, **more}}], "title": "x"}

    records = found(tmp_path, {COMMENTS: {"comments_v2": [comment(OWNER), comment("PTA", group="Parents")]}, PROFILE: ME})

    assert [(r.author_is_owner, r.author, r.audience, r.to) for r in records] == [
        (True, "", Seen.UNKNOWN, ""),
        (False, "PTA", Seen.PRIVATE_GROUP, "Parents"),
    ]


@pytest.mark.parametrize("name", ["ANGER", "LIKE", "Love", "SORRY", ""])
def test_reactions_by_their_common_name(tmp_path: Path, name: str) -> None:
    reacted = [{"timestamp": 1_742_000_000, "data": [{"reaction": {"reaction": name, "actor": OWNER}}], "title": "x"}]
    (record,) = found(tmp_path, {f"{ACTIVITY}/comments_and_reactions/likes_and_reactions_1.json": reacted})

    wanted = {"ANGER": "angry", "LIKE": "like", "Love": "love", "SORRY": "sad", "": "reaction"}[name]
    assert (record.kind, record.author_is_owner, record.aspect) == (RecordKind.LIKE, False, wanted)


@pytest.mark.parametrize("name", ["who_you've_followed", "who_you_ve_followed", "cui_ai_urmărit"])
def test_lists_are_known_by_their_key_whatever_the_file_is_called(tmp_path: Path, name: str) -> None:
    (record,) = found(tmp_path, {f"connections/followers/{name}.json": {"following_v3": [{"name": "Estyn", "timestamp": 1}]}})

    assert (record.kind, record.aspect, record.to) == (RecordKind.CONNECTION, "following", "Estyn")


def test_a_list_given_without_its_folder(tmp_path: Path) -> None:
    (record,) = found(tmp_path, {"venner.json": {"friends_v2": [{"name": "Mette", "timestamp": 1_743_200_000}]}})

    assert (record.aspect, record.to, record.author_is_owner) == ("friend", "Mette", None)


# --- whose archive -----------------------------------------------------------------------------------------------


def test_the_profile_may_be_in_another_part(tmp_path: Path) -> None:
    parts = []
    for number, files in enumerate([{TALK: talk(message(OWNER, "Mine"))}, {PROFILE: ME}]):
        folder = export(tmp_path / str(number), files)
        parts.append(tmp_path / f"facebook-{number}.zip")
        with zipfile.ZipFile(parts[-1], "w") as archive:
            for name in files:
                archive.write(folder / name, name)
    records, _ = read(*parts)

    assert [record.author_is_owner for record in records if record.kind is RecordKind.MESSAGE] == [True]
    assert {record.locator.archive for record in records} == {"facebook-0.zip", "facebook-1.zip"}


def test_without_a_profile_whoever_is_in_every_conversation(tmp_path: Path) -> None:
    files = {TALK: talk(message(OWNER, "a")), TALK.replace("nia_1", "bo_2"): talk(message("Bo", "b"), people=("Bo", OWNER))}

    assert {record.text: record.author_is_owner for record in found(tmp_path, files)} == {"a": True, "b": False}


def test_one_conversation_alone_does_not_say_whose_it_is(tmp_path: Path) -> None:
    records, reading = read(export(tmp_path, {TALK: talk(message(OWNER, "a"))}))

    assert [record.author_is_owner for record in records] == [None]
    assert any("--owner" in warning for warning in reading.warnings)
    assert [record.author_is_owner for record in read(tmp_path, owner=OWNER)[0]] == [True]


def test_two_people_of_the_same_name_cannot_be_told_apart(tmp_path: Path) -> None:
    records = found(tmp_path, {TALK: talk(message(OWNER, "Who?"), people=(OWNER, OWNER)), PROFILE: ME})

    assert [record.author_is_owner for record in records] == [None]


def test_another_persons_archive_is_noticed(tmp_path: Path) -> None:
    _, reading = read(export(tmp_path, {PROFILE: ME}), owner="Nia Price")

    assert any("somebody else" in warning for warning in reading.warnings)


# --- conversations -----------------------------------------------------------------------------------------------

PLATFORM_SENTENCES = [
    ("Reacted 😂 to your message ", {}, RecordKind.LIKE, "reaction"),
    ("A réagi avec ❤ à votre message", {}, RecordKind.LIKE, "reaction"),
    ("Liked a message", {}, RecordKind.LIKE, "reaction"),
    ("You sent an attachment.", {}, RecordKind.MESSAGE, ""),
    ("Rhys sent 3 photos.", {}, RecordKind.MESSAGE, ""),
    ("Rhys hat einen Anhang gesendet.", {"share": {"link": "https://x.example"}}, RecordKind.MESSAGE, ""),
    ("Cyfrannodd at yr alwad.", {"call_duration": 4}, RecordKind.MESSAGE, "call"),
    ("The video chat ended.", {}, RecordKind.MESSAGE, "call"),
    ("Rhys pinned a message.", {}, RecordKind.MESSAGE, "event"),
    ("Reacted “❤️” to your message", {}, RecordKind.LIKE, "reaction"),
    ("Say hi to your new Facebook friend, Bea Stone.", {}, RecordKind.MESSAGE, "event"),
    ("You can now message and call each other.", {}, RecordKind.MESSAGE, "event"),
]


@pytest.mark.parametrize(("text", "more", "kind", "aspect"), PLATFORM_SENTENCES)
def test_what_the_platform_writes_is_nobodys_words(
    tmp_path: Path, text: str, more: dict[str, Any], kind: RecordKind, aspect: str
) -> None:
    (record,) = found(tmp_path, {TALK: talk(message(OWNER, text, **more)), PROFILE: ME})

    assert (record.text, record.kind, record.aspect) == ("", kind, aspect)
    assert not (record.kind is RecordKind.LIKE and record.author_is_owner)


@pytest.mark.parametrize(
    "text",
    [
        "You called me a liar",
        "Rhys sent an attachment to the wrong parent, what a mess",
        "Reacted badly to your message yesterday, sorry",
        "You missed a call from the school.",
        "Rhys said no.",
        "You left the group.\nI stayed.",
        "You can now call each other whatever you like, but not in my lesson",
        "You are now connected on Messenger with that idiot from 9B, good luck",
        "Say hi to your new Facebook friend, the one who failed every test she ever took",
        "You reacted badly when I sent you that message",
        "Reacted like you don’t care to your message",
    ],
)
def test_what_people_write_stays_theirs(tmp_path: Path, text: str) -> None:
    (record,) = found(tmp_path, {TALK: talk(message(OWNER, text)), PROFILE: ME})

    assert (record.text, record.author_is_owner, record.kind) == (text, True, RecordKind.MESSAGE)


def test_unsent_messages_are_deleted(tmp_path: Path) -> None:
    sent = talk(message(OWNER, None, is_unsent=True), message(OWNER, "You unsent a message.", 1_743_000_060_000))
    records = found(tmp_path, {TALK: sent, PROFILE: ME})

    assert [(record.text, record.deleted) for record in records] == [("", True), ("", True)]


def test_the_title_behind_many_messages_is_found(tmp_path: Path) -> None:
    many = [message(OWNER, f'no {n} [1] "title"', 1_743_000_000_000 + n * 60_000, photos=[{"uri": "x"}]) for n in range(3_000)]
    people = ("Nia Price", "Bo", OWNER)
    records = found(tmp_path, {TALK: talk(*many, people=people, title="Staffroom 🫖", joinable_mode={"mode": 1}), PROFILE: ME})

    assert {(record.to, record.audience) for record in records} == {("Staffroom 🫖", Seen.PRIVATE_GROUP)}


def test_a_group_of_which_two_are_left_is_a_group(tmp_path: Path) -> None:
    (record,) = found(tmp_path, {TALK: talk(message(OWNER, "hi"), thread_type="RegularGroup", title="Staff"), PROFILE: ME})

    assert (record.audience, record.to) == (Seen.PRIVATE_GROUP, "Staff")


@pytest.mark.parametrize("folder", ["archived_threads", "message_requests", "filtered_threads", "e2ee_cutover"])
def test_every_folder_of_conversations_is_read(tmp_path: Path, folder: str) -> None:
    records = found(tmp_path, {TALK.replace("inbox", folder): talk(message("Nia Price", "hi")), PROFILE: ME})

    assert [(record.text, record.author_is_owner) for record in records] == [("hi", False)]


def test_an_empty_conversation_is_empty(tmp_path: Path) -> None:
    _, reading = read(export(tmp_path, {TALK: talk(), PROFILE: ME}))

    assert status(reading, "message_1.json") is Status.EMPTY


# --- what is broken ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bad", ["5", "null", '"x"', "[]", '["a"]'])
def test_one_bad_entry_does_not_stop_the_rest(tmp_path: Path, bad: str) -> None:
    text = f"[{json.dumps(post('one'))}, {bad}, {json.dumps(post('two', at=1_740_000_900))}]"
    records, reading = read(export(tmp_path, {POSTS: text, PROFILE: ME}))

    assert [record.text for record in records if record.kind is RecordKind.POST] == ["one", "two"]
    assert status(reading, POSTS) is Status.PARTLY


@pytest.mark.parametrize(
    "value",
    [
        {"timestamp": "soon", "data": None, "attachments": {}, "tags": 5, "title": None},
        {"data": [None, {"post": 5}], "attachments": [None, {"data": [None, {"media": 7}, {"media": {"uri": None}}]}]},
        {"data": [{"comment": "no"}], "label_values": [[], {"label": 4, "dict": [[[]]], "vec": {}}]},
    ],
)
def test_values_of_the_wrong_kind_never_raise(tmp_path: Path, value: dict[str, Any]) -> None:
    files: dict[str, Any] = {f"{ACTIVITY}/{name}/x.json": [value, post("ok")] for name in ("posts", "groups", "stories")}
    files[f"{ACTIVITY}/comments_and_reactions/x.json"] = {
        "comments_v2": [value],
        "reactions_v2": [value],
        "friends_v2": [value],
    }
    records, reading = read(
        export(tmp_path, {**files, TALK: talk(value, message(OWNER, "hi")), PROFILE: {"profile_v2": value}})
    )

    assert sum(record.text == "ok" for record in records) >= 2
    assert not any("fault" in file.why for file in reading.files)


def test_a_cut_off_file_gives_what_is_there(tmp_path: Path) -> None:
    whole = json.dumps(talk(*(message(OWNER, f"no {n}", 1_743_000_000_000 + n * 60_000) for n in range(9))))
    records, reading = read(export(tmp_path, {TALK: whole[: len(whole) // 2], PROFILE: ME}))

    assert "no 1" in [record.text for record in records]
    assert status(reading, "message_1.json") in (Status.PARTLY, Status.NOT_UNDERSTOOD)


def test_a_list_that_is_not_known_is_said_to_be_so(tmp_path: Path) -> None:
    _, reading = read(export(tmp_path, {f"{ACTIVITY}/posts/new.json": {"holograms_v1": [{"timestamp": 1}]}, PROFILE: ME}))

    assert status(reading, "new.json") is not Status.READ
    assert not reading.understood


def test_a_file_of_no_concern_is_left_aside_and_a_strange_one_is_not(tmp_path: Path) -> None:
    files = {
        "ads_information/advertisers_using_your_activity.json": {"custom_audiences_all_types_v2": []},
        "security_and_login_information/where_you're_logged_in.json": {"active_sessions_v2": []},
        f"{ACTIVITY}/events/no-data.txt": "no data",
        f"{ACTIVITY}/holograms/shown.json": [],
    }
    _, reading = read(export(tmp_path, {**files, PROFILE: ME}))

    assert [status(reading, name) for name in files] == [*[Status.SKIPPED] * 3, Status.NOT_UNDERSTOOD]
    assert all(file.why for file in reading.files if file.status is Status.SKIPPED)


def test_hundred_thousand_captions_in_one_post_are_read(tmp_path: Path) -> None:
    media = [{"media": {"uri": f"{n}.jpg", "description": f"caption {n}"}} for n in range(100_000)]
    with at_most(60):
        (record,) = found(tmp_path, {POSTS: [{"timestamp": 1_740_000_000, "attachments": [{"data": media}]}]})

    assert record.text.count("\n") == 99_999


@pytest.mark.parametrize("sample", sorted((ROOT / "tests/samples/facebook").glob("*/")), ids=lambda path: path.name)
def test_every_sample_cut_anywhere_is_read_without_a_fault(tmp_path: Path, sample: Path) -> None:
    for cut in (0.1, 0.35, 0.6, 0.9):
        files = {
            str(path.relative_to(sample)): path.read_bytes()[: int(path.stat().st_size * cut)]
            for path in sorted(sample.rglob("*"))
            if path.is_file()
        }
        _, reading = read(export(tmp_path / str(cut), files))
        assert not [file for file in reading.files if "fault" in file.why]


# --- web pages ---------------------------------------------------------------------------------------------------


def page(*boxes: str, title: str = "Posts") -> str:
    return HEAD.format(title, "".join(boxes))


def box(title: str, text: str, when: str, names: tuple[str, str, str] = ("_a6-g", "_a6-h", "_a72d")) -> str:
    outer, head, foot = names
    inner = f'<div class="{head}">{title}</div><div><div>{text}</div></div><div class="{foot}">{when}</div>'
    return f'<div class="{outer}">{inner}</div>'


PAGE_POSTS = f"{ACTIVITY}/posts/your_posts_1.html"
ZONE = "logged_information/location/timezone.json"


def test_the_clock_of_a_page_is_the_accounts_own_with_summer_time(tmp_path: Path) -> None:
    boxes = [box(f"{OWNER} updated his status.", f"at {month}", f"{month} 04, 2025 8:46:10 am") for month in ("Jun", "Jan")]
    records = found(tmp_path / "a", {PAGE_POSTS: page(*boxes), ZONE: {"timezone_v2": "Europe/London"}})
    there = found(tmp_path / "b", {PAGE_POSTS: page(*boxes), ZONE: {"timezone_v2": "America/New_York"}})

    assert [record.at.hour for record in records if record.at] == [7, 8]
    assert [record.at.hour for record in there if record.at] == [12, 13]
    assert {record.local[11:] for record in (*records, *there)} == {"08:46"}


def test_a_page_without_a_zone_says_what_is_assumed(tmp_path: Path) -> None:
    records, reading = read(export(tmp_path, {PAGE_POSTS: page(box("X", "words", "Jun 04, 2025 8:46:10 am"))}))

    assert [str(record.at) for record in records] == ["2025-06-04 07:46:10+00:00"]
    assert any("Europe/London" in warning for warning in reading.warnings)


def test_a_page_is_not_repaired_as_json_is(tmp_path: Path) -> None:
    (record,) = found(tmp_path, {PAGE_POSTS: page(box("X", "Ã© &amp; &lt;b&gt;", "Jun 04, 2025 8:46:10 am"))})

    assert record.text == "Ã© & <b>"


@pytest.mark.parametrize("names", [("_a6-g", "_a6-h", "_a72d"), ("pam uiBoxWhite", "_2lek", "_2lem"), ("zz", "yy", "xx")])
def test_class_names_may_be_any(tmp_path: Path, names: tuple[str, str, str]) -> None:
    boxes = [box(f"{OWNER} updated his status.", f"Words {n}", f"Jun 0{n}, 2025 8:46:10 am", names) for n in (1, 2)]
    records = found(tmp_path, {PAGE_POSTS: page(*boxes)})

    assert [(record.text, record.author_is_owner) for record in records] == [("Words 1", True), ("Words 2", True)]


def test_a_page_without_any_structure_is_read_as_lines(tmp_path: Path) -> None:
    text = "<html><body><p>X updated his status.</p><p>First<br>lines</p><p>Jun 01, 2025 8:46:10 am</p>"
    text += "<p>X updated his status.</p><p>Second</p><p>Jun 02, 2025 8:46:10 am</p></body></html>"

    assert [record.text for record in found(tmp_path, {PAGE_POSTS: text})] == ["First\nlines", "Second"]


def test_a_page_that_holds_nothing_is_empty_and_one_that_is_not_understood_is_not(tmp_path: Path) -> None:
    lots = "<html><body>" + "".join(f"<p>Line {n}</p>" for n in range(40)) + "</body></html>"
    other = PAGE_POSTS.replace("your_posts_1", "other")
    _, reading = read(export(tmp_path, {PAGE_POSTS: page(), other: lots, PROFILE: ME}))

    assert status(reading, PAGE_POSTS) is Status.EMPTY
    assert status(reading, other) is Status.NOT_UNDERSTOOD


def test_the_people_of_a_page_make_it_a_group(tmp_path: Path) -> None:
    name = TALK.replace(".json", ".html")
    boxes = [box(who, "hi", f"Jun 0{n}, 2025 8:46:10 am") for n, who in enumerate(("Nia", "Bo", OWNER), 1)]
    records = found(tmp_path, {name: page(*boxes, title="Staffroom"), PROFILE: ME})

    assert [(r.author_is_owner, r.audience, r.to) for r in records] == [
        (False, Seen.PRIVATE_GROUP, "Staffroom"),
        (False, Seen.PRIVATE_GROUP, "Staffroom"),
        (True, Seen.PRIVATE_GROUP, "Staffroom"),
    ]


def test_pages_of_groups_and_of_the_timeline_tell_who_wrote(tmp_path: Path) -> None:
    when = "Jun 01, 2025 8:46:10 am"
    groups = page(box(f"{OWNER} posted in NEU Reps.", "Vote", when), box(f"{OWNER} replied to Bo's comment.", "Yes", when))
    wall = page(box("Siôn Parri wrote on your timeline.", "Oi", when))
    files = {f"{ACTIVITY}/groups/group_posts_and_comments.html": groups, f"{ACTIVITY}/posts/other_people's_posts.html": wall}

    assert [(r.kind, r.author_is_owner, r.to, r.author) for r in found(tmp_path, files)] == [
        (RecordKind.POST, True, "NEU Reps", ""),
        (RecordKind.COMMENT, True, "Bo", ""),
        (RecordKind.POST, False, "", "Siôn Parri"),
    ]


def test_scripts_and_deep_nesting_do_no_harm(tmp_path: Path) -> None:
    deep = "<div>" * 3_000 + "deep" + "</div>" * 3_000
    text = page(box("X", f"<script>alert(1)</script>{deep}", "Jun 01, 2025 8:46:10 am"))
    records, reading = read(export(tmp_path, {PAGE_POSTS: text, PROFILE: ME}))

    assert not any("alert" in record.text for record in records)
    assert not any("fault" in file.why for file in reading.files)


@pytest.mark.parametrize("sentence", [f"{OWNER} named the group 7B are idiots.", "You named the group 7B are idiots."])
def test_what_a_group_is_called_is_said_by_whoever_called_it_so(tmp_path: Path, sentence: str) -> None:
    (record,) = found(tmp_path, {TALK: talk(message(OWNER, sentence)), PROFILE: ME})

    assert (record.text, record.aspect, record.author_is_owner) == ("7B are idiots", "event", True)


@pytest.mark.parametrize(
    "title", ["Siôn Parri wrote on Rhys Evans's timeline.", "Siôn Parri a écrit sur le journal de Rhys Evans."]
)
def test_without_the_owner_s_name_nobody_knows_who_wrote_on_a_timeline(tmp_path: Path, title: str) -> None:
    (record,) = found(tmp_path, {POSTS: [post("Oi", title=title)]})

    assert (record.author_is_owner, record.author) == (None, "Siôn Parri")


@pytest.mark.parametrize(
    "theirs",
    [
        [{"header": "Search", "title": "Searched for a thing", "time": "2024-05-03T22:00:00Z", "products": ["Search"]}],
        {"queries": [{"q": "a thing", "at": 5}]},
    ],
)
def test_a_folder_of_searches_of_another_platform_is_not_claimed(tmp_path: Path, theirs: Any) -> None:
    _, reading = read(export(tmp_path, {"Takeout/My Activity/Search/Others.json": theirs}))

    assert reading.exports == []
    assert [(file.platform, file.status) for file in reading.files] == [("", Status.NOT_UNDERSTOOD)]


@pytest.mark.parametrize("folder", ["search", "search_history", "logged_information/search"])
@pytest.mark.parametrize(
    "ours",
    [
        {"searches_v2": [{"timestamp": 1, "data": [{"text": "nia"}]}]},
        [{"timestamp": 1, "attachments": [{"data": [{"text": "nia"}]}]}],
        [{"timestamp": 1, "media": [], "label_values": [{"label": "Search query", "value": "nia"}]}],
    ],
)
def test_ones_own_searches_are_known_by_what_they_hold(tmp_path: Path, folder: str, ours: Any) -> None:
    records = found(tmp_path, {PROFILE: ME, f"{folder}/din_søgehistorik.json": ours})

    assert [(record.kind, record.text) for record in records] == [(RecordKind.SEARCH, "nia")]
