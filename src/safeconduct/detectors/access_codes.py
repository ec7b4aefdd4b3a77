"""Secrets that let somebody in: codes, passwords, badges, keys, weak doors, and alarms or cameras that are off.

Finds a stated code or password, a hint from which it follows (“the year we opened, backwards”), where the key or the
note with the password is, a login lent or asked for, an authenticator code, a link to a closed meeting, a picture of a
badge, a door that does not lock, an alarm or camera that is out, and a way round the web filter. Leaves alone: escape
rooms, games and fiction, hotels, general advice, codes never stated, voucher and tax codes, and faults that are mended.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from safeconduct.activity import Account, Audience, Topic
from safeconduct.detectors._exact import around, has
from safeconduct.screening import Context, Detector, Draft, Example, Finding, Quiet
from safeconduct.text import Match, pattern

_YEAR: Final = r"(?:19|20)\d\d"
_LOCKED: Final = (
    r"(?:doors?|gates?|entrance|alarms?|key ?pads?|key ?safes?|safe|padlocks?|staff ?room|reception|fire door|compound|"
    r"barrier|toilets?"
    r"|loos?|shed|stores?|cupboards?|trolley|laptops?|lockers?|lock|entry|building|site|hall|pitch|till|sims|arbor|"
    r"bromcom|cpoms|mis"
    r"|tapestry|portal|server|wi-?fi|admin|supply|cover|register|authenticator|2fa|two[- ]factor|zoom|teams|meeting|"
    r"account|bank|gate [a-z])"
)
_CODE_WORD: Final = r"(?:codes?|pins?|pass ?codes?|passwords?|p/?w|pwd|combo|combination|key ?pad|log-?ins?|log[ -]ons?)"
_VALUE: Final = (
    r"""(?:["']?(?:[a-z!@#$%&*]{1,24}\d[a-z0-9!@#$%&*?+_-]{0,24}|\d[a-z0-9!@#$%&*?+_-]{2,24}|[a-z]{2,20}[!@#$%&*]{1,3}|"""
    r"""\d{1,2}(?:-\d{1"""
    r""",2}){2,7}|\d{3} \d{3})["']?#?)"""
)
_IS: Final = r"(?:'s| is| are| was reset to| has been reset to| reset to| (?:has )?changed to| now| will be|:| =| -)"


class _Rule(NamedTuple):
    """A pattern, what its finding says, and what must (or must not) stand around it."""

    source: str
    why: str
    needs: str = ""
    unless: str = ""
    certain: bool = True
    capital: bool = False  # the last word must begin with a capital, as made-up passwords and names do


_STATED_WHY: Final = "This states a code or password; anyone who sees it can get in."
_HINT_WHY: Final = "This gives enough of a hint to work out a code or password."
_CODE_OF_ANOTHER_KIND: Final = (
    r"\b(?:dress|post|high ?way|area|conduct|sort|qr|error|dialling|product|course|unit|bar|tax|discount|promo|voucher|"
    r"referral|offer"
    r"|country|admissions|marking|colou?r|booking|source|binary|morse|ethical|playground|behaviour|practice|airline|"
    r"trip|cheat|save)[ -]?codes?\b"
    r"|\bcode of\b|\bcombination of\b|\balarm for\b|\b\d+ ?% off\b|\bcheckout\b|\bcodes? (?:for|gets?"
    r"|gives?) (?:you )?(?:\d+|free|a discount)"
)
_ADVICE: Final = (
    r"\b(?:(?:don'?t|do not|never|stop|avoid|shouldn'?t|please)[, ]+(?:ever )?(?:us(?:e|ing)|shar(?:e|ing)|leav(?:e|"
    r"ing)|reus(?:e|ing)|tell|giv(?:e|ing)|writ(?:e|ing) down|have|pick|choos(?:e|ing)|put|let|reset)|worst|most common|"
    r"commonest|e\.g\.|for example|such as|instead of|three random words"
    r"|used to be|old password|was compromised|leaked list|tip of the day|like ['\"])"
)
_ELSEWHERE: Final = (
    r"\b(?:escape ?room|airbnb|hotel|travelodge|premier inn|caravan|campsite|youth hostel|holiday (?:let|park|cottage)|"
    r"act (?:\d|one|two|three)"
    r"|novel|thriller|itv|netflix (?:show|drama)|film|episode|season \d|\bpub\b|cubicle|train|because of|company|"
    r"for (?:sales|office)|(?:19|20)\d0s|\d{4}'s|zelda|skyrim|minecraft|level \d|puzzle|riddle|"
    r"treasure hunt|board ?game"
    r"|bletchley|enigma|quiz|printer|duolingo|strava|fitbit|parkrun|my (?:nan|mum|dad|gran)'s|toddler|train station|"
    r"tesco|coop|co-op)\b"
)
_MENDED: Final = r"\b(?:sorted|mended|fixed|repaired|working again|been replaced|now changed|been changed|back on)\b"
_PLACE_AT_WORK: Final = (
    r"\b(?:school|schools|hall|block|rooms?|class(?:room)?|science|humanities|chem(?:istry)?|prep|nursery|reception|"
    r"staff|hub|gate|gates|fire"
    r"|bike sheds?|sixth form|server|office|kitchen|site|pitch|cleaners?|cleaning team|lettings?|canteen|high school|"
    r"caretaker|trust|head|supply"
    r"|bursar|exam|lesson|y\d|year \d+|laptops?|toilets?|corridor|playground|field|ict|it|portal|cover|academy|primary|"
    r"half term|overnight|round the back)\b"
)
_COMES_IN: Final = (
    r"\b(?:you're in|your in|let yourse(?:lf|lves) in|just (?:push|lean|lift|shove)|give it a (?:shove|push|shoulder|"
    r"kick)|shoulder it|needs a shove"
    r"|lean on it|jiggle the|lift and push|saves you going|help yourselves|get in that way|anyone can)\b"
)

_STATED: Final = (
    _Rule(
        rf"\b((?:{_LOCKED}[^.!?\n]{{0,50}})?\b{_CODE_WORD}\b[^.!?\n]{{0,45}}?{_IS} (?:still |just |now |literally |the "
        rf")*{_VALUE})(?:[^a-z0-9]|$)",
        _STATED_WHY,
        needs=rf"\b(?:{_LOCKED}|passwords?|pass ?codes?|let yourse(?:lf|lves) in|log-?in)\b",
    ),
    _Rule(
        rf"\b((?:{_CODE_WORD}|(?:gate|door|hall|pitch)[^.!?\n]{{0,12}}) ?{_IS} {_VALUE}#?)(?:[^a-z0-9]|$)",
        _STATED_WHY,
        needs=rf"\b(?:{_LOCKED}|passwords?)\b",
    ),
    _Rule(
        rf"\b({_CODE_WORD}\b[^.!?\n]{{0,60}}?(?:same as[^.!?\n]{{0,25}}|,|:| is|'s| and|\?[^.!?\n]{{0,12}}mine was|\. "
        rf"the (?:number|code) is) ?"
        rf"(?:[a-z]+ ){{0,3}}{_VALUE})(?:[^a-z0-9]|$)",
        _STATED_WHY,
        needs=rf"\b{_LOCKED}\b",
        unless=rf"\b(?:at|by|on|before|after|until|till|from|since|in) {_VALUE}$",
    ),
    _Rule(r"(?:key ?pad|entry system)[^\n]{0,70}?\b(the (?:number|code) is [a-z]?\d{3,6}[a-z]?)\b", _STATED_WHY),
    _Rule(
        r"""\b((?:log-?in|log on|wi-?fi|admin|supply|mis|register|blame)\b[^!?\n]{0,60}?["']?\b[a-z][a-z0-9-]{2,20} """
        r"""?/ ?[a-z]{2,16}[0-9!]{0,6}[a-z0-9!]{0,4})""",
        _STATED_WHY,
        needs=r"/ ?[a-z]*\d|\blog-?in|\bpassword",
        unless=r"\b(?:24/7|and/or|he/she|she/her|his/her|s/he|w/c|n/a)\b",
    ),
    _Rule(r"\b(user(?:name)?:? [a-z0-9._@]{3,30}[,;/]? (?:and )?(?:pass|pw|password):? [a-z0-9!._#$]{4,20})", _STATED_WHY),
    _Rule(
        rf"\b({_CODE_WORD}:? (?:[a-z]{{2,20}}\d[a-z0-9!@#$%&*]{{0,12}}|\d{{4,6}}[#*]?))(?:[^a-z0-9]|$)",
        _STATED_WHY,
        needs=rf"\b{_LOCKED}\b",
        unless=r"\b(?:steps|reset|expires?|error|codes? \d{4} of)\b",
    ),
    _Rule(
        r"\b((?:passwords?|pass ?word|pw|pass ?code)(?:'s| is|:)? (?:just |still |literally |always "
        r")?[a-z][a-z!]{3,20})(?:[^a-z"
        r"]|$)",
        _STATED_WHY,
        needs=rf"\b{_LOCKED}\b",
        capital=True,
        unless=r"\b(?:day|manager|protected|policy|reset)\b",
    ),
    _Rule(
        r"""\b((?:passwords?|pw|pass ?code|combination)\b[^.!?\n]{0,25}?(?:'s| is|:) (?:just |still """
        r"""|literally )*["'][a-z0-9!@#$%&"""
        r"""* ]{3,30}["'])""",
        _STATED_WHY,
        needs=rf"\b(?:{_LOCKED}|staff|school|laptops?)\b",
    ),
    _Rule(
        r"\b((?:(?:side|front|back|staff|main|blue|green|red|car park|school) )?(?:gates?|doors?|alarm|key ?pad|safe|"
        r"padlock|key ?box|key ?safe|barrier)"
        r"(?:'s| is| code)(?: now| still| on| just)* \d{4,6}[a-z#*]?)(?:[^a-z0-9]|$)",
        _STATED_WHY,
    ),
    _Rule(
        r"\b((?:type|press|punch|tap|key|put|enter|bang)(?: in)? \d[\d*#-]{2,7}(?: ?(?:#|hash|star|and the (?:tick|"
        r"bell|key)))?)(?:[^a-z0-9]|$)",
        _STATED_WHY,
        needs=r"\b(?:doors?|gates?|alarm|key ?pad|entry|building|barrier|staff ?room|reception|safe|let yourse)",
    ),
    _Rule(
        r"\b((?:(?:it|they)(?:'s| have| has|'ve)? (?:just )?(?:texted|sent|emailed)|six[- ]digit|login|log-in|sign[- "
        r"]in)[^.!?\n]{0,40}\bcode[^.!?\n]{0,25}?\b\d{3} ?\d{3})\b",
        "This passes on a sign-in code that should only ever be seen by its owner.",
    ),
    _Rule(
        r"\b((?:authenticator|verification|one[- ]time|security code|2fa|otp)\b[^.!?\n]{0,60}?\b\d{3} ?\d{3})\b",
        "This passes on a sign-in code that should only ever be seen by its owner.",
        unless=r"\bsteps\b",
    ),
    _Rule(
        r"\b(pass ?code:? [a-z]{3,14}\d{0,4}|(?:meeting|zoom|teams) id:? ?\d[\d ]{8,16}(?:[^.!?\n]{0,12}pass ?code:? "
        r"[a-z0-9]{4,12})?)\b",
        "This lets outsiders into a closed meeting.",
        needs=r"\b(?:slt|governors?'?|trustees|strategy|confidential|closed|panel|disciplinary|appeal|exclusion|committee|"
        r"emergency meeting|part (?:2|two))\b",
    ),
    _Rule(
        r"\b((?:zoom|teams|meet) (?:link|invite)[^.!?\n]{0,60}(?:confidential|slt|governors|part 2|"
        r"closed|panel|appeal)"
        r"[^!?\n]{0,60}?"
        r"(?:https?://[^ ]{4,60}|[a-z0-9-]{2,20}\.[a-z]{2,4}/[^ ]{2,40}))",
        "This lets outsiders into a closed meeting.",
    ),
)
_HINTED: Final = (
    _Rule(
        rf"((?:{_LOCKED}[^.!?\n]{{0,40}})?\b(?:{_CODE_WORD}|door number)\b[^.!?\n]{{0,70}}?(?:'s|\bis|\bas|\bsame|\bstill|"
        rf"\bjust|\bthink of|\bplus|\bto)\b"
        r"[^.!?\n]{0,45}?\b(?:year|birthday|backwards|reversed|postcode|surname|initials|mascot|date of birth|ddmm|"
        r"school name|team name|jubilee"
        r"|same as last time)\b[^.!?,\n]{0,40})",
        _HINT_WHY,
        needs=rf"\b(?:{_LOCKED}|passwords?|pass|login)\b",
        unless=r"\b(?:every year|this year|last year|next year|all year|new year|a year|each year|years?' |first thing any|"
        r"year \d|in a year|two years|years? ago)\b",
    ),
    _Rule(
        rf"\b((?:{_CODE_WORD})(?:'s| is| was|:)? (?:[a-z']+ ){{0,4}}?(?:the date|the year|the name|name of|last (?:four|"
        rf"4)|first (?:four|4)|same as|upside down|motto|"
        r"followed by|plus (?:the|a|your|their|his|her)|anniversary|world cup|titanic|hastings|phone number|house "
        r"number|with an? (?:1|one|capital|zero|exclamation)|"
        r"(?:his|her|my|their|the (?:head|cat|dog|caretaker)'s|[a-z]+'s) (?:birthday|dog|cat|surname|wedding|house|"
        r"name))\b[^.!?,\n]{0,50})",
        _HINT_WHY,
        needs=rf"\b(?:{_LOCKED}|passwords?)\b",
        unless=r"\b(?:same as (?:always|ever|usual)\b.{0,10}(?:never|not)|must|should|needs? to|cannot|can'?t be|mustn'?t|"
        r"forgot|for everyone's sake)\b",
    ),
    _Rule(r"((?:door|gate|side door) (?:number|code) has ?n[o']?t changed since[^.!?\n]{3,60})", _HINT_WHY),
    _Rule(r"\b(log ?in with their [^.!?\n]{0,60}(?:surname|birthday|initial|date of birth)[^.!?\n]{0,30})", _HINT_WHY),
    _Rule(
        rf"((?:{_CODE_WORD})\b[^.!?\n]{{0,50}}\b(?:on (?:a|the)(?: yellow| little)? ?(?:post[ -]?it|sticker|sticky note|"
        rf"white ?board)|(?:under|behind|inside)"
        r" (?:my|the) (?:keyboard|monitor|mouse mat|stationery))[^.!?,\n]{0,40})",
        "This says where a password or code is written down.",
    ),
    _Rule(
        r"\b((?:white ?board|sticker|post[ -]?it)[^.!?\n]{0,30}\bis the [^.!?\n]{0,20}password)",
        "This shows where a password can be read.",
    ),
)
_SHARED: Final = (
    _Rule(
        r"\b(log ?(?:in|on) as (?:me|him|her|[a-z]{3,15})\b[^.!?\n]{0,40}|(?:lend|give|send|text|dm|ping) me (?:your|"
        r"ur) (?:log-?in|password|pin|pass ?code)\b[^.!?\n]{0,30}"
        r"|use [a-z]{3,15}'s (?:log-?in|password|badge|fob|pass)\b[^.!?\n]{0,30}|(?:i|we) (?:all )?(?:share|use) (?:one|"
        r"the same|a) log-?in\b[^.!?\n]{0,30})",
        "A login is for its owner alone; this lends or borrows one.",
        unless=r"\b(?:guest|yourself|normal|usual|parents?|pupils?|users?|netflix|disney|spotify|prime|scam|phish\w*|twinkl|"
        r"hamilton)\b",
    ),
    _Rule(
        r"\b(?:so |just |can |you can )?(use my (?:own )?(?:log-?in|password|account|badge|fob)\b[^.!?\n]{0,40})",
        "A login is for its owner alone; this lends it out.",
        unless=r"\b(?:netflix|disney|spotify|prime)\b",
    ),
    _Rule(
        r"\b((?:anyone'?s|anybody'?s|someone'?s|does any(?:one|body) have (?:the|a)|has any(?:one|body) got (?:the|"
        r"a)|any(?:one|body) got (?:the|a))"
        r" (?:[a-z]+ ){0,3}(?:password|log-?in)\b[^.!?\n]{0,25})",
        "This asks for a login or password that belongs to somebody else.",
        unless=r"\b(?:page|problem|issue|trouble|hamilton|white rose|twinkl|netflix)\b",
    ),
    _Rule(
        r"\b((?:whole office|everyone|everybody|we all|they all) (?:just )?uses? (?:the |her |his )?[a-z']{3,20} log-?in)\b",
        "This tells that a login is shared, which invites misuse.",
    ),
)
_KEYS: Final = (
    _Rule(
        r"\b((?:(?:spare|master|minibus|school|hall|lab|workshop|gym|office|kiln|pavilion|library|gate|store|cupboard|"
        r"chapel) )keys?(?:'s|'re| is| are)?(?: still| always| left| hidden| kept)?"
        r" (?:on|in|inside|behind|under|above|with|on top of) [a-z][^.!?,\n]{3,50})",
        "This tells where a key to the workplace is kept.",
        needs=r"\b(?:minibus|school|hall|lab|workshop|gym|office|kiln|pavilion|library|gate|store|cupboard|chapel|staff|"
        r"caretaker|master)\b",
        unless=r"\b(?:key (?:stage|word|skill|point|worker|text|figure|date|fact|vocab|question|message|role|info)|gnome|"
        r"frog|doormat|plant pot|flower ?pot|my house|our house|next door|with (?:reception|the office|me)|in (?:tune|"
        r"the lock)|sign(?:ed)? (?:in|out|for))\b",
    ),
    _Rule(
        r"\b((?:safe|master|store|office|exam store|spare|server room|shed|staff ?room)?(?: set of)? ?(?:keys?|fobs)(?:'s|"
        r" is| are)?\b[^.!?\n]{0,25}?\b(?:on the hook|in the"
        r" biscuit tin|in the|inside the|behind the|under the|above the|on top of)[^.!?\n]{2,50})",
        "This tells where a key to the workplace is kept.",
        needs=r"\b(?:master|safe key|office|exam|stores?|shed|lab|gym|minibus|staff ?(?:room)?|school|server|"
        r"store key|fobs|scaffolders|caretaker|site "
        r"team|cleaners?|head's|classroom|y\d|year \d|hall)\b",
        unless=r"\b(?:my (?:car |house |own )?keys?|key to (?:y|year|success|good|a|maths|\w+ing)\b|pot|gnome|frog|"
        r"mat|doormat|meter box|my house|our house|the lock|glow\w*|biff|piano|music|sold|found|"
        r"handed in|back on)\b",
    ),
    _Rule(
        r"((?:close-?up|photo|pic|picture) of (?:the |my |all the |labelled |our )*(?:school |site |work )?keys)\b",
        "A picture of keys is enough to copy them.",
        needs=r"\b(?:school|labelled|work|site|set)\b",
    ),
    _Rule(
        r"((?:photo|pic|picture|selfie|scan(?:ned)?|close-?up|zoomed in|both sides|look at|front and "
        r"back|here'?s)\b"
        r"[^.!?\n]{0,50}\b(?:(?:staff|school|id|work|new|my) (?:id )?(?:badge|pass|lanyard|"
        r"access card|key ?card)|id badge|id pass)|\b(?:badge|id pass|access card|key ?card|lanyard)\b[^.!?\n]{0,50}(?:scanned|"
        r"zoomed in|both sides|opens every|photo (?:of|below|attached)|selfie|📸|🤳|"
        r"at the reader|front and back))",
        "A picture of a badge can be copied or used to get in.",
        unless=r"\b(?:blazer|denim|jacket|enamel|scouts?|brownies?|guides|pin badge|swimming|blue badge|parking|"
        r"sheriff|embroider\w*|"
        r"cross-stitch\w*|bag|train|bus pass|wear(?:ing)? your|dan)\b",
    ),
)
_WEAK: Final = (
    _Rule(
        r"\b((?:hole|gap|break) in the (?:school |back |field |boundary )*(?:fence|hedge|railings|wall)\b[^.!?\n]{0,50}|"
        r"(?:no lock|no padlock) on the [^.!?\n]{3,40})",
        "This tells where outsiders can get in.",
        needs=rf"{_PLACE_AT_WORK}|{_COMES_IN}",
        unless=r"\b(?:garden|my fence|our fence|neighbours?|hedgehogs?|dog|fox(?:es)?|report(?:ed)?|contractors? "
        r"(?:are|will))\b",
    ),
    _Rule(
        r"((?:cctvs?|security cameras?|the cameras?|cameras)\b[^.!?\n]{0,40}?\b(?:blind spot|can'?t see|has ?n'?t "
        r"(?:worked|recorded)|have ?n'?t (?:worked|recorded)|not been (?:on|working)|switched off|turned off|unplugged|"
        r"isn'?t (?:on|recording)|never worked|dead)\b[^.!?\n]{0,40})",
        "This tells that the cameras do not watch the place.",
        needs=_PLACE_AT_WORK,
        unless=r"\b(?:lesson cameras?|webcams?|teams|zoom|pupils' cameras|novel|street)\b",
    ),
    _Rule(
        r"((?:burglar |intruder |school |the )alarm\b[^.!?\n]{0,25}?\b(?:has ?n'?t (?:worked|been set)|isn'?t set|"
        r"not been set|never (?:set|works)|won'?t set|doesn'?t (?:cover|work)|only covers|switched off|turned off|"
        r"unplugged)\b[^.!?\n]{0,40})",
        "This tells that the alarm is off.",
        needs=_PLACE_AT_WORK,
        unless=r"\b(?:clock|snooz\w*|bed|woke|fire alarm|smoke|car alarm|phone)\b",
    ),
    _Rule(
        r"((?:[a-z]+ ){0,4}(?:doors?|gates?(?: [a-d])?|locks?|windows?|shutters?|lesson room \d+|rooms? \d+|padlock|"
        r"hall)\b[^.!?\n]{0,25}?(?:(?:does|do|wo|is|has|have|are)(?:n't|nt| not)"
        r"(?: properly| quite| actually)? ?(?:lock|click|shut|latch|close|locked|shut properly)|never locks?(?:ed)?(?: "
        r"properly)?|never locked|(?:is|'s|are)? ?(?:bust|broken|unlocked|on the latch"
        r"|on the snib|wide open|propped)|(?:sticks so|just needs a)|lock is bust)[^.!?\n]{0,50})",
        "This tells that a door or gate can be opened by anyone.",
        needs=rf"{_PLACE_AT_WORK}|{_COMES_IN}",
        unless=r"\b(?:if any(?:one|body) (?:finds|sees|spots)|tell me|report|garden|bbq|barbecue|my (?:front|back|house|car|"
        r"shed|flat)|our house|kids party|oven|fridge|dishwasher|washing machine|car door|estate agent|landlord|heart|"
        r"mind|train|bus|lift door"
        r"|my door is|door'?s always open|open door policy|rush for|walk(?:ed)? in)\b",
    ),
    _Rule(
        r"\b((?:leaves?|left|is|it's|block is) (?:the )?(?:[a-z]+ ){0,2}on (?:the )?(?:snib|latch)\b[^.!?\n]{0,40})",
        "This tells that a door is left open.",
        needs=_PLACE_AT_WORK,
        unless=r"\b(?:my house|our house)\b",
    ),
    _Rule(r"((?:server|comms) room[^.!?\n]{0,40}propp[a-z]+(?: it)? open)", "This tells that a door is left open."),
    _Rule(
        r"((?:cctvs?|security cameras?|cameras)(?:'s|s)?\b[^.!?\n]{0,60}?\b(?:off|down|offline|dummy|dummies|bust|"
        r"broken|out of action|on the blink|not working|isn'?t working|aren'?t working|"
        r"fake|doesn'?t cover|don'?t cover|not recording)\b[^.!?\n]{0,40})",
        "This tells that the cameras do not watch the place.",
        needs=_PLACE_AT_WORK,
        unless=r"\b(?:essay|panopticon|foucault|tesco|high street|m\d+|motorway|our street|my street|the council|novel|footage "
        r"of|webcams?)\b",
    ),
    _Rule(
        r"((?:burglar |intruder |school )?alarms?(?:'s| is| are)?\b[^.!?\n]{0,25}?\b(?:off|down|bust|broken|on the "
        r"blink|not set|isn'?t working|not working|out of action|can'?t (?:be )?set|disabled)\b[^.!?\n]{0,40})",
        "This tells that the alarm is off.",
        needs=_PLACE_AT_WORK,
        unless=r"\b(?:cat|went off|going off|goes off|set off|sets off|fire alarm|alarm clock|snooz\w*|smoke alarm"
        r"|alarm for|set the alarm|car alarm|"
        r"woke|wake|bed|phone's bust|sit on my face|test)\b",
    ),
    _Rule(
        r"(alarm engineer ca[n']+t come[^.!?\n]{0,90}|i can'?t set it (?:till|until)[^.!?,\n]{0,20})",
        "This tells that the alarm is off.",
        needs=r"\balarm",
    ),
    _Rule(
        r"(ransomware (?:day|attack|week)[^.!?\n]{0,20}\.? ?(?:mis|sims|arbor|servers?|registers?|"
        r"everything)[^.!?\n]{0,30}\bdow"
        r"n)\b",
        "This tells that the school's systems are open to attack.",
        certain=False,
    ),
)
_FILTER_TALK: Final = (
    r"\b(?:filter(?:s|ing)?|blocked|unblock(?:s|ed)?|blocks|staff wi-?fi|school wi-?fi|class pc|it never|opens up|gets? "
    r"round)\b"
)
_BYPASS: Final = (
    _Rule(
        r"\b([^.!?\n]{0,60}\b(?:gets?|getting|got|goes|go|works?|sneaks?|slips?) (?:a)?(?:round|past|through) (?:the "
        r")?(?:school |school's |web |internet |content |our )*(?:filter(?:s|ing)?|firewall|blocker|block|smoothwall|"
        r"securly|senso|lightspeed|netsweeper)\b[^.!?\n]{0,50})",
        "This tells how to get round the school's web filter.",
        needs=r"\b(?:use|using|via|with|just|if you|type|vpn|proxy|hot ?spot|translate|dns|incognito|mirror|tether\w*|off "
        r"my phone|link|trick|app)\b",
        unless=r"\b(?:pupils|kids|students|year \d+s?|they) (?:keep|are|try|have|got|get|were)|\b(?:how do (?:i|we) stop|"
        r"warn\w*|report(?:ed)?|coffee|parents should|stop them|a pupil)\b",
    ),
    _Rule(
        r"\b((?:hot ?spot(?:ting|ted)?|tether(?:ing|ed)?)\b[^.!?\n]{0,50}\b(?:you ?tube|tik ?tok|netflix|blocked|filter|"
        r"games)\b[^.!?\n]{0,30})",
        "This tells how to get round the school's web filter.",
        needs=r"\b(?:school|class|kids|pupils|blocked|filter|lesson|staff)\b",
        unless=r"\b(?:train|caravan|holiday|hotel|home)\b",
    ),
    _Rule(
        r"((?:use|get|turn|switch|install|stick|try|put|download|run|the free|set)[^.!?\n]{0,40}?\b(?:vpn|proxy|dns|"
        r"cert(?:ificate)?s?|hotspot|tor browser|9\.9\.9\.9|8\.8\.8\.8|1\.1\.1\.1)\b[^!?\n]{0,60})",
        "This tells how to get round the school's web filter.",
        needs=_FILTER_TALK,
        unless=r"\b(?:don'?t|do not|never (?:use|let|try|install)|pupils (?:are|who) us\w+|stops?|iplayer|abroad|report)\b",
    ),
    _Rule(
        r"(\b(?:vpn|dns|proxy)\b[^!?\n]{0,60}?\b(?:works on the (?:staff|school) wi-?fi|(?:straight )?through the "
        r"filter|gets? (?:round|past) (?:the )?filter|opens up)\b[^.!?\n]{0,20})",
        "This tells how to get round the school's web filter.",
        unless=r"\b(?:don'?t|do not|never (?:use|let|try|install)|report)\b",
    ),
    _Rule(
        r"\b((?:i'?ll|i can|i will) (?:unblock|take the filter off)[^.!?\n]{0,40})",
        "This offers a way round the web filter.",
        needs=r"\b(?:it|games?|youtube|school|ticket)\b",
    ),
)

_FAMILIES: Final = (_STATED, _HINTED, _SHARED, _KEYS, _WEAK, _BYPASS)


def _quiet(draft: Draft, found: Match, family: tuple[_Rule, ...]) -> bool:
    """Whether the words around show that no secret of the workplace is given away."""
    near = around(draft, found.start, found.end, 80)
    if has(_ELSEWHERE, near):
        return True
    if family in (_STATED, _HINTED):
        return has(_CODE_OF_ANOTHER_KIND, near) or has(_ADVICE, near)
    return has(_MENDED, near) or (
        family is _SHARED and has(r"\b(?:don'?t|do not|never|nobody ever|please stop|delegation)\b", near)
    )


def _matches(draft: Draft, rule: _Rule, family: tuple[_Rule, ...]) -> Iterator[Match]:
    for found in pattern(rule.source).all(draft.folded):
        near = around(draft, found.start, found.end, 70)
        if rule.needs and not has(rule.needs, near):
            continue
        if (rule.unless and has(rule.unless, near)) or _quiet(draft, found, family):
            continue
        if not rule.capital or _ends_in_capital(draft, found):
            yield found


def _ends_in_capital(draft: Draft, found: Match) -> bool:
    start, end = draft.text.span(found.start, found.end)
    last = draft.text.raw[start:end].split()[-1].strip("\"'“”‘’")
    return last[:1].isupper()


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
    fires=(
        Example("Side gate code is 6621 for anyone parking late", "code is 6621", _S, _GROUP),
        Example("alarm code's 9043, last one out sets it", "alarm code's 9043", _S, _GROUP),
        Example("The staff door code is just the year we won the cup backwards", "year we won the cup backwards", _S),
        Example("wifi for the supply room: password is Tangerine44", "password is Tangerine44", _S, _GROUP),
        Example("Visitors, let yourselves in, today's code is 2290B", "code is 2290B", _S, _OFFICIAL),
        Example("the authenticator says 601 772 if you need my account", "601 772", _S, _GROUP),
        Example("The fire door by the kitchen doesn't lock, just push it", "doesn't lock", _S),
        Example("cctv on the back field's been down since Easter", "down", _S),
        Example("Photo of my new school badge, both sides, isn't my hair bad", "badge", _S),
        Example("Governors' panel is on Zoom, meeting ID 812 334 556 01 passcode Heron7", "meeting ID 812 334 556 01", _S),
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
