"""A trust of sixty schools at work: how fast pages come, whether a rush is borne, and whether a kill loses anything.

``python benchmarks/web [--schools 60] [--staff 10000] [--signatures 300000] [--rush 2000] [--seconds 20] [--database URL]``

A site of its own is made in a temporary folder (and, with ``--database``, in that empty PostgreSQL database), served as
``safeconduct serve`` serves it, and asked by as many browsers at once as ``--at-once`` says, on the same machine: the figures
hold server and browsers. ``/livez``, which asks neither session nor database, is the yardstick in each run.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import queue
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.web.asking import Browser, RefusedError, Times, check, expect, home, sign, together

MANY = 25  # people who take turns in each of those that ask at once: nobody may check more than sixty times a minute
REPORTS = ("/reports/of/{}/sign-off/", "/reports/of/{}/check-ups/")
HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SIGNATURES = "from safeconduct.web.policies.models import Signature\n"
LAST = SIGNATURES + "print(Signature.objects.order_by('-pk')[0].pk)"
SINCE = SIGNATURES + "print(*Signature.objects.filter(pk__gt={}).values_list('pk', flat=True))"


class Site:
    """The site in a process of its own; it can be killed and started again."""

    def __init__(self, folder: Path, database: str) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SAFECONDUCT_", "DJANGO_"))}
        own = {
            "SAFECONDUCT_DATA": str(folder),
            "SAFECONDUCT_SECURE": "no",
            "PYTHONPATH": str(ROOT / "src"),
            "SAFECONDUCT_ENV": "",
        }
        self.env = {**kept, **own, **({"SAFECONDUCT_DATABASE_URL": database} if database else {})}
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, *command: str) -> str:
        """What a program prints."""
        done = subprocess.run([sys.executable, *command], env=self.env, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
        return done.stdout

    def python(self, code: str) -> str:
        """The same, of a program that has taken the settings up."""
        return self.run("-c", f"from safeconduct.web.running.beginning import begin\nbegin()\n{code}")

    def start(self) -> None:
        """Serve, and wait until it answers."""
        command = [sys.executable, "-m", "safeconduct", "serve", "--port", str(self.port)]
        self._process = subprocess.Popen(command, env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while True:
            try:
                if Browser(self.port, "x", "x").get("/livez").status == 200:
                    return
            except OSError:
                time.sleep(0.1)

    def end(self, by: signal.Signals) -> None:
        """End it by a signal."""
        if self._process is not None:
            self._process.send_signal(by)
            self._process.wait()


def show(what: str, times: Times, took: float, yardstick: float | None) -> float:
    rate = len(times.took) / took
    ratio = f"{rate / yardstick:6.3f} x" if yardstick else "1"
    figures = f"{rate:8.1f}/s  median {times.at(0.5):7.1f} ms  95th {times.at(0.95):7.1f} ms"
    print(f"  {what:34} {figures}  {ratio:>8} of /livez  failed {len(times.failed)}", flush=True)
    for said in sorted(set(times.failed))[:3]:
        print(f"      {said}")
    return rate


def steady(site: Site, made: dict[str, Any], seconds: float, at_once: int) -> None:
    """Each page asked by some people at once, one kind after the other."""
    teachers, heads = made["teachers"], made["heads"]

    def pages(what: str, who: Sequence[Any], ask: Callable[[Browser, Any], object], yardstick: float | None = None) -> float:
        some = random.Random(1).choices(who, k=at_once * MANY)  # noqa: S311 the same in each run
        asking = [(Browser(site.port, made["cookie"], person[0]), person) for person in some]
        turns = [cycle(asking[number::at_once]) for number in range(at_once)]
        times, end = Times(), time.monotonic() + seconds

        def turn(number: int) -> bool:
            with times.one():
                ask(*next(turns[number]))
            return time.monotonic() < end

        return show(what, times, together(at_once, turn), yardstick)

    yardstick = pages("/livez", teachers, lambda browser, _: expect(browser.get("/livez"), 200))
    pages("home", teachers, lambda browser, _: home(browser), yardstick)
    posts = [json.loads(line)["text"] for line in (ROOT / "corpus" / "A.jsonl").read_text("utf-8").splitlines()]
    pick, forms = random.Random(2), defaultdict[Browser, list[str]](list)  # noqa: S311 the same in each run
    pages("check a draft", teachers, lambda browser, _: check(browser, pick.choice(posts), forms[browser]), yardstick)
    pages("who has signed (a school)", heads, lambda browser, head: get(browser, f"/policies/signatures/{head[1]}/"), yardstick)
    for report in REPORTS:
        pages(f"report: {report}", heads, partial(one_report, report), yardstick)


def one_report(report: str, browser: Browser, head: Sequence[Any]) -> None:
    get(browser, report.format(head[1]))


def get(browser: Browser, address: str) -> None:
    expect(browser.get(address), 200)


class Confirmed:
    """What was confirmed to whom, as the browsers saw it."""

    def __init__(self) -> None:
        self.receipts: set[int] = set()
        self.tried_again = 0
        self.lock = threading.Lock()

    def add(self, location: str) -> None:
        """Note a receipt by its address."""
        with self.lock:
            self.receipts.add(int(location.strip("/").rpartition("/")[2]))


def rush(
    site: Site, made: dict[str, Any], people: Sequence[Any], at_once: int, *, patient: bool
) -> tuple[Times, float, Confirmed]:
    """People who read and sign a policy, each from home to the receipt; the patient ask again when the site is away."""
    waiting: queue.SimpleQueue[Any] = queue.SimpleQueue()
    for each in people:
        waiting.put(each)
    times, confirmed = Times(), Confirmed()

    def turn(_: int) -> bool:
        try:
            key, _pk, policies = waiting.get_nowait()
        except queue.Empty:
            return False
        with times.one():
            one(Browser(site.port, made["cookie"], key), policies[0], confirmed, patient=patient)
        return True

    return times, together(at_once, turn), confirmed


def one(browser: Browser, policy: int, confirmed: Confirmed, *, patient: bool) -> None:
    while True:
        try:
            home(browser)
            confirmed.add(sign(browser, policy))
        except (OSError, http.client.HTTPException, RefusedError):
            if not patient:
                raise
            with confirmed.lock:
                confirmed.tried_again += 1
            time.sleep(0.5)
        else:
            browser.close()
            return


def lost(site: Site, before: int, confirmed: Confirmed) -> int:
    """How many confirmed signatures are not in the database."""
    there = {int(pk) for pk in site.python(SINCE.format(before)).split()}
    return len(confirmed.receipts - there)


def rushes(site: Site, made: dict[str, Any], count: int, at_once: int) -> None:
    teachers = made["teachers"]
    times, took, confirmed = rush(site, made, teachers[:count], at_once, patient=False)
    per_person = f"median {times.at(0.5) / 1000:.1f} s, 95th {times.at(0.95) / 1000:.1f} s"
    print(
        f"  rush: {len(times.took)} of {count} people signed in {took / 60:.1f} minutes ({per_person} each, {at_once} at once)"
    )
    print(f"    failed {len(times.failed)}, confirmed {len(confirmed.receipts)}, lost {lost(site, made['last'], confirmed)}")
    for said in sorted(set(times.failed))[:5]:
        print(f"      {said}")
    killed(site, made, teachers[count : count + count // 4], at_once)


def killed(site: Site, made: dict[str, Any], people: Sequence[Any], at_once: int) -> None:
    """The same with the server killed three times amid it."""
    done = threading.Event()
    kills = 0

    def kill() -> None:
        nonlocal kills
        while not done.wait(random.uniform(5, 9)) and kills < 3:  # noqa: S311 no secret
            site.end(signal.SIGKILL)
            kills += 1
            site.start()

    killer = threading.Thread(target=kill)
    killer.start()
    times, took, confirmed = rush(site, made, people, at_once, patient=True)
    done.set()
    killer.join()
    signed = f"{len(times.took)} of {len(people)} people signed in {took:.0f} s, asked again {confirmed.tried_again} times"
    print(
        f"  killed {kills} times: {signed}\n    confirmed {len(confirmed.receipts)}, lost {lost(site, made['last'], confirmed)}"
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    for name, value in {
        "schools": 60,
        "staff": 10_000,
        "signatures": 300_000,
        "rush": 2_000,
        "seconds": 20,
        "at-once": 8,
    }.items():
        asked.add_argument(f"--{name}", type=int, default=value)
    asked.add_argument("--database", default="", help="of an empty PostgreSQL database")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder), given.database)
        site.run("-m", "safeconduct", "upgrade", "--no-backup")
        began = time.monotonic()
        sizes = map(str, (given.schools, given.staff, given.signatures))
        made = json.loads(site.run(str(HERE / "building.py"), *sizes))
        made["last"] = int(site.python(LAST))
        where = "PostgreSQL" if given.database else "SQLite"
        size = f"{given.schools} schools, {given.staff:,} staff, {made['signed']:,} signatures"
        print(f"{where}: {size} (made in {time.monotonic() - began:.0f} s); {given.at_once} at once", flush=True)
        site.start()
        try:
            steady(site, made, given.seconds, given.at_once)
            rushes(site, made, given.rush, 4 * given.at_once)
        finally:
            site.end(signal.SIGTERM)
        print(f"  verify: {site.run('-m', 'safeconduct', 'verify').strip()}")


if __name__ == "__main__":
    main()
