"""Sending files: piece by piece, in any order of mishaps; what is too much or no download is refused in words."""

from __future__ import annotations

import shutil
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from safeconduct.web.audits import actions, keyring, sealed, views, work, working
from safeconduct.web.audits.models import Audit, Sent, home
from safeconduct.web.audits.working import State
from safeconduct.web.checks.standing import standing
from web.audits import made

PIECE = sealed.PIECE
DATA = made.archive() + bytes(3 * PIECE)  # what stands behind a zip does not hinder reading it


def policies(world: SimpleNamespace) -> list[str]:
    return [rule.policy.digest for rule in standing(world.priya).rules]


def begin(world: SimpleNamespace, client: Client, **more: Any) -> Any:
    return client.post("/old-posts/begin/", {"name": made.NAME, "size": len(DATA), "policies": policies(world), **more})


def send(client: Client, page: str, at: int, data: bytes, file: int = 0) -> Any:
    return client.post(f"{page}send/?file={file}&at={at}", data, content_type="application/octet-stream")


def test_a_script_sends_piece_by_piece_and_the_file_is_whole(world: SimpleNamespace) -> None:
    client = made.client_of(world.priya)
    page = begin(world, client).json()["page"]

    for at in range(0, len(DATA), 2 * PIECE):
        piece = DATA[at : at + 2 * PIECE]
        assert send(client, page, at, piece).json() == {"at": at + len(piece)}

    audit = Audit.objects.get()
    key = keyring.key_of(SimpleNamespace(COOKIES={name: m.value for name, m in client.cookies.items()}), audit)  # type: ignore[arg-type]
    assert key is not None
    reader = sealed.Reader(work.upload(audit.folder, 0), key)
    assert reader.read() == DATA
    reader.close()
    assert "Your files are here" in client.get(page).content.decode()
    assert client.post(f"{page}start/")["Location"] == page
    assert made.wait(audit) is State.DONE


def test_what_does_not_go_on_where_the_file_ends_is_told_where_it_does(world: SimpleNamespace) -> None:
    client = made.client_of(world.priya)
    page = begin(world, client).json()["page"]
    send(client, page, 0, DATA[:PIECE])

    for at, data in ((0, DATA[:PIECE]), (2 * PIECE, DATA[:PIECE]), (PIECE, b"within a piece")):
        answer = send(client, page, at, data)
        assert (answer.status_code, answer.json()) == (409, {"at": PIECE})
    answer = send(client, page, PIECE, DATA + DATA)
    assert (answer.status_code, answer.json()) == (409, {"at": PIECE})
    assert Sent.objects.get().here == PIECE


@pytest.mark.parametrize("query", ["", "?file=0", "?at=0", "?file=x&at=0", "?file=0&at=-1", "?file=7&at=0"])
def test_what_says_not_where_it_belongs_is_refused(query: str, world: SimpleNamespace) -> None:
    client = made.client_of(world.priya)
    page = begin(world, client).json()["page"]

    assert client.post(f"{page}send/{query}", DATA[:PIECE], content_type="application/octet-stream").status_code == 400


def test_a_piece_that_is_too_large_is_refused(world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    client = made.client_of(world.priya)
    page = begin(world, client).json()["page"]
    monkeypatch.setattr(views, "LARGEST_PIECE", PIECE)

    assert send(client, page, 0, DATA[: 2 * PIECE]).status_code == 413


def test_the_rest_is_sent_later(world: SimpleNamespace) -> None:
    client = made.client_of(world.priya)
    page = begin(world, client).json()["page"]
    send(client, page, 0, DATA[:PIECE])

    again = client.get(page).content.decode()

    assert "Not everything is here yet" in again
    assert f'data-here="{PIECE}"' in again
    assert client.get("/old-posts/")["Location"] == page
    client.post(f"{page}start/")
    assert working.state(Audit.objects.get()) is State.SENDING


WRONG = [
    ({"name": [], "size": []}, "Choose the file that you downloaded."),
    ({"name": ["a.zip"], "size": ["0"]}, "a.zip is empty. Download it again."),
    ({"name": ["a.zip"], "size": ["soon"]}, "Choose the file that you downloaded."),
    ({"name": ["a.zip", "a.zip"], "size": ["5", "5"]}, "A file is there twice. Choose each one once."),
    ({"name": ["a.zip"] * 41, "size": [*map(str, range(1, 42))]}, "You chose 41 files; 40 can be looked through at a time."),
    ({"name": ["a.zip"], "size": [str(3 << 30)]}, "Together these files are larger than 2 GB."),
    ({"policies": []}, "Choose at least one policy."),
    ({"since": "2023", "until": "2019"}, "2019 is before 2023: no year lies between them."),
    ({"since": "soon"}, "soon is not one of the available choices"),
]


@pytest.mark.parametrize(("given", "says"), WRONG, ids=[says[:20] for _, says in WRONG])
def test_what_cannot_be_looked_through_is_said_at_once(given: dict[str, Any], says: str, world: SimpleNamespace) -> None:
    answer = begin(world, made.client_of(world.priya), **given)

    assert answer.status_code == 422
    assert says in " ".join(answer.json()["wrong"])
    assert not Audit.objects.exists()


def test_a_file_of_a_wrong_kind_with_the_form_is_refused_and_nothing_is_kept(world: SimpleNamespace) -> None:
    client = made.client_of(world.priya)
    file = SimpleUploadedFile("holiday.mp4", b"film")

    page = client.post("/old-posts/", {"download": file, "policies": policies(world)}).content.decode()

    assert "This is a file of the kind .mp4. Choose the download as it came" in page
    assert list(home().iterdir()) == []


@pytest.mark.parametrize("sent", [{}, {"policies": ["nonsense"]}])
def test_a_form_that_is_not_right_keeps_no_file(sent: dict[str, Any], world: SimpleNamespace) -> None:
    client = made.client_of(world.priya)

    page = client.post("/old-posts/", {"download": SimpleUploadedFile(made.NAME, DATA), **sent}).content.decode()

    assert "There is a problem" in page
    assert list(home().iterdir()) == []


def test_a_form_without_its_token_keeps_no_file(world: SimpleNamespace) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.priya, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.post("/old-posts/", {"download": SimpleUploadedFile(made.NAME, DATA)}).status_code == 403
    assert not home().exists() or list(home().iterdir()) == []


def test_one_at_a_time(world: SimpleNamespace) -> None:
    client = made.client_of(world.priya)
    begin(world, client)

    assert "You have begun one already" in begin(world, client).json()["wrong"][0]
    file = SimpleUploadedFile(made.NAME, DATA)
    answer = client.post("/old-posts/", {"download": file, "policies": policies(world)}, follow=True)
    assert "You have begun one already" in answer.content.decode()
    assert Audit.objects.count() == 1
    assert len(list(home().iterdir())) == 1


def test_what_others_are_sending_is_counted_too(world: SimpleNamespace, settings: Settings) -> None:
    settings.AUDITS_TOGETHER = len(DATA) + 5
    begin(world, made.client_of(world.priya))
    helen = made.client_of(world.helen)

    answer = helen.post("/old-posts/begin/", {"name": "a.zip", "size": "6", "policies": policies(world)})
    assert "no room on the server" in answer.json()["wrong"][0]
    answer = helen.post("/old-posts/begin/", {"name": "a.zip", "size": "5", "policies": policies(world)})
    assert "page" in answer.json()


def test_a_full_disk_is_seen_before_anything_is_sent(world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    free = actions.RESERVE + len(DATA) - 1
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=free))

    assert "no room on the server" in begin(world, made.client_of(world.priya)).json()["wrong"][0]


def test_a_disk_that_fills_up_meanwhile_loses_nothing_that_is_here(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(world.priya, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = begin(world, client).json()["page"]
    send(client, page, 0, DATA[:PIECE])

    def full(self: sealed.Writer, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(sealed.Writer, "write", full)
        assert send(client, page, PIECE, DATA[PIECE : 2 * PIECE]).status_code == 503
    assert send(client, page, PIECE, DATA[PIECE : 2 * PIECE]).json() == {"at": 2 * PIECE}


def test_a_name_is_taken_without_its_folders(world: SimpleNamespace) -> None:
    client = made.client_of(world.priya)
    page = begin(world, client, name="../../etc\\passwd.zip").json()["page"]

    assert "passwd.zip: " in client.get(page).content.decode()
    assert "etc" not in client.get(page).content.decode()


def test_somebody_whom_no_policy_binds_is_looked_at_by_all(world: SimpleNamespace) -> None:
    world.priya.roles.all().delete()
    page = made.client_of(world.priya).get("/old-posts/").content.decode()

    assert "No school’s policy binds you today" in page
    assert page.count('name="policies"') == len(standing(world.priya).rules) > 3


def test_the_form_has_all_policies_that_bind_chosen(world: SimpleNamespace) -> None:
    page = made.client_of(world.priya).get("/old-posts/").content.decode()

    assert page.count('name="policies"') == page.count("checked") == 2
