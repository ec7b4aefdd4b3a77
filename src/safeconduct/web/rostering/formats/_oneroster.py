"""What OneRoster 1.1, 1.2 and School Data Sync 2.1 share: users, what they are where, classes, and files of changes alone.

The files and columns are those of the 1EdTech OneRoster 1.1 and 1.2 CSV bindings. A file may be the whole (bulk), changes
alone (delta) or not there (absent), each for itself, as its manifest says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from django.utils import timezone

from safeconduct.errors import InputError
from safeconduct.web.rostering.formats import _people as people
from safeconduct.web.rostering.opening import Line, Tables
from safeconduct.web.rostering.roster import Child, Loose, Org, Place, Roster, Staff

BULK, DELTA, ABSENT = "bulk", "delta", "absent"
_GONE: Final = frozenset({"tobedeleted", "inactive"})
_NO: Final = frozenset({"false", "no", "0"})
_FORM: Final = "homeroom"


class User(NamedTuple):
    """A row about somebody; ``gone`` is the day on which the system noted that they left."""

    at: Place
    id: str
    name: str
    email: str
    enabled: bool
    year: str
    gone: str


class Job(NamedTuple):
    """What somebody is at an organisation: staff as something, a pupil, or family."""

    at: Place
    user: str
    org: str
    role: str
    since: str = ""
    until: str = ""
    primary: bool = False
    year: str = ""
    gone: str = ""


def version(tables: Tables) -> str:
    """The version of OneRoster that the manifest names; nothing without one."""
    return _manifest(tables).get("oneroster.version", "")


def _manifest(tables: Tables) -> dict[str, str]:
    return {line.get("propertyname"): line.get("value").lower() for line in people.lines(tables, "manifest")}


def by_manifest(tables: Tables) -> tuple[Tables, Mapping[str, str]]:
    """The files that are there, and whether each is the whole or changes alone.

    Without a manifest a file with a status in any row is taken for changes alone: nobody leaves by being absent from it.

    Raises:
        InputError: the manifest says something else than what is there.
    """
    said = {key.removeprefix("file.").lower(): value for key, value in _manifest(tables).items() if key.startswith("file.")}
    if wrong := next((f"“{name}” is “{value}”" for name, value in said.items() if value not in {BULK, DELTA, ABSENT}), ""):
        raise InputError(f"manifest.csv says that {wrong}; it may be bulk, delta or absent. Export it again.")
    if missing := next((name for name, value in said.items() if value != ABSENT and name not in tables), ""):
        raise InputError(f"manifest.csv says that {missing}.csv is there, and it is not. Export all the files together again.")
    kept = {name: table for name, table in tables.items() if said.get(name) != ABSENT}
    modes = {name: said.get(name) or _mode(table.lines) for name, table in kept.items()}
    return kept, modes


def _mode(lines: Sequence[Line]) -> str:
    return DELTA if any(line.get("status") for line in lines) else BULK


def gone(line: Line) -> str:
    """The day on which a row was marked as deleted; nothing if it stands."""
    if line.get("status").lower() not in _GONE:
        return ""
    return people.day(line.get("datelastmodified")) or timezone.localdate().isoformat()


def begin(format_id: str, tables: Tables) -> Roster:
    """A roster with its organisations, and the rows of its people's files that could not be read at all."""
    roster = Roster(format=format_id)
    for name in ("users", "roles"):
        if name in tables:
            people.take_faults(roster, tables[name])
    for line in people.lines(tables, "orgs"):
        if number := line.get("sourcedid"):
            roster.orgs.append(Org(number, line.get("name") or number, line.get("type")))
    return roster


def users(roster: Roster, tables: Tables) -> dict[str, tuple[User, Line]]:
    """Everybody by their id, as far as the rows can be used."""
    found: dict[str, tuple[User, Line]] = {}
    for line in people.lines(tables, "users"):
        one = _user(line)
        about = (one.id, one.email)
        if not one.id:
            roster.fault(line.at, "sourcedId", "has no id", "Every user needs one; look in your school system.", about=about)
        elif one.id in found or len(one.id) > people.LONGEST_ID:
            says = "has the same id as another row" if one.id in found else "has an id that is far too long"
            roster.fault(line.at, "sourcedId", says, "Each user has one row; look in your school system.", about=about)
        elif not one.gone and not people.is_name(one.name):
            roster.fault(line.at, "familyName", "has no name that can be used", "Write it in your school system.", about=about)
        else:
            found[one.id] = (one, line)
    return found


def _user(line: Line) -> User:
    first = line.get("preferredfirstname", "preferredgivenname", "givenname")
    last = line.get("preferredlastname", "preferredfamilyname", "familyname")
    return User(
        at=line.at,
        id=line.get("sourcedid"),
        name=people.named(first, last),
        email=people.address(line),
        enabled=line.get("enableduser").lower() not in _NO,
        year=people.year(line.get("grades", "grade")),
        gone=gone(line),
    )


def groups(tables: Tables) -> people.Groups:
    """The classes of this term, and who is in them."""
    over = {
        line.get("sourcedid")
        for line in people.lines(tables, "academicsessions")
        if (ends := people.day(line.get("enddate"))) and ends < timezone.localdate().isoformat()
    }
    made = people.Groups()
    for line in people.lines(tables, "classes"):
        terms = {term.strip() for term in line.get("termsourcedids", "sessionsourcedids").split(",")} - {""}
        if not (terms and terms <= over) and not gone(line):
            made.add(line.get("sourcedid"), line.get("title"), form=line.get("classtype").lower() == _FORM)
    for line in people.lines(tables, "enrollments"):
        if line.get("role").lower() == people.PUPIL and not gone(line):
            made.put(line.get("usersourcedid"), line.get("classsourcedid"))
    return made


def births(tables: Tables) -> dict[str, str]:
    """Dates of birth by the ids of people."""
    return {
        line.get("usersourcedid", "sourcedid"): people.day(line.get("birthdate"))
        for line in people.lines(tables, "demographics")
    }


class Known(NamedTuple):
    """What is known beside the users themselves."""

    jobs: Mapping[str, Sequence[Job]]
    groups: people.Groups
    births: Mapping[str, str]
    partly: bool  # what people are may stand in an earlier file


def fill(roster: Roster, everybody: Iterable[User], known: Known) -> None:
    """Put everybody where they belong."""
    named = set[str]()
    for user in everybody:
        named.add(user.id)
        jobs = known.jobs.get(user.id, ())
        if user.gone:
            roster.loose.append(Loose(user.at, user.id, user.name, user.email, until=user.gone))
        elif not jobs:
            _without_job(roster, user, known)
        else:
            _with_jobs(roster, user, jobs, known)
    told = {*named, *roster.stay}
    for number, jobs in known.jobs.items():
        for job in jobs if number not in told else ():
            _without_user(roster, job)


def _without_job(roster: Roster, user: User, known: Known) -> None:
    if known.partly:
        group = known.groups.of(user.id)
        roster.loose.append(Loose(user.at, user.id, user.name, user.email, year=user.year, group=group))
    else:
        says = "has no role at any organisation"
        roster.fault(user.at, "role", says, "Give them one in your school system.", about=(user.id, user.email))


def _with_jobs(roster: Roster, user: User, jobs: Sequence[Job], known: Known) -> None:
    here = {job.org for job in jobs if not job.gone}
    for job in jobs:
        pupil = job.role == people.PUPIL
        if job.gone:
            if job.org not in here:
                roster.loose.append(Loose(user.at, user.id, user.name, user.email, job.org, until=job.gone, pupil=pupil))
        elif pupil:
            roster.pupils.append(_child(user, job, known))
        elif job.role not in people.FAMILY:
            _work(roster, user, job)


def _child(user: User, job: Job, known: Known) -> Child:
    return Child(
        user.at,
        user.id,
        user.name,
        job.org,
        year=job.year or user.year,
        group=known.groups.of(user.id),
        born=known.births.get(user.id, ""),
        until=job.until,
    )


def _work(roster: Roster, user: User, job: Job) -> None:
    """Staff whose account is closed in the other system count as gone; pupils often have none, and are there all the same."""
    if user.enabled:
        roster.staff.append(
            Staff(user.at, user.id, user.name, user.email, job.role, job.org, job.since, job.until, job.primary)
        )
    else:
        today = timezone.localdate().isoformat()
        roster.loose.append(Loose(user.at, user.id, user.name, user.email, job.org, until=today, pupil=False))


def _without_user(roster: Roster, job: Job) -> None:
    if job.gone:
        pupil = job.role == people.PUPIL
        roster.loose.append(Loose(job.at, job.user, org=job.org, until=job.gone, pupil=pupil))
    elif job.role not in people.FAMILY:
        says, todo = "is about somebody who is not in users.csv, or whose row there cannot be used", "Look at that row first."
        roster.fault(job.at, "userSourcedId", says, todo, about=(job.user,))


def term(roster: Roster, line: Line, about: Iterable[str]) -> tuple[str, str] | None:
    """First and last day of a role; nothing, and a fault, if one cannot be read."""
    found = []
    for column, name in (("begindate", "beginDate"), ("enddate", "endDate"), ("rolestartdate", ""), ("roleenddate", "")):
        said = line.get(column)
        if said and not people.day(said):
            todo = "Write it as 2026-09-01."
            roster.fault(line.at, name or column, "holds no date that can be read", todo, about=about)
            return None
        found.append(people.day(said) if said else "")
    return found[0] or found[2], found[1] or found[3]


__all__: Final = (
    "BULK", "DELTA", "Job", "Known", "User", "begin", "births", "by_manifest", "fill", "gone", "groups", "term", "users",
    "version",
)  # fmt: skip
