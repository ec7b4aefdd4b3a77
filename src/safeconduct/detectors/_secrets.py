"""The language of secrecy, gifts, meetings and favourites with a child, which two detectors look for.

Everything here is non-explicit. One kind alone seldom means anything ("our secret" is a surprise party), so two
kinds must come together, or one kind together with a sign that the other person is a child. Words for one's own
family, for a surprise or a proposal, and warnings about such talk are left alone. “Don't tell your mother” is known in
seven languages beside English; the rest is English only.
"""

from __future__ import annotations

from itertools import islice
from typing import Final

from safeconduct.detectors._pupils import any_of, first_of, gossips, own_family, parent_addressed, pupil_score, warns, words
from safeconduct.text import Match, pattern

_YOUR: Final = r"(?:your|ur|yr)"
_GUARDIAN: Final = (
    r"(?:mum|mam|mom|mummy|dad|daddy|parents|nan|nana|gran|grandma|grandad|folks|family|foster (?:mum|carer)|carers?|"
    r"social worker|stepdad|stepmum)"
)
_KIN: Final = rf"(?:(?:{_YOUR} |the )?{_GUARDIAN})"
_YOUR_KIN: Final = rf"(?:{_YOUR} {_GUARDIAN}|(?:anyone|anybody|nobody|no ?one|people|them|the lot) at home)"
_STAFF: Final = r"(?:(?:mr|mrs|ms|miss) [a-z'-]+|sir|miss|the head|(?:the |your )?(?:other )?teachers?|the office|school)"
_NOT: Final = (
    r"(?:don'?t|dont|dinnae|i won'?t|i wouldn'?t|do not|never|no need to|not to|without|"
    r"better not|best not|you (?:can'?t|mustn'?t))"
)
_SAY: Final = (
    r"(?:tell(?:ing)?|say(?:ing)?(?: \w+){0,2} to|mention(?:ing)?(?: \w+){0,3} to|show(?:ing)?(?: (?:this|it|them) to)?|"
    r"let on to|go telling|breathe a word to|talk to)"
)
_UNAWARE: Final = (
    r"(?:(?:doesn'?t|doesnt|don'?t|dont|do not|needn'?t|mustn'?t) (?:have to |need to |ever )?(?:know|see|find out|hear|ask)|"
    r"(?:won'?t|wont|wouldn'?t|wouldnt|can'?t|never) (?:ever |have to |need to )?(?:know|see|find out|notice|hear))\b"
)
_PRETEND: Final = r"(?:tell|say to|pretend to|just say to|let|make) (?:him |her |them )?"
# “Don't tell your mother” in Polish, Welsh, French, Urdu, Punjabi, Spanish and Romanian.
_IN_OTHER_TONGUES: Final = (
    r"(?:nie mow (?:mamie|tacie|rodzicom|nikomu w domu)|paid a dweud wrth dy (?:fam|dad|rieni)|(?:ne )?(?:le )?dis (?:pas|"
    r"rien) a (?:ta mere|ton pere|tes parents|ta maman)|(?:ammi|mama|abbu|ghar walon) ko (?:mat|na|nahi) (?:batana|bolna)|"
    r"(?:mummy|mammi|ghar) nu na (?:dassi|dasi|dassin)|no le digas a (?:tu (?:mama|madre|padre)|tus padres)|"
    r"nu(?:-i)? spune (?:mamei|parintilor|alor tai))"
)
_FOREIGN_SECRET: Final = pattern(rf"^{_IN_OTHER_TONGUES}")
# Kept from those who look after the child.
_FROM_HOME: Final = pattern(
    rf"\b({_YOUR_KIN} (?:doesn'?t|don'?t|needn'?t) (?:have to |need to )?(?:stay|come|be there)|(?:in|on) the family chat)\b"
    rf"|\b({_IN_OTHER_TONGUES})\b|\b({_NOT} (?:go |be |you |ever |even )?{_SAY} {_KIN})\b|\b(not a word to {_KIN})\b"
    rf"|\b({_KIN} {_UNAWARE})|\b((?:nobody|no ?one|they) at home {_UNAWARE}|(?:nobody|no ?one) at home (?:sees|knows|finds))\b"
    rf"|\b((?:so|that way|then|make sure) (?:that )?{_KIN} {_UNAWARE})"
    rf"|\b(if {_KIN} asks?)\b|\b((?:hid(?:e|ing)|keep(?:ing)?) (?:it|this|that|them|your phone|us)(?: a secret|"
    rf" quiet)? from {_KIN})\b|\b((?:don'?t|dont|never) let {_KIN} (?:see|know|find|read|catch|hear|look|check))\b"
    rf"|\b((?:don'?t|dont|never|not) (?:for )?(?:mention|say|talk|tell)(?:ing)?(?: \w+){{0,3}} at home)\b"
    rf"|\b((?:say|tell (?:them|her|him)) (?:that )?{_YOUR_KIN} (?:bought|gave|got|paid|sent|said))\b"
    rf"|\b({_PRETEND}{_KIN} (?:that )?(?:you'?re|ur|you'?ve|you have|it'?s|you were|we were|we'?re|you got|you'?ll be))\b"
    rf"|\b((?:when|once|after|while) {_KIN}(?:'?s|s| has| have| is| are)? (?:gone|asleep|in bed|out|away|takes?))\b"
    rf"|\b(more than (?:you can )?(?:to )?{_YOUR_KIN}|things? (?:you|u) (?:don'?t|dont|can'?t|cant) tell {_KIN}|"
    rf"tell me first,? not)\b|\b({_KIN} (?:checks|reads|goes through) {_YOUR} (?:phone|messages)|no parents (?:in here|"
    rf"allowed))\b"
)
# Kept from school.
_FROM_SCHOOL: Final = pattern(
    rf"\b({_NOT} (?:\w+ )?{_SAY} (?:{_STAFF}|(?:anyone|anybody|the others|the rest)(?: of the class| in class| at school|"
    rf" in your year| in form)?|your (?:mates|friends)))\b|\b(if {_STAFF} (?:asks?|found out|knew|saw|finds? out))\b"
    r"|\b((?:don'?t|dont|never) (?:say|tell \w+|let on) (?:that )?(?:i|we) (?:messaged|added|talk|met|text|gave|bought))\b"
    r"|\bso (?:that )?(?:the )?(?:other )?(?:kids|others|pupils|students|teachers|staff) (?:don'?t|dont|won'?t|"
    r"can'?t) (?:see|know|find)\b"
)
_HUSH: Final = words(
    r"our (?:\w+ )?(?:secret|space|world)", r"shh+", r"(?:can|could) (?:you|u) keep a secret",
    r"(?:leave|turn off|switch off|hide) (?:your|ur) (?:phone|location|notifications)",
    r"tell (?:them|her|him|people|everyone) (?:that )?(?:it'?s|you'?re|we'?re|you have)", r"if they knew",
    r"(?:be|is|just) our (?:little )?thing", r"our little (?:arrangement|thing)", r"mum'?s the word",
    r"between (?:us|ourselves|you and me|me and you|u and me|me and u)(?: two)?",
    r"(?:this|it|that) stays (?:here|with us|private)",
    r"(?:don'?t|dont|do not|never) (?:go |be )?(?:tell(?:ing)?|show(?:ing)?|grass(?:ing)?(?: on)?) (?:anyone|anybody|"
    r"no ?one|no1|"
    r"a soul|people|them|me|any of them)", r"(?:don'?t|dont) (?:grass|let on|screenshot|say (?:why|where|who))", r"not a word",
    r"delete (?:this|these|them|it|that|our|the|all|after|when|once)(?: \w+)?", r"(?:wipe|clear) (?:these|this|the|our) \w+",
    r"keep (?:\w+ )?(?:quiet|private|secret|hush|to (?:yourself|ourselves|urself)|s(?:c)?htum|off)", r"keep it off \w+",
    r"keep (?:our|these|the) (?:chats?|messages?|talks?)(?: \w+)?", r"(?:nobody|no ?one|no1)(?: else)? (?:needs?|has|have|"
    r"got) to "
    r"(?:know|see|find out)", r"(?:nobody|no ?one) (?:else )?can (?:say anything|know)", r"vanish mode", r"disappearing \w+",
    r"(?:snaps?|messages?|it|these|chat) (?:vanish|disappear)(?:es)?", r"save (?:me|this|my number|it) (?:under|as)",
    r"code ?(?:word|name)", r"if (?:anyone|any1|anybody|someone|they|people) asks?",
    r"(?:second|secret|fake|private) account so",
    r"(?:people|they|others|he|she|friends|mates)(?:'d| would|'ll)? (?:only |just )?(?:twist|get (?:funny|weird|"
    r"the wrong idea)|"
    r"not understand|talk)", r"(?:people|they|nobody|no ?one|friends|mates|others)(?: else)? (?:wouldn'?t|wouldnt|won'?t) "
    r"(?:understand|get it)", r"on the quiet", r"(?:say|pretend|make out) (?:that )?(?:you'?re|i was|we were|you were)",
    r"(?:get|lose|cost) me (?:sacked|fired|in(?:to)? trouble|my job)", r"promise (?:me )?(?:you )?(?:won'?t tell|this stays)",
    r"i(?:'d|'ll| could| would| will)? (?:get in(?:to)? trouble|lose my job|(?:get|be) sacked|be in trouble)",
    r"not (?:really |technically )?(?:supposed|allowed|meant) to", r"(?:know|knows|say|said) (?:that )?(?:we|i) (?:text|"
    r"talk|chat|game|message)",
    r"nobody else", r"cover story",
    r"hide (?:this|it|your phone|these)", r"lips sealed", r"shouldn'?t (?:really )?(?:say|tell|be telling) (?:this|you)",
    r"(?:she|he|they)'?d? stop (?:me|us)",
)  # fmt: skip
_GIVEN: Final = r"(?:got|bought|brought|saved|get|buy|ordered|gave|give|lend|put|paid|sorted|sent)"
_GIFT: Final = words(
    rf"(?:i|i'?ve|i'?ll|ill|ive) (?:\w+ )?{_GIVEN} (?:you|u|(?:\w+ ){{0,4}}for (?:you|u|your))",
    rf"{_GIVEN} (?:you|u) (?:back )?(?:those|that|some|"
    r"the|a|something|another|credit|your own)", r"(?:present|pressie|prezzie|gift|treat|something|surprise|voucher) (?:just )?"
    r"(?:for (?:you|u)|in (?:your|ur))", r"call it a (?:present|gift)", r"(?:our little|my) treat", r"aside for (?:you|u)",
    r"(?:you|u) deserve (?:it|someone|better|spoiling|this)", r"i put (?:£?\d+|money|it|them) in (?:your|ur)", r"on me",
    r"spare ticket", r"that \w+ (?:you|u) (?:like|want)(?:ed)?", r"(?:something|somethin|a little something) small",
    r"got (?:you|u) a (?:present|phone)", r"top(?:ped)? up (?:your|ur) \w+", r"robux", r"v-?bucks", r"phone credit",
    r"(?:fiver|tenner|twenty|£\d+) (?:for|in|to)", r"spoil(?:s|ing|t)? (?:you|u)",
    r"(?:keep|have) (?:it,? it'?s yours|the change)",
)  # fmt: skip
_ABSENT: Final = r"(?:'?s|'?ve| has| have| is| are)? (?:gone|left|out|away|go|goes|leave)"
_MEET: Final = words(
    r"just (?:us|the two of us|me and (?:you|u)|(?:you|u)(?: and me)?)(?: two)?", r"the two of us", r"on (?:your|ur) own",
    r"come alone", r"come to (?:mine|the (?:cottage|flat|house|caravan))", r"(?:had|have|having) (?:you|u) (?:round|over)",
    r"(?:be|together|get (?:you|u)) alone", rf"(?:after|when|once|till|until) (?:everyone|everybody|"
    rf"the others|they|"
    rf"the rest|my (?:husband|wife)){_ABSENT}", r"(?:don'?t|dont) bring (?:your|ur|any|the)", r"let'?s meet",
    r"meet (?:me|up|us) (?:behind|at|by|in|round|after|outside|before|on)", r"(?:shall|can|could|should) we meet",
    r"(?:come|pop) (?:round|over|back|up|to (?:mine|my))", r"(?:to|at|back at) (?:mine|my (?:flat|house|place))",
    r"(?:drive|drop|run|take|pick|collect) (?:you|u) (?:home|back|up|to|out|for)",
    r"i'?ll (?:pick|run|take|collect|drive) (?:you|u)",
    r"wait (?:for me|behind|by|round|till)", r"(?:come |come and )?find me (?:after|in|when|at)", r"spare key", r"on the latch",
    r"(?:behind|round|around) the (?:gym|sheds?|bike sheds?|hall|shops?|corner|back)", r"when it'?s just us",
    r"(?:when|once|are|if) (?:you'?re|ur|you|u) (?:in bed|still up|awake)", r"\w+ (?:lift|ride) home", r"in (?:my|the) car",
    r"my (?:flat|car|classroom|room|office) (?:at|after|later|when)", r"stay behind", r"lock(?:s|ed)? the door", r"sleepover",
    r"i'?ll be (?:at|by|outside|waiting)", r"send (?:you|u) something (?:nice|special)",
)  # fmt: skip
_PEERS: Final = r"(?:girls|boys|kids|pupils|students|lads|ones|others|rest|lot)"
_SPECIAL: Final = words(
    r"(?:you'?re|you are|ur|u r|your|you were|u were|u) (?:\w+ )?(?:my|the) (?:\w+ )?(?:favourite|fave|fav|number one|sunshine|"
    r"special (?:one|girl|boy)|only one|best (?:thing|part|bit))", r"my (?:absolute |secret )?(?:favourite|fave|fav)",
    rf"(?:not like|different (?:from|to)|better than|nothing like) (?:the |your |ur |any of |all )?(?:other )?(?:{_PEERS}|"
    rf"mates|"
    r"friends)", r"(?:so|way|much|really|well|very|more|too) (?:more )?(?:mature|grown[- ]up|special|beautiful|pretty|adult)",
    r"(?:mature|old|wise|grown[- ]up) (?:\w+ )?(?:for|than|beyond) (?:your|ur) (?:age|years)", r"old (?:head|soul)",
    r"(?:could|might) be my age", r"(?:basically|practically|nearly|almost) (?:an? )?(?:adult|grown[- ]up)", r"how special",
    r"(?:best|prettiest|cleverest) (?:\w+ )?in (?:\w+ )?(?:p\d|y\d+|year|class)", r"if (?:you|u) were my \w+",
    r"i'?m the one who", r"i like talking to (?:you|u)", r"if (?:you|u) were (?:\w+ )?older", r"age is (?:just|only)",
    r"when (?:you|u) (?:turn|are) (?:16|18|sixteen|eighteen)", r"(?:really |actually |truly )?(?:gets?|understands?|"
    r"trusts?) (?:me|you|u)",
    r"i (?:can |really |feel (?:like )?i )?(?:understand|trust|get) (?:you|u)", r"feel like (?:you|u) understand",
    r"(?:so|this|how) close (?:we are|to (?:a|you|u))", r"you'?re safe with me", r"you'?ve got me", r"anything for (?:you|u)",
    r"(?:you|u) (?:look|looked|r|are) (?:so |really |well |proper |dead |very )?(?:pretty|beautiful|gorgeous|lovely|fit|hot|"
    r"stunning|cute|amazing)", r"princess", r"(?:beautiful|gorgeous) girl", r"handsome", r"soul ?mates?",
    r"what we(?:'ve got| have)",
    r"(?:tell|talk to) me (?:anything|about anything|everything|things)", r"always talk to me", r"stop thinking about",
    r"(?:keep|been|always) thinking (?:about|of) (?:you|u)", r"(?:i(?:'ll)? )?(?:really |so )?miss(?:ed)? (?:you|u|our|"
    r"your face)",
    r"special (?:bond|connection|friend(?:ship)?)", r"more (?:like |than )?(?:a )?(?:mate|friend|sister|brother|teacher)",
    r"(?:nobody|no ?one|your (?:mates|friends|mum|dad|parents)) (?:else |at home |(?:else )?in \w+ \w+ )?"
    r"(?:gets|understands|listens|cares|(?:doesn'?t|don'?t|wouldn'?t) (?:get|understand|listen))",
    r"only (?:one|person) (?:in \w+ \w+ )?"
    r"(?:who|that|i|worth)", r"love(?:d)? (?:our|these) (?:\w+ )?(?:chats|talks)",
    r"look forward to (?:our|seeing you|your messages)",
    r"call me (?:by my (?:first )?name|\w+,? not (?:sir|miss|mr|mrs))", r"i care about (?:you|u)", r"good (?:boy|girl)",
    r"(?:you|u) mean (?:a lot|so much|the world)", r"(?:make|made|makes) my (?:day|week)", r"trust me",
)  # fmt: skip
# A child set apart from those of the same class: said to nobody but a pupil.
_SET_APART: Final = pattern(
    rf"\b((?:not like|different (?:from|to)|better than|more \w+ than|nothing like) (?:the |your |ur |any of |"
    rf"all )?(?:other |rest )?(?:of )?(?:the )?(?:{_PEERS} )?(?:in|of) (?:your|ur|the|my) (?:year|class|form|set|school)|"
    rf"never (?:felt|had|said) (?:\w+ ){{0,5}}(?:a )?(?:pupil|student)|say this (?:to a (?:pupil|student)|in (?:class|"
    rf"school|lessons?|front of)))\b"
)
_HONEST: Final = pattern(
    r"\b(?:(?:can'?t|cant|cannot|won'?t|never) (?:keep|promise)|(?:have|had) to (?:pass|tell|share)|you did the right thing|"
    r"told (?:mrs|mr|miss|ms|the|your|our)|passed it (?:on|to)|(?:i'?ve|i have|i) (?:let|logged|reported|passed))\b"
)
# Grown-up or family matters that explain secrecy and presents.
_HARMLESS: Final = words(
    r"surprise", r"propos(?:e|ing|al)", r"engagement", r"leaving (?:do|tea|card|present|party|gift)", r"birthday party",
    r"secret santa", r"party", r"cake", r"recipe", r"ingredient", r"wedding", r"hen", r"stag", r"cleared it with", r"babe",
    r"your (?:mum|dad|parents) (?:knows?|said|agreed|has agreed)", r"mum knows", r"missus", r"date night",
    r"your (?:husband|wife)", r"my (?:wife|husband) (?:and|or)", r"anniversary", r"staff ?room", r"colleague", r"dsl",
    r"fiance",
    r"bake", r"quiz", r"wine", r"pub", r"christmas", r"disco", r"for the baby",
)  # fmt: skip
KINDS: Final = (_FROM_HOME, _FROM_SCHOOL, _HUSH, _SPECIAL, _GIFT, _MEET)
_CHILD: Final = words(
    r"year \d+", r"y\d+", r"your (?:age|nan|dad|mum|parents|folks|mates)", r"ur (?:mum|dad|nan|parents|age)",
    r"(?:in|after|the) class",
    r"that (?:school|class)", r"homework", r"homework club", r"coursework", r"after (?:school|class|lesson)", r"(?:at )?lunch",
    r"minibus", r"locker", r"sports hall", r"rehearsal", r"practice", r"squad", r"assembly", r"lesson", r"revision",
    r"the other kids",
    r"the others?", r"kids?", r"(?:a|my) (?:pupil|student)", r"(?:mr|mrs|miss|ms) [a-z]+", r"it'?s sir", r"my first name",
    r"exam", r"teachers?",
    r"school", r"blazer", r"good (?:boy|girl)", r"foster", r"social worker", r"(?:turn|be) (?:16|18)", r"grown[- ]up",
    r"your (?:bag|coat|locker|tray|drawer|blazer)", r"most teachers", r"p[1-7]", r"adult",
)  # fmt: skip
_YOURS: Final = words(r"your", r"ur", r"yr", r"foster", r"social worker", r"parents", r"at home")  # a sister says “mum”


def kinds(text: str) -> list[Match]:
    """One match for every kind of such language in the text."""
    return [found for kind in KINDS if (found := kind.search(text))]


def secret_talk(text: str) -> Match | None:
    """The words to mark where a text is such talk with a child, otherwise ``None``."""
    found = kinds(text)
    if not found or own_family(text) or warns(text) or parent_addressed(text) or any_of(text, _HARMLESS, _HONEST):
        return None
    home, score = _FROM_HOME.search(text), pupil_score(text)
    child = score >= 1 or _CHILD.search(text) is not None
    if home and (child or _YOURS.search(home.text)):
        return home
    if home and _FOREIGN_SECRET.search(home.text):
        return home
    if apart := _SET_APART.search(text):
        return apart
    if gossips(text):
        return None
    hush = first_of(text, _FROM_SCHOOL, _HUSH)
    if hush and (score >= 2 or (child and (len(found) >= 2 or _twice(text)))):
        return hush
    if _SPECIAL.search(text) and score >= 2 and len(found) >= 2:
        return found[0]
    return found[0] if child and len(found) >= 3 else None


def _twice(text: str) -> bool:
    """Two different ways of asking for silence in one message."""
    return len({found.text for found in islice(_HUSH.all(text), 4)}) >= 2
