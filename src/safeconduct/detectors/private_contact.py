"""Private channels offered to, asked of, or shared with pupils and parents.

The contextual part: "add me on snap", "message me privately", "got your number off the trip form", a parents' group
that the author made or sits in, also on behalf of a colleague. Exact numbers, addresses and handles have detectors
of their own; here the words around them decide. Left alone: school numbers and e-mail, helplines, shops, family and
friends, declining, and advice against such groups.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Account, Topic
from safeconduct.detectors._pupils import (
    CHILD_SPOKEN_OF,
    PUPILS,
    YEAR,
    any_of,
    declines,
    first_of,
    own_family,
    parent_addressed,
    passages,
    pupil_score,
    speaks_to_pupil,
    to_parent,
    warns,
    whole,
    words,
)
from safeconduct.screening import Context, Detector, Draft, Example, Finding, Quiet
from safeconduct.text import Match, pattern

_WHY: Final = "This offers or asks for a private way of keeping in touch with a pupil or a parent."
_WHY_GROUP: Final = "This is a private group chat of parents or pupils with staff in it."

_APP: Final = (
    r"(?:snap(?:chat)?|insta(?:gram)?|ig|whats ?app|tiktok|facebook|fb|messenger|discord|telegram|signal|bereal|"
    r"twitch|strava|duolingo|roblox|fortnite|xbox|psn|"
    r"steam|clash clan|gmail|hotmail|yahoo|snap ?code|kik|wechat|viber|threads)"
)
_DETAIL: Final = (
    r"(?:numbers?|no|mob(?:ile)?|phone(?: number)?|cell|e-?mail(?: address)?|user(?:name)?|handle|gamer ?tag|tag|"
    rf"socials?|digits|{_APP})"
)
_OWN: Final = r"(?:own|personal|private|home|real|new|other|old)"

# A way to reach the author, or the other person, that the school does not run.
_GIVE: Final = pattern(
    r"\b((?:here'?s|this is|take|have|got|save|keep|use|it'?s|have you got|you'?ve got|add|give (?:you|u)|"
    rf"gave (?:her|him|them)) (?:my|this|our|mine) (?:{_OWN} )*{_DETAIL})\b"
    rf"|\b(my (?:{_OWN} )+{_DETAIL}|my {_DETAIL}(?:'?s| is| 07))\b|\b(my (?:mobile|mob|gmail|hotmail|whatsapp|burner))\b"
    rf"|\b((?:this is|it'?s) my {_OWN} (?:one|number|account|phone)|save my number|keep this number|mine'?s 07\d+|"
    r"my home one|this is my personal one)\b"
    rf"|\b(i'?m on (?:{_APP}|07\d[\d ]{{6,10}})|my dms? (?:are|is) (?:always )?open|drop your @|(?:on|off|"
    r"from) my own (?:phone|number|mobile))\b"
    r"|\b((?:mr|mrs|ms|miss|his|her|their) ?[a-z]{0,20} (?:home|private|personal|own) (?:number|mobile|e-?mail|"
    r"account|insta))\b|\b(the burner number|my boss'?s (?:personal )?(?:e-?mail|number))\b"
)
_ASK: Final = pattern(
    r"\b((?:what'?s|whats|wots|what is|remind me|send me|gi(?:ve|z)(?: me| us)?|drop me|can (?:i|u|you) (?:get|have|"
    r"give me)|could i (?:get|have)|have you got|has any(?:one|body) got|does any(?:one|body) have|"
    rf"pass (?:me|on)|need|got|saved|found) (?:me )?(?:your|ur|yr|the|his|her|their) (?:\w+ ){{0,2}}{_DETAIL})\b"
    rf"|\b((?:best|what) (?:personal|private) (?:e-?mail|number)|are you on {_APP}|(?:u|you) (?:got|"
    rf"on) (?:a )?{_APP}|you'?re on {_APP}\?|whats? ur (?:user|snap|insta|number|@))\b"
)
_MOVE: Final = pattern(
    r"\b((?:just |please |pls |go on |come and )?(?:add|join|friend|request|search(?: for)?|find) (?:me|us|"
    r"mr [a-z]+|mrs [a-z]+|miss [a-z]+)(?: back| up)?(?: (?:on|as|to|over|in|via|here)\b(?: \w+)?)?)\b"
    r"|\b((?:just )?(?:message|msg|text|txt|whatsapp|dm|pm|inbox|ring|call|e-?mail|snap|ping|"
    r"contact) me\b(?: (?:privately|private|direct(?:ly)?|on here|here|there|any ?time|whenever|at home|tonight|"
    r"back|instead|on \w+|me))?)"
    r"|\b(private (?:msg|message) me|pop me a (?:message|text|dm)|drop me a (?:message|text|line|dm|whatsapp)|"
    r"slide in(?:to my dms)?|hmu|hit me up|chat (?:to (?:you|u) )?on here|speak on here|talk on here)\b"
    r"|\b((?:don'?t|dont|no need to|not|rather than|save|without|instead of|easier than|quicker than|"
    r"better than) (?:\w+ ){0,3}(?:the |through the |thru the )?(?:office|school (?:line|phone|e-?mail|number|one|"
    r"inbox|account|app)|"
    r"portal|reception|parentmail|arbor|class ?dojo|the app|that app|emailing|teams))\b"
)
_AWAY: Final = words(
    r"personal(?: one)?", r"my own", r"own (?:mobile|number|phone|e-?mail|account|insta)",
    r"off the (?:trip|contact|swimming|reading|club|class|register|reg|medical|emergency)[ a-z]{0,12}",
    r"from the (?:trip|contact|swimming|reading|register|system|office)[ a-z]{0,12}",
    r"(?:not|don'?t|dont|easier than|quicker than|no need)[^.!?\n]{0,20}(?:office|school|app|portal|reception|arbor|"
    r"email\w*|trust)",
    r"keep (?:it|this) (?:to|between)", r"evenings?", r"any ?time", r"whenever", r"tonight", r"privately", r"private",
    r"nights?", r"up till", r"don'?t tell", r"cash",
)  # fmt: skip

# Words that name the pupil or parent and the private channel in one breath: enough by themselves.
_PLAIN: Final = pattern(
    rf"\b([a-z]+'?s'? (?:mum|dad|mam|nan|parents|mother|father)'?s'? (?:\w+ )?{_DETAIL}|(?:number|mobile|mob|e-?mail|"
    r"insta) (?:for|of) [a-z]+'?s'? (?:mum|dad|mam|nan|parents))\b"
    r"|\b((?:added|messaged|texted|dm'?d|whatsapped|friended|followed) (?:mrs [a-z]+|mr [a-z]+|[a-z]+'?s (?:mum|dad|"
    r"mam)|(?:a|one of the|some of the|the) (?:mums?|dads?|parents?))[^.!?\n]{0,10} (?:to|on|from) my (?:own |"
    rf"personal |private )?{_DETAIL})\b"
    r"|\b((?:mums?|dads?|parents?|mams?) [^.!?\n]{0,30}\b(?:to )?(?:add|message|text|ring|whatsapp|find) me\b)|"
    r"\b((?:mums|dads|parents|all of my tutor group's mums) have mine)\b"
    r"|\b((?:dad|mum|parent|pupil|student|year \d+s?|y\d+s?)\b[^.!?\n]{0,80}\b(?:asked|asks|ask|"
    rf"asking)(?: me)? for my {_DETAIL}\b[^.!?\n]{{0,60}}\b(?:gave|so it'?s|here it is|sent))\b"
    rf"|\b({PUPILS}\b[^.!?\n]{{0,40}}\b(?:my user(?:name)?'?s|my tag'?s|my dms?|drop your @|07\d\d\d|my gamertag))|"
    r"\b(asked he for my number[^.!?\n]{0,60}gave)\b"
    r"|\b(he asked for my number[^.!?\n]{0,60}gave|she asked for my number[^.!?\n]{0,60}gave)\b|\b((?:number|"
    rf"insta|snap)[^.!?\n]{{0,20}} (?:works )?for my {YEAR})\b"
    r"|\b(my pupils from school\b[^.!?\n]{0,60}\b(?:ring|whatsapp|text))\b|\b(staff contacts)\b|"
    r"\b(search [^.!?\n]{2,30} on facebook)\b"
)
# The same in other languages of our schools, with a word for school or class beside it.
_ELSEWHERE: Final = pattern(
    r"\b(apna number|mera (?:apna )?number|mera yeh hai|(?:twoj|moj prywatny|moj) (?:numer|insta|snap)|(?:podaj|"
    r"wyslij) (?:mi )?(?:swoj )?numer|napisz do mnie|dodaj mnie|(?:mon|ton|votre) (?:numero|insta|snap|"
    r"adresse perso)|"
    r"ajoute[- ]moi|(?:fy|dy|eich) rhif|tecstia fi|ychwanega fi|numarul meu|adauga-ma|mi numero|tu numero|mandame un mensaje)\b"
)
_SCHOOL_ELSEWHERE: Final = pattern(
    r"\b(?:school|class|ysgol|dosbarth|athrawes|athro|ecole|classe|eleves?|professeur|szkol\w*|klas\w*|uczn\w*|"
    r"nauczyciel\w*|mama|scoala|clasa|escuela|clase|homework|teacher|sir|miss|lekcj\w*|devoirs|gwaith cartref|"
    r"padhai)\b"
)
# A private group of parents or pupils.
_GROUP: Final = pattern(
    r"\b((?:whats ?app|messenger|facebook|fb|snap|discord|telegram|class|parents'?|mums'?|dads'?|private|group|y\d+|"
    r"year \w+) (?:group|chat|gc|server|group chat)|"
    r"parents have a whatsapp|(?:group|chat|gc) (?:on my own|for the class|for my|with (?:the|my|some)|called)|"
    r"(?:made|set up|started|created|joined|added to|in) (?:a |the |your |our |us a )(?:\w+ ){0,2}(?:group|chat|"
    r"whatsapp|server))\b"
)
_FOLK: Final = pattern(
    r"\b(?:mums?|mams?|moms?|dads?|parents?|carers?|families|"
    + PUPILS
    + r"|my form|my class|tutor group|form|lads|girls|kids|the squad|the team)\b"
)
_STAFF_IN: Final = pattern(
    r"\b(?:i'?ve (?:made|set|started|created|joined|got|put|added|popped)|i (?:made|set|started|created|joined|run|"
    r"added|have|am)|i'?m in(?: it)?|i'?ll|me(?: and| in| too|'?s)|(?:families|parents|mums|dads), me|me, (?:and|the|"
    r"you|them)|just me|my own phone|with me|add (?:me|miss|mr|mrs|whoever)|added me|"
    r"let me|(?:mr|mrs|miss|ms) [a-z]+(?:'s in| is in| in it| here| said|,? cover| the teacher)?|the teacher'?s?|"
    r"her teacher|we'?ve (?:made|set|got)|we'?ve a group)\b"
)
_WORK: Final = words(
    r"from school", r"at school", r"the school (?:line|one|phone|e-?mail|inbox|desk)", r"school(?:'s)?", r"the office",
    r"reception", r"class", r"lesson", r"homework", r"coursework", r"essay", r"worksheet", r"revision",
    r"past papers?",
    r"book band", r"targets", r"spellings", r"reading record", r"trip (?:form|list|sheet)", r"tutor(?: group)?",
    r"form", r"coach", r"(?:miss|mr|mrs|ms|sir) [a-z]+", r"sir", r"pupils?", r"students?", r"my year \w+", r"mock",
    r"the head", r"nativity", r"waiting list", r"band", r"training", r"place", r"set", r"exam", r"cover", r"supply",
    r"phonics", r"inhaler", r"trainers", r"medical letter", r"ticket", r"the app", r"portal", r"pick ?up",
    r"number bonds", r"at the door", r"babysit", r"on supply", r"desk", r"bball", r"football", r"rugby", r"netball",
    r"hall [a-z]", r"paper", r"lunch", r"squad", r"uni interview", r"answers", r"nea", r"theory", r"tuition",
    r"lessons",
)  # fmt: skip
_OFFICIAL: Final = pattern(
    r"\b(?:school (?:number|office number|switchboard) is|office (?:number is|is (?:on|open)|on 0|line)|"
    r"ring the (?:office|school)(?:$|[.,!?;]| (?:on|if|and|for|to|before|after))|contact the (?:office|school)|"
    r"e-?mail the (?:office|school)|via the (?:office|school)|reception on|helpline|samaritans|childline|"
    r"nspcc|pharmacy|surgery|plumber|electrician|shop|takeaway|salon|garage|vet|pest|landlord|(?:office|enquiries|"
    r"admin|english|head|info)@|school(?:'s)? (?:website|e-?mail address|account) (?:is|at)|class ?(?:email|page|"
    r"address)|"
    r"club secretary|not school|number's with|report (?:it|them))\b"
)
_AGAINST: Final = pattern(
    r"\b(?:never|don'?t|do not|shouldn'?t|should not|wouldn'?t|stay out of|avoid|refuse[ds]?|politely|left|leave|"
    r"leaving|muted?|turn(?:ed)? (?:it|them|him|her) down|no,|not allowed|can'?t|cannot|against (?:the )?(?:policy|"
    r"rules)) (?:\w+ ){0,4}"
    r"(?:give|giving|share|sharing|join|joining|add|adding|accept|whatsapp|number|group|chat|personal (?:number|"
    r"e-?mail|account)|parents'? group|dms?)\b|\bi'?d rather not\b|\buse the (?:school|class|office) (?:e-?mail|"
    r"number|app|phone)\b"
    r"|\bthrough the (?:office|school) please\b|\bplease (?:ring|email|contact|use) the (?:office|school)\b"
)
_CARE_OF_OTHERS: Final = words(
    r"netball club",
    r"allotment",
    r"book club",
    r"choir practice",
    r"pta",
    r"antenatal",
    r"running club",
    r"baby group",
    r"scouts?",
    r"brownies",
    r"parkrun",
    r"five-a-side",
)


_OWN_CHANNEL: Final = pattern(
    rf"\b(?:my|own|personal|private) (?:{_OWN} )*{_DETAIL}\b|\b(?:me on|add mr|add miss|add mrs|add ms) (?:{_APP}|"
    r"[a-z]+(?:'s)? own)\b|\bmr [a-z]'s own account\b|\bmine'?s 07|\bhome number\b"
)


# Past the school's own channels, said outright; “message me tonight” alone is for friends.
_PAST_SCHOOL: Final = words(
    r"personal(?: one)?", r"my own", r"own (?:mobile|number|phone|e-?mail|account|insta)",
    r"(?:off|from) the (?:trip|contact|swimming|reading|club|class|register|reg|medical|emergency|system)[ a-z]{0,12}",
    r"(?:not|don'?t|dont|easier than|quicker than|no need|rather than|save|without)[^.!?\n]{0,30}(?:office|school|"
    r"app|portal|reception|arbor|email\w*|trust|door|teams)", r"privately", r"private", r"direct(?:ly)?",
    r"don'?t tell", r"dont tell", r"snap\w*", r"insta\w*",
    r"whatsapp", r"discord", r"up till", r"07\d{3} ?\d{6}", r"cash",
)  # fmt: skip


def _harmless(text: str) -> bool:
    return (
        declines(text)
        or own_family(text)
        or warns(text)
        or _OFFICIAL.search(text) is not None
        or any_of(text, _AGAINST, _CARE_OF_OTHERS)
    )


def _channel(text: str) -> Match | None:
    """A private way of keeping in touch that is given, asked for or preferred."""
    return first_of(text, _GIVE, _ASK, _MOVE)


def _with_pupil_or_parent(draft: Draft, text: str) -> bool:
    """Whether it is a pupil or a parent, rather than a friend, that the channel is for."""
    if draft.context.account is Account.OFFICIAL:  # its readers are pupils and parents; “ring us” is the school's own
        return _OWN_CHANNEL.search(text) is not None
    if parent_addressed(text) or speaks_to_pupil(text) or (to_parent(text) and _WORK.search(text)):
        return True
    given = first_of(text, _GIVE, _ASK) is not None
    away = _AWAY.search(text) is not None if given else _PAST_SCHOOL.search(text) is not None
    school = (_WORK.search(text) is not None) + (pupil_score(text) >= 1)
    signs = away + school + (CHILD_SPOKEN_OF.search(text) is not None)
    return school > 0 and signs >= (2 if draft.context.kind in ("message", "reply", "comment") else 3)


def _foreign(text: str) -> Match | None:
    """A private channel in another language, with a word for school near it."""
    found = _ELSEWHERE.search(text)
    return found if found and _SCHOOL_ELSEWHERE.search(text) else None


def _group(text: str) -> Match | None:
    """A private group with parents or pupils in which staff are, too."""
    found = _GROUP.search(text)
    return found if found and _FOLK.search(text) and _STAFF_IN.search(text) else None


def _find(draft: Draft) -> Iterator[Finding]:
    for passage in passages(draft.folded):
        text = passage.text
        if _harmless(text):
            continue
        group = _group(text)
        if plain := first_of(text, _PLAIN) or _foreign(text):
            yield draft.finding(Topic.PRIVATE_CONTACT, whole(passage, plain, 20), _WHY)
        elif group:
            yield draft.finding(Topic.PRIVATE_CONTACT, whole(passage, group), _WHY_GROUP, certain=False)
        elif (channel := _channel(text)) and _with_pupil_or_parent(draft, text):
            yield draft.finding(Topic.PRIVATE_CONTACT, whole(passage, channel), _WHY)


_DM: Final = Context(kind="message")
_REPLY: Final = Context(kind="reply")

DETECTOR: Final = Detector(
    id="private_contact",
    says="Finds private numbers, accounts, messages and groups offered to or asked of pupils and parents.",
    topics=frozenset({Topic.PRIVATE_CONTACT}),
    find=_find,
    fires=(
        Example(
            "Hi Mrs Nowak, it's Miss Okeke, here's my own number so you needn't ring the school line",
            "my own number",
            Topic.PRIVATE_CONTACT,
            _DM,
        ),
        Example("add me on snap and I'll send you the homework", "add me on snap", Topic.PRIVATE_CONTACT, _DM),
        Example(
            "Message me privately about Aarav's reading level, quicker than the office",
            "Message me privately",
            Topic.PRIVATE_CONTACT,
            _REPLY,
        ),
        Example(
            "I've made a WhatsApp group for all the Year 4 parents, just me and them", "WhatsApp group", Topic.PRIVATE_CONTACT
        ),
        Example(
            "Hi is that Siân's mum? Got your number off the trip form, text me here any time",
            "Got your number off the trip form",
            Topic.PRIVATE_CONTACT,
            _DM,
        ),
        Example(
            "what's your insta? easier than emailing you the coursework, it's Mr Li",
            "what's your insta",
            Topic.PRIVATE_CONTACT,
            _DM,
        ),
        Example("Can someone add Miss Farah to the Year 2 mums chat?", "Year 2 mums chat", Topic.PRIVATE_CONTACT, _DM),
    ),
    quiet=(
        Quiet("Please ring the office on the number in the newsletter, we answer until five.", Context(Account.OFFICIAL)),
        Quiet("Hi Mrs Nowak, I can't share my own number, but the office will always pass a message on.", _DM),
        Quiet("Text me when you get in, love Mum x", _DM),
        Quiet("New phone, who dis? Add me on WhatsApp again lads, five-a-side is Thursday", _DM),
        Quiet("Never give parents your own mobile number. I did once and regretted it by Sunday."),
        Quiet("Stayed out of the parents' WhatsApp group for nine years and I don't intend to join now."),
        Quiet("Does anyone have the number of a good plumber? Boiler's gone again"),
        Quiet("Add me on Strava if you're doing the half marathon in May!"),
        Quiet("The Samaritans are on 116 123, message me if you just need a friend, any of you"),
    ),
)
