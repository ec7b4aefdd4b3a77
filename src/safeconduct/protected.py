"""Speech that no staff policy may decide: belief, politics, union matters, and disclosures in the public interest.

``protections`` only recognises; it judges nothing. Abuse, a threat or a pupil's name in the same text is found by
the detectors and stays judged. ``covers`` says which topics are not judged in such speech.

The law behind it: the Equality Act 2010 (religion or belief) and the Human Rights Act 1998 (Articles 9, 10 and 11),
read in Higgs v Farmor's School [2025] EWCA Civ 109; the Trade Union and Labour Relations (Consolidation) Act 1992,
sections 146 and 152; the Employment Rights Act 1996, Part IVA (protected disclosures). Whether one text is protected
is for a tribunal: the guidance names the channels and where to ask, and promises nothing either way.

Precision comes first. A grumble about work is no disclosure: that takes one's own workplace, a wrong of the kind the
Act lists, and an effort to bring it to light.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

import msgspec

from safeconduct.abroad import whole_words
from safeconduct.activity import Topic
from safeconduct.disguise import Plain
from safeconduct.gates import Gate
from safeconduct.screening import Draft
from safeconduct.text import Pattern, Sentence, pattern


class Ground(StrEnum):
    """Why speech is protected."""

    BELIEF = "belief"
    POLITICS = "politics"
    UNION = "union"
    DISCLOSURE = "disclosure"


class Protection(msgspec.Struct, frozen=True):
    """A stretch of the text as given that is such speech; ``guidance`` is for its author."""

    ground: Ground
    start: int
    end: int
    why: str
    guidance: str


_OPINION: Final = frozenset({Topic.WORK_TALK, Topic.MISSING_DISCLAIMER, Topic.NEEDS_PERMISSION, Topic.DISREPUTE})
_COVERS: Final = {
    Ground.BELIEF: _OPINION,
    Ground.POLITICS: _OPINION - {Topic.MISSING_DISCLAIMER},
    Ground.UNION: _OPINION,
    Ground.DISCLOSURE: (_OPINION - {Topic.DISREPUTE}) | {Topic.DEFAMATION},
}


def covers(ground: Ground) -> frozenset[Topic]:
    """The topics that are not judged in such speech.

    Disrepute is among them for taking part in lawful action only: a sentence that admits misconduct besides (drink,
    drugs, a false sick note) is not recognised as protected in the first place. Defamation is for disclosures, which accuse
    by their nature; whoever asks must still judge an accusation of somebody by name. That a political opinion next to the
    employer's name carries a statement whose it is asks nothing of the opinion: where a clause wants one, it is proposed.
    """
    return _COVERS[ground]


def protections(draft: Draft) -> tuple[Protection, ...]:
    """The protected speech in a draft, in the order of the text; of one in another language, also what its English shows."""
    if draft.in_english is None:
        return _shown(draft)
    plain, english = draft.in_english
    led_back = [_led_back(each, draft, plain) for each in _shown(english)]
    return tuple(sorted((*_shown(draft), *led_back), key=lambda each: (each.start, each.ground)))


def _led_back(found: Protection, draft: Draft, plain: Plain) -> Protection:
    """A stretch of the English, where it stands in the text as given."""
    start, end = whole_words(draft.text.raw, *draft.text.span(*plain.span(found.start, found.end)))
    return msgspec.structs.replace(found, start=start, end=end)


def _shown(draft: Draft) -> tuple[Protection, ...]:
    if not _GATE.admits(draft.text):
        return ()
    found = [Stretch(ground, s.start, s.end) for ground in _OPINIONS for s in _sentences(draft, ground)]
    found += [Stretch(Ground.DISCLOSURE, part.start, part.end) for part in _parts(draft.folded) if _discloses(part.text)]
    return tuple(_protection(draft, each) for each in sorted(_joined(found), key=lambda each: (each.start, each.ground)))


class Stretch(NamedTuple):
    """A protected stretch of the folded text."""

    ground: Ground
    start: int
    end: int


def _protection(draft: Draft, found: Stretch) -> Protection:
    said = draft.folded[found.start : found.end]
    start = found.start + len(said) - len(said.lstrip())
    end = found.end - (len(said) - len(said.rstrip()))
    return Protection(found.ground, *draft.text.span(start, end), _WHY[found.ground], _GUIDANCE[found.ground])


def _sentences(draft: Draft, ground: Ground) -> Iterator[Sentence]:
    """The sentences in which an opinion of this ground is expressed."""
    speaks, unless = _OPINIONS[ground]
    for sentence in draft.text.sentences:
        if speaks.search(sentence.text) and not unless.search(sentence.text) and not _MISCONDUCT.search(sentence.text):
            yield sentence


def _joined(found: list[Stretch]) -> Iterator[Stretch]:
    """Neighbours of one ground made one."""
    for ground in Ground:
        last: Stretch | None = None
        for each in (stretch for stretch in found if stretch.ground is ground):
            if last and each.start - last.end <= 2:
                last = last._replace(end=each.end)
                continue
            if last:
                yield last
            last = each
        if last:
            yield last


_PART: Final = 2500  # a disclosure tells a story: its three signs may stand some sentences apart


def _parts(folded: str) -> Iterator[Sentence]:
    """The text in parts of bounded length, cut at a line end or a blank where there is one."""
    start = 0
    while start < len(folded):
        stop = min(start + _PART, len(folded))
        if stop < len(folded):
            cut = max(folded.rfind("\n", start + _PART // 2, stop), folded.rfind(" ", start + _PART // 2, stop))
            stop = cut + 1 if cut > 0 else stop
        yield Sentence(start, stop, folded[start:stop])
        start = stop


def _discloses(text: str) -> bool:
    """One's own work, a wrong of the kind the Act lists, and an effort to bring it to light."""
    if _NOT_TOLD.search(text) is not None:
        return False
    if _SAID_OUTRIGHT.search(text) is not None:
        return True
    if all(sign.search(text) is not None for sign in (_OWN_WORK, _WRONG, _EXPOSED)):
        return True
    return _reported_outside(text)


def _reported_outside(text: str) -> bool:
    """In the first person, to somebody who may be told by law, what is wrong at one's own work or what one saw there."""
    own = _OWN_WORK.search(text) is not None or _OUR_PLACE.search(text) is not None
    at_work, wrong = own or _OF_STAFF.search(text) is not None, _WRONG.search(text) is not None
    if at_work and _TOLD_OF_HARM.search(text) is not None:
        return True
    if at_work and _TOLD_A_BODY.search(text) is not None and (wrong or _SAW.search(text) is not None):
        return True
    return own and wrong and _TOLD_ONES_OWN.search(text) is not None


# --- belief -------------------------------------------------------------------------------------------------

_FAITH: Final = (
    r"(?:christian|catholic|protestant|methodist|baptist|anglican|evangelical|quaker|orthodox|muslim|sunni|shia|jew|"
    r"jewish|sikh|hindu|buddhist|jain|pagan|bahai|baha'i|rastafarian|zoroastrian|atheist|agnostic|humanist|"
    r"secularist|vegan|pacifist|stoic|believer|person of faith|(?:wo)?man of faith|jehovah's witness|mormon|born again)"
)
_BELIEF: Final = pattern(
    rf"\b(?:as|i'?m|i am|being|we'?re|we are|became|become|raised|proud) (?:an? )?(?:\w+ ){{0,2}}{_FAITH}s?\b"
    r"|\b(?:my|our) (?:\w+ )?(?:faith|religion|religious belief|beliefs?|god|saviour|lord|conscience|creed|guru|prayers)\b"
    r"|\bi (?:\w+ )?(?:believe|have faith|put my trust|do not believe|don'?t believe|"
    r"no longer believe) (?:in )?(?:that )?(?:in )?(?:god|allah|jesus|christ|waheguru|heaven|hell|the resurrection|"
    r"prayer|an afterlife|a creator|(?:every |all )?(?:human |animal )?life|marriage|sex is|biological sex|"
    r"gender|karma|reincarnation|scripture|the bible|the qur'?an|people can(?:not|'t)|children are|no (?:one|child)|god)\b"
    r"|\b(?:the bible|scripture|the qur'?an|the torah|the gita|guru granth sahib|jesus|the prophet|god|allah|"
    r"waheguru) (?:says|teaches|calls|tells|is (?:good|great|lord|love|my|one)|loves|made|has)\b"
    r"|\b(?:alhamdulillah|in ?sha ?allah|waheguru ji|praise (?:god|the lord|jesus)|glory to god|hail mary|"
    r"thanks be to god|god bless|shabbat shalom|eid mubarak|ramadan (?:mubarak|kareem)|happy (?:vaisakhi|diwali|"
    r"hanukkah|chanukah|passover|wesak|eid|easter)|christ is risen|he is risen)\b"
    r"|\b(?:fasting|prayed|praying|worshipp?(?:ing|ed)|confirmed|baptised|went|going|been) (?:\w+ )?(?:for ramadan|"
    r"for lent|at (?:the )?(?:mosque|gurdwara|temple|mandir|synagogue|shul|church|mass|friday prayers)|"
    r"to (?:the )?(?:mosque|gurdwara|mandir|synagogue|shul|mass|church|jummah|friday prayers))\b"
    r"|\b(?:sex is (?:real|binary|immutable)|gender[- ]critical|trans (?:women are women|rights are human rights)|"
    r"marriage is (?:between|for|a)|right to life|sanctity of life|eating animals is wrong|"
    r"killing is (?:always )?wrong|there is no god|religion has no place)\b"
)
_NOT_BELIEF: Final = pattern(
    r"\b(?:faith in (?:people|humanity|mankind|you|the (?:world|team|kids|trains?))|oh my god|omg|god knows|"
    r"for god's sake|honest to god|swear to god|thank god (?:it|for)|god help|re lesson|re teacher|r\.e\.|"
    r"scheme of work|key stage|ks[1-5]|worksheets?|year \d+ (?:on|about|visited)|school trip|topic|unit|exam board|"
    r"mock|revision|church (?:hall|road|street|lane|school)|jumble|footballing god|rock god|god of|vegan (?:sausage|cheese|"
    r"roll|option|burger|leather|cake|recipe|nuggets?)|christian (?:bale|dior|eriksen|name)|confirmed (?:cases?|"
    r"bookings?)|my lord and|good lord|believe in (?:you|me|yourself|them|him|her|my class))\b"
)

# --- politics -----------------------------------------------------------------------------------------------

_PARTY: Final = (
    r"(?:labour|the tories|tory|conservatives?|lib ?dems?|liberal democrats?|the greens?|green party|green(?: on)|"
    r"snp|plaid(?: cymru)?|reform(?: uk)?|sinn fein|dup|sdlp|alliance party|ukip|alba|your party|workers party)"
)
_STATE: Final = (
    r"(?:(?:the|this|that|our|your|a|any) (?:\w+ )?government|(?:the |this |our )?(?:education|home|health|foreign|shadow \w+) "
    r"(?:secretary|minister)|(?:the|this|that|every|any) minister|westminster|downing street|parliament"
    r"|the (?:prime minister|chancellor|"
    r"education secretary|home secretary|health secretary|pm|treasury|cabinet|lords|commons|senedd|opposition|"
    r"home office|dfe|department for education)|holyrood|stormont|senedd|ministers|mps?|politicians|whitehall|ofsted|"
    r"the (?:general |local |by-?)elections?|the budget|the spending review)"
)
_POLICY: Final = (
    r"(?:austerity|brexit|rejoining? (?:the )?eu|(?:scottish|welsh|irish) (?:independence|unity)|a united ireland|"
    r"two[- ]child (?:benefit )?(?:cap|limit)|free school meals|immigration|asylum(?: seekers)?|small boats|"
    r"the monarchy|the nhs|school funding|education (?:cuts|funding|policy)|"
    r"tuition fees|grammar schools|academisation|league tables|private schools|vat on (?:private )?school(?: fees)?|"
    r"sats|net zero|fracking|climate (?:policy|action|justice|change)|ceasefire|gaza|israel|palestine|ukraine|"
    r"arms sales|trident|nuclear weapons|tax(?:es|ation)?|wealth tax|rent controls?|"
    r"benefits?|child poverty|universal credit|proportional representation|voter id|votes at 16|the death penalty|"
    r"assisted dying|abortion|drug policy|housing|renationalis\w+|public ownership|the send (?:white paper|reforms?|"
    r"system)|ehcps?|gun control|policing|hs2|the far right|racism)"
)
_STANCE: Final = (
    r"(?:should(?:n'?t)?|must|ought|need(?:s)? to|has to|have to|wrong|right to|support|oppose|against|"
    r"campaign(?:ing)?|petition|vot(?:e|ed|ing)|march(?:ed|ing)?|protest(?:ed|ing)?|demo|disgrace(?:ful)?|"
    r"shame(?:ful)?|failed|failing|fails|broken|scrap|abolish|fund|cuts?|cutting|underfund\w+|betray\w*|"
    r"believe|unfair|unjust|deserves?|justice|stand with|solidarity|in favour|for all|cruel|lies|promis\w+|policy|"
    r"policies|rejoin|end|stop|save|ban|raise|u-turn|write to your mp|wrote to my mp|know it|real terms)"
)
# What people call those who govern; nobody at school is meant.
_SCORN: Final = (
    r"(?:scum(?:bags?)?|liars?|lying|cheats?|cheating|clowns?|buffoons?|idiots?|fools?|muppets?|crooks?|charlatans?|cowards?|"
    r"pigs?|troughing|snouts|parasites?|useless|clueless|incompetent|hopeless|corrupt|spineless|shambles|shambolic|joke|circus|"
    r"farce|hypocri(?:tes?|sy)|wet lettuce|out of touch|(?:hasn'?t|haven'?t|not|without) (?:got )?a clue|hates? (?:teachers"
    r"|us|the "
    r"poor|public services)|disaster|embarrassment|vote (?:them|him|her) out|resign|couldn'?t run)"
)
# Questions of principle on which people take sides, and how they do.
_GREAT_QUESTION: Final = (
    r"(?:brexit|abortion|(?:scottish|welsh|irish) (?:independence|unity)|indy ?ref\w*|a united ireland|austerity|the monarchy|"
    r"assisted dying|the death penalty|net zero|fracking|trident|private schools|grammar schools|academisation|tuition fees|"
    r"league tables|the two[- ]child (?:benefit )?(?:cap|limit)|universal credit|proportional representation"
    r"|first past the post|"
    r"privatisation|the house of lords|mass immigration|rejoining (?:the )?eu|the (?:burka|burqa|niqab|hijab) ban)"
)
_VERDICT: Final = (
    r"(?:mistake|disaster|failure|success|betrayal|con|con trick|lie|joke|scandal|shambles|healthcare|murder|rights?|wrong"
    r"|nonsense|"
    r"triumph|best thing|worst thing|stupid(?:est)?|unworkable|works?|doesn'?t work|can'?t come soon enough|overdue"
    r"|only (?:answer|"
    r"way)|harm|damage|cost(?:s|ing)? (?:us|this country)|ruin(?:ed|ing|s)?|saved?|done (?:us|this country))"
)
_POLITICS: Final = pattern(
    r"\b(?:vot(?:e|ed|ing)|canvass(?:ed|ing)|campaign(?:ed|ing)|leaflet(?:ed|ing|ting)|standing|door[- ]?knocking|"
    rf"joined|member of|membership|councillor|candidate) (?:\w+ ){{0,3}}{_PARTY}\b"
    rf"|\b{_STATE}\b[^.!?\n]{{0,120}}\b{_STANCE}\b|\b{_STANCE}\b[^.!?\n]{{0,80}}\b{_STATE}\b"
    rf"|\b{_POLICY}\b[^.!?\n]{{0,80}}\b(?:should(?:n'?t)?|must|is wrong|are wrong|is a (?:disgrace|scandal|choice|"
    r"political)|needs? to|has to|now|for all|cruel|unfair|betray\w*|punish\w*|vote|march)\b"
    r"|\b(?:scrap|abolish|end|stop|against|oppose|support|supporting|fund|campaign(?:ing)? (?:for|against)|"
    r"march(?:ed|ing)? (?:for|against)|petition (?:for|against|to)|protest(?:ed|ing)? (?:for|against|about)|"
    r"in favour of|vote for|voted for|solidarity with|stand with|believe in|say no to|"
    rf"no to) (?:\w+ ){{0,3}}{_POLICY}\b|\b{_PARTY}(?:'s?)? (?:manifesto|government|conference|policy|policies|candidate|mp|"
    rf"leader|councillor|voter|"
    r"will|would|should|must|has|have|are|is)\b|\b(?:write|written|wrote|writing) to (?:my|our|your) mps?\b"
    r"|\bpolling station\b|"
    rf"\b{_STATE}\b[^.!?\n]{{0,60}}\b{_SCORN}\b|\b{_SCORN}\b[^.!?\n]{{0,40}}\b{_STATE}\b|"
    rf"\b{_GREAT_QUESTION}\b[^.!?\n]{{0,60}}\b{_VERDICT}\b|\b{_VERDICT}\b[^.!?\n]{{0,30}}\b{_GREAT_QUESTION}\b|"
    r"\bvote (?:them|this lot|that lot|him|her) out\b|\bvoted? (?:leave|remain|yes|no) (?:in|on|to) (?:the referendum|2016"
    r"|2014|"
    r"independence|brexit)\b|\bban(?:ning)? the (?:burka|burqa|niqab|hijab|headscarf|turban)\b|"
    r"\bexit poll\b|\bcast my vote\b"
)
_NOT_POLITICS: Final = pattern(
    r"\b(?:labour (?:ward|pains?)|in(?:to)? labour|labour of love|student council|school council|mock election|"
    r"head (?:boy|girl)|class (?:vote|election)|year \d+ (?:voted|vote)|my class voted|pupils voted|voted (?:off|out of|"
    r"best|for the (?:class|hamster|name))|eurovision|strictly|bake off|"
    r"i'm a celebrity|love island|tax return|council tax bill|my benefits? (?:of|from)|benefits? of (?:\w+ing|"
    r"exercise|sleep|reading)|health benefits?|portal|log-?in|password|ofsted (?:call|rang|are coming|inspector ate|"
    r"week|window)|budget (?:airline|hotel|supermarket|meal)|green (?:tea|paint|hair)|school house|boat race|"
    r"tory (?:burch|amos)|housing estate agent|(?:our|my) (?:head|deputy|trust|school|governors) (?:should|must|"
    r"needs? to|has to))\b"
)

# --- union --------------------------------------------------------------------------------------------------

_UNION_NAME: Final = (
    r"(?:neu|nasuwt|unison|gmb|eis|naht|ascl|ucac|ssta|ucu|community union|unite the union|tuc|stuc|ictu|"
    r"ballot\b[^.!?\n]{0,30}\bunion)"
)
_UNION: Final = pattern(
    rf"\b{_UNION_NAME}\b|\b(?:my|our|teaching|teachers'?|join(?:ed|ing)? (?:a|the|your|my)|trade|support staff|"
    rf"education|health) (?:trade )?unions?\b|\b(?:the|a|your) union\b[^.!?\n]{{0,60}}\b(?:back(?:s|ed)|support|"
    r"members?|solidarity|vot(?:e|ed|ing)|ballot\w*|negotiat\w+|dispute|fought|fight\w*|won|stands?|campaign\w*)|"
    r"\bunion (?:reps?|members?|membership|meetings?|branch|subs|dues|ballot|officer|organiser|recognition|"
    r"conference|district|group|card|advice|caseworker)\b|\bunioni[sz](?:e|ed|ing|ation)\b|\b(?:picket(?:s|ing|ed)?|"
    r"picket line|strike (?:action|day|days|ballot|fund|vote|committee|rally|mandate)|striking (?:teachers?|staff|workers?|"
    r"tas|colleagues|for|over|again|tomorrow|today)|(?:on|went on|going on|voted? (?:to|for)|out on|for the|"
    r"join(?:ing)? the|support(?:ing)? the|next|teachers'?|first|day \w+ of (?:the )?|called a|call off the|"
    r"why i'?m on) strikes?|we strike|i'?m striking|we'?re striking|i will be striking|industrial action|"
    r"action short of (?:a )?strike|work(?:ing)? to rule|shop steward|"
    r"collective bargaining|pay (?:dispute|restoration|offer|award|ballot|claim|settlement|talks|freeze|campaign|deal)|"
    r"fully funded pay|strb|teachers' pay|support staff pay|ta pay|real[- ]terms pay|(?:lawful|legal) (?:strikes?"
    r"|picket\w*)|(?:right to|yes to|vot(?:e|ed|ing) (?:yes |no )?(?:to|for|on)) (?:a |the )?strik(?:e|ing)"
    r"|(?:break(?:ing)?|back(?:ing|ed)?) (?:a|the|our|this|your) (?:\w+ )?strikes?|strike[- ]?break\w*|deserves? (?:a "
    r"|an )?(?:\w+ ){0,2}pay (?:rise|deal|award)|pay rise (?:for|to|of|that)|"
    r"ballot (?:paper|result|opens|closes|turnout|for action)|indicative ballot|vote yes in the ballot|posted my ballot|"
    r"turnout threshold)\b"
)
_NOT_UNION: Final = pattern(
    r"\b(?:(?:if (?:she|he|you|they|anyone) (?:goes?|go|runs?|complains?|tells?) to|without your) (?:\w+ )?union|"
    r"rugby union|union jack|union (?:street|canal|flag|square|berlin)|student(?:s'?)? union|european union|"
    r"soviet union|credit union|western union|civil union|state of the union|act of union|lightning|bowling|"
    r"strike a (?:pose|balance|match|chord)|hunger strike of|first strike|air ?strikes?|"
    r"nuclear|three strikes|strike rate|clock strikes?|history (?:unit|lesson|essay|of)|year \d+ (?:learn|study|"
    r"are (?:doing|studying))|the (?:1984|1926|miners') [^.!?\n]{0,20}(?:unit|lesson|topic)|marathon|glastonbury|"
    r"tickets?|general strike (?:of|in) 19)\b"
)

# --- disclosure ---------------------------------------------------------------------------------------------

_OWN_WORK: Final = pattern(
    r"\b(?:(?:at|in) (?:my|our) (?:\w+ ){0,2}(?:school|workplace|work|academy|nursery|college|trust|setting|kitchen|"
    r"site|unit|placement|agency|job|building|department)|(?:my|our) (?:\w+ )?(?:school|academy|trust|workplace|"
    r"employer|head|headteacher|deputy|manager|line manager|governors|leadership|slt|agency|ceo|"
    r"business manager|site manager|executive head|dsl|nursery|college|employers|kitchen|school's|boss|bursar|"
    r"chair of governors)|where i work|the school (?:i|where i|that i) (?:work|teach)|i (?:work|teach) (?:at|in|"
    r"for) (?:a|an|the|this)|here at work|at work|my colleagues?|our (?:staff|children|pupils|building|site))\b"
)
# Danger to health and safety, and to the environment.
_DANGER: Final = (
    r"(?:asbestos|raac|legionella|carbon monoxide|gas leak|fire (?:doors?|exits?|escapes?|alarms?|extinguishers?|"
    r"safety)[^.!?\n]{0,40}(?:lock(?:ed)?|chained|block(?:ed)?|broken|switched off|disabled|screwed shut|expired|"
    r"propped|not work\w*|fail\w*|never (?:tested|checked)|hasn'?t)|(?:locked|chained|blocked|disabled|switched off|"
    r"screwed shut) (?:the )?(?:\w+ )?fire (?:doors?|exits?|alarms?)|"
    r"(?:exposed|bare|live) (?:wires?|wiring|cables)|unsafe (?:building|wiring|roof|staffing|ratios?|minibus|levels?|"
    r"equipment|practice)|ceiling (?:has )?(?:collaps|fall)\w*|chemical waste|"
    r"dumping (?:\w+ )?(?:waste|chemicals)|(?:illegal|unlawful|unsafe|below (?:the )?legal) (?:ratios?|staffing|"
    r"restraint)|risk assessments? (?:was|were|are|is|have been)? ?(?:made up|faked|forged|invented|never done|"
    r"backdated)|no (?:valid )?mot|bald tyres|health and safety (?:breach\w*|law|failings)|"
    r"(?:mouldy|out of date|spoiled|rotten|unsafe) (?:meat|chicken|food) (?:is |was |being )?(?:served|used)|"
    r"allerg\w+ (?:lists?|information|plans?) (?:is |are |was |were |being )?(?:ignored|not kept|thrown)|"
    r"mould in the)"
)
# Crime, and a legal duty broken.
_CRIME: Final = (
    r"(?:fraud(?:ulent\w*)?|embezzl\w+|stealing|stole|theft|siphon\w+|brib\w+|kickbacks?|money laundering|"
    r"false invoices?|fake invoices?|forg(?:ed|ing)|falsif\w+|fiddl(?:ed|ing)|backdat\w+|doctor(?:ed|"
    r"ing) (?:the )?(?:registers?|records?|figures|minutes|logs?)|(?:no|without|never had|hasn'?t (?:got )?(?:a|an)|"
    r"expired) (?:\w+ )?(?:dbs|safeguarding checks?)|off-?roll\w*|breach(?:ing|es|ed)? (?:of )?(?:the )?(?:law|legal duty|"
    r"equality act|statutory|gdpr|data protection)|break(?:ing|s)? the law|broke the law|unlawful(?:ly)?|illegal(?:ly)?|"
    r"against the law|statutory (?:duty|guidance) (?:is |are |was |being )?(?:ignored|broken)|"
    r"legal(?:ly)? (?:required|duty|entitled|obligation)|(?:pension|wages?|tax|"
    r"holiday pay) (?:\w+ )?(?:not (?:been )?paid|withheld|never paid|stolen|deducted)|below (?:the )?minimum wage|"
    r"exam malpractice|changed (?:the )?(?:pupils'? |children's )?(?:sats|exam|coursework) (?:answers|marks|papers|"
    r"scripts))"
)
# Abuse that is not acted upon, sexual harassment, a cover-up.
_ABUSE: Final = (
    r"(?:sexual(?:ly)? harass\w+|grop(?:ed|ing)|(?:touched|touching) me|sexual assault|(?:safeguarding|"
    r"child protection|abuse|neglect) (?:concerns?|disclosures?|allegations?|referrals?|reports?|failings?)|(?:child|"
    r"pupil|children) (?:was |were |is |being |are )?(?:\w+ )?(?:abused|hit|slapped|locked in|restrained|dragged|"
    r"assaulted|neglected)|(?:hit|slapp(?:ed|ing)|hitting|locking|locked|drag(?:ged|ging)|restrain(?:ed|ing)) (?:a |the |"
    r"our )?(?:\w+ )?(?:child|children|pupils?|boys?|girls?)\b|cover(?:ed|ing)?[- ]?up|hush(?:ed|ing)? (?:it )?up|"
    r"swept under the carpet|conceal\w+|destroy(?:ed|ing) (?:the )?(?:evidence|records|emails|logs)|shredd(?:ed|ing)|"
    r"race discrimination|racial(?:ly)? abuse[ds]?|modern slavery|(?:hid|hides|hiding|hidden|buried|sat on) (?:a |an |the )?"
    r"(?:\w+ )?(?:data breach(?:es)?|breach(?:es)?|injur(?:y|ies)|accidents?|incidents?|complaints?|evidence|abuse|reports?)\b)"
)
_WRONG: Final = pattern(rf"\b(?:{_DANGER}|{_CRIME}|{_ABUSE})")
_EXPOSED: Final = pattern(
    r"\b(?:whistle ?-?blow\w*|blow(?:ing|n)? the whistle|speak(?:ing)? (?:out|up)|spoke (?:out|up)|(?:can'?t|cannot|"
    r"won'?t|will not|refuse to|not going to|no longer) (?:stay|keep|be|remain) (?:silent|quiet)|go(?:ing|"
    r"ne)? public|(?:the )?(?:public|parents|families|people|everyone) (?:need|deserve|have a right|ought|"
    r"should) (?:to )?(?:know|be told)|(?:i|we|i'?ve|we'?ve|have|had|who|was|were|staff) (?:\w+ ){0,2}(?:reported|raised|"
    r"told|flagged|warned|logged|complained|disclosed|referred|emailed|written to|asked them|"
    r"alerted)\b[^\n]{0,200}?\b(?:nothing|ignored|no (?:action|one|answer|reply|response)|nobody|dismissed|told (?:me|"
    r"us) (?:to|not to)|still|brushed|buried|shut down|silenc\w+|threaten\w+|not (?:been )?(?:acted|passed|investigated|"
    r"fixed|reported|referred)|never (?:been )?(?:acted|passed|investigated|fixed|reported|referred|logged)|refus\w+|"
    r"months?|weeks?|years?)|(?:told|ordered|instructed|pressured|asked|warned) (?:me |us |staff |"
    r"not )?(?:not )?to (?:report|say anything|keep quiet|log|record|refer|sign|hide|delete|stay quiet|put it in writing|"
    r"tell|raise|falsify|change|alter|backdate|lie|cover)|nothing (?:has been |was |is being |been )?done|no(?:body|thing|"
    r" one)(?: has| have)? (?:acted|happened|listened|did|was done|came|changed|been done)|(?:reported|reporting|"
    r"refer(?:red|ring)|taking|took|taken|going|gone|written|complained|raised) (?:this |it |them |him |her |"
    r"us )?(?:\w+ )?(?:to|with) (?:the )?(?:hse|ofsted|lado|police|local authority|council|governors|dsl|dfe|esfa|ico|nspcc|"
    r"union|media|press|environment agency|regulator|estyn|hmie|care inspectorate|information commissioner|head|trust|acas|"
    r"hmrc|ofqual|fire (?:service|authority)|environmental health)|in the public interest|i (?:feel|have) (?:a duty|"
    r"to say (?:this|something))|i have (?:evidence|proof|copies)|someone has to say|i (?:must|need to|have to) (?:say|"
    r"report|expose|tell|speak)|is being (?:ignored|covered|hidden|buried)|(?:was|were|been|being|are|is) (?:ignored|hidden|"
    r"buried|concealed|never reported|not reported|hushed up|covered up))\b"
)
# Nobody who says it in so many words, in the first person, has to prove the rest.
_SAID_OUTRIGHT: Final = pattern(
    r"\b(?:i|we)(?:'ve| have|'m|'re| am| are)? (?:just |now |already |also |finally )?"
    r"(?:(?:made|making|raised|raising|submitted|filed) (?:an? |my |our )?(?:protected|public interest|qualifying) disclosure"
    r"|(?:whistle ?-?blowing|whistle ?-?blew|(?:blown|blowing|blew) the whistle) (?:to|on|about))\b"
)
_TELLING: Final = (
    r"(?:(?:\b(?:i|we)(?:'ve|'d| have| had)?|(?:^|[.!?\n:] ?)(?:just |so |finally )?|\b(?:and|had to|have) )(?: ?(?:\w+ )?)"
    r"(?:told|reported|raised|disclosed|referred|written|wrote|gone|went|been|spoken|spoke|complained|contacted|rang|called"
    r"|emailed"
    r"|took|taken|given|gave|submitted|sent|filed|flagged)\b[^.!?\n]{0,80}?\b(?:to |with |at )?(?:the )?)"
)
# Bodies that may be told by law (Public Interest Disclosure Order), and those who look into such things.
_TOLD_A_BODY: Final = pattern(
    rf"{_TELLING}(?:ofsted|ofqual|(?:exam(?:ination|s)?|awarding) (?:boards?|bod(?:y|ies))|jcq|sqa|wjec|ccea"
    rf"|qualifications wales"
    r"|lado|(?:local authority )?designated officer|hse|health and safety executive|ico|information commissioner|esfa|dfe"
    r"|department for education|charity commission|ehrc|equality and human rights commission|estyn|hmie|education scotland"
    r"|care inspectorate|cqc|environment agency|environmental health|fire (?:service|authority)|hmrc|counter[- ]fraud"
    r"|action fraud|teaching regulation agency|education workforce council|gtcs?|nspcc whistle\w*|protect helpline"
    r"|whistle-?blowing (?:line|hotline|helpline|team|officer)|ombudsman|regulators?|national audit office)\b"
)
# Who is told of nothing but harm done to children by those who work with them.
_TOLD_OF_HARM: Final = pattern(rf"{_TELLING}(?:lado|(?:local authority )?designated officer)\b")
_OF_STAFF: Final = pattern(
    r"\bthe (?:head(?: ?teacher)?|deputy(?: head)?|principal|school|academy|trust|slt|governors|dsl|caretaker|site manager"
    r"|business manager|ta|teacher|chair of governors|exams? officer)\b|\bmy (?:deputy|colleague|ta|mentor|placement)\b"
)
_TOLD_ONES_OWN: Final = pattern(
    rf"{_TELLING}(?:police|(?:chair of )?governors|trustees|trust board|local authority|council|nspcc|union|my mp|acas|protect"
    r"|head|headteacher|dsl|in writing)\b"
)
_OUR_PLACE: Final = pattern(
    r"\b(?:(?:at|in|of) (?:our|my) (?:place|lot|one|shop)|at (?:ours|mine)|our (?:exam )?(?:hall|kitchen|registers?"
    r"|accounts|books"
    r"|budget|minibus|exams?|records?|site|roof|boiler house|science block))\b"
)
_SAW: Final = pattern(
    r"\b(?:data breach|what (?:i|we)(?:'ve| have|'d)? (?:saw|seen|heard|found|know|witnessed|discovered|uncovered)"
    r"|what(?:'s| is| was"
    r"|'s been"
    r"| has been)? (?:really )?(?:goes|went|going|happening|happened|happens)(?: on)?|everything (?:that|i|we|about|going)"
    r"|the whole (?:story|truth)|(?:keep|stay) (?:me |us )?quiet|cover(?:ed|ing)?[- ]?up|(?:hid|hide|hiding|hidden) (?:it"
    r"|them))\b"
)
_NOT_TOLD: Final = pattern(
    r"\b(?:novel|thriller|netflix|series|episode|podcast about|documentary|drama on|the play|my (?:gym|landlord|"
    r"hotel|gp|bank)|escape room|murder mystery|history (?:unit|lesson)|training (?:today|this week|was)|webinar|"
    r"course on|lado (?:training|course|webinar)|"
    r"quiz night|cake theft|stole (?:my|the) (?:mug|lunch|biscuits?|pen|heart|show|yoghurt|milk)|biscuit|"
    r"stealing (?:my|the) (?:mug|lunch|biscuits?|pens?|milk|show)|if you (?:are|have|see|think|suspect)|"
    r"how to report|allegedly in the news|illegal amount|criminally (?:good|underrated)|policy (?:review|update)|"
    r"daylight robbery|other school|friend's school|my (?:son|daughter|child)'s school)\b"
)
_MISCONDUCT: Final = pattern(
    r"\b(?:drunk|hungover|hammered|wasted|pissed|coke|cocaine|weed|stoned|high as|pull(?:ed|ing) a sickie|fak(?:e|ed|"
    r"ing) (?:\w+ )?(?:sick|note|illness)|(?:called|rang|phoned) in sick|pretend\w* (?:to be|i was|i'?m) (?:ill|"
    r"sick)|told (?:them|work|school) i(?:'m| was) (?:ill|sick))\b"
)

# Of the signs of a disclosure, a wrong that the Act lists and a body that may be told are the rarest.
_GATE: Final = Gate(_BELIEF, _POLITICS, _UNION, _SAID_OUTRIGHT, _WRONG, _TOLD_A_BODY, longest=_PART)

_OPINIONS: Final[dict[Ground, tuple[Pattern, Pattern]]] = {
    Ground.BELIEF: (_BELIEF, _NOT_BELIEF),
    Ground.POLITICS: (_POLITICS, _NOT_POLITICS),
    Ground.UNION: (_UNION, _NOT_UNION),
}
_WHY: Final = {
    Ground.BELIEF: "This expresses a religious or philosophical belief.",
    Ground.POLITICS: "This is about politics or public policy.",
    Ground.UNION: "This is about a trade union, a ballot, a strike or a pay dispute.",
    Ground.DISCLOSURE: "This reads like a report of serious wrongdoing or danger at your own work.",
}
_GUIDANCE: Final = {
    Ground.BELIEF: (
        "Your beliefs are your own and the check does not judge them. The way a belief is put can still matter: leave "
        "out insults, and pupils' or colleagues' names. If you are told off for a belief, your union or Acas can "
        "tell you where you stand."
    ),
    Ground.POLITICS: (
        "Your political views are your own and the check does not judge them. Speak for yourself and not for the "
        "school, and mind that in lessons staff are asked to keep a fair balance. During an election campaign, "
        "schools may give further advice about the school's own accounts."
    ),
    Ground.UNION: (
        "Union membership, ballots and lawful action are not a matter for a social media policy. Your union can "
        "advise on what to post during a dispute, and on picketing and ballots. Leave out the names of colleagues who "
        "have not agreed to be named."
    ),
    Ground.DISCLOSURE: (
        "A worry like this deserves to be heard, and there are people whose job it is. If anybody is in danger now, "
        "call 999. A child at risk: tell the Designated Safeguarding Lead, or your local authority if that cannot be "
        "done. Otherwise your school or trust has a whistleblowing procedure, and you can go to the chair of "
        "governors if it concerns the head. Outside, a prescribed body for the matter (for example Ofsted, the Health "
        "and Safety Executive, the NSPCC whistleblowing advice line or the Information Commissioner) can take a "
        "report. Reports to an employer or a prescribed body are the ones most easily protected by law; wider "
        "disclosure can be protected, too, but under stricter tests. Before you post, free independent advice is "
        "there from the charity Protect, or from your union. Keep your evidence, and leave out the names of pupils."
    ),
}
