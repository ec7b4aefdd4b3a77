"""The audit of whole archives: what is judged, what never is, what is reported apart, and the way back to each post."""

from __future__ import annotations

import contextlib
import json
import signal
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from audit.building import BELIEF, FINE, MILD, STOP, facebook_files, packed, photo, roster, tweet, x_files
from safeconduct.activity import Outcome, Topic
from safeconduct.archive.reading import read_paths
from safeconduct.audit.journal import Journal
from safeconduct.audit.matter import Matter, Section
from safeconduct.audit.run import Audit, Result
from safeconduct.audit.schoolday import SchoolDays
from safeconduct.audit.scope import Scope
from safeconduct.policy import Policy
from safeconduct.roster import read_roster

Audited = Callable[..., Result]


@pytest.fixture
def audited(policies: tuple[Policy, ...], tmp_path: Path) -> Audited:
    def audit(files: dict[str, str | bytes], jobs: int = 1, **scope: Any) -> Result:
        archive = packed(tmp_path / "download.zip", files)
        return Audit(read_paths([archive]), Scope(**{"policies": policies, **scope}), jobs=jobs).run()

    return audit


def only(matters: tuple[Matter, ...]) -> Matter:
    [matter] = matters
    return matter


# --- own words ---------------------------------------------------------------------------------------------


def test_a_post_that_a_policy_objects_to_is_found_with_clause_and_link(audited: Audited) -> None:
    result = audited(x_files([tweet(1, FINE), tweet(2, STOP)]))

    matter = only(result.of(Section.OWN_WORDS))
    assert matter.outcome is Outcome.STOP
    assert Topic.CONFIDENTIAL in matter.topics
    assert matter.link.endswith("/status/2")
    assert (matter.locator.member, matter.locator.index) == ("data/tweets.js", 1)  # type: ignore[union-attr]
    assert {reason.policy for reason in matter.reasons} >= {"kevi", "key", "vision"}
    marked = [matter.text[mark.start : mark.end] for mark in matter.marks if mark.topic is Topic.CONFIDENTIAL]
    assert "Okafor" in marked[0]


def test_each_policy_s_own_answer_is_kept(audited: Audited, policies: tuple[Policy, ...]) -> None:
    two = tuple(policy for policy in policies if policy.id in ("kevi", "safe-use"))

    matter = only(audited(x_files([tweet(2, STOP)]), policies=two).of(Section.OWN_WORDS))

    assert set(matter.policies) == {"kevi", "safe-use"}


def test_protected_speech_is_never_judged(audited: Audited) -> None:
    assert audited(x_files([tweet(1, BELIEF)])).of(Section.OWN_WORDS) == ()


def test_what_was_only_passed_on_stands_apart_and_is_never_the_person_s_own(audited: Audited) -> None:
    files = x_files([tweet(3, f"RT @someone: {STOP}")], like=[{"like": {"tweetId": "9", "fullText": STOP}}])

    result = audited(files)

    assert result.of(Section.OWN_WORDS) == ()
    assert {matter.kind for matter in result.of(Section.PASSED_ON)} == {"repost", "like"}


def test_likes_of_what_no_policy_would_stop_are_not_reported(audited: Audited) -> None:
    assert audited(x_files([tweet(1, FINE)], like=[{"like": {"tweetId": "9", "fullText": MILD}}])).of(Section.PASSED_ON) == ()


def test_a_deleted_post_is_reported_as_deleted(audited: Audited) -> None:
    deleted = tweet(4, STOP)
    deleted["tweet"]["deleted_at"] = "Sun Feb 19 12:33:11 +0000 2023"

    result = audited(x_files([tweet(1, FINE)], deleted_tweets=[deleted]))

    assert only(result.of(Section.OWN_WORDS)).deleted


def test_an_earlier_version_of_an_edited_post_is_looked_at_too(audited: Audited) -> None:
    edits: dict[str, Any] = {
        "edit_info": {"initial": {"editTweetIds": ["5", "6"], "editableUntil": "2023-02-18T13:33:11.000Z"}}
    }
    first = tweet(5, STOP, **edits)
    second = tweet(6, FINE, "Sat Feb 18 12:40:11 +0000 2023", **edits)

    matter = only(audited(x_files([first, second])).of(Section.OWN_WORDS))

    assert matter.earlier
    assert matter.edited


def test_the_worst_comes_first(audited: Audited) -> None:
    result = audited(x_files([tweet(1, MILD, "Mon Feb 20 19:33:11 +0000 2023"), tweet(2, STOP)]))

    ranks = [matter.outcome.rank for matter in result.of(Section.OWN_WORDS)]
    assert ranks == sorted(ranks, reverse=True)
    assert len(ranks) == 2


def test_only_the_days_asked_for_count(audited: Audited) -> None:
    tweets = [tweet(n, STOP, f"Wed Feb 15 12:00:00 +0000 {year}") for n, year in enumerate((2019, 2021, 2023))]

    result = audited(x_files(tweets), since=date(2020, 1, 1), until=date(2022, 12, 31))

    assert only(result.of(Section.OWN_WORDS)).at.year == 2021  # type: ignore[union-attr]
    assert result.tally.outside == 2


def test_the_last_minute_of_a_summer_day_is_that_day_in_britain(audited: Audited) -> None:
    late = tweet(1, STOP, "Fri Jun 30 23:30:00 +0000 2023")  # half past midnight on 1 July, British time

    assert audited(x_files([late]), until=date(2023, 6, 30)).of(Section.OWN_WORDS) == ()
    assert len(audited(x_files([late]), since=date(2023, 7, 1)).of(Section.OWN_WORDS)) == 1


def test_several_processes_give_the_same_in_the_same_order(audited: Audited) -> None:
    tweets = [tweet(n, STOP if n % 3 else FINE, f"Sat Feb 18 12:{n % 60:02}:11 +0000 2023") for n in range(460)]
    files = x_files(tweets)

    alone, together = audited(files), audited(files, jobs=2)

    assert together.matters == alone.matters
    assert together.tally == alone.tally


# --- stopping and going on ---------------------------------------------------------------------------------


def test_ctrl_c_keeps_what_was_found_and_resume_checks_only_the_rest(
    policies: tuple[Policy, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [STOP if n % 50 == 7 else f"{FINE} {n}" for n in range(1300)]
    path = packed(tmp_path / "download.zip", x_files([tweet(n, text) for n, text in enumerate(texts)]))
    whole = Audit(read_paths([path]), Scope(policies=policies)).run()
    looked = _counting(monkeypatch, stop_at=1100)

    journal = Journal(tmp_path / "journal", resume=False)
    stopped = Audit(read_paths([path]), Scope(policies=policies), journal=journal).run()

    assert stopped.stopped
    assert stopped.resumable
    assert not stopped.whole
    assert [matter.text for matter in stopped.matters if matter.section is Section.OWN_WORDS].count(STOP) == 20
    before = looked.pop()
    looked.append(0)

    again = Audit(read_paths([path]), Scope(policies=policies), journal=Journal(tmp_path / "journal", resume=True)).run()

    assert again.matters == whole.matters
    assert again.tally == whole.tally
    assert looked[0] == (1300 - before) + 20  # the rest, and once more those that were flagged
    assert not (tmp_path / "journal").exists()


def test_ctrl_c_keeps_what_other_processes_have_found_out_and_no_answer_goes_astray(
    policies: tuple[Policy, ...], tmp_path: Path
) -> None:
    texts = [f"{STOP} {n}" if n % 50 == 7 else f"{FINE} {n}" for n in range(1300)]
    path = packed(tmp_path / "download.zip", x_files([tweet(n, text) for n, text in enumerate(texts)]))
    whole = Audit(read_paths([path]), Scope(policies=policies)).run()

    def interrupt(*_done: int) -> None:
        signal.raise_signal(signal.SIGINT)  # once some batches are on their way, and before the first answer is asked for

    journal = Journal(tmp_path / "journal", resume=False)
    stopped = Audit(read_paths([path]), Scope(policies=policies), jobs=2, journal=journal).run(interrupt)
    resumed = Journal(tmp_path / "journal", resume=True)
    again = Audit(read_paths([path]), Scope(policies=policies), jobs=2, journal=resumed).run()

    found = [matter for matter in stopped.matters if matter.section is Section.OWN_WORDS]
    assert stopped.stopped
    assert found == [matter for matter in whole.matters if matter in found]
    assert stopped.tally.checked == 200 == resumed_from(found)
    assert again.matters == whole.matters
    assert again.tally == whole.tally


def resumed_from(found: list[Matter]) -> int:
    """How many of the texts above were answered, by the last that has a finding: one in fifty has."""
    return max(int(matter.text.rpartition(" ")[2]) for matter in found) + 43


def test_a_second_ctrl_c_does_not_throw_away_what_is_gathered(
    policies: tuple[Policy, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from safeconduct.audit import checking

    path = packed(tmp_path / "download.zip", x_files([tweet(n, STOP) for n in range(900)]))
    real = checking.Checker.close

    def impatient(checker: checking.Checker) -> None:
        signal.raise_signal(signal.SIGINT)
        real(checker)

    monkeypatch.setattr(checking.Checker, "close", impatient)
    audit = Audit(read_paths([path]), Scope(policies=policies))
    result = audit.run(lambda *_done: signal.raise_signal(signal.SIGINT))

    assert result.stopped
    assert len(result.of(Section.OWN_WORDS)) == 200


def test_ctrl_c_counts_even_where_python_drops_the_interruption(
    policies: tuple[Policy, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from safeconduct.audit import checking

    path = packed(tmp_path / "download.zip", x_files([tweet(n, f"{FINE} {n}") for n in range(900)]))
    real, looked = checking.look, [0]

    def dropped(batch: list[checking.Asked], *given: Any) -> Any:
        looked[0] += 1
        with contextlib.suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        return real(batch, *given)

    monkeypatch.setattr(checking, "look", dropped)
    result = Audit(read_paths([path]), Scope(policies=policies)).run()

    assert result.stopped
    assert looked == [1]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def _counting(monkeypatch: pytest.MonkeyPatch, stop_at: int) -> list[int]:
    """Counts the texts that are looked at; Ctrl-C comes once, in the batch that holds one of them."""
    from safeconduct.audit import checking

    looked, interrupted, real = [0], [False], checking.look

    def counted(batch: list[checking.Asked], *given: Any) -> Any:
        if looked[0] + len(batch) >= stop_at and not interrupted[0]:
            interrupted[0] = True
            raise KeyboardInterrupt
        looked[0] += len(batch)
        return real(batch, *given)

    monkeypatch.setattr(checking, "look", counted)
    return looked


# --- what only an archive shows ----------------------------------------------------------------------------


@pytest.mark.clause("kevi:5.2i", "kevi:5.2f", "key:4a", "safe-use:O5", "vision:8b")
def test_pupils_former_pupils_and_parents_among_friends(audited: Audited, tmp_path: Path) -> None:
    friends = ["Jayden Okafor", "Callum Reid", "Ngozi Okafor", "Priya Sharma", "Tom Bell"]

    result = audited(facebook_files(friends=friends), roster=read_roster(roster(tmp_path)))

    by_name = {matter.to: matter for matter in result.of(Section.PEOPLE)}
    assert set(by_name) == {"Jayden Okafor", "Callum Reid", "Ngozi Okafor"}
    assert by_name["Jayden Okafor"].outcome is Outcome.STOP
    assert "A pupil is among your friends" in by_name["Jayden Okafor"].says


def test_a_pupil_is_known_by_the_handle_too(audited: Audited, tmp_path: Path) -> None:
    friend = {"Username": "jayden.okafor07", "Display Name": "jay \U0001f984"}
    files: dict[str, str | bytes] = {"json/friends.json": json.dumps({"Friends": [friend]})}

    matter = only(audited(files, roster=read_roster(roster(tmp_path))).of(Section.PEOPLE))

    assert "maybe a pupil is among your friends" in matter.says


def test_a_request_that_was_declined_is_no_matter(audited: Audited, tmp_path: Path) -> None:
    ignored = {"Username": "jayden.okafor", "Display Name": "Jayden Okafor"}
    refused = {"rejected_requests_v2": [{"name": "Jayden Okafor", "timestamp": 1_600_000_000}]}
    files: dict[str, str | bytes] = {
        **facebook_files(),
        "connections/friends/rejected_friend_requests.json": json.dumps(refused),
        "json/friends.json": json.dumps({"Friends": [], "Ignored Snapchatters": [ignored]}),
    }

    result = audited(files, roster=read_roster(roster(tmp_path)))

    assert sum(count for (_, kind), count in result.tally.by_platform.items() if kind == "connection") == 2
    assert result.of(Section.PEOPLE) == ()


def test_without_a_roster_it_is_said_that_nobody_was_looked_for(audited: Audited) -> None:
    result = audited(facebook_files(friends=["Jayden Okafor"]))

    assert result.of(Section.PEOPLE) == ()
    assert any("--roster" in note for note in result.notes)


@pytest.mark.clause("kevi:5.2e", "key:3", "tapton:P4", "vision:9")
def test_private_messages_with_a_pupil_are_counted_and_the_pupil_s_words_are_nowhere(audited: Audited, tmp_path: Path) -> None:
    secret = "please do not tell my mum about the pills"
    talk = [("Jayden Okafor", secret), ("Nia Roberts", "See you in class tomorrow"), ("Jayden Okafor", "ok miss")]

    result = audited(facebook_files(messages={"Jayden Okafor": talk}), roster=read_roster(roster(tmp_path)))

    matter = only(result.of(Section.PRIVATE_MESSAGES))
    assert matter.outcome is Outcome.STOP
    assert "1 by you, 2 by others" in matter.says
    assert secret not in repr(result.matters)


def group_chat(folder: str, people: list[str], said: list[tuple[str, str]]) -> dict[str, str]:
    messages = [
        {"sender_name": who, "timestamp_ms": 1_650_000_000_000 + n, "content": text} for n, (who, text) in enumerate(said)
    ]
    talk = {"participants": [{"name": name} for name in people], "messages": messages, "title": folder.title()}
    return {f"your_facebook_activity/messages/inbox/{folder}_1/message_1.json": json.dumps(talk)}


def test_the_owner_s_own_messages_in_a_group_with_a_pupil_count(audited: Audited, tmp_path: Path) -> None:
    people = ["Jayden Okafor", "Tom Bell", "Nia Roberts"]
    said = [("Nia Roberts", "Hi all"), ("Nia Roberts", "bring snacks"), ("Jayden Okafor", "ok miss"), ("Tom Bell", "yes")]

    result = audited(facebook_files() | group_chat("maths", people, said), roster=read_roster(roster(tmp_path)))

    matter = only(result.of(Section.PRIVATE_MESSAGES))
    assert "2 by you, 1 by them" in matter.says
    assert matter.outcome is Outcome.STOP


def test_a_pupil_who_never_writes_in_a_group_is_seen_among_those_in_it(audited: Audited, tmp_path: Path) -> None:
    people = ["Jayden Okafor", "Tom Bell", "Nia Roberts"]
    files = facebook_files() | group_chat("quiet", people, [("Nia Roberts", "come round to mine"), ("Tom Bell", "ok")])

    matter = only(audited(files, roster=read_roster(roster(tmp_path))).of(Section.PRIVATE_MESSAGES))

    assert "1 by you, 0 by them" in matter.says
    assert matter.to == "Jayden Okafor"


def test_a_group_without_pupils_is_no_matter(audited: Audited, tmp_path: Path) -> None:
    files = facebook_files() | group_chat("staff", ["Priya Sharma", "Tom Bell", "Nia Roberts"], [("Nia Roberts", "hi")])

    assert audited(files, roster=read_roster(roster(tmp_path))).of(Section.PRIVATE_MESSAGES) == ()


def linkedin_draft() -> dict[str, str | bytes]:
    folder = "Complete_LinkedInDataExport_01-02-2024"
    messages = (
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,"
        "IS MESSAGE DRAFT\n1,,Nia Roberts,,Jayden Okafor,,2024-01-15 10:30:00 UTC,,hello,INBOX,Yes\n"
    )
    return {
        f"{folder}/Profile.csv": "First Name,Last Name,Headline\nNia,Roberts,Teacher\n",
        f"{folder}/messages.csv": messages,
    }


def test_a_draft_that_was_never_sent_is_no_message(audited: Audited, tmp_path: Path) -> None:
    result = audited(linkedin_draft(), roster=read_roster(roster(tmp_path)))

    assert any(count for (_, kind), count in result.tally.by_platform.items() if kind == "message")
    assert result.of(Section.PRIVATE_MESSAGES) == ()


def test_other_people_s_messages_are_never_checked(audited: Audited) -> None:
    result = audited(facebook_files(messages={"Tom Bell": [("Tom Bell", STOP), ("Nia Roberts", FINE)]}))

    assert result.of(Section.OWN_WORDS) == ()
    assert result.tally.others_messages == 1


@pytest.mark.clause("kevi:5.2b", "vision:13")
def test_a_bio_that_names_the_school_without_the_disclaimer(audited: Audited) -> None:
    profile = [
        {"profile": {"description": {"bio": "Teacher at Hillcrest Primary School. Cake.", "website": "", "location": ""}}}
    ]

    matter = only(audited(x_files([tweet(1, FINE)], profile=profile)).of(Section.PROFILE))

    assert {Topic.SCHOOL_IDENTITY, Topic.MISSING_DISCLAIMER} <= set(matter.topics)


def test_a_disclaimer_in_the_bio_counts(audited: Audited) -> None:
    bio = "Teacher at Hillcrest Primary School. All views my own."
    profile = [{"profile": {"description": {"bio": bio, "website": "", "location": ""}}}]

    matter = only(audited(x_files([tweet(1, FINE)], profile=profile)).of(Section.PROFILE))

    assert Topic.MISSING_DISCLAIMER not in matter.topics


@pytest.mark.clause("kevi:5.2l")
def test_a_date_of_birth_in_the_profile_is_a_caution(audited: Audited) -> None:
    result = audited(facebook_files(profile={"birthday": {"year": 1988, "month": 4, "day": 2}}))

    matter = only(result.of(Section.PROFILE))
    assert matter.outcome is Outcome.CAUTION
    assert matter.topics == (Topic.OWN_DETAILS,)


@pytest.mark.clause("kevi:5.2j", "key:7", "tapton:D2", "vision:3a")
def test_a_public_account_is_a_setting_to_review(audited: Audited) -> None:
    settings = {"Profile And Settings": {"Settings": {"SettingsMap": {"Private Account": "Disabled"}}}}
    comments = {"Comments": {"CommentsList": [{"date": "2024-01-05 19:00:00", "comment": FINE}]}}
    result = audited({"user_data_tiktok.json": json.dumps({"Comment": comments, **settings})})

    matter = only(result.of(Section.SETTINGS))
    assert {reason.policy for reason in matter.reasons} == {"kevi", "key", "tapton", "vision"}


@pytest.mark.parametrize(
    ("actions", "count"), [(["Protect", "Unprotect"], 1), (["Unprotect", "Protect"], 0), (["Unprotect"], 1), (["Mystery"], 0)]
)
def test_x_posts_that_are_no_longer_protected(audited: Audited, actions: list[str], count: int) -> None:
    history = [
        {"protectedHistory": {"protectedAt": f"202{year}-01-01T00:00:00.000Z", "action": action}}
        for year, action in enumerate(actions)
    ]

    result = audited(x_files([tweet(1, FINE)], protected_history=history))

    assert len(result.of(Section.SETTINGS)) == count
    assert any("does not say how the privacy settings stand" in note for note in result.notes) is (actions == ["Mystery"])


def instagram(handle: str, private: str) -> dict[str, str | bytes]:
    told = {"Username": {"value": handle}, "Name": {"value": handle.title()}, "Private Account": {"value": private}}
    return {
        "personal_information/personal_information/personal_information.json": json.dumps(
            {"profile_user": [{"string_map_data": told}]}
        )
    }


@pytest.mark.parametrize("order", [("first", "second"), ("second", "first")])
def test_the_settings_of_two_accounts_are_each_looked_at(
    tmp_path: Path, policies: tuple[Policy, ...], order: tuple[str, str]
) -> None:
    packed(tmp_path / "first.zip", instagram("nia.private", "True"))
    packed(tmp_path / "second.zip", instagram("nia.public", "False"))

    result = Audit(read_paths([tmp_path / f"{name}.zip" for name in order]), Scope(policies=policies)).run()

    assert only(result.of(Section.SETTINGS)).locator.archive == "second.zip"  # type: ignore[union-attr]


def test_apps_that_were_removed_have_no_access(audited: Audited) -> None:
    apps = [{"name": name, "category": name, "added_timestamp": 1_600_000_000} for name in ("active", "removed", "inactive")]
    files = facebook_files() | {
        "apps_and_websites_off_of_facebook/connected_apps_and_websites.json": json.dumps({"installed_apps_v2": apps})
    }

    matter = only(audited(files).of(Section.APPS))

    assert "1 app has access" in matter.says


def test_the_profile_of_each_archive_is_looked_at_and_what_is_left_out_is_said(
    tmp_path: Path, policies: tuple[Policy, ...]
) -> None:
    names = [{"screenNameChange": {"changedFrom": f"nia{n}", "changedTo": f"nia{n + 1}"}} for n in range(250)]
    packed(tmp_path / "x.zip", x_files([tweet(1, FINE)], screen_name_change=names))
    packed(tmp_path / "facebook.zip", facebook_files(profile={"birthday": {"year": 1990, "month": 1, "day": 2}}))

    result = Audit(read_paths([tmp_path / "x.zip", tmp_path / "facebook.zip"]), Scope(policies=policies)).run()

    assert "date of birth" in repr([mark.why for matter in result.of(Section.PROFILE) for mark in matter.marks])
    assert any("52 of 252 entries of your profile" in note for note in result.notes)


def test_connected_apps_are_listed(audited: Audited) -> None:
    apps = [{"connectedApplication": {"name": name, "permissions": ["read"]}} for name in ("Quiz fun", "Old phone")]

    matter = only(audited(x_files([tweet(1, FINE)], connected_application=apps)).of(Section.APPS))

    assert matter.count == 2
    assert [name for _, name in matter.examples] == ["Quiz fun", "Old phone"]


@pytest.mark.clause("vision:1", "kevi:4")
def test_posts_in_the_school_day_are_counted_by_the_british_clock(audited: Audited) -> None:
    tweets = [
        tweet(1, FINE, "Tue Jun 06 08:00:00 +0000 2023"),  # nine in the morning in Britain
        tweet(2, FINE, "Tue Jun 06 15:00:00 +0000 2023"),  # four in the afternoon
        tweet(3, FINE, "Sat Jun 10 10:00:00 +0000 2023"),
    ]

    matter = only(audited(x_files(tweets)).of(Section.SCHOOL_DAY))

    assert matter.count == 1
    assert matter.outcome is Outcome.STOP
    assert "term dates were not given" in matter.says


def test_term_dates_take_the_holidays_out(audited: Audited) -> None:
    days = SchoolDays(((date(2023, 9, 4), date(2023, 12, 15)),))

    assert audited(x_files([tweet(1, FINE, "Tue Jun 06 08:00:00 +0000 2023")]), days=days).of(Section.SCHOOL_DAY) == ()


def test_a_place_in_the_metadata_of_a_picture_is_found(audited: Audited) -> None:
    files = x_files([tweet(1, FINE)])
    pictures = {"data/tweets_media/1-a.jpg": photo(place=True), "data/tweets_media/2-b.jpg": photo(place=False)}

    matter = only(audited({**files, **pictures}).of(Section.LOCATION))

    assert matter.count == 1
    assert matter.examples[0][1].endswith("1-a.jpg")
    assert audited({**files, **pictures}, photos=False).of(Section.LOCATION) == ()


def test_a_broken_picture_is_no_error(audited: Audited) -> None:
    broken = photo(place=True)[:120]

    assert audited({**x_files([tweet(1, FINE)]), "data/tweets_media/1-a.jpg": broken}).of(Section.LOCATION) == ()


# --- what may be said --------------------------------------------------------------------------------------


def test_nothing_found_needs_a_whole_archive(audited: Audited) -> None:
    whole = audited(x_files([tweet(1, FINE)]))
    files = x_files([tweet(1, FINE)]) | {"data/unheard-of.js": "window.YTD.unheard_of.part0 = [{}]"}

    assert whole.whole
    assert not audited(files).whole


def test_every_inquiry_is_found_by_its_file() -> None:
    from safeconduct.audit.inquiry import inquiries
    from tests_support import ROOT

    files = {file.stem for file in (ROOT / "src/safeconduct/audit/inquiries").glob("*.py") if not file.name.startswith("_")}

    assert len(inquiries()) == len(files)
