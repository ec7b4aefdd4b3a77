"""What a member of staff knows in confidence, told outside.

A pupil's name with a detail from school, a child whom the description singles out, families' circumstances, colleagues'
health, pay and disciplinary matters, closed meetings, budgets, appeals and exclusions. A class or year group alone, the
author's own family and health, published reports and stated agreement are left alone. The background in law: UK GDPR
article 9 (health and other special categories) and the duty of confidence of anyone who works with children.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from safeconduct.activity import Account, Topic
from safeconduct.detectors._people import (
    CHILD,
    CODE,
    COLLEAGUE,
    HEAD,
    LATELY,
    MY_CLASS,
    NO_TEACHER,
    ONE_PUPIL,
    OWN_KIN,
    PARENT,
    TODAY,
    YEAR,
)
from safeconduct.detectors._weigh import Both, Clue, NameClue, Scale, Weighed, clue
from safeconduct.mentions import Shape
from safeconduct.screening import Context, Detector, Draft, Example, Finding, Quiet
from safeconduct.text import Text, pattern

_ILLNESS: Final = (
    r"signed off|off (?:sick|again|long[- ]term|with (?:stress|her|his|a|the))|breakdown|anti-?depressants?|tablets|medication"
    r"|meds|chemo|radiotherapy|cancer|tumou?r|lump|biopsy|miscarriage|miscarried|pregnan\w+|weeks gone|ivf|lost the baby"
    r"|surgery|operation|having (?:her|his|an?) \w+ (?:out|op)|(?:knee|hip) op|hysterectomy|heart attack|stroke|in hospital"
    r"|hospital again|a&e|the priory|rehab|drinking again|drink problem|stress|long covid|menopause|fainted|seizures?|a fit"
)
_MIND: Final = (
    r"therapy|counselling|camhs|anxiety|panic attacks?|depress\w+|ocd|bipolar|eating disorder|anorexi\w+|self[- ]harm\w*"
    r"|overdose|suicid\w+|selective mutism|trauma|nerves"
)
_NEEDS: Final = (
    r"epilep\w+|diabet\w+|coeliac|nut allergy|epipen|inhaler|hearing aids?|wheelchair|tube[- ]fed|feeding tube|stoma|catheter"
    r"|autis\w+|adhd|asd|send (?:register|list)|ehcp|diagnos\w+|assess(?:ed|ment) for|syndrome|dyslexi\w+|dyspraxi\w+"
    r"|cerebral palsy|nits|head lice|bowel|wet(?:s|ting)? (?:himself|herself|themsel\w+)|soil(?:s|ed|ing) (?:himself|herself)"
    r"|in nappies|broken (?:arm|leg|wrist|ankle)"
)
HEALTH: Final = rf"(?:{_ILLNESS}|{_MIND}|{_NEEDS})"
_CARE: Final = (
    r"social (?:worker|services|care)|foster(?:ed|ing)?|foster (?:care|carers?|mum|dad)|in care|into care|looked[- ]after"
    r"|lac review|refuge|custody|non[- ]?mol\w*|restraining order|court order|child protection|cpoms|lado|mash|child in need"
    r"|early help|safeguarding (?:meeting|referral|concern|thing|issue)|bruis\w+|neglect\w*|domestic|violen\w+"
    r"|moved (?:in with|to live with) (?:his|her|their)|living with (?:his|her|their) (?:nan|gran|auntie|dad|mum)"
)
_TROUBLES: Final = (
    r"in prison|in jail|(?:is|went|gone|been) inside|sent down|arrested|evicted|eviction|temporary accommodation|hostel"
    r"|homeless|sofa[- ]surfing|food ?bank|bankrupt\w*|dinner (?:debt|money)|pupil premium|free school meals|fsm|on benefits"
    r"|asylum|deported|home office|split up|splitting up|separat\w+|divorc\w+|moved out|walked out on|affair"
    r"|lost (?:his|her|their) (?:jobs?|house|home|mum|dad|nan|brother|baby)|(?:dad|mum|mam|nan|da|father"
    r"|mother)(?:'s)? (?:passed|died|has died|inside|left|gone|passed away|in prison|drinks|drinking)|turned up drunk|funeral"
    r"|terminal|stabbed|nothing in the house|something going on at home|things? at home|home life|siedzi w wiezieniu|wiezieniu"
    r"|colli ei (?:thad|mam|fam|dad)"
)
FAMILY: Final = rf"(?:{_CARE}|{_TROUBLES})"
_DISCIPLINE: Final = (
    r"grievance|capability|support plan|(?:final|written|verbal) warning|suspended|suspension|dismiss\w+|sacked|marched (?:out"
    r"|off)|gardening leave|disciplinary|under investigation|investigat\w+|probation|handed in (?:his|her|their) notice"
    r"|redundan\w+|settlement|occupational health|resign\w*|let go|not (?:being )?(?:renewed|kept on)|failed (?:her|his) \w+"
    r"|not to (?:bother )?com(?:e|ing) back|asked to leave|been replaced"
)
_PAY: Final = (
    r"(?:is|on|'s on|gets|earns|paid|pays|bump of|salary of) £ ?[0-9][0-9.,]*k?|£[0-9.,]+k? (?:bump|rise|more|bonus|an hour"
    r"|a day)|on [0-9]{2,3}k|pay ?rise|payroll|salary|on more than|appraisal (?:grade|target)|job share request|candidates?"
    r"|shortlist\w*|interview(?:ed|s)? for"
)
HR: Final = rf"(?:{_DISCIPLINE}|{_PAY})"
_SANCTION: Final = (
    r"exclu(?:ded|sion)|expelled|perm ?ex(?:ed)?|managed moved?|detentions?|isolation|restrain\w*|bit (?:me|another|him|her|a)"
    r"|biter|hit (?:me|another)|kicked|spat|caught|vap(?:e|es|ing)|weed|knife|blade|fight|scrap|threw|stole|nicked|set fire"
    r"|swore|ran (?:off|away|from)|kicked off|meltdown|trouble|refused|suspended|bullied|bullying|walked out|truant\w*"
    r"|shouted at"
)
_ATTAINMENT: Final = (
    r"reading age|attendance|behaviour|(?:bottom|top) set|(?:his|her|their) mocks?|mocks?|results?|grades?|predicted|a u in"
    r"|got (?:a|an|her|his) [0-9u]\b|got a [0-9a-u]|reports?|gifted|intervention|one to one|1:1|working towards|greater depth"
    r"|expected|levels?|passed|failed|spellings?|place at|moved (?:up|down|to)|set [0-9]|sats|score[ds]?|phonics"
)
_MOMENT: Final = (
    r"sobb\w+|crying|cried|in tears|wobble|sick on|was sick|wet|licked|the star|read(?:s|ing)? (?:me|to)|solo|star of|won"
    r"|not in (?:trouble|today)|had a (?:good|bad|great|tough|wobbly|brilliant|rough) (?:day|morning|afternoon|time)"
    r"|finished (?:early|his|her)|seating plan|fell|asked me|told me|gave me|made me|hid|lost|asleep|late again|proposed|hugged"
)
PUPIL_MATTER: Final = rf"(?:{_SANCTION}|{_ATTAINMENT}|{_MOMENT})"
CLOSED: Final = (
    r"(?:governors? (?:voted|have (?:already )?voted|are cutting|want|meeting|only)|closed (?:part|session|meeting|doors)"
    r"|part two|confidential|embargo\w*|the panel|panel (?:met|this|today|last)|exclusions? panel|appeals?|deficit|budget"
    r"|redundanc\w+|merg(?:er|ing)|closing (?:in|down|the)|restructur\w+|not (?:been |yet )?(?:announced|public|supposed"
    r"|meant)|admissions|tender|the bids|staffing (?:meeting|plan|cuts)|voted|voting|vote was|upheld|ofsted (?:grade|complaint"
    r"|draft|feedback)|we're getting"
    r" (?:good|ri|outstanding)|draft report|slt (?:leak|meeting|only)|the minutes|internal candidate|tribunal)"
)
SECRECY: Final = (
    r"(?:keep (?:it|this) (?:to|quiet|under|in|between)|keep it shut|act surprised|didn't hear (?:it|this) from me"
    r"|you didn't hear|(?:not|nobody'?s?) (?:meant|supposed|allowed) to (?:say|tell|know|share)|(?:don't|dont|do not) (?:tell"
    r"|say|repeat|mention|share|let on)|hush hush|shh+|between (?:us|you and me|me and you|ourselves|these walls)|leaked"
    r"|off the record|(?:told (?:me )?)?in confidence|wasn't supposed to|supposed to (?:say|know)|kept quiet"
    r"|heard (?:it )?from|overheard|just so you know|heads up|fyi|guess (?:who|why)|the real reason|turns out"
    r"|explains (?:a lot|everything)|apparently|i heard|won't say (?:more|who)|they're saying|word is|rumour"
    r"|kisi ko (?:batana nahi|mat batana)|strictly|nobody's saying)"
)
UNIQUE: Final = (
    r"(?:(?:the |our |my )?only (?:one|child|boy|girl|pupil|lad|kid|student|looked-after|year|wheelchair|black|muslim|jewish"
    r"|hindu|sikh|asian|white|polish|roma|traveller|deaf|blind)\b|the (?:one )?(?:twin|boy|girl|lad|kid|child"
    r"|one) (?:in \w+ )?(?:with|who|whose|in the)|the twins|one of the twins|(?:he's|she's) the only|the [a-z]{3,15} (?:boys"
    r"|girls|twins|brothers|sisters|kids|family)\b)"
)
_SCHOOL_WORDS: Final = (
    r"school|class|lesson|assembly|trip|playground|playtime|dinner|corridor|nativity|sports day|homework|reading|spelling"
    r"|phonics|lunch|break|bus|coach|register|detention|set|panel|gate|pe|maths|english|science|reception|nursery|form|tutor"
    r"|staff ?room"
)

CLUES: Final[tuple[Clue, ...]] = (
    clue("health", 1.1, rf"\b{HEALTH}\b", marks=True),
    clue("family", 0.4, rf"\b{FAMILY}\b", marks=True),
    clue("hr", 0.7, rf"\b{HR}\b", marks=True),
    clue("pay", 0.2, rf"\b(?:{_PAY})\b"),
    clue("care", 0.4, rf"\b(?:{_CARE})\b"),
    clue("needs", 0.2, rf"\b(?:{_NEEDS})\b"),
    clue("pupil matter", 0.5, rf"\b{PUPIL_MATTER}\b"),
    clue("sanction", 0.7, rf"\b(?:{_SANCTION})\b"),
    clue("closed", 1.2, rf"\b{CLOSED}\b", marks=True),
    clue("secrecy", 1.2, rf"\b{SECRECY}\b"),
    clue("unique", 0.9, rf"\b{UNIQUE}", marks=True),
    clue(
        "little somebody",
        0.2,
        r"\b(?:little|wee|young|poor|our|your|my) [a-z]+ (?:in|from|with|has|had|was|is|got|who|just|came|r|wi)\b",
    ),
    clue("he she", 1.1, r"\b(?:he|she|his|her)\b"),
    clue("class code", 0.1, rf"\b{CODE}\b"),
    clue("year group", 0.6, rf"\b{YEAR}'?s?\b"),
    clue("my class", 0.4, rf"\b{MY_CLASS}\b"),
    clue("school", -0.1, rf"\b(?:{_SCHOOL_WORDS})\b"),
    clue("one pupil", 0.2, rf"\b{ONE_PUPIL}\b"),
    clue(
        "that lad",
        0.4,
        rf"\b(?:the|that|a|this|our|my|one) (?:[a-z]+ )?{CHILD}\b(?: [\w']+){{0,6}} (?:who|whose|with|has|had|'s)\b",
        marks=True,
    ),
    clue("head", 0.9, rf"\b{HEAD}\b"),
    clue("colleague", 0.1, rf"\b{COLLEAGUE}\b"),
    clue("parent", 0.5, rf"\b{PARENT}\b"),
    clue("today", 0.4, rf"\b{TODAY}\b"),
    clue("lately", 0.3, rf"\b{LATELY}\b"),
    clue("told", 0.2, r"\b(?:told|said|asked|heard|rang|found out|says|been rung|hung up)\b"),
    clue(
        "role, circumstance",
        0.5,
        rf"\b(?:{COLLEAGUE}|{HEAD})\b[^.!?\n]{{0,70}}\b(?:{HEALTH}|{HR})\b"
        rf"|\b(?:{HEALTH}|{HR})\b[^.!?\n]{{0,40}}\b(?:{COLLEAGUE}|{HEAD})\b",
        marks=True,
    ),
    clue(
        "pupil, circumstance",
        0.7,
        rf"\b(?:{ONE_PUPIL}|{MY_CLASS})\b[^.!?\n]{{0,80}}\b(?:{HEALTH}|{FAMILY}|exclu(?:ded|sion)|suspended)\b"
        rf"|\b(?:excluded|restrained)\b[^.!?\n]{{0,30}}\b{CHILD}\b",
        marks=True,
    ),
    clue("parent, circumstance", 0.3, rf"\b{PARENT}\b[^.!?\n]{{0,80}}\b(?:{FAMILY}|{HEALTH})\b", marks=True),
    # against
    clue("no teacher", -1, rf"\b{NO_TEACHER}"),
    clue("own family", -0.7, rf"\b{OWN_KIN}\b"),
    clue(
        "i am",
        -0.1,
        r"\b(?:i'm|i am|i've|i was|i stopped|my own|we're|we've been) (?:off|signed|on|having|had|been|pregnant|autistic"
        r"|dyslexic"
        r"|waiting|adhd|diagnosed|approved|drinking)\b",
    ),
    clue(
        "fiction",
        -0.8,
        r"\b(?:episode|series|film|movie|netflix|novel|panto|strictly|bake off|eastenders|corrie|book|documentary|chapter|poem"
        r"|character|play|anne boleyn|henry|macbeth|romeo|midwife|shakespeare|tudors)\b",
    ),
    clue(
        "published",
        -0.3,
        r"\b(?:published|website|in the paper|on the news|bbc|ofsted's site|report says|courier|gazette|convicted|jailed"
        r"|sentenced"
        r"|press|gov|is out|local)\b",
    ),
    clue(
        "general",
        -0.2,
        r"\b(?:teachers|schools|every school|guidance|policy|training|charity|campaign|helpline|research|funding|government"
        r"|union"
        r"|england|national|waiting lists?|mp|strikers?|if (?:a|your|you)|anyone)\b",
    ),
    clue(
        "consent",
        -1.5,
        r"\b(?:permission|consent|asked me to (?:say|tell)|happy for|said i could|says it'?s fine|okayed|at (?:his|her"
        r"|their) request"
        r"|fine with)\b",
    ),
    clue("pets", -0.4, r"\b(?:dog|cat|puppy|kitten|hamster|rabbit|horse|tortoise|vet|pup|guinea pig|ferret|sourdough)\b"),
    clue(
        "celebration",
        -0.1,
        r"\b(?:birthday|congrat\w+|wedding|engaged|well done|proud|love you|auntie|uncle|nana|mummy|daddy|cousin|grand\w+)\b",
    ),
    clue("you", -0.2, r"\b(?:you|your|you're|u|ur)\b"),
    clue("thanks", -0.4, r"\b(?:thank(?:s| you)|grateful|cheers|ta)\b"),
)
_SENSITIVE: Final = pattern(rf"\b(?:{HEALTH}|{FAMILY}|{HR})\b")
_MATTER: Final = pattern(rf"\b{PUPIL_MATTER}\b")
_CLASSES: Final = rf"(?:{CODE}|{YEAR}|(?:my|our|her|his) (?:class|form|group|set|tutor group)|[a-z]+ class)"
_IN_CLASS: Final = pattern(rf"^(?:'s)?[ ,(]*(?:[a-z]\.? )?(?:(?:in|from|off|of|on) )?(?:my |the |our )?{_CLASSES}\b")
_FROM_CLASS: Final = pattern(
    rf"^(?: [a-z]\.?)? (?:in|from|off) (?:my |our )?(?:{CODE}|(?:year|yr|y) ?(?:1[0-3]|[0-9])|reception)\b"
)
_KIN: Final = pattern(
    r"^(?:'s|s)? ?(?:mum|mam|dad|nan|mother|father|parents|foster|stepdad|social|brother|sister|gran|auntie|abbu)\b"
    r"|^'s (?:lad|lass|girl|boy|kid|twins)"
)
_AT_SCHOOL: Final = pattern(rf"\b(?:{_SCHOOL_WORDS})\b")
_PLAIN: Final = frozenset({Shape.GIVEN, Shape.FULL, Shape.INITIAL})
NAMED: Final = (
    NameClue("given name", 0.5, frozenset({Shape.GIVEN})),
    NameClue("full name", 0.2, frozenset({Shape.FULL})),
    NameClue("initial", 0.6, frozenset({Shape.INITIAL})),
    NameClue("titled", 0.3, frozenset({Shape.TITLED})),
    NameClue("name, circumstance", 0.8, _PLAIN, _SENSITIVE),
    NameClue("titled, circumstance", 0.2, frozenset({Shape.TITLED}), _SENSITIVE),
    NameClue("name, matter", 0.3, _PLAIN, _MATTER),
    NameClue("name, school", 0.1, _PLAIN, _AT_SCHOOL),
    NameClue("name in class", 0.6, _PLAIN, None, _IN_CLASS),
    NameClue("name from class", 0.4, _PLAIN, None, _FROM_CLASS),
    NameClue("name's family", 0.5, _PLAIN, None, _KIN),
    NameClue("pupil by name", 0.6, _PLAIN, pattern(r"\b(?:my|our) (?:pupils?|students?|tutees?),? [a-z]")),
)
_PRIVATE: Final = frozenset({"health", "family", "hr"})
_SOMEBODY: Final = frozenset({"one pupil", "that lad", "my class", "parent", "year group", "class code"})
_NAMED_WAYS: Final = frozenset({"given name", "full name", "initial", "little somebody"})
BOTH: Final = (
    Both("private in secret", 0.6, frozenset({"secrecy"}), _PRIVATE),
    Both("closed in secret", 0.5, frozenset({"secrecy"}), frozenset({"closed"})),
    Both("pupil, private", 0.8, _SOMEBODY, _PRIVATE),
    Both("staff, private", 0.5, frozenset({"head", "colleague", "titled"}), frozenset({"health", "hr"})),
    Both("named, at school", 0.5, _NAMED_WAYS, frozenset({"year group", "class code", "my class", "school"})),
    Both("named, matter today", -0.1, _NAMED_WAYS, frozenset({"pupil matter"})),
    Both(
        "unique, private",
        0.7,
        frozenset({"unique"}),
        frozenset({"health", "family", "pupil matter", "class code", "year group"}),
    ),
    Both("closed, governors", 0.9, frozenset({"closed"}), frozenset({"head", "today", "lately", "told"})),
    Both("named, secret", 0.5, frozenset({"secrecy"}), frozenset({"given name", "titled", "full name", "initial"})),
    # A first name with a class and what happened to its bearer there needs no more.
    Both(
        "pupil by name, matter",
        1.2,
        frozenset({"name in class", "name from class", "pupil by name"}),
        frozenset({"pupil matter"}),
    ),
    Both("parent, named", 0.3, frozenset({"parent", "name's family"}), _NAMED_WAYS),
)
SCALE: Final = Scale(CLUES, NAMED, 3.6, BOTH)


_SURE: Final = 2.0  # points beyond enough from which there is little doubt


def told(draft: Draft) -> Iterator[Weighed]:
    """The stretches of a draft that tell what is known in confidence."""
    if draft.context.kind == "bio":
        return
    for weighed in _heavy(draft.text):
        if draft.personal or weighed.clues & _OFFICIAL:
            yield weighed


@lru_cache(maxsize=8)
def _heavy(text: Text) -> tuple[Weighed, ...]:
    """Worked out once a text: two detectors ask for it."""
    return tuple(SCALE.heavy(text))


# An official account speaks of pupils by trade; there only a name together with a private circumstance counts.
_OFFICIAL: Final = frozenset({"name, circumstance", "titled, circumstance", "name's family"})


def _find(draft: Draft) -> Iterator[Finding]:
    for weighed in told(draft):
        yield draft.finding(Topic.CONFIDENTIAL, SCALE.shown(weighed), _why(weighed.clues), certain=is_sure(weighed))


def is_sure(weighed: Weighed) -> bool:
    """Whether there is little doubt that this was told in confidence."""
    return weighed.points >= SCALE.enough + _SURE


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
    weighs=True,
)
