"""OneRoster 1.2 (1EdTech, CSV binding): what people are stands in roles.csv, one row for each organisation."""

from __future__ import annotations

from typing import Final

from safeconduct.web.rostering.format import Format
from safeconduct.web.rostering.formats import _oneroster as oneroster
from safeconduct.web.rostering.formats import _people as people
from safeconduct.web.rostering.formats._oneroster import Job
from safeconduct.web.rostering.opening import Line, Tables
from safeconduct.web.rostering.roster import Roster


def _fits(tables: Tables) -> bool:
    said = oneroster.version(tables)
    return said.startswith("1.2") or (not said and "roles" in tables and "roletype" in tables["roles"].columns)


def _read(tables: Tables) -> Roster:
    tables, modes = oneroster.by_manifest(tables)
    needed = {"users": ("sourcedId", "givenName", "familyName"), "roles": ("userSourcedId", "role", "orgSourcedId")}
    partly = oneroster.DELTA in (modes.get("users"), modes.get("roles"))
    people.needed(tables, {name: columns for name, columns in needed.items() if name in tables or not partly})
    roster = oneroster.begin(FORMAT.id, tables)
    everybody = oneroster.users(roster, tables)
    jobs: dict[str, list[Job]] = {}
    for line in people.lines(tables, "roles"):
        if (job := _job(roster, line)) is not None:
            jobs.setdefault(job.user, []).append(job)
    known = oneroster.Known(jobs, oneroster.groups(tables), oneroster.births(tables), partly)
    oneroster.fill(roster, (user for user, _ in everybody.values()), known)
    if partly:
        roster.only_changes()
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
    primary = line.get("roletype").lower() == "primary"
    return Job(line.at, user, org, role, *days, primary=primary, gone=oneroster.gone(line))


FORMAT: Final = Format("oneroster-1.2", "OneRoster 1.2", _fits, _read)
