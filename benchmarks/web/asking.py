"""Browsers without a screen: they keep a connection and cookies, read the forms of a page, and send them."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

PATIENCE = 120  # seconds for an answer


class RefusedError(Exception):
    """The site gave an error, or another page than it should."""


class Page(NamedTuple):
    """An answer: its status, where it led, and its text."""

    status: int
    location: str
    text: str


class _Fields(HTMLParser):
    """The values with which a form would be sent if every first choice were taken."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "input" and "name" in given and given.get("type") != "search":
            self.found.setdefault(given["name"], given.get("value", ""))
        elif tag == "textarea":
            self.found.setdefault(given.get("name", ""), "")


def fields(page: str) -> dict[str, str]:
    """All fields of the page's forms, each with its first value."""
    parser = _Fields()
    parser.feed(page)
    return parser.found


class Browser:
    """Somebody's browser; signed in by a session's key."""

    def __init__(self, port: int, cookie: str, session: str) -> None:
        self.port, self.cookies = port, {cookie: session}
        self._connection: http.client.HTTPConnection | None = None

    def get(self, path: str) -> Page:
        """Ask for a page."""
        return self._ask("GET", path)

    def post(self, path: str, data: dict[str, str]) -> Page:
        """Send a form."""
        return self._ask("POST", path, urlencode(data))

    def _ask(self, method: str, path: str, body: str | None = None) -> Page:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"}
        try:
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException):
            self.close()
            raise
        for said in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = said.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Page(answer.status, urlsplit(answer.headers.get("Location", "")).path, text)

    def close(self) -> None:
        """End the connection; the next question opens another."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None


def expect(page: Page, *statuses: int) -> Page:
    if page.status not in statuses:
        raise RefusedError(f"status {page.status}")
    return page


# --- what people do -------------------------------------------------------------------------------------------------


def home(browser: Browser) -> None:
    expect(browser.get("/"), 200)


def check(browser: Browser, text: str, page: list[str]) -> None:
    """Send a draft; the form is fetched once and used again, as on a page that stays open."""
    if not page:
        page.append(expect(browser.get("/check/"), 200).text)
    token = fields(page[0])["csrfmiddlewaretoken"]
    sent = {"csrfmiddlewaretoken": token, "text": text, "account": "personal", "audience": "public", "kind": "post"}
    if "answer" not in expect(browser.post("/check/", sent), 200).text:
        raise RefusedError("no answer")


def sign(browser: Browser, policy: int) -> str:
    """Read and sign a policy, from its page to the receipt; the receipt's address, once the site has confirmed it."""
    path = f"/policies/{policy}/sign/"
    page = expect(browser.get(path), 200, 302)
    if page.status == 302:
        return page.location  # signed before
    given = fields(page.text)
    for number in range(1, 50):
        step = browser.get(f"{path}{number}/")
        if step.status == 404:
            break
        if expect(step, 200, 302).status == 302:
            continue
        agreed = {name: "agree" for name in fields(step.text) if name.startswith("said_")}
        blank = {name: "" for name in fields(step.text) if name.startswith("question_")}
        token = {"csrfmiddlewaretoken": fields(step.text)["csrfmiddlewaretoken"]}
        expect(browser.post(f"{path}{number}/", token | agreed | blank), 302)
    page = expect(browser.get(path), 200)
    given = fields(page.text)
    done = expect(browser.post(path, given | {"declared": "yes"}), 302)
    if "/signed/" not in done.location:
        raise RefusedError(f"led to {done.location}")
    expect(browser.get(done.location), 200)
    return done.location


# --- many of them ---------------------------------------------------------------------------------------------------


class Times:
    """How long answers took, and what was refused; several threads write to it."""

    def __init__(self) -> None:
        self.took: list[float] = []
        self.failed: list[str] = []
        self._lock = threading.Lock()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Take the time of one turn; what fails is counted apart."""
        began = time.perf_counter()
        try:
            yield
        except (RefusedError, OSError, http.client.HTTPException) as error:
            with self._lock:
                self.failed.append(f"{type(error).__name__}: {error}")
        else:
            with self._lock:
                self.took.append(time.perf_counter() - began)

    def at(self, part: float) -> float:
        """The time within which that part of them was done, in milliseconds."""
        return sorted(self.took)[min(int(len(self.took) * part), len(self.took) - 1)] * 1000 if self.took else float("nan")


def together(workers: int, turn: Callable[[int], bool]) -> float:
    """Let some threads take turns until each is told that there is no more; the seconds that it took."""

    def go(number: int) -> None:
        while turn(number):
            pass

    began = time.perf_counter()
    threads = [threading.Thread(target=go, args=(number,)) for number in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began
