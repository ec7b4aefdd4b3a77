"""The work in its own process: how far it is, stopping, what a restart leaves, faults in the reader's words."""

from __future__ import annotations

import signal
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from pytest_django.fixtures import Settings

from safeconduct.web.audits import actions, sealed, work, working
from safeconduct.web.audits.models import Audit
from safeconduct.web.audits.pace import Pace, said_time
from safeconduct.web.audits.working import State
from web.audits import made

LONG = 30_000  # posts; some seconds of work


def started(world: SimpleNamespace, count: int = LONG) -> tuple[Audit, bytes]:
    audit, key = made.begun(world.priya, made.archive(count))
    return actions.start(world.priya, audit, key), key


def until_it_reads(audit: Audit) -> work.Progress:
    end = time.monotonic() + 20
    while (now := working.progress(audit)).looked_at < 1_000 and time.monotonic() < end:
        time.sleep(0.02)
    assert now.looked_at >= 1_000
    return now


def test_it_says_how_far_it_is_and_stops_within_two_seconds_with_what_it_has(world: SimpleNamespace) -> None:
    audit, key = started(world)
    now = until_it_reads(audit)
    assert (now.files, now.files_in_all) == (0, 2)
    assert 0 < now.position <= now.total

    before = time.monotonic()
    working.stop(audit)

    assert time.monotonic() - before < 2
    assert working.state(audit) is State.STOPPED
    client = made.with_key(made.client_of(world.priya), key)
    page = client.get(made.page_of(audit)).content.decode()
    assert "You stopped it before its end." in page
    assert "1 thing to look at" in page
    assert "Nothing found" not in page

    actions.start(world.priya, audit, key)
    assert made.wait(audit) is State.DONE
    page = client.get(made.page_of(audit)).content.decode()
    assert f"1 of the {LONG:,} texts checked" in page


def test_a_process_that_dies_leaves_the_files_and_goes_on(world: SimpleNamespace, caplog: pytest.LogCaptureFixture) -> None:
    audit, key = started(world)
    until_it_reads(audit)
    process = made.process_of(audit)

    process.send_signal(signal.SIGKILL)
    process.wait()

    assert working.state(audit) is State.INTERRUPTED
    client = made.with_key(made.client_of(world.priya), key)
    page = client.get(made.page_of(audit)).content.decode()
    assert "It was interrupted" in page
    assert client.get(made.page_of(audit, "audit-progress"))["HX-Refresh"] == "true"
    done = (audit.folder / "journal").read_text()
    assert '"done"' in done
    client.post(made.page_of(audit, "audit-start"))
    until_it_reads(audit)
    assert working.state(audit) is State.RUNNING


def test_it_ends_when_the_site_does(world: SimpleNamespace) -> None:
    audit, _ = started(world)
    process = made.process_of(audit)
    assert process.stdin is not None

    process.stdin.close()

    assert process.wait(5) == 3
    end = time.monotonic() + 5
    while working.state(audit) is State.RUNNING and time.monotonic() < end:
        time.sleep(0.02)  # the thread that waits for it takes its sign of life away
    assert working.state(audit) is State.INTERRUPTED


def test_another_server_s_work_is_told_by_its_sign_of_life(world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    audit, key = started(world)
    until_it_reads(audit)
    with monkeypatch.context() as patch:
        patch.setattr(working, "_at_work", {})
        assert working.state(audit) is State.RUNNING
        with pytest.raises(ValidationError, match="already"):
            actions.start(world.priya, audit, key)
        working.stop(audit)
        assert working.state(audit) is State.STOPPED


def test_no_more_are_at_work_than_may_be(world: SimpleNamespace, settings: Settings) -> None:
    settings.AUDITS_AT_ONCE = 1
    first, _ = started(world)
    made.process_of(first).send_signal(signal.SIGSTOP)  # at work for as long as this takes
    client = made.client_of(world.helen)
    audit, key = made.begun(world.helen, made.archive(), client.session.session_key or "")
    made.with_key(client, key)

    page = client.post(made.page_of(audit, "audit-start"), follow=True).content.decode()

    assert "Others are having theirs looked through at the moment" in page
    assert "Your files are here" in page
    assert "Yours begins by itself" in page
    asked = client.post(made.page_of(audit, "audit-start"), headers={"X-By-Itself": "yes"}, follow=True)
    assert not list(asked.context["messages"]), "a page that waits does not heap up what it says already"
    working.kill(first.folder_name)
    client.post(made.page_of(audit, "audit-start"), headers={"X-By-Itself": "yes"})
    assert made.wait(audit) is State.DONE


NOT_READ = [
    (b"<!doctype html><html><body>Log in</body></html>", "is a web page and no archive"),
    (b"7z\xbc\xaf\x27\x1c" + bytes(100), "7-Zip"),
    (made.archive()[:10], "no file can be found in it"),
]


@pytest.mark.parametrize(("data", "says"), NOT_READ, ids=[says for _, says in NOT_READ])
def test_what_cannot_be_read_is_said_in_the_reader_s_words(
    data: bytes, says: str, world: SimpleNamespace, caplog: pytest.LogCaptureFixture
) -> None:
    audit, key = made.begun(world.priya, data)
    actions.start(world.priya, audit, key)

    assert made.wait(audit) is State.FAILED

    page = made.with_key(made.client_of(world.priya), key).get(made.page_of(audit)).content.decode()
    assert "It could not be read" in page
    assert says in page
    assert made.MARK not in caplog.text


def test_a_fault_of_ours_is_logged_by_its_place_alone(world: SimpleNamespace, caplog: pytest.LogCaptureFixture) -> None:
    audit, key = made.begun(world.priya, made.archive())
    (audit.folder / "journal").mkdir()  # a fault that nobody foresaw: its message names the folder
    process = None
    actions.start(world.priya, audit, key)
    process = working._at_work.get(audit.folder_name)

    assert made.wait(audit) is State.FAILED

    page = made.with_key(made.client_of(world.priya), key).get(made.page_of(audit)).content.decode()
    assert "That was a fault of this site’s" in page
    if process is not None:
        process.wait(5)
    end = time.monotonic() + 5
    while not (lines := [r for r in caplog.records if r.getMessage() == "an audit did not come to its end"]):
        assert time.monotonic() < end
        time.sleep(0.02)
    facts = lines[0].facts  # type: ignore[attr-defined]
    assert set(facts) == {"error", "in", "status"}
    assert not any(audit.folder_name in frame for frame in facts["in"])


def test_the_process_knows_no_secret_of_the_site_s(world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAFECONDUCT_SECRET_KEY", "known")
    audit, key = started(world)
    process = Path("/proc") / str(made.process_of(audit).pid)
    told = (process / "environ").read_bytes()

    assert b"SAFECONDUCT_" not in told
    assert key not in told
    assert key.hex().encode() not in (process / "cmdline").read_bytes()


def test_a_wrong_key_starts_nothing(world: SimpleNamespace) -> None:
    audit, _ = made.begun(world.priya, made.archive())
    client = made.with_key(made.client_of(world.priya), sealed.new_key())

    client.post(made.page_of(audit, "audit-start"))

    assert working.state(Audit.objects.get()) is State.SENDING


# --- the pace -------------------------------------------------------------------------------------------------------


def pace(seconds: float, position: int, looked_at: int = 0) -> Pace:
    return Pace(work.Progress(seconds=seconds, position=position, total=1000, files=3, files_in_all=9, looked_at=looked_at))


@pytest.mark.parametrize(
    ("seconds", "position", "left"),
    [
        (60, 500, "about 2 minutes"),
        (10, 900, "less than a minute"),
        (60, 41, "about 24 minutes"),
        (3, 500, ""),
        (500, 20, ""),
        (3600, 100, "about 10 hours"),
    ],
)
def test_time_left_is_told_only_once_it_can_be_known(seconds: float, position: int, left: str) -> None:
    assert pace(seconds, position).left == left


def test_how_many_is_a_round_guess() -> None:
    assert pace(60, 300, 12_345).looked_at == "12,345 of about 41,000"
    assert pace(1, 300, 12_345).looked_at == "12,345"
    assert pace(60, 300).files == "3 of 9"
    assert (Pace(work.Progress()).percent, Pace(work.Progress()).has_begun) == (0, False)
    assert said_time(59) == "less than a minute"
