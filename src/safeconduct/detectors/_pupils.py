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

PASSAGE: Final = 420  # a text up to this length is one passage
_LONG: Final = 600

# --- words of school life -----------------------------------------------------------------------------------

_COUNTED: Final = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen)"
CODE: Final = r"(?:1[0-3]|[1-9]) ?(?:[a-cefijlnoqrtuvwyz][0-9]?|oak|ash|elm|beech|birch|maple|willow|rowan|hazel|cedar|holly)"
YEAR: Final = (
    rf"(?:y(?:ea)?r? ?(?:1[0-3]|[1-9])'?s?|year {_COUNTED}s?|sixth[- ]?form(?:ers?)?|6th formers?|reception|ks[1-5]|"
    rf"s[1-6]s|p[1-7]s|{CODE}|(?:half of|hi|hey|hello|of|my) 1?[0-9][a-z]{{1,2}}[0-9]?)"
)
_GROUP: Final = (
    r"(?:form|class|set|tutor group|tutees?|kids|babies|lot|leavers|team|squad|historians|scientists|linguists|"
    r"mathematicians|musicians|gcse (?:group|set|class)|a[- ]level (?:group|set|class)|girls|boys|lads)"
)
PUPILS: Final = (
    rf"(?:pupils?|students?|schoolkids|tutees?|{YEAR}|(?:my|our) (?:\w+ ){{0,2}}{_GROUP}|the (?:whole )?class|"
    r"(?:kids?|lads|girls|boys) (?:i (?:teach|coach)|(?:from|in|at) (?:school|my|class|work)))"
)
TITLE: Final = r"(?:mr|mrs|ms|miss|mx|sir|dr)"
SUBJECT: Final = (
    r"(?:maths|english|science|physics|chemistry|chem|biology|geography|geog|history|french|spanish|german|welsh|"
    r"drama|music|pe|p\.e\.|dt|computing|psychology|sociology|economics|media studies|food tech)"
)
_SET_WORK: Final = (  # what only a pupil is given to do
    r"(?:homework|hw|revision|coursework|course ?work|neas?|mocks?|mock paper|practice paper|past papers?|"
    r"controlled assessment|spellings?|times ?tables|p\.?e\.? kit|essays?|worksheets?|personal statement|"
    r"reading (?:book|record)|blazer|planner|detention|portfolio|catch-?up)"
)
_LESSON: Final = r"(?:class|form|form time|lesson|lessons|registration|tutor time|tutor|detention|isolation|period \d|p ?[1-6])"
_CLUB: Final = r"(?:rehearsals?|(?:drama|breakfast|homework|chess|after-?school|coding|art) club)"
_JOB: Final = (
    r"(?:ta|lsa|teacher|teaching assistant|tutor|head of year|coach|caretaker|site manager|librarian|technician|"
    r"dinner lady|lunch(?:time)? lady|cook|midday supervisor|supply(?: teacher)?|cover(?: teacher)?|receptionist|"
    r"learning mentor|senco)"
)
_PLACE: Final = (
    rf"(?:school|nursery|reception|class|the (?:office|library|canteen|kitchen|dinner hall|gym|science block|bus|minibus)|"
    rf"lunch|cover|pastoral|football|netball|rugby|choir|band|{_CLUB}|{SUBJECT})"
)


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
    while len(folded) - start > PASSAGE:
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


# --- turned down, taught, or for one's own family ------------------------------------------------------------

_NOT: Final = (
    r"(?:don'?t|dont|do not|never|can'?t|cant|cannot|won'?t|wont|will not|not able to|not allowed to|unable to|"
    r"am not|i'?m not|haven'?t|shouldn'?t|mustn'?t|not to|not)"
)
_UNABLE: Final = r"(?:can'?t|cant|cannot|won'?t|unable to|not able to|not allowed to|never|i don'?t|mustn'?t|shouldn'?t)"
_JOIN: Final = (
    r"(?:accept(?:ed|ing)?|add(?:ed|ing)?|follow(?:ed|ing)?|friend(?:ed|ing)?|reply|respond|message (?:pupils|students|"
    r"parents)|chat (?:to|with)|discuss)"
)
_HAND_OUT: Final = r"(?:give out|giv(?:e|ing)|shar(?:e|ing)|pass on|hand out|exchange)"
_TURNED_DOWN: Final = (
    r"(?:declin(?:e|ed|ing)|refus(?:e|ed|ing)|reject(?:ed)?|ignored? (?:it|them|the request|every request)|"
    r"block(?:ed|ing)? (?:and|them|him|her|it|the|another|every|all|any)|i block|said no|say no|saying no|no thanks?|"
    r"turn(?:ed)? (?:it|them|him|her) down|delete[ds]? (?:the|every|all|any) requests?|(?:gets?|got) deleted|"
    r"request (?:denied|declined|refused)|obviously not|absolutely not|strictly no|not a chance|wrong account)"
)
_DECLINE: Final = pattern(
    rf"\b{_NOT} (?:be |ever |really )?(?:\w+ )?{_JOIN}\b|\b{_UNABLE} (?:be |ever |really )?(?:\w+ )?{_HAND_OUT}\b"
    rf"|\bdoesn'?t (?:take|accept|add|follow) (?:pupils|students)\b|\b{_TURNED_DOWN}\b"
    r"|\b(?:told (?:the |our |my )?(?:dsl|head|office|safeguarding)|reported it|set (?:it )?to private|"
    r"(?:make|made|lock(?:ed)?) [^.!?\n]{0,30}\bprivate)\b"
)
_KIN: Final = (
    r"(?:son|daughter|nephew|niece|grandson|granddaughter|grandchild|sister|sis|brother|cousin|wife|husband|hubby|"
    r"missus|partner|boyfriend|girlfriend|fiancee?|stepson|stepdaughter|godson|goddaughter)"
)
_FAMILY: Final = words(
    r"uncle", r"auntie", r"aunty", r"aunt", r"khala", r"chacha", r"mamu", r"masi", r"ciocia", r"taid", r"nain", r"tad-?cu",
    rf"(?:my|our|beautiful|favourite|darling) (?:\w+ ){{0,2}}{_KIN}", r"(?:sorry|thanks|you|hi|hey|ok) (?:sis|babe)",
    r"(?:love|from|hi|hey|ok|sorry|thanks|mum|dad),? (?:mum|dad|nan|nana|mam|gran(?:dad|ny|ma)?)(?: x*)?",
    r"mummy and daddy", r"grandad (?:will|is|loves)", r"[.!?,] ?dad x*$", r"^son,", r"my (?:mum|dad|mam|parents)",
    r"your (?:missus|wife|husband|hubby|boyfriend|girlfriend|fiancee?|nephew|niece|in-?laws|mortgage|kitchen|baby|stag|hen do)",
    r"(?:from|at|off to) uni", r"uni mates?", r"best man", r"bridesmaids?", r"nan's (?:party|birthday)", r"anniversary",
    r"years married",
)  # fmt: skip
_TEACHING: Final = (
    r"(?:(?:safeguarding|inset|staff|prevent|child protection|online safety|today's|this week's) "
    r"(?:training|week|course|lead|policy|tip|refresher|update|handbook|assembly)|training (?:was|covered|today|told|says|"
    r"day|course)|inset|webinar|nspcc|ceop|childline|warning signs?|red flags?|groom(?:ing|ers?|s|ed)|safeguarding|"
    r"online safety|e-safety|internet safety|(?:assembly|lesson) (?:on|about)|policy (?:says|reminder)|handbook|"
    r"ks[1-5] (?:resource|unit|lesson)|keeping children safe|phishing|scam)"
)
_STORY: Final = (
    r"(?:novel|chapter|episode|netflix|the (?:film|memoir|character|villain|protagonist)|the (?:book|play|series) (?:is|was|"
    r"about)|(?:brilliant|great) acting|that scene|bbc drama|itv)"
)
_ADVICE: Final = pattern(
    r"\b(?:if (?:a|any|an adult|someone|somebody|your child|a pupil|a student|a parent)\b[^.!?]{0,80}\b"
    r"(?:say no|tell|report|ring|speak|talk to|don'?t|worry|ask)|(?:staff|teachers?|adults|colleagues|nobody|no one|you|we) "
    rf"(?:(?:should|must|ought to|can) (?:never|not)|shouldn'?t|mustn'?t)|teachers never|teachers:|{_TEACHING}|{_STORY})\b"
)
_PARENT_GREETED: Final = pattern(
    r"^\W*(?:(?:hi|hiya|hey|hello|dear|evening|morning|afternoon|good (?:morning|evening|afternoon)|sorry|thanks|"
    rf"thank you|alright|sure(?: thing)?)\W+)?(?:so much |there )?{TITLE}\.? (?:and mrs )?[a-z'-]{{2,}}(?:,| it| i|\.|!|$)"
    rf"|^\W*(?:hi|hiya|hey|hello|dear|good \w+|sure(?: thing)?|thanks so much),? {TITLE}\.? [a-z'-]{{2,}}"
)
_GUARDIAN: Final = (
    r"(?:mum|mam|mom|mummy|mother|dad|daddy|father|nan|nana|gran|grandma|grandad|carer|foster mum|foster carer|parent|guardian)"
)
_PARENT: Final = pattern(
    rf"\b(?:{_GUARDIAN}s?|mummies|daddies|ammi|abbu|rodzice|rhieni) (?:of|from|in|and|on|chat|group|who|whose|at|want)\b"
    rf"|\b[a-z]{{2,}}'s'? {_GUARDIAN}s?\b|\b[a-z]{{3,}}s {_GUARDIAN}\b"
    r"|\b(?:class|form|school|our|my|new|the|any|all|you|year \w+|[yp]\d+|nursery|reception|some of the|lovely|hi|other) "
    rf"(?:\w+ )?{_GUARDIAN}s'?(?:\b|$)"
    r"|\byour (?:little (?:one|boy|girl|man|lad|un)|child|lad|lass|son|daughter|boy|girl|kids?|babies|twins|eldest|youngest)\b"
)
_PARENT_OF: Final = pattern(rf"\b{_GUARDIAN}s? of\b")  # “hi mum of Rosie”
CHILD_SPOKEN_OF: Final = pattern(
    r"\babout [a-z]+'s [a-z]+\b|\b(?:he|she|his|him|her|hes|shes)(?:'s|'ll|'d| was| is| had| did|s)?\b|\b(?:about|how|your|"
    r"with|teach|for) [a-z]+'s (?:\w+ )?(?:reading|day|work|behaviour|homework|progress|maths|place|solo|coat)\b"
)
_GOSSIP: Final = pattern(
    r"\b(?:mr|mrs|ms|dr) [a-z'-]+ (?:from \w+ |in \w+ )?(?:is|has|was|got|gets|had|went|been|off|told|did|wants|thinks|left|"
    r"failed|made|does|doesn'?t)\b|\bguess (?:who|what)\b|\b(?:slt|(?:the|our|new) (?:head|deputy)|headteacher) (?:is|has|"
    r"was|told|said|wants)\b|\b(?:hr|redundanc(?:y|ies)|governors|staff ?room|pay ?slip|ofsted|capability|ppa)\b"
)


def gossips(text: str) -> bool:
    """The words tell a grown-up about colleagues."""
    return _GOSSIP.search(text) is not None


def declines(text: str) -> bool:
    """The writer turns contact down, or says that one should."""
    return _DECLINE.search(text) is not None


def own_family(text: str) -> bool:
    """The words are for the writer's own family or grown friends."""
    return _FAMILY.search(text) is not None and _PARENT_OF.search(text) is None


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
    r"you", r"u", r"ur", r"your", r"yours", r"you'?(?:re|ve|ll)", r"ya", r"yous?", r"yr", r"wuu2", r"hbu",
    r"(?:follow|add|message|text|dm|accept|miss) (?:me|us)", r"well done", r"congrats\w*", r"happy", r"good luck", r"welcome",
    r"gg", r"lads", r"girls", r"guys", r"boys", r"mate", r"champ", r"it'?s (?:me|miss|sir|mr|mrs|ms)", r"nice (?:try|one)",
    r"love this", r"where'?s (?:my|that)", r"bring",
)  # fmt: skip
# The words of a member of staff who names themselves to a child.
_SELF_NAMED: Final = pattern(
    rf"\b{_JOB} [a-z]+ here\b|\b(?:follow|add|accept|ask|dm|beat|told) (?:sir|miss) (?:back|on|here|first|if|that)\b|"
    rf"\b(?:it'?s|this is|tis|i'?m|soy) (?:only |just |your |ur |me,? )?(?:your |ur )?(?:\w+ )?(?:sir|miss|coach|{TITLE}\.? "
    r"[a-z'-]+)\b"
    rf"|\b(?:it'?s|this is) (?:\w+,? ){{0,2}}(?:the|your|ur) (?:\w+ ){{0,2}}{_JOB}\b"
    rf"|\b(?:it'?s|this is|i'?m|its) (?:\w+,? ){{0,2}}from (?:your )?{_PLACE}\b"
    r"|\b(?:sir|miss) (?:here|can see|will be|is|was|says|loves|misses|knows|x)\b|\bsir'?s (?:officially|watching|here|got)\b"
    r"|\b(?:as|from|love|not|still|xx?) (?:your|ur) (?:\w+ )?(?:sir|teacher|miss|tutor|coach|ta)\b"
    rf"|^\W*(?:(?:hi|hey|hiya|heya|alright|hello|yo) )?[a-z'-]+[,!]?,? (?:it'?s )?{TITLE}\.? [a-z'-]+(?: here)?\b[ (.,!:-]"
)
_SIGNED: Final = pattern(
    rf"(?:[-,.!?…)?] ?(?:love,? |big hugs,? |from )?|\b(?:love|from|hugs|regards),? )((?:your )?(?:sir|miss|coach|teacher)|"
    rf"{TITLE}\.? [a-z'-]+)(?: x+)?\W*$"
)
_NOT_A_NAME: Final = frozenset(
    f"miss {word}" for word in ("you", "u", "ya", "it", "them", "him", "her", "this", "that", "school")
)
_TOLD_TO_WORK: Final = pattern(
    rf"\bget (?:that|your|ur|this|the) (?:\w+ ){{0,2}}{_SET_WORK} (?:in|done|finished)\b|"
    r"\b(?:do|doing|finish|get (?:back to|on with)|get off [a-z]+ and do|hand in|revise|bring|forget|put|practi[sc]e|start|"
    rf"learn|focus on|done|owe me|submit) (?:me |all )?(?:your|ur|yr|my|that|the|some) (?:\w+ ){{0,2}}{_SET_WORK}\b"
    rf"|\bwhere'?s (?:my|that|your|ur|the) (?:\w+ ){{0,2}}{_SET_WORK}\b"
    r"|\b(?:you|u|you'?ve) (?:have )?got (?:\w+ )?(?:mocks|revision)\b"
    rf"|\b(?:that|your|ur) {_SET_WORK} (?:is|was)(?: still)? (?:due|late|overdue|in)\b"
    r"|\b(?:should|supposed to|meant to|better|ought to) be (?:\w+ )?(?:revising|studying|in bed)\b"
    r"|\b(?:\d+|ten|five|twenty) (?:more )?(?:house|merit|achievement) points\b"
    r"|\bget off (?:threads|tiktok|insta\w*|snap\w*|here|youtube|fortnite|your phone)\b"
)
_SEE_IN_SCHOOL: Final = pattern(
    r"\bin (?:form|tutor|registration|period \d) (?:on )?(?:monday|tuesday|wednesday|thursday|friday|tomorrow|today)\b"
    rf"|\b(?:good luck|well done|hello|hi) (?:\w+ ){{0,3}}(?:my|our) (?:\w+ )?(?:{YEAR}|class|form)\b|"
    rf"\b(?:you'?re|ur|you are|you were) (?:now )?(?:in|at) (?:{YEAR}|big school|high school|secondary)\b"
    rf"|\b(?:don'?t|dont) tell (?:the )?(?:others|rest) (?:in|of) (?:the |your |my )?(?:{YEAR}|class|form|year)\b"
    rf"|\b(?:hi|hello|hey|miss you(?: too)?|love you(?: too)?) {CODE}\b|"
    r"\b(?:see|c) (?:you|u|ya|yous|you all|you lot|you both)(?: all| there| back)? (?:\w+ ){0,2}?"
    rf"(?:in|at|for|on) ?(?:\w+ ){{0,2}}?(?:{_LESSON}|{_CLUB}|{SUBJECT})\b"
    rf"|\b(?:you'?ve|you|u) (?:have )?got me (?:for |in )?{_LESSON}|\b(?:i'?ve|ive|i have) got (?:you|u) (?:for |in )?{_LESSON}"
    r"|\b(?:be|back|are|you'?re) in my (?:\w+ )?(?:class|form|set|tutor group|lesson)\b"
    r"|\b(?:you|u|ya) (?:weren'?t|wasn'?t|missed|skipped|were(?:n'?t)? late) (?:in|for|to|at|my)? ?"
    rf"(?:{_LESSON}|{SUBJECT})\b|\bbest (?:\w+ ){{0,2}}(?:{YEAR}|class|form|pupils?|students?) i(?:'ve)? (?:ever )?(?:had|"
    rf"taught)\b|\b(?:miss|missed) (?:you|u|you all|you both|you lot) (?:all |both )?in (?:{YEAR}|{_LESSON}|{SUBJECT})\b"
)
_SCHOOLING: Final = (
    rf"(?:{_SET_WORK}|{SUBJECT}|oral|resits?|form|class|lesson|tutor|exams?|paper|gcses?|a[- ]levels?|sats|test|grades?|"
    r"results?|report|attendance|behaviour|locker|bus pass|year group|head of year|coat|seat|solo|part|audition|trials?|lines|"
    r"teachers?|school|predicted|leavers)"
)
_YOUR_SCHOOLING: Final = pattern(
    rf"\b(?:your|ur|yr) (?:\w+ ){{0,2}}{_SCHOOLING}\b"
    r"|\b(?:your|ur) (?:mum|mam|mom|dad|parents|nan|gran|brother|sister|foster (?:mum|carer)|social worker)\b"
)
_CLASS_NAMED: Final = pattern(rf"\b(?:{YEAR}|big school|high school|the others in|form time|tutor(?: group| time)|my class)\b")
_TAUGHT: Final = pattern(
    rf"\b(?:in (?:{SUBJECT}|art|class|assembly|registration|{_LESSON})|{SUBJECT} lessons|(?:in|on|from|at) the trip|"
    rf"(?:tell|ask|told|than|let|with) {TITLE} ?[a-z]*|(?:at|after|before|in) (?:break|lunch(?:time)?|school|tutor|form|reg)|"
    r"don'?t call me (?:sir|miss)|(?:left|leave|leaving) school|question \d+|the exam|gcses?|a[- ]levels?|sats|prom|"
    r"year ?book|mocks|homework|essay|coursework|drama club)\b"
)
_FROM_SCHOOL: Final = pattern(rf"\bfrom (?:your )?{_PLACE}\b|\bthe (?:caretaker|supply|cover teacher|{_JOB})\b")
_CHILD_TALK: Final = words(
    r"superstar", r"little star", r"champ", r"kiddo", r"kid", r"trouble", r"princess", r"lil bro", r"good (?:lad|girl|boy)",
    r"one of my favourites", r"lads", r"clever (?:girl|boy|clogs)", r"young (?:man|lady)", r"monkeys?", r"you lot",
)  # fmt: skip
_AGE: Final = pattern(
    r"\b(?:[4-9]|1[0-7]) (?:already|today)\b|\bhappy (?:[4-9]th|1[0-7]th|sweet 16)\b|\byou'?ll be (?:what )?1[0-7]\b|"
    r"\bwhen you'?re 18\b|\b(?:thirteen|fourteen|fifteen|sixteen) (?:already|today)\b"
)
GAMES: Final = (
    r"(?:fortnite|minecraft|roblox|rocket league|among us|fifa|ea fc|call of duty|cod|mario kart|valorant|overwatch|gta|"
    r"clash (?:royale|of clans|clan)|xbox|playstation|ps5|steam|switch|chess\.com|duolingo|discord|twitch)"
)
_CONNECT: Final = pattern(
    r"\b(?:accept(?:ed|ing)?(?: \w+)? (?:you|u|ur|me|request)|(?:friend|follow) request|thanks for (?:the |your )?(?:add|"
    r"request|follow|following|accepting)|follow(?:ed|ing)? (?:you|u)\b(?: back)?|follow me|follow my|(?:following|followed|"
    r"follow) back|i'?ll follow|add(?:ing|ed)? (?:me|us|you|u)|friend me|found (?:u|you|me|my (?:\w+ )?(?:account|channel|"
    r"page|insta|tiktok))|in my followers|looking at my story|day streak|streak with (?:you|u)|subscribed|unblocked (?:you|"
    r"u)|duet this|i follow (?:you|u)|squad up|gamertag|quick add|"
    rf"in my comments|message me here|your (?:\w+ )?(?:video|channel|vid|tiktok|reel|story|stream|post)s?|{GAMES})\b"
)
_CARE: Final = pattern(
    r"\b(?:(?:are )?(?:you|u|everything) (?:ok|okay|alright|awake|still up|up)\b|(?:you|u) (?:seemed|looked) (?:\w+ ){0,2}"
    r"(?:down|sad|upset|quiet|tired|off|fed up|stressed|worried)|(?:hope|checking) (?:you'?re|ur|u|u r|you are|you|you got) "
    r"(?:ok|okay|alright|feeling|better|home|got home)|(?:get|off|go|straight) to bed|then bed|miss (?:you|u) (?:too|all|"
    r"guys)|sweet dreams|night night|sleep (?:well|tight)|get some sleep|"
    r"how (?:was|did|were) (?:your|ur|the|that) (?:test|exam|mock|oral|match|audition|party|results?)|hows? revision|"
    r"proud of (?:you|u)|(?:great|brilliant|unreal|sick|class|nice|lovely|amazing|cracking) (?:goal|save|solo|routine|dance|"
    r"run|vid|video|edit|show|drawing|poem|try)|well (?:run|danced|sung|swum)|(?:you'?ve|u) got this|(?:never|always) (?:a|"
    r"one of my) favourites?|good luck (?:tomorrow|today|in|with|for) (?:your|ur|the)|(?:smashed|aced|nailed) (?:it|that)|"
    r"well (?:done|played) (?:today|in|on)|missed (?:you|u) (?:in|today)|stay in touch|keep in touch|"
    r"(?:message|text|msg|ring|call|dm) me (?:any ?time|if|when|whenever|later|tonight|back|here)|chat (?:later|tonight|soon)|"
    r"speak (?:later|tonight))\b"
)
_STAFF_ROOM: Final = words(
    r"your (?:\w+ )?(?:class|pupils|students|kids|children|dept|department|setting|head|governors|timetable|ects?|display|"
    r"slides|resources?|placement|induction|union|rep|interview|observation|cpd|tweet|thread|blog|podcast)",
    r"your (?:year \w+s?|y\d+s?)", r"my class (?:watch|would|love|loves|loved)", r"for my class", r"fellow (?:teacher|ta)",
    r"colleagues?", r"class of '?\d+", r"(?:2[0-9]|[3-9][0-9]) now", r"your (?:salon|wedding|firm|career)", r"baby pics",
    r"(?:you )?cover my", r"leaving do", r"podcast",
    r"exam boards?", r"driving (?:test|exam|examiner|lesson)", r"ecf", r"pgce", r"ofsted", r"i taught you", r"half marathon",
)  # fmt: skip


def _signed(text: str) -> bool:
    """A title and name at the end; “miss you” is none."""
    found = _SIGNED.search(text)
    return found is not None and found.text not in _NOT_A_NAME


def pupil_score(text: str) -> int:
    """How much speaks for a pupil being spoken to: 2 and more is enough."""
    strong = sum(2 for cue in (_TOLD_TO_WORK, _SEE_IN_SCHOOL) if cue.search(text))
    spoken_of = any_of(text, CHILD_SPOKEN_OF, _PARENT)
    named = (1 if spoken_of else 2) * (bool(_SELF_NAMED.search(text)) + _signed(text))
    school = sum(1 for cue in (_YOUR_SCHOOLING, _CLASS_NAMED, _AGE, _FROM_SCHOOL, _TAUGHT) if cue.search(text))
    social = sum(1 for cue in (_CHILD_TALK, _CONNECT) if cue.search(text))
    personal = social or strong or named or _AGE.search(text)
    # School words alone are for colleagues too, kind words and links alone for friends.
    both = school + social if school and personal else min(school + social, 1)
    cared = bool(_CARE.search(text)) and school >= 1
    return strong + named + both + cared


# Parents meant beyond doubt: several of them, or somebody's; “your mum” is said to a child.
_PARENT_SPOKEN_TO: Final = pattern(
    rf"\b(?:mums|dads|mams|parents|carers)\b|\b[a-z]{{2,}}'s {_GUARDIAN}\b"
    r"|\byour (?:child|son|daughter|little (?:one|boy|girl|lad))\b|\btrip form\b"
)


def speaks_to_pupil(text: str) -> bool:
    """Whether the words are evidently for a pupil (not for a parent, a colleague or the family)."""
    if _STAFF_ROOM.search(text) and not any_of(text, _SELF_NAMED, _TOLD_TO_WORK):
        return False
    if not _YOU.search(text) or any_of(text, _FAMILY, _ADVICE, _GOSSIP, _PARENT_SPOKEN_TO) or declines(text):
        return False
    return pupil_score(text) >= 2 and not parent_addressed(text)


_CUES: Final = (
    _CONNECT, _TOLD_TO_WORK, _SEE_IN_SCHOOL, _SELF_NAMED, _AGE, _CARE, _CLASS_NAMED, _YOUR_SCHOOLING, _CHILD_TALK,
    _FROM_SCHOOL, _TAUGHT, _SIGNED,
)  # fmt: skip


def pupil_cue(text: str) -> Match | None:
    """The words that show it best, for the mark."""
    return first_of(text, *_CUES)
