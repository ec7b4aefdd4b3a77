"""Tales and grievances from the author's own work: an incident, a person, a meeting, a decision there, good or bad.

Weighs who is spoken of, what they did or said, and when. General talk of teaching, tips, resources, national policy, pay
and union matters, other people's schools and the author's own family weigh against it. What ``confidential`` finds
about pupils, parents and meetings is a tale from work as well; official accounts do not talk shop in this sense.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Account, Aspect, Topic
from safeconduct.detectors._people import (
    CHILD,
    CODE,
    COLLEAGUE,
    GAP,
    HEAD,
    LATELY,
    MY_CLASS,
    ONE_PUPIL,
    OWN_KIN,
    PARENT,
    PAST,
    TODAY,
    YEAR,
)
from safeconduct.detectors._weigh import Clue, NameClue, Scale, Weighed, clue
from safeconduct.detectors.confidential import told
from safeconduct.mentions import Shape
from safeconduct.screening import Context, Detector, Draft, Example, Finding, Quiet
from safeconduct.text import pattern

CLUES: Final[tuple[Clue, ...]] = (
    clue(
        "manager acts",
        0.8,
        rf"\b(?:(?:the|my|our|new|this|that|y|ta|nasza|notre|hamare) (?:[a-z]+ )?{HEAD}{GAP}{PAST})\b",
        marks=True,
    ),
    clue(
        "bare manager acts",
        0.3,
        rf"(?:^|[.!?\n:,;] ?|\b(?:but|and|so|when|because|that|then|now|after|before) ){HEAD}{GAP}{PAST}\b",
        marks=True,
    ),
    clue("manager", 1, rf"\b(?:the|my|our|new|this|that|some|two|of) (?:[a-z]+ )?{HEAD}\b", marks=True),
    clue("bare manager", 1.2, rf"(?:^|[.!?\n:,;] ?|\b(?:but|and|so|when|because|that|then|from|by) ){HEAD}\b", marks=True),
    clue("the colleague", 0.4, rf"\b(?:the|new|this|that|a|another) (?:[a-z0-9]+ )?{COLLEAGUE}\b", marks=True),
    clue("any colleague", 0.4, rf"\b{COLLEAGUE}\b"),
    clue("pupil acts", 0.3, rf"\b{ONE_PUPIL}{GAP}{PAST}\b", marks=True),
    clue("one pupil", 0.5, rf"\b(?:a|one|this|another|same|some|my) (?:[a-z]+ )?(?:{YEAR} ?)?{CHILD}s?\b", marks=True),
    clue(
        "a year 9",
        -0.2,
        rf"\b(?:an?|one|two|three|my|one of (?:my|the|our)|some|the|our) (?:[a-z]{{2,9}} )?{YEAR}'?s?\b",
        marks=True,
    ),
    clue("my class acts", 0.6, rf"\b{MY_CLASS}{GAP}{PAST}\b", marks=True),
    clue("my class", 1, rf"\b{MY_CLASS}\b", marks=True),
    clue("year group", 0.8, rf"\b{YEAR}'?s?\b"),
    clue("child", 0.3, rf"\b{CHILD}(?:ren|s)?\b"),
    clue("parent acts", 0.9, rf"\b{PARENT}{GAP}{PAST}\b", marks=True),
    clue("a parent", 0.5, rf"\b{PARENT}\b"),
    clue(
        "told me",
        0.9,
        r"\b(?:told|tells|asked|asks|emailed|accused|shouted at|had a go at|informed|reminded|warned|ignored"
        r"|blamed|offered|handed|called|rang|forgot|observed|thinks|wants|made|sent) (?:me|us)\b",
        marks=True,
    ),
    clue(
        "was told",
        0.7,
        r"\b(?:i|we|staff|i've|we've|i'm|we're) (?:just |also |only )?(?:was |were |have |been |got |just |all "
        r"|being )*(?:told|asked to|informed|pulled in|called in|banned|docked|let go|sacked|observed|bitten"
        r"|moved|expected to)\b|(?:^|[.!?\n] )(?:just |got |been |being )*(?:told|asked to|bitten|sacked"
        r"|observed)\b",
        marks=True,
    ),
    clue(
        "told the class",
        0.4,
        rf"\btold (?:the|my|our|that) (?:[a-z]+ )?(?:{HEAD}|{COLLEAGUE}|class|{YEAR})\b|\btold (?:{YEAR}|{CODE})\b",
        marks=True,
    ),
    clue("today", 0.7, rf"\b{TODAY}\b"),
    clue("lately", 0.8, rf"\b{LATELY}\b"),
    clue("weekday", -0.2, r"\b(?:mon|tues|wednes|thurs|fri)day"),
    clue("quoted", 0.8, r"\"[^\"\n]{3,}\""),
    clue("miss or sir", 0.4, r"[\"'](?:miss|sir)\b|\b(?:miss|sir)[\"']"),
    clue(
        "ours",
        1.4,
        r"\b(?:at ours|in ours|ours (?:has|have|is|was|are|just|too|got|does|do)|at mine|at (?:my|our) (?:place"
        r"|school|work|academy|nursery|setting)|my (?:school|current|last place)|our (?:school|place|dept"
        r"|department|trust|corridor|site|phase|staff|office|mis|kitchen|filter|wifi)|at work|in my (?:dept"
        r"|department|school|block|trust|phase|room|corridor|lesson))\b",
        marks=True,
    ),
    clue("ours opens", 0.5, r"^(?:ours|same (?:in|at|here)|mine|we had|tell me about it)\b", marks=True),
    clue(
        "not naming",
        0.8,
        r"\b(?:not naming|won't name|wont name|don't want to name|throwaway|off the record|keep it (?:to|under"
        r"|in)|you didn't hear|not meant to say|anon please|didn't hear it from me|who i (?:won't|shan't))\b",
    ),
    clue(
        "quitting",
        0.5,
        r"\b(?:my notice|sacked|walked out|resigned|last straw|never going back|blacklisted|done with them"
        r"|not going back)\b",
        marks=True,
    ),
    clue(
        "inspected",
        1.2,
        r"\b(?:learning walk|book look|observation|observed|appraisal|ofsted (?:rang|call|are|were)|support plan"
        r"|capability|grievance|disciplinary|investigation|deep dive|work scrutiny)\b",
        marks=True,
    ),
    clue(
        "duty",
        0.8,
        r"\b(?:cover again|on duty|(?:gate|lunch|break|bus|playground|wet play) duty|on cover|covering"
        r"|detentions?|isolation|registers?|on-call|seating plan|the minibus|the coach|invigilat\w+)\b",
        marks=True,
    ),
    clue(
        "meeting",
        1,
        r"\b(?:briefing|staff meeting|inset|data drop|results day|mock results|fire (?:alarm|drill)|lockdown"
        r"|parents'? ?eve\w*|budget meeting|governors'? meeting|email|the minutes|rota|timetable|uniform"
        r"|leavers'?|residential|sports day|school trip|nativity)\b",
        marks=True,
    ),
    clue("he she past", 0.6, rf"\b(?:he|she|they)(?:'s|'d)?(?: [\w']+)?(?: just)? {PAST}\b"),
    clue(
        "i past",
        0.4,
        r"\b(?:i|we) (?:just )?(?:was|were|had|did|got|went|said|told|asked|cried|laughed|sent|taught|found"
        r"|caught|gave|closed|logged|raised|spent|sat)\b",
    ),
    clue("i have", 0.2, r"\b(?:i've|we've) (?:had|been|got|raised|asked|told|just)\b"),
    clue(
        "counts",
        0.6,
        r"\b(?:third|fourth|fifth|[0-9]+th|twice|three times|two|four times) (?:time|this|in a|one|day|week"
        r"|school|supply)",
    ),
    clue(
        "exasperated",
        0.8,
        r"\b(?:ffs|wtf|fuming|livid|apparently|you couldn't|could not make|can't make (?:it|this)|tell me why"
        r"|i swear|imagine|rant|vent|sick of|unbelievable|raging|gutted|deep breath\w*)\b",
    ),
    clue(
        "complaint word",
        1.3,
        r"\b(?:complaints?|complained|refused|blamed|ignored|cancelled|banned|unpaid|short staffed|no budget"
        r"|not allowed|cut our|useless|clueless|bullied|overheard|leaked|redundan\w+|restructur\w+)\b",
        marks=True,
    ),
    clue("tears", 0.8, r"\b(?:in tears|crying|cried|cry|sobbing|sobbed|tear in my eye|weep)\b"),
    clue(
        "actor and today",
        1.1,
        rf"\b(?:{HEAD}|{COLLEAGUE}|{ONE_PUPIL}|{MY_CLASS}|{PARENT})\b[^.!?\n]{{0,80}}\b{TODAY}\b"
        rf"|\b{TODAY}\b[^.!?\n]{{0,80}}\b(?:{HEAD}|{COLLEAGUE}|{ONE_PUPIL}|{MY_CLASS}|{PARENT})\b",
        marks=True,
    ),
    clue(
        "actor and quote",
        0.8,
        rf"\b(?:{HEAD}|{COLLEAGUE}|{ONE_PUPIL}|{MY_CLASS}|{PARENT}|told|asked)\b[^\"\n]{{0,70}}\"",
        marks=True,
    ),
    # against
    clue("own family", -0.6, rf"\b{OWN_KIN}\b"),
    clue(
        "home",
        -1.1,
        r"\b(?:dog|cat|puppy|kitten|hamster|rabbit|allotment|garden|neighbours?|recipe|bake|cake|pub|gig|pint|bus"
        r"|train|holiday|beach|wedding|church|mosque|chapel|vet|dentist|oven|hoover|sofa|car boot|parkrun"
        r"|knitting|crochet|marathon|street|gym|choir practice|rehearsal)\b",
    ),
    clue(
        "fiction",
        -0.9,
        r"\b(?:episode|series|film|movie|netflix|novel|panto|strictly|bake off|eastenders|corrie|harry potter"
        r"|shakespeare|hamlet|macbeth|documentary|chapter|podcast|poem|book)\b",
    ),
    clue(
        "sport",
        -0.2,
        r"\b(?:world cup|premier league|referee|striker|united|city|arsenal|spurs|rugby|fc|championship|season"
        r"|rovers|fantasy league|wembley|penalty)\b",
    ),
    clue(
        "general school",
        -0.4,
        r"\b(?:teachers|schools|every school|any school|teaching|supply teachers|the profession|nationally"
        r"|the dfe|government|minister|education secretary|the union|published|report says|research|evidence"
        r"|policy|funding)\b",
    ),
    clue(
        "advice",
        -0.5,
        r"\b(?:tips?|advice|recommend|how do (?:you|i)|what do (?:you|i)|anyone (?:got|know|have|used)|has anyone"
        r"|does anyone|any ideas|if you(?:'re)?|if your|if a|don't forget|reminder|make sure|please|worth)\b",
    ),
    clue("always", -0.4, r"\b(?:always|never|every (?:week|year|time|monday|friday|day)|usually|often)\b"),
    clue(
        "sharing work",
        -1.2,
        r"\b(?:free|download|resources?|my own|worksheets?|lesson plan|display|powerpoint|flashcards|template"
        r"|printable|link in|in the comments)\b",
    ),
    clue(
        "thanks",
        -0.3,
        r"\b(?:thank(?:s| you)|grateful|well done|congratulations|congrats|proud|good luck|happy birthday|welcome"
        r"|delighted|shout ?out|lovely)\b",
    ),
    clue(
        "refusing",
        -0.7,
        r"\b(?:i don't (?:accept|add)|can't accept|won't accept|not accepting|decline|ring the office"
        r"|the office will|school email|dsl|against the rules|it's the rules|permission|consent)\b",
    ),
    clue("bio", -0.3, r"\b(?:views|opinions) (?:are )?(?:my )?own|\bshe/her|he/him|they/them|\|"),
    clue(
        "when i was small",
        -0.8,
        r"\b(?:when i was (?:at school|a (?:kid|pupil|child))|my old (?:teacher|school|form|english|maths)"
        r"|in (?:19[0-9]{2})|years ago|in my day|as a parent|i was a pupil|class of)\b",
    ),
    clue(
        "other's",
        -0.3,
        r"\b(?:my (?:friend|mate|sister|daughter|son|niece|nephew|neighbour)'?s?|down the road|next door"
        r"|in the paper|on the news|in the news|read (?:in|about)|watched|heard on)\b",
    ),
    clue("you", -0.5, r"\b(?:you|your|you're|u|ur)\b"),
    clue("question", -0.3, r"\?"),
    clue("exclaims", -0.9, r"!"),
    clue("contact", -0.9, r"\b(?:dm|inbox|add me|snap|insta|number|text me|message me|07[0-9]{3}|whatsapp)\b"),
    clue("picture", -0.4, r"\b(?:pics?|photos?|selfie|video|reel|clip|filmed|posted)\b"),
)


_PLAIN: Final = frozenset({Shape.GIVEN, Shape.FULL, Shape.INITIAL})
_ACTS: Final = pattern(rf"^(?:'s)?(?: [\w']+){{0,3}} {PAST}\b")
_SCHOOLISH: Final = pattern(
    rf"\b(?:school|class|lesson|assembly|trip|playground|dinner|corridor|nativity|sports day|homework|register"
    rf"|detention|{CODE}|{YEAR}|{COLLEAGUE})\b"
)
NAMED: Final = (
    NameClue("name acts", 0.9, _PLAIN, None, _ACTS),
    NameClue("titled acts", 0.4, frozenset({Shape.TITLED}), None, _ACTS),
    NameClue("name at school", 0.3, _PLAIN, _SCHOOLISH),
)
SCALE: Final = Scale(CLUES, NAMED, 2.5)


_SURE: Final = 0.9  # points beyond enough from which there is little doubt
_GRIEVANCE: Final = pattern(
    r"\b(?:complain\w*|refus\w+|blam\w+|ignor\w+|cancelled|banned|unpaid|short staffed|no budget|not allowed|cuts?"
    r"|useless|clueless|bull(?:y|ied|ying)|fuming"
    r"|livid|sick of|notice|sacked|resign\w*|unsafe|unfair|grievance|support plan|capability|had a go|never (?:asked"
    r"|told|paid|came|rang)|nobody (?:told|came|rang)"
    r"|done with|rant|vent|ffs|again|can't|won't|still (?:not|haven't|no|waiting)|joke|shambles|disgrace\w*|waste of"
    r"|idiots?|lazy|incompetent)\b"
)


def _find(draft: Draft) -> Iterator[Finding]:
    if not draft.personal or draft.context.kind == "bio":
        return
    for weighed in (*SCALE.heavy(draft.text), *_confidences(draft)):
        sure = weighed.points >= SCALE.enough + _SURE
        aspect = Aspect.COMPLAINT if _GRIEVANCE.search(draft.folded[weighed.start : weighed.end]) else None
        yield draft.finding(Topic.WORK_TALK, SCALE.shown(weighed), _WHY[aspect], aspect=aspect, certain=sure)


_WHY: Final = {
    None: "This looks like a tale from your own work, about people or events there.",
    Aspect.COMPLAINT: "This looks like a complaint about your own work or the people there.",
}
_GOSSIP: Final = frozenset({"titled, circumstance", "role, circumstance"})  # a colleague's private life is no tale from work
_SCHOOL: Final = frozenset(
    {
        "pupil, circumstance",
        "parent, circumstance",
        "name in class",
        "name's family",
        "one pupil",
        "my class",
        "closed",
        "that lad",
        "year group",
        "class code",
        "pupil matter",
        "parent",
        "head",
    }
)


def _confidences(draft: Draft) -> Iterator[Weighed]:
    """What is told in confidence about pupils, parents and meetings is a tale from work as well."""
    return (weighed for weighed in told(draft) if weighed.clues & _SCHOOL and not weighed.clues & _GOSSIP)


DETECTOR: Final = Detector(
    "work_talk",
    "Finds tales and grievances from the author's own work: incidents, people, meetings and decisions there.",
    frozenset({Topic.WORK_TALK}),
    _find,
    (
        Example(
            'The deputy told me in front of the class today that my board is "a health hazard".',
            "deputy told me",
            Topic.WORK_TALK,
        ),
        Example(
            "Our head announced at briefing this morning that nobody may use the kettle before ten. We are not children.",
            "Our head announced",
            Topic.WORK_TALK,
        ),
        Example(
            "A mum complained to the office last week because I gave her lad a B and now I am on a support plan. Fuming.",
            "mum complained",
            Topic.WORK_TALK,
        ),
        Example(
            "One of my year 9s asked me today whether I was alive during the war. I am thirty one.",
            "year 9s asked me",
            Topic.WORK_TALK,
        ),
        Example(
            "SLT have cancelled the trip again, two days before, and we were told by email. Sick of it",
            "SLT have cancelled",
            Topic.WORK_TALK,
        ),
        Example(
            'Head of year walked in mid-lesson yesterday and told me to "smile more". I had thirty of them building bridges.',
            "Head of year walked in",
            Topic.WORK_TALK,
        ),
        Example(
            'Agency rang and said the school had cancelled me this morning because I "asked too many questions"',
            "Agency rang",
            Topic.WORK_TALK,
        ),
        Example(
            "Parents evening tonight and one dad told me that maths is a matter of opinion", "one dad told me", Topic.WORK_TALK
        ),
        Example(
            "At ours the site manager has locked the staff toilet and you have to ask reception for the key. We were"
            " told last week.",
            "At ours",
            Topic.WORK_TALK,
        ),
    ),
    (
        Quiet("Half term at last: two books, one blanket and no plans at all."),
        Quiet("Teachers work hard and the government should fund schools properly."),
        Quiet("My daughter's teacher told her she could be anything and she chose dragon."),
        Quiet("Any tips for a first parents' evening? I bought mints."),
        Quiet("Thank you to everyone who came to the summer fair, what a lovely afternoon."),
        Quiet("Free to download: my own fractions worksheets, print as many as you like."),
        Quiet("The union ballot closes on Friday, please post it in good time."),
        Quiet("The deputy in that police drama told the boss to resign and I cheered."),
        Quiet("Applied for a job at a school near the sea, wish me luck for the interview."),
        Quiet(
            "The head teacher told year 6 today that the trip is on Friday; letters are in bags.",
            Context(account=Account.OFFICIAL),
        ),
    ),
)
