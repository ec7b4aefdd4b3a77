"""OneRoster 1.1 (1EdTech, CSV binding): a user's row itself says what they are, and where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from safeconduct.web.rostering.format import Format
from safeconduct.web.rostering.formats import _oneroster as oneroster
from safeconduct.web.rostering.formats import _people as people
from safeconduct.web.rostering.formats._oneroster import Job, User
from safeconduct.web.rostering.opening import Line, Tables
from safeconduct.web.rostering.roster import Roster


def _fits(tables: Tables) -> bool:
    said = oneroster.version(tables)
    return said == "1.1" or (not said and "users" in tables and {"role", "orgsourcedids"} <= set(tables["users"].columns))


def _read(tables: Tables) -> Roster:
    tables, modes = oneroster.by_manifest(tables)
    people.needed(tables, {"users": ("sourcedId", "orgSourcedIds", "role", "givenName", "familyName")})
    roster = oneroster.begin(FORMAT.id, tables)
    everybody = oneroster.users(roster, tables)
    whole = modes["users"] == oneroster.BULK
    jobs = {user.id: made for user, line in everybody.values() if (made := _jobs(roster, user, line)) is not None}
    known = oneroster.Known(jobs, oneroster.groups(tables), oneroster.births(tables), partly=False)
    oneroster.fill(roster, (user for user, _ in everybody.values() if user.gone or user.id in jobs), known)
    if not whole:
        roster.only_changes()
    return roster


def _jobs(roster: Roster, user: User, line: Line) -> Sequence[Job] | None:
    """What somebody is, at each of their organisations; nothing, and a fault, if the row does not say."""
    role, orgs = line.get("role").lower(), [org.strip() for org in line.get("orgsourcedids").split(",") if org.strip()]
    if not user.gone and not (role and orgs):
        column = "orgSourcedIds" if role else "role"
        says = "does not say at which school" if role else "does not say what they are"
        roster.fault(line.at, column, says, "Write it in your school system.", about=(user.id, user.email))
        return None
    return [Job(line.at, user.id, org, role) for org in orgs]


FORMAT: Final = Format("oneroster-1.1", "OneRoster 1.1", _fits, _read)
