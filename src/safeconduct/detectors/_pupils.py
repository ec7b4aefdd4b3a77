"""What the detectors of contact, pictures and grooming share: to whom a text speaks, and whether it declines.

A text is read in passages of a few sentences, so that two words far apart are never taken together and the work
grows only with the length of the text. No name of a person is listed: people are known by title, by class or by
what is said to them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from safeconduct.text import Match, Pattern, pattern

_SHORT: Final = 420  # a text up to this length is one passage
_LONG: Final = 600

YEAR: Final = (
    r"(?:y(?:ea)?r? ?(?:1[0-3]|[1-9])'?s?|year (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen)s?"
    r"|sixth[- ]?form(?:ers?)?|(?:in|from|of|for|with|half of|miss you(?: too)?|hi|hey|hello) (?:1[0-3]|[1-9])[a-z]{1,2}[0-9]?"
    r"|(?:1[0-3]|[1-9])[a-cefijlnoqrtuvwyz][0-9]?|reception|ks[1-5])"
)
PUPILS: Final = (
    r"(?:pupils?|students?|" + YEAR + r"|(?:my|our) (?:\w+ ){0,2}(?:form|class|set|tutor group|kids|babies|tutees?|historians|"
    r"scientists|linguists|gcse (?:group|set)|leavers)|kids? (?:i teach|from (?:school|class|work))|girls? in my|boys? in my)"
)
TITLE: Final = r"(?:mr|mrs|ms|miss|mx|sir|dr)"


class Passage(NamedTuple):
    """A stretch of the folded text, and where it begins there."""

    start: int
    text: str

    def place(self, found: Match) -> tuple[int, int]:
        """Where a match in the passage stands in the whole folded text."""
        return self.start + found.start, self.start + found.end


def passages(folded: str) -> Iterator[Passage]:
    """The text cut into passages, at a line or sentence end where there is one near."""
    start = 0
    while len(folded) - start > _SHORT:
        cut = _cut(folded, start)
        yield Passage(start, folded[start:cut])
        start = cut
    if start < len(folded):
        yield Passage(start, folded[start:])


def _cut(folded: str, start: int) -> int:
    ends = [folded.rfind(mark, start + 150, start + _LONG) for mark in ("\n", ". ", "! ", "? ")]
    near = max(ends)
    return near + 1 if near > 0 else min(start + _LONG, len(folded))


@cache
def words(*alternatives: str) -> Pattern:
    """One pattern for any of the alternatives, between word edges."""
    return pattern(r"\b(?:" + "|".join(alternatives) + r")\b")


def any_of(text: str, *patterns: Pattern) -> bool:
    return any(each.search(text) for each in patterns)


def first_of(text: str, *patterns: Pattern) -> Match | None:
    """The first match of the first pattern that has one."""
    return next((found for each in patterns if (found := each.search(text))), None)


def whole(passage: Passage, found: Match, reach: int = 60) -> tuple[int, int]:
    """The clause around a match, at most ``reach`` further to the right: what a reader would mark."""
    end = found.end
    stop = min(len(passage.text), found.end + reach)
    while end < stop and passage.text[end] not in ".!?,\n":
        end += 1
    return passage.start + found.start, passage.start + max(found.end, end)


# --- who is spoken to ---------------------------------------------------------------------------------------

_NOT: Final = (
    r"(?:don'?t|dont|do not|never|can'?t|cant|cannot|won'?t|wont|will not|not able to|unable to|am not|i'?m not|haven'?t|not)"
)
_DECLINE: Final = pattern(
    r"\b(?:can'?t|cant|cannot|won'?t|unable to|not able to|not allowed to|never|i don'?t) (?:\w+ )?(?:share|give|"
    r"pass on|hand out|exchange)\b|"
    r"\b" + _NOT + r" (?:\w+ ){0,1}(?:accept|add|follow|reply|respond|friend|give out|"
    r"message (?:pupils|students|parents)|chat (?:to|with)|discuss|accepted|adding|following|accepting|be (?:adding|"
    r"following|accepting))"
    r"|\b(?:declin(?:e|ed|ing)|block(?:ed|ing)? (?:and|them|him|her|it|the)|i'?m blocking|said no|say no|"
    r"politely refused|ignored? (?:it|the request)|"
    r"told (?:the |our |my )?(?:dsl|head|office|safeguarding)|reported it|i block|get deleted|wrong account|"
    r"request (?:denied|declined|refused)|"
    r"delete(?:d)? (?:the|every|all) requests?|obviously not|nope\. not|strictly no|set (?:it )?to private|not (?:my|"
    r"their) friend)\b"
)
_FAMILY: Final = words(
    r"uncle", r"mummy and daddy", r"auntie", r"aunty", r"aunt", r"khala", r"chacha", r"mamu", r"taid", r"nain",
    r"love,? (?:mum|dad|nan|mam|gran(?:dad|ny)?)",
    r"(?:my|favourite|our) (?:\w+ )?(?:son|daughter|nephew|niece|grandson|granddaughter|grandchild|sister|brother|"
    r"cousin|wife|husband|"
    r"partner|boyfriend|girlfriend|fiancee?|stepson|stepdaughter|godson|goddaughter|missus|mum|dad|mam)",
    r"your (?:missus|wife|husband|boyfriend|girlfriend|fiancee?|nephew|niece|in-?laws|kitchen|mortgage|hubby|stag|"
    r"hen do)", r"from uni",
    r"uni mates?", r"best man", r"bridesmaids?", r"nan's (?:party|birthday)",
)  # fmt: skip
_ADVICE: Final = pattern(
    r"\b(?:if (?:a|any|an adult|someone|somebody|your child|a pupil|a student|a parent)\b[^.!?]{0,80}(?:say no|tell|"
    r"report|ring|speak|talk to|don'?t|worr)"
    r"|(?:staff|teachers|adults|colleagues|nobody|no one|you) (?:should|must|ought to|can) (?:never|not|always)|"
    r"shouldn'?t|(?:safeguarding|inset|staff|prevent|child protection|today's|this week's) training|training (?:was|"
    r"covered|this week|today|told|says|day|course)|webinar|"
    r"safeguarding (?:lead|week|training|course|policy|tip|refresher|update)|nspcc|ceop|childline|warning signs?|"
    r"red flags?|grooming|groomers?|"
    r"ks[1-5] (?:resource|unit|lesson)|novel|chapter|episode|netflix|the (?:film|memoir|character|villain|"
    r"protagonist)|the (?:book|play|series) (?:is|was|about)|online safety|e-safety|"
    r"internet safety|assembly (?:on|about)|lesson (?:on|about)|keeping children safe|phishing|scam)\b"
)
_PARENT_GREETED: Final = pattern(
    r"^\W*(?:(?:hi|hiya|hey|hello|dear|evening|morning|afternoon|good (?:morning|evening|afternoon)|sorry|thanks|"
    r"thank you|alright|sure(?: thing)?)\W+)?"
    r"(?:so much |there )?" + TITLE + r"\.? (?:and mrs )?[a-z'-]{2,}"
)
_PARENT: Final = pattern(
    r"\b(?:mums?|mams?|moms?|dads?|parents?|carers?|mummies|daddies|guardians?|ammi|abbu|rodzice|rhieni) (?:of|from|"
    r"in|and|on|chat|group|who|whose|at)\b"
    r"|\b[a-z]{2,}'?s'? (?:mum|mam|mom|mummy|dad|daddy|nan|gran|carer|foster mum|parents?)\b"
    r"|\b(?:class|form|school|our|new|the|any|all|you|year \w+|y\d+|nursery|reception|some of the|lovely|"
    r"hi) (?:\w+ )?(?:parents|mums|mams|dads|carers)\b"
    r"|\byour (?:little (?:one|boy|girl|man|lad)|child|lad|lass|son|daughter|boy|girl|kids?|babies|twins|eldest|youngest)\b"
)
CHILD_SPOKEN_OF: Final = pattern(
    r"\b(?:he|she|his|him)(?:'s|'ll|'d| was| is| had| did|s)?\b|\b(?:filmed|saw|found|got|teach|teaching) [a-z]+'s\b|"
    r"\bif [a-z]+'?s (?:anxious|upset|ill|poorly|late)\b"
)


_GOSSIP: Final = pattern(
    r"\b(?:mr|mrs|ms|miss|dr) [a-z'-]+ (?:from \w+ |in \w+ )?(?:is|has|was|got|gets|had|went|been|off|told|did|"
    r"and her|and his|wants|thinks|left|failed|made|does|doesn'?t)\b"
    r"|\b(?:mr|mrs|ms|dr) [a-z-]+'s (?:been|got|off|on|not|having|going|leaving|pregnant|husband|wife|divorce)\b|"
    r"\bguess (?:who|what)\b|\b(?:slt|the head|our head|headteacher|deputy) (?:is|has|was|told|said|wants)\b"
    r"|\b(?:hr|redundanc(?:y|ies)|governors|staff ?room|supply agency|pay ?slip|ofsted|capability|ppa)\b"
)


def gossips(text: str) -> bool:
    """The words tell a grown-up about colleagues."""
    return _GOSSIP.search(text) is not None


def declines(text: str) -> bool:
    """The writer turns contact down, or says that one should."""
    return _DECLINE.search(text) is not None


def own_family(text: str) -> bool:
    """The words are for the writer's own family or grown friends."""
    return _FAMILY.search(text) is not None


def warns(text: str) -> bool:
    """The words teach, warn or speak of a story."""
    return _ADVICE.search(text) is not None


def to_parent(text: str) -> bool:
    """The words are for, or about, a pupil's parent."""
    return any_of(text, _PARENT_GREETED, _PARENT)


def parent_addressed(text: str) -> bool:
    """A parent is greeted by title: “Hi Mrs …”."""
    return _PARENT_GREETED.search(text) is not None


# --- whether it is a pupil who is spoken to -----------------------------------------------------------------

_YOU: Final = words(
    r"you", r"tell (?:mr|mrs|miss|ms|your|ur)", r"(?:message|text|ring|dm) me", r"glad it helped",
    r"bring (?:your|me|it)", r"it'?s me", r"u", r"ur", r"your", r"yours", r"you'?re", r"you'?ve", r"you'?ll", r"ya",
    r"yous?", r"well done", r"congrats", r"happy",
    r"miss me", r"follow me", r"add (?:me|us)", r"good luck", r"welcome", r"see (?:you|u)", r"gg", r"yr", r"wuu2",
    r"hbu", r"lads", r"girls", r"guys", r"boys", r"everyone", r"mate", r"cheers for",
    r"thanks for the (?:add|request|follow)",
)  # fmt: skip
_WORK: Final = (
    r"(?:homework|prep|revision|coursework|course work|neas?|mocks?|spellings?|times ?tables|p\.?e\.? kit|essays?|"
    r"macbeth|worksheets?|"
    r"form tutor|practice paper|past papers?|mock paper|personal statement|ucas|maths|fractions|oral|resits?|form|"
    r"tutor group|class|lesson|sats|"
    r"gcses?|a[- ]levels?|detention|exam|paper|reading book|nativity costume|book review|seat|coat|blazer|bus pass|teacher|"
    r"year group|head of year|ta)"
)
_SET_WORK: Final = (  # what only a pupil is told to do
    r"(?:homework|prep|revision|coursework|course work|neas?|mocks?|spellings?|times ?tables|p\.?e\.? kit|essays?|"
    r"macbeth|worksheets?|past papers?|mock paper|personal statement|reading book|book review|working|blazer|q\d)"
)
# The words of a member of staff who names themselves to a child; on its own enough, unless a parent is greeted.
_SELF_NAMED: Final = pattern(
    r"\b(?:it'?s|this is|tis|i'?m) (?:only |just |your |ur |me,? )?(?:your |ur )?(?:sir|miss|coach(?: from school)?|"
    + TITLE
    + r"\.? [a-z'-]+)\b"
    r"|\b(?:sir|miss) (?:here|can see|will be|is watching|says|x)\b|\bsir'?s (?:officially|watching|here|got)\b"
    r"|\b(?:your|ur) (?:old |fave |favourite |former |new )?(?:sir|teacher|miss|tutor|coach|ta)\b(?:[^'a-z]|$)"
    r"|^\W*(?:(?:hi|hey|hiya|alright|hello) )?[a-z'-]+[,!]?,? (?:it'?s )?" + TITLE + r"\.? [a-z'-]+(?: here)?\b[ (.,!:-]"
)
_SIGNED: Final = pattern(
    r"[-–,.!?…)] ?(?:love,? )?(?:(?:your )?(?:sir|miss|coach|teacher)|" + TITLE + r"\.? [a-z'-]+)(?: x+)?\W*$"
)
_FROM_SCHOOL: Final = words(
    r"from (?:your )?school",
    r"from (?:science|maths|english|geog|history|the library|the exam hall|2nd lang|drama|music|year \w+ maths|pe|"
    r"your class)",
    r"the caretaker", r"the cover teacher", r"the supply", r"from it", r"ur coach", r"breakfast club", r"your supply",
    r"from (?:reception|the office|the kitchen|the canteen|lunch|the gym|pe|p\.e\.|the minibus|cover|detention|"
    r"isolation|pastoral|the bus|football|netball|rugby|choir|band|drama club|club)",
    r"your (?:cover|old|maths|english|science|drama|art|music|pe|history|geog\w*|spanish|french|rugby|football|"
    r"netball|form|head of year|teaching)(?: \w+)?,? (?:teacher|tutor|coach|ta|sir|miss)",
    r"the (?:dinner|lunch(?:time)?) lady", r"site (?:team|manager)", r"in my (?:lesson|class|room|form)",
)  # fmt: skip
_TOLD_TO_WORK: Final = pattern(
    r"\b(?:do|finish|get back to|get on with|get off [a-z]+ and do|hand in|revise|bring|don'?t forget|dont forget|"
    r"instead of doing|put|practise|practice|"
    r"start|learn|focus on|done) (?:me |all )?(?:your|ur|yr|my) (?:\w+ ){0,2}" + _SET_WORK + r"\b"
    r"|\bshould be revising\b|\bget to bed,? [^.!?]{0,30}"
    + _WORK
    + r"|\b(?:10|ten|five|5|20|50) house points\b|\bget off (?:threads|tiktok|insta\w*|snap\w*|here|youtube|fortnite)\b"
)
_SEE_IN_SCHOOL: Final = pattern(
    r"\b(?:see|c) (?:you|u|ya|yous|you all|you lot|you both)(?: all| there| back)? (?:\w+ ){0,2}?(?:in|at|for|on|"
    r"period|p) ?(?:\w+ ){0,3}?"
    r"(?:class|form|lesson|school|rehearsals?|registration|assembly|tutor|breakfast club|period|[1-6]\b|y\d+|"
    r"year \w+|the unit|lessons?|sept(?:ember)?)\b"
    r"|\b(?:see|c) (?:you|u) (?:mon|tues|wednes|thurs|fri)day for (?:lesson|class|practice|rehearsal)\b"
    r"|\b(?:you'?ve|you|u) (?:have )?got me (?:p|period )\d\b|\bback in (?:your|my) (?:\w+ )?class\b|\bteaching (?:u|"
    r"you) (?:lot )?(?:period|p) ?\d\b"
    r"|\byou'?re (?:in|at) (?:y\d+|year \w+|big school|secondary)\b|\bin (?:the library|class|form|"
    r"lesson) (?:at lunch|tomorrow|on monday)\b|\bin my (?:tutor group|form|class|lesson|set)\b"
)
_YOUR_SCHOOLING: Final = pattern(
    r"\b(?:your|ur|yr) (?:\w+ ){0,2}"
    + _WORK
    + r"\b|\b(?:your|ur) (?:mum|mam|mom|dad|parents|nan|gran|brother|sister|foster mum|social worker)\b"
)
_CLASS_NAMED: Final = pattern(
    r"\b"
    + YEAR
    + r"\b|\bbig school\b|\bhigh school\b|\bthe others in\b|\bform time\b|\btutor(?: group| time)\b|\bhouse points\b"
)
_CHILD_TALK: Final = words(
    r"superstar", r"little star", r"champ", r"kiddo", r"kid", r"trouble", r"princess", r"lil bro", r"good lad",
    r"good girl", r"clever (?:girl|boy|clogs)",
    r"young man", r"young lady", r"chick", r"monkeys?", r"you lot", r"sunshine",
)  # fmt: skip
_AGE: Final = pattern(
    r"\b(?:[4-9]|1[0-7]) (?:already|today)\b|\bhappy (?:[4-9]th|1[0-7]th|sweet 16)\b|\byou'?ll be (?:what )?1[0-7]\b|"
    r"\bwhen you'?re 18\b"
)
_CONNECT: Final = pattern(
    r"\b(?:accepted (?:your|ur|u|you)|follow(?:ed|ing)? (?:you |u )?back|followed (?:you|u)|(?:course|"
    r"yes) (?:you can|i'?ll) follow|add (?:me|us) (?:back|on)|"
    r"found u|u found me|found (?:me|my (?:insta|twitch|snap|tiktok|channel|account))|in my followers|"
    r"looking at my story|who gave u my|streak with (?:you|u)|"
    r"day streak|subscribed|unblocked you|duet this|stitch this|follow my|follow me|minecraft|fortnite|discord|"
    r"roblox|rocket league|quick add|"
    r"i follow (?:you|u)|squad up|gamertag|clash clan|in my comments|saw (?:u|you) (?:in|typing|looking)|"
    r"message me here|like all your posts)\b"
)
_CARE: Final = pattern(
    r"\b(?:(?:are )?(?:you|u) (?:ok|okay|alright|awake|still up|up)\b|(?:you|u) (?:seemed|looked) (?:\w+ )?(?:down|"
    r"sad|upset|quiet|tired|off|fed up|stressed)|hope (?:you'?re|ur|u r|you are|you got) "
    r"(?:ok|okay|alright|feeling|better|home)|sweet dreams|night night|sleep (?:well|tight)|how (?:was|did) (?:your|"
    r"ur|the|that) (?:test|exam|mock|oral|match|audition|party|results?)|hows? revision|"
    r"(?:so |dead |well )?proud of (?:you|u)|good luck (?:tomorrow|today|in|with|for) (?:your|ur|the)|(?:smashed|"
    r"aced|nailed) (?:it|that)|well (?:done|played) (?:today|in|on)|text me when|missed (?:you|u) (?:in|today)|"
    r"(?:message|text|msg|ring|call|dm) me (?:any ?time|if|when|whenever|later|tonight|back|here)|chat (?:later|"
    r"tonight|soon)|speak (?:later|tonight))\b"
)
_TAUGHT: Final = pattern(
    r"\b(?:in (?:maths|english|science|geography|history|drama|pe|french|spanish|art|music|class|assembly|detention|"
    r"isolation|registration|p ?[1-6]|period [1-6])\b|(?:your|ur) (?:test|exam|lesson|solo|part|audition|trials?|"
    r"lines|school|"
    r"grades?|predicted|results|target|report|attendance|behaviour|locker|planner|dt|bio(?:logy)?|chem(?:istry)?|"
    r"physics|geog(?:raphy)?|english|science|history|art|drama|french|spanish|leavers)\b|"
    r"(?:tell|ask|told|from|than|before|let|if|with) (?:mr|mrs|miss|ms|sir) ?[a-z]*\b|(?:at|after|before|"
    r"in) (?:break|lunch(?:time)?|school|tutor|form|reg)\b|(?:not|don'?t call me|stop calling me) (?:sir|miss|mr|"
    r"mrs)\b|"
    r"your teacher|not (?:your|ur) teacher|(?:left|leave|leaving) school|gcses?|a[- ]levels?|sats|year ?book|prom)"
)
_STAFF_ROOM: Final = words(
    r"your (?:class|pupils|students|kids|children|dept|department|setting|head|governors|timetable|ects?|display|"
    r"slides|resources?|placement|induction|union|rep|interview|observation|cpd|tweet|thread|blog|channel|podcast)",
    r"my class (?:watch|love|loves|loved)", r"for your (?:class|pupils|students)", r"fellow (?:teacher|ta)",
    r"colleagues?", r"class of '?\d+",
    r"your (?:year \w+|y\d+) (?:class|pupils|children|kids|lot)", r"(?:2[0-9]|[3-9][0-9]) now",
    r"your (?:salon|baby|babies|wedding|firm|career)", r"baby pics",
    r"missus", r"episode", r"from uni", r"ecf", r"pgce", r"ofsted",
)  # fmt: skip


def pupil_score(text: str) -> int:
    """How much speaks for a pupil being spoken to: 2 and more is enough."""
    strong = sum(2 for cue in (_TOLD_TO_WORK, _SEE_IN_SCHOOL) if cue.search(text))
    spoken_of = CHILD_SPOKEN_OF.search(text) is not None or _PARENT.search(text) is not None
    named = (1 if spoken_of else 2) * bool(_SELF_NAMED.search(text)) + bool(_SIGNED.search(text))
    school = sum(1 for cue in (_YOUR_SCHOOLING, _CLASS_NAMED, _AGE, _FROM_SCHOOL, _TAUGHT) if cue.search(text))
    social = sum(1 for cue in (_CHILD_TALK, _CONNECT) if cue.search(text))
    personal = social or strong or named or _AGE.search(text)
    # School words alone are for colleagues too, kind words and links alone for friends.
    both = school + social if school and personal else min(school + social, 1)
    cared = bool(_CARE.search(text)) and school >= 2
    return strong + named + both + cared


def speaks_to_pupil(text: str) -> bool:
    """Whether the words are evidently for a pupil (not for a parent, a colleague or the family)."""
    if not _YOU.search(text) or any_of(text, _STAFF_ROOM, _FAMILY, _ADVICE, _GOSSIP) or declines(text):
        return False
    return pupil_score(text) >= 2 and not parent_addressed(text)


def pupil_cue(text: str) -> Match | None:
    """The words that show it best, for the mark."""
    return first_of(
        text,
        _CONNECT,
        _TOLD_TO_WORK,
        _SEE_IN_SCHOOL,
        _SELF_NAMED,
        _AGE,
        _CARE,
        _CLASS_NAMED,
        _YOUR_SCHOOLING,
        _CHILD_TALK,
        _FROM_SCHOOL,
        _TAUGHT,
        _SIGNED,
    )
