"""Statements of fact that accuse an identifiable person or body of wrongdoing that nobody has proved.

Found: an accusation (theft, fraud, forgery, bribes, rigged results, drink at work, abuse) together with somebody who
can be known, by name, post or place; also when dressed as a question, a hint or with “allegedly”. Left alone:
opinion, honest reviews, convictions, published findings, exoneration, unknown culprits, own family, pets and fiction.
After the Defamation Act 2013: truth (s 2) and honest opinion (s 3) are defences; hedging is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Topic
from safeconduct.detectors._conduct import FICTION, around, words
from safeconduct.gates import Gate
from safeconduct.screening import Detector, Draft, Example, Finding, Quiet
from safeconduct.text import Match, pattern

_WHY: Final = "This accuses somebody who can be recognised of something that has not been proved."
_WHY_HINT: Final = "This hints at wrongdoing by somebody who can be recognised; asking or hinting is no protection."

# --- accusations ---------------------------------------------------------------------------------------------

_POSS: Final = r"(?:his|her|their|its|the|our|your|every|all|some|my|people's|kids'?|children'?s)"
_MONEY: Final = words(
    r"""money | cash | takings | fund | funds | float | deposits? | savings | wages | tips | donations? | collection
    | till | kitty
    | pension | charity (?:box|tin) | subs | ring | jewellery | phone | [a-z]+ money | jar | raffle | tin | tax | fees
    | grant"""
)
_FIGURES: Final = words(
    r"""books | ratios? | expenses | registers? | figures | attendance | data | results | sats | numbers | hours | marks
    | census
    | grades | scores | coursework | invoices? | minutes | records? | mileage | accounts? | mot | certificates?
    | signatures? | logs?
    | reading ages | checks | reports? | paperwork | samples? | test results | reviews? | references? | votes?
    | qualifications?"""
)
_THEFT: Final = words(
    rf"""(?:his|her|their) (?:hand|fingers|hands) in the (?:\w+ ){{0,2}}(?:till|tin|pot|box)
    | help(?:s|ing|ed)? (?:him|her|them|it)sel(?:f|ves) to
    | on the (?:fiddle|take|make) | (?:pocket|trouser|skim|siphon|embezzl|keep)(?:s|m?ing|m?ed|ed|e
    |es)? (?:off)? ?{_POSS} (?:\w+ ){{0,2}}{_MONEY}
    | kept {_POSS} (?:\w+ )?{_MONEY} | siphon\w* | embezzl\w*
    | (?:nick|rob|flogg)(?:b?ed|s|b?ing) (?:the|from|a|our|my|all|us|two|pensioners|old)
    | steal(?:s|ing)? (?:from|money|wages|food|our|the|his|her|people's|kids'?|\w+ money)
    | stole (?:the|from|money|our|my|his|her|people's) | thieving | swindl\w+ | defraud\w*
    | (?:that'?s|it'?s|pure|plain|commit\w*|vat|pension) (?:pure)? ?fraud | scammed | scamming | con ?m[ae]n
    | conned | con artist | fleec(?:ed|ing) | ponzi | pyramid scheme | (?:are|all|bunch of|right) crooks
    | launder(?:s|ed|ing|ers?)?
    | money laundering | ran off with
    | d(?:one|id) a runner | had {_POSS} (?:\w+ ){{0,3}}{_MONEY} away | not paying (?:the|any|their)? ?(?:tax|vat|wages)
    | tax (?:dodg|evad|evas)\w+
    | off the books | cash in hand | claim(?:s|ing|ed) (?:disability|benefits|pip|universal credit|housing benefit|furlough
    |expenses for)
    | claim(?:s|ing|ed) (?:\w+ ){{1,4}}for (?:kids|children|pupils|staff|people|families|places|hours) (?:who|that|it|they)
    | benefit (?:fraud|cheat)s? | overcharg(?:es|ed|ing) | (?:bill|charg)(?:es|s|ed|ing) [^.!?\n]{{0,30}}(?:twice|never)
    | took [^.!?\n]{{0,25}}{_MONEY} (?:and|from|out|off) | taking [^.!?\n]{{0,20}}{_MONEY} (?:from|out|off) | steals? wages
    | (?:below|under) minimum wage | for the insurance | insurance (?:job|fraud) | burn(?:ed|t) (?:down|it|his|her|their)"""
)
_BRIBE: Final = words(
    r"""backhanders? | bribe[ds]? | bribing | bribery | kickbacks? | bungs? | brown envelopes?
    | (?:in|from) (?:his|her|their|the
    council's|the developer's) pockets? | on commission | paid (?:him|her|them) off | got paid off | hush money | bought off
    | (?:paid|pays|paying|bought) (?:for)? ?(?:the|his|her|that|their) (?:certificate|degree|qualification|licen[cs]e|phd
    |place|seat|job)s?
    | no quotes | without (?:a)? ?tender | nobody else (?:was|got) (?:asked|to quote)
    | (?:gets?|got|won|wins|given|hands?|handed)
    (?:(?:every|all|each) (?:\w+ )?(?:jobs?|contracts?|tenders?|work)|the (?:\w+ )?(?:contracts?|tenders?|work))
    | (?:cousin|brother|sister|wife|husband|son|daughter|nephew|niece|mate|pal|golf \w+)s? (?:\w+ ){0,2}(?:gets?|got|given)
    the (?:\w+ )?jobs?
    | (?:pay|employ)(?:s|ing) (?:his|her|their) (?:son|daughter|wife
    |husband|brother|mates?|cousin|own|sister|nephew|girlfriend|boyfriend|mistress)
    | mates'? rates
    | nepotism | (?:his|her|their) (?:brother|sister|wife|husband|son|cousin|mate)'?s (?:firm|company|business) | corrupt
    | bent as
    | (?:is|are|was|were) bent | (?:rigg|fix)(?:ed|ing|es|s) (?:the|it|every|for|our) ?\w* | rigged"""
)
_FALSE: Final = words(
    rf"""fiddl(?:es?|ing|ed) | cook(?:s|ing|ed)? {_POSS} books | forg(?:es|ed|ing|ers?)
    | (?:fak|falsif|fudg|doctor|inflat|massag|backdat
    |alter|chang|delet|shredd?)(?:e|es|ed|ing|ies|ied|ying|s) (?:up)? ?{_POSS} (?:\w+ ){{0,2}}{_FIGURES}
    | made up {_POSS} (?:(?:\w+ ){{0,3}}){_FIGURES} | fake (?:dbs|references?|qualifications?|certificates?|invoices?
    |checks|teachers|pupils|degree|reviews|receipts|registers?|news)
    | falsif\w+ | backdat(?:es|ing) | backdated (?:the|all|checks|records|forms|safeguarding) | leaks (?:to|everything)
    | ghost (?:pupils|teachers|staff) | clock(?:s|ed|ing) (?:cars|the mileage|every car)
    | lie[ds]? to (?:ofsted|the (?:police
    |parents|governors|inspectors?|court|council|insurance)|everyone|us all|parents|staff)
    | (?:lied|lies|lying) (?:about|on) (?:his|her|their|the)
    | isn'?t (?:even)? ?(?:a real|really a|a qualified|an actual) \w+
    | (?:isn'?t|aren'?t|not|never|wasn'?t) (?:even)? ?(?:dbs|properly)? ?(?:checked
    |qualified|registered|insured|licensed|gas safe) | (?:no|without a) (?:dbs|insurance|licen[cs]e|qualifications?)
    | under (?:another|a false|a
    different) name | never (?:even)? ?(?:passed|qualified) | cheat(?:s|ed|ing)? (?:on|in|at|the|her|his|their|every|never)
    | (?:opened|opening|leaked|leaks|leaking|sold|selling|shared|photographed) (?:the|our|exam|kids'?
    |pupils'?) (?:\w+ )?(?:papers?
    |answers|data|exam|test)
    | sign(?:s|ed|ing) (?:off|in|them|for)[^.!?\n]{{0,50}}(?:without|aren'?t|weren'?t
    |never|himself|herself|blank)
    | pass(?:es|ed|ing) off | wrote it up as | off[- ]?roll\w* | wat(?:ers|ered|ering) down
    | (?:out of date|dodgy|horse|dog|cat) meat | serv(?:e|es|ing)
    (?:dog|cat|horse|rat|gone off|out of date)(?: meat| food)? | rats? in (?:the|his|their) kitchen | spits? in (?:the|your)"""
)
_HARM: Final = words(
    rf"""(?:sell|deal)(?:s|ing)? (?:drugs|weed|coke|vapes|knives|booze|fags|alcohol|stolen|counterfeit|snide|steroids
    |out of|from|to kids) | is dealing
    | drug dealer | county lines | on steroids | (?:gives?|giving|gave) (?:them|it|drugs|alcohol|vapes) to (?:kids|children
    |pupils|under|the (?:kids|children|pupils|under))
    | drunk (?:by|in charge|on duty|at the wheel|at work|behind|every|most|when|teaching|again)
    | (?:drink(?:s|ing)?|drank) (?:on|at) (?:the job|work|duty)
    | vodka in (?:the|her|his) | (?:stinks?|reeks?|smells?) of (?:booze|drink|gin|vodka|whisky|weed) | high as a kite
    | off (?:his|her) (?:head|face)
    | never (?:once)? ?sober | (?:is|was|he'?s|she'?s) (?:a|an) (?:known|convicted|proper|total|complete
    |absolute)? ?(?:crook|thief|fraud|nonce|paedo\w*|perv\w*|drunk
    |wife[- ]?beater|rapist|predator|groomer
    |abuser|alcoholic|murderer|junkie|stalker) | (?:hit|hits|hitting|slap\w*|beats?|beating|smack\w*|grop\w+|shak(?:es|ing)
    |kick(?:s|ed|ing)
    |molest\w*|drugg?(?:s|ed|ing)?|starv(?:es|ed|ing)|abus(?:es|ed|ing)) {_POSS}? ?(?:\w+ )?(?:kids|children|child
    |toddlers?|bab(?:y|ies)|pupils?|residents|girls?
    |boys?|wife|students?|dogs?|cats?|animals|patients|pensioners)
    | touch(?:es|ed|ing)? (?:up)? ?(?:the|those|little|young|her|his|girls|kids|children|up)
    | (?:keep|kept|get)(?:s|ing)? (?:his|her) hands off | watch(?:ed|es|ing)? the girls
    | (?:affair|having it off|sleep(?:s|ing)?|slept|carrying on|at it
    |shagging|involved|relationship) with (?:a|an|half|one of|the|him|his (?:\w+ )?(?:student|pupil|secretary|pa)) ?\w*
    | knew about the (?:year|girl|boy|sixth) | groom(?:ed|ing|s) (?:a|kids
    |children|girls|boys|his|her) | raped | molest\w+ | assaulted | sexually \w+
    | (?:murder|kill|stab|push)(?:ed|s) (?:him|her|his \w+|them) | domestic abuse
    | sacked (?:from|for|by)[^.!?\n]{{0,40}}(?:hitting|touching|stealing|groping|drink\w*|fraud|assault\w*|kids?|girls?
    |pupil) | (?:lost|left) (?:his|her) last
    (?:job|school|place) (?:for|because|over) | really left | struck off
    | cover(?:ed|ing|s)? (?:it|this|that|things|everything)? ?(?:all)? ?up
    | cover[- ]up | hush(?:ed|es|ing)? (?:it|things|everything)? ?(?:all)? ?up | swept (?:it)? ?under
    | look(?:s|ed)? the other way | turn(?:s|ed) a blind eye
    | leav(?:es|ing) (?:babies|the kids|children|them|residents|kids|patients) (?:in|alone|unsupervised|on their own
    |outside|hungry|to)

   """
)
_ACCUSATION: Final = pattern(rf"\b({_THEFT}|{_BRIBE}|{_FALSE}|{_HARM})(?:$|\W)")
# These words are also used lightly: no more than a caution.
_LIGHT: Final = pattern(
    r"^(?:cheat|spit|struck off|really left|bung|thie|rob|nick|no |without|money goes|mates|gave it|high as|relationship"
    r"|involved"
    r"|push|look|get|rigg|fix|burn|not |isn|aren|wasn|never)"
)

# --- hints ---------------------------------------------------------------------------------------------------

_INSINUATION: Final = pattern(
    r"\b("
    + words(
        r"""allegedly | (?:every(?:one|body)(?:'s \w+)?|lots of us|half the \w+|we all) (?:in (?:this|the)? ?\w+|round here
        |here)? ?knows?
        | draw your own conclusions | (?:just|only) (?:asking|saying) | not saying (?:that)? ?[a-z]+ | no smoke without
        | go figure
        | word (?:is|on the street) | rumou?r (?:has it|is) | do the maths | ask (?:anyone|around|any of)
        | how (?:does|else|do|did)[^.!?\n]{0,30}afford
        | make of that what you will | check the \w+
        | if you know,? you know | where (?:did|does|has|is|the|all)[^.!?\n]{0,15}(?:money|cash)[^.!?\n]{0,15}(?:went|go
        |gone|going)
        | what everyone(?:'s| is) (?:saying|thinking) | jobs for the boys | anyone else notic\w+
        | makes you wonder
        | it'?s not what you know | you know what you did | ask yourself"""
    )
    + r")(?:$|\W)"
)
_HINTED: Final = pattern(
    r"\b(?:alleged(?:ly)?|rumou?r|word is|i heard|everyone knows|not saying|just (?:asking|saying))\b|\?|👀|🤫|🤐|😇|😉"
)
_MISDEED: Final = pattern(
    r"\b"
    + words(
        r"""money | cash | funds? | takings | till | paid | invoices? | dbs | drunk | vodka | insurance | missing
        | contracts? | tender
        | expenses | bribe | sold | nicked | stole\w* | theft | affair | young girls | touch(?:es|ed|ing) | drugs | weed
        | sacked
        | shut down | (?:his|her) (?:wife|husband|brother|mate|nephew|son|cousin|sister) | jag | merc | audi | mustang | villa
        | hot tub | extension | new car | caravan | developer | bypass | planning | wages | account | hitting | results
        | papers | girls"""
    )
    + r"\b"
)

# --- who -----------------------------------------------------------------------------------------------------

_POST: Final = words(
    r"""heads? | headteacher | deputy | bursar | sbm | business manager | exams? officer | caretaker
    | chair(?: of governors)? | governors?
    | manager | landlord | landlady | nursery | vicar | rev | priest | imam | treasurer | councillor | coach | owner
    | director | contractor
    | agency | trust | ceo | site manager | tuition (?:centre|firm) | vet | chippy | butcher | garage | builders?
    | roofers? | driver | ref
    | referee | academy | inspector | mp | mentor | tutor | cleaner | cook | shop | takeaway | pub | restaurant
    | care home | dentist | surgery
    | gp | doctor | charity | club | firm | company | boss | founder | candidate | neighbour | supplier | photographer
    | invigilator | secretary
    | receptionist | lollipop \w+ | taxi | landlords? | estate agent | kennels | nurse | midwife | plumber | electrician
    | gym | salon | hotel
    | school | ta | teacher | organist | scout leader | judge | agent | car dealer | dealership | coaches | removals | flats"""
)
_BY_POST: Final = pattern(
    rf"\b(?:(?:our|my|my old|their|your|the|that|a certain|this|former|old|new|his|her) (?:\w+[ -]){{0,3}}{_POST}(?:'s"
    rf"|s)?|{_POST} (?:at|of|in|on|from)"
    r"|(?:lady|guy|bloke|man|woman|couple|family|people|lot|those) (?:who|at|from|next door)|councillor \w+|coach \w+"
    r"|rev \w+|mrs? \w+|ms \w+"
    r"|miss \w+|dr \w+|head of \w+|number \d+|no\.? \d+)\b"
)
_NAMED: Final = pattern(
    r"(?:[\p{Ll},;:\d)'’%] |^|[.!?] |\n)(\p{Lu}\p{Ll}+(?:['’-]?\p{Lu}?\p{Ll}+)*(?: (?:of |the |& )?\p{Lu}\p{Ll}+)+)"
    r"|[\p{Ll},;] (\p{Lu}\p{Ll}{2,})\b"
)

# --- what takes it back --------------------------------------------------------------------------------------

_PROVED: Final = words(
    r"""convict(?:ed|ion) | pleaded | pled guilty | sentenced | jailed | suspended sentence | found guilty | crown court
    | magistrates
    | in court | court (?:pages?|report|heard|found|ruled) | judge said | jury | prohibition order | tra panel | tribunal
    | inquest | inquiry
    | (?:published )?report(?:'s)? (?:says|found|finds|on the) | ofsted'?s? report | audit(?:ed|ors?)? | ombudsman
    | according to
    | (?:the )?(?:bbc|guardian|times|echo|gazette|telegraph|schools week|tes|mirror) (?:reports?|says|has|story|piece)
    | says the \w+
    | cleared | acquitted | not guilty | exonerated | withdrawn | no evidence | unfounded | untrue | not true | apolog\w+
    | i was wrong
    | every penny | every receipt | accounted for | phishing | scam (?:text|email|call|warning|alert) | scammers? | action fraud
    | trading standards | post office | horizon | whistleblowing | reported (?:it|this|the \w+) to
    | i'?ve (?:now )?reported | police have
    | lado | insurance (?:renewal|quote) | history | victorian | tudor | roman | medieval | fifa
    | (?:1[0-9]|20)\d\ds? scandal"""
)
_OWN: Final = words(
    r"""my (?:\w+ )?(?:cat|dog|son|daughter|toddler|hamster|husband|wife|brother|sister|kids?|nan|mum|dad|hubby|in-laws
    |puppy|four year old)
    | seagulls? | squirrels? | fox | pigeons? | the cat | the dog | magpie | goalkeeper | var | offside | penalty
    | premier league
    | labrador | lurcher | the (?:\w+ )?(?:minister|government|tories|labour party) | prime minister
    | boris | trump | daylight robbery
    | st(?:ole|eal) (?:the show|my heart)
    | an hour | poll | wordle | monopoly | scrabble | cards | april fool | elf | father christmas | imposter syndrome
    | lesson on | in my opinion
    | i (?:think|feel|found) (?:the|it|that) | (?:lovely|nice) people | would recommend | recommend\w* him
    | what a bargain | haribo | biscuits?
    | sofa | cake | the last of the | fancy dress | costume | birthday | forged (?:in|by) fire | blacksmith | book club
    | supper | my experience"""
)
_TAKEN_BACK: Final = pattern(rf"\b(?:{_PROVED}|{_OWN}|{FICTION}|(?:is|was|it's|that's) wrong|confession)\b")
_UNKNOWN: Final = pattern(
    r"\b(?:someone|somebody|some (?:b\S+|scumbag|toe ?rag|idiot|kid|lad|one|people)|whoever|whoever'?s|who(?:'s| has"
    r"| keeps)|thieves|burglars|anyone"
    r"|people who|i|i've|i'd|we|we've|you|if (?:he|she|they|you)|think a \w+ has been|suspect)(?: \w+){0,3} ?$"
)
_DENIED: Final = pattern(r"\b(?:not|never|n't|without|no|stop|against|about|prevent|tackle|anti)(?: \w+){0,2} $")
_HEDGES: Final = pattern(r"not saying|isn'?t a|can'?t keep|won'?t|\bask\b")


# Written with a capital, and nobody's name.
_NO_NAME: Final = pattern(
    "^"
    + words(
        """(?:mon|tues|wednes|thurs|fri|satur|sun)day | january | february | march | april | june | july | august | september
        | october | november | december | christmas | easter | halloween | year | english | maths | french | spanish | british
        | ofsted | facebook | tiktok | twitter | instagram | whatsapp | netflix | google | tesco | asda | aldi | lidl | england
        | britain | london | wales | scotland | reception | covid"""
    )
    + "$"
)


def _recognisable(draft: Draft, match: Match) -> bool:
    """Whether somebody is named, or known by post or place, near an accusation."""
    if _BY_POST.search(around(draft.folded, match, 120)):
        return True
    start, end = draft.text.span(match.start, match.end)
    near = draft.text.raw[max(0, start - 120) : end + 60]
    return any(_NO_NAME.search(name.text.lower()) is None for name in _NAMED.all(near))


def _excused(draft: Draft, match: Match) -> bool:
    before = draft.folded[max(0, match.start - 40) : match.start]
    if _UNKNOWN.search(before) is not None:
        return True
    if _DENIED.search(before) is not None and _HEDGES.search(before) is None:
        return True
    return _TAKEN_BACK.search(around(draft.folded, match, 200)) is not None


def _find(draft: Draft) -> Iterator[Finding]:
    for match in _ACCUSATION.all(draft.folded):
        if not _excused(draft, match) and _recognisable(draft, match):
            hinted = _HINTED.search(around(draft.folded, match, 200)) is not None
            sure = _LIGHT.search(match.text) is None
            if not sure and not hinted and _BY_POST.search(around(draft.folded, match, 120)) is None:
                continue
            yield draft.finding(Topic.DEFAMATION, (match.start, match.end), _WHY_HINT if hinted else _WHY, certain=sure)
    yield from _hints(draft)


def _hints(draft: Draft) -> Iterator[Finding]:
    """“Everyone knows how she paid for it”: a hint beside a misdeed and somebody known by post or title.

    A name alone is not enough, for most posts hold one.
    """
    for match in _INSINUATION.all(draft.folded):
        near = around(draft.folded, match, 120)
        if _MISDEED.search(near) and _BY_POST.search(near) and not _excused(draft, match):
            yield draft.finding(Topic.DEFAMATION, (match.start, match.end), _WHY_HINT, certain=False)


def _fires(text: str, quote: str) -> Example:
    return Example(text, quote, Topic.DEFAMATION)


DETECTOR = Detector(
    id="defamation",
    says="Finds unproved accusations against somebody who can be recognised, also as hints or questions.",
    topics=frozenset({Topic.DEFAMATION}),
    find=_find,
    gate=Gate(_ACCUSATION, _INSINUATION),
    fires=(
        _fires(
            "The treasurer of our bowls club has been helping himself to the bar takings, everyone knows", "helping himself to"
        ),
        _fires("Allegedly the manager at Brightacre Nursery is fiddling the ratios", "fiddling the ratios"),
        _fires("How does Councillor Marsh afford that boat? Took a backhander for the bypass, that's how", "backhander"),
        _fires("Don't let Pellworth Garage near your car, they clock the mileage and forged my MOT", "forged"),
        _fires("my old head changed the marks on every single coursework folder", "changed the marks"),
        _fires("That coach, Dale Renshaw, isn't even DBS checked. Just saying", "isn't even DBS checked"),
    ),
    quiet=(
        Quiet("Got the job!!! New start in September, nervous but excited"),
        Quiet("The former treasurer pleaded guilty to stealing from the fund, the court heard"),
        Quiet("Somebody stole my bike from outside the library, any CCTV?"),
        Quiet("In my opinion the food at the Crown was dreadful and overpriced"),
        Quiet("The report found that the trust overcharged for meals"),
        Quiet("Councillor Marsh was cleared of taking bribes and I am glad"),
        Quiet("My dog stole the sausages again, the thieving beast"),
        Quiet("In tonight's episode the vicar is on the fiddle"),
        Quiet("Phishing warning: scammers are sending texts in the name of the school"),
    ),
    weighs=True,
)
