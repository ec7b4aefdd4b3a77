"""What a picture gives away, the copy that gives away nothing, and pictures that mean harm."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageCms

from safeconduct.errors import InputError
from safeconduct.web.checks import faces, pictures
from safeconduct.web.checks.copies import clean_copy
from safeconduct.web.checks.details import details
from safeconduct.web.checks.pictures import opened
from safeconduct.web.checks.uploading import LARGEST
from web.checks import made

SignedIn = Callable[[str], Client]
ADDRESS = "/check/picture/"


def told(data: bytes) -> dict[str, str]:
    with opened(data) as image:
        return {detail.what: detail.says for detail in reversed(details(image))}


def copied(data: bytes) -> bytes:
    with opened(data) as image:
        return clean_copy(image).data


def file(data: bytes, name: str = "IMG_0042.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type=kind)


def sent(client: Client, *data: bytes, do: str = "look", **more: Any) -> Any:
    return client.post(ADDRESS, {"do": do, "pictures": [file(each) for each in data], **more})


# --- what it gives away --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_place_time_device_owner_and_caption_are_told_for_every_kind(kind: str) -> None:
    said = told(made.telling(kind))
    assert "53.38° north, 1.47° west" in said["Place"]
    assert said["Time"] == "It says when it was taken: 14:32 on 3 June 2026."
    assert said["Device"] == "Apple iPhone 14"
    assert said["Serial number of the device"] == "SN-889-4471"
    assert made.OWNER in said["Owner"]


def test_captions_of_every_standard_are_told() -> None:
    with opened(made.telling()) as image:
        said = {(detail.what, detail.says) for detail in details(image)}
    assert {("Caption", made.CAPTION), ("Caption", made.XMP_CAPTION), ("Owner", made.BYLINE)} <= said


def test_what_tells_where_or_who_somebody_is_comes_first() -> None:
    with opened(made.telling()) as image:
        risky = [detail.risky for detail in details(image)]
    assert risky == sorted(risky, reverse=True)
    assert any(risky)


def test_a_picture_without_metadata_tells_nothing() -> None:
    assert told(made.encoded(made.plain(), "JPEG")) == {}


@pytest.mark.parametrize(
    ("north", "reference", "shown"),
    [((33.0, 51.0, 0.0), "S", "33.85° south"), ((0.0, 0.0, 0.0), "N", "0.00° north")],
)
def test_places_south_of_the_equator_are_told_as_such(north: Any, reference: str, shown: str) -> None:
    made_up = made.exif()
    made_up[0x8825] = {**made.GPS, 1: reference, 2: north}
    assert shown in told(made.encoded(made.plain(), "JPEG", exif=made_up))["Place"]


@pytest.mark.parametrize("north", [(400.0, 0.0, 0.0), (53.0,)])
def test_a_place_that_is_none_is_not_told(north: Any) -> None:
    made_up = made.exif()
    made_up[0x8825] = {**made.GPS, 2: north}
    said = told(made.encoded(made.plain(), "JPEG", exif=made_up))
    assert "Place" not in said
    assert said["Device"] == "Apple iPhone 14"


def test_a_place_divided_by_nothing_is_not_told() -> None:
    whole = made.encoded(made.plain(), "JPEG", exif=made.exif())
    broken = whole.replace(struct.pack(">LL", 53, 1), struct.pack(">LL", 53, 0))
    assert broken != whole
    assert "Place" in told(whole)
    assert "Place" not in told(broken)


def test_names_of_people_in_regions_are_told() -> None:
    regions = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<r:Description xmlns:m="http://www.metadataworkinggroup.com/schemas/regions/" m:Name="Jayden P"/></r:RDF></x:xmpmeta>'
    )
    assert told(made.encoded(made.plain(), "JPEG", xmp=regions))["People named in it"] == "Jayden P"


def test_an_entity_in_xmp_is_not_resolved_and_does_not_grow(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("aaaaaaaaaa")
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x><title>&b;</title></x>'
    leak = f'<!DOCTYPE x [<!ENTITY f SYSTEM "{(tmp_path / "kept").as_uri()}">]><x><title>&f;</title></x>'.encode()
    for xmp in (bomb, leak):
        assert "aaa" not in str(told(made.encoded(made.plain(), "JPEG", xmp=xmp)))


def test_a_caption_full_of_control_signs_is_one_short_line() -> None:
    said = told(made.telling(tag270="a\x1b[31m\r\nb" + "c" * 5_000))["Caption"]
    assert "\x1b" not in said
    assert "\n" not in said
    assert len(said) <= 201


def test_a_small_copy_inside_is_told() -> None:
    upright = struct.pack("<HHLHH", 0x0112, 3, 1, 1, 0)
    compressed = struct.pack("<HHLHH", 0x0103, 3, 1, 6, 0)
    first = struct.pack("<H", 1) + upright + struct.pack("<L", 26)  # the second directory follows the first
    second = struct.pack("<H", 1) + compressed + struct.pack("<L", 0)
    tiff = b"II*\0" + struct.pack("<L", 8) + first + second
    assert "Small copy" in told(made.encoded(made.plain(), "JPEG", exif=b"Exif\0\0" + tiff))


# --- the copy -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_the_copy_shows_the_same_and_says_nothing(kind: str) -> None:
    data = made.telling(kind)
    copy = copied(data)
    for word in (made.OWNER, made.CAPTION, made.XMP_CAPTION, made.BYLINE, "iPhone", "Exif", "8BIM", "ns.adobe", "SN-889"):
        assert word.encode() not in copy
    assert told(copy) == {}
    with Image.open(io.BytesIO(copy)) as again:
        assert again.size == (60, 40)
        red, green, _ = again.convert("RGB").getpixel((10, 8))  # type: ignore[misc] # three colours
        assert red > 180
        assert green < 70


def test_the_copy_stands_upright_as_the_camera_was_held() -> None:
    with Image.open(io.BytesIO(copied(made.telling(tag274=6)))) as again:
        assert again.size == (40, 60)
        red, _, _ = again.getpixel((35, 8))  # type: ignore[misc] # three colours
        assert red > 180


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_png_pictures_of_every_mode_are_copied(mode: str) -> None:
    copy = copied(made.encoded(made.plain(mode=mode), "PNG"))
    with Image.open(io.BytesIO(copy)) as again:
        assert again.size == (60, 40)
        assert again.mode == (
            "RGBA" if mode in ("LA", "RGBA") else "RGB" if mode == "P" else "L" if mode in "1L" else again.mode
        )


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_jpeg_pictures_of_every_mode_are_copied(mode: str) -> None:
    with Image.open(io.BytesIO(copied(made.encoded(made.plain(mode=mode), "JPEG")))) as again:
        assert again.mode == ("L" if mode == "L" else "RGB")


@pytest.mark.parametrize("profile", [ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), b"no profile"])
def test_a_colour_profile_is_used_up_and_not_carried_along(profile: bytes) -> None:
    with Image.open(io.BytesIO(copied(made.encoded(made.plain(), "JPEG", icc_profile=profile)))) as again:
        assert "icc_profile" not in again.info


def test_priya_downloads_a_copy_whose_name_says_nothing(signed_in: SignedIn) -> None:
    answer = sent(signed_in("priya"), made.telling("HEIF"), do="copy")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == 'attachment; filename="picture-1-without-details.jpg"'
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert made.OWNER.encode() not in answer.content


def test_several_copies_come_as_one_file(signed_in: SignedIn) -> None:
    answer = sent(signed_in("priya"), made.telling(), made.telling("PNG"), do="copy")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["picture-1-without-details.jpg", "picture-2-without-details.png"]
        assert all(told(archive.read(name)) == {} for name in archive.namelist())


def test_a_copy_of_what_is_no_picture_is_an_error_that_says_which(signed_in: SignedIn) -> None:
    page = sent(signed_in("priya"), made.telling(), made.HTML, do="copy")
    assert "Content-Disposition" not in page
    assert "Picture 2 (IMG_0042.jpg): It is no JPEG" in page.content.decode()


# --- pictures that mean harm ----------------------------------------------------------------------------------

HOSTILE = {
    "html": (made.HTML, "It looks like this: HTML"),
    "svg": (made.SVG, "Scalable Vector Graphics"),
    "html behind the first bytes of a png": (b"\x89PNG\r\n\x1a\n" + made.HTML, "damaged"),
    "nothing that is known": (b"\x00\x01\x02hello", "It is no JPEG"),
    "gif": (made.encoded(made.plain(), "GIF"), "It is no JPEG"),
    "half a jpeg": (made.telling()[:-200], "damaged"),
    "half a png": (made.encoded(Image.effect_noise((200, 200), 50), "PNG")[:9000], "damaged"),
    "half a heic": (made.telling("HEIF")[:400], "damaged"),
    "a bomb of a png": (made.png(50_000, 50_000), "pixels"),
    "too many pixels": (made.png(10_000, 6_001), "60 million"),
    "one row without end": (made.png(40_000, 1), "pixels"),
    "a png without a picture": (made.png(4, 4, data=b""), "damaged"),
    "a text that unpacks to gigabytes": (
        made.png(1, 1, *[made.chunk(b"zTXt", b"k\0\0" + zlib.compress(bytes(1_100_000)))] * 80, data=b"\0\0"),
        "damaged",
    ),
    "moving png": (made.animated("PNG"), "It moves"),
    "moving webp": (made.animated("WEBP"), "It moves"),
    "a jpeg called png inside": (b"\x89PNG\r\n\x1a\n" + made.telling(), "damaged"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_with_a_reason(name: str, signed_in: SignedIn) -> None:
    data, why = HOSTILE[name]
    page = sent(signed_in("priya"), data, do="look")
    assert page.status_code == 200
    assert why in page.content.decode()
    assert "data:image" not in page.content.decode()
    copy = sent(signed_in("priya"), data, do="copy")
    assert "Content-Disposition" not in copy
    assert why in copy.content.decode()


def test_a_picture_is_measured_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    decoded: list[str] = []
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda self: decoded.append("decoded"))
    with pytest.raises(InputError, match="pixels"), opened(made.png(10_000, 6_001)):
        pass
    assert decoded == []


def test_a_photograph_with_a_second_picture_inside_is_no_film() -> None:
    two = made.encoded(made.plain(), "MPO", save_all=True, append_images=[made.plain()])
    with opened(two) as image:
        assert getattr(image, "n_frames", 1) == 2
        assert clean_copy(image).type == "image/jpeg"


def test_html_in_a_picture_never_comes_back_as_html(signed_in: SignedIn) -> None:
    page = sent(signed_in("priya"), made.telling(tag270="<script>alert(1)</script>")).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_any_damage_to_a_picture_is_a_reason_or_an_answer_and_never_a_fault() -> None:
    rng = random.Random(7)
    answers = set()
    for kind in ("JPEG", "PNG", "WEBP", "HEIF"):
        whole = made.telling(kind)
        for _ in range(60):
            data = bytearray(whole)
            for _ in range(rng.randint(1, 8)):
                data[rng.randrange(len(data))] = rng.randrange(256)
            try:
                copied(bytes(data))
                told(bytes(data))
                answers.add("read")
            except InputError:
                answers.add("refused")
    assert answers == {"read", "refused"}


def test_one_bad_file_does_not_hide_the_others(signed_in: SignedIn) -> None:
    page = sent(signed_in("priya"), made.HTML, made.telling()).content.decode()
    assert "We could not look at it" in page
    assert "Apple iPhone 14" in page


# --- how much may be sent -------------------------------------------------------------------------------------


def test_a_picture_larger_than_may_be_is_not_even_kept(signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    kind = pictures._kind

    def measured(data: bytes) -> str:
        seen.append(len(data))
        return kind(data)

    monkeypatch.setattr(pictures, "_kind", measured)
    page = sent(signed_in("priya"), made.telling() + bytes(LARGEST), made.telling()).content.decode()
    assert "It is larger than 15 MB" in page
    assert "Apple iPhone 14" in page
    assert seen == [len(made.telling())]


def test_four_large_pictures_at_once_are_looked_at(signed_in: SignedIn) -> None:
    large = made.telling() + bytes(LARGEST // 2)
    page = sent(signed_in("priya"), *[large] * 4).content.decode()
    assert page.count("Apple iPhone 14") == 4


def test_five_pictures_are_too_many_and_the_page_says_so(signed_in: SignedIn) -> None:
    assert (
        "You chose 5 pictures; 4 can be looked at together." in sent(signed_in("priya"), *[made.telling()] * 5).content.decode()
    )


@pytest.mark.parametrize("do", ["look", "copy", "", "anything"])
def test_without_a_picture_the_page_asks_for_one(do: str, signed_in: SignedIn) -> None:
    page = signed_in("priya").post(ADDRESS, {"do": do})
    assert page.status_code == 200
    assert "Choose a picture first." in page.content.decode()


def test_an_empty_file_is_an_error(signed_in: SignedIn) -> None:
    assert "A file is empty" in sent(signed_in("priya"), b"").content.decode()


def test_a_picture_needs_the_token_of_the_page(world: SimpleNamespace) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.priya, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert strict.post(ADDRESS, {"do": "copy", "pictures": [file(made.telling())]}).status_code == 403
    page = strict.get(ADDRESS).content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    given = {"do": "copy", "pictures": [file(made.telling())], "csrfmiddlewaretoken": token}
    assert strict.post(ADDRESS, given).status_code == 200


# --- faces ----------------------------------------------------------------------------------------------------


class _Seer:
    """Stands for OpenCV's detector."""

    def detectMultiScale(self, picture: Any, **options: Any) -> list[tuple[int, int, int, int]]:  # noqa: N802 its own name
        assert picture.ndim == 2
        assert options["minNeighbors"] > 1
        return [(1, 1, 24, 24), (30, 1, 24, 24)]


@pytest.mark.parametrize(("seer", "says"), [(_Seer(), "We can see 2 faces."), (None, None)])
def test_faces_are_counted_where_the_extra_is_installed(
    seer: Any, says: str | None, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faces, "_detector", lambda: seer)
    page = sent(signed_in("priya"), made.telling()).content.decode()
    assert (says in page) if says else ("We can see" not in page)
    assert "Look at the background too" in page


def test_without_the_extra_nobody_looks_for_faces(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(faces, "import_module", missing)
    faces._detector.cache_clear()
    assert faces.count(made.plain()) is None
    faces._detector.cache_clear()


# --- who is in it, and who agreed -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "given", "outcome"),
    [
        ("marcus", {"of": ["pupil"], "going": "posted", "purpose": "planned_learning", "taken": "school"}, "Do not post"),
        ("marcus", {"of": ["colleague"], "going": "posted", "taken": "school"}, "Ask first"),
        ("marcus", {"of": ["colleague"], "going": "posted", "taken": "school", "agreed": ["subject_consent"]}, "Fine"),
        ("marcus", {"of": ["nobody"], "going": "stays", "taken": "own"}, "Ask first"),
        ("marcus", {"of": ["nobody"], "going": "posted", "taken": "elsewhere"}, "Not a policy matter"),
        ("priya", {"of": ["colleague"], "going": "posted"}, "Ask first"),
        ("priya", {"of": ["colleague", "pupil"], "going": "posted"}, "Do not post"),
        ("priya", {"of": ["pupil"], "going": "posted", "agreed": ["has_permission"]}, "Ask first"),
        ("priya", {"of": ["pupil"], "going": "posted", "agreed": ["has_permission", "parent_consent"]}, "Think again"),
        ("ruth", {"of": ["colleague"], "going": "posted"}, "Ask first"),
    ],
)
def test_who_is_in_it_and_who_agreed_lead_to_an_answer(
    who: str, given: dict[str, Any], outcome: str, signed_in: SignedIn
) -> None:
    page = signed_in(who).post(ADDRESS, {"do": "ask", **given})
    assert page.context["answer"].outcome in page.content.decode()
    assert f"</span> {outcome}</h2>" in page.content.decode()


def test_the_strictest_of_all_who_are_shown_decides(signed_in: SignedIn) -> None:
    given = {
        "do": "ask",
        "going": "posted",
        "taken": "school",
        "agreed": ["subject_consent", "parent_consent", "has_permission"],
    }
    alone = signed_in("marcus").post(ADDRESS, {**given, "of": ["colleague"]}).context["answer"]
    both = signed_in("marcus").post(ADDRESS, {**given, "of": ["colleague", "pupil"]}).context["answer"]
    assert (alone.outcome, both.outcome) == ("allow", "stop")
    assert {clause.id for clause in alone.verdicts[0].clauses} < {clause.id for clause in both.verdicts[0].clauses}


def test_what_would_decide_and_was_not_said_is_asked_for(signed_in: SignedIn) -> None:
    given = {"do": "ask", "of": ["pupil"], "going": "stays", "taken": "school"}
    consent = ["subject_consent", "parent_consent", "has_permission"]
    page = signed_in("marcus").post(ADDRESS, {**given, "agreed": consent})
    assert page.context["answer"].outcome == "ask"
    assert page.context["answer"].missing == ("What is it for?",)
    assert "What we would need to know" in page.content.decode()


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({}, "Say who is in the picture."),
        ({"of": ["pupil"]}, "Say what will happen with the picture."),
        ({"of": ["nobody", "pupil"], "going": "stays"}, "You chose “Nobody” and somebody."),
        ({"of": ["dragon"], "going": "stays"}, "dragon"),
        ({"of": ["pupil"], "going": "stays", "purpose": "evil"}, "evil"),
        ({"of": ["pupil"], "going": "stays", "agreed": ["everybody"]}, "everybody"),
    ],
)
def test_what_is_missing_or_contradicts_itself_is_said(given: dict[str, Any], error: str, signed_in: SignedIn) -> None:
    page = signed_in("marcus").post(ADDRESS, {"do": "ask", **given})
    assert page.status_code == 200
    assert error in page.content.decode()
    assert page.context["answer"] is None
