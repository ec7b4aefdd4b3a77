"""The language of secrecy, gifts, meetings and favourites with a child, which two detectors look for.

Everything here is non-explicit. One kind alone seldom means anything ("our secret" is a surprise party), so two
kinds must come together, or one kind together with a sign that the other person is a child. Words for one's own
family, for a surprise or a proposal, and warnings about such talk are left alone.
"""

from __future__ import annotations

from typing import Final

from safeconduct.detectors._pupils import any_of, first_of, gossips, own_family, parent_addressed, pupil_score, warns, words
from safeconduct.text import Match, pattern

_KIN: Final = (
    r"(?:your |ur |yr |the )?(?:mum|mam|mom|mummy|dad|daddy|parents|nan|gran|grandad|folks|foster mum|carers?|"
    r"social worker|family chat|lot at home)"
)
_STAFF: Final = r"(?:mrs|mr|miss|ms|sir|the head|the other teachers|the office)"
_HIDE: Final = (
    r"(?:tell(?:ing)?|say(?:ing)?(?: anything)? to|mention(?: \w+){0,3} to|show(?:ing)?|let on to|let|go telling|"
    r"be telling|put (?:it|this) in)"
)
_DONT: Final = r"(?:don'?t|dont|do not|never|no need to|not to|without)"
# Kept from those who look after the child.
_FROM_HOME: Final = pattern(
    rf"\b({_DONT} (?:go |be |you |ever |even )?{_HIDE} (?:it to |this to )?{_KIN})\b"
    rf"|\b{_KIN}(?:s)? (?:doesn'?t|doesnt|don'?t|dont|do not|won'?t|wouldn'?t|wouldnt) (?:have to|need to|get|"
    r"understand|got to|like it)\b"
    rf"|\b(?:no need for|not a word to) {_KIN}\b|\b{_KIN} (?:thinks|think) (?:u|you|ur|you'?re)\b|"
    r"\bno parents (?:in here|allowed)\b"
    rf"|\bif (?:{_KIN}|{_STAFF}(?: \w+)?) asks?\b|\bso (?:that )?{_KIN} (?:doesn'?t|don'?t|won'?t|doesnt|"
    r"dont) (?:see|twig|know|find|nosy|notice)\b"
    rf"|\b(?:after|when|once) {_KIN}(?:'?s|s| has| have)? (?:gone|asleep|in bed|out)\b|\bnot for telling at home\b|"
    r"\bdon'?t (?:mention|say) (?:it|anything) at home\b"
    rf"|\bthings? (?:you|u) (?:don'?t|dont|can'?t|cant) tell {_KIN}\b|\btell me first,? not\b|\bme and nobody else\b|"
    r"\byour dad checks\b"
    rf"|\b{_KIN} (?:checks|reads|goes through) (?:your|ur) (?:phone|messages)\b"
)
_FROM_SCHOOL: Final = pattern(
    rf"\b{_DONT} (?:\w+ )?(?:tell|mention (?:it|this|me) to|say (?:it|anything) to) (?:{_STAFF}\b[a-z' .]{{0,20}}|"
    r"anyone (?:in class|at school|in your year))"
    rf"|\bdon'?t say i (?:messaged|added)\b|\bdont say i (?:messaged|added)\b|\btell anyone i (?:added|messaged|follow)\b"
)
_HUSH: Final = words(
    r"our (?:\w+ )?secret",
    r"(?:best |just |strictly |stays? |keep (?:\w+ ){1,3}|it'?s )?between (?:us|you and me|me and you|u and me|"
    r"me and u)(?: two)?",
    r"(?:don'?t|dont|do not) (?:go |be )?(?:tell(?:ing)?|show(?:ing)?|grass(?:ing)?(?: on)?) (?:anyone|anybody|"
    r"no ?one|no1|a soul|people|them|me)", r"(?:don'?t|dont) (?:grass|let on|screenshot|save my number)",
    r"delete (?:this|these|them|it|that|our|the|all)(?: \w+)?(?: (?:after|once|when|yeah|ok|too|chats?|messages?))?",
    r"delete x+", r"(?:wipe|clear) (?:these|this|the (?:messages|chat)|our)",
    r"keep it quiet", r"keep quiet", r"keep (?:s(?:c)?htum|mum)",
    r"(?:nobody|no ?one|no1)(?: else)? (?:needs?|has|have|got) to (?:know|see|find out)",
    r"no need for (?:anyone|them|others) to know",
    r"keep (?:this|it|that) (?:to (?:yourself|ourselves|urself)|quiet|private|secret|off)",
    r"this (?:stays here|stays between|disappears|vanishes)",
    r"(?:snaps?|messages?|it|these|chat) (?:vanish|disappear)(?:es)?",
    r"vanish mode", r"disappearing (?:messages|mode)", r"save (?:me|this|my number|it) (?:under|as)",
    r"code ?(?:word|name)", r"(?:don'?t|dont) say where", r"if (?:anyone|any1|anybody|someone|they) asks?",
    r"(?:second|other|secret|new|fake|private) account so", r"keep our chats",
    r"(?:people|they|others|he|she)(?:'d| would)? (?:only )?(?:twist|just twist|get the wrong idea|not understand)",
    r"(?:people|they|nobody|no ?one)(?: else)? (?:wouldn'?t|wouldnt|would|won'?t) (?:understand|get it)",
    r"on the quiet", r"(?:say|tell (?:them|her|him)|pretend|make out) (?:that )?you'?re (?:at|with|going|staying)",
    r"(?:get|lose|cost) me (?:sacked|fired|into trouble|in trouble|my job)",
    r"i(?:'d|'ll| could| would| will)? (?:get in(?:to)? trouble|lose my job|get sacked|be sacked|be in trouble)",
    r"cover story", r"promise (?:me )?(?:you )?won'?t tell",
    r"(?:our|a) little (?:arrangement|secret|thing)", r"hide (?:this|it|your phone|these)", r"mum'?s the word", r"lips sealed",
)  # fmt: skip
_GIFT: Final = words(
    r"(?:i|i'?ve|i'?ll|ill|ive) (?:\w+ ){0,2}(?:got|bought|get|buy|saved|put|order(?:ed)?|gave|give|lend|brought|pay|"
    r"sort|treat|send) (?:you|u|for (?:you|u|it|your))\b",
    r"(?:got|bought|brought) (?:you|u) (?:back )?(?:those|that|some|the|a|something|another)",
    r"(?:present|pressie|prezzie|gift|treat|something|surprise) (?:just )?for (?:you|u)",
    r"call it a (?:present|gift)", r"(?:our little|my) treat", r"aside for (?:you|u)", r"on me",
    r"(?:you|u) deserve (?:it|someone|better|spoiling|this)",
    r"i put £?\d+", r"spare ticket", r"that (?:necklace|bracelet|skin|game|hoodie) (?:you|u) (?:like|want)(?:ed)?",
    r"(?:something|somethin) small", r"a little something", r"boots are yours", r"another \w+ for (?:you|u)",
    r"top(?:ped)? up (?:your|ur) (?:phone|credit)", r"robux", r"v-?bucks", r"phone credit",
    r"(?:a )?(?:fiver|tenner|twenty) (?:for|in|to)", r"spoil(?:s|ing|t)? (?:you|u)",
    r"(?:keep|have) the (?:change|phone|ring|money)", r"(?:keep|have) it,? it'?s yours",
)  # fmt: skip
_MEET: Final = words(
    r"just (?:us|the two of us|me and (?:you|u)|(?:you|u) and me)(?: two)?", r"the two of us", r"on (?:your|ur) own",
    r"come alone", r"(?:be|get (?:you|u)|together) alone",
    r"(?:after|when|once|till|until) (?:everyone|everybody|the others|they|the rest)(?:'?s|'?ve| has| have|"
    r" is)? (?:gone|left|go|leave|goes)",
    r"meet (?:me|up) (?:behind|at|by|in|round|after|outside|before|on)",
    r"(?:shall|can|could|should|let'?s) (?:we )?meet", r"(?:come|pop|call) (?:round|over|back|up) (?:to )?(?:mine|my)",
    r"(?:to|at|back at) (?:mine|my (?:flat|house|place))", r"(?:drive|drop|run|take) (?:you|u) (?:home|back)",
    r"i'?ll (?:pick|run|take|collect) (?:you|u)", r"ill (?:pick|run|take|drive|collect) (?:you|u)",
    r"pick(?:ing)? (?:you|u) up", r"take (?:you|u) (?:to|out|for)", r"wait for me", r"wait (?:behind|by|round|till)",
    r"come round", r"(?:come |come and )?find me (?:after|in|when|at)", r"spare key", r"on the latch",
    r"behind the (?:gym|sheds?|bike|sports|hall|shops?|science)", r"the long way", r"when it'?s just us",
    r"ring me (?:on here )?(?:when|after|late|tonight)",
    r"(?:when|once|are|if) (?:you'?re|ur|you|u) (?:in bed|still up|awake)", r"\w+ (?:lift|ride) home", r"in my car",
    r"my (?:flat|car|classroom|room|office) (?:at|after|later|when)",
    r"(?:park|parked|waiting) (?:round|around) the (?:corner|back)", r"stay behind", r"lock(?:s|ed)? the door",
    r"cinema", r"sleepover",
)  # fmt: skip
_SPECIAL: Final = words(
    r"(?:you'?re|you are|ur|u r|your|you were|you'?ve been|u were|u) (?:always |still |secretly |are |been )?(?:my|"
    r"the) (?:\w+ )?(?:favourite|fave|fav|number one|special (?:one|girl|boy)|sunshine|little star|only one|"
    r"best (?:thing|part|bit))", r"my (?:absolute |secret )?(?:favourite|fave|fav)(?: pupil| student| person| one)?",
    r"not like (?:the|them|your|ur) ?(?:other|others|rest|mates|friends|lot)\b",
    r"not like (?:other|the other|most|your other|normal) (?:kids|pupils|teachers|girls|boys|students|adults)",
    r"(?:more |so |very |really |too )?(?:grown[- ]up|mature|adult)(?: enough)?(?: \w+){0,2} (?:than|for|that)",
    r"(?:so|way|much|really|well) (?:more )?(?:mature|grown[- ]up|special|beautiful|pretty)",
    r"old(?:er)? (?:for|than) (?:your (?:age|years)|ur age|ten|eleven|twelve|\w+teen)", r"old (?:head|soul)",
    r"a man's brain", r"(?:really |actually |truly )?(?:gets?|understands?) (?:me|you|u) (?:like|more|better|the way)",
    r"who (?:really |actually |truly )?(?:gets|understands) me", r"(?:how|so) close we are",
    r"best eyes",
    r"(?:you|u) (?:look|looked|r|are) (?:so |really |well |proper |dead )?(?:pretty|beautiful|gorgeous|lovely|fit|"
    r"hot|stunning|cute|amazing) (?:in|today|tonight|with|on|when)", r"princess", r"my little shadow",
    r"beautiful girl", r"gorgeous girl", r"handsome",
    r"(?:tell|talk to) me (?:anything|about anything|the stuff|everything|things)",
    r"(?:i )?(?:can'?t|cant|couldn'?t) stop thinking about",
    r"(?:i )?(?:keep|been|always) thinking (?:about|of) (?:you|u)",
    r"i(?:'ll| will)? (?:really |so )?miss (?:you|u|our)", r"missed (?:you|u|your face)", r"miss our chats",
    r"special (?:bond|connection|friend(?:ship)?)", r"what we have",
    r"more (?:like |than )?(?:a )?(?:mate|friend|sister|brother|teacher)",
    r"nobody (?:at home |else )?(?:gets|understands|listens|cares)", r"(?:i'?d|wouldn'?t|would) never say this",
    r"only one (?:in \w+ )?(?:who|that|i)", r"only person (?:i|who|in)", r"(?:don'?t|dont) say that to the others",
    r"love(?:d)? (?:our|these) (?:chats|talks|little)", r"look forward to (?:our|seeing you|your messages)",
    r"basically an adult", r"soul ?mates?", r"i can (?:properly |really )?(?:talk to|be open with|trust) (?:you|u)",
    r"(?:can|do you|u) trust me", r"trust me", r"she'?s paid to care",
    r"call me (?:by my (?:first )?name|\w+,? not (?:sir|miss|mr|mrs))", r"if (?:you|u) were (?:\w+ )?older",
    r"age is (?:just|only)", r"i care about (?:you|u)", r"here for (?:you|u) (?:any|always|more)",
    r"(?:you|u) mean (?:a lot|so much|the world)", r"(?:make|made|makes) my (?:day|week)",
)  # fmt: skip
_HONEST: Final = pattern(
    r"\b(?:can'?t|cant|cannot|won'?t|never) (?:keep|promise)|\bhave to (?:pass|tell|share)|\bhad to (?:pass|tell|"
    r"share)|\btold (?:mrs|mr|miss|ms|the|your|our) |\byou did the right thing"
    r"|\b(?:i'?ve|i have|i) (?:let|logged|reported|passed)\b"
)
# Grown-up or family matters that explain secrecy and presents.
_HARMLESS: Final = words(
    r"surprise", r"propos(?:e|ing|al)", r"engagement", r"leaving (?:do|tea|card|present|party|gift)",
    r"birthday party", r"secret santa", r"party", r"cake", r"recipe", r"wedding", r"hen", r"stag",
    r"cleared it with", r"your (?:mum|dad|parents) (?:knows?|said|agreed|has agreed)", r"mum knows", r"babe",
    r"missus", r"fella", r"darling wife", r"date night", r"your (?:husband|wife)", r"spin class",
    r"my (?:wife|husband) (?:and|or)", r"anniversary", r"staffroom", r"colleague", r"dsl", r"fiance", r"bake", r"quiz",
)  # fmt: skip
_KINDS: Final = (_FROM_HOME, _FROM_SCHOOL, _HUSH, _SPECIAL, _GIFT, _MEET)
_CHILD: Final = words(
    r"grown[- ]up",
    r"mature",
    r"old for",
    r"first name",
    r"year \d+", r"y\d+", r"your age", r"the rest of (?:the )?(?:class|year)", r"ur mum", r"your mum",
    r"your (?:nan|dad|parents|folks)", r"ur (?:dad|nan|parents|mums)", r"in class", r"homework",
    r"coursework", r"after (?:school|class|lesson)", r"minibus", r"music room", r"drama studio", r"cloakroom",
    r"the gym", r"sports hall", r"rehearsal", r"squad", r"assembly", r"in p\d", r"lesson",
    r"revision", r"the others?", r"contact centre", r"kid", r"sheds?", r"(?:mr|mrs|miss|ms|sir) [a-z]+", r"its sir",
    r"it'?s sir", r"exam", r"teachers?", r"swings", r"school", r"blazer", r"story",
)  # fmt: skip


_YOUR_HOME: Final = words(
    "your", "ur", "yr", "foster", "social worker", "parents", "at home"
)  # a brother or sister may say “don't tell mum”


def kinds(text: str) -> list[Match]:
    """One match for every kind of such language in the text."""
    return [found for kind in _KINDS if (found := kind.search(text))]


def secret_talk(text: str) -> Match | None:
    """The words to mark where a text is such talk with a child, otherwise ``None``."""
    found = kinds(text)
    if not found or own_family(text) or warns(text) or parent_addressed(text) or any_of(text, _HARMLESS, _HONEST):
        return None
    home, score = _FROM_HOME.search(text), pupil_score(text)
    if home and (len(found) >= 2 or score >= 1 or _YOUR_HOME.search(home.text)):
        return home
    if gossips(text):
        return None
    child = score >= 1 or _CHILD.search(text) is not None
    hush = first_of(text, _FROM_SCHOOL, _HUSH)
    if hush and (score >= 2 or (child and len(found) >= 2)):
        return hush
    return found[0] if child and len(found) >= 3 else None
