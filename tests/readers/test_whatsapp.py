"""WhatsApp's chats: every dialect of date and phone, what the app writes itself, and whose phone it was."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from safeconduct.archive.opening import open_archive
from safeconduct.archive.reading import Reading, Status
from safeconduct.archive.record import Record, RecordKind, Seen
from safeconduct.readers._whatsapp_lines import begins_a_chat
from safeconduct.readers.whatsapp import READER

MARK = "\u200e"
ONE_TO_ONE = "WhatsApp Chat with Aisha.txt"


def reading(folder: Path, files: dict[str, str | bytes], owner: str = "") -> tuple[Reading, list[Record]]:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    found = Reading(open_archive([folder]), owner, [READER])
    return found, list(found.records())


def chat(folder: Path, *lines: str, name: str = ONE_TO_ONE, owner: str = "") -> list[Record]:
    return reading(folder, {name: "\n".join(lines) + "\n"}, owner)[1]


def problems(found: Reading) -> dict[str, int]:
    return {what: count for file in found.files for what, count in file.problems.items()}


@pytest.mark.parametrize(
    ("stamp", "local"),
    [
        ("31/12/2022, 11:40 - ", "2022-12-31T11:40"),
        ("31/12/2022 11:40 - ", "2022-12-31T11:40"),
        ("31/12/22, 11:40 - ", "2022-12-31T11:40"),
        ("31/12/2022, 11:40 – ", "2022-12-31T11:40"),
        ("31.12.22, 11:40 - ", "2022-12-31T11:40"),
        ("31-12-2022 11:40 - ", "2022-12-31T11:40"),
        ("31-12-22, 11:40 , ", "2022-12-31T11:40"),
        ("31 12 2022, 11:40 - ", "2022-12-31T11:40"),
        ("31. 12. 2022 11:40 - ", "2022-12-31T11:40"),
        ("2022-12-31, 11:40 - ", "2022-12-31T11:40"),
        ("2022/12/31 23:40 - ", "2022-12-31T23:40"),
        ("2022. 12. 31. 오후 11:40, ", "2022-12-31T23:40"),
        ("12/31/22, 11:40 PM - ", "2022-12-31T23:40"),
        ("12/31/22, 11:40\u202fPM - ", "2022-12-31T23:40"),
        ("12/31/22, 11:40\u00a0am - ", "2022-12-31T11:40"),
        ("31/12/22, 12:05 a.m. - ", "2022-12-31T00:05"),
        ("31/12/22, 12:05 p. m. - ", "2022-12-31T12:05"),
        ("31/12/22 9:05 a. m. - ", "2022-12-31T09:05"),
        ("٣١/١٢/٢٠٢٢, ١١:٤٠ - ", "2022-12-31T11:40"),
        ("۳۱/۱۲/۲۰۲۲، ۱۱:۴۰ - ", "2022-12-31T11:40"),
        ("[31/12/2022, 11:40:26] ", "2022-12-31T11:40"),
        ("[31/12/2022 11:40:26] ", "2022-12-31T11:40"),
        ("[31/12/22, 11:40:26 PM] ", "2022-12-31T23:40"),
        ("[31/12/22, 1:05:26\u202fp.m.] ", "2022-12-31T13:05"),
        ("[31.12.22, 11:40:26] ", "2022-12-31T11:40"),
        ("[31.12.2022 klo 11.40.26] ", "2022-12-31T11:40"),
        ("[2022-12-31, 11:40:26] ", "2022-12-31T11:40"),
        ("[2022/12/31 下午11:40:26] ", "2022-12-31T23:40"),
        ("[12/31/22, 11:40:26 AM] ", "2022-12-31T11:40"),
        (f"{MARK}[31/12/2022, 11:40] ", "2022-12-31T11:40"),
    ],
)
def test_every_way_of_writing_date_and_time(tmp_path: Path, stamp: str, local: str) -> None:
    (record,) = chat(tmp_path, f"{stamp}Aisha: good: morning - all")

    assert (record.local, record.text, record.author) == (local, "good: morning - all", "Aisha")
    assert begins_a_chat(f"{stamp}Aisha: x".encode())


def test_the_clock_is_taken_to_be_british(tmp_path: Path) -> None:
    winter, summer, change = chat(
        tmp_path, "15/01/2024, 08:30 - A: x", "15/06/2024, 08:30 - A: y", "27/10/2024, 12:00 - A: after the change"
    )

    assert winter.at == datetime(2024, 1, 15, 8, 30, tzinfo=UTC)
    assert summer.at == datetime(2024, 6, 15, 7, 30, tzinfo=UTC)
    assert change.at == datetime(2024, 10, 27, 12, 0, tzinfo=UTC)


# --- the order of day and month ------------------------------------------------------------------------------------


def test_a_number_over_twelve_anywhere_settles_the_order(tmp_path: Path) -> None:
    found, records = reading(tmp_path, {ONE_TO_ONE: "3/4/23, 10:00 - A: x\n4/5/23, 10:00 - A: y\n4/13/23, 10:00 - A: z\n"})

    assert [record.local[:10] for record in records] == ["2023-03-04", "2023-04-05", "2023-04-13"]
    assert problems(found) == {}


def test_the_order_of_time_settles_the_order_of_day_and_month(tmp_path: Path) -> None:
    found, records = reading(tmp_path, {ONE_TO_ONE: "05/03/2023, 10:00 - A: x\n04/04/2023, 10:00 - A: y\n"})
    _, american = reading(
        tmp_path / "b", {ONE_TO_ONE: "09/01/2023, 10:00 - A: x\n09/02/2023, 9:00 - A: y\n10/01/2023, 9:00 - A: z\n"}
    )

    assert [record.local[:10] for record in records] == ["2023-03-05", "2023-04-04"]
    assert [record.local[:10] for record in american] == ["2023-09-01", "2023-09-02", "2023-10-01"]
    assert problems(found) == {}


def test_what_stays_open_is_read_day_first_and_said(tmp_path: Path) -> None:
    found, records = reading(tmp_path, {ONE_TO_ONE: "03/04/2023, 10:00 - A: x\n"})

    assert records[0].local == "2023-04-03T10:00"
    assert problems(found) == {"dates could be day/month or month/day": 1}
    assert not found.understood


def test_a_day_and_month_that_are_equal_leave_nothing_open(tmp_path: Path) -> None:
    found, _ = reading(tmp_path, {ONE_TO_ONE: "04/04/2023, 10:00 - A: x\n"})

    assert problems(found) == {}


def test_another_chat_of_the_same_phone_settles_it(tmp_path: Path) -> None:
    found, records = reading(
        tmp_path,
        {"WhatsApp Chat with A.txt": "03/04/2023, 10:00 - A: x\n", "WhatsApp Chat with B.txt": "03/25/2023, 10:00 - B: y\n"},
    )

    assert [record.local[:10] for record in records] == ["2023-03-04", "2023-03-25"]
    assert problems(found) == {}


def test_a_date_to_come_is_no_date(tmp_path: Path) -> None:
    found, records = reading(tmp_path, {ONE_TO_ONE: "13/04/2023, 10:00 - A: x\n13/04/2199, 10:00 - A: y\n"})

    assert [record.at is None for record in records] == [False, True]
    assert problems(found) == {"a date or time that cannot be": 1}


# --- lines that are nobody's words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        'Jane Doe created group "Year 6: staff"',
        "Jane Doe created group “Year 6: staff: all”",
        'Jane Doe changed the group name from "A: b" to "C: d"',
        "Messages and calls are end-to-end encrypted. No one outside of this chat can read them.",
        "You're now an admin",
        "Missed voice call",
        "",
    ],
)
def test_the_apps_own_lines_on_android(tmp_path: Path, line: str) -> None:
    records = chat(tmp_path, f"14/02/2024, 10:00 - {line}", "14/02/2024, 10:01 - Jane Doe: hello")

    assert [(record.text, record.locator.index) for record in records] == [("hello", 1)]


@pytest.mark.parametrize(
    "words",
    [
        "Messages and calls are end-to-end encrypted.",
        "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt.",
        "Priya hat Tom hinzugefügt",
        "Vous avez changé l'icône du groupe",
        "Voice call, No answer",
        "Missed video call",
        "Ваш код безопасности изменился",
    ],
)
def test_the_apps_own_words_on_an_iphone_in_any_language(tmp_path: Path, words: str) -> None:
    records = chat(
        tmp_path, f"[14/02/2024, 10:00:00] Year 6: {MARK}{words}", "[14/02/2024, 10:01:00] Priya: hello", name="_chat.txt"
    )

    assert [(record.text, record.author) for record in records] == [("hello", "Priya")]


@pytest.mark.parametrize(
    "words",
    [
        "<Media omitted>",
        "<Multimedia omitido>",
        "<Médias omis>",
        "<Medien ausgeschlossen>",
        "<Media weggelaten>",
        "<Mídia oculta>",
        "<Arquivo de mídia oculto>",
        "<Pominięto multimedia>",
        "<Media omessi>",
        "<Medya dahil edilmedi>",
        "<Без медиафайлов>",
        "<メディアは含まれていません>",
        "<View once voice message omitted>",
        "null",
        "location: https://maps.google.com/?q=51.48,-3.18",
        "live location shared",
        "Waiting for this message. This may take a while.",
    ],
)
def test_what_stands_in_place_of_media_on_android(tmp_path: Path, words: str) -> None:
    (record,) = chat(tmp_path, f"14/02/2024, 10:00 - Aisha: {words}")

    assert (record.text, record.attached, record.deleted) == ("", (), False)


@pytest.mark.parametrize(
    "words",
    [
        "image omitted",
        "imagen omitida",
        "Bild weggelassen",
        "vidéo omise",
        "sticker omitted",
        "GIF omesso",
        "documento omitido",
    ],
)
def test_what_stands_in_place_of_media_on_an_iphone(tmp_path: Path, words: str) -> None:
    (record,) = chat(tmp_path, f"{MARK}[14/02/2024, 10:00:00] Aisha: {MARK}{words}", name="_chat.txt")

    assert (record.text, record.kind) == ("", RecordKind.MESSAGE)


@pytest.mark.parametrize(
    ("words", "file"),
    [
        ("IMG-20230218-WA0003.jpg (file attached)", "IMG-20230218-WA0003.jpg"),
        (f"{MARK}IMG-20230218-WA0003.jpg (whatever it is called)", "IMG-20230218-WA0003.jpg"),
        ("VID-20230218-WA0003.mp4 (bijlage)", "VID-20230218-WA0003.mp4"),
        ("Plan (2).pdf (archivo adjunto)", "Plan (2).pdf"),
        ("Jörg Weiß.vcf (Datei angehängt)", "Jörg Weiß.vcf"),
        ("notes.docx (fichier joint)", "notes.docx"),
    ],
)
def test_files_on_android(tmp_path: Path, words: str, file: str) -> None:
    plain, captioned = chat(
        tmp_path, f"14/02/2024, 10:00 - Aisha: {words}", f"14/02/2024, 10:00 - Aisha: {words}", "look: at", "this"
    )

    assert (plain.text, plain.attached) == ("", (file,))
    assert (captioned.text, captioned.attached) == ("look: at\nthis", (file,))


@pytest.mark.parametrize("label", ["attached", "adjunto", "pièce jointe ", "angehängt", "allegato", "添付ファイル"])
def test_files_on_an_iphone(tmp_path: Path, label: str) -> None:
    first, second, third = chat(
        tmp_path,
        f"{MARK}[14/02/2024, 10:00:00] Aisha: {MARK}<{label}: 00000012-PHOTO-2024.jpg>",
        f"[14/02/2024, 10:00:00] Aisha: look: here {MARK}<{label}: 00000013-PHOTO-2024.jpg>",
        f"[14/02/2024, 10:00:00] Aisha: Year 6 plan.pdf • {MARK}3 pages {MARK}<{label}: 00000014-Year 6 plan.pdf>",
        name="_chat.txt",
    )

    assert (first.text, first.attached) == ("", ("00000012-PHOTO-2024.jpg",))
    assert (second.text, second.attached) == ("look: here", ("00000013-PHOTO-2024.jpg",))
    assert (third.text, third.attached) == ("", ("00000014-Year 6 plan.pdf",))


def test_a_document_left_out_on_an_iphone_keeps_no_words_of_the_apps(tmp_path: Path) -> None:
    captioned, document = chat(
        tmp_path,
        f"[14/02/2024, 10:00:00] Aisha: my words {MARK}image omitted",
        f"[14/02/2024, 10:00:00] Aisha: Plan.pdf • {MARK}3 pages {MARK}document omitted",
        name="_chat.txt",
    )

    assert (captioned.text, document.text) == ("my words", "")


@pytest.mark.parametrize(
    "mark",
    ["<This message was edited>", "<Diese Nachricht wurde bearbeitet.>", "<Se editó este mensaje.>", "<Mensagem editada>"],
)
def test_edited_messages(tmp_path: Path, mark: str) -> None:
    (android,) = chat(tmp_path / "a", "14/02/2024, 10:00 - Aisha: two", f"lines {mark}")
    (iphone,) = chat(tmp_path / "b", "[14/02/2024, 10:00:00] Aisha: two", f"lines {MARK}{mark}", name="_chat.txt")

    assert (android.text, android.edited, iphone.text, iphone.edited) == ("two\nlines", True, "two\nlines", True)


def test_an_edit_mark_in_an_unknown_language_is_known_on_an_iphone(tmp_path: Path) -> None:
    (record,) = chat(tmp_path, f"[14/02/2024, 10:00:00] Aisha: words {MARK}<Golygwyd y neges hon>", name="_chat.txt")

    assert (record.text, record.edited) == ("words", True)


@pytest.mark.parametrize(
    "words",
    [
        "I <3 Year 6",
        "<sigh>",
        "he wrote <rude words>",
        "see plan (file attached)",
        "look at this.that (really)",
        "POLL: who comes?",
        "NOTE:\nbring cake\nFRIDAY: all (10 of us) please",
        "omitted again",
        "You deleted this message that I wrote",
        "10:30 - room 4: bring pens",
        "👩🏽‍🏫 \u200d zero width kept",
        "see https://maps.google.com/?q=1 then",
        "a  b\ttab",
    ],
)
def test_peoples_own_words_stay_as_they_are(tmp_path: Path, words: str) -> None:
    android = chat(tmp_path / "a", f"14/02/2024, 10:00 - Aisha: {words}")
    iphone = chat(tmp_path / "b", f"[14/02/2024, 10:00:00] Aisha: {words}", name="_chat.txt")

    assert [record.text for record in android + iphone] == [words, words]
    assert not any(record.edited or record.deleted or record.attached for record in android + iphone)


def test_a_deletion_is_no_words(tmp_path: Path) -> None:
    records = chat(
        tmp_path,
        "14/02/2024, 10:00 - Aisha: This message was deleted",
        "14/02/2024, 10:00 - Aisha: This message was deleted.",
        "14/02/2024, 10:00 - Aisha: This message was deleted by admin Zofia",
    )

    assert [(record.text, record.deleted) for record in records] == [("", True)] * 3


def test_a_poll_is_the_words_of_who_asks(tmp_path: Path) -> None:
    poll = "Who is the worst?\n{}OPTION: Jayden (3 votes)\n{}OPTION: Mia (1 vote)"
    android = chat(tmp_path / "a", "14/02/2024, 10:00 - Aisha: POLL:\n" + poll.format("", ""), "14/02/2024, 10:01 - Aisha: x")
    iphone = chat(
        tmp_path / "b",
        f"[14/02/2024, 10:00:00] Aisha: {MARK}投票：\n".replace("：", ":") + poll.format(MARK, MARK),
        name="_chat.txt",
    )

    assert [record.text for record in android] == ["Who is the worst?\nJayden\nMia", "x"]
    assert [record.text for record in iphone] == ["Who is the worst?\nJayden\nMia"]


# --- names ---------------------------------------------------------------------------------------------------------


def test_a_contact_with_a_colon_in_the_name_the_file_is_called_after(tmp_path: Path) -> None:
    records = chat(
        tmp_path,
        "14/02/2024, 10:00 - Mum: mobile: hi: you",
        "14/02/2024, 10:01 - Jo: hello",
        name="WhatsApp Chat with Mum_ mobile.txt",
    )

    assert [(record.author, record.text) for record in records] == [("Mum: mobile", "hi: you"), ("", "hello")]


def test_somebody_who_often_writes_a_colon_keeps_the_name(tmp_path: Path) -> None:
    records = chat(tmp_path, *["14/02/2024, 10:00 - Aisha: Reminder: bring pens"] * 5)

    assert {(record.author, record.text) for record in records} == {("Aisha", "Reminder: bring pens")}


def test_names_lose_what_the_phone_adds(tmp_path: Path) -> None:
    records = chat(
        tmp_path,
        "14/02/2024, 10:00 - ~\u202fMr Kowalski: a",
        "14/02/2024, 10:00 - \u202a+44 7700 900123\u202c: b",
        "14/02/2024, 10:00 - ~ Ali: c",
    )

    assert [record.author for record in records] == ["Mr Kowalski", "+44 7700 900123", "Ali"]


# --- group names with a colon on an iPhone -----------------------------------------------------------------------


def iphone(folder: Path, *lines: str, owner: str = "") -> list[Record]:
    return chat(folder, *(f"[14/02/2024, 10:00:{n:02}] {line}" for n, line in enumerate(lines)), name="_chat.txt", owner=owner)


@pytest.mark.parametrize(
    "group", ["Anjali: friends", "Year 6: staff: all", "Bea: a: b: c", "\u202aAnjali: friends\u202c", "~\u202fAnjali: friends"]
)
def test_a_group_with_a_colon_in_its_name_says_nothing(tmp_path: Path, group: str) -> None:
    records = iphone(
        tmp_path,
        f"{group}: {MARK}Messages and calls are end-to-end encrypted.",
        "Bea: hi",
        "Anjali: friends: mine",
        f"{group}: {MARK}Newidiodd Bea yr eicon",
        "Anjali: mine",
        owner="Anjali",
    )

    shown = group.strip("\u202a\u202c~\u202f")
    assert [(record.text, record.author, record.author_is_owner, record.locator.index) for record in records] == [
        ("hi", "Bea", False, 1),
        ("friends: mine", "", True, 2),
        ("mine", "", True, 4),
    ]
    assert {(record.to, record.audience) for record in records} == {(shown, Seen.PRIVATE_GROUP)}


def test_such_a_group_may_speak_first_when_people_have_written(tmp_path: Path) -> None:
    records = iphone(tmp_path, "Anjali: mine", "Bea: hi", f"Anjali: friends: {MARK}Bea left", "Anjali: again")

    assert [record.text for record in records] == ["mine", "hi", "again"]
    assert {record.audience for record in records} == {Seen.PRIVATE_GROUP}


@pytest.mark.parametrize(
    "words",
    [f"look: {MARK}<attached: 00000012-PHOTO.jpg>", f"look: {MARK}image omitted", f"look: {MARK}<This message was edited>"],
)
def test_a_caption_that_ends_in_a_colon_is_no_name(tmp_path: Path, words: str) -> None:
    records = iphone(tmp_path, f"Team: {MARK}Bea created this group", f"Aisha: {words}", "Bea: x")

    assert [(record.author, record.text, record.to) for record in records] == [("Aisha", "look:", "Team"), ("Bea", "x", "Team")]


def test_what_somebody_pasted_with_a_mark_is_not_taken_for_the_apps(tmp_path: Path) -> None:
    records = iphone(tmp_path, f"Team: {MARK}Bea created this group", "Aisha: hi", f"Aisha: his number: {MARK}07700 900123")

    assert [(record.author, record.to) for record in records] == [("Aisha", "Team")] * 2
    assert records[1].text == f"his number: {MARK}07700 900123"


def test_a_contact_with_a_colon_in_the_name_is_no_group(tmp_path: Path) -> None:
    records = iphone(
        tmp_path,
        f"Mum: mobile: {MARK}Messages and calls are end-to-end encrypted.",
        "Mum: mobile: hi: you",
        f"Mum: mobile: {MARK}Missed voice call",
        "Jo: hello",
        owner="Jo",
    )

    assert [(record.author, record.text, record.to, record.audience) for record in records] == [
        ("Mum: mobile", "hi: you", "Mum: mobile", Seen.DIRECT),
        ("", "hello", "Mum: mobile", Seen.DIRECT),
    ]


def test_on_android_a_mark_behind_a_colon_is_part_of_the_words(tmp_path: Path) -> None:
    records = chat(tmp_path, f"14/02/2024, 10:00 - Aisha: friends: {MARK}hello", "14/02/2024, 10:00 - Aisha: x")

    assert [record.text for record in records] == [f"friends: {MARK}hello", "x"]


# --- whose phone ---------------------------------------------------------------------------------------------------


def owners(records: list[Record]) -> list[bool | None]:
    return [record.author_is_owner for record in records]


@pytest.mark.parametrize(
    "name",
    [
        "WhatsApp Chat with Aisha Khan.txt",
        "WhatsApp Chat with Aisha Khan (1).txt",
        "Chat de WhatsApp con Aisha Khan.txt",
        "Discussion WhatsApp avec Aisha Khan.txt",
        "WhatsApp-Chat mit Aisha Khan.txt",
        "Chat WhatsApp con Aisha Khan.txt",
        "Conversa do WhatsApp com Aisha Khan.txt",
        "WhatsApp-chat met Aisha Khan.txt",
        "Aisha Khan ile WhatsApp Sohbeti.txt",
        "WhatsApp Chat - Aisha Khan/_chat.txt",
        "Discussion WhatsApp - Aisha Khan/_chat.txt",
    ],
)
def test_the_other_one_is_whom_the_file_is_called_after(tmp_path: Path, name: str) -> None:
    stamp = "[14/02/2024, 10:00:00] " if name.endswith("_chat.txt") else "14/02/2024, 10:00 - "
    records = chat(tmp_path, f"{stamp}Aisha Khan: hi", f"{stamp}Jo Bloggs: hello", name=name)

    assert owners(records) == [False, True]
    assert {(record.to, record.audience) for record in records} == {("Aisha Khan", Seen.DIRECT)}
    assert [record.author for record in records] == ["Aisha Khan", ""]


def test_the_archives_own_name_counts_too(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "WhatsApp Chat - Aisha Khan.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_chat.txt", "[14/02/2024, 10:00:00] Aisha Khan: hi\r\n[14/02/2024, 10:00:05] Jo: hello\r\n")

    found = Reading(open_archive([path]), "", [READER])

    assert owners(list(found.records())) == [False, True]
    assert found.exports[0][1].owner_name == "Jo"


def test_who_deleted_this_message_is_the_owner(tmp_path: Path) -> None:
    records = chat(
        tmp_path,
        "[14/02/2024, 10:00:00] A: x",
        "[14/02/2024, 10:00:00] B: y",
        "[14/02/2024, 10:00:00] C: z",
        f"[14/02/2024, 10:00:00] B: {MARK}You deleted this message.",
        name="_chat.txt",
    )

    assert owners(records) == [False, True, False, True]
    assert records[-1].deleted


def test_two_who_did_leave_it_open(tmp_path: Path) -> None:
    records = chat(
        tmp_path,
        "14/02/2024, 10:00 - A: You deleted this message",
        "14/02/2024, 10:00 - B: You deleted this message",
        name="x.txt",
    )

    assert owners(records) == [None, None]


def test_who_is_in_all_chats_is_the_owner(tmp_path: Path) -> None:
    _, records = reading(
        tmp_path,
        {
            "WhatsApp Chat with PE.txt": "14/02/2024, 10:00 - Jo: a\n14/02/2024, 10:00 - A: b\n14/02/2024, 10:00 - B: c\n",
            "WhatsApp Chat with Art.txt": "14/02/2024, 10:00 - C: d\n14/02/2024, 10:00 - Jo: e\n14/02/2024, 10:00 - D: f\n",
        },
    )

    assert {record.text: record.author_is_owner for record in records} == {
        "a": True, "b": False, "c": False, "d": False, "e": True, "f": False,
    }  # fmt: skip


def test_a_name_known_from_one_chat_holds_in_the_others(tmp_path: Path) -> None:
    _, records = reading(
        tmp_path,
        {
            "WhatsApp Chat with Aisha.txt": "14/02/2024, 10:00 - Jo: a\n14/02/2024, 10:00 - Aisha: b\n",
            "WhatsApp Chat with PE.txt": "14/02/2024, 10:00 - Jo: c\n14/02/2024, 10:00 - Aisha: d\n14/02/2024, 10:00 - B: e\n",
            "WhatsApp Chat with Art.txt": "14/02/2024, 10:00 - X: f\n14/02/2024, 10:00 - Y: g\n14/02/2024, 10:00 - Z: h\n",
        },
    )

    own = {record.text: record.author_is_owner for record in records}
    assert own == {"a": True, "b": False, "c": True, "d": False, "e": False, "f": None, "g": None, "h": None}


def test_who_the_user_says_they_are(tmp_path: Path) -> None:
    lines = ["14/02/2024, 10:00 - A: x", "14/02/2024, 10:00 - Jo Bloggs: y", "14/02/2024, 10:00 - C: z"]

    assert owners(chat(tmp_path / "a", *lines, name="x.txt", owner=" jo  BLOGGS ")) == [False, True, False]
    assert owners(chat(tmp_path / "b", *lines, name="x.txt", owner="Somebody Else")) == [None, None, None]
    assert owners(chat(tmp_path / "c", *lines, name="x.txt")) == [None, None, None]


def test_a_name_that_nobody_has_is_said_and_not_taken(tmp_path: Path) -> None:
    lines = "14/02/2024, 10:00 - A: x\n14/02/2024, 10:00 - Jo Bloggs: y\n14/02/2024, 10:00 - C: z\n"
    found, records = reading(tmp_path, {"x.txt": lines}, "Somebody Else")
    known, _ = reading(tmp_path, {}, " jo  BLOGGS ")
    unstated, _ = reading(tmp_path, {})

    assert owners(records) == [None, None, None]
    assert (found.exports[0][1].owner_name, found.exports[0][1].owners) == ("", set())
    assert ["nobody who writes in these chats has the name" in what for what in found.warnings] == [True]
    assert "Somebody" not in found.warnings[0]
    assert (known.warnings, unstated.warnings) == ([], [])


def test_what_the_chat_shows_goes_before_what_the_user_says(tmp_path: Path) -> None:
    found, records = reading(tmp_path, {ONE_TO_ONE: "14/02/2024, 10:00 - Aisha: x\n14/02/2024, 10:00 - Jo: y\n"}, "Aisha")

    assert owners(records) == [False, True]
    assert found.warnings == ["WhatsApp: this archive seems to be somebody else's: its owner is not the person you named"]


def test_a_flower_beside_a_name_makes_nobody_another_person(tmp_path: Path) -> None:
    lines = "14/02/2024, 10:00 - Nia Roberts \U0001f338: hello\n14/02/2024, 10:01 - Aisha: hi\n"
    found, records = reading(tmp_path, {ONE_TO_ONE: lines}, owner="nia roberts")

    assert [record.author_is_owner for record in records] == [True, False]
    assert found.warnings == []


# --- groups --------------------------------------------------------------------------------------------------------


def test_more_than_two_are_a_group(tmp_path: Path) -> None:
    records = chat(tmp_path, *[f"14/02/2024, 10:00 - {name}: x" for name in "ABC"], name="x.txt")

    assert {record.audience for record in records} == {Seen.PRIVATE_GROUP}
    assert [record.to for record in records] == ["B, C", "A, C", "A, B"]


def test_the_app_says_that_it_is_a_group_and_what_it_is_called(tmp_path: Path) -> None:
    lines = ['14/02/2024, 10:00 - A created group "Old name"', "14/02/2024, 10:01 - A: x"]
    lines += ['14/02/2024, 10:02 - A changed the group name from "Old name" to "Year 6: team"']

    (record,) = chat(tmp_path, *lines, name="x.txt")

    assert (record.audience, record.to) == (Seen.PRIVATE_GROUP, "Year 6: team")


def test_two_in_a_chat_called_after_neither_are_a_group(tmp_path: Path) -> None:
    records = chat(tmp_path, "14/02/2024, 10:00 - A: x", "14/02/2024, 10:00 - B: y", name="WhatsApp Chat with Night out.txt")

    assert [(record.audience, record.to) for record in records] == [(Seen.PRIVATE_GROUP, "Night out")] * 2
    assert owners(records) == [None, None]


# --- damaged and hostile -------------------------------------------------------------------------------------------


def test_an_impossible_date_begins_a_message_all_the_same(tmp_path: Path) -> None:
    found, records = reading(
        tmp_path, {ONE_TO_ONE: "14/02/2024, 10:00 - A: x\n31/02/2024, 10:00 - B: y\n14/02/2024, 25:61 - A: z\n"}
    )

    assert [(record.text, record.author, record.at is None, record.local) for record in records][1:] == [
        ("y", "B", True, ""),
        ("z", "A", True, ""),
    ]
    assert problems(found) == {"a date or time that cannot be": 2}


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff"])
def test_an_empty_chat_is_empty(tmp_path: Path, content: str) -> None:
    found, records = reading(tmp_path, {ONE_TO_ONE: content})

    assert records == []
    assert [file.status for file in found.files] == [Status.EMPTY]


def test_a_chat_of_only_the_apps_lines_is_empty(tmp_path: Path) -> None:
    found, _ = reading(tmp_path, {ONE_TO_ONE: "14/02/2024, 10:00 - Messages and calls are end-to-end encrypted.\n"})

    assert [file.status for file in found.files] == [Status.EMPTY]


def test_a_file_with_the_name_of_a_chat_that_is_none(tmp_path: Path) -> None:
    found, records = reading(tmp_path, {ONE_TO_ONE: "shopping list\nmilk\n"})

    assert records == []
    assert [(file.status, "no line in it begins with" in file.why) for file in found.files] == [(Status.NOT_UNDERSTOOD, True)]


@pytest.mark.parametrize(
    "head",
    [b"", b"hello", b"2024-01-15 14:30:00,123 - INFO: started", b"Date: 2024-01-15\n", b"\x00\xff\x00" * 50, b"10:30 - x: y"],
)
def test_other_text_files_are_no_chats(head: bytes) -> None:
    assert not begins_a_chat(head)


def test_words_before_the_first_message_are_said(tmp_path: Path) -> None:
    found, records = reading(tmp_path, {ONE_TO_ONE: "cut off here\n14/02/2024, 10:00 - A: x\n"})

    assert [record.text for record in records] == ["x"]
    assert problems(found) == {"words before the first message": 1}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_other_encodings(tmp_path: Path, encoding: str) -> None:
    _, (record,) = reading(tmp_path, {ONE_TO_ONE: "14/02/2024, 10:00 - Siân: mañana 🎉\r\n".encode(encoding)})

    assert (record.author, record.text) == ("Siân", "mañana 🎉")


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    _, (record,) = reading(tmp_path, {ONE_TO_ONE: b"14/02/2024, 10:00 - A: caf\xe9 \x00 \xf0\x9f\n"})

    assert record.text.startswith("caf")
    assert "\0" not in record.text


def test_only_a_line_feed_ends_a_line(tmp_path: Path) -> None:
    (record,) = chat(tmp_path, "14/02/2024, 10:00 - A: one\u2028two\u0085three\x0bfour")

    assert record.text == "one\u2028two\u0085three\x0bfour"


def test_a_pasted_chat_of_the_other_phone_is_part_of_the_message(tmp_path: Path) -> None:
    (record,) = chat(
        tmp_path, "14/02/2024, 10:00 - A: see", "[13/02/2024, 09:00:00] B: rude words", "12/02/2024 10:30, Room 5: parents"
    )

    assert record.text == "see\n[13/02/2024, 09:00:00] B: rude words\n12/02/2024 10:30, Room 5: parents"


def test_a_message_of_ten_megabytes(tmp_path: Path) -> None:
    long = "x" * 10_000_000
    _, records = reading(tmp_path, {ONE_TO_ONE: f"14/02/2024, 10:00 - A: {long}\n14/02/2024, 10:01 - A: after\n"})

    assert [len(record.text) for record in records] == [10_000_000, 5]


@pytest.mark.parametrize("more", [b"\n".join([b"y" * 999] * 13_000), b"y" * 13_000_000])
def test_a_message_without_end_is_cut_and_said(tmp_path: Path, more: bytes) -> None:
    for first in (b"14/02/2024, 10:00 - A: x\n", b"14/02/2024, 10:00 - A: x"):
        found, records = reading(tmp_path, {ONE_TO_ONE: first + more + b"\n15/02/2024, 10:01 - A: z\n"})

        assert [record.text[:1] for record in records] == ["x", "z"]
        assert len(records[0].text) < 12.5 * 1024 * 1024
        assert problems(found) == {"a message longer than 12 million characters: only its beginning was read": 1}


def test_a_name_at_the_end_of_a_line_is_an_empty_message_if_it_is_known(tmp_path: Path) -> None:
    records = chat(tmp_path, "14/02/2024, 10:00 - A: x", "14/02/2024, 10:01 - A:", "14/02/2024, 10:01 - Something else:")

    assert [record.text for record in records] == ["x", ""]


def test_words_below_a_picture_that_was_left_out_are_words(tmp_path: Path) -> None:
    (record,) = chat(tmp_path, "14/02/2024, 10:00 - Aisha: <Media omitted>", "look at this one")

    assert record.text == "look at this one"
