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
    PASSAGE,
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
from safeconduct.gates import Gate
from safeconduct.screening import Context, Detector, Draft, Example, Finding, Quiet
from safeconduct.text import Match, pattern

_WHY: Final = "This offers or asks for a private way of keeping in touch with a pupil or a parent."
_WHY_GROUP: Final = "This is a private group chat of parents or pupils with staff in it."

_APP: Final = (
    r"(?:snap(?:chat)?|insta(?:gram)?|ig|whats ?app|tiktok|facebook|fb|messenger|discord|telegram|signal|bereal|twitch|"
    r"strava|duolingo|roblox|fortnite|xbox|psn|steam|kik|wechat|viber|threads|linkedin)"
)
_DETAIL: Final = (
    r"(?:numbers?|no|mob(?:ile)?|phone(?: number)?|cell|e-?mail(?: address)?|address|user(?:name)?|handle|gamer ?tag|tag|"
    rf"socials?|digits|contact details|snap ?code|gmail|hotmail|yahoo|{_APP})"
)
_OWN: Final = r"(?:own|personal|private|home|real|new|other|old)"
_WHOSE: Final = r"(?:your|ur|yr|the|his|her|their)"

# A way to reach the author, a colleague or the other person that the school does not run.
_GIVE: Final = pattern(
    r"\b((?:here'?s|this is|take|have|got|save|keep|use|it'?s|add|give (?:you|u|her|him|them)|gave (?:her|him|them)|giv(?:e|"
    r"ing) out) "
    rf"(?:my|this|our|mine) (?:{_OWN} )*{_DETAIL})\b|\b(gave my (?:{_OWN} )*{_DETAIL} to)\b|\b(my (?:{_OWN} )+{_DETAIL}|"
    rf"my {_DETAIL}(?:'?s| is| 07))\b"
    r"|\b((?:can |to |should |all )?have my (?:\w+ )?(?:number|mobile|e-?mail)|my dms? (?:are|is) (?:always )?open|"
    r"mine'?s 07\d+)\b"
    rf"|\b((?:this is|it'?s) my {_OWN} (?:one|number|account|phone|mobile)|save my number|keep this number|my (?:mobile|mob|"
    rf"gmail|hotmail|whatsapp)|from my own (?:phone|number|mobile)|i'?m on (?:{_APP}|07\d[\d ]{{6,10}}))\b"
    rf"|\b((?:(?:mr|mrs|ms|miss|sir) [a-z'-]+(?:'s)?|his|her|their|my boss'?s) (?:home|private|personal|own) {_DETAIL})\b"
)
_ASK: Final = pattern(
    rf"\b((?:what'?s|whats|what is|send me|have you) (?:the |a )?(?:best |better )?{_DETAIL} for (?:you|u))\b|"
    rf"\b((?:what'?s|whats|wots|what is|(?:re)?mind me(?: of)?|send (?:me|us)|gi(?:ve|z)(?: me| us)?|drop me|pop me|grab|"
    rf"get|have|need|got|saved|found|share|pass (?:me|on)) {_WHOSE} (?:\w+ ){{0,2}}{_DETAIL})\b"
    rf"|\b((?:any(?:one|body)|someone) (?:\w+ )?(?:have|got|know) (?:an?|{_WHOSE}) (?:\w+ ){{0,2}}{_DETAIL} for)\b"
    rf"|\b((?:best|what) (?:personal|private) (?:e-?mail|number)|are (?:you|u) on {_APP}|(?:you|u) (?:got|on) (?:a )?{_APP}|"
    rf"(?:you|u)'?re on {_APP}\?)"
)
_MOVE: Final = pattern(
    rf"\b((?:catch|find|reach|get|contact|message) me on (?:\w+ )?{_APP}|(?:i'?ll|i can|i could|if i|to|me) (?:text|"
    rf"whatsapp|message|dm) you|(?:hello|catch up|natter|reply) on here|(?:add|follow) my (?:{_OWN} )*(?:account|{_APP}))\b|"
    r"\b((?:add|join|friend|request|search(?: for)?) (?:me|us|miss [a-z]+|mrs? [a-z]+)(?: back| up)? "
    r"?(?:(?:on|as|to|over|in|via|here)\b(?: \w+)?|and i'?ll)?)|\b((?:message|messaging|msg|text|txt|whatsapp|dm|pm|inbox|"
    r"ring|call|e-?mail|snap|snapping|ping|reach|contact) me\b(?: (?:privately|private|direct(?:ly)?|on here|on my|here|"
    r"there|any ?time|whenever|at home|tonight|back|instead|on \w+))?)|\b((?:pop|drop|send) me a (?:\w+ )?(?:message|text|"
    r"line|dm|whatsapp)|(?:followed|added|friended) you(?: back)?|(?:send|sending|sent) [^.!?\n]{1,40} on here|"
    r"slide in(?:to my dms)?|hmu|hit me up|private message me|(?:chat|speak|talk) (?:to (?:you|"
    r"u) )?on here)\b|\b((?:put|add|adding|added|pop|popped) (?:you|her|him|them|u) (?:in|into|to|on) (?:a |the |our |"
    r"my )?(?:\w+ ){0,2}(?:whats ?app|chat|group|list|team))\b"
)
# A number taken from the school's own lists: enough by itself.
_LISTS: Final = (
    r"(?:trip|contacts?|swimming|reading|club|class|register|reg|medical|emergency|system|sims|arbor|bromcom|database|"
    r"office|files?|records?|permission)"
)
_TAKEN: Final = pattern(
    rf"\b((?:got|took|taken|found|saved|had|copied|have) {_WHOSE} (?:\w+ )?{_DETAIL} (?:off|from|out of|on) (?:the |our |"
    rf"school )?{_LISTS}(?: (?:form|list|sheet|slip|records?|diary))?)\b"
)
_SCHOOL_WAYS: Final = (
    r"(?:the office|school(?:'s)?|reception|portal|parentmail|arbor|class ?dojo|dojo|the app|that app|e-?mailing|"
    r"my (?:school|work) (?:e-?mail|account)|teams|the trust|classroom|newsletter|the (?:school|work) (?:one|phone|line|"
    r"e-?mail))"
)
# Past the school's own channels, said outright.
_PAST_SCHOOL: Final = pattern(
    r"\b((?:don'?t|dont|no need to|needn'?t|not|rather than|instead of|save|without|never|beats|(?:easier|quicker|better|"
    r"faster) than|"
    rf"rather you didn'?t) (?:\w+ ){{0,4}}{_SCHOOL_WAYS}|off the record|(?:the )?official (?:one|e-?mail|number)|"
    rf"school doesn'?t know|my own (?:phone|number|mobile|account)|personal (?:one|"
    r"number|e-?mail|mobile)|don'?t tell)\b"
)
_PARENTS: Final = r"(?:mums?|mams?|moms?|dads?|parents?|carers?|families|mummies)"
# The parents or pupils and the private channel in one breath: enough by themselves.
_PLAIN: Final = pattern(
    rf"\b((?:text|ring|call|message|whatsapp|dm|chat to|chat with|reply to)(?:s|ed|"
    rf"t?ing)? (?:\w+ ){{0,3}}{_PARENTS} (?:\w+ ){{0,3}}"
    r"(?:from|on|off|using) my (?:own |personal )?(?:phone|mobile|account|whatsapp|facebook))\b"
    rf"|\b(friends with (?:[\w']+ ){{0,4}}{_PARENTS} (?:\w+ ){{0,2}}on {_APP})\b"
    rf"|\b({_PARENTS} (?:\w+ ){{0,3}}(?:on|as friends on) my (?:{_OWN} )*(?:facebook|fb|insta\w*|snap\w*|whatsapp))\b|"
    rf"\b([a-z]+'s' ?{_PARENTS}'?s? (?:\w+ )?{_DETAIL}|[a-z]+'s {_PARENTS}'?s (?:\w+ )?{_DETAIL}|{_DETAIL} (?:for|"
    rf"of) (?:\w+ ){{0,3}}[a-z]+'?s {_PARENTS})\b|\b((?:added|messaged|texted|dm'?d|whatsapped|friended|"
    rf"followed) (?:mrs? [a-z]+|[a-z]+'s {_PARENTS}|(?:a|one of the|some of the|the) {_PARENTS}) (?:to|on|"
    rf"from) my (?:{_OWN} )?{_DETAIL})\b|\b({_PARENTS} (?:\w+ ){{0,5}}(?:can |to |just )?(?:add|message|text|ring|whatsapp|"
    rf"find|dm) me)\b|\b((?:gave|given|giving|give) my (?:{_OWN} )?{_DETAIL} to (?:\w+ ){{0,3}}(?:{_PARENTS}|{PUPILS}))\b"
    rf"|\b((?:{_PARENTS}|{PUPILS})\b[^.!?\n]{{0,60}}\b(?:(?:can |all )?ha(?:ve|s) my (?:\w+ )?(?:number|mobile|e-?mail|{_APP})|"
    r"have mine|my dms?|my gamertag|my tag|drop your @))\b"
    rf"|\b((?:{_PARENTS}|{PUPILS}|he|she)\b[^.!?\n]{{0,60}}\b(?:asked|asks|asking)(?: me)? for my {_DETAIL}\b[^.!?\n]{{0,60}}\b"
    r"(?:gave|it'?s|here it is|sent))\b"
)
# The same in other languages of our schools, with a word for school or class beside it.
_ELSEWHERE: Final = pattern(
    r"\b(apna number|mera (?:apna )?number|mera yeh hai|(?:twoj|moj prywatny|moj) (?:numer|insta|snap)|(?:podaj|"
    r"wyslij) (?:mi )?(?:swoj )?numer|napisz do mnie|dodaj mnie|(?:mon|ton|votre) (?:numero|insta|snap|adresse perso)|"
    r"ajoute[- ]moi|(?:fy|dy|eich) rhif|tecstia fi|ychwanega fi|numarul meu|adauga-ma|(?:mi|tu) (?:numero|insta)|"
    r"mandame un mensaje|me escribas|escribeme)\b"
)
_SCHOOL_ELSEWHERE: Final = pattern(
    r"\b(?:school|class|ysgol|dosbarth|athrawes|athro|ecole|classe|eleves?|professeur|szkol\w*|klas\w*|uczn\w*|"
    r"nauczyciel\w*|mama|scoala|clasa|escuela|clase|homework|teacher|sir|miss|lekcj\w*|devoirs|gwaith cartref|padhai)\b"
)
# A private group of parents or pupils with staff in it.
_GROUP: Final = pattern(
    r"\b((?:discord|whats ?app|snapchat|telegram|facebook group) for (?:all )?(?:my|the|our))\b|"
    r"\b((?:whats ?app|messenger|facebook|fb|snap|discord|telegram|class|parents'?|mums'?|dads'?|private|group|y\d+|year \w+) "
    r"(?:group|chat|gc|server|group chat)|(?:parents|mums|dads)'? (?:have (?:a|their own) )?whats ?app|(?:group|chat|gc|"
    r"whats ?app) (?:for|with|of) (?:all )?(?:the|my|some|our)|(?:made|set up|started|created|joined|added to|run) (?:a |"
    r"the |your |our |us a )?(?:\w+ ){0,3}(?:group|chat|whats ?app|server))\b"
)
_FOLK: Final = pattern(rf"\b(?:{_PARENTS}|{PUPILS}|lads|girls|kids|the squad|the team)\b")
_STAFF_IN: Final = pattern(
    r"(?:^|[.!?] )(?:made|set up|started|created) |\bi'?m on (?:there|it)\b|"
    r"\b(?:(?:i'?ve|we'?ve|just) (?:made|set|started|created|joined|got|put|added|popped|a group)|^joined|i (?:made|set|"
    r"started|created|joined|run|added|have|am)|i'?m in(?: it)?|i'?m (?:the )?admin|i run|i'?ll|me(?: and| in| too)|"
    r"me, (?:and|the|you|them)|just (?:me|set|made|started)|with me|my own phone|add (?:me|miss|mr|mrs)|added me|let me|"
    r"the only teacher|(?:mr|mrs|miss|ms) [a-z]+(?:'s in| is in| in it| here| said|,? cover)?|the teacher'?s?|her teacher)\b"
)
# Whoever runs it keeps in touch with them there; of a member only the words around it tell.
_RUNS_IT: Final = pattern(
    r"\b(?:i|we)(?:'ve|'ll|'m|'re| have| will| am| are)? (?:just |now |also |already |finally )?(?:gonna |going to )?(?:runs?"
    r"|made|make|making|set(?:ting)? up|start(?:ed|ing)?|creat(?:e|ed|ing)|running|admin(?:ister)?|moderate)\b"
    r"|\b(?:me|i'm|i am) (?:as |is |the )?(?:the )?admin\b|\b(?:join|welcome to) (?:my|our)\b"
    r"|(?:^|[.!?:] )(?:just )?(?:made|set up|started|created) (?:a|an|the|our|us)\b"
)
_WORK: Final = words(
    r"(?:from|at|in) (?:school|nursery|class|lessons?)", r"school(?:'s)?", r"the office", r"reception", r"class", r"lesson",
    r"homework",
    r"coursework", r"essay", r"worksheet", r"revision", r"(?:past|mock) papers?", r"mocks?", r"targets", r"spellings",
    r"reading", r"trip",
    r"(?:permission )?slip", r"tutor(?: group|ing)?", r"form", r"coach", r"(?:miss|mr|mrs|ms|sir) [a-z]+", r"sir",
    r"pupils?", r"students?",
    r"my year \w+", r"the head", r"nativity", r"assessment", r"tuition", r"set", r"exams?", r"cover", r"supply", r"phonics",
    r"book bands?",
    r"inhaler",
    r"the app", r"portal", r"pick ?up", r"babysit", r"football", r"rugby", r"netball", r"squad", r"the team", r"fixtures?",
    r"nea",
    r"parents' evening", r"sports day", r"the meeting", r"lunches", r"official (?:one|e-?mail|number)",
    r"(?:his|her|your) (?:ta|teacher)", r"the (?:ta|teacher)", r"in the play",
)  # fmt: skip
_OFFICIAL: Final = pattern(
    r"\b(?:school (?:number|office number|switchboard) is|office (?:number is|is (?:on|open)|on 0|line)|(?:ring|contact) the "
    r"(?:office|school)(?:$|[.,!?;]| (?:on|if|and|for|to|before|after))|e-?mail the (?:office|school)|via the (?:office|"
    r"school)|reception on|helpline|samaritans|childline|nspcc|pharmacy|surgery|plumber|electrician|shop|takeaway|salon|"
    r"garage|vet|pest|landlord|(?:office|enquiries|admin|english|head|info)@|school(?:'s)? (?:website|e-?mail address|"
    r"account) (?:is|at)|class ?(?:email|page|address)|club secretary|head office|number's with|report (?:it|them)|"
    r"collection only|orders)\b"
)
_REFUSING: Final = (
    r"(?:never|don'?t|do not|shouldn'?t|should not|wouldn'?t|stay(?:ed)? out of|avoid|refuse[ds]?|politely|left|leave|leaving|"
    r"muted?|turn(?:ed)? (?:it|them|him|her) down|no,|not allowed|can'?t|cannot|against (?:the )?(?:policy|rules)|"
    r"pointed (?:her|him|them) to)"
)
_REFUSED: Final = (
    r"(?:(?:give|giving|share|sharing) (?:\w+ ){0,4}(?:numbers?|e-?mails?|mobile|phone|details)|join|joining|add|adding|accept|"
    r"whatsapp|group|chat|numbers?|personal (?:number|e-?mail|account)|dms?|school e-?mail|use your own)"
)
_AGAINST: Final = pattern(
    rf"\b{_REFUSING} (?:\w+ ){{0,4}}{_REFUSED}\b|\bi'?d rather not\b"
    r"|\b(?:use|using|stick to|go through|through) the (?:school|class|office) ?(?:e-?mail|number|app|phone|please)?(?:$|"
    r"[.,!?])|\bplease (?:ring|email|contact|use) the (?:office|school)\b"
)
_PASTIMES: Final = words(
    r"allotment", r"book club", r"pta", r"antenatal", r"running club", r"baby group", r"scouts?", r"brownies", r"parkrun",
    r"five-a-side",
    r"d&d", r"stag do", r"hen do", r"choir practice", r"netball club", r"half marathon",
    r"(?:my|our) (?:own )?(?:kid|child|eldest|youngest|"
    r"boy|girl|toddler)'?s", r"our department", r"dentist", r"for sale",
)  # fmt: skip
_TUTEES: Final = pattern(
    rf"\b(?:(?:(?:my|our)|if you'?re (?:in|one of)) (?:\w+ |\w+'s |mr \w+'s )?(?:year \w+s?|y\d+s?|class|form|tutor group|"
    rf"pupils|students)|sixth formers|for my {YEAR})\b"
)
_OWN_CHANNEL: Final = pattern(
    rf"\b(?:my|own|personal|private) (?:{_OWN} )*{_DETAIL}\b|\badd (?:mr|miss|mrs|ms) [a-z]+'s own\b|\bmine'?s 07|"
    rf"\bhome number\b"
)

_SPOKEN: Final = frozenset({"message", "reply", "comment"})


def _harmless(text: str) -> bool:
    return declines(text) or own_family(text) or warns(text) or any_of(text, _OFFICIAL, _AGAINST, _PASTIMES)


def _with_pupil_or_parent(draft: Draft, text: str) -> bool:
    """Whether it is a pupil or a parent, rather than a friend, that the channel is for."""
    if draft.context.account is Account.OFFICIAL:  # its readers are pupils and parents; “ring us” is the school's own
        return _OWN_CHANNEL.search(text) is not None
    if parent_addressed(text) or speaks_to_pupil(text):
        return True
    worked = _WORK.search(text) is not None
    if not worked and pupil_score(text) < 1:
        return False
    if to_parent(text) or _TUTEES.search(text):
        return True
    spoken = draft.context.kind in _SPOKEN
    child = CHILD_SPOKEN_OF.search(text) is not None
    return ((spoken or child) and _PAST_SCHOOL.search(text) is not None) or (spoken and child and worked)


def _perhaps_pupil(draft: Draft, text: str) -> bool:
    """A detail asked for or given with a word of schooling: to a pupil, or between colleagues."""
    if draft.context.account is Account.OFFICIAL or draft.context.kind not in _SPOKEN:
        return False
    return any_of(text, _GIVE, _ASK) and _WORK.search(text) is not None and pupil_score(text) >= 1


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
        if plain := first_of(text, _PLAIN, _TAKEN) or _foreign(text):
            yield draft.finding(Topic.PRIVATE_CONTACT, whole(passage, plain, 20), _WHY)
        elif group := _group(text):
            runs = _RUNS_IT.search(text) is not None
            yield draft.finding(Topic.PRIVATE_CONTACT, whole(passage, group), _WHY_GROUP, certain=runs)
        elif channel := first_of(text, _GIVE, _ASK, _MOVE):
            sure = _with_pupil_or_parent(draft, text)
            if sure or _perhaps_pupil(draft, text):
                yield draft.finding(Topic.PRIVATE_CONTACT, whole(passage, channel), _WHY, certain=sure)


_DM: Final = Context(kind="message")
_REPLY: Final = Context(kind="reply")

DETECTOR: Final = Detector(
    id="private_contact",
    says="Finds private numbers, accounts, messages and groups offered to or asked of pupils and parents.",
    topics=frozenset({Topic.PRIVATE_CONTACT}),
    find=_find,
    gate=Gate(_PLAIN, _TAKEN, _ELSEWHERE, _GROUP, _GIVE, _ASK, _MOVE, longest=PASSAGE),
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
    weighs=True,
)
