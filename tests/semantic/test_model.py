"""How the model is put together: company, length and ignorance change nothing that they should not."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from safeconduct.activity import Account, Audience, Role, Topic
from safeconduct.errors import ModelError
from safeconduct.screening import Context, Draft
from safeconduct.semantic.model import ASIDE, HARMLESS, Model, Reading
from safeconduct.semantic.pieces import LONGEST, surroundings
from safeconduct.semantic.reader import Reader, Scores
from safeconduct.semantic.stretches import OVERLAP, STRETCH
from semantic.building import TOPICS, write_model
from tests_support import corpus_posts

POSTS = random.Random(4).sample(list(corpus_posts()), 80)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return Model.load(write_model(tmp_path_factory.mktemp("model")))


def _reading(model: Model, text: str) -> Reading:
    return model.readings([Draft(text)])[0]


def _places(reading: Reading) -> list[tuple[Topic, int, int]]:
    return [(verdict.topic, verdict.start, verdict.end) for verdict in reading.verdicts]


def test_a_post_reads_the_same_alone_and_among_others(model: Model) -> None:
    drafts = [Draft(text, context) for text, context in POSTS]
    together = model.readings(drafts)

    assert sum(bool(reading.verdicts) for reading in together) > 20
    for draft, reading in zip(drafts, together, strict=True):
        alone = model.readings([draft])[0]
        assert _places(alone) == _places(reading)
        assert [verdict.odds for verdict in alone.verdicts] == pytest.approx([v.odds for v in reading.verdicts], abs=1e-3)


def test_the_words_marked_stand_in_the_text(model: Model) -> None:
    for text, context in POSTS:
        draft = Draft(text, context)
        for verdict in model.readings([draft])[0].verdicts:
            assert 0 <= verdict.start < verdict.end <= len(text)
            assert text[verdict.start : verdict.end].strip()


def test_a_long_text_is_read_to_its_end(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(f"word{number}" for number in range(600))
    seen: set[int] = set()
    cut = model._cutter.window

    def watched(stretch: str, before: str) -> object:
        at = text.index(stretch)
        seen.update(range(at, at + len(stretch)))
        return cut(stretch, before)

    monkeypatch.setattr(model._cutter, "window", watched)
    reading = _reading(model, text)

    assert seen == set(range(len(text)))
    assert all(verdict.end - verdict.start <= STRETCH + OVERLAP for verdict in reading.verdicts)


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u200b", "\n\n"])
def test_a_text_without_words_reads_as_nothing(model: Model, text: str) -> None:
    assert _reading(model, text) == HARMLESS


def test_what_is_known_of_a_text_is_said_in_words() -> None:
    known = Context(Account.OFFICIAL, Audience.DIRECT, Role.TEACHING_ASSISTANT, "whatsapp", "message")

    assert surroundings(known) == "official direct message teaching assistant whatsapp"
    assert surroundings(Context()) == "personal post"


def test_who_else_may_read_a_text_does_not_change_what_it_reads_as(model: Model) -> None:
    others = (None, Audience.PUBLIC, Audience.FRIENDS, Audience.PRIVATE_GROUP)

    for text, _ in POSTS[:20]:
        first, *rest = (model.readings([Draft(text, Context(audience=audience))])[0] for audience in others)
        assert all(reading == first for reading in rest)


def test_what_a_glance_clears_is_not_read_closely(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*given: object) -> list[Scores]:
        pytest.fail("read closely")

    monkeypatch.setattr(Reader, "read", refused)
    cleared = Model.load(write_model(tmp_path, clears=1000.0)).readings([Draft(text) for text, _ in POSTS])

    assert cleared == [HARMLESS] * len(POSTS)


def test_what_the_reader_puts_aside_half_way_is_not_read_to_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_on = Model.load(write_model(tmp_path)).readings([Draft(text) for text, _ in POSTS])
    monkeypatch.setattr(Reader, "_scores", lambda *given: pytest.fail("read to the end"))
    put_aside = Model.load(write_model(tmp_path, early=1000.0)).readings([Draft(text) for text, _ in POSTS], hurried=True)

    assert put_aside == [ASIDE] * len(POSTS)  # so that rules which are sure are still heard
    assert read_on != put_aside


def test_without_hurry_a_glance_clears_by_another_bar_and_nothing_is_put_aside_half_way(tmp_path: Path, model: Model) -> None:
    drafts = [Draft(text) for text, _ in POSTS[:20]]
    patient = Model.load(write_model(tmp_path, hurried=1000.0, early=1000.0))

    assert patient.readings(drafts, hurried=True) == [HARMLESS] * len(drafts)
    assert patient.readings(drafts) == model.readings(drafts)


def test_a_topic_counts_from_its_bar_and_is_doubtful_far_below(tmp_path: Path, model: Model) -> None:
    never = Model.load(write_model(tmp_path, counts=1000.0))

    for text, _ in POSTS[:20]:
        reading = _reading(never, text)
        assert reading.verdicts == ()
        assert reading.doubtful <= {Topic(topic) for topic in TOPICS}
        assert not reading.doubtful & {verdict.topic for verdict in _reading(model, text).verdicts}


def test_a_topic_far_below_is_refuted(tmp_path: Path) -> None:
    bold, shy = (Model.load(write_model(tmp_path, refuted=bar)) for bar in (1000.0, -1000.0))

    for text, _ in POSTS[:20]:
        assert _reading(bold, text).refuted == {Topic(topic) for topic in TOPICS}
        assert _reading(shy, text).refuted == frozenset()


def test_beside_a_topic_that_counts_others_count_from_a_lower_bar(tmp_path: Path) -> None:
    def odds(**bars: float) -> list[dict[Topic, float]]:
        model = Model.load(write_model(tmp_path, **bars))
        return [{verdict.topic: verdict.odds for verdict in _reading(model, text).verdicts} for text, _ in POSTS]

    everything, by_themselves, beside = odds(counts=-1000.0), odds(counts=0.5), odds(counts=0.5, beside=-0.5)

    assert beside != by_themselves
    for near, high, each in zip(everything, by_themselves, beside, strict=True):
        assert each == ({topic: value for topic, value in near.items() if value >= -0.5} if high else {})


def test_a_word_of_any_length_is_cut_into_pieces_that_make_it_up(model: Model) -> None:
    for text in ("unbelievably feral", "a" * 59, "class classes", "it's"):
        window = model._cutter.window(text, "")
        own = [place for place, is_own in zip(window.places, window.piece.own, strict=True) if is_own]
        assert "".join(text[start:end] for start, end in own) == text.replace(" ", "")
    assert sum(model._cutter.window("ab " * 1000, "").piece.own) == LONGEST


def test_a_word_that_cannot_be_cut_is_one_unknown_piece(model: Model) -> None:
    window = model._cutter.window("zażółć 😂 " + "b" * 200, "")

    assert [window.places[at] for at, is_own in enumerate(window.piece.own) if is_own] == [(0, 6), (7, 8), (9, 209)]


@pytest.mark.parametrize(("old", "new"), [('"format": 6', '"format": 99'), ('"clears"', '"cleared"'), ("{", "")])
def test_a_card_that_does_not_fit_is_an_error_in_plain_words(tmp_path: Path, old: str, new: str) -> None:
    card = write_model(tmp_path) / "card.json"
    card.write_text(card.read_text("utf-8").replace(old, new, 1), "utf-8")

    with pytest.raises(ModelError, match="Install safeconduct again"):
        Model.load(tmp_path)


@pytest.mark.parametrize("file", ["card.json", "weights.bin", "pieces.txt", "ordinary.txt"])
def test_a_missing_file_is_an_error_in_plain_words(tmp_path: Path, file: str) -> None:
    (write_model(tmp_path) / file).unlink()

    with pytest.raises(ModelError, match="Install safeconduct again"):
        Model.load(tmp_path)
