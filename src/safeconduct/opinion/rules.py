"""What counts as each topic and what does not, in a sentence or two: the rule that a second opinion is asked to apply."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from safeconduct.activity import Topic

RULES: Final[Mapping[Topic, str]] = {
    Topic.GROOMING: (
        "Secrecy from parents, gifts, private meetings, flattery of a child. Not warnings about it, fiction, lessons."
    ),
    Topic.SEXUAL: (
        "A lewd remark, a sexual joke, adult services. Not anatomy, health, sex education, romance, names of animals."
    ),
    Topic.HATE: (
        "Demeaning or shutting out people for a protected characteristic, in code too. Not condemning or teaching about it."
    ),
    Topic.HARASSMENT: "A threat, intimidation, a pile-on, shutting somebody out. Not idioms, sport, jokes that have no target.",
    Topic.SECURITY: (
        "A password, code, login, key place, weak door, camera or alarm that is off. Not general advice, games, fiction."
    ),
    Topic.PRIVATE_CONTACT: (
        "Giving or asking for private numbers, addresses, handles, groups or messages with pupils or "
        "parents. Not the school's own "
        "channels, not family and friends, not refusing."
    ),
    Topic.PUPIL_CONTACT: (
        "Friendship, chat, games or comments with a pupil from the writer's own account. Not adults who were "
        "pupils once, not telling "
        "that requests are declined, not official channels."
    ),
    Topic.PUPIL_IMAGE: (
        "Posting or offering pictures of pupils or of parents at school. Not empty rooms, artwork, the writer's own child."
    ),
    Topic.CONFIDENTIAL: (
        "A pupil's name with a detail from school, a child whom the description singles out, a family's or "
        "colleague's private matters, "
        "closed meetings. Not a class or year alone, fiction, the famous, the writer's own family, what was published."
    ),
    Topic.DEFAMATION: (
        "An unproved allegation of wrongdoing about somebody who can be recognised. Not opinion, honest review, convictions."
    ),
    Topic.DISREPUTE: (
        "The writer's own misconduct: drunk at work, drugs, fraud, false sickness. Not moderate drinking, true illness."
    ),
    Topic.DEROGATORY: (
        "Insult, ridicule or contempt for the writer's pupils, parents, colleagues or school. Not "
        "politicians, teams, strangers, fiction, "
        "the writer."
    ),
    Topic.COPYRIGHT: (
        "Copies of others' work that were not paid for or permitted. Not one's own or openly licensed work, short quotations."
    ),
    Topic.COLLEAGUE_PRIVACY: (
        "A colleague's picture, contact details or private life without agreement. Not stated agreement, "
        "thanks without a name, the "
        "writer's friends and family."
    ),
    Topic.WORK_TALK: (
        "A particular event, person, meeting or grievance at the writer's own workplace, named or not. Not "
        "general talk of teaching, "
        "national policy, pay and unions, other people's schools."
    ),
    Topic.SCHOOL_IDENTITY: (
        "A personal account that names the writer's own school or agency. Not naming one without working there."
    ),
    Topic.PROFANITY: (
        "A medium, strong or strongest swear word, disguised too. Not mild words, minced oaths, names, trade terms."
    ),
    Topic.OWN_DETAILS: (
        "What a stranger could misuse: full date of birth, home address, bank details, dated absence. Not vague plans."
    ),
    Topic.NEEDS_PERMISSION: "A post about the writer's own school without the head teacher's permission.",
    Topic.MISSING_DISCLAIMER: "An opinion beside the name of the writer's employer without the words that it is personal.",
}
