"""What to do instead of posting, and the text with the words taken out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.activity import Account, Aspect, Audience, Topic
from safeconduct.policy import Policy
from safeconduct.screening import Context, Finding, Roster
from safeconduct.suggestions.advice import advised
from safeconduct.suggestions.edits import Replacement, applied, fitted, merged
from safeconduct.suggestions.proposing import LONGEST
from safeconduct.walks import Check, check_draft, shipped_screen
from tests_support import at_most


def _check(text: str, policies: tuple[Policy, ...], **where: object) -> Check:
    return check_draft(text, policies, Context(**where))  # type: ignore[arg-type]


# --- what to do --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("topic", Topic)
@pytest.mark.parametrize("aspect", [None, *Aspect])
@pytest.mark.parametrize("account", Account)
def test_there_is_advice_on_every_topic(topic: Topic, aspect: Aspect | None, account: Account) -> None:
    says = advised(Finding(topic, 0, 1, "", "", aspect), Context(account))

    assert 20 < len(says) < 200
    assert says.endswith(".")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kuba in 3L bumped heads at lunch and cried", "Our only Year 5 with a feeding tube was off again today"),
        ("Year 11s, my mobile is 07700 900123 for the trip", "Year 11s, add me on WhatsApp instead of the school thing"),
        ("The side gate code is 4417# in case anyone's late", "The school alarm is off in the hub till 8 most mornings"),
    ],
)
def test_advice_fits_the_finding(one: str, other: str, policies: tuple[Policy, ...]) -> None:
    first, second = (
        {s.says for s in _check(text, policies).suggestions if s.topic is not Topic.WORK_TALK} for text in (one, other)
    )

    assert first
    assert second
    assert first.isdisjoint(second)


def test_a_picture_of_pupils_is_advised_on_by_the_account_it_is_for() -> None:
    finding = Finding(Topic.PUPIL_IMAGE, 0, 1, "", "", Aspect.PICTURE)

    assert "consent" in advised(finding, Context(Account.OFFICIAL))
    assert "official account" in advised(finding, Context(Account.PERSONAL))


def test_suggestions_come_the_most_serious_first_and_none_twice(policies: tuple[Policy, ...]) -> None:
    check = _check("Shit shit. Year 11s, text me on 07700 900123. Bollocks.", policies)

    said = [(suggestion.topic, suggestion.says) for suggestion in check.suggestions]
    assert [topic.rank for topic, _ in said] == sorted(topic.rank for topic, _ in said)
    assert len(said) == len(set(said))


def test_the_guidance_says_what_the_suggestions_say(policies: tuple[Policy, ...]) -> None:
    check = _check("This weather is shit", policies)

    assert {s.says for s in check.suggestions} <= {str(guidance) for guidance in check.decision.guidance}


# --- the text with the words taken out ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("This weather is shit", "This weather is rubbish"),
        ("What a shitty, shitty morning", "What a rotten, rotten morning"),
        ("oh for f**k's sake, the laminator has eaten the labels", "oh for goodness' sake, the laminator has eaten the labels"),
        ("The self checkout can go and f u c k itself", "The self checkout can get lost"),
        ("who put the wet umbrella on my coat, you w@nker", "who put the wet umbrella on my coat, you so-and-so"),
        ("FFS. Left my sandwiches on the roof of the car.", "For goodness' sake. Left my sandwiches on the roof of the car."),
        ("A \U0001f595 to whoever invented childproof caps", "A to whoever invented childproof caps"),
        ("fuuuuuck I have locked the keys in the shed", "oh no, I have locked the keys in the shed"),
        ("Kurwa, autobus znowu nie przyjechał", "Autobus znowu nie przyjechał"),
        ("that offside call was absolute b0llocks", "that offside call was absolute nonsense"),
        ("What the @#$%! is this gas bill", "What on earth is this gas bill"),
        ("s\u200bhi\u200bt, wrong train", "oh no, wrong train"),
        ("What a fucking amazing view", "What an amazing view"),
        ("You are an arsehole, said the parrot", "You are a so-and-so, said the parrot"),
        ("Such a fucking cold day. Fucking freezing.", "Such a cold day. Freezing."),
        ("THIS IS BOLLOCKS", "THIS IS NONSENSE"),
    ],
)
def test_a_swear_word_gives_way_to_a_mild_one(text: str, redacted: str, policies: tuple[Policy, ...]) -> None:
    assert _check(text, policies).redacted == redacted


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("Tyrese in 9C threw a full chair", "A pupil in 9C threw a full chair"),
        ("A lad called Tyrese in 8R threw a full chair", "A lad in 8R threw a full chair"),
        ("Kyle, Ava and Zed in 9C threw a full chair", "Three pupils in 9C threw a full chair"),
        (
            "Year 9s: James' mum rang, and James in 9B threw a full chair",
            "Year 9s: a pupil's mum rang, and a pupil in 9B threw a full chair",
        ),
        (
            "Aww it's little Zuzanna from Elm class! She was the star today",
            "Aww it's a pupil from Elm class! She was the star today",
        ),
        (
            "Miss Rowe's number is 07700 900487, she is off today",
            "A colleague's number is [number removed], she is off today",
        ),
        ("I used to work at Redgate Juniors", "I used to work at a school"),
        ("Starting at Seacroft Hill Academy after Easter", "Starting at my school after Easter"),
        ("Six years with Merridew Education on supply now", "Six years with my agency on supply now"),
        ("Love my St Oswald's C of E Primary polo shirt with the crest", "Love my school polo shirt with the crest"),
        ("Alarm code's 7734, cleaners, cheers", "Alarm code's [code removed], cleaners, cheers"),
        ("My DOB's the 4.6.1986, Wythenshawe General", "My DOB's the [date removed], Wythenshawe General"),
        ("Selling my bike, just drop me a text on 07700 900164 tonight", "Selling my bike, just drop me a text tonight"),
    ],
)
def test_what_can_be_taken_out_is_taken_out(text: str, redacted: str, policies: tuple[Policy, ...]) -> None:
    assert _check(text, policies).redacted == redacted


@pytest.mark.parametrize(
    "text",
    [
        "Our head is a useless clown who could not run a bath",
        "Everyone knows the bursar at our school has been on the fiddle for years",
        "Keep these chats between us, don't tell your mum",
        "Text me instead of the school line, parents, any time",
        "Called in sick and went to the races, school none the wiser",
        "Soup, slippers and the quiz on the telly.",
        "merde",
    ],
)
def test_what_taking_words_out_does_not_cure_has_no_redacted_text(text: str, policies: tuple[Policy, ...]) -> None:
    assert _check(text, policies).redacted is None


def test_one_part_may_be_cured_and_another_not(policies: tuple[Policy, ...]) -> None:
    check = _check("Our head is a useless fucking clown", policies)

    assert check.redacted == "Our head is a useless clown"
    assert [s.topic for s in check.suggestions if s.replacements] == [Topic.PROFANITY]
    assert Topic.DEROGATORY in {s.topic for s in check.suggestions}


@pytest.mark.parametrize(
    "text", ["Ring me, fuck it, just don't tell your mum we talk on here ok", "Fucking send them all back where they came from"]
)
def test_what_must_not_be_sent_at_all_is_not_polished(text: str, policies: tuple[Policy, ...]) -> None:
    check = _check(text, policies, audience=Audience.DIRECT, kind="message")

    assert Topic.PROFANITY in check.topics
    assert check.redacted is None


def test_the_same_person_gets_the_same_words(policies: tuple[Policy, ...]) -> None:
    text = "Tyrese in 9C threw a full chair. Then Tyrese said sorry, and Tyrese's mum rang."
    redacted = _check(text, policies).redacted

    assert redacted is not None
    assert "Tyrese" not in redacted
    assert redacted.lower().count("a pupil") == 3


def test_a_name_of_the_roster_is_taken_out_wherever_it_stands(policies: tuple[Policy, ...]) -> None:
    roster = Roster(pupils=frozenset({"zephaniah quillfeather"}))
    check = _check("Lovely day. Then Zephaniah Quillfeather rang the bell, and Zephaniah bowed.", policies, roster=roster)

    assert check.redacted == "Lovely day. Then a pupil rang the bell, and a pupil bowed."


def test_where_a_capital_may_be_another_name_no_text_is_proposed(policies: tuple[Policy, ...]) -> None:
    check = _check("Denise won't be back before Easter, they've found another lump, and Wolverley knows", policies)

    assert check.redacted is None or "Wolverley" not in check.redacted


def test_a_text_is_proposed_only_for_the_account_that_it_was_checked_for(policies: tuple[Policy, ...]) -> None:
    text = "Our Year 4 sports day at Oakmere Primary was brilliant, thank you all"

    assert _check(text, policies, account=Account.OFFICIAL, audience=Audience.PUBLIC).redacted is None


def test_places_count_code_points_of_the_text_as_given(policies: tuple[Policy, ...]) -> None:
    text = "\U0001f389\U0001f1ec\U0001f1e7 Ça\r\n\ufb01nally: this is shit"
    check = _check(text, policies)
    replaced = [edit for suggestion in check.suggestions for edit in suggestion.replacements]

    assert [text[edit.start : edit.end] for edit in replaced] == ["shit"]
    assert check.redacted == text.replace("shit", "rubbish")


def test_without_redacting_there_is_advice_alone(policies: tuple[Policy, ...]) -> None:
    check = check_draft("This weather is shit", policies, redacting=False)

    assert check.suggestions
    assert check.redacted is None


def test_a_very_long_text_gets_advice_alone_in_little_time(policies: tuple[Policy, ...]) -> None:
    with at_most(60, "advice on a long text"):
        check = check_draft("Tyrese in 9C hit Ava, shit. " * 8000, policies)

    assert check.suggestions
    assert check.redacted is None


@pytest.mark.parametrize(
    "piece", ["shit fuck ", "I work at Oakmere Primary School. ", "!!!!!!!!!! shit ", "Tyrese in 9C hit Ava. "]
)
def test_a_hostile_text_is_worked_over_in_little_time(piece: str, policies: tuple[Policy, ...]) -> None:
    with at_most(60, "working over a hostile text"):
        check_draft(piece * (LONGEST // len(piece)), policies)


PIECES = (
    "Tyrese in 9C threw a chair.", "Bollocks to that!", "my mobile is 07700 900487", "I'm at Oakmere Primary School now", "ffs",
    "Alarm code's 7734,", "\n\n", "\U0001f595", "Miss Rowe's signed off with stress,", "Soup and slippers.",
    "an arsehole", "“shit”",
    "Our head is a clown.", "a fucking", "Ava,",
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=7), st.sampled_from([" ", "\n", ""]))
def test_whatever_is_put_together_a_proposed_text_stands_the_check(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    check = check_draft(text, ())
    if check.redacted is None:
        return
    again = check_draft(check.redacted, (), screen=shipped_screen().exact)

    assert set(again.topics).isdisjoint(s.topic for s in check.suggestions if s.replacements)
    assert check.redacted.strip()


# --- edits -------------------------------------------------------------------------------------------------


def test_overlapping_edits_become_one() -> None:
    edits = [Replacement(0, 10, "my school"), Replacement(0, 4, "x"), Replacement(8, 12, "y"), Replacement(12, 13, "z")]

    assert merged(edits) == (Replacement(0, 12, "my school"), Replacement(12, 13, "z"))


@pytest.mark.parametrize(
    ("text", "word", "says", "then"),
    [
        ("so very tired", "very", "", "so tired"),
        ("Very tired. Very, very.", "Very", "", "Tired. Very, very."),
        ("tired, very.", "very", "", "tired,."),
        ("an awful day", "awful", "good", "a good day"),
        ("A good idea", "good", "awful", "An awful idea"),
        ("Stop. Awful day", "Awful", "good", "Stop. Good day"),
        ("“Awful day”", "Awful", "good", "“Good day”"),
        ("look, Awful Day", "Awful", "good", "look, good Day"),
        ("end it here now", "now", "", "end it here"),
    ],
)
def test_an_edit_fits_the_sentence_around_it(text: str, word: str, says: str, then: str) -> None:
    start = text.index(word)

    assert applied(text, [fitted(text, Replacement(start, start + len(word), says))]) == then


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 8), st.text(max_size=5)), max_size=5))
def test_edits_change_nothing_outside_their_places(text: str, given_edits: list[tuple[int, int, str]]) -> None:
    edits = merged(Replacement(start, start + size, says) for start, size, says in given_edits if start + size <= len(text))
    outside = [char for place, char in enumerate(text) if not any(e.start <= place < e.end for e in edits)]

    after = applied(text, edits)

    assert len(after) == len(outside) + sum(len(edit.text) for edit in edits)
    assert after.startswith(text[: edits[0].start] if edits else text)


@given(
    st.text(alphabet="aA bén .,!'\"\n-🎉", max_size=20),
    st.integers(0, 19),
    st.integers(1, 6),
    st.sampled_from(["", "so", "an ox"]),
)
def test_any_edit_can_be_fitted(text: str, start: int, size: int, says: str) -> None:
    if start + size > len(text):
        return
    edit = fitted(text, Replacement(start, start + size, says))

    assert 0 <= edit.start <= start
    assert start + size <= edit.end <= len(text)
