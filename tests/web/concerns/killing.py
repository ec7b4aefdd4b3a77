"""The site as it runs, to be killed: ``python -m web.concerns.killing`` reads one order a line and answers each with a line.

For each order it forks a whole site (the server, its threads, its own connections) and asks it over HTTP, as a browser does:
to tell something with two files (“tell”), or to put two files on a case (“add”). The site is killed by SIGKILL: by itself
when it comes to the n-th step, or from outside after some time, or after it has answered. Forking spares the start of Python
and Django.

A step is the moment before or after a statement, a commit or a change of a file (“statement”), or a line of ours (“line”).
“look” answers what a site that is started anew finds.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import signal
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any, Final

WORDS: Final = "Jayden Brown sent me a friend request."
TOKEN: Final = "k" * 32
NEW: Final = "/tell/new/"
TELLING: Final = {"standing": "named", "kind": "pupil-contact", "child": "yes"}
NEVER: Final = 10**9
LOOKING: Final = "looking"  # what PostgreSQL calls whoever looks
EDGE: Final = "-------edge"
Order = dict[str, Any]


def begin() -> None:
    """Make Django ready, and load what a site needs, once for all that are forked."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "safeconduct.web.settings"
    import django

    django.setup()
    from django.core.handlers.wsgi import WSGIHandler

    import safeconduct.web.concerns.schedule
    import safeconduct.web.running.looking_after
    import safeconduct.web.running.serving
    import safeconduct.web.urls  # noqa: F401

    WSGIHandler()


def furnished() -> Order:
    """The demo school, Priya and Daniel signed in, a case to add to, and what the page of telling shows Priya."""
    from django.test import Client

    from safeconduct.activity import ConcernKind
    from safeconduct.web import demo
    from safeconduct.web.concerns.actions import Telling, raise_concern
    from web.concerns.telling import hidden

    world = demo.build("a-password-for-nobody")
    given = Telling(world.elm, ConcernKind.PUPIL_CONTACT, WORDS, child_protection=True)
    case = raise_concern(world.priya, world.elm, given).concern.cases.get()
    clients = {key: Client(SERVER_NAME="127.0.0.1") for key in ("priya", "daniel")}
    for key, client in clients.items():
        client.force_login(getattr(world, key), backend="allauth.account.auth_backends.AuthenticationBackend")
    page = clients["priya"].post(NEW, {**TELLING, "words": WORDS, "do": "look"}).content.decode()
    cookies = {key: client.cookies["safeconduct"].value for key, client in clients.items()}
    hang_up()
    return {"case": case.reference, "cookies": cookies, "shown": hidden(page, "shown"), "tokens": {}}


def hang_up() -> None:
    """Leave the database: what is forked begins with no connection, as a process does that is started."""
    from django.db import connection

    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined] # of PostgreSQL's


# --- the site that is killed ---------------------------------------------------------------------------------


class Steps:
    """Counts the steps of the request, and kills its own process at one of them."""

    def __init__(self, last: int) -> None:
        self.taken, self.last, self.on = 0, last, threading.Event()

    def step(self) -> None:
        if self.on.is_set():
            self.taken += 1
            if self.taken == self.last:
                os.kill(os.getpid(), signal.SIGKILL)


def count_statements(steps: Steps) -> None:
    """Before and after each statement, each commit, and each change of a file."""
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.utils import CursorWrapper

    def around(of: type, name: str) -> None:
        does = getattr(of, name)

        def done(*args: Any, **kwargs: Any) -> Any:
            steps.step()
            result = does(*args, **kwargs)
            steps.step()
            return result

        setattr(of, name, done)

    for name in ("execute", "executemany"):
        around(CursorWrapper, name)
    around(BaseDatabaseWrapper, "_commit")
    for name in ("write_text", "replace", "unlink"):
        around(Path, name)


def count_lines(steps: Steps) -> None:
    """Each line of ours that is run, in whatever thread."""
    import safeconduct

    ours = str(Path(safeconduct.__file__).parent)

    def trace(frame: FrameType, event: str, arg: object) -> Any:
        if not frame.f_code.co_filename.startswith(ours):
            return None
        if event == "line":
            steps.step()
        return trace

    threading.settrace(trace)


def run(order: Order, port: int) -> None:
    """Serve, until killed."""
    from safeconduct.web.running.serving import _server

    steps = Steps(order.get("at", NEVER))
    if order.get("by") == "statement":
        count_statements(steps)
    elif order.get("by") == "line":
        count_lines(steps)
    server = _server("127.0.0.1", port)
    application = server.application

    def counted(environ: Any, start: Any) -> Any:
        if environ["PATH_INFO"] == "/steps":
            start("200 OK", [("Content-Type", "text/plain")])
            return [str(steps.taken).encode()]
        steps.on.set()
        return application(environ, start)

    server.application = counted
    server.run()


# --- whoever asks it -----------------------------------------------------------------------------------------


def files(order: Order) -> list[bytes]:
    """The two files of an order: no two orders have the same."""
    number = order["number"]
    return [f"chat {number}\n{'x' * 3000}".encode(), b"%PDF-1.7\n" + str(number).encode() * 400]


def body(order: Order, given: Order) -> bytes:
    """What a browser sends; an order that is given again sends the same form again."""
    from safeconduct.web.concerns.receipts import new_token

    token = given["tokens"].setdefault(order["number"], new_token())
    sent = {"words": f"{WORDS} {order['number']}", "do": "send", "shown": given["shown"], "token": token}
    fields = {**TELLING, **sent}
    parts = [(name, "", said.encode()) for name, said in fields.items()] if order["do"] == "tell" else []
    parts += [("evidence", f"file-{at}", data) for at, data in enumerate(files(order))]
    lines = []
    for name, file, data in parts:
        named = f'; filename="{file}"' if file else ""
        lines.append(f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'.encode() + data + b"\r\n")
    return b"".join(lines) + f"--{EDGE}--\r\n".encode()


def ask(order: Order, port: int, given: Order) -> list[Any] | None:
    """Status and text of the answer, once it is there whole; nothing if it never came."""
    key, path = ("priya", NEW) if order["do"] == "tell" else ("daniel", f"/tell/evidence/{given['case']}/add/")
    headers = {
        "Content-Type": f"multipart/form-data; boundary={EDGE}",
        "Cookie": f"safeconduct={given['cookies'][key]}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
    }
    try:
        line = connected(port)
        line.request("POST", path, body(order, given), headers)
        answer = line.getresponse()
        return [answer.status, answer.read().decode("utf-8", "replace")]
    except (OSError, http.client.HTTPException):
        return None


def connected(port: int) -> http.client.HTTPConnection:
    end = time.monotonic() + 20
    while True:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            line.connect()
        except ConnectionRefusedError:
            if time.monotonic() > end:
                raise
            time.sleep(0.002)
        else:
            return line


def steps_taken(port: int) -> int:
    line = connected(port)
    line.request("GET", "/steps")
    return int(line.getresponse().read())


def killed(order: Order, given: Order) -> Order:
    """Fork a site, ask it, kill it; what whoever asked was told."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    began, child = time.monotonic(), os.fork()
    if child == 0:
        try:
            os.dup2(os.open(os.devnull, os.O_RDWR), 1)  # what whoever gives the orders reads is not the site's to write
            run(order, port)
        finally:
            os._exit(1)
    connected(port).close()
    if "after" in order:
        threading.Timer(order["after"], os.kill, (child, signal.SIGKILL)).start()
        order["at"] = NEVER
    answer = ask(order, port, given)
    taken = steps_taken(port) if answer and order.get("at") == NEVER and "after" not in order else 0
    if "after" not in order:
        os.kill(child, signal.SIGKILL)
    ended = os.waitpid(child, 0)[1]
    return {
        "answer": answer,
        "by": os.WTERMSIG(ended) if os.WIFSIGNALED(ended) else -1,
        "steps": taken,
        "files": [hashlib.sha256(data).hexdigest() for data in files(order)],
        "seconds": time.monotonic() - began,
    }


# --- what is found afterwards ----------------------------------------------------------------------------------


def looked(order: Order) -> Order:
    """What a process of its own finds that is started after the kill."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.environ["PGAPPNAME"] = LOOKING
            with os.fdopen(writing, "w") as out:
                json.dump(found(order), out)
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as given:
        said: Order = json.load(given)
    os.waitpid(child, 0)
    return said


def found(order: Order) -> Order:
    from safeconduct.web.running.looking_after import faults

    wait_for_the_dead()
    listed = sorted(set(listing()))
    return {
        "faults": list(faults(thorough=order.get("thorough", False))),
        "half": list(halves()),
        "concerns": concerns(order.get("open", [])),
        "pieces": hashes_on(order["case"]),
        "files": listed,
    }


def wait_for_the_dead() -> None:
    """PostgreSQL notices a moment later that the process at the other end is gone, and takes back what it had begun."""
    from django.db import connection

    end = time.monotonic() + 20
    while connection.vendor == "postgresql" and time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name <> %s "
                "AND backend_type = 'client backend'",
                [LOOKING],
            )
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.005)


def halves() -> Iterator[str]:
    """Whatever is there in part: a concern without its case, its files or its alert, a seal that nothing points to."""
    from safeconduct.web.concerns.models import Case, Concern, Evidence, Subject
    from safeconduct.web.jobs.models import Mail
    from safeconduct.web.sealing.models import Sealed

    handed_in = Counter(Evidence.objects.filter(from_reporter=True).values_list("case__concern", flat=True))
    cases = Counter(Case.objects.values_list("concern", flat=True))
    told = list(Concern.objects.order_by("at").values_list("pk", flat=True))
    for pk in told:
        wanted = 0 if pk == told[0] else 2  # the first was told without files, when the school was set up
        if (cases[pk], handed_in[pk]) != (1, wanted):
            yield f"concern {pk}: {cases[pk]} cases, {handed_in[pk]} pieces"
    alerts = Mail.objects.filter(template="concerns/alert").count()
    if alerts != 2 * len(told):  # the lead and the deputy
        yield f"{alerts} alerts for {len(told)} concerns"
    pointed_at = {pk for model in (Concern, Subject) for pk in model._default_manager.values_list("words", flat=True)}
    for name in ("sealed", "name", "captured"):
        pointed_at |= set(Evidence.objects.values_list(name, flat=True))
    kept = set(Sealed.objects.values_list("pk", flat=True))
    yield from (f"sealed {pk}: nothing points to it" for pk in kept - pointed_at)


def concerns(wanted: list[str] | str) -> Order:
    """Every concern on record; of those wanted (or “all”) what was told and the hashes of what was handed in, as they open."""
    from safeconduct.web.concerns.evidence import handed_in, original
    from safeconduct.web.concerns.models import Concern
    from safeconduct.web.sealing.storing import words

    on_record: Order = {str(pk): None for pk in Concern.objects.values_list("pk", flat=True)}
    for concern in Concern.objects.filter(pk__in=on_record if wanted == "all" else wanted):
        opened = sorted(hashlib.sha256(original(piece)).hexdigest() for piece in handed_in(concern))
        on_record[str(concern.pk)] = [words(concern.words), opened]
    return on_record


def hashes_on(reference: str) -> list[str]:
    from safeconduct.web.concerns.models import Evidence

    return list(Evidence.objects.filter(case__reference=reference).order_by("pk").values_list("sha256", flat=True))


def listing() -> Iterator[str]:
    """Every file of the site's folder, and every temporary file."""
    from django.conf import settings

    for folder in (Path(settings.DATA), Path(os.environ["TMPDIR"])):
        yield from (f"{folder.name}/{each.relative_to(folder)}" for each in folder.rglob("*") if each.is_file())


def main() -> None:
    """Answer orders until there are no more."""
    begin()
    given = furnished()
    say(given)
    does: dict[str, Callable[[Order], Order]] = {"look": lambda order: looked({**order, "case": given["case"]})}
    for line in sys.stdin:
        order = json.loads(line)
        say(does[order["do"]](order) if order["do"] in does else killed(order, given))


def say(what: Order) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
