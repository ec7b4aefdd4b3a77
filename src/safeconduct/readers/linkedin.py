"""LinkedIn: the Basic and the Complete download, tables of which every one may be there or not.

All times are UTC. Whose download it is stands in ``Profile.csv``; where that is missing (the two deliveries come days
apart), the requests to connect and the user tell. Of two people of one name the address of the profile tells who is who.
"""

from __future__ import annotations

from typing import Final

from safeconduct.archive.reader import FileKind, Reader
from safeconduct.readers import _linkedin_owner as owner
from safeconduct.readers import _linkedin_people as people
from safeconduct.readers import _linkedin_words as own_words
from safeconduct.readers._csv import names, table

_ADS: Final = "what advertisers know: nothing a policy speaks of"
_LOGINS: Final = "logins, addresses and numbers: nothing a policy speaks of"
_PAYMENTS: Final = "payments and receipts: nothing a policy speaks of"
_JOBS: Final = "looking for work: nothing a policy speaks of"
_SKILLS: Final = "skills, courses and certificates: nothing a policy speaks of"
_OTHERS: Final = "what other people wrote about the owner"
_ACCOUNT: Final = "how the account is kept: nothing a policy speaks of"

_ASIDE: Final = {
    _ADS: "ad targeting|ads clicked|lan ads engagement|inferences about you|ad preferences|ads",
    _LOGINS: (
        "logins|security challenges|email addresses|phonenumbers|phone numbers|whatsapp phone numbers|registration|"
        "account status history|verifications|private identity asset|private identity assets|identity verification|devices"
    ),
    _PAYMENTS: "receipts|receipts v2|premium|premium subscriptions|purchases",
    _JOBS: (
        "job applications|saved jobs|job seeker preferences|job applicant saved answers|online job postings|savedjobalerts|"
        "saved job alerts|job applicant saved screening question responses|talent questions saved response|"
        "easy apply blocking|job postings|career interests|open to work"
    ),
    _SKILLS: (
        "skills|certifications|courses|languages|test scores|learning|endorsement given info|endorsement received info|"
        "patents|organizations|causes you care about|learning interests"
    ),
    _OTHERS: "recommendations received|company follows received|profile views",
    _ACCOUNT: "events|groups|notifications|publishing|creator|services|providers|service engagements|marketplace|login history",
}
_SKIPS: Final = {
    **{glob: reason for reason, stems in _ASIDE.items() for glob in names(*stems.split("|"))},
    "jobs/**/*.csv": _JOBS,
    "verifications/**/*.csv": _LOGINS,
    "services marketplace/**/*.csv": "offers of services and their customers: nothing a policy speaks of",
    "readme.txt": _ACCOUNT,
}


_SIGNS: Final = (
    *("shares.csv", "connections.csv", "invitations.csv", "positions.csv", "registration.csv", "receipts.csv"),
    *("ad_targeting.csv", "ad targeting.csv", "rich_media.csv", "rich media.csv", "company follows.csv", "profile summary.csv"),
    *("endorsement_given_info.csv", "endorsement_received_info.csv", "recommendations_given.csv", "importedcontacts.csv"),
)


READER: Final = Reader(
    id="linkedin",
    title="LinkedIn",
    files=(
        table(("shares",), ("date", "sharelink"), own_words.share),
        table(("shares",), ("date", "share link"), own_words.share),
        table(("comments",), ("date", "link", "message"), own_words.comment),
        table(("instantreposts", "instant reposts"), ("date", "link"), own_words.instant_repost),
        table(owner.MESSAGES, ("from", "date", "content"), own_words.message),
        table(("recommendations given",), ("first name", "text"), own_words.recommendation),
        table(("rich media",), ("media description",), own_words.rich_media),
        FileKind(("articles/**/*.html", "articles/*.html"), own_words.article),
        table(("reactions",), ("date", "type", "link"), people.reaction),
        table(("votes",), ("date", "link"), people.vote),
        table(("saved items",), ("saveditem",), people.saved),
        table(("connections",), ("first name", "last name"), people.connection),
        table(("importedcontacts", "imported contacts", "contacts"), ("firstname", "lastname"), people.contact),
        table(("importedcontacts", "imported contacts", "contacts"), ("first name", "last name"), people.contact),
        table(owner.INVITATIONS, ("from", "to", "direction"), people.invitation),
        table(("company follows",), ("organization",), people.following("organization")),
        table(("member follows",), ("fullname",), people.following("fullname")),
        table(("hashtag follows",), ("hashtag",), people.following("hashtag")),
        table(("search queries",), ("search query",), people.search),
        table(owner.PROFILE, ("first name", "last name"), people.profile),
        table(("profile summary",), ("profile summary",), people.profile),
        table(("positions",), ("company name", "title"), people.position),
        table(
            ("education",),
            ("school name",),
            people.details(("education", "school name"), ("education_notes", "notes"), ("education_activities", "activities")),
        ),
        table(
            ("volunteering",),
            ("company name", "role"),
            people.details(
                ("volunteering", "company name"), ("volunteering_role", "role"), ("volunteering_notes", "description")
            ),
        ),
        table(("projects",), ("title",), people.details(("project", "title"), ("project_notes", "description"))),
        table(("publications",), ("name",), people.details(("publication", "name"), ("publication_notes", "description"))),
        table(("honors",), ("title",), people.details(("honour", "title"), ("honour_notes", "description"))),
    ),
    signs=_SIGNS,
    skips=_SKIPS,
    begin=owner.begin,
)
