"""Killed at every step of telling and of handing in: what was confirmed is whole, nothing is there in part, no file stays.

The site runs as in earnest, on SQLite or on PostgreSQL, and is killed some two hundred times by SIGKILL: before and after each
statement, commit and change of a file, at lines drawn by chance from all that are run, and at moments drawn by chance. After
each kill a new process opens the database and looks.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from pyrage.x25519 import Identity

from tests_support import ROOT
from web.concerns.killing import NEVER, WORDS
from web.running.sites import Place, database, environment
from web.sealing.conftest import lay_down

SEED = 20260512
# Of each doing: how many of its statements (all of them, for telling), of its lines, and how many moments.
DOINGS = {"tell": (1000, 30, 20), "add": (40, 20, 10)}
Order = dict[str, Any]


@dataclass
class Site:
    """A site to be killed, and what it has confirmed so far."""

    process: subprocess.Popen[str]
    files: set[str]
    number: int = 0
    told: dict[str, Order] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)
    killed: int = 0
    unanswered: int = 0

    def say(self, **order: Any) -> Order:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        answer: Order = json.loads(self.process.stdout.readline())
        return answer

    def kill(self, do: str, *, again: bool = False, **order: Any) -> Order:
        """Have it killed while it does something, or does the last thing again, and note what it confirmed."""
        self.number += 0 if again else 1
        said = self.say(do=do, number=self.number, **order)
        assert said["by"] == 9, said
        self.killed += 1
        if said["answer"] is None:
            self.unanswered += 1
            return said
        status, text = said["answer"]
        assert status == (200 if do == "tell" else 302), text
        if do == "tell":
            pk = text.partition("/tell/mine/")[2].partition("/")[0]
            self.told[pk] = {"words": f"{WORDS} {self.number}", "files": sorted(said["files"])}
        else:
            self.added += said["files"]
        return said

    def look(self, *, thorough: bool = False) -> None:
        """All is well: whatever was confirmed is there and opens, nothing is there in part, no other file lies about."""
        latest = list(self.told) if thorough else list(self.told)[-1:]
        found = self.say(do="look", open=latest, thorough=thorough)

        assert found["faults"] == []
        assert found["half"] == []
        assert [pk for pk in self.told if pk not in found["concerns"]] == []
        for pk in latest:
            assert found["concerns"][pk] == [self.told[pk]["words"], self.told[pk]["files"]]
        assert [sha256 for sha256 in self.added if sha256 not in found["pieces"]] == []
        assert len(found["pieces"]) == len(set(found["pieces"]))
        kept = {file for file in found["files"] if not file.endswith((".sqlite3-wal", ".sqlite3-shm"))}
        assert kept - self.files <= {"data/trail.new"}  # the next change takes it away


@pytest.fixture(scope="module")
def killable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("killed")
    (folder / "temporary").mkdir()
    with database(f"killed_{os.getpid()}") as url:
        more = {"TMPDIR": str(folder / "temporary"), "SAFECONDUCT_SECURE": "no", "SAFECONDUCT_LOG_LEVEL": "CRITICAL"}
        env = environment(Place(folder / "data", url), **more)
        subprocess.run([sys.executable, "-m", "safeconduct", "upgrade"], env=env, check=True, capture_output=True)
        lay_down(folder / "data" / "case.key", Identity.generate())
        env["PYTHONPATH"] = f"{ROOT / 'src'}:{ROOT / 'tests'}"
        command = [sys.executable, "-m", "web.concerns.killing"]
        process = subprocess.Popen(
            command, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )
        try:
            site = Site(process, set())
            assert process.stdout is not None
            assert "case" in json.loads(process.stdout.readline())
            site.files = set(site.say(do="look")["files"])
            yield site
        finally:
            os.killpg(process.pid, signal.SIGKILL)  # with a site that it may have forked
            process.communicate()


def steps(site: Site, chance: random.Random, do: str, by: str, most: int) -> list[Order]:
    """The steps at which to kill it: all that it takes when it is let be, or as many of them drawn by chance."""
    taken = site.kill(do, by=by, at=NEVER)["steps"]
    site.look()
    assert taken > 50
    return [{"by": by, "at": at} for at in sorted(chance.sample(range(1, taken + 1), min(most, taken)))]


def test_killed_at_every_step_nothing_confirmed_is_lost_and_nothing_is_half_there(killable: Site) -> None:
    site, chance = killable, random.Random(SEED)
    for do, (statements, lines, moments) in DOINGS.items():
        began = site.unanswered
        orders = [*steps(site, chance, do, "statement", statements), *steps(site, chance, do, "line", lines)]
        for order in orders:
            said = site.kill(do, **order)
            site.look()
            if do == "tell" and said["answer"] is None and order["at"] % 8 == 0:
                site.kill(do, again=True)  # no answer came, so somebody presses the button again
                site.look()
        assert site.unanswered - began > 0.9 * len(orders)  # the last lines are run when the answer is on its way

        long = max(site.kill(do)["seconds"] for _ in range(3))
        for _ in range(moments):
            site.kill(do, after=chance.uniform(0, long))
            site.look()
    site.kill("tell")
    site.look(thorough=True)
    on_record = [words for words, _ in site.say(do="look", open="all")["concerns"].values()]
    assert len(on_record) == len(set(on_record))  # what was sent again is there once

    assert site.unanswered >= 200
    assert len(site.told) > 5
    assert "data/trail.new" not in site.say(do="look")["files"]
    print(f"{site.killed} kills, {site.unanswered} of them before the answer")  # noqa: T201
