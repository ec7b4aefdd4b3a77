"""The pages of evidence: what is shown and never shown, what leaves, who sees it; and hostile files."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from pytest_django.fixtures import Settings

from safeconduct.web.access.models import Event
from safeconduct.web.concerns import evidence
from safeconduct.web.concerns.models import Case, Concern, Evidence, LetIn
from safeconduct.web.concerns.showing import view
from safeconduct.web.sealing.models import Sealed
from safeconduct.web.sealing.storing import words
from web.checks import made as pictures
from web.concerns import made
from web.unguarded import unguarded

SignedIn = Callable[[str], Client]


def picture_of(address: str) -> Image.Image:
    head, _, data = address.partition(",")
    assert head in ("data:image/png;base64", "data:image/jpeg;base64")
    return Image.open(io.BytesIO(base64.b64decode(data)))


def add(client: Client, case: Case, *files: object, **given: str) -> str:
    answer = client.post(f"/tell/evidence/{case.reference}/add/", {"evidence": files, **given}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


# --- putting it on a case ---------------------------------------------------------------------------------------


def test_files_and_a_link_are_put_on_a_case(world: SimpleNamespace, signed_in: SignedIn) -> None:
    case = made.case(world)
    files = [made.upload("one.png", made.screenshot(80, 80)), made.upload("two.txt", b"two")]
    page = add(signed_in("daniel"), case, *files, link="https://x.com/a/status/1", words="On my phone", at="2026-05-12T21:14")

    assert "All 3 are kept." in page
    added = case.evidence.filter(by=world.daniel)
    assert sorted(words(piece.name) for piece in added) == ["Link", "one.png", "two.txt"]
    assert {str(piece.captured_at) for piece in added} == {"2026-05-12 20:14:00+00:00"}
    assert Case.objects.get().evidence.count() == 5


def test_what_can_be_kept_is_kept_and_the_rest_is_named(world: SimpleNamespace, signed_in: SignedIn) -> None:
    case = made.case(world)
    files = [made.upload("good.txt", b"good"), made.upload("bad.exe", b"MZ\x90\0" + bytes(99)), made.upload("none.png", b"")]
    page = add(signed_in("daniel"), case, *files, link="x.com/1", words="On Jayden’s phone")

    assert "It is kept." in page
    assert "File 2 (bad.exe) was not kept." in page
    assert "File 3 (none.png) was not kept. It is empty." in page
    assert "Give the whole address of the page" in page
    assert "On Jayden’s phone</textarea>" in page
    assert 'value="x.com/1"' in page
    assert case.evidence.filter(by=world.daniel).count() == 1


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Choose a file, or give a link."),
        ({"at": "2099-01-01T00:00", "link": "https://x.com/1"}, "still to come"),
        ({"at": "0001-01-01T00:00", "link": "https://x.com/1"}, "too long ago"),
        ({"at": "yesterday", "link": "https://x.com/1"}, "Give the day and the time"),
        ({"words": "x" * 2001, "link": "https://x.com/1"}, "at most 2000"),
    ],
)
def test_a_form_that_is_not_right_is_shown_again_with_what_was_typed(
    world: SimpleNamespace, signed_in: SignedIn, given: dict[str, str], says: str
) -> None:
    page = add(signed_in("daniel"), made.case(world), **given)

    assert says in page
    assert all(typed in page for typed in given.values())
    assert Evidence.objects.filter(from_reporter=False).count() == 0


def test_files_of_a_form_that_is_not_right_have_to_be_chosen_again_and_that_is_said(
    world: SimpleNamespace, signed_in: SignedIn
) -> None:
    page = add(signed_in("daniel"), made.case(world), made.upload("one.txt", b"one"), at="yesterday")

    assert "have to be chosen again" in page


def test_too_many_or_too_large_files_are_not_even_held(
    world: SimpleNamespace, signed_in: SignedIn, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, daniel = made.case(world), signed_in("daniel")
    many = [made.upload(f"{number}.txt", str(number).encode()) for number in range(11)]
    assert "You chose 11 files; 10 can be sent at a time." in add(daniel, case, *many)

    settings.EVIDENCE_LARGEST = 1024 * 1024
    monkeypatch.setattr("safeconduct.web.concerns.uploading.EvidenceInMemory.largest", 1024 * 1024)
    assert "larger than 1 MB" in add(daniel, case, made.upload("film.mp4", bytes(2 * 1024 * 1024)))
    assert case.evidence.filter(by=world.daniel).count() == 0


def test_a_large_file_never_reaches_a_disk(
    world: SimpleNamespace, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("a temporary file")

    case, daniel = made.case(world), signed_in("daniel")
    monkeypatch.setattr("tempfile.mkstemp", refuse)
    monkeypatch.setattr("tempfile.NamedTemporaryFile", refuse)
    monkeypatch.setattr("tempfile.TemporaryFile", refuse)

    assert "It is kept." in add(daniel, case, made.upload("long.txt", b"x" * 29 * 1024 * 1024))


def test_a_form_without_its_token_is_refused(world: SimpleNamespace) -> None:
    piece, client = made.piece(world), Client(enforce_csrf_checks=True)
    client.force_login(world.daniel, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.post(f"/tell/evidence/{piece.case.reference}/add/", {"link": "https://x.com/1"}).status_code == 403
    assert client.post(f"/tell/evidence/{piece.pk}/original/").status_code == 403
    assert Evidence.objects.count() == 1


# --- looking at it ------------------------------------------------------------------------------------------------


def test_a_picture_is_shown_as_a_copy_without_what_was_hidden_in_it(world: SimpleNamespace, signed_in: SignedIn) -> None:
    piece = made.piece(world, "trip.jpg", pictures.telling() + b"<script>alert(1)</script>")
    shown = view(piece)
    data = base64.b64decode(shown.picture.partition(",")[2])

    assert picture_of(shown.picture).size == (60, 40)
    for hidden in (pictures.OWNER, pictures.CAPTION, pictures.XMP_CAPTION, pictures.BYLINE, "SN-889-4471", "script"):
        assert hidden.encode() not in data
    page = signed_in("daniel").get(f"/tell/evidence/{piece.pk}/").content.decode()
    assert "near 53.38° north" in page
    assert "Apple iPhone 14" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("data", "size", "kind"),
    [
        (made.screenshot(1170, 2532), (1170, 2532), "PNG"),
        (pictures.encoded(pictures.plain((4000, 3000)), "JPEG"), (1600, 1200), "JPEG"),
        (made.screenshot(1080, 20_000), (648, 12_000), "PNG"),
        (pictures.animated("GIF"), (8, 8), "PNG"),
        (pictures.animated("WEBP"), (8, 8), "JPEG"),
        (pictures.encoded(pictures.plain(), "HEIF"), (60, 40), "JPEG"),
        (pictures.encoded(pictures.plain(mode="RGBA"), "PNG"), (60, 40), "PNG"),
        (pictures.encoded(pictures.plain(mode="P"), "GIF"), (60, 40), "PNG"),
    ],
)
def test_a_picture_of_any_kind_is_shown_large_enough_to_be_read(
    world: SimpleNamespace, data: bytes, size: tuple[int, int], kind: str
) -> None:
    picture = picture_of(view(made.piece(world, "picture", data)).picture)

    assert (picture.size, picture.format) == (size, kind)
    assert picture.getexif() == {}


@pytest.mark.parametrize(
    "data",
    [
        pictures.png(60_000, 60_000, data=bytes(1000)),
        pictures.png(2**31 - 1, 2**31 - 1, data=bytes(10)),
        pictures.png(100, 100, data=b""),
        made.screenshot()[:60],
        b"GIF89a\xff\xff\xff\xff" + bytes(40),
        b"\xff\xd8\xff\xe0" + bytes(50),
        b"RIFF\xff\xff\xff\xffWEBPVP8 " + bytes(50),
        b"\0\0\0\x18ftypheic" + bytes(100),
        b"\x89PNG\r\n\x1a\n<script>alert(1)</script>",
    ],
)
def test_a_picture_that_is_a_bomb_or_damaged_is_kept_and_not_shown(
    world: SimpleNamespace, signed_in: SignedIn, data: bytes
) -> None:
    piece = made.piece(world, "bomb.png", data)
    answer = signed_in("daniel").get(f"/tell/evidence/{piece.pk}/")

    assert answer.status_code == 200
    assert b"The picture cannot be shown." in answer.content
    assert b"data:image" not in answer.content
    assert evidence.original(piece) == data


HOSTILE = {
    "web page": made.HTML,
    "PDF": made.PDF + b"/OpenAction <</S /JavaScript /JS (app.alert(1))>>",
    "archive": made.exported_chat(),
    "picture and web page": made.screenshot() + made.HTML,
    "picture and archive": pictures.encoded(pictures.plain((30, 30)), "GIF") + made.exported_chat(),
    "text": b"</p></div><script>alert(1)</script><img src=x onerror=alert(1)>",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_nothing_is_ever_opened_as_what_it_is(world: SimpleNamespace, signed_in: SignedIn, what: str) -> None:
    daniel, piece = signed_in("daniel"), made.piece(world, "x.html", HOSTILE[what])
    page = daniel.get(f"/tell/evidence/{piece.pk}/").content.decode()
    original = daniel.post(f"/tell/evidence/{piece.pk}/original/")

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert [tag for tag in ("<iframe", "<object", "<embed") if tag in page] == []
    assert original.content == HOSTILE[what]
    assert original["Content-Type"] == "application/octet-stream"
    assert original["Content-Disposition"].startswith(f'attachment; filename="{piece.case.reference}-evidence-{piece.pk}.')
    assert original["X-Content-Type-Options"] == "nosniff"
    assert original["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert original["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>.png", "\u202egnp.exe", "../../../etc/passwd", "x" * 4000 + ".png", 'a"b\r\nX: y.png']
)
def test_a_file_s_name_does_no_harm(world: SimpleNamespace, signed_in: SignedIn, name: str) -> None:
    piece, daniel = made.piece(world, name), signed_in("daniel")
    page = daniel.get(f"/tell/evidence/{piece.pk}/").content.decode()

    assert "<script>alert" not in page
    assert "\u202e" not in page
    assert len(words(piece.name)) <= 120
    assert "/" not in words(piece.name)
    answer = daniel.post(f"/tell/evidence/{piece.pk}/original/")
    assert "Jayden" not in answer["Content-Disposition"]
    assert answer["Content-Disposition"].isascii()


def test_a_name_stands_in_no_title_and_no_address(world: SimpleNamespace, signed_in: SignedIn) -> None:
    piece = made.piece(world)
    page = signed_in("daniel").get(f"/tell/evidence/{piece.pk}/").content.decode()

    assert "Jayden" in page
    assert "Jayden" not in page[: page.index("</head>")]
    assert "Jayden" not in "".join(part.partition('"')[0] for part in page.split('href="'))


def test_a_long_text_is_cut_and_the_page_says_so(world: SimpleNamespace) -> None:
    shown = view(made.piece(world, "chat.txt", "é".encode() * 120_000))

    assert shown.text == "é" * 50_000
    assert shown.cut


def test_what_was_damaged_since_is_said_and_not_shown(world: SimpleNamespace, signed_in: SignedIn) -> None:
    piece, daniel = made.piece(world), signed_in("daniel")
    with unguarded():
        Sealed.objects.filter(pk__in=[piece.sealed_id, piece.name_id]).update(ciphertext=b"age-encryption.org/v1\n")
    page = daniel.get(f"/tell/evidence/{piece.pk}/")
    sent = daniel.post(f"/tell/evidence/{piece.pk}/original/", follow=True)

    for answer in (page, sent):
        assert answer.status_code == 200
        assert b"It cannot be opened now" in answer.content
    assert not Event.objects.filter(verb="concerns.evidence-download").exists()


# --- custody ------------------------------------------------------------------------------------------------------


def test_the_page_shows_who_has_had_it_open(world: SimpleNamespace, signed_in: SignedIn) -> None:
    piece = evidence.handed_in(made.raised(world).concern)[0]
    signed_in("sian").get(f"/tell/evidence/{piece.pk}/")
    signed_in("sian").post(f"/tell/evidence/{piece.pk}/original/")
    page = signed_in("daniel").get(f"/tell/evidence/{piece.pk}/").content.decode()

    chain = page[page.index("Who has had it open") :]
    for said in ("Handed in, hashed and sealed", "Priya Nair", "Looked at", "Siân Pritchard", "Original downloaded", "Daniel"):
        assert said in chain
        chain = chain[chain.index(said) :]


@pytest.mark.parametrize("standing", list(Concern.Standing))
@pytest.mark.parametrize("works", [True, False])
def test_whoever_was_let_in_does_not_learn_from_a_piece_who_told_in_confidence(
    works: bool, standing: Concern.Standing, world: SimpleNamespace, signed_in: SignedIn
) -> None:
    by = None if standing == Concern.Standing.ANONYMOUS else world.priya
    files = [made.handed("Priya Nair's phone.jpg", pictures.telling())]
    raised = evidence.raise_with(by, made.telling(world, standing), files, evidence.Captured("I, Priya Nair, took it."))
    piece = Evidence.objects.get(case__concern=raised.concern)
    LetIn.objects.create(case=piece.case, person=world.owen, by=world.daniel, works=works)
    pages = [f"/cases/{piece.case.reference}/", f"/tell/evidence/{piece.case.reference}/add/", f"/tell/evidence/{piece.pk}/"]
    named = standing == Concern.Standing.NAMED

    for address in pages:
        owen, daniel = (signed_in(key).get(address).content.decode() for key in ("owen", "daniel"))
        assert ("Priya" in owen) is named, address
        assert "Priya Nair&#x27;s phone.jpg" in daniel
        assert f"{piece.case.reference}-evidence-{piece.pk}.jpg" in owen or named
    assert ("What the picture says of itself" in owen) is named
    assert "I, Priya Nair, took it." in daniel


def refusal(client: Client, address: str) -> str:
    """The page of a refusal, without the token that is another each time."""
    answer = client.get(address)
    assert answer.status_code == 404
    before, _, after = answer.content.decode().partition('name="csrfmiddlewaretoken" value="')
    return before + after.partition('"')[2]


def test_refusals_tell_nothing_and_leave_nothing(world: SimpleNamespace, signed_in: SignedIn) -> None:
    piece = made.piece(world)
    before = Event.objects.count()
    for key in ("priya", "helen", "owen", "marcus"):
        client = signed_in(key)
        there, never = (refusal(client, f"/tell/evidence/{number}/") for number in (piece.pk, piece.pk + 1000))
        assert there == never
    assert Event.objects.count() == before


def test_the_certificate_is_for_those_who_work_on_the_case(world: SimpleNamespace, signed_in: SignedIn) -> None:
    piece = made.piece(world)
    LetIn.objects.create(case=piece.case, person=world.owen, by=world.daniel)
    address = f"/tell/evidence/{piece.case.reference}/custody/"
    answer = signed_in("daniel").get(address)

    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"] == f'attachment; filename="{piece.case.reference}-custody.pdf"'
    assert signed_in("owen").get(address).status_code == 403
    assert signed_in("owen").get(f"/tell/evidence/{piece.pk}/").status_code == 200
    assert signed_in("owen").post(f"/tell/evidence/{piece.pk}/original/").status_code == 403


def test_whoever_was_let_in_to_work_sees_a_copy_and_takes_no_original_without_leave(
    world: SimpleNamespace, signed_in: SignedIn
) -> None:
    piece, owen = made.piece(world, "trip.jpg", pictures.telling()), signed_in("owen")
    entry = LetIn.objects.create(case=piece.case, person=world.owen, by=world.daniel, works=True)
    page, original = f"/tell/evidence/{piece.pk}/", f"/tell/evidence/{piece.pk}/original/"
    shown = owen.get(page).content.decode()

    assert "This is a copy made for looking at." in shown
    assert "You were let in without the originals." in shown
    assert "Download the original" not in shown
    assert owen.post(original).status_code == 403
    assert not Event.objects.filter(verb="concerns.evidence-download").exists()
    assert owen.get(f"/tell/evidence/{piece.case.reference}/custody/").status_code == 200

    LetIn.objects.filter(pk=entry.pk).update(originals=True)
    assert "Download the original" in owen.get(page).content.decode()
    assert owen.post(original).content == evidence.original(piece)
    LetIn.objects.filter(pk=entry.pk).update(works=False)
    assert owen.post(original).status_code == 403


def test_a_deputy_who_was_let_in_takes_no_original_of_what_the_deputies_did_not_get(
    world: SimpleNamespace, signed_in: SignedIn
) -> None:
    concern = evidence.raise_with(world.priya, made.about_tomasz(world), [made.handed("a.txt", b"hello")]).concern
    piece = Evidence.objects.get(case__concern=concern, case__strand=Case.Strand.ADULT)
    LetIn.objects.create(case=piece.case, person=world.sian, by=world.helen, works=True)

    assert signed_in("helen").post(f"/tell/evidence/{piece.pk}/original/").content == b"hello"
    assert signed_in("sian").get(f"/tell/evidence/{piece.pk}/").status_code == 200
    assert signed_in("sian").post(f"/tell/evidence/{piece.pk}/original/").status_code == 403


@pytest.mark.parametrize("address", ["add", "custody"])
def test_the_number_of_queries_does_not_grow_with_the_evidence(
    world: SimpleNamespace, signed_in: SignedIn, address: str
) -> None:
    case, daniel, asked = made.case(world), signed_in("daniel"), []
    for number in range(2, 12):
        evidence.take(world.daniel, case, made.handed(f"{number}.txt", str(number).encode()))
        with CaptureQueriesContext(connection) as captured:
            assert daniel.get(f"/tell/evidence/{case.reference}/{address}/").status_code == 200
        asked.append(len(captured))

    assert asked[0] == asked[-1]
