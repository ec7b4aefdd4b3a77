"""The chain of custody and its certificate: everything that was done with a piece, and nobody named who must not be."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeconduct.web.access.models import Event
from safeconduct.web.access.trail import append
from safeconduct.web.concerns import evidence
from safeconduct.web.concerns.custody import captured_words, certificate, chains, custody, file_name
from safeconduct.web.concerns.evidence import Captured
from safeconduct.web.concerns.models import Concern, Evidence, Outside
from web.concerns import made


def test_everything_that_was_done_with_a_piece_stands_in_its_chain_in_order(world: SimpleNamespace) -> None:
    piece, other = made.piece(world), made.piece(world, "other.txt", b"other")
    evidence.see(world.sian, piece)
    evidence.see(world.daniel, other)
    evidence.export(world.daniel, piece, Outside.What.POLICE)
    chain = custody(piece)

    assert [(one.what.partition(".")[0], one.by) for one in chain] == [
        ("Handed in, hashed and sealed", "Daniel Okafor"),
        ("Looked at", "Siân Pritchard"),
        ("Put into a bundle to be handed over", "Daniel Okafor"),
    ]
    assert chain[-1].what.endswith(". To: Police")
    assert {one.sha256 for one in chain} == {piece.sha256}
    assert [one.number for one in chain] == sorted(one.number for one in chain)


def test_who_told_in_confidence_is_named_neither_in_the_chain_nor_on_paper(world: SimpleNamespace) -> None:
    given = made.telling(world, Concern.Standing.ANONYMOUS)
    files = [made.handed("x.txt", b"x")]
    piece = evidence.handed_in(evidence.raise_with(None, given, files, Captured("I, Priya, took it.")).concern)[0]

    assert [one.by for one in custody(piece)] == ["Whoever told it"]
    assert captured_words(piece) == ""
    assert captured_words(evidence.handed_in(made.raised(world).concern)[0]) == "On my own phone."


def test_somebody_whose_account_is_gone_stays_in_the_chain(world: SimpleNamespace) -> None:
    piece = made.piece(world)
    append("concerns.evidence-see", by=4711, about=f"concerns.evidence:{piece.pk}", facts={"sha256": piece.sha256})

    assert custody(piece)[-1].by == "Somebody whose account is gone"


def test_the_name_of_a_copy_names_nobody(world: SimpleNamespace) -> None:
    piece = made.piece(world)

    assert file_name(piece) == f"{piece.case.reference}-evidence-{piece.pk}.png"


def test_chains_of_many_pieces_are_read_at_once(world: SimpleNamespace) -> None:
    one = made.piece(world)
    for number in range(5):
        evidence.take(world.daniel, one.case, made.handed("x.txt", str(number).encode()))
    pieces = list(evidence.pieces(Evidence.objects.all()))
    with CaptureQueriesContext(connection) as asked:
        found = chains(pieces)

    assert len(asked) == 1
    assert {len(chain) for chain in found.values()} == {1}


@pytest.mark.parametrize("words", ["On the lab's computer.", "= not a heading #let x = 1 $", "🙈 على الهاتف 中文", "a\n\nb"])
def test_the_certificate_is_a_tagged_pdf_whatever_was_written(world: SimpleNamespace, words: str) -> None:
    piece = evidence.take(world.daniel, made.case(world), made.handed("x.txt", b"x"), Captured(words))
    pdf = certificate([piece])

    assert pdf.startswith(b"%PDF")
    assert b"/MarkInfo" in pdf
    assert Event.objects.filter(verb="concerns.evidence-see").count() == 0


def test_a_certificate_of_nothing_is_still_one(db: None) -> None:
    assert certificate([]).startswith(b"%PDF")
