"""Tales and grievances from the author's own work: an incident, a person, a meeting, a decision there, good or bad.

Weighs who is spoken of, what they did or said, and when. General talk of teaching, tips, resources, national policy, pay
and union matters, other people's schools and the author's own family weigh against it. What ``confidential`` finds
about pupils, parents and meetings is a tale from work as well; official accounts do not talk shop in this sense.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Account, Aspect, Topic
from safeconduct.detectors._complaint import complains
from safeconduct.detectors._people import (
    CHILD,
    CODE,
    COLLEAGUE,
    GAP,
    HEAD,
    LATELY,
    MY_CLASS,
    NO_TEACHER,
    ONE_PUPIL,
    OWN_KIN,
    PARENT,
    PAST,
    TODAY,
    YEAR,
)
from safeconduct.detectors._weigh import Both, Clue, NameClue, Scale, Weighed, clue
from safeconduct.detectors.confidential import is_sure, told
from safeconduct.detectors.derogatory import INSULT, RIDICULE
from safeconduct.mentions import Shape
from safeconduct.screening import Context, Detector, Draft, Example, Finding, Quiet
from safeconduct.text import pattern

_ACTOR: Final = rf"(?:{HEAD}|{COLLEAGUE}|{ONE_PUPIL}|{MY_CLASS}|{PARENT})"
_TOLD: Final = (
    r"told|tells|asked|asks|emailed|accused|shouted at|had a go at|informed|reminded|warned|ignored|blamed|offered|handed"
    r"|called|rang|forgot|observed|thinks|wants|wanted|expects?|made|sent|gave|thanked|hugged|spoke to|came up to|showed"
)
_PUT_UPON: Final = (
    r"told|asked to|informed|pulled in|called in|banned|docked|let go|sacked|observed|bitten|hit|kicked|moved|expected to"
    r"|made to|refused|denied|spoken to|given|put on|left|blamed|accused|ignored|forced|promised"
)
_INSPECTED: Final = (
    r"learning walk|book look|book scrutiny|observation|observed|appraisal|performance management|ofsted (?:rang|call|are|were"
    r"|said|in)|the inspectors?|support plan|capability|grievance|disciplinary|investigation|deep dive|work scrutiny"
)
_DUTY: Final = (
    r"on duty|(?:gate|lunch|break|bus|playground|wet play|dinner|yard) duty|wet play|on cover|cover (?:lesson|again|work)"
    r"|covering|covered|detentions?|isolation|registers?|on[- ]call|seating plan|the (?:minibus|coach)|invigilat\w+|my free"
    r"|my ppa|no ppa|carpet time|home ?time|playtime|dinner time|the gate|tutor time|form time|circle time"
)
_OCCASION: Final = (
    r"briefing|staff meeting|inset|data drop|results day|mocks?|fire (?:alarm|drill)|lockdown|parents'? ?eve\w*|assembly"
    r"|budget meeting|governors'? meeting|the minutes|rota|timetable|leavers'?|residential|sports day|(?:school|class) trip"
    r"|nativity|moderation|open evening|the photocopier|staff ?room|the corridor|non[- ]uniform|show and tell"
)
_DECIDED: Final = (
    r"(?:has|have|had|'ve|'s|been|being|was|were|got|getting|are|is) (?:just |now |all )?(?:been )?(?:cancelled|scrapped|banned"
    r"|cut|axed|moved|changed|announced|introduced|decided|brought in|stopped|removed|doubled|locked|taken away|restructured)"
)
_GRIEVANCES: Final = (
    r"complaints?|complained|complaining|refused|blamed|ignored|cancelled|banned|unpaid|short[- ]staffed|staff down|no budget"
    r"|not allowed|cut our|useless|clueless|bullied|overheard|leaked|redundan\w+|restructur\w+|unsafe|zero notice|no notice"
    r"|double book\w*|nobody (?:told|asked|thought|came|bothered)|not one (?:person|word|thank)|without (?:asking|telling)"
    r"|unprofessional|being cut|are cutting"
)
_INCIDENT: Final = (
    r"threw|thrown|punched|kicked off|bit(?:ten)?|spat|swore|fight|scrap|fainted|threw up|was sick|locked (?:in|out)|flooded"
    r"|fell (?:off|in|over|asleep)|broke down|crashed|set off|set fire|ran (?:off|away|out)|walked out|stormed|screamed"
    r"|shouted|screaming|kicked|melted down|meltdown|burst into"
)
_GLAD: Final = (
    r"put (?:his|her|their) hand up|read (?:aloud|a whole|to me)|gave me a|made me a|handed me|wrote me|drew me|a card"
    r"|for the first time|lightbulb|finally (?:got|did|wrote|read|spoke|understood|clicked)|hugged"
    r"|said thank you|thanked me|couldn't be prouder"
)
_FEELING: Final = (
    r"ffs|wtf|fuming|livid|apparently|you couldn't|could not make|can't make (?:it|this)|tell me why|i swear|imagine|rant|vent"
    r"|sick of|unbelievable|raging|gutted|deep breath\w*|done with|i can't even|had enough|end of my tether|lol"
    r"|guess who|make it make sense|never (?:again|have i)|send (?:help|wine|gin)"
)
_HOME_LIFE: Final = (
    r"dog|cat|puppy|kitten|hamster|rabbit|allotment|garden|neighbours?|recipe|bake|cake|pub|gig|pint|train|holiday|airport"
    r"|beach|wedding|church|mosque|chapel|vet|dentist|oven|hoover|sofa|car boot|parkrun|knitting|crochet|marathon|street|gym"
    r"|choir practice|rehearsal|plumber|tesco|aldi|swimming lessons|telly|landlord"
)
_FICTION: Final = (
    r"episode|series|film|movie|netflix|novel|panto|strictly|bake off|eastenders|corrie|harry potter|shakespeare|hamlet"
    r"|macbeth|documentary|chapter|podcast|poem|book|drama|waterloo road|skit|soap|character"
)
_SPORT: Final = (
    r"world cup|premier league|referee|striker|united|city|arsenal|spurs|rugby|fc|championship|season|rovers|fantasy league"
    r"|wembley|penalty|midfield|match"
)
_GENERAL: Final = (
    r"teachers|schools|every school|any school|teaching|supply teachers|the profession|nationally|the dfe|government|minister"
    r"|education secretary|the union|strike|picket|ballot|published|report says|research|evidence|policy|funding|guidance"
    r"|solidarity|in general|pay rise|pensions?|ofsted grades"
    r"|training|refresher|course|webinar|guide|poster|legal|solicitor|conference"
)
_ADVICE: Final = (
    r"tips?|advice|recommend|how do (?:you|i)|what do (?:you|i)|anyone (?:got|know|have|used|else)|has anyone|does anyone"
    r"|any ideas|if you(?:'re)?|if your|if a|don't forget|reminder|make sure|please|worth|reach out|the trick|in case it helps"
    r"|for the record|survival kit|anyone starting|new to (?:supply|teaching)|when a (?:pupil|parent|child)|unpopular opinion"
    r"|boundaries|nobody tells you|asking for|normal for"
)
_SHARED: Final = (
    r"free|download|resources?|my own|worksheets?|lesson plan|display|powerpoint|flashcards|template|printable|link in"
    r"|in the comments|knowledge organiser|scheme|unit plan"
)
_HOPES: Final = r"applied|applying|apply|interview|new job|wish me luck|looking for|hiring|vacancy|roll on|weekend"

_OUR_SCHOOL: Final = r"(?:our|my) (?:school|academy|nursery|college|kitchen|boiler|hall|library|building|playground)(?:'s)?"
_BEFELL: Final = (
    r"(?:(?:has|have|had|finally|just|again|we|got) )*(?:opened|raised|broke|broken|flooded|leak(?:ed|s|ing)|collapsed|closed"
    r"|burst|packed up|conked out|fell (?:in|off|down))"
)

CLUES: Final[tuple[Clue, ...]] = (
    clue(
        "our school befallen",
        1.4,
        rf"\b{_OUR_SCHOOL}\b[^.!?\n]{{0,30}}\b{_BEFELL}\b|\b(?:nobody|no one) (?:at|in) (?:our|my) (?:school|academy|nursery|"
        r"place|work) (?:\w+ )?(?:cares?|listens?|helps?|bothers?|notices?|knows?)\b",
        marks=True,
    ),
    clue(
        "manager acts",
        0.6,
        rf"\b(?:(?:the|my|our|new|this|that|y|ta|nasza|notre|hamare) (?:[a-z]+ )?{HEAD}{GAP}{PAST})\b",
        marks=True,
    ),
    clue(
        "bare manager acts",
        0.5,
        rf"(?:^|[.!?\n:,;] ?|\b(?:but|and|so|when|because|that|then|now|after|before) ){HEAD}{GAP}{PAST}\b",
        marks=True,
    ),
    clue("manager", 1, rf"\b(?:the|my|our|new|this|that|some|two|of) (?:[a-z]+ )?{HEAD}\b", marks=True),
    clue("bare manager", 0.9, rf"(?:^|[.!?\n:,;] ?|\b(?:but|and|so|when|because|that|then|from|by|with) ){HEAD}\b", marks=True),
    clue("my manager", -0.2, rf"\b(?:my|our) (?:[a-z]+ )?{HEAD}\b", marks=True),
    clue("the colleague", 0.1, rf"\b(?:the|new|this|that|a|another) (?:[a-z0-9]+ )?{COLLEAGUE}\b", marks=True),
    clue("our colleague", 0.4, rf"\b(?:my|our|two of our|one of our) (?:[a-z0-9]+ )?{COLLEAGUE}\b", marks=True),
    clue("any colleague", 0.3, rf"\b{COLLEAGUE}\b"),
    clue("pupil acts", 0.1, rf"\b{ONE_PUPIL}{GAP}{PAST}\b", marks=True),
    clue("one pupil", 0.3, rf"\b(?:a|one|this|another|same|some|my) (?:[a-z]+ )?(?:{YEAR} ?)?{CHILD}s?\b", marks=True),
    clue(
        "one of mine",
        0.3,
        rf"\b(?:one|two|three|some|half) of (?:my|our) (?:[a-z]+ )?(?:{YEAR}|{CODE}|{CHILD})'?s?\b",
        marks=True,
    ),
    clue(
        "a year 9",
        -0.1,
        rf"\b(?:an?|one|two|three|my|one of (?:my|the|our)|some|the|our) (?:[a-z]{{2,9}} )?{YEAR}'?s?\b",
        marks=True,
    ),
    clue("my class acts", 0.4, rf"\b{MY_CLASS}{GAP}{PAST}\b", marks=True),
    clue("my class", 0.7, rf"\b{MY_CLASS}\b", marks=True),
    clue("year group", 1, rf"\b{YEAR}'?s?\b"),
    clue("class code", 0.2, rf"\b{CODE}\b"),
    clue("class opens", 0.5, rf"^(?:{YEAR}|{CODE}|top set|bottom set)'?s?\b", marks=True),
    clue(
        "my best",
        0.1,
        r"\bmy (?:u1[0-9]|best|quietest|loudest|naughtiest|worst|favourite|cheekiest|star|weakest|top|little) [a-z]+",
        marks=True,
    ),
    clue("child", 0.4, rf"\b{CHILD}(?:ren|s)?\b"),
    clue("kids", -0.2, r"\b(?:kids|children|pupils|students|lads|girls|boys)\b"),
    clue("parent acts", 0.7, rf"\b{PARENT}{GAP}{PAST}\b", marks=True),
    clue("a parent", 0.3, rf"\b{PARENT}\b", marks=True),
    clue("told me", 1, rf"\b(?:{_TOLD}) (?:me|us)\b", marks=True),
    clue(
        "was told",
        0.4,
        r"\b(?:i|we|staff|i've|we've|i'm|we're) (?:just |also |only )?(?:was |were |have |been |got |just |all |being )*"
        rf"(?:{_PUT_UPON})\b|(?:^|[.!?\n] )(?:just |got |been |being )*(?:{_PUT_UPON})\b",
        marks=True,
    ),
    clue(
        "told the class",
        0.2,
        rf"\btold (?:the|my|our|that) (?:[a-z]+ )?(?:{HEAD}|{COLLEAGUE}|class|{YEAR})\b|\btold (?:{YEAR}|{CODE})\b",
        marks=True,
    ),
    clue("decided", 0.2, rf"\b(?:{_DECIDED})\b|\b(?:cancelled|scrapped|banned|axed) (?:the|our|my|all)\b", marks=True),
    clue(
        "they want", 0.5, r"\bthey(?:'ve| have|'re| are| want| put| told| gave| cancelled| expect| sent| decided)\b", marks=True
    ),
    clue("today", 0.6, rf"\b{TODAY}\b"),
    clue("lately", 0.4, rf"\b{LATELY}\b"),
    clue("weekday", -0.2, r"\b(?:mon|tues|wednes|thurs|fri)day"),
    clue("quoted", 0.6, r"\"[^\"\n]{3,}\""),
    clue(
        "miss or sir",
        0.1,
        r"(?:^|[\"',.!?]) ?(?:miss|sir)(?:[,.!?\"']| (?:is|can|how|why|are|do|did|what|my|i)\b)|\b(?:miss|sir)[\"']",
    ),
    clue(
        "scene",
        0.2,
        r"(?:^|[.!?\n] ?)(?:me|him|her|them|pupil|student|kid|child|parent|mum|dad|head|slt|ta|boy|girl) ?:",
        marks=True,
    ),
    clue(
        "ours",
        0.9,
        r"\b(?:at ours|in ours|ours (?:has|have|is|was|are|just|too|got|does|do)|at mine|at (?:my|our) (?:place|school|work"
        r"|academy|nursery|setting)|my (?:school|current|last place)|our (?:school|place|dept|department|trust|corridor|site"
        r"|phase|staff|office|mis|kitchen|filter|wifi|block|building|tas|rooms?|uniform|playground|timetable)|at work"
        r"|this place"
        r"|in my (?:dept|department|school|block|trust|phase|room|corridor|lesson|classroom)|in our (?:class|school))\b",
        marks=True,
    ),
    clue("ours opens", 0.4, r"^(?:ours|same (?:in|at|here)|mine|we had|tell me about it)\b", marks=True),
    clue("my lesson", -0.1, r"\bmy (?:lessons?|classroom|timetable|form room|tutor group|year group|ppa|frees?)\b", marks=True),
    clue(
        "not naming",
        0.6,
        r"\b(?:not naming|won't name|wont name|don't want to name|throwaway|off the record|keep it (?:to|under|in)"
        r"|you didn't hear|not meant to say|anon please|didn't hear it from me|won't say more|name and shame)\b",
    ),
    clue(
        "quitting",
        0.1,
        r"\b(?:my notice|sacked|walked out|resigned|last straw|never going back|blacklisted|done with (?:them|this)"
        r"|not going back)\b",
        marks=True,
    ),
    clue("inspected", 0.9, rf"\b(?:{_INSPECTED})\b", marks=True),
    clue("duty", 0.6, rf"\b(?:{_DUTY})\b", marks=True),
    clue("occasion", 0.7, rf"\b(?:{_OCCASION})\b", marks=True),
    clue("e-mail", 0.4, r"\be-?mail(?:s|ed)?\b"),
    clue("incident", 0.3, rf"\b(?:{_INCIDENT})\b", marks=True),
    clue("glad", 0.3, rf"\b(?:{_GLAD})\b"),
    clue("he she past", 0.4, rf"\b(?:he|she|they)(?:'s|'d)?(?: [\w']+)?(?: just)? {PAST}\b"),
    clue(
        "i past",
        0.3,
        r"\b(?:i|we) (?:just |also |then )?(?:was|were|had|did|got|went|said|told|asked|cried|laughed|sent|taught|found|caught"
        r"|gave|closed|logged|raised|spent|sat|made|took|walked|put|stood)\b",
    ),
    clue("i have", 0.2, r"\b(?:i've|we've) (?:had|been|got|raised|asked|told|just)\b"),
    clue(
        "counts",
        0.4,
        r"\b(?:third|fourth|fifth|[0-9]+th|twice|three times|two|four times) (?:time|this|in a|one|day|week|school)",
    ),
    clue("feeling", 0.8, rf"\b(?:{_FEELING})\b"),
    clue("grievance", 1.2, rf"\b(?:{_GRIEVANCES})\b", marks=True),
    clue("tears", 0.4, r"\b(?:in tears|crying|cried|cry|sobbing|sobbed|tear in my eye|weep|in bits)\b"),
    clue(
        "actor and today",
        0.9,
        rf"\b{_ACTOR}\b[^.!?\n]{{0,80}}\b{TODAY}\b|\b{TODAY}\b[^.!?\n]{{0,80}}\b{_ACTOR}\b",
        marks=True,
    ),
    clue("actor and quote", 0.5, rf"\b(?:{_ACTOR}|told|asked)\b[^\"\n]{{0,70}}\"", marks=True),
    clue("scorn", 0.5, rf"\b(?:{INSULT}|{RIDICULE})\b"),
    # against
    clue("no teacher", -1, rf"\b{NO_TEACHER}"),
    clue("own family", -0.9, rf"\b{OWN_KIN}\b"),
    clue("home life", -1.1, rf"\b(?:{_HOME_LIFE})\b"),
    clue("fiction", -0.7, rf"\b(?:{_FICTION})\b"),
    clue("sport", -0.4, rf"\b(?:{_SPORT})\b"),
    clue("general", -0.5, rf"\b(?:{_GENERAL})\b"),
    clue("advice", -0.5, rf"\b(?:{_ADVICE})\b"),
    clue("always", -0.3, r"\b(?:always|never|every (?:week|year|time|monday|friday|day)|usually|often)\b"),
    clue("sharing work", -0.9, rf"\b(?:{_SHARED})\b"),
    clue("hopes", -0.4, rf"\b(?:{_HOPES})\b"),
    clue(
        "thanks",
        -0.4,
        r"\b(?:thank(?:s| you)|grateful|well done|congratulations|congrats|proud|good luck|happy birthday|welcome|delighted"
        r"|shout ?out|lovely)\b",
    ),
    clue(
        "refusing",
        -1,
        r"\b(?:i don't (?:accept|add)|can't accept|won't accept|not accepting|decline|ring the office|the office will"
        r"|school email|dsl|against the rules|it's the rules|permission|consent)\b",
    ),
    clue("bio", -0.1, r"\b(?:views|opinions) (?:are )?(?:my )?own|\bshe/her|he/him|they/them|\|"),
    clue(
        "when i was small",
        -0.6,
        r"\b(?:when i was (?:at school|a (?:kid|pupil|child))|my old (?:teacher|school|form|english|maths)|in (?:19[0-9]{2})"
        r"|years ago|in my day|as a parent|i was a pupil|class of|at school)\b",
    ),
    clue(
        "other's",
        0.1,
        r"\b(?:(?:my|his|her) (?:friend|mate|sister|daughter|son|niece|nephew|neighbour|husband|wife)(?:'s)?|down the road"
        r"|next door|in the paper|on the news|in the news|i read|read (?:in|about)|watched|watching|heard on)\b",
    ),
    clue("you", -0.5, r"\b(?:you|your|you're|u|ur)\b"),
    clue("question", -0.2, r"\?"),
    clue("contact", -0.5, r"\b(?:dm|inbox|add me|snap|insta|number|text me|message me|07[0-9]{3}|whatsapp)\b"),
    clue("picture", -0.4, r"\b(?:pics?|photos?|selfie|video|reel|clip|filmed|posted)\b"),
)


_PLAIN: Final = frozenset({Shape.GIVEN, Shape.FULL, Shape.INITIAL})
_ACTS: Final = pattern(rf"^(?:'s)?(?: [\w']+){{0,3}} {PAST}\b")
_SCHOOLISH: Final = pattern(
    rf"\b(?:school|class|lesson|assembly|trip|playground|dinner|corridor|nativity|sports day|homework|register"
    rf"|detention|{CODE}|{YEAR}|{COLLEAGUE})\b"
)
NAMED: Final = (
    NameClue("name acts", 0.5, _PLAIN, None, _ACTS),
    NameClue("titled", -0.1, frozenset({Shape.TITLED})),
    NameClue("name at school", 0.4, _PLAIN, _SCHOOLISH),
)
# Somebody from work, and something that happened: neither alone is a tale.
_SOMEBODY: Final = frozenset(
    {
        "manager",
        "bare manager",
        "the colleague",
        "our colleague",
        "one pupil",
        "one of mine",
        "a year 9",
        "my class",
        "a parent",
    }
    | {"ours", "my lesson", "titled"}
)
_HAPPENED: Final = frozenset(
    {
        "told me",
        "was told",
        "decided",
        "incident",
        "glad",
        "grievance",
        "quoted",
        "scene",
        "tears",
        "inspected",
        "duty",
        "occasion",
    }
)
BOTH: Final = (
    Both("somebody, something", 0.6, _SOMEBODY, _HAPPENED),
    Both("somebody lately", 0.5, _SOMEBODY, frozenset({"today", "lately", "counts"})),
    Both("somebody felt", -0.2, _SOMEBODY, frozenset({"feeling", "tears"})),
    Both("somebody scorned", 0.1, _SOMEBODY, frozenset({"scorn"})),
    Both("something lately", 0.2, _HAPPENED, frozenset({"today", "lately", "counts"})),
)
SCALE: Final = Scale(CLUES, NAMED, 3.0, BOTH)


_SURE: Final = 1.2  # points beyond enough from which there is little doubt


def _find(draft: Draft) -> Iterator[Finding]:
    if not draft.personal or draft.context.kind == "bio":
        return
    found = [_finding(draft, each, certain=each.points >= SCALE.enough + _SURE) for each in SCALE.heavy(draft.text)]
    found += [_finding(draft, each, certain=is_sure(each)) for each in _confidences(draft)]
    yield from (each for each in found if not any(_says_as_much(other, each) for other in found))


def _says_as_much(one: Finding, other: Finding) -> bool:
    """Whether one finding makes another needless: the same is said of more words, as surely."""
    inside = one.start <= other.start and other.end <= one.end and (one.start, one.end) != (other.start, other.end)
    return inside and one.aspect is other.aspect and one.certain >= other.certain


def _finding(draft: Draft, weighed: Weighed, *, certain: bool) -> Finding:
    aspect = Aspect.COMPLAINT if complains(draft.folded[weighed.start : weighed.end]) else None
    return draft.finding(Topic.WORK_TALK, SCALE.shown(weighed), _WHY[aspect], aspect=aspect, certain=certain)


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
        Example("Our boiler broke again today and nobody at our school cares", "boiler broke again", Topic.WORK_TALK),
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
        Quiet("My hall flooded and nobody at my gym cares"),
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
    weighs=True,
)
