"""The commands about downloaded archives: ``archive read``, ``archive info``, ``audit``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import click

from safeconduct.activity import Role
from safeconduct.cli.shared import OneOf, a_date, json_option, on_option, policies_of, policies_option, print_json, roster_in
from safeconduct.errors import ArchiveError, InputError

if TYPE_CHECKING:
    from safeconduct.archive.reading import Reading
    from safeconduct.audit.journal import Journal
    from safeconduct.audit.run import Progress, Result
    from safeconduct.audit.schoolday import SchoolDays
    from safeconduct.audit.scope import Scope

_INTERRUPTED: Final = 130
_NATIONS: Final = ("england", "wales", "scotland", "northern-ireland")
_paths_argument = click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=click.Path(path_type=Path))
_force_option = click.option("--force", is_flag=True, help="Write over files that are there already.")
_owner_option = click.option(
    "--owner", default="", metavar="NAME", help="Your name, where the archive does not say whose it is."
)


@click.group()
def archive() -> None:
    """Look into downloaded archives: zip, tar.gz, folder or file, several parts together."""


@archive.command("read")
@_paths_argument
@click.option("--jsonl", required=True, metavar="FILE", help="Where to write; “-” is standard output.")
@_force_option
@_owner_option
def archive_read(paths: tuple[Path, ...], jsonl: str, owner: str, *, force: bool) -> None:
    """Write everything that is understood, one JSON object a line."""
    from safeconduct.archive.record import as_object
    from safeconduct.jsonl import encode

    _check_targets(paths, jsonl, force=force)
    reading = _opened(paths, owner)
    count = 0
    with _writing(jsonl) as stream:
        for record in reading.records():
            stream.write(encode(as_object(record)) + b"\n")
            count += 1
    _say_what_was_read(reading, count)


@archive.command("info")
@_paths_argument
@_owner_option
@json_option
def archive_info(paths: tuple[Path, ...], owner: str, *, as_json: bool) -> None:
    """Say whose archive it is, of what, from when to when, and what in it is not understood."""
    from safeconduct.archive import info

    reading = _opened(paths, owner)
    told = info.of(reading)
    _refuse_if_nothing(reading)
    if as_json:
        print_json(told)
    else:
        for line in info.lines(told):
            click.echo(line)


@click.command()
@_paths_argument
@policies_option
@click.option("--html", type=click.Path(path_type=Path), metavar="FILE", help="Write the report as a page.")
@click.option("--csv", type=click.Path(path_type=Path), metavar="FILE", help="Write a worklist for a spreadsheet.")
@click.option("--jsonl", metavar="FILE", help="Write every matter as a line of JSON; “-” is standard output.")
@click.option("--since", callback=a_date, metavar="DATE", help="Only what is from this day on, as 2026-09-01.")
@click.option("--until", callback=a_date, metavar="DATE", help="Only what is from this day or before.")
@click.option("--role", type=OneOf(Role), help="Your role at the school.")
@click.option("--roster", type=click.Path(path_type=Path), help="A CSV file with the names of pupils, parents and colleagues.")
@_owner_option
@click.option("--term", multiple=True, metavar="DAY..DAY", help="First and last day of a term; may be given several times.")
@click.option("--hours", default="08:30-15:30", metavar="HOURS", help="The hours of the school day, as 08:30-15:30.")
@click.option("--nation", type=OneOf(_NATIONS), default="england", help="Whose bank holidays hold.")
@click.option("--no-photos", is_flag=True, help="Do not look for places in the metadata of pictures.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, metavar="N", help="How many processes check at the same time.")
@click.option("--resume", is_flag=True, help="Go on with an audit that was interrupted; its reports are written anew.")
@_force_option
@on_option
def audit(paths: tuple[Path, ...], **given: Any) -> None:
    """Look through your own archive for what your policies object to. The result is yours alone."""
    from safeconduct.audit.journal import place
    from safeconduct.audit.run import Audit

    scope = _scope(given)
    read = (*paths, given["roster"], place()) if given["roster"] else (*paths, place())
    targets = (given[name] for name in ("html", "csv", "jsonl"))
    _check_targets(read, *targets, force=given["force"] or given["resume"])
    reading = _opened(paths, given["owner"])
    journal = _journal(paths, given)
    with _progress() as progress:
        result = Audit(reading, scope, jobs=given["jobs"], journal=journal).run(progress)
    _refuse_if_nothing(reading)
    _report(result, given)
    if result.stopped:
        on = "Run the same command with --resume to go on." if result.resumable else "It cannot be taken up again: start anew."
        click.echo(f"safeconduct: stopped before the end; what was found until then is in the report. {on}", err=True)
        raise click.exceptions.Exit(_INTERRUPTED)


def _opened(paths: tuple[Path, ...], owner: str) -> Reading:
    from safeconduct.archive.reading import read_paths

    return read_paths(paths, owner)


def _scope(given: dict[str, Any]) -> Scope:
    from safeconduct.audit.scope import Scope
    from safeconduct.screening import Roster

    since, until = _day(given["since"]), _day(given["until"])
    if since and until and since > until:
        raise click.UsageError(f"--since {since} is after --until {until}: no day lies between them.")
    return Scope(
        policies=policies_of(given["policy"], given["on"]),
        role=Role(given["role"]) if given["role"] else None,
        roster=roster_in(given["roster"]) if given["roster"] else Roster(),
        since=since,
        until=until,
        days=_days(given),
        photos=not given["no_photos"],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _days(given: dict[str, Any]) -> SchoolDays:
    from safeconduct.audit.schoolday import Nation, SchoolDays, read_hours, read_term

    try:
        start, end = read_hours(given["hours"])
        terms = tuple(map(read_term, given["term"]))
    except InputError as error:
        raise click.UsageError(str(error)) from error
    return SchoolDays(terms, start, end, Nation(given["nation"]))


def _journal(paths: tuple[Path, ...], given: dict[str, Any]) -> Journal:
    """The journal of this very audit: the same files, asked the same."""
    from safeconduct.audit.journal import Journal, digest, place

    asked = [given[name] for name in ("policy", "role", "since", "until", "owner", "on")]
    roster = given["roster"].read_bytes() if given["roster"] else b""
    journal = Journal(place() / f"{digest(paths, *asked, roster)}.journal", resume=given["resume"])
    if given["resume"] and not journal.found:
        click.echo("safeconduct: there is no interrupted audit of these files with these options; starting anew.", err=True)
    return journal


_BEGIN: Final = (b'{"', b"<!doctype html>", b"\xef\xbb\xbfoutcome,section,")  # a line of JSON, a page, a worklist


def _check_targets(read: tuple[Path, ...], *targets: str | Path | None, force: bool) -> None:
    """That the reports can be written, and over nothing that is needed, is found out before the work and not after it."""
    taken: set[Path] = set()
    for target in (Path(target) for target in targets if target and str(target) != "-"):
        _check_target(read, target, force=force)
        if target.resolve() in taken:
            raise InputError(f"{target}: two reports cannot have one name. Choose another one for one of them.")
        if not _is_device(target):
            taken.add(target.resolve())


def _check_target(read: tuple[Path, ...], target: Path, *, force: bool) -> None:
    if not target.absolute().parent.is_dir():
        raise InputError(f"{target}: there is no such folder to write into. Make it first, or choose another place.")
    if any(_is_in(target, path) for path in read):
        raise InputError(f"{target} is what is read, or lies in it. Choose another place for the report.")
    if target.exists() and not (force or _is_device(target) or _is_report(target)):
        raise InputError(
            f"{target} is there already, and is no earlier report. Choose another name, or write over it with --force."
        )


def _is_report(target: Path) -> bool:
    """Whether a file is empty or begins as reports do: whoever asks again wants the newer one."""
    with target.open("rb") as file:
        begins = file.read(64)
    return not begins or begins.startswith(_BEGIN)


def _is_device(target: Path) -> bool:
    return target.exists() and not target.is_file()


def _is_in(target: Path, path: Path) -> bool:
    """Whether a target is one of the archives, or an existing file in a folder that is read."""
    target, path = target.resolve(), path.resolve()
    return target == path or (path in target.parents and target.exists())


@contextmanager
def _writing(target: str | Path) -> Iterator[BinaryIO]:
    """A file that appears under its name only when it is whole; standard output for “-”, and devices as they are."""
    if str(target) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(target)
    special = _is_device(path)
    beside = path if special else path.with_name(path.name + ".part")
    try:
        with beside.open("wb") as stream:
            yield stream
        if not special:
            beside.replace(path)
    except OSError as error:
        raise InputError(f"{path}: it cannot be written: {error.strerror}.") from error
    finally:
        if not special:
            beside.unlink(missing_ok=True)


def _report(result: Result, given: dict[str, Any]) -> None:
    from rich.console import Console

    from safeconduct.audit.report import reports
    from safeconduct.audit.summary import show_summary

    written = []
    for report in reports():
        target = given.get(report.id)
        if target:
            with _writing(target) as stream:
                report.write(result, stream)
            if str(target) != "-":
                written.append((report.says.rstrip("."), Path(target)))
    to_error = str(given["jsonl"]) == "-"
    console = Console(highlight=False, soft_wrap=True, emoji=False, stderr=to_error)
    show_summary(result, console, written, quoting=not to_error)  # what goes to standard error is kept in logs


def _refuse_if_nothing(reading: Reading) -> None:
    if reading.finished and not reading.anything_read:
        raise ArchiveError(f"Nothing in this archive could be read. {_why_nothing(reading)}")


def _why_nothing(reading: Reading) -> str:
    """What is wrong, and what to do: what the fault itself says, or else to download it anew."""
    from safeconduct.archive.reading import locked

    known_first = sorted(reading.files, key=lambda file: not file.platform)
    faults = (f"{file.member}: {file.why}" for file in known_first if file.why and not file.understood)
    why = locked(reading.archive) or next(faults, "")
    if why.endswith("."):
        return why
    return f"{why}. Download it again and give the file as it came.".removeprefix(". ")


def _say_what_was_read(reading: Reading, count: int) -> None:
    """On standard error, file by file what was not read; the last line sums up."""
    from safeconduct.archive import info

    _refuse_if_nothing(reading)
    for line in info.not_read(reading):
        click.echo(line, err=True)
    click.echo(info.last_line(reading, count), err=True)


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A bar with an estimate, where somebody is looking."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich import progress
    from rich.console import Console

    start, more = (progress.TextColumn(text) for text in ("{task.percentage:>3.0f} %", "left · {task.fields[found]:,} found"))
    columns = (start, progress.BarColumn(20), progress.TimeRemainingColumn(), more)
    click.echo("Looking through your archive. Ctrl-C stops it and keeps what was found.", err=True)
    with progress.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, found=0)
        yield lambda done, total, found: bar.update(task, completed=done, total=total or None, found=found)
