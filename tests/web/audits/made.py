"""Downloads and audits for the tests: a small archive with words that no other place has, sent and looked through."""

from __future__ import annotations

import io
import subprocess
import time
import zipfile
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audit.building import x_files
from safeconduct.web.audits import actions, keyring, sealed, work, working
from safeconduct.web.audits.actions import File, Given, Key
from safeconduct.web.audits.models import Audit
from safeconduct.web.audits.working import State
from safeconduct.web.checks.standing import standing

MARK = "Vexilloptera"  # stands in the download, and nowhere else
STOP = f"{MARK} Okafor in Year 9 was excluded today for fighting, his mum was in tears in my office"
FINE = f"Lovely walk along the canal, the {MARK} herons are back"
NAME = f"twitter-{MARK}.zip"


def tweets(count: int = 12) -> list[dict[str, Any]]:
    """Posts: the first objected to, the others not."""
    years = (2016, 2019, 2023)
    return [
        {
            "tweet": {
                "id_str": str(n + 1),
                "id": str(n + 1),
                "created_at": f"Sat Feb 18 20:33:11 +0000 {years[n % 3]}",
                "full_text": STOP if n == 0 else f"{FINE} {n % 1000}",  # a long number may be a code
                "entities": {},
            }
        }
        for n in range(count)
    ]


def archive(count: int = 12, *, posts: list[dict[str, Any]] | None = None) -> bytes:
    """A download of X as the platform packs it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, words in x_files(posts or tweets(count)).items():
            packed.writestr(name, words)
    return out.getvalue()


def given(person: Any, data: bytes, **more: Any) -> Given:
    """What somebody chooses: one file, and all policies that bind them."""
    return Given([File(NAME, len(data))], [rule.policy.digest for rule in standing(person).rules], **more)


def begun(person: Any, data: bytes, session: str = "", **more: Any) -> tuple[Audit, bytes]:
    """An audit whose file is here."""
    key = sealed.new_key()
    audit = actions.begin(person, person, given(person, data, **more), Key(key, session or open_session(person)))
    step = 4 * sealed.PIECE
    for at in range(0, len(data), step):
        actions.receive(audit, key, 0, at, data[at : at + step])
    return audit, key


def open_session(person: Any) -> str:
    """A session of the person's."""
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.session.session_key or ""


def finished(person: Any, data: bytes | None = None, session: str = "", **more: Any) -> tuple[Audit, bytes]:
    """An audit that came to its end; done in this process, which is quicker."""
    audit, key = begun(person, data or archive(), session, **more)

    def begin(audit: Audit, task: work.Task) -> None:
        work._end(audit.folder, work.work(audit.folder, task, work._Watch(audit.folder)))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(working, "begin", begin)
        audit = actions.start(person, audit, key)
    assert working.state(audit) is State.DONE
    return audit, key


def wait(audit: Audit, seconds: float = 40) -> State:
    """Wait until the work has ended; how."""
    audit.refresh_from_db()
    until = time.monotonic() + seconds
    while (state := working.state(audit)) is State.RUNNING and time.monotonic() < until:
        time.sleep(0.05)
    return state


def with_key(client: Client, key: bytes) -> Client:
    """A browser that keeps the key."""
    import base64

    client.cookies[keyring.COOKIE] = base64.urlsafe_b64encode(key).decode()
    return client


def client_of(person: Any) -> Client:
    """A browser of the person's, signed in."""
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def in_browser(person: Any, data: bytes | None = None, **more: Any) -> tuple[Client, Audit]:
    """An audit that came to its end, in the browser that keeps its key, whose session is the audit's."""
    client = client_of(person)
    audit, key = finished(person, data, client.session.session_key or "", **more)
    return with_key(client, key), audit


def page_of(audit: Audit, name: str = "audit", query: str = "") -> str:
    """An address of an audit's."""
    return reverse(name, args=[audit.pk]) + query


def sending(world: SimpleNamespace) -> None:
    """Priya has begun one; nothing of it is here yet."""
    person = world.priya
    actions.begin(person, person, given(person, archive()), Key(sealed.new_key(), open_session(person)))


def process_of(audit: Audit) -> subprocess.Popen[bytes]:
    """The process that works on it."""
    return working._at_work[audit.folder_name]
