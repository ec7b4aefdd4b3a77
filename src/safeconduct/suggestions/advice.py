"""What to do about a finding, in words that a tired teacher can act on at once.

A table from the most particular to the general: the first line that fits a finding speaks. ``when`` is a piece of what the
finding says of itself (its ``why``); the tests see that every line of the table is still reached.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from safeconduct.activity import Account, Aspect, Topic
from safeconduct.screening import Context, Finding


class Advice(NamedTuple):
    """What to do about findings of a topic, where the rest fits too; what is empty fits everything."""

    topic: Topic
    says: str
    when: str = ""
    detector: str = ""
    aspect: Aspect | None = None
    account: Account | None = None

    def fits(self, finding: Finding, context: Context) -> bool:
        """Whether this is about such a finding in such a place."""
        return (
            self.topic is finding.topic
            and self.when in finding.why
            and self.detector in ("", finding.detector)
            and self.aspect in (None, finding.aspect)
            and self.account in (None, context.account)
        )


def advised(finding: Finding, context: Context) -> str:
    """What to do about a finding."""
    return next(advice.says for advice in ADVICE if advice.fits(finding, context))


_OFFICIAL: Final = Account.OFFICIAL
_DSL: Final = "Designated Safeguarding Lead"

ADVICE: Final[tuple[Advice, ...]] = (
    Advice(
        Topic.GROOMING,
        f"Send nothing of this kind, and keep what has been written so far. Speak to the {_DSL} today, whoever wrote it.",
    ),
    Advice(
        Topic.SEXUAL,
        "Take the advert or the link down, and keep such an account where nobody can tie it to you or your school.",
        when="advertises or links",
    ),
    Advice(
        Topic.SEXUAL, "Leave it out if there is any other way to read it; pupils and parents will find that one.", when="hint"
    ),
    Advice(
        Topic.SEXUAL, "Leave the remark out. If it is about somebody at work, delete it where it has been seen and say sorry."
    ),
    Advice(
        Topic.HATE, "Say in plain words what you mean, or leave the sign out: others read it as a code.", when="coded message"
    ),
    Advice(Topic.HATE, "Use another word for it, or the words that the people concerned use of themselves.", when="slur"),
    Advice(Topic.HATE, "Take it out. If you quote it to condemn it, say so in the same sentence."),
    Advice(
        Topic.HARASSMENT,
        "Do not send the threat. If you have been wronged or feel unsafe, keep the evidence and tell the head teacher; "
        "in danger, call 999.",
        when="threat against",
    ),
    Advice(
        Topic.HARASSMENT,
        "Say what you want without saying what will happen otherwise, or let your line manager or union say it for you.",
        when="presses somebody",
    ),
    Advice(
        Topic.HARASSMENT,
        "Do not ask others to join in. Make your own complaint to whoever can put it right, and leave it there.",
        when="calls on others",
    ),
    Advice(
        Topic.HARASSMENT, "Leave the person in. If you cannot work together, tell your line manager.", when="shut somebody out"
    ),
    Advice(
        Topic.HARASSMENT,
        "Stop here and leave the person alone; a quarrel at work goes to your line manager, any other to whoever can "
        "settle it, not online.",
    ),
    Advice(
        Topic.SECURITY,
        "Take the code or password out; if anybody has seen it, have it changed today.",
        when="states a code or password",
    ),
    Advice(Topic.SECURITY, "Tell nobody the sign-in code. If you have, change the password and tell IT.", when="sign-in code"),
    Advice(
        Topic.SECURITY,
        "Send the link only to those invited, by school e-mail; ask for a new one if it has been seen.",
        when="closed meeting",
    ),
    Advice(Topic.SECURITY, "Take the hint out and have the code changed: it can be worked out.", when="hint"),
    Advice(
        Topic.SECURITY,
        "Take the place out, move what lies there, and change the password if it has been seen.",
        when="written down",
    ),
    Advice(Topic.SECURITY, "Take the place out and tell the site manager, so that the key is moved.", when="where a key"),
    Advice(
        Topic.SECURITY,
        "Leave the picture out; if it has been seen, ask for the badge or lock to be replaced.",
        when="picture of",
    ),
    Advice(
        Topic.SECURITY,
        "Leave out how it is got round, and tell whoever can put it right: the site manager of a door, gate or camera, IT of a "
        "login, filter or link.",
        detector="meaning",
    ),
    Advice(
        Topic.SECURITY,
        "Ask IT for a login of your own, or for your colleague to do it for you; do not lend or borrow one.",
        when="login",
    ),
    Advice(Topic.SECURITY, "Ask IT to open the site for your lesson; leave the way round the filter out.", when="web filter"),
    Advice(Topic.SECURITY, "Tell the site manager, nobody else, and leave out which door, camera or alarm it is."),
    Advice(
        Topic.PRIVATE_CONTACT,
        "Take your own number out and give the school's number or e-mail instead.",
        detector="uk_phone",
    ),
    Advice(Topic.PRIVATE_CONTACT, "Take your own e-mail address out and give your school address.", detector="email_address"),
    Advice(
        Topic.PRIVATE_CONTACT,
        "Do not ask a pupil or parent for it: the school office has the contact that they want you to use.",
        when="asks a pupil or parent",
    ),
    Advice(Topic.PRIVATE_CONTACT, "Take your account name out and point to the school's own channel.", detector="handle"),
    Advice(
        Topic.PRIVATE_CONTACT,
        "Leave the chat, tell your line manager that you were in it, and use the school's own channel.",
        when="private group chat",
    ),
    Advice(Topic.PRIVATE_CONTACT, "Use the school's e-mail, phone or learning platform instead."),
    Advice(
        Topic.PUPIL_CONTACT,
        f"Do not answer or accept on your own account. Tell the {_DSL} that pupils have been in touch.",
        when="tells of being in touch",
    ),
    Advice(
        Topic.PUPIL_CONTACT,
        "Leave it unsent; speak to the pupil in school, or over the school's own channel. If they wrote first, tell the "
        f"{_DSL}.",
    ),
    Advice(
        Topic.PUPIL_IMAGE,
        "Check that the consent of each parent is on record, for this use, before it goes out; leave out every child without.",
        account=_OFFICIAL,
    ),
    Advice(
        Topic.PUPIL_IMAGE, "Do not go live: ask the office whether the school's official account may film.", when="live video"
    ),
    Advice(
        Topic.PUPIL_IMAGE,
        "Leave the picture out; the school's official account can post it where every consent is on record.",
    ),
    Advice(
        Topic.CONFIDENTIAL,
        "Leave it out until the school has announced it; what worries you about it goes to the head teacher or a governor.",
        when="a meeting or a decision",
    ),
    Advice(
        Topic.CONFIDENTIAL,
        "Take the number out; it goes only where the school keeps such records.",
        detector="identity_numbers",
    ),
    Advice(
        Topic.CONFIDENTIAL,
        "Take the address out; whoever must know it finds it in the school's records.",
        detector="postcode_address",
    ),
    Advice(
        Topic.CONFIDENTIAL,
        "Tell it only to those at school who must know. Taking the names out may not be enough: leave out every detail that "
        "points to one person.",
        when="private that you know from work",
    ),
    Advice(
        Topic.CONFIDENTIAL,
        "Leave it out: somebody will know who is meant, though nobody is named. Tell it only to those at school who must know.",
        when="something private about",
    ),
    Advice(
        Topic.CONFIDENTIAL,
        "Leave it out: whoever knows you or the school may know who or what is meant, named or not. Tell it only to those at "
        "school who must know.",
        detector="meaning",
    ),
    Advice(Topic.CONFIDENTIAL, "Take the name out, and every detail that points to one child or family."),
    Advice(
        Topic.DEFAMATION,
        "Take the hint out: asking or hinting accuses too. Report what you know to the person who can look into it.",
        when="hints at wrongdoing",
    ),
    Advice(
        Topic.DEFAMATION,
        "Take the accusation out and report it to somebody who can look into it: at work to the head teacher, or to the "
        "chair of governors if it is about the head.",
    ),
    Advice(
        Topic.DISREPUTE,
        "Do not post this. If it is so, put it right with whoever keeps the absence record before somebody else does.",
        when="reported sick",
    ),
    Advice(
        Topic.DISREPUTE,
        "Do not post this, and do not work or drive until you are fit; your GP or the Education Support line (08000 562 561) "
        "helps in confidence.",
        when="under the influence",
    ),
    Advice(
        Topic.DISREPUTE,
        "Do not post this; if drink or drugs are a worry, your GP or the Education Support line (08000 562 561) helps in "
        "confidence.",
        when="drugs",
    ),
    Advice(
        Topic.DISREPUTE,
        "Do not post this; never drive after drinking, and ask somebody you trust for help if it has happened before.",
        when="drove after drinking",
    ),
    Advice(
        Topic.DISREPUTE,
        "Do not post this. Tell the exams officer or your line manager what happened, so that it can be put right.",
        when="marks, records or signatures",
    ),
    Advice(Topic.DISREPUTE, "Do not post this, and hand what you have to the exams officer.", when="exam material"),
    Advice(
        Topic.DISREPUTE,
        "Take the advert down: it will be found, and it will be tied to your school.",
        when="sexual content",
    ),
    Advice(Topic.DISREPUTE, "Do not post this. If it is so, put it right with your line manager before somebody else does."),
    Advice(
        Topic.DEROGATORY,
        "Leave the insult out. Say what happened and what you need to somebody who can change it: your line manager, the head "
        "teacher, your union.",
    ),
    Advice(Topic.COPYRIGHT, "Ask the owner, or link to the original instead."),
    Advice(
        Topic.COLLEAGUE_PRIVACY,
        "Ask your colleague before you post or tag; without a yes, leave the picture and the name out.",
        aspect=Aspect.PICTURE,
    ),
    Advice(
        Topic.COLLEAGUE_PRIVACY,
        "Take the number out; let your colleague give it to whom they choose.",
        when="phone number",
    ),
    Advice(
        Topic.COLLEAGUE_PRIVACY, "Take the address out; let your colleague give it to whom they choose.", when="e-mail address"
    ),
    Advice(Topic.COLLEAGUE_PRIVACY, "Take the address out.", detector="postcode_address"),
    Advice(Topic.COLLEAGUE_PRIVACY, "Take the bank details out.", detector="bank_details"),
    Advice(
        Topic.COLLEAGUE_PRIVACY,
        "Leave it to your colleague to tell, or ask your colleague first; leaving the name out is not enough.",
    ),
    Advice(
        Topic.WORK_TALK,
        "Take it to somebody who can change it: your line manager, the head teacher, your union; a post cannot.",
        aspect=Aspect.COMPLAINT,
    ),
    Advice(
        Topic.WORK_TALK,
        "Tell it in the staff room. To share an idea online, leave out who, when and where.",
    ),
    Advice(
        Topic.SCHOOL_IDENTITY,
        "Take out the crest, the uniform and words that speak for the school; write “my school” in place of its name.",
        aspect=Aspect.LOGO,
    ),
    Advice(Topic.SCHOOL_IDENTITY, "Write “my school” or “my agency” in place of the name."),
    Advice(Topic.PROFANITY, "Say it without the expletive."),
    Advice(Topic.OWN_DETAILS, "Take your number out; send it by private message to those who need it.", detector="uk_phone"),
    Advice(
        Topic.OWN_DETAILS, "Take your address out; send it by private message to those who need it.", detector="email_address"
    ),
    Advice(Topic.OWN_DETAILS, "Take your address out; those whom you invite know it.", when="where you live"),
    Advice(Topic.OWN_DETAILS, "Post it when you are back, or leave the dates out.", when="when nobody is at your home"),
    Advice(Topic.OWN_DETAILS, "Take out where the key is, and move the key.", when="where the key to your home"),
    Advice(Topic.OWN_DETAILS, "Leave the picture out, or cover every number and name in it.", when="icture of a"),
    Advice(Topic.OWN_DETAILS, "Leave the answers out: they open your bank account.", when="a bank knows you"),
    Advice(Topic.OWN_DETAILS, "Leave the name out: it opens your bank account.", when="maiden name"),
    Advice(Topic.OWN_DETAILS, "Leave the year out, or the whole date.", when="date of birth"),
    Advice(Topic.OWN_DETAILS, "Take the bank details out; send them by private message to those who pay.", when="bank details"),
    Advice(Topic.OWN_DETAILS, "Take out what a stranger could use."),
    Advice(Topic.NEEDS_PERMISSION, "Ask the head teacher first, with these exact words."),
    Advice(Topic.MISSING_DISCLAIMER, "Add that the views are your own."),
)
