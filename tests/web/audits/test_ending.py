"""However an audit ends, nothing of it is left: not in a file, not in the database, not in a process."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from safeconduct.web.access.models import Event
from safeconduct.web.audits import actions, ending, keyring
from safeconduct.web.audits.models import Audit, home
from safeconduct.web.jobs.schedule import schedules
from safeconduct.web.people import actions as people
from safeconduct.web.running import backing_up, serving
from web.audits import made
from web.audits.searching import everywhere, files

Way = Callable[[SimpleNamespace, Client, Audit], None]


def by_its_button(world: SimpleNamespace, client: Client, audit: Audit) -> None:
    answer = client.post(made.page_of(audit, "audit-delete"))
    assert answer.cookies[keyring.COOKIE]["max-age"] == 0


def by_signing_out(world: SimpleNamespace, client: Client, audit: Audit) -> None:
    client.post("/accounts/logout/")


def by_signing_out_this_browser_from_another(world: SimpleNamespace, client: Client, audit: Audit) -> None:
    Session.objects.get(session_key=audit.session).delete()


def by_walking_away_from_a_shared_computer(world: SimpleNamespace, client: Client, audit: Audit) -> None:
    left_on_a_shared_computer(client)
    client.get(made.page_of(audit, "audit-progress"), headers={"X-By-Itself": "yes"})


def by_the_clock_after_walking_away(world: SimpleNamespace, client: Client, audit: Audit) -> None:
    left_on_a_shared_computer(client)
    sweep()


def by_the_end_of_the_session(world: SimpleNamespace, client: Client, audit: Audit) -> None:
    with time_machine.travel(timezone.now() + timedelta(hours=13), tick=False):
        sweep()


def by_the_nightly_sweep_of_sessions(world: SimpleNamespace, client: Client, audit: Audit) -> None:
    with time_machine.travel(timezone.now() + timedelta(hours=13), tick=False):
        call_command("clearsessions")


def by_the_clock_after_a_day(world: SimpleNamespace, client: Client, audit: Audit) -> None:
    Session.objects.update(expire_date=timezone.now() + timedelta(days=30))
    with time_machine.travel(timezone.now() + timedelta(hours=24, minutes=1), tick=False):
        sweep()


def by_leaving_school(world: SimpleNamespace, client: Client, audit: Audit) -> None:
    people.open_or_close(world.owen, world.elm, world.priya, active=False)


def by_deleting_the_person_s_row(world: SimpleNamespace, client: Client, audit: Audit) -> None:
    Audit.objects.all().delete()


def left_on_a_shared_computer(client: Client) -> None:
    session = client.session
    session["shared"] = int(time.time()) - settings.SHARED_SESSION_AGE - 1
    session.save()


def sweep() -> None:
    schedules()["audits.sweep"].does()


WAYS: tuple[Way, ...] = (
    by_its_button,
    by_signing_out,
    by_signing_out_this_browser_from_another,
    by_walking_away_from_a_shared_computer,
    by_the_clock_after_walking_away,
    by_the_end_of_the_session,
    by_the_nightly_sweep_of_sessions,
    by_the_clock_after_a_day,
    by_leaving_school,
    by_deleting_the_person_s_row,
)


@pytest.fixture
def _lines(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """No line of the log names anything of a download."""
    with caplog.at_level("DEBUG"):
        yield
    assert made.MARK.lower() not in caplog.text.lower()


@pytest.mark.usefixtures("_lines")
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_nothing_is_left(way: Way, world: SimpleNamespace) -> None:
    client, audit = made.in_browser(world.priya)
    client.post(made.page_of(audit, "audit-settle"), {"finding": "0", "do": "done"})
    key = keyring.key_of(SimpleNamespace(COOKIES={keyring.COOKIE: client.cookies[keyring.COOKIE].value}), audit)  # type: ignore[arg-type]
    assert key is not None
    assert everywhere(key, client.cookies[keyring.COOKIE].value.encode()) == []  # while it is there, it is sealed
    assert any(audit.folder_name in name for name, _ in files())

    way(world, client, audit)

    assert not Audit.objects.exists()
    assert [name for name, _ in files() if "audits" in name] == []
    assert everywhere(key) == []
    if way is not by_deleting_the_person_s_row:
        assert Event.objects.filter(verb="audits.look").latest("number").facts["step"] == "ended"


def test_the_search_would_find_what_is_kept(world: SimpleNamespace) -> None:
    world.priya.external_id = made.MARK
    world.priya.save()
    home().mkdir(mode=0o700, exist_ok=True)
    (home() / "kept").mkdir()
    (home() / "kept" / "file").write_text(f"so {made.MARK.lower()} was")

    assert [where.rpartition("/")[2] for where in everywhere()] == ["file", "people_person"]


def test_an_upload_that_is_on_its_way_goes_too(world: SimpleNamespace) -> None:
    audit, _ = made.begun(world.priya, made.archive())

    ending.end(audit, "by its button")

    assert list(home().iterdir()) == []


def test_the_work_ends_with_it(world: SimpleNamespace) -> None:
    audit, key = made.begun(world.priya, made.archive(30_000))
    audit = actions.start(world.priya, audit, key)
    process = made.process_of(audit)

    ending.end(audit, "by its button")

    assert process.poll() is not None
    assert list(home().iterdir()) == []


def test_an_audit_that_another_server_works_on_ends_when_its_folder_goes(world: SimpleNamespace) -> None:
    audit, key = made.begun(world.priya, made.archive(30_000))
    audit = actions.start(world.priya, audit, key)
    process = made.process_of(audit)

    audit.folder.rename(home() / ".gone-elsewhere")

    assert process.wait(30) != 0
    assert [folder.name for folder in home().iterdir()] == [".gone-elsewhere"]


def test_signing_out_elsewhere_leaves_it_be(world: SimpleNamespace) -> None:
    client, audit = made.in_browser(world.priya)

    made.client_of(world.priya).post("/accounts/logout/")
    made.client_of(world.helen).post("/accounts/logout/")
    sweep()

    assert client.get(made.page_of(audit)).status_code == 200


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(world: SimpleNamespace) -> None:
    client, audit = made.in_browser(world.priya)
    session = client.session
    session["shared"] = before = int(time.time()) - 300
    session.save()

    client.get(made.page_of(audit, "audit-progress"), headers={"X-By-Itself": "yes"})
    assert client.session["shared"] == before
    client.get(made.page_of(audit))
    assert client.session["shared"] > before


def test_folders_that_belong_to_none_are_swept_up_and_fresh_ones_are_not(world: SimpleNamespace) -> None:
    home().mkdir(mode=0o700, exist_ok=True)
    for name in (".gone-1", ".new-old", "old", ".new-fresh"):
        (home() / name).mkdir()
        (home() / name / "sent-0").write_bytes(b"x")
        if "fresh" not in name:
            os.utime(home() / name, (0, 0))

    sweep()

    assert [folder.name for folder in home().iterdir()] == [".new-fresh"]


def test_a_row_whose_files_are_gone_goes_too(world: SimpleNamespace) -> None:
    audit, _ = made.begun(world.priya, made.archive())
    ending.remove(audit.folder)

    assert ending.sweep() == 1
    assert not Audit.objects.exists()


def test_it_is_swept_when_the_server_starts(world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    audit, _ = made.begun(world.priya, made.archive())
    Audit.objects.update(ends_at=timezone.now())
    monkeypatch.setattr(serving, "waiting", lambda: 0)
    monkeypatch.setattr(serving, "collect", lambda: False)

    serving.prepare()

    assert not audit.folder.exists()
    assert not Audit.objects.exists()


def test_no_backup_holds_any_of_it(world: SimpleNamespace) -> None:
    audit, _ = made.finished(world.priya)

    parts = [part.name for part in backing_up._files()]

    assert audit.folder.is_dir()
    assert not [name for name in parts if "audit" in name or audit.folder_name in name]


def test_it_ends_after_a_day_whatever_happens(world: SimpleNamespace) -> None:
    audit, _ = made.begun(world.priya, made.archive())

    assert audit.ends_at - audit.begun_at <= timedelta(days=1, seconds=1)
