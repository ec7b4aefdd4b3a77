"""What a member of staff knows in confidence, told outside.

A pupil's name with a detail from school, a child whom the description singles out, families' circumstances, colleagues'
health, pay and disciplinary matters, closed meetings, budgets, appeals and exclusions. A class or year group alone, the
author's own family and health, published reports and stated agreement are left alone. The background in law: UK GDPR
article 9 (health and other special categories) and the duty of confidence of anyone who works with children.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Account, Topic
from safeconduct.detectors._people import (
    CHILD,
    CODE,
    COLLEAGUE,
    HEAD,
    LATELY,
    MY_CLASS,
    ONE_PUPIL,
    OWN_KIN,
    PARENT,
    TODAY,
    YEAR,
)
from safeconduct.detectors._weigh import Both, Clue, NameClue, Scale, Weighed, clue
from safeconduct.mentions import Shape
from safeconduct.screening import Context, Detector, Draft, Example, Finding, Quiet
from safeconduct.text import pattern

HEALTH: Final = (
    r"(?:signed off|off (?:sick|with|again|long term|on)|breakdown|anti-?depressants?|tablets|medication|meds|chemo"
    r"|cancer|miscarriage|pregnan\w+"
    r"|weeks gone|ivf|lost the baby|surgery|operation|having (?:her|his|an?) \w+ (?:out|op)|knee op|hip op"
    r"|hysterectomy|gallbladder|heart attack|stroke"
    r"|in hospital|the infirmary|a&e|the priory|rehab|drinking again|therapy|counselling|anxiety|depress\w+|ocd"
    r"|bipolar|eating disorder|self[- ]harm\w*"
    r"|overdose|suicid\w+|epilep\w+|diabet\w+|coeliac|nut allergy|epipen|inhaler|hearing aids?|wheelchair|tube fed"
    r"|stoma|catheter|autis\w+|adhd|send register"
    r"|ehcp|diagnos\w+|assessment for|syndrome|dyslexi\w+|nits|head lice|bowel|wets? (?:himself|herself|themsel\w+)"
    r"|broken (?:arm|leg|wrist|ankle)|stress)"
)
FAMILY: Final = (
    r"(?:social (?:worker|services|care)|foster\w*|in care|into care|looked[- ]after|lac review|refuge|custody"
    r"|non[- ]?mol\w*|restraining order|court order"
    r"|in prison|(?:is|went|gone|been) inside|arrested|evicted|eviction|temporary accommodation|hostel|homeless"
    r"|food ?bank|bankrupt\w*|dinner (?:debt|money)"
    r"|pupil premium|free school meals|fsm|domestic|violen\w+|child protection|cpoms|lado|mash|safeguarding (?:meeting"
    r"|referral|concern|thing|issue)|bruis\w+"
    r"|neglect\w*|asylum|deported|home office|split up|splitting up|separat\w+|divorc\w+|moved out|walked out on"
    r"|affair|lost (?:his|her|their) job"
    r"|(?:dad|mum|mam|nan|da|father|mother)(?:'s)? (?:passed|died|has died|inside|left|gone|passed away|in prison)"
    r"|funeral|terminal|on benefits|nothing in the house)"
)
HR: Final = (
    r"(?:grievance|capability|support plan|final warning|written warning|verbal warning|suspended|suspension"
    r"|dismiss\w+|sacked|marched out|gardening leave"
    r"|disciplinary|under investigation|investigat\w+|probation|handed in (?:his|her|their) notice|redundan\w+"
    r"|restructured|settlement|occupational health"
    r"|(?:is|on|gets|earns|paid|pays|bump of|salary of) £ ?[0-9][0-9.,]*k?|£[0-9.,]+k? (?:bump|rise|more|bonus|an hour"
    r"|a day)|on [0-9]{2,3}k|pay ?rise|payroll"
    r"|salary|failed (?:her|his) (?:probation|observation)|appraisal (?:grade|target)|resign\w*|job share request"
    r"|candidate|shortlist\w*|interview(?:ed|s)? for)"
)
PUPIL_MATTER: Final = (
    r"(?:exclu(?:ded|sion)|expelled|perm ?ex(?:ed)?|managed moved?|detention|isolation|reading age|attendance"
    r"|behaviour|bottom set|top set|(?:his|her|their) mocks?"
    r"|results?|grades?|predicted|a u in|got (?:a|an) [0-9u]|reports?|gifted|intervention|one to one|1:1|restrain\w*"
    r"|bit (?:me|another|him|her|a)|biter|hit (?:me|another)"
    r"|kicked|spat|sobb\w+|sobbing|crying|cried|in tears|wobble|meltdown|kicked off|caught|vap(?:e|es|ing)|weed|knife"
    r"|blade|fight|threw|stole|nicked|set fire"
    r"|sick on|wet (?:himself|herself)|licked|swore|ran (?:off|away|from)|didn't miss|the star|read(?:s|ing)? (?:me"
    r"|to)|solo|star of|won|passed|failed|the coach|seating plan"
    r"|not in (?:trouble|today)|had a (?:good|bad|great|tough|wobbly) (?:day|morning|afternoon)|finished (?:early|his|her))"
)
CLOSED: Final = (
    r"(?:governors? (?:voted|have voted|are cutting|want|meeting|only)|minutes aren't|closed (?:part|session|meeting"
    r"|doors)|part two of|confidential|embargo\w*"
    r"|the panel|exclusions? panel|appeal|deficit|budget|redundanc\w+|merg(?:er|ing)|closing (?:in|down|the)"
    r"|restructur\w+|not (?:been |yet )?(?:announced|public|supposed|meant)"
    r"|admissions|tender|the bids|staffing (?:meeting|plan)|voted|vote was|upheld|ofsted (?:grade|complaint|draft)"
    r"|draft report|slt (?:leak|meeting|only))"
)
SECRECY: Final = (
    r"(?:keep (?:it|this) (?:to|quiet|under|in|between)|keep it shut|act surprised|didn't hear it from me"
    r"|you didn't hear|not meant to (?:say|tell|know)|don't (?:tell|say|repeat|mention)"
    r"|hush hush|shh+|between (?:us|you and me|ourselves)|leaked|off the record|told (?:me )?in confidence"
    r"|wasn't supposed to|supposed to (?:say|know)|kept quiet"
    r"|heard (?:it )?from|overheard|just so you know|heads up|fyi|guess (?:who|why)|the real reason|turns out"
    r"|kisi ko batana nahi|strictly)"
)
UNIQUE: Final = (
    r"(?:(?:the |our |my )?only (?:one|child|boy|girl|pupil|lad|kid|student|looked-after|year|wheelchair|black|muslim"
    r"|deaf|blind)\b|the (?:twin|boy|girl|lad|kid|child|one) (?:with|who|whose|in the)"
    r"|the twins|one of the twins|(?:he's|she's) the only)"
)
NAMED_IN: Final = rf"\b[a-z][a-z'-]+ (?:[a-z]\.? )?(?:in|from|off|of|,|\() ?(?:my |the )?(?:{CODE}|{YEAR}|[a-z]+ class)\b"

CLUES: Final[tuple[Clue, ...]] = (
    clue("health", 1.4, rf"\b{HEALTH}\b", marks=True),
    clue("family", 0.2, rf"\b{FAMILY}\b", marks=True),
    clue("hr", 1.1, rf"\b{HR}\b", marks=True),
    clue("pupil matter", 1.2, rf"\b{PUPIL_MATTER}\b"),
    clue("closed", 1.2, rf"\b{CLOSED}\b", marks=True),
    clue("secrecy", 1.1, rf"\b{SECRECY}\b"),
    clue("unique", 1.1, rf"\b{UNIQUE}", marks=True),
    clue(
        "little somebody", 0.4, r"\b(?:little|wee|young|our|your|my) [a-z]+ (?:in|from|with|has|had|was|is|got|who|just|r|wi)\b"
    ),
    clue("class code", 0.3, rf"\b{CODE}\b"),
    clue("year group", 0.4, rf"\b{YEAR}'?s?\b"),
    clue("my class", 0.5, rf"\b{MY_CLASS}\b"),
    clue("one pupil", 0.2, rf"\b{ONE_PUPIL}\b"),
    clue(
        "that lad",
        0.7,
        rf"\b(?:the|that|a|this|our|my) (?:[a-z]+ )?{CHILD}\b(?: [\w']+){{0,6}} (?:who|whose|with|has|had|'s)\b",
        marks=True,
    ),
    clue("head", 0.8, rf"\b(?:{HEAD})\b"),
    clue("parent", 0.9, rf"\b{PARENT}\b"),
    clue("today", 0.6, rf"\b{TODAY}\b"),
    clue("lately", 0.5, rf"\b{LATELY}\b"),
    clue("told", 0.2, r"\b(?:told|said|asked|heard|rang|found out|says)\b"),
    clue(
        "role, circumstance",
        0.4,
        rf"\b(?:{COLLEAGUE}|{HEAD})\b[^.!?\n]{{0,70}}\b(?:{HEALTH}|{HR})\b|\b(?:{HEALTH}"
        rf"|{HR})\b[^.!?\n]{{0,40}}\b(?:{COLLEAGUE}|{HEAD})\b",
        marks=True,
    ),
    clue(
        "pupil, circumstance",
        0.9,
        rf"\b(?:{ONE_PUPIL}|{MY_CLASS})\b[^.!?\n]{{0,80}}\b(?:{HEALTH}|{FAMILY}|exclu(?:ded|sion)|suspended)\b"
        rf"|\b(?:excluded|restrained)\b[^.!?\n]{{0,30}}\b{CHILD}\b",
        marks=True,
    ),
    clue("parent, circumstance", 0.3, rf"\b{PARENT}\b[^.!?\n]{{0,80}}\b(?:{FAMILY}|{HEALTH})\b", marks=True),
    clue("own family", -0.3, rf"\b{OWN_KIN}\b"),
    clue(
        "i am", -0.2, r"\b(?:i'm|i am|i've|my own) (?:off|signed|on|having|had|been|pregnant|autistic|dyslexic|waiting|adhd)\b"
    ),
    clue(
        "fiction",
        -0.8,
        r"\b(?:episode|series|film|movie|netflix|novel|panto|strictly|bake off|eastenders|corrie|book|documentary"
        r"|chapter|poem|character|play)\b",
    ),
    clue(
        "published",
        -0.5,
        r"\b(?:published|website|in the paper|on the news|bbc|ofsted's site|report says|courier|gazette|convicted"
        r"|jailed|press|gov)\b",
    ),
    clue(
        "general",
        -0.6,
        r"\b(?:teachers|schools|every school|guidance|policy|training|charity|campaign|helpline|research|funding"
        r"|government|union)\b",
    ),
    clue(
        "consent",
        -1.5,
        r"\b(?:permission|consent|asked me to (?:say|tell)|happy for|said i could|okayed|at (?:his|her"
        r"|their) request|fine with)\b",
    ),
    clue("pets", -0.5, r"\b(?:dog|cat|puppy|kitten|hamster|rabbit|horse|tortoise|vet|pup|guinea pig)\b"),
    clue(
        "celebration",
        -0.2,
        r"\b(?:birthday|congrat\w+|wedding|engaged|well done|proud|love you|auntie|uncle|nana|mummy|daddy|cousin"
        r"|grand\w+)\b",
    ),
    clue("you", -0.3, r"\b(?:you|your|you're|u|ur)\b"),
    clue("thanks", -0.5, r"\b(?:thank(?:s| you)|grateful|cheers|ta)\b"),
    clue("future", 0.2, r"\b(?:tomorrow|next (?:week|term|year)|will be|going to)\b"),
)
_SENSITIVE: Final = pattern(rf"\b(?:{HEALTH}|{FAMILY}|{HR})\b")
_MATTER: Final = pattern(rf"\b{PUPIL_MATTER}\b")
_IN_CLASS: Final = pattern(rf"^(?:'s)?[ ,(]*(?:(?:in|from|off|of|on) )?(?:my |the |our )?(?:{CODE}|{YEAR}|[a-z]+ class)\b")
_FROM_CLASS: Final = pattern(
    rf"^(?: [a-z]\.?)? (?:in|from|off) (?:my |our )?(?:{CODE}|(?:year|yr|y) ?(?:1[0-3]|[0-9])|reception)\b"
)
_KIN: Final = pattern(
    r"^(?:'s|s)? ?(?:mum|mam|dad|nan|mother|father|parents|foster|stepdad|social|brother|sister|gran|auntie"
    r"|abbu)\b|^'s (?:lad|lass|girl|boy|kid|twins)"
)
_SCHOOLISH: Final = pattern(
    r"\b(?:school|class|lesson|assembly|trip|playground|dinner|corridor|nativity|sports day|homework|reading|spelling"
    r"|phonics|lunch|break|bus|coach|register"
    r"|detention|set|panel)\b"
)
_PLAIN: Final = frozenset({Shape.GIVEN, Shape.FULL, Shape.INITIAL})
NAMED: Final = (
    NameClue("given name", 0.7, frozenset({Shape.GIVEN})),
    NameClue("initial", 0.6, frozenset({Shape.INITIAL})),
    NameClue("titled", 0.4, frozenset({Shape.TITLED})),
    NameClue("name, circumstance", 1, _PLAIN, _SENSITIVE),
    NameClue("titled, circumstance", 0.2, frozenset({Shape.TITLED}), _SENSITIVE),
    NameClue("name, matter", 0.4, _PLAIN, _MATTER),
    NameClue("name in class", 0.7, _PLAIN, None, _IN_CLASS),
    NameClue("name from class", 2.5, _PLAIN, None, _FROM_CLASS),
    NameClue("name's family", 0.8, _PLAIN, None, _KIN),
)
_PRIVATE: Final = frozenset({"health", "family", "hr"})
_SOMEBODY: Final = frozenset({"one pupil", "that lad", "my class", "parent", "year group", "class code"})
_NAMED_WAYS: Final = frozenset({"given name", "full name", "initial", "little somebody"})
BOTH: Final = (
    Both("private in secret", 1, frozenset({"secrecy"}), _PRIVATE),
    Both("closed in secret", 0.3, frozenset({"secrecy"}), frozenset({"closed"})),
    Both("pupil, private", 0.9, _SOMEBODY, _PRIVATE),
    Both("staff, private", 0.7, frozenset({"head", "colleague", "titled"}), frozenset({"health", "hr"})),
    Both("named, at school", 0.4, _NAMED_WAYS, frozenset({"year group", "class code", "my class", "school"})),
    Both(
        "unique, private",
        0.7,
        frozenset({"unique"}),
        frozenset({"health", "family", "pupil matter", "class code", "year group"}),
    ),
    Both("closed, governors", 0.9, frozenset({"closed"}), frozenset({"head", "today", "lately", "told"})),
    Both("named, secret", 0.8, frozenset({"secrecy"}), frozenset({"given name", "titled", "full name", "initial"})),
    Both("parent, named", 0.3, frozenset({"parent", "name's family"}), _NAMED_WAYS),
)
SCALE: Final = Scale(CLUES, NAMED, 3.2, BOTH)


_SURE: Final = 1.0  # points beyond enough from which there is little doubt


def told(draft: Draft) -> Iterator[Weighed]:
    """The stretches of a draft that tell what is known in confidence."""
    if draft.context.kind == "bio":
        return
    for weighed in SCALE.heavy(draft.text):
        if draft.personal or weighed.clues & _OFFICIAL:
            yield weighed


# An official account speaks of pupils by trade; there only a name together with a private circumstance counts.
_OFFICIAL: Final = frozenset({"name, circumstance", "titled, circumstance", "name's family"})


def _find(draft: Draft) -> Iterator[Finding]:
    for weighed in told(draft):
        sure = weighed.points >= SCALE.enough + _SURE
        yield draft.finding(Topic.CONFIDENTIAL, SCALE.shown(weighed), _why(weighed.clues), certain=sure)


def _why(clues: frozenset[str]) -> str:
    if clues & {"name, circumstance", "titled, circumstance"}:
        return "This looks like somebody's name together with something private that you know from work."
    if clues & {"name, matter", "name in class", "name from class", "name's family"}:
        return "This looks like a pupil's name together with something that happened at school."
    if "closed" in clues:
        return "This looks like something from a meeting or a decision that is not public."
    return "This looks like something private about a pupil, a family or a colleague that you know from work."


DETECTOR: Final = Detector(
    "confidential",
    "Finds what staff know in confidence: pupils by name, families' troubles, colleagues' health and pay, closed meetings.",
    frozenset({Topic.CONFIDENTIAL}),
    _find,
    (
        Example(
            "Don't tell anyone but Mr Okoro is signed off with stress and he won't be back before Easter",
            "Mr Okoro",
            Topic.CONFIDENTIAL,
        ),
        Example("Little Ines in 3B has gone into foster care, she cried all through phonics today", "Ines", Topic.CONFIDENTIAL),
        Example(
            "Keep it quiet till Friday: governors voted last night to make three of the TAs redundant",
            "governors voted",
            Topic.CONFIDENTIAL,
        ),
        Example(
            "You didn't hear it from me but our head of maths is on a final warning after that meeting",
            "head of maths",
            Topic.CONFIDENTIAL,
        ),
        Example(
            "The lad in my form who's got the tube fed brother was crying in class again today, his mum is in prison",
            "lad in my form",
            Topic.CONFIDENTIAL,
        ),
        Example(
            "Tariq's mum told me at the gate that they have been evicted and he's sleeping in the car. He's in year 4",
            "Tariq",
            Topic.CONFIDENTIAL,
        ),
        Example(
            "Between us, Miss Lewandowska has had a miscarriage, act surprised if the head announces she is off",
            "Miss Lewandowska",
            Topic.CONFIDENTIAL,
        ),
        Example(
            "Heads up, the girl with the hearing aids in year 2 has a social worker now, dad's been arrested",
            "girl with the hearing aids",
            Topic.CONFIDENTIAL,
        ),
    ),
    (
        Quiet("Signed off with flu, day three, soup and old films."),
        Quiet("My son has been diagnosed with dyslexia and we are relieved to know."),
        Quiet("Year 6 were brilliant today."),
        Quiet("The academy accounts are published on the website, page nine is a good read."),
        Quiet("If a pupil tells you something worrying, write it down and tell the safeguarding lead."),
        Quiet("Bev asked me to say that she is off for her hip and would love visitors."),
        Quiet("Happy birthday to our Amira, six today, the best niece in the world."),
        Quiet("Anne Boleyn lost her head and I lose mine every time I teach it."),
        Quiet("New rabbit. Diagnosed by the vet as spoilt."),
        Quiet(
            "Good evening Mrs Silva, the appointment with the school nurse is on Monday at nine.",
            Context(account=Account.OFFICIAL),
        ),
    ),
)
