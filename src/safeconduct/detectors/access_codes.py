"""Secrets that let somebody in: codes, passwords, badges, keys, weak doors, and alarms or cameras that are off.

Finds a stated code or password, a hint from which it follows (“the year we opened, backwards”), where the key or the
note with the password is, a login lent or asked for, an authenticator code, a link to a closed meeting, a picture of a
badge, a door that does not lock, an alarm or camera that is out, and a way round the web filter. A stated code is marked
to the letter. Leaves alone: escape rooms, games and fiction, hotels, general advice, codes never stated, voucher, tax and
course codes, and faults that are mended.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from safeconduct.activity import Account, Audience, Topic
from safeconduct.detectors._exact import after, around, before, has
from safeconduct.gates import Gate
from safeconduct.screening import Context, Detector, Draft, Example, Finding, Quiet
from safeconduct.text import Match, pattern

# --- words ----------------------------------------------------------------------------------------------------

_DOORS: Final = (
    r"doors?|gates?|entrances?|barriers?|key ?pads?|key ?safes?|key ?box(?:es)?|safe|padlocks?|locks?|alarms?|"
    r"shed|stores?|cupboards?|lockers?|shutters?"
)
_ROOMS: Final = (
    r"staff ?room|reception|office|building|site|hall|pitch|compound|toilets?|loos?|gym|lab|pool|kitchen|classroom|"
    r"server room|car park|minibus|school"
)
_SYSTEMS: Final = (
    r"sims|arbor|bromcom|cpoms|myconcern|mis|tapestry|class ?dojo|portal|server|wi-?fi|admin|supply|cover|registers?|laptops?|"
    r"trolley|ipads?|computers?|till|photocopier|e-?mail|account|drive|zoom|teams|meeting|bank|staff"
)
_LOCKED: Final = rf"(?:{_DOORS}|{_ROOMS}|{_SYSTEMS})"
_KEYWORD: Final = r"(?:pass ?words?|p/?w|pwd|pass ?codes?|pass ?phrase|pass)"
_CODE: Final = rf"(?:codes?|pins?(?: number)?|{_KEYWORD}|combo|combination|key ?pad|log-?ins?|log[ -]ons?)"
_IS: Final = (
    r"(?:'s|s| is| are|'re| ?:| =| -| reads| will be| was| to be|"
    r"(?: has| have|'s|'ve)?(?: been| just| all)* (?:changed|reset|set) to)"
)
_STILL: Final = r"(?: still| just| now| literally| always| currently| the number| the code)*"

# A code has a digit in it; a password may instead end in a sign (“Welcome!”).
_DIGITS: Final = r"[a-z]?\d{3,10}[a-z]?[#*]?|\d(?:[ -]\d){3,7}[#*]?|\d{2}(?:-\d{2}){1,4}|\d{3} \d{3}"
_MIXED: Final = r"[a-z!@#$%&*][a-z!@#$%&*_-]{0,23}\d[a-z0-9!@#$%&*?+_-]{0,24}|\d[a-z0-9!@#$%&*?+_-]{3,24}"
_SIGNED: Final = r"[a-z]{3,20}[!$*]{1,3}"
_DIGIT: Final = r"(?:zero|oh|nought|one|two|three|four|five|six|seven|eight|nine)"
_SPELT: Final = rf"(?:(?:double |treble )?{_DIGIT}[ ,-]{{1,2}}){{2,7}}(?:double |treble )?{_DIGIT}"
_VALUE: Final = rf"""["']?((?:{_SPELT}|{_DIGITS}|{_MIXED}|{_SIGNED}))["']?"""
_END: Final = r"(?:[^a-z0-9]|$)"

_OTHER_CODES: Final = (
    r"dress|post|high ?way|area|conduct|sort|qr|error|fault|dialling|country|product|item|course|unit|subject|entry|paper|"
    r"bar|tax|discount|promo|voucher|referral|offer|gift|admissions|marking|colou?r|booking|source|binary|morse|ethical|"
    r"playground|behaviour|practice|airline|cheat|save|python|exam|centre|trip|zip|hex|class(?:room)?|join(?:ing)?|game|"
    r"kahoot|blooket|quizlet|teams|padlet|nearpod|map|friend"
)
_CODE_OF_ANOTHER_KIND: Final = (
    rf"\b(?:{_OTHER_CODES})[ -]?(?:codes?|pins?)\b|\bcodes? of\b|\bcombination of\b|\bpin number \d\b|"
    r"\b\d+ ?% off\b|\bcheckout\b|\b(?:cracked|broke|solved) the code\b|\bcoding\b|"
    r"\bcodes? (?:for|gets?|gives?) (?:you )?(?:\d+|free|a discount)"
)
_UNWISE: Final = (  # before a value, it is there only as an example
    r"\b(?:don'?t|do not|never|stop|avoid|shouldn'?t)[, ]+(?:ever )?(?:(?:re)?us(?:e|ing)|hav(?:e|ing)|pick|"
    r"choos(?:e|ing)|set)\b|\b(?:worst|(?:most )?common(?:est)?|e\.g\.|for example|such as|instead of|three random words|"
    r"used to be|old (?:password|code)|compromised|leaked list|strength|tip of the day)\b"
)
_ADVICE: Final = (
    rf"{_UNWISE}|\b(?:don'?t|do not|never|stop|avoid|shouldn'?t|please)[, ]+(?:ever )?(?:shar(?:e|ing)|leav(?:e|ing)|"
    r"tell|giv(?:e|ing)|writ(?:e|ing)|put(?:ting)?|let(?:ting)?|keep(?:ing)?|stick(?:ing)?)\b"
)
_PROVERBIAL: Final = (
    r"^[^.!?\n]{0,12}\b(?:is|was|isn'?t|are) (?:not )?(?:the |a |an )?(?:[a-z]+ )?(?:worst|bad|terrible|weak|common)"
)
_AWAY: Final = (
    r"escape ?room|airbnb|hotel|travelodge|premier inn|b&b|caravan|campsite|hostel|cottage|pub|caf[e]|train|station|airport|"
    r"tesco|co-?op|gym membership|my (?:nan|mum|dad|gran|sister|brother|friend)'s"
)
_FICTION: Final = (
    r"novel|thriller|film|episode|season \d|act (?:\d|one|two|three)|netflix (?:show|drama)|zelda|skyrim|minecraft|"
    r"level \d|puzzle|riddle|treasure hunt|board ?game|bletchley|enigma|quiz|(?:19|20)\d0s"
)
_OWN_GADGETS: Final = r"duolingo|strava|fitbit|spotify|printer|toddler"
_ELSEWHERE: Final = rf"\b(?:{_AWAY}|{_FICTION}|{_OWN_GADGETS})\b"
_MENDED: Final = (
    r"\b(?:sorted|mended|fixed|repaired|working again|been replaced|now changed|been changed|back (?:on|working))\b"
)
_AT_WORK: Final = (
    rf"\b(?:{_ROOMS}|staff|schools?|block|rooms?|class|science|humanities|nursery|fire door|gates?|bike sheds?|sixth form|"
    r"server|cleaners?|lettings?|canteen|caretaker|site team|trust|head|bursar|exams?|y\d|year \d+|laptops?|corridor|"
    r"playground|field|ict|academy|primary|round the back)\b"
)
_COMES_IN: Final = (
    r"\b(?:you'?re in|let yourse(?:lf|lves) in|(?:just|needs?|give it) an? ?(?:good |hard )?(?:push|shove|kick|lift|lean)|"
    r"just (?:push|lean|lift|shove|pull)|shoulder it|lean on it|jiggle|help yourselves|get in|walk (?:right |straight )?in|"
    r"anyone can)\b"
)
_COUNTED: Final = (
    r"^ ?(?:years?|pounds?|quid|pence|people|pupils?|children|pages?|characters?|letters?|digits?|games?|days?|weeks?|marks?|"
    r"miles?|metres?|steps?|times?|minutes?|or (?:more|so)|%|am\b|pm\b|o'?clock|of (?:the|us|them))"
)


class _Rule(NamedTuple):
    """A pattern, what its finding says, and what must (or must not) stand around it."""

    source: str
    why: str
    needs: str = ""
    unless: str = ""
    certain: bool = True
    capital: bool = False  # what is found must begin with a capital, as made-up passwords do


# --- stated ---------------------------------------------------------------------------------------------------

_STATED_WHY: Final = "This states a code or password; anyone who sees it can get in."
_SIGN_IN_WHY: Final = "This passes on a sign-in code that should only ever be seen by its owner."
_MEETING_WHY: Final = "This lets outsiders into a closed meeting."
_CLOSED: Final = (
    r"\b(?:slt|governors?'?|trustees|strategy|confidential|closed|panel|disciplinary|appeal|exclusion|committee|"
    r"emergency meeting|part (?:2|two))\b"
)

_STATED: Final = (
    # “code for the back gate is 4471#”, “the keypad on the fire door is C1357Y”
    _Rule(
        rf"\b{_CODE}\b(?:[ ,][^.!?:=\n]{{0,50}}?)?{_IS}{_STILL} ?{_VALUE}{_END}",
        _STATED_WHY,
        needs=rf"\b(?:{_LOCKED}|{_KEYWORD}|pins?|let yourse(?:lf|lves) in)\b",
    ),
    # “gate code 4471”, “barrier code 5512”, “pw Maple24”
    _Rule(
        rf"\b(?:{_LOCKED}|{_KEYWORD})(?: {_CODE})?,? {_VALUE}{_END}",
        _STATED_WHY,
        needs=rf"\b(?:(?:{_LOCKED}) {_CODE}|{_KEYWORD}),? ",
    ),
    # “the door code's changed again, 9912 from Monday”
    _Rule(rf"\b(?:{_LOCKED}) {_CODE}[^.!?\n]{{0,12}}\bchanged\b[^.!?\n\d]{{0,20}}[,:] ?{_VALUE}{_END}", _STATED_WHY),
    # “code … is the same as the tills, 0711”
    _Rule(rf"\b{_CODE}\b[^.!?\n]{{0,40}}\bsame as [^.!?\n\d]{{2,25}} (\d{{3,8}}[a-z]?[#*]?){_END}", _STATED_WHY),
    # “alarm's 9043”, “key safe: 2468”
    _Rule(
        rf"\b(?:{_DOORS}){_IS}{_STILL} ?(\d{{4,6}}[a-z]?[#*]?){_END}",
        _STATED_WHY,
        unless=r"\b(?:built|dating|worth|old|vintage|since)\b",
    ),
    # “press 4471# and push”
    _Rule(
        r"\b(?:type|press|punch|tap|key|put|enter)(?: in)? (\d[\d*#-]{2,7}(?: ?(?:#|hash|star))?)(?:[^a-z0-9]|$)",
        _STATED_WHY,
        needs=r"\b(?:doors?|gates?|alarm|key ?pad|entry|building|barrier|staff ?room|reception|safe|let yourse)",
    ),
    # “login for cover is supply / Autumn25”
    _Rule(
        r"\b(?:log-?ins?|log ?on|wi-?fi|password|pass)\b[^!?\n]{0,60}?[ :]([a-z][a-z0-9._-]{2,20} ?/ ?"
        r"[a-z!@$]{0,16}\d[a-z0-9!@$]{0,10})",
        _STATED_WHY,
    ),
    # “password is Tangerine”, “password: 'correct horse'”
    _Rule(
        rf"\b{_KEYWORD}{_IS}{_STILL} ([a-z][a-z!]{{3,20}}){_END}",
        _STATED_WHY,
        needs=rf"\b{_LOCKED}\b",
        capital=True,
        unless=r"\b(?:manager|protected|policy|reset)\b",
    ),
    _Rule(rf"""\b{_KEYWORD}{_IS}{_STILL} (["'][a-z0-9!@#$%&* ]{{3,30}}["'])""", _STATED_WHY, needs=rf"\b{_LOCKED}\b"),
    # codes that a phone receives or shows
    _Rule(
        r"\b(?:authenticator|verification|one[- ]time|security code|sign[- ]?in code|six[- ]digit|2fa|otp|texted|"
        r"log-?in code)\b[^.!?\n]{0,60}?\b(\d{3} ?\d{3})\b",
        _SIGN_IN_WHY,
    ),
    _Rule(
        r"\b(\d{3} ?\d{3,4} ?\d{3,4}(?: ?\d{2})?(?:[^.!?\n]{0,12}pass ?(?:code|word):? [a-z0-9]{4,12})?)\b",
        _MEETING_WHY,
        needs=rf"{_CLOSED}[^\n]*\b(?:zoom|teams|meet|meeting id)\b|\b(?:zoom|teams|meet|meeting id)\b[^\n]*{_CLOSED}",
    ),
    _Rule(
        r"\b(?:zoom|teams|meet(?:ing)?) (?:link|invite|id)?[^!?\n]{0,90}?(https?://[^ ]{4,80}|"
        r"[a-z0-9-]{2,20}\.[a-z]{2,4}/[^ ]{2,60})",
        _MEETING_WHY,
        needs=_CLOSED,
    ),
)

# --- hinted, written down, lent -------------------------------------------------------------------------------

_HINT_WHY: Final = "This gives enough of a hint to work out a code or password."
_HINTS: Final = (
    r"(?:the|my|his|her|their|our|your|[a-z]+'s) (?:date|year|name|birthday|surname|initials|postcode|dog|cat|house number|"
    r"phone number|wedding|mascot|motto|anniversary|school name|team name|date of birth|birth ?year)|birthday|backwards|"
    r"reversed|upside down|surname|(?:first|last) (?:four|4|three|3) (?:digits|letters|numbers)|"
    r"(?:plus|with|and|then) an? (?:1|one|capital|zero|exclamation)|followed by"
)
_HINTED: Final = (
    _Rule(
        rf"(\b{_CODE}\b[^.!?\n]{{0,50}}?(?:'s|\bis|\bas|\bstill|\bjust|\bthink of|:) [^.!?\n]{{0,40}}?"
        rf"\b(?:{_HINTS})\b[^.!?,\n]{{0,40}})",
        _HINT_WHY,
        needs=rf"\b(?:{_LOCKED}|{_KEYWORD})\b",
        unless=r"\b(?:must|should|needs? to|cannot|can'?t be|mustn'?t|forg[eo]t\w*|ask|(?:every|this|last|next|new) year|"
        r"years? ago)\b",
    ),
    _Rule(
        rf"(\b{_CODE}\b[^.!?\n]{{0,40}}\b(?:not|never|n'?t) (?:been )?changed since[^.!?\n]{{3,60}})",
        _HINT_WHY,
        needs=rf"\b{_LOCKED}\b",
    ),
    _Rule(
        rf"(\b{_CODE}\b[^.!?\n]{{0,50}}\b(?:(?:written )?on (?:a|the|my)(?: [a-z]+)? ?(?:post[ -]?it|sticker|sticky note|"
        r"white ?board|board|notice ?board|wall)|(?:under|behind|inside|taped to|stuck to|in) (?:my|the|a) (?:keyboard|"
        r"monitor|mouse mat|screen|drawer|diary|laptop lid))\b[^.!?,\n]{0,40})",
        "This says where a password or code is written down.",
        unless=r"\bkey ?words?\b|\bcoded?\b",
    ),
)
_SUBSCRIPTIONS: Final = r"netflix|disney|spotify|prime|twinkl|hamilton|white rose"
_LENT_WHY: Final = "A login is for its owner alone; this lends or borrows one."
_SHARED: Final = (
    _Rule(
        r"\b(log ?(?:in|on) as (?:me|him|her)\b[^.!?\n]{0,40}|(?:lend|give|send|text|dm|ping) me (?:your|ur) (?:log-?in|"
        r"password|pin|pass ?code)\b[^.!?\n]{0,30}|use (?:my|his|her|[a-z]{3,15}'s)(?: own)? (?:log-?in|password|account|badge|"
        r"fob|pass)\b[^.!?\n]{0,30}|(?:we|they|everyone|everybody|the whole office)(?: all| just)* (?:shares?|uses?) "
        r"(?:one|the same|a|her|his|[a-z]+'s) log-?in\b[^.!?\n]{0,30})",
        _LENT_WHY,
        unless=rf"\b(?:guest|yourself|usual|parents?|pupils?|scam|phish\w*|{_SUBSCRIPTIONS})\b",
    ),
    _Rule(
        r"\b((?:any(?:one|body)'?s|some(?:one|body)'?s|(?:does|has)? ?any(?:one|body) (?:have|got) (?:the|a)) "
        r"(?:[a-z]+ ){0,3}(?:password|log-?in)\b[^.!?\n]{0,25})",
        "This asks for a login or password that belongs to somebody else.",
        unless=rf"\b(?:page|problem|issue|trouble|{_SUBSCRIPTIONS})\b",
    ),
)

# --- keys and badges ------------------------------------------------------------------------------------------

_KEYED: Final = (
    r"minibus|school|hall|lab|workshop|gym|office|pavilion|library|gate|stores?|cupboard|chapel|staff ?room|exams?|server|"
    r"shed|classroom|safe|master|site"
)
_HOME: Final = r"my house|our house|next door|(?:front )?door ?mat|plant pot|flower ?pot|garden|my car|own keys?"
_NOT_A_KEY: Final = (
    r"key (?:stage|words?|skills?|points?|workers?|texts?|figures?|dates?|facts?|vocab\w*|questions?|messages?|info\w*|role)|"
    r"key to|keys? (?:of|signature)|piano|music|glow\w*|found|handed in|sign(?:ed)? (?:in|out)|with (?:reception|the office)"
)
_KEYS: Final = (
    _Rule(
        rf"\b((?:(?:spare|master|set of|{_KEYED})(?: [a-z]+)? (?:keys?|fobs?)|(?:keys?|fobs?) (?:for|to) (?:the )?(?:{_KEYED}))"
        r"(?:'s|'re| is| are| for [^.!?\n]{2,25}(?:is|are|'s))?"
        r"(?: still| always| left| hidden| kept| hanging)* (?:on|in|inside|behind|under|above|on top of) (?:the|a|my) "
        r"[a-z][^.!?,\n]{2,50})",
        "This tells where a key to the workplace is kept.",
        needs=rf"\b(?:{_KEYED}|caretaker|cleaners?|site team)\b",
        unless=rf"\b(?:{_HOME}|{_NOT_A_KEY})\b|\bin the (?:lock|post)\b|\bkeys? on the (?:key ?board|laptop|piano)",
    ),
    _Rule(
        r"((?:close-?up|photo|pic|picture) of (?:the |my |all the |our )*(?:school|site|work|master) keys)\b",
        "A picture of keys is enough to copy them.",
    ),
    _Rule(
        r"((?:photo|pic|picture|selfie|scan|close-?up|zoomed in|both sides|look at|front and back|here'?s)\b[^.!?\n]{0,50}"
        r"\b(?:(?:staff|school|id|work|new|my) (?:id )?(?:badge|pass|lanyard|access card|key ?card))|\b(?:badge|id pass|"
        r"access card|key ?card|lanyard)\b[^.!?\n]{0,50}(?:scanned|zoomed in|both sides|photo (?:of|below|attached)|selfie|"
        r"opens every|front and back|📸|🤳))",
        "A picture of a badge can be copied or used to get in.",
        unless=r"\b(?:blazer|denim|jacket|enamel|scouts?|brownies?|guides|pin badge|swimming|blue badge|parking|sheriff|"
        r"embroider\w*|stitch\w*|bag|bus pass|wear(?:ing)? your)\b",
    ),
)

# --- weak doors, alarms and cameras ---------------------------------------------------------------------------

_OFF: Final = (
    r"off|down|offline|dumm(?:y|ies)|fake|bust(?:ed)?|broken|dead|out of action|on the blink|unplugged|disabled|"
    r"switched off|turned off|not (?:been )?(?:working|recording|set|on)|"
    r"(?:is|are|has|have|does|do|wo|ca)(?:n'?t| not) (?:been )?(?:working|recording|worked?|recorded|see|cover|set|on)|"
    r"never (?:worked|works|set)|blind spot"
)
_HOUSEHOLD: Final = (
    r"garden|bbq|barbecue|my (?:front|back|house|car|shed|flat|fence)|our (?:house|fence)|neighbours?|oven|fridge|dishwasher|"
    r"washing machine|car door|estate agent|landlord|train|bus|heart|mind"
)
_SLEEP: Final = r"clock|snooz\w*|bed|woke|wake|smoke|fire alarm|car alarm|phone|cat|test|went off|go(?:ing|es) off|sets? off"
_WEAK: Final = (
    _Rule(
        r"\b((?:hole|gap|break) in the (?:[a-z]+ ){0,2}(?:fence|hedge|railings|wall)\b[^.!?\n]{0,50}|"
        r"no (?:pad)?lock on the [^.!?\n]{3,40})",
        "This tells where outsiders can get in.",
        needs=rf"{_AT_WORK}|{_COMES_IN}",
        unless=rf"\b(?:{_HOUSEHOLD}|hedgehogs?|dog|fox(?:es)?|report(?:ed)?)\b",
    ),
    _Rule(
        rf"((?:cctvs?|security cameras?|cameras?)(?:'s|s)?\b[^.!?\n]{{0,60}}?\b(?:{_OFF})\b[^.!?\n]{{0,40}})",
        "This tells that the cameras do not watch the place.",
        needs=_AT_WORK,
        unless=r"\b(?:essay|high street|motorway|(?:our|my) street|the council|novel|footage of|webcams?|"
        r"zoom|(?:for|in) (?:the |my |this )?lessons?|photos?)\b",
    ),
    _Rule(
        rf"((?:burglar |intruder |school )?alarms?(?:'s|'re)?\b[^.!?\n]{{0,30}}?\b(?:{_OFF})\b[^.!?\n]{{0,40}})",
        "This tells that the alarm is off.",
        needs=_AT_WORK,
        unless=rf"\b(?:{_SLEEP})\b",
    ),
    _Rule(
        r"((?:[a-z]+ ){0,4}(?:doors?|gates?|locks?|windows?|shutters?|rooms? \d+|padlock|hall|block)\b[^.!?\n]{0,25}?"
        r"(?:(?:does|do|wo|is|has|have|are)(?:n'?t| not)(?: properly| quite| actually)? ?(?:lock|click|latch|shut properly)"
        r"(?:ed)?|never (?:gets )?(?:locks?|locked|shuts?)|unlocked|on the (?:latch|snib)|wide open|propped)"
        r"[^.!?\n]{0,50})",
        "This tells that a door or gate can be opened by anyone.",
        needs=rf"{_AT_WORK}|{_COMES_IN}",
        unless=rf"\b(?:{_HOUSEHOLD}|if any(?:one|body) (?:finds|sees|spots)|report\w*|my door is|door'?s always open|"
        r"open door policy|walked in)\b",
    ),
    _Rule(
        r"((?:[a-z]+ ){0,4}(?:doors?|gates?|locks?|padlock)\b[^.!?\n]{0,25}?\b(?:bust|broken|knackered)\b[^.!?\n]{0,50})",
        "This may tell that a door or gate can be opened by anyone.",
        needs=rf"{_AT_WORK}|{_COMES_IN}",
        unless=rf"\b(?:{_HOUSEHOLD}|report\w*|broken (?:up|into|down))\b",
        certain=False,
    ),
)

# --- round the web filter -------------------------------------------------------------------------------------

_FILTER: Final = r"filter(?:s|ing)?|firewall|blocker|web ?block|smoothwall|securly|senso|lightspeed|netsweeper"
_TRICKS: Final = r"vpn|proxy|hot ?spot(?:ting|ted)?|tether\w*|dns|mirror site|tor browser|incognito|google translate"
_NOT_HOW: Final = (
    r"\b(?:(?:pupils|kids|students|they|year \d+s?) (?:keep|are|try|have|got|get|were|who)|how do (?:i|we) stop|stop them|"
    r"warn\w*|report(?:ed)?|parents should|don'?t|do not|never (?:use|let|try|install)|abroad|iplayer|coffee)\b"
)
_ON_STAFF_WIFI: Final = (
    r"\b(?:you ?tube|tik ?tok|netflix|games)\b[^.!?\n]{0,30}\b(?:staff|school) wi-?fi\b|"
    r"\b(?:staff|school) wi-?fi\b[^.!?\n]{0,30}\b(?:you ?tube|tik ?tok|netflix|games)\b"
)
_BYPASS_WHY: Final = "This tells how to get round the school's web filter."
_BYPASS: Final = (
    _Rule(
        rf"\b([^.!?\n]{{0,60}}\b(?:gets?|getting|got|goes|go|works?|sneaks?|slips?) (?:straight |right )?(?:a?round|past|"
        rf"through) (?:(?:the|school|school's|web|internet|our) )*(?:{_FILTER})\b[^.!?\n]{{0,50}})",
        _BYPASS_WHY,
        needs=rf"\b(?:us(?:e|ing)|via|with|just|if you|type|off my phone|link|trick|app|{_TRICKS})\b",
        unless=_NOT_HOW,
    ),
    _Rule(
        rf"\b([^.!?\n]{{0,40}}\b(?:{_TRICKS})\b[^!?\n]{{0,60}})",
        _BYPASS_WHY,
        needs=rf"\b(?:{_FILTER}|(?:un)?block(?:s|ed)?|opens? (?:it )?(?:all )?up)\b|{_ON_STAFF_WIFI}",
        unless=_NOT_HOW,
    ),
)

_FAMILIES: Final = (_STATED, _HINTED, _SHARED, _KEYS, _WEAK, _BYPASS)


def _quiet(draft: Draft, found: Match, family: tuple[_Rule, ...]) -> bool:
    """Whether the words around show that no secret of the workplace is given away."""
    near = around(draft, found.start, found.end, 80)
    if has(_ELSEWHERE, near):
        return True
    if family is _STATED and has(_COUNTED, after(draft, found.end, 14)):
        return True
    if family is _STATED:
        return has(_CODE_OF_ANOTHER_KIND, near) or _an_example(draft, found)
    if family is _HINTED:
        return has(_CODE_OF_ANOTHER_KIND, near) or has(_ADVICE, near)
    return has(_MENDED, near) or (
        family is _SHARED and has(r"\b(?:don'?t|do not|never|nobody ever|please stop|delegation)\b", near)
    )


def _an_example(draft: Draft, found: Match) -> bool:
    """“Never use 1234”: the value stands there to be warned of."""
    return has(_UNWISE, before(draft, found.start, 50)) or has(_PROVERBIAL, after(draft, found.end, 40))


def _matches(draft: Draft, rule: _Rule, family: tuple[_Rule, ...]) -> Iterator[Match]:
    for found in pattern(rule.source).all(draft.folded):
        near = around(draft, found.start, found.end, 70)
        if rule.needs and not has(rule.needs, near):
            continue
        if (rule.unless and has(rule.unless, near)) or _quiet(draft, found, family):
            continue
        if not rule.capital or _capital(draft, found):
            yield found


def _capital(draft: Draft, found: Match) -> bool:
    start, _ = draft.text.span(found.start, found.end)
    return draft.text.raw[start].isupper()


def _found(draft: Draft) -> Iterator[tuple[_Rule, Match]]:
    for family in _FAMILIES:
        for rule in family:
            for found in _matches(draft, rule, family):
                yield rule, found


def find(draft: Draft) -> Iterator[Finding]:
    """What in a text would let somebody in, each place once."""
    end = -1
    for rule, found in sorted(_found(draft), key=lambda pair: (pair[1].start, -pair[1].end)):
        if found.start >= end:
            end = found.end
            yield draft.finding(Topic.SECURITY, (found.start, found.end), rule.why, certain=rule.certain)


_GROUP: Final = Context(audience=Audience.PRIVATE_GROUP, kind="message")
_OFFICIAL: Final = Context(account=Account.OFFICIAL, audience=Audience.PUBLIC)
_S: Final = Topic.SECURITY

DETECTOR: Final = Detector(
    id="access_codes",
    says="Codes, passwords, keys, badges, weak doors and alarms that are off.",
    topics=frozenset({Topic.SECURITY}),
    find=find,
    gate=Gate(*(pattern(rule.source) for family in _FAMILIES for rule in family)),
    fires=(
        Example("Side gate code is 6621 for anyone parking late", "6621", _S, _GROUP),
        Example("alarm code's 9043, last one out sets it", "9043", _S, _GROUP),
        Example("The staff door code is just the year we won the cup backwards", "year we won the cup backwards", _S),
        Example("wifi for the supply room: password is Tangerine44", "Tangerine44", _S, _GROUP),
        Example("Visitors, let yourselves in, today's code is 2290B", "2290B", _S, _OFFICIAL),
        Example("the authenticator says 601 772 if you need my account", "601 772", _S, _GROUP),
        Example("The fire door by the kitchen doesn't lock, just push it", "doesn't lock", _S),
        Example("cctv on the back field's been down since Easter", "down", _S),
        Example("Photo of my new school badge, both sides, isn't my hair bad", "badge", _S),
        Example("Governors' panel is on Zoom, meeting ID 812 334 556 01 passcode Heron7", "812 334 556 01", _S),
        Example("use my login for the registers, I'm on a course", "use my login", _S, _GROUP),
        Example("If it's blocked use the free VPN, goes straight through the filter", "VPN", _S, _GROUP),
    ),
    quiet=(
        Quiet("Escape room done! The door code was 4471, hidden in a boot."),
        Quiet("I changed my password today like a good boy and have already forgotten it."),
        Quiet("Never use 1234 as your PIN, whatever your dad says."),
        Quiet("The dress code is 1920s and the discount code is PARTY20"),
        Quiet("HMRC have put me on tax code 1257L at last"),
        Quiet("CCTV at the back of the hall is mended, thanks to the site team"),
        Quiet("My alarm is bust so I woke at nine, cat on face, school at ten past"),
        Quiet("The gate code has been changed; ask at the office for the new one"),
        Quiet("In the novel the key is under the mat, it always is"),
        Quiet("The hotel wifi password is the longest I've seen: 26 characters"),
        Quiet("New badge for my denim jacket, zoomed in so you can see the otter"),
        Quiet("Please use the staff portal with your own login; never share it."),
        Quiet("Fire alarm test on Friday at 10.30, it'll be loud"),
    ),
)
