"""Policy files: every mistake is an error that names file, clause and key; versions, dates and digests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from safeconduct.activity import Mechanism, Role
from safeconduct.errors import PolicyError, SafeconductError
from safeconduct.policy import Library, Policy, load

HEAD: Final = """
id = "host"
title = "Staff policy"
organisation = "A school"
kind = "school"
version = "1"
source = "Staff policy, page 1"
binds = ["teacher", "governor"]
binds_text = "All staff."
"""
CLAUSE: Final = """
[[clause]]
id = "5.2i"
source = "section 5.2"
force = "must-not"
about = "connect"
says = "Accept no pupil as a friend."
decide = [{ when = { kind = "friend_request", person = "pupil" }, outcome = "stop" }]
"""
CASE: Final = """
[[case]]
clause = ["5.2i"]
situation = "A pupil asks."
facts = { kind = "friend_request", person = "pupil" }
outcome = "stop"
"""
GOOD: Final = HEAD + CLAUSE + CASE
RULE: Final = 'decide = [{ when = { kind = "friend_request", person = "pupil" }, outcome = "stop" }]'

Load = Callable[[str | bytes], Policy]


@pytest.fixture
def loaded(tmp_path: Path) -> Load:
    """Load a policy from the content of a file named host.toml."""

    def read(content: str | bytes) -> Policy:
        file = tmp_path / "host.toml"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return load(file)

    return read


def changed(old: str, new: str) -> str:
    """The good file with one thing changed."""
    assert GOOD.count(old) >= 1
    return GOOD.replace(old, new, 1)


def with_rule(rule: str) -> str:
    return changed(RULE, rule)


def test_the_good_file_loads(loaded: Load) -> None:
    policy = loaded(GOOD)
    assert (policy.id, list(policy.clauses), policy.clauses["5.2i"].mechanisms) == ("host", ["5.2i"], (Mechanism.DECIDE,))


# --- mistakes ------------------------------------------------------------------------------------------------

# What is wrong, the file, and what the error must name besides the file.
MISTAKES: Final = {
    "unknown key of the policy": (changed('kind = "school"', 'kind = "school"\ncolour = "red"'), ["colour"]),
    "unknown key of a clause": (changed("decide = ", 'colour = "red"\ndecide = '), ["clause “5.2i”", "colour"]),
    "unknown key of a rule": (with_rule(RULE.replace("outcome", "outcom")), ["clause “5.2i”", "outcom", "decide"]),
    "unknown key of a case": (changed("situation", 'hope = "best"\nsituation'), ["case", "A pupil asks.", "hope"]),
    "misspelt kind of organisation": (changed('kind = "school"', 'kind = "scool"'), ["kind", "scool"]),
    "misspelt force": (changed('"must-not"', '"mustnot"'), ["clause “5.2i”", "force", "mustnot"]),
    "misspelt about": (changed('"connect"', '"conect"'), ["clause “5.2i”", "about", "conect"]),
    "misspelt outcome": (with_rule(RULE.replace('"stop"', '"stpo"')), ["clause “5.2i”", "decide", "outcome", "stpo"]),
    "misspelt topic": (with_rule('screen = [{ topics = ["hat"], outcome = "stop" }]'), ["clause “5.2i”", "topics", "hat"]),
    "misspelt role": (changed('"governor"', '"govenor"'), ["binds", "govenor"]),
    "misspelt signer": (changed(RULE, RULE + '\nsigned_by = ["parnet"]'), ["clause “5.2i”", "signed_by", "parnet"]),
    "signer whom it does not bind": (
        changed(RULE, RULE + '\nsigned_by = ["parent"]'),
        ["clause “5.2i”", "signed_by", "does not bind “parent”"],
    ),
    "wording for nobody": (changed(RULE, RULE + '\nput_to = { pupil = "I do." }'), ["clause “5.2i”", "put_to", "pupil"]),
    "empty wording": (changed(RULE, RULE + '\nput_to = { governor = " " }'), ["clause “5.2i”", "put_to", "empty"]),
    "misspelt person to tell": (
        with_rule('route = [{ kinds = ["malpractice"], to = ["head"] }]'),
        ["clause “5.2i”", "route", "to", "head"],
    ),
    "misspelt kind of concern": (with_rule('route = [{ kinds = ["mischief"] }]'), ["clause “5.2i”", "kinds", "mischief"]),
    "misspelt outcome of a case": (GOOD[:-7] + '"halt"\n', ["case", "A pupil asks.", "outcome", "halt"]),
    "missing key of a clause": (changed('force = "must-not"\n', ""), ["clause “5.2i”", "force"]),
    "missing key of the policy": (changed('title = "Staff policy"\n', ""), ["title"]),
    "words that are a number": (changed('"Accept no pupil as a friend."', "5"), ["clause “5.2i”", "says"]),
    "unknown fact": (
        with_rule('decide = [{ when = { kind = "email", persn = "pupil" }, outcome = "stop" }]'),
        ["clause “5.2i”", "decide[0].when", "persn"],
    ),
    "unknown fact of an exemption": (
        with_rule('decide = [{ when = { kind = "email" }, unless = { wether = "wet" }, outcome = "stop" }]'),
        ["clause “5.2i”", "decide[0].unless", "wether"],
    ),
    "wrong value of a fact": (with_rule(RULE.replace('"pupil"', '"pupill"')), ["clause “5.2i”", "decide[0].when", "pupill"]),
    "wrong value in a list of values": (
        with_rule(RULE.replace('person = "pupil"', 'person = ["pupil", "puppy"]')),
        ["clause “5.2i”", "decide[0].when", "puppy"],
    ),
    "yes or no for a value": (with_rule(RULE.replace('"pupil"', "true")), ["clause “5.2i”", "decide[0].when", "person"]),
    "flag that is a word": (
        with_rule('decide = [{ when = { kind = "email", unsure = "yes" }, outcome = "stop" }]'),
        ["clause “5.2i”", "decide[0].when", "unsure", "true or false"],
    ),
    "flag that is a list": (
        with_rule('decide = [{ when = { kind = "email", unsure = ["yes"] }, outcome = "stop" }]'),
        ["clause “5.2i”", "decide[0].when", "unsure"],
    ),
    "wrong fact of a text rule": (
        with_rule('screen = [{ topics = ["hate"], outcome = "stop", when = { account = "mine" } }]'),
        ["clause “5.2i”", "screen[0].when", "account", "mine"],
    ),
    "wrong fact of guidance": (
        changed(RULE, RULE + '\nguide = [{ text = "Mind.", kinds = ["email"], when = { mood = "low" } }]'),
        ["clause “5.2i”", "guide[0].when", "mood"],
    ),
    "wrong fact of a route": (
        with_rule('route = [{ kinds = ["malpractice"], when = { mood = "low" } }]'),
        ["clause “5.2i”", "route[0].when", "mood"],
    ),
    "a route whose child protection is a word": (
        with_rule('route = [{ kinds = ["malpractice"], when = { child_protection = "yes" } }]'),
        ["clause “5.2i”", "route[0].when", "child_protection"],
    ),
    "a route by a fact that no concern has": (
        with_rule('route = [{ kinds = ["malpractice"], when = { person = "pupil" } }]'),
        ["clause “5.2i”", "route[0].when", "person"],
    ),
    "guidance on a concern by a fact that no concern has": (
        changed(RULE, RULE + '\nguide = [{ text = "Mind.", concerns = ["malpractice"], when = { person = "pupil" } }]'),
        ["clause “5.2i”", "guide[0].when", "person"],
    ),
    "clause there twice": (HEAD + CLAUSE + CLAUSE + CASE, ["clause “5.2i”", "twice"]),
    "clause without a case": (HEAD + CLAUSE + CLAUSE.replace("5.2i", "9z") + CASE, ["clause “9z”", "case"]),
    "no case at all": (HEAD + CLAUSE, ["case"]),
    "case of an unknown clause": (
        changed('clause = ["5.2i"]', 'clause = ["5.2i", "7q"]'),
        ["case “A pupil asks.”", "clause", "7q"],
    ),
    "case with two questions": (GOOD + 'found = ["hate"]\n', ["case “A pupil asks.”", "facts", "found"]),
    "case with no question": (
        changed('facts = { kind = "friend_request", person = "pupil" }\n', ""),
        ["case “A pupil asks.”", "facts, found, concern, duty"],
    ),
    "clause that says nothing": (changed('"Accept no pupil as a friend."', '" "'), ["clause “5.2i”", "says"]),
    "clause without a place": (changed('"section 5.2"', '""'), ["clause “5.2i”", "source"]),
    "clause that does nothing": (with_rule(""), ["clause “5.2i”", "does nothing"]),
    "rule about anything at all": (
        with_rule('decide = [{ when = { person = "pupil" }, outcome = "stop" }]'),
        ["clause “5.2i”", "decide[0].when", "kind"],
    ),
    "rule without an answer": (with_rule('decide = [{ when = { kind = "email" } }]'), ["clause “5.2i”", "decide[0]"]),
    "rule that is not in a list": (with_rule('decide = { when = { kind = "email" } }'), ["clause “5.2i”", "decide"]),
    "review every no months": (
        with_rule('review = { task = "Look.", months = 0, looks_at = ["privacy"] }'),
        ["clause “5.2i”", "review.months"],
    ),
    "date that is no date": (changed("binds = ", 'adopted = "last spring"\nbinds = '), ["adopted"]),
    "day that does not exist": (changed("binds = ", "adopted = 2026-02-30\nbinds = "), ["date", "line 8"]),
    "id with a blank": (changed('id = "host"', 'id = "my host"'), ["id", "my host"]),
    "not TOML": ("id = [", ["TOML"]),
    "nothing in it": ("", ["id"]),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_an_error_that_names_file_clause_and_key(mistake: str, loaded: Load) -> None:
    content, names = MISTAKES[mistake]
    with pytest.raises(PolicyError) as raised:
        loaded(content)
    said = str(raised.value)
    assert [name for name in ("host.toml", *names) if name not in said] == [], said


def test_a_file_that_is_not_utf_8_is_an_error_that_says_so(loaded: Load) -> None:
    with pytest.raises(PolicyError, match=r"host\.toml: this is not UTF-8 text"):
        loaded(GOOD.replace("A school", "École").encode("latin-1"))


def test_a_file_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=r"gone\.toml: the file cannot be read"):
        load(tmp_path / "gone.toml")


def test_a_folder_in_place_of_a_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=f"{tmp_path.name}: the file cannot be read"):
        load(tmp_path)


def test_several_mistakes_are_counted(loaded: Load) -> None:
    with pytest.raises(PolicyError, match=r"\(1 more like it\.\)"):
        loaded(GOOD.replace('"section 5.2"', '""').replace('"Accept no pupil as a friend."', '""'))


def test_a_policy_error_is_one_that_the_command_line_shows() -> None:
    assert issubclass(PolicyError, SafeconductError)


# --- versions ------------------------------------------------------------------------------------------------


def version(loaded: Load, number: str, adopted: str = "", withdrawn: str = "", name: str = "host") -> Policy:
    lines = [f"{key} = {day}" for key, day in (("adopted", adopted), ("withdrawn", withdrawn)) if day]
    head = HEAD.replace('version = "1"', f'version = "{number}"').replace('id = "host"', f'id = "{name}"')
    return loaded(head + "\n".join(lines) + CLAUSE + CASE)


def test_one_version_twice_is_an_error(loaded: Load) -> None:
    with pytest.raises(PolicyError, match="“host”, version 1, is there twice"):
        Library([loaded(GOOD), loaded(GOOD)])


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2020, 9, 1), "old"), (date(2025, 8, 31), "old"), (date(2025, 9, 1), "new"), (date(2030, 1, 1), "new")],
)
@pytest.mark.parametrize("newest_first", [True, False])
def test_the_version_in_force_on_the_day_answers(loaded: Load, day: date, expected: str, newest_first: bool) -> None:
    versions = [version(loaded, "old", "2020-09-01"), version(loaded, "new", "2025-09-01")]
    library = Library(reversed(versions) if newest_first else versions)
    assert library.get("host", day).version == expected
    assert [policy.version for policy in library.select((), day)] == [expected]
    assert [policy.version for policy in library.versions("host")] == ["old", "new"]


def test_a_policy_without_a_date_holds_on_any_day(loaded: Load) -> None:
    assert Library([loaded(GOOD)]).get("host", date(1970, 1, 1)).version == "1"


def test_a_dated_version_takes_the_place_of_an_undated_one(loaded: Load) -> None:
    library = Library([version(loaded, "dated", "2025-09-01"), version(loaded, "undated")])
    assert [library.get("host", date(year, 9, 1)).version for year in (2024, 2025)] == ["undated", "dated"]


def test_a_policy_that_is_not_yet_in_force_is_an_error_that_says_from_when(loaded: Load) -> None:
    library = Library([version(loaded, "new", "2025-09-01")])
    with pytest.raises(PolicyError, match=r"“host” was in force on 2025-08-31\. Version new holds from 2025-09-01"):
        library.get("host", date(2025, 8, 31))


def test_a_withdrawn_policy_is_no_longer_in_force(loaded: Load) -> None:
    library = Library([version(loaded, "1", "2020-01-01", "2022-01-01")])
    assert library.get("host", date(2021, 12, 31)).version == "1"
    with pytest.raises(PolicyError, match="2022-01-01"):
        library.get("host", date(2022, 1, 1))


def test_without_a_name_only_those_in_force_are_chosen(loaded: Load) -> None:
    library = Library([version(loaded, "1", "2020-01-01"), version(loaded, "1", "2025-01-01", name="guest")])
    assert [policy.id for policy in library.select((), date(2024, 1, 1))] == ["host"]
    assert [policy.id for policy in library.select((), date(2026, 1, 1))] == ["host", "guest"]


def test_a_day_before_every_policy_is_an_error(loaded: Load) -> None:
    with pytest.raises(PolicyError, match="No policy was in force on 2019-01-01"):
        Library([version(loaded, "1", "2020-01-01")]).select((), date(2019, 1, 1))


def test_an_unknown_policy_is_an_error_that_lists_the_known(loaded: Load) -> None:
    with pytest.raises(PolicyError, match=r"no policy “hots”\. The policies are: host\."):
        Library([loaded(GOOD)]).get("hots", date(2026, 1, 1))


def test_a_policy_named_twice_is_chosen_once_in_the_order_named(loaded: Load) -> None:
    library = Library([loaded(GOOD), version(loaded, "1", name="guest")])
    assert [policy.id for policy in library.select(["guest", "host", "guest"], date(2026, 1, 1))] == ["guest", "host"]


def test_a_policy_binds_the_roles_it_names(loaded: Load) -> None:
    assert [role for role in Role if loaded(GOOD).binds_role(role)] == [Role.TEACHER, Role.GOVERNOR]


def test_all_shipped_policies_load() -> None:
    assert sorted(Library.shipped().ids) == ["kevi", "key", "safe-use", "tapton", "vision"]
    assert sum(len(policy.clause) for policy in Library.shipped().select((), date(2026, 1, 1))) == 156


# --- digests -------------------------------------------------------------------------------------------------

WORDING: Final = {
    "a clause": ("Accept no pupil as a friend.", "Accept no pupil as a friend!"),
    "the title": ("Staff policy", "Staff policies"),
    "whom it binds": ('"teacher", "governor"', '"teacher"'),
    "an outcome": ('outcome = "stop" }', 'outcome = "ask" }'),
    "the version": ('version = "1"', 'version = "2"'),
}


@pytest.mark.parametrize("what", WORDING)
def test_the_digest_changes_with_what_people_sign(what: str, loaded: Load) -> None:
    assert loaded(changed(*WORDING[what])).digest != loaded(GOOD).digest


def test_a_clause_may_be_some_peoples_promise_and_be_put_to_them_in_their_words(loaded: Load) -> None:
    policy = loaded(changed(RULE, RULE + '\nsigned_by = ["governor"]\nput_to = { governor = "I befriend no pupil." }'))
    clause, plain = policy.clauses["5.2i"], loaded(GOOD).clauses["5.2i"]

    assert [clause.is_signed_by(role) for role in (Role.GOVERNOR, Role.TEACHER)] == [True, False]
    assert clause.said_to(Role.GOVERNOR) == "I befriend no pupil."
    assert (plain.is_signed_by(Role.TEACHER), plain.said_to(Role.TEACHER)) == (True, "Accept no pupil as a friend.")
    assert policy.digest != loaded(GOOD).digest


def test_the_digest_does_not_change_with_the_cases(loaded: Load) -> None:
    assert loaded(GOOD + CASE.replace("A pupil asks.", "A pupil asks again.")).digest == loaded(GOOD).digest


def test_the_digest_does_not_change_with_the_order_of_keys(loaded: Load) -> None:
    condition = 'kind = "friend_request", person = "pupil"'
    turned = 'person = "pupil", kind = "friend_request"'
    shuffled = HEAD.strip().splitlines()[::-1] + CLAUSE.replace(condition, turned).splitlines() + CASE.splitlines()
    assert loaded("\n".join(shuffled)).digest == loaded(GOOD).digest


def test_the_digest_does_not_change_with_blank_lines_and_remarks(loaded: Load) -> None:
    assert loaded("# A remark.\n\n" + GOOD.replace("\n", "\n\n")).digest == loaded(GOOD).digest


def test_the_digest_is_a_sha_256(loaded: Load) -> None:
    assert len(bytes.fromhex(loaded(GOOD).digest)) == 32
