"""A backup while the site works, and a site made anew from it: nothing lost, nothing changed, nothing told to others."""

from __future__ import annotations

import hashlib
import json
import os
import random
import resource
import shutil
import signal
import stat
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest

from safeconduct.web import demo
from web.running.sites import Place, Running, Start, environment, python, run, until

SAFE = pyrage.x25519.Identity.generate()


def keyed(place: Place, key: pyrage.x25519.Identity = SAFE) -> Place:
    (place.folder / "backup.pub").write_text(f"# for the safe\n{key.to_public()}\n", "ascii")
    return place


def backup(place: Place, *args: str, **more: str) -> Path:
    ran = run(place, "backup", *args, cwd=None, **more)
    assert ran.returncode == 0, ran.stderr
    return Path(ran.stdout.splitlines()[-1].rpartition(" (")[0])


def restore(file: Path, to: Path, url: str, key: pyrage.x25519.Identity | None = SAFE) -> subprocess.CompletedProcess[str]:
    given = ("--identity", "-") if key else ()
    more = ("--database", url) if url else ()
    return run(Place(file.parent), "restore", str(file), "--to", str(to), *given, *more, given=f"{key}\n" if key else "")


def opened(file: Path, into: Path) -> Path:
    """What is in a backup, without our own program: age and tar alone."""
    into.mkdir()
    pyrage.decrypt_file(str(file), str(into / "plain.tar"), [SAFE])
    with tarfile.open(into / "plain.tar") as tar:
        tar.extractall(into, filter="data")
    (into / "plain.tar").unlink()
    return into


# --- the drill -----------------------------------------------------------------------------------------------

WRITER = """
import itertools, sys
from pathlib import Path
from django.db import transaction
from safeconduct.web.access import trail
from safeconduct.web.people.models import Organisation
for number in itertools.count():
    with transaction.atomic():
        made = Organisation.objects.create(name=f"School {sys.argv[1]}-{number}", kind="school")
        trail.append("people.organise", by=None, about=f"people.organisation:{made.pk}", facts={"number": number})
    print(made.name, flush=True)
    if number > 5_000 or Path(f"{sys.argv[2]}/enough").exists():
        break
"""
NAMES = """
from safeconduct.web.people.models import Organisation
print(*Organisation.objects.filter(name__startswith="School ").values_list("name", flat=True), sep="\\n")
"""
ENTRIES = """
from safeconduct.web.access.models import Event
print(Event.objects.filter(verb="people.organise").count(), Event.objects.count())
"""


@pytest.fixture
def writers(elm: Place) -> Iterator[list[Path]]:
    """Two processes that change the site without a pause; what each was told is done stands in its file."""
    told = [elm.folder.parent / f"told-{number}" for number in range(2)]
    code = f"from safeconduct.web.running.beginning import begin\nbegin()\n{WRITER}"
    started = []
    for file in told:
        with file.open("wb") as out:
            started.append(
                subprocess.Popen([sys.executable, "-c", code, file.name, str(file.parent)], env=environment(elm), stdout=out)
            )
    until(lambda: all(len(file.read_text("utf-8").splitlines()) > 5 for file in told))
    yield told
    for process in started:
        process.kill()
        process.wait()


def confirmed(told: list[Path]) -> set[str]:
    lines = [line for file in told for line in file.read_text("utf-8").splitlines(keepends=True)]
    return {line.strip() for line in lines if line.endswith("\n")}


def test_a_backup_under_load_makes_the_same_site_anew(
    elm: Place, writers: list[Path], anew: str, start: Start, tmp_path: Path
) -> None:
    before = confirmed(writers)
    file = backup(keyed(elm))
    after = confirmed(writers)
    (elm.folder.parent / "enough").touch()
    assert len(before) < len(after), "the writers stood still meanwhile"
    ran = restore(file, tmp_path / "new", anew)
    assert ran.returncode == 0, ran.stderr

    new = Place(tmp_path / "new", anew)
    found = set(python(NAMES, new).split("\n"))
    assert before <= found
    told, entries = map(int, python(ENTRIES, new).split())
    assert told == len(found), "a change without its entry, or an entry without its change"
    verified = run(new, "verify")
    assert (verified.returncode, verified.stdout) == (0, f"{entries} entries, whole\n")

    shutil.rmtree(elm.folder)  # the old computer is gone
    site = start("serve", place=new, SAFECONDUCT_SECURE="no").wait()
    assert signed_in(site, "priya@demo.example", demo.PASSWORD) == (302, "/")
    assert signed_in(site, "priya@demo.example", "another password")[0] == 200


def signed_in(site: Running, email: str, password: str) -> tuple[int, str]:
    """What the sign-in page answers."""
    _, headers, page = site.ask("GET", "/accounts/login/")
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    form = f"csrfmiddlewaretoken={token}&login={email.replace('@', '%40')}&password={password.replace(' ', '+')}"
    cookie = headers["Set-Cookie"].split(";")[0]
    status, headers, _ = site.ask(
        "POST", "/accounts/login/", form, Cookie=cookie, Content_Type="application/x-www-form-urlencoded"
    )
    return status, headers.get("Location", "")


def test_a_backup_opens_without_any_program_of_ours(elm: Place, tmp_path: Path) -> None:
    (elm.folder / "files" / "evidence").mkdir(parents=True)
    (elm.folder / "files" / "evidence" / "Foto_ä.bin").write_bytes(os.urandom(70_001))
    (elm.folder / "case-key.recovery").write_bytes(b"two of its holders")
    inside = opened(backup(keyed(elm)), tmp_path / "by hand")

    lines = (inside / "SHA256SUMS").read_text("utf-8").splitlines()
    sums = {name: sum_ for sum_, _, name in (line.partition("  ") for line in lines)}
    files = {str(file.relative_to(inside)) for file in inside.rglob("*") if file.is_file()}
    assert set(sums) == files - {"SHA256SUMS"}
    assert {name: hashlib.sha256((inside / name).read_bytes()).hexdigest() for name in sums} == sums
    assert {"data/files/evidence/Foto_ä.bin", "data/case-key.recovery", "data/trail.head", "data/trail.key"} <= files
    manifest = json.loads((inside / "manifest.json").read_text("utf-8"))
    assert manifest["rows"]["people_person"] == len(demo.CAST)


def test_files_that_were_handed_in_come_back_to_the_letter(elm: Place, anew: str, tmp_path: Path) -> None:
    given = {"a": b"", "b/c.bin": os.urandom(1_500_000), f"{'long-' * 40}/name": b"x", "b/ä ö": b"y" * 511}
    for name, content in given.items():
        (elm.folder / "files" / name).parent.mkdir(parents=True, exist_ok=True)
        (elm.folder / "files" / name).write_bytes(content)
    assert restore(backup(keyed(elm)), tmp_path / "new", anew).returncode == 0

    new = tmp_path / "new" / "files"
    assert {str(file.relative_to(new)): file.read_bytes() for file in new.rglob("*") if file.is_file()} == given


# --- what is in it, and for whom -----------------------------------------------------------------------------


def test_the_key_of_what_was_told_in_confidence_is_never_in_a_backup(elm: Place, tmp_path: Path) -> None:
    (elm.folder / "case.key").write_text(str(pyrage.x25519.Identity.generate()), "ascii")
    inside = opened(backup(keyed(elm), SAFECONDUCT_CASE_KEY=str(elm.folder / "case.key")), tmp_path / "open")

    for file in inside.rglob("*"):
        assert not file.is_file() or b"AGE-SECRET-KEY-" not in file.read_bytes(), file


def test_settings_of_the_environment_come_back_but_for_those_of_the_machine(elm: Place, anew: str, tmp_path: Path) -> None:
    more = {"SAFECONDUCT_HOSTS": "safe.elm.example", "SAFECONDUCT_OIDC": "[\n]", "SAFECONDUCT_BACKUPS": "/elsewhere"}
    file = backup(keyed(elm), "--to", str(tmp_path / "b"), **more, SAFECONDUCT_TRAIL_KEY="t" * 40)
    inside = opened(file, tmp_path / "open") / "data"

    assert (inside / "trail.key").read_text("ascii") == "t" * 40 + "\n"
    settings = (inside / "safeconduct.env").read_text("utf-8")
    assert 'SAFECONDUCT_HOSTS="safe.elm.example"\nSAFECONDUCT_OIDC="[ ]"\n' in settings
    assert not {"BACKUPS", "DATA", "TRAIL_KEY", "DATABASE_URL"} & {line.split("=")[0][12:] for line in settings.splitlines()}


def test_an_unencrypted_backup_holds_no_keys_and_says_so(elm: Place, anew: str, tmp_path: Path) -> None:
    file = backup(elm, "--plain")
    with tarfile.open(file) as tar:
        names = set(tar.getnames())
    assert not {"data/secret.key", "data/trail.key", "data/safeconduct.env"} & names
    ran = restore(file, tmp_path / "new", anew, key=None)

    assert ran.returncode == 0, ran.stderr
    assert "This backup holds no keys" in ran.stdout
    assert not (tmp_path / "new" / "trail.key").exists()


def test_without_a_key_there_is_no_backup_unless_one_asks_for_a_plain_one(elm: Place) -> None:
    ran = run(elm, "backup")

    assert ran.returncode == 1
    assert "safeconduct backup --new-key" in ran.stderr
    assert not (elm.folder / "backups").exists()


def test_a_new_key_is_shown_once_and_opens_what_is_made_from_then_on(elm: Place, anew: str, tmp_path: Path) -> None:
    ran = run(keyed(elm), "backup", "--new-key")
    shown = next(line.strip() for line in ran.stdout.splitlines() if "AGE-SECRET-KEY-" in line)
    file = Path(ran.stdout.splitlines()[-1].rpartition(" (")[0])

    assert restore(file, tmp_path / "new", anew, pyrage.x25519.Identity.from_str(shown)).returncode == 0
    opened(file, tmp_path / "the older key opens it too")


@pytest.mark.parametrize(
    ("line", "says"),
    [("age1nothing", "line 2: this is no public key"), (str(SAFE), "keep it in the safe, not here"), ("", "holds no key")],
    ids=["no key", "a private key", "an empty file"],
)
def test_a_file_of_keys_that_cannot_be_used_is_told(elm: Place, line: str, says: str) -> None:
    (elm.folder / "backup.pub").write_text(f"# keys\n{line}\n", "ascii")
    ran = run(elm, "backup")

    assert ran.returncode == 1
    assert says in ran.stderr
    assert str(SAFE) not in ran.stderr


def test_a_backup_may_be_read_by_its_owner_alone(elm: Place) -> None:
    file = backup(keyed(elm))

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_the_newest_are_kept_and_others_files_left_alone(elm: Place, tmp_path: Path) -> None:
    folder = tmp_path / "b"
    folder.mkdir()
    for name in ("safeconduct-20200101-000000.tar.age", "safeconduct-20210101-000000.tar", "letters.tar.age"):
        (folder / name).touch()
    first = backup(keyed(elm), "--to", str(folder), "--keep", "2")
    assert {file.name for file in folder.iterdir()} == {"safeconduct-20210101-000000.tar", "letters.tar.age", first.name}
    second = backup(elm, "--to", str(folder), "--keep", "1")

    assert {file.name for file in folder.iterdir()} == {"letters.tar.age", second.name}


# --- trouble while it is made --------------------------------------------------------------------------------


def _small_disk(size: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("part", [0.4, 0.97, 0.999])
def test_where_there_is_no_room_no_half_file_is_left(elm: Place, part: float) -> None:
    (elm.folder / "files").mkdir()
    for number in range(8):
        (elm.folder / "files" / str(number)).write_bytes(os.urandom(1 << 20))
    whole = backup(keyed(elm))
    size = int(whole.stat().st_size * part)
    whole.unlink()
    ran = subprocess.run(
        [sys.executable, "-m", "safeconduct", "backup"], env=environment(elm), capture_output=True, text=True, check=False,
        preexec_fn=lambda: _small_disk(size),
    )  # fmt: skip

    assert ran.returncode == 1
    assert "The backup was not made, and nothing is left of it." in ran.stderr
    assert list((elm.folder / "backups").iterdir()) == []
    assert list(elm.folder.glob(".backup-*")) == []


def test_what_a_killed_backup_left_is_swept_up_the_next_day(elm: Place) -> None:
    (elm.folder / ".backup-left").mkdir()
    (elm.folder / ".backup-left" / "database.sqlite3").touch()
    (elm.folder / "backups").mkdir()
    (elm.folder / "backups" / "safeconduct-20260101-000000.tar.age.part").touch()
    fresh = elm.folder / "backups" / "safeconduct-20260102-000000.tar.age.part"
    fresh.touch()
    for left in (elm.folder / ".backup-left", fresh.with_name("safeconduct-20260101-000000.tar.age.part")):
        os.utime(left, (1, 1))
    backup(keyed(elm))

    assert not (elm.folder / ".backup-left").exists()
    assert [file.name for file in (elm.folder / "backups").glob("*.part")] == [fresh.name]


# --- a backup that is not as it was written ------------------------------------------------------------------


def test_every_flipped_byte_of_a_backup_is_refused(elm: Place, tmp_path: Path) -> None:
    from safeconduct.errors import SiteError
    from safeconduct.web.running import parcels

    content = backup(keyed(elm)).read_bytes()
    header = range(content.index(b"--- ") + 70)
    places = [*header, *range(len(content) - 40, len(content)), *random.Random(7).sample(range(len(content)), 150)]
    file = tmp_path / "safeconduct-flipped.tar.age"
    for number, at in enumerate(places):
        file.write_bytes(content[:at] + bytes([content[at] ^ 1 << number % 8]) + content[at + 1 :])
        with pytest.raises(SiteError):
            parcels.unpack(file, tmp_path / str(number), [SAFE])
        shutil.rmtree(tmp_path / str(number), ignore_errors=True)


@pytest.mark.parametrize("cut", [1, 17, 600, 65_552, 200_000])
def test_a_backup_that_breaks_off_or_goes_on_is_refused(elm: Place, tmp_path: Path, cut: int) -> None:
    from safeconduct.errors import SiteError
    from safeconduct.web.running import parcels

    content = backup(keyed(elm)).read_bytes()
    for number, bad in enumerate((content[:-cut], content + bytes(cut), content + content[-cut:])):
        (tmp_path / "bad.tar.age").write_bytes(bad)
        with pytest.raises(SiteError, match="is damaged"):
            parcels.unpack(tmp_path / "bad.tar.age", tmp_path / str(number), [SAFE])


def test_a_flipped_byte_of_a_plain_backup_is_refused_or_changes_nothing(tmp_path: Path) -> None:
    from safeconduct.errors import SiteError
    from safeconduct.web.running import parcels

    made = parcels.Manifest(parcels.FORMAT, "2026-09-01T02:00:00+00:00", "0.1.0", "sqlite", "3.40", {"people_person": 10})
    file, bad = tmp_path / "safeconduct-1.tar", tmp_path / "bad.tar"
    parcels.write(file, [parcels.Part("database.sqlite3", b"x" * 700), parcels.Part("data/files/a", b"abc")], made, [])
    content = file.read_bytes()
    harmless = 0
    for at in range(0, len(content), 7):
        bad.write_bytes(content[:at] + bytes([content[at] ^ 4]) + content[at + 1 :])
        try:
            told = parcels.unpack(bad, tmp_path / str(at), [])
        except SiteError:
            continue
        assert (tmp_path / str(at) / "database.sqlite3").read_bytes() == b"x" * 700
        assert (told.rows, (tmp_path / str(at) / "data" / "files" / "a").read_bytes()) == ({"people_person": 10}, b"abc")
        harmless += 1
    assert harmless < len(content) / 14


@pytest.mark.parametrize("name", ["../outside", "/tmp/outside", "data/../../outside", "data//x", "C:/outside", "data\\..\\x"])
def test_a_member_that_would_leave_its_folder_is_refused(tmp_path: Path, name: str) -> None:
    from safeconduct.errors import SiteError
    from safeconduct.web.running import parcels

    made = parcels.Manifest(parcels.FORMAT, "2026-09-01T02:00:00+00:00", "0.1.0", "sqlite", "3.40", {})
    parcels.write(tmp_path / "bad.tar", [parcels.Part(name, b"x")], made, [])
    with pytest.raises(SiteError, match="is damaged"):
        parcels.unpack(tmp_path / "bad.tar", tmp_path / "in", [])
    assert not (tmp_path / "outside").exists()


# --- where it is put back ------------------------------------------------------------------------------------


def test_a_backup_is_put_into_an_empty_place_only(elm: Place, anew: str, tmp_path: Path) -> None:
    file = backup(keyed(elm))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letters.txt").write_text("dear", "ascii")
    ran = restore(file, tmp_path / "full", anew)

    assert ran.returncode == 1
    assert "is not empty" in ran.stderr
    assert [each.name for each in (tmp_path / "full").iterdir()] == ["letters.txt"]
    if elm.url:
        ran = restore(file, tmp_path / "new", elm.url)
        assert "The database is not empty" in ran.stderr
        assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("key", "says"),
    [
        (None, "is encrypted. Say where its private key is"),
        (pyrage.x25519.Identity.generate(), "This private key does not open"),
        ("AGE-SECRET-KEY-1QQQQQQ", "Line 1 is no private key, or a letter of it is wrong"),
        ("\n", "No private key was given"),
    ],
)
def test_a_key_that_does_not_fit_leaves_nothing_behind(elm: Place, anew: str, tmp_path: Path, key: object, says: str) -> None:
    ran = restore(backup(keyed(elm)), tmp_path / "new", anew, key)

    assert ran.returncode == 1
    assert says in ran.stderr
    assert "QQQQQQ" not in ran.stderr
    assert not (tmp_path / "new").exists()


def test_a_damaged_backup_leaves_nothing_behind(elm: Place, anew: str, tmp_path: Path) -> None:
    file = backup(keyed(elm))
    file.write_bytes(file.read_bytes()[:-1000])
    ran = restore(file, tmp_path / "new", anew)

    assert ran.returncode == 1
    assert "is damaged" in ran.stderr
    assert "Nothing was restored" in ran.stderr
    assert not (tmp_path / "new").exists()


def test_what_is_no_backup_is_told(elm: Place, tmp_path: Path) -> None:
    (tmp_path / "letter.tar").write_bytes(b"dear " * 1000)
    for file, says in ((tmp_path / "letter.tar", "is no backup"), (tmp_path / "none.tar", "No such file")):
        ran = restore(file, tmp_path / "new", "", key=None)
        assert ran.returncode == 1
        assert says in ran.stderr


def test_a_restore_that_finds_no_room_leaves_nothing_behind(elm: Place, tmp_path: Path) -> None:
    (elm.folder / "files").mkdir()
    (elm.folder / "files" / "large").write_bytes(os.urandom(4 << 20))
    file = backup(keyed(elm))
    command = [sys.executable, "-m", "safeconduct", "restore", str(file), "--to", str(tmp_path / "new"), "--identity", "-"]
    ran = subprocess.run(
        command, env=environment(elm), input=f"{SAFE}\n", capture_output=True, text=True, check=False,
        preexec_fn=lambda: _small_disk(2 << 20),
    )  # fmt: skip

    assert ran.returncode == 1
    assert "Nothing was restored. Make room" in ran.stderr
    assert not (tmp_path / "new").exists()


BOUNDED = """
import pathlib, resource, sys, pyrage
from safeconduct.web.running import parcels
file, given, key = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), pyrage.x25519.Identity.generate()
made = parcels.Manifest(parcels.FORMAT, "", "", "sqlite", "", {})
parcels.write(file, [parcels.Part("database.sqlite3", given)], made, [key.to_public()])
parcels.unpack(file, file.parent / "open", [key])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_memory_does_not_grow_with_the_size_of_a_backup(tmp_path: Path) -> None:
    took = []
    for size in (1 << 20, 200 << 20):
        with (tmp_path / "given").open("wb") as given:
            given.truncate(size)
        command = [sys.executable, "-c", BOUNDED, str(tmp_path / f"{size}.tar.age"), str(tmp_path / "given")]
        ran = subprocess.run(command, env=environment(Place(tmp_path)), capture_output=True, text=True, check=True)
        took.append(int(ran.stdout))
        shutil.rmtree(tmp_path / "open")

    assert took[1] - took[0] < 30 * 1024, f"{took} KiB"
