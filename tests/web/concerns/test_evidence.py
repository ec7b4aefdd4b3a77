"""What is handed in is kept as it came, on the right cases, once; and the trail tells of it without saying what it is."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import Http404
from pytest_django.fixtures import Settings

from safeconduct.errors import InputError
from safeconduct.web.access.models import Event
from safeconduct.web.concerns import evidence
from safeconduct.web.concerns.evidence import Captured, examine, hand_in, link, original, raise_with, take
from safeconduct.web.concerns.models import Case, Concern, Evidence, LetIn, Outside
from safeconduct.web.sealing.models import Sealed
from safeconduct.web.sealing.storing import Damaged, destroy, words
from web.concerns import made
from web.unguarded import unguarded

THEN = datetime(2026, 5, 12, 20, 14, tzinfo=UTC)


def test_the_original_is_kept_byte_for_byte_with_its_hash(world: SimpleNamespace) -> None:
    case, given = made.case(world), made.screenshot() + b"trailing bytes that no viewer shows"
    piece = take(world.daniel, case, made.handed("Jayden.png", given), Captured("On my phone.", THEN))
    kept = Evidence.objects.get(pk=piece.pk)

    assert original(kept) == given
    assert kept.sha256 == hashlib.sha256(given).hexdigest()
    assert (kept.mime, kept.size, kept.by, kept.from_reporter) == ("image/png", len(given), world.daniel, False)
    assert (words(kept.name), kept.captured and words(kept.captured), kept.captured_at) == ("Jayden.png", "On my phone.", THEN)


def test_nothing_of_it_can_be_read_in_the_database(world: SimpleNamespace) -> None:
    made.piece(world, "Jayden Brown.txt", made.CHAT.encode())
    with connection.cursor() as cursor:
        kept = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            kept += [bytes(value) if isinstance(value, memoryview) else value for row in cursor.fetchall() for value in row]

    text = " ".join(value.decode("latin-1") if isinstance(value, bytes) else str(value) for value in kept)
    assert "Jayden" not in text
    assert "are you awake" not in text
    assert "Found in the lab" not in text


def test_a_concern_is_raised_with_what_belongs_to_it_or_not_at_all(world: SimpleNamespace, settings: Settings) -> None:
    raised = made.raised(world)
    assert [piece.mime for piece in evidence.handed_in(raised.concern)] == ["image/png", "application/pdf"]

    settings.EVIDENCE_OF_A_CASE = 10
    with pytest.raises(InputError, match="no room"):
        made.raised(world)
    assert Concern.objects.count() == 1
    assert Event.objects.filter(verb="concerns.raise").count() == 1


def test_what_the_reporter_hands_in_lies_on_each_case_and_is_sealed_once(world: SimpleNamespace) -> None:
    concern = raise_with(world.priya, made.about_tomasz(world), [made.handed("a.pdf", made.PDF)], Captured("Found it.")).concern
    found = Evidence.objects.filter(case__concern=concern)

    assert {piece.case.strand for piece in found} == {Case.Strand.CHILD, Case.Strand.ADULT}
    assert len({piece.sealed_id for piece in found}) == 1
    assert [piece.sha256 for piece in evidence.handed_in(concern)] == [hashlib.sha256(made.PDF).hexdigest()]
    assert Event.objects.filter(verb=evidence.TAKEN).count() == 2
    assert Sealed.objects.count() == 4  # the words, the file, its name, and how it was made


def test_the_same_is_taken_once_from_each(world: SimpleNamespace) -> None:
    raised = made.raised(world)
    case, again = raised.concern.cases.get(), made.handed("again.png", made.screenshot())
    assert hand_in(raised.concern, [again, again], by=world.priya) == []

    take(world.daniel, case, again)
    take(world.sian, case, again)
    with pytest.raises(InputError, match="before"):
        take(world.daniel, case, again)
    assert case.evidence.filter(mime="image/png").count() == 3


def test_more_can_be_handed_in_later_by_whoever_told_it_and_nobody_else(world: SimpleNamespace) -> None:
    raised = made.raised(world)
    (later,) = hand_in(raised.concern, [made.handed("later.txt", b"later")], by=world.priya)

    assert (later.by, later.from_reporter) == (world.priya, True)
    for other in (world.tomasz, world.daniel):
        with pytest.raises(PermissionDenied):
            hand_in(raised.concern, [made.handed("mine.txt", b"mine")], by=other)


def test_to_what_was_destroyed_nothing_is_added(world: SimpleNamespace) -> None:
    raised = made.raised(world)
    raised.concern.cases.update(state=Case.State.DESTROYED)

    with pytest.raises(InputError, match="deleted"):
        hand_in(raised.concern, [made.handed("late.txt", b"late")], by=world.priya)
    with pytest.raises(Http404):
        take(world.daniel, raised.concern.cases.get(), made.handed("late.txt", b"late"))


@pytest.mark.parametrize("key", ["priya", "tomasz", "grace", "helen", "farah", "owen", "ruth", "marcus"])
def test_nobody_puts_evidence_on_a_case_that_they_must_not_know_of(world: SimpleNamespace, key: str) -> None:
    case = made.case(world)

    with pytest.raises(Http404):
        take(getattr(world, key), case, made.handed("x.txt", b"x"))
    with pytest.raises(Http404):
        evidence.see(getattr(world, key), case.evidence.earliest("pk"))


def test_whoever_is_let_in_to_read_sees_and_adds_but_takes_no_copy(world: SimpleNamespace) -> None:
    piece = made.piece(world)
    LetIn.objects.create(case=piece.case, person=world.owen, by=world.daniel)

    take(world.owen, piece.case, made.handed("x.txt", b"x"))
    evidence.see(world.owen, piece)
    with pytest.raises(PermissionDenied):
        evidence.download(world.owen, piece)
    with pytest.raises(PermissionDenied):
        evidence.export(world.owen, piece, Outside.What.POLICE)


# --- what the trail says --------------------------------------------------------------------------------------


@pytest.mark.parametrize("standing", [Concern.Standing.CONFIDENTIAL, Concern.Standing.ANONYMOUS])
def test_who_told_in_confidence_or_without_a_name_stands_nowhere(world: SimpleNamespace, standing: Concern.Standing) -> None:
    given = [made.handed("Priya Nair's phone.png", made.screenshot())]
    if standing == Concern.Standing.ANONYMOUS:
        concern = raise_with(None, made.telling(world, standing), given).concern
    else:
        concern = raise_with(world.priya, made.telling(world, standing)).concern
        hand_in(concern, given, by=world.priya)

    assert [piece.by for piece in Evidence.objects.all()] == [None]
    assert Event.objects.get(verb=evidence.TAKEN).actor_id is None


def test_the_trail_keeps_numbers_and_hashes_and_nothing_that_was_said(world: SimpleNamespace) -> None:
    piece = made.piece(world, "Jayden Brown.txt", made.CHAT.encode())
    evidence.see(world.daniel, piece)
    evidence.download(world.sian, piece)
    evidence.export(world.daniel, piece, Outside.What.POLICE)
    events = list(Event.objects.filter(about=f"concerns.evidence:{piece.pk}").order_by("number"))

    assert [event.verb.removeprefix("concerns.evidence-") for event in events] == ["take", "see", "download", "export"]
    assert {event.facts["sha256"] for event in events} == {piece.sha256}
    kept = json.dumps([event.facts for event in events])
    for told in ("Jayden", "awake", "lab", ".txt", "Daniel"):
        assert told not in kept


# --- limits ----------------------------------------------------------------------------------------------------


def test_a_file_that_is_too_large_or_empty_is_refused_with_what_to_do(settings: Settings) -> None:
    settings.EVIDENCE_LARGEST = 1024 * 1024

    assert examine(made.upload("a.txt", b"x" * 1024 * 1024)).kind.mime == "text/plain"
    with pytest.raises(InputError, match=r"larger than 1 MB.*screenshot"):
        examine(made.upload("a.txt", b"x" * (1024 * 1024 + 1)))
    with pytest.raises(InputError, match="empty"):
        examine(SimpleUploadedFile("a.png", b""))


def test_a_case_holds_no_more_than_it_may(world: SimpleNamespace, settings: Settings) -> None:
    case = made.case(world)
    settings.EVIDENCE_OF_A_CASE = sum(case.evidence.values_list("size", flat=True)) + 5
    take(world.daniel, case, made.handed("a.txt", b"12345"))

    with pytest.raises(InputError, match="no room"):
        take(world.daniel, case, made.handed("b.txt", b"6"))
    assert case.evidence.count() == 3


@pytest.mark.parametrize("address", ["https://x.com/someone/status/1?s=20#a", " http://example.org/Ünïcode "])
def test_a_link_is_kept_as_text(world: SimpleNamespace, address: str) -> None:
    piece = take(world.daniel, made.case(world), link(address))

    assert original(piece).decode() == address.strip()
    assert piece.mime == "text/uri-list"


@pytest.mark.parametrize(
    "address", ["", "x.com/1", "javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "https://x.com/" + "a" * 2000]
)
def test_what_is_no_address_of_a_page_is_no_link(address: str) -> None:
    with pytest.raises(InputError, match="address"):
        link(address)


# --- afterwards --------------------------------------------------------------------------------------------------


def test_bytes_that_are_not_those_that_came_are_not_handed_out(world: SimpleNamespace) -> None:
    piece, other = made.piece(world), made.handed("other.txt", b"other")
    forged = take(world.daniel, piece.case, other)
    piece.sealed = forged.sealed

    with pytest.raises(Damaged, match="hash"):
        original(piece)
    with unguarded():
        Sealed.objects.filter(pk=forged.sealed_id).update(ciphertext=b"age-encryption.org/v1\n")
    with pytest.raises(Damaged):
        original(Evidence.objects.get(pk=forged.pk))


def test_the_bytes_go_with_the_last_case_that_has_them(world: SimpleNamespace) -> None:
    files = [made.handed("a.pdf", made.PDF)]
    child, adult = raise_with(world.priya, made.about_tomasz(world), files, Captured("Found it.")).concern.cases.order_by("pk")
    own = take(world.daniel, child, made.handed("own.txt", b"own"))

    assert {seal.pk for seal in evidence.seals_to_destroy(child)} == {own.sealed_id, own.name_id}
    adult.state = Case.State.DESTROYED
    adult.save()
    seals = evidence.seals_to_destroy(child)
    assert len(seals) == 5
    destroy(seals[0])
    assert len(evidence.seals_to_destroy(child)) == 4
