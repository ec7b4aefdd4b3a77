"""What a file is, by its content; what is refused, in words that help; and what is left of its name."""

from __future__ import annotations

import pytest

from safeconduct.errors import InputError
from safeconduct.web.concerns.kinds import kind_of, plain_name, read_text
from web.checks import made as pictures
from web.concerns import made

FTYP = b"\0\0\0\x18ftyp"
KEPT = {
    "image/png": made.screenshot(),
    "image/jpeg": pictures.telling(),
    "image/webp": pictures.encoded(pictures.plain(), "WEBP"),
    "image/gif": pictures.encoded(pictures.plain(), "GIF"),
    "image/heic": pictures.encoded(pictures.plain(), "HEIF"),
    "application/pdf": made.PDF,
    "application/zip": made.exported_chat(),
    "text/html": made.HTML,
    "text/plain": made.CHAT.encode(),
    "video/mp4": FTYP + b"isom" + bytes(200),
    "video/quicktime": FTYP + b"qt  " + bytes(200),
    "audio/mp4": FTYP + b"M4A " + bytes(200),
    "audio/mpeg": b"ID3\x04" + bytes(200),
    "audio/ogg": b"OggS" + bytes(200),
    "audio/opus": b"OggS" + bytes(24) + b"OpusHead" + bytes(200),
}


@pytest.mark.parametrize("mime", KEPT)
@pytest.mark.parametrize("name", ["", "holiday.jpg", "report.exe"])
def test_the_content_tells_the_kind_and_the_name_does_not(mime: str, name: str) -> None:
    assert kind_of(KEPT[mime], name).mime == mime


@pytest.mark.parametrize(
    ("name", "data", "mime"),
    [
        ("list.CSV", b"who,when\r\nJayden,9 pm\r\n", "text/csv"),
        ("export.json", b'[{"from": "Jayden"}]', "application/json"),
        ("export.json", b"hello", "text/plain"),
        ("_chat.txt", b"[12/05/2026, 21:14:01] Jayden: hi", "text/plain"),
        ("sms.xml", b"<?xml version='1.0'?><smses></smses>", "text/plain"),
        ("page.txt", b"\n<!-- saved --><!DOCTYPE HTML>\n<html>", "text/html"),
        ("old.txt", "Siân £5 – “yes”".encode("cp1252"), "text/plain"),
        ("notes.txt", "Siân".encode("utf-16"), "text/plain"),
        ("call.mp3", b"\xff\xfb\x90\x64" + bytes(200), "audio/mpeg"),
        ("3gp.mp4", FTYP + b"3gp5" + bytes(200), "video/mp4"),
    ],
)
def test_texts_and_recordings_are_told_apart(name: str, data: bytes, mime: str) -> None:
    assert kind_of(data, name).mime == mime


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "It is empty"),
        (made.SVG, "SVG"),
        (b" <SVG onload=alert(1)>", "SVG"),
        (b"MZ\x90\0" + bytes(300), "cannot be kept"),
        (b"\x7fELF\x02\x01\x01" + bytes(300), "cannot be kept"),
        (b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml", "Word, Excel"),
        (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text", "Word, Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "cannot be kept"),
        (FTYP + b"avif" + bytes(200), "cannot be kept"),
        (b"\xff\xfe\x00", "cannot be kept"),
        (b"hello\0there", "cannot be kept"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(100), "7-Zip"),
    ],
)
def test_what_is_not_kept_is_refused_with_what_to_do(data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says) as refused:
        kind_of(data, "anything.png")
    assert "screenshot" in str(refused.value)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Screenshot.png", "Screenshot.png"),
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\Jayden\chat.txt", "chat.txt"),
        ("photo\u202egnp.exe", "photognp.exe"),
        ("a\0b\nc\x1b[31m.png", "abc[31m.png"),
        ("  .. ", "file"),
        ("", "file"),
        ("\ud800.png", "png"),
        ("e\u0301.png", "é.png"),
        ("<b>&\"'.png", "<b>&\"'.png"),
    ],
)
def test_a_name_keeps_no_folder_and_nothing_that_hides_what_it_is(given: str, kept: str) -> None:
    assert plain_name(given) == kept


def test_a_long_name_keeps_its_ending() -> None:
    name = plain_name("x" * 5000 + ".jpeg")

    assert len(name) <= 120
    assert name.endswith("….jpeg")
    assert len(plain_name("x" * 5000)) == 120


def test_a_text_that_is_cut_within_a_letter_is_still_read() -> None:
    assert read_text("Siâ".encode()[:-1]) == "Si"
    assert read_text(b"\xef\xbb\xbfone\r\ntwo\rthree") == "one\ntwo\nthree"
    assert read_text(b"caf\xe9 au lait") == "café au lait"
