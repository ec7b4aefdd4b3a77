"""Microsoft School Data Sync, CSV format 2.1: files like those of OneRoster, always whole, without a manifest."""

from __future__ import annotations

from typing import Final

from safeconduct.web.rostering.format import Format
from safeconduct.web.rostering.formats import _oneroster as oneroster
from safeconduct.web.rostering.formats import _people as people
from safeconduct.web.rostering.formats._oneroster import Job
from safeconduct.web.rostering.opening import Line, Tables
from safeconduct.web.rostering.roster import Roster


def _fits(tables: Tables) -> bool:
    return (
        "manifest" not in tables
        and {"users", "roles"} <= set(tables)
        and "roletype" not in tables["roles"].columns
        and "role" not in tables["users"].columns
    )


def _read(tables: Tables) -> Roster:
    people.needed(
        tables,
        {
            "orgs": ("sourcedId", "name"),
            "users": ("sourcedId", "username"),
            "roles": ("userSourcedId", "orgSourcedId", "role"),
        },
    )
    roster = oneroster.begin(FORMAT.id, tables)
    everybody = oneroster.users(roster, tables)
    jobs: dict[str, list[Job]] = {}
    for line in people.lines(tables, "roles"):
        if (job := _job(roster, line)) is not None:
            jobs.setdefault(job.user, []).append(job)
    known = oneroster.Known(jobs, oneroster.groups(tables), oneroster.births(tables), partly=False)
    oneroster.fill(roster, (user for user, _ in everybody.values()), known)
    return roster


def _job(roster: Roster, line: Line) -> Job | None:
    user, org, role = line.get("usersourcedid"), line.get("orgsourcedid"), line.get("role").lower()
    if not (user and org and role):
        says = "does not say who, what or where"
        roster.fault(line.at, "role", says, "Look at this role in your school system.", about=(user,))
        return None
    days = oneroster.term(roster, line, (user,))
    if days is None:
        return None
    year = people.year(line.get("grade"))
    return Job(line.at, user, org, role, *days, primary=line.get("isprimary").lower() == "true", year=year)


FORMAT: Final = Format("sds-2.1", "Microsoft School Data Sync 2.1", _fits, _read)
