# ruff: noqa: E501  (a pattern is one line, so that it can be read and searched as one)
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
from safeconduct.detectors._conduct import FICTION, around
from safeconduct.screening import Detector, Draft, Example, Finding, Quiet
from safeconduct.text import Match, pattern

_WHY: Final = "This accuses somebody who can be recognised of something that has not been proved."
_WHY_HINT: Final = "This hints at wrongdoing by somebody who can be recognised; asking or hinting is no protection."

_POSS: Final = r"(?:his|her|their|its|the|our|your|every|all|some|my)"
_ACCUSATION: Final = pattern(
    rf"\b((?:(?:is|are|was|were|been|'s|'re) )?(?:on the (?:fiddle|take|make)|fiddl(?:es?|ing|ed) {_POSS} (?:\w+ )?(?:books|ratios?|expenses|registers?|figures|attendance|data|results|sats|tax|numbers|hours|marks)|"
    rf"cook(?:s|ing|ed)? {_POSS} books|(?:his|her|their) (?:hand|fingers) in the (?:till|tin|pot)|help(?:s|ing|ed)? (?:himself|herself|themselves|itself) to|had {_POSS} [a-z ]{{3,25}} money away|"
    r"pocket(?:ing|ed)|pockets (?:the|our|every|all|it|half|whatever|deposits|money)|trouser(?:s|ing|ed) (?:the|half|our|it)|skim(?:s|ming|med) (?:the|our|off|money|a)|siphon\w*|embezzl\w*|launder(?:s|ing|ed|er)?|money laundering|"
    r"(?:took|takes?|taking|accepted?|gets?|got|getting|paid|pays|offered) (?:a |an )?(?:\w+ )?(?:backhanders?|bribes?|kickbacks?|bungs?|cut from|cut of)|backhanders?|kickbacks?|brown envelopes?|in (?:his|her|their|the council's|the developer's) pocket|"
    rf"forg(?:es|ed|ing|ers?)|fak(?:es|ed|ing) {_POSS}|fake (?:dbs|references?|qualifications?|certificates?|invoices?|checks|teachers|pupils|degree|reviews|receipts|registers?)|ghost (?:pupils|teachers|staff)|"
    r"sell(?:s|ing)? (?:vapes|fags|cigarettes|drugs|weed|coke|knives|alcohol|booze|fireworks|stolen|counterfeit|snide|the (?:mock|exam|sats)|exam|answers|our data|the kids'? (?:data|lunches)|pupils'? data|children'?s data)|"
    r"(?:deal(?:s|ing)? (?:drugs|weed|coke|out of)|drug dealer|county lines|is a (?:dealer|crook|thief|fraud|nonce|paedo|pervert|perv|conman|con man|con artist|liar and a thief|drunk|wife beater|rapist|predator|groomer))|he'?s a nonce|she'?s a thief|"
    r"claim(?:s|ing|ed) (?:\w+ ){1,4}for (?:kids|children|pupils|staff|people|families|places|hours) (?:who|that|it|they)|claim(?:s|ing|ed) (?:disability|benefits|pip|universal credit|housing benefit|furlough)|benefit (?:fraud|cheat)s?|tax (?:dodg\w+|evad\w+|evasion|fraud)|"
    r"bought (?:the|his|her|that) (?:certificate|degree|qualification|licen[cs]e|phd)s?|turns? (?:back )?the clocks?|clock(?:s|ed|ing) (?:cars|the mileage|every car)|never (?:once )?(?:sober|qualified)|drinking again|drinks? (?:on|at) (?:the job|work)|"
    r"drunk (?:in charge|on duty|at the wheel|at work|behind|every)|vodka in (?:the|her|his)|stinks? of (?:booze|drink|gin|vodka|whisky|weed)|off (?:his|her) (?:head|face) (?:at|in|on)|"
    r"thiev(?:ing|es?)\b|theft,? simple|steal(?:s|ing) (?:from|wages|money|our|the|food|kids'?|children'?s|dinner)|stole (?:the|from|money|our|my|his|her)|nicked (?:the|two|from|a|our|my|all)|robb(?:ed|ing) (?:the|us|pensioners|old)|swindl\w+|scamm(?:ed|ing|er)s?|fleec(?:ed|ing)|defraud\w*|conn(?:ed|ing) (?:people|pensioners|old|us)|"
    r"overcharg(?:es|ed|ing)|bill(?:s|ed|ing) [^.!?\n]{0,30}(?:twice|and (?:laid|never|didn't)|you both|for (?:work|hours))|"
    r"(?:isn't|isnt|aren't|not|never|wasn't|no) (?:even )?(?:dbs|properly|actually)? ?(?:checked|a (?:real |qualified )?teacher|qualified|registered|insured|licensed|gas safe)|with no (?:check|dbs|insurance|licen[cs]e)|no dbs|"
    r"sign(?:s|ed|ing) (?:off|in|them|for)[^.!?\n]{0,60}(?:without|aren't|weren't|never|not even|himself|herself|blank)|backdat(?:es|ed|ing)|falsif(?:y|ies|ied|ying)|doctor(?:ed|ing) (?:the|his|her|records|figures|data|minutes)|"
    r"rigg(?:ed|ing|s)|fix(?:ed|es|ing) (?:the (?:vote|election|result|match|raffle|draw|marks|grades|appointment|interview|data|contract|tender)|it for)|bent as|proper bent|corrupt\b|(?:is|are|was|were) bent\b|"
    r"cheat(?:s|ed|ing)? (?:on|in|at|the|her|his|their|every|never)|chang(?:e|es|ed|ing) (?:the |their |his |her |\w+ )?(?:grades|marks|coursework marks|reading ages|results|scores|answers)|(?:alter|inflat|massag|fudg)(?:e|es|ed|ing) (?:the |their |his |her |our )?(?:\w+ )?(?:grades|marks|data|results|scores|invoices?|figures|minutes|bills)|"
    r"sacked (?:from|for|by)[^.!?\n]{0,40}(?:hitting|touching|stealing|groping|drinking|fraud|assault\w*)|(?:hits?|hitting|slaps?|slapped|slapping|beats?|beating|touch(?:es|ed|ing)|grop(?:es|ed|ing)) (?:the |his |her |their |those |a |young |little )?(?:kids|children|toddlers?|pupils?|residents|girls|boys|wife|students?|dogs?|child|year \d+)|"
    r"(?:affair|having it off|sleeping|slept|carrying on|at it) with (?:a|half|one of|his|her|the)[^.!?\n]{0,20}(?:student|pupil|year|sixth former|mentors?|parent|cohort|inspector|governor)s?|knew about the (?:year|girl|boy|sixth)|cover(?:ed|ing|s)? (?:it|this|that|things|everything)? ?(?:all )?up\b|cover[- ]up|hush(?:ed)? (?:it|money)|swept (?:it )?under|"
    r"for the insurance|insurance (?:job|fraud)|no quotes|nobody else was asked to quote|without (?:a )?tender|(?:son|daughter|wife|husband|brother|sister|cousin|nephew|brother[- ]in[- ]law|mate)'?s? [^.!?\n]{0,8}(?:company|firm|contract|business|consultancy)[^.!?\n]{0,30}(?:for|every|got|gets|no|won|grounds|work)|"
    r"on (?:the (?:trust|school|company|council) )?payroll|on commission|(?:firm|company|business|brother[- ]in[- ]law) (?:to )?(?:gets?|got|won|wins) (?:every|all|the|each) (?:job|contract|tender|work)s?|paying (?:his|her|their) (?:son|daughter|wife|husband|brother|mate|cousin|own|sister|nephew)'?s?|"
    r"steal(?:ing|s)? wages|stealing\b|pays? (?:them |staff |us |the cleaners |everyone )?(?:[^.!?\n]{0,20})?(?:below minimum|under minimum|cash in hand|under the table)|paid (?:£|\d)[^.!?\n]{0,15} an hour cash|keeps? (?:every|all the|our|people's|the) deposits?|leaks? (?:to|everything to)|leaked (?:the|it|our)|"
    r"looks? the other way|looked the other way|turned a blind eye|(?:put|puts|putting) (?:pets|animals|dogs) down|wrote it up as|marked as [\"']|move [\d£]\S* of [^.!?\n]{0,40}into|grooming (?:kids|children|girls|boys|a)|groomed (?:a|his|her|girls)|raped|molest\w+|assaulted (?:a|his|her|one|two|the)|abus(?:es|ed|ing) (?:kids|children|his|her|the|pupils|animals|residents)|"
    r"embezzler|ponzi|pyramid scheme|charged for [^.!?\n]{0,30}never|took (?:my|our|their|his|her|the|people's) [^.!?\n]{0,20}(?:deposit|money|savings|cash) and|ran off with|done a runner with|watered down|out of date (?:meat|food|chicken)|rat(?:s)? in (?:the|his|their) kitchen|dog meat|spit(?:s|ting)? in))(?:$|\W)"
)
_HINT: Final = pattern(
    r"\b(?:alleged(?:ly)?|every(?:one|body) (?:in \w+ |in this town |on the course |round here )?(?:knows?|knew)|everybody'?s saying|just (?:asking|saying|putting it out)|only asking|draw your own conclusions|"
    r"ask (?:anyone|around|to see the books|him|her|them|yourself)|do the maths|funny (?:how|that)|not saying|no smoke|go figure|word (?:is|on the street)|i(?:'m| am) told|rumou?r(?: has it|s?)|i('ve| have)? heard|off the record|look it up|pretty sure|"
    r"how (?:does|else|do|did|can)[^.!?\n]{0,40}(?:afford|drive|pay for)|where[^.!?\n]{0,15}(?:money|cash)[^.!?\n]{0,10}(?:went|go|gone|going)|work it out|so you can guess|not naming|rhymes with|sue me|you know what you did|people should know|ask yourself|makes you wonder|"
    r"be aware|beware|don'?t use|do not use|avoid|years running|been at it|always (?:has|have) been|i'?ve seen|i watched|i know because|saw it with|makes you think|hm+\b|👀|🤫|🤐|😇)"
)
_ROLE: Final = (
    r"\b(?:(?:our|my|my old|their|your|the|that|a certain|this|former|old) (?:\w+[ -]){0,3}(?:heads?|headteacher|deputy|bursar|sbm|business manager|exams? officer|caretaker|chair(?: of governors)?|governors?|manager|branch manager|landlord|landlady|nursery|vicar|priest|imam|"
    r"treasurer|councillor|coach|owner|director|contractor|agency|trust|ceo|finance director|site manager|tuition (?:centre|firm|company)|vet|chippy|butcher|garage|builders?|roofers?|driver|ref|referee|academy|inspector|mp|mentor|tutor|cleaner|cook|"
    r"shop|takeaway|pub|restaurant|care home|dentist|surgery|gp|doctor|charity|club|firm|company|boss|founder|lady who|guy who|bloke who|man who|woman who|couple at|family at|people at|candidate|head of \w+|science head|neighbour|supplier|photographer|"
    r"attendance officer|invigilator|secretary|receptionist|lollipop \w+|taxi|minibus firm|umbrella|companies?|landlords?|estate agent)|councillor \w+|mr \w+|mrs \w+|ms \w+|miss \w+|dr \w+|your lad)\b"
)
_BY_ROLE: Final = pattern(_ROLE)
_NAMED: Final = pattern(
    r"(?:[\p{Ll},;:\d)'’%] |^|[.!?] |\n)(\p{Lu}\p{Ll}+(?:['’-]?\p{Lu}?\p{Ll}+)*(?: (?:of |the |& )?\p{Lu}\p{Ll}+)+)|[\p{Ll},;] (\p{Lu}\p{Ll}{2,})\b"
)
_PROVED: Final = pattern(
    r"\b(?:convict(?:ed|ion)|pleaded|pled guilty|sentenced|jailed|suspended sentence|found guilty|crown court|magistrates|in court|court (?:pages?|report|heard|found|ruled)|judge|jury|struck off|prohibition order|prohibited by|tra panel|tribunal|inquest|inquiry|"
    r"ofsted'?s? (?:published )?report|published report|the report (?:says|found)|report (?:says|found|finds)|audit(?:ed|ors?)?|ombudsman|nao|according to|(?:the )?(?:bbc|guardian|times|echo|gazette|telegraph|schools week|tes|mirror) (?:reports?|says|has|story|piece)|reports the|"
    r"cleared of|was cleared|acquitted|not guilty|exonerated|withdrawn|no evidence|unfounded|untrue|not true|apologis\w+|i was wrong|every penny|accounted for|phishing|scam (?:text|email|call|warning|alert|going)|scammers?|fraud awareness|action fraud|trading standards (?:says|found)|"
    r"post office|horizon|whistleblowing (?:policy|procedure|training)|reported (?:it|this) to|i'?ve (?:now )?reported|police have|the police (?:say|are)|lado|insurance (?:renewal|quote)|history|victorian|tudor|roman|medieval|(?:1[0-9]|20)\d\ds?\b(?:'s)? (?:scandal|case)|"
    r"my (?:cat|dog|son|daughter|toddler|hamster|husband|wife|brother|sister|kids?|nan|mum|dad|hubby|in-laws|mother-in-law|four year old|\w+ year old)|seagulls?|squirrels?|fox|pigeons?|the cat|the dog|magpie|goalkeeper|var|offside|penalty|premier league|"
    r"minister|government|tories|labour|prime minister|boris|trump|daylight robbery|stole the show|stole my heart|steal the show|robbed of (?:a|the) (?:win|point)|poll|wordle|monopoly|scrabble|cards|april fool|elf|father christmas|imposter syndrome|lesson on|in my opinion|i (?:think|feel|found) (?:the|it) (?:food|service|was))\b"
)
_UNKNOWN: Final = pattern(
    r"\b(?:someone|somebody|some (?:b\S+|scumbag|toe ?rag|idiot|kid|lad|one|people)|whoever|who(?:'s| has| keeps)|thieves|burglars|anyone|people who|i|i've|i'd|we|we've|you|if (?:he|she|they|you)|think a \w+ has been|suspect)(?: \w+){0,3} ?$"
)
_DENIED: Final = pattern(
    r"\b(?:not|never|n't|didn't|isn't|wasn't|don't|without|no|stop|against|about|prevent|tackle|anti)(?: \w+){0,2} $"
)
_CONDUCT: Final = pattern(rf"(?:{FICTION})")


def _recognisable(draft: Draft, match: Match) -> bool:
    """Whether somebody is named, or known by post or place, near an accusation."""
    if _BY_ROLE.search(around(draft.folded, match, 120)):
        return True
    start, end = draft.text.span(match.start, match.end)
    return _NAMED.search(draft.text.raw[max(0, start - 120) : end + 60]) is not None


def _excused(draft: Draft, match: Match) -> bool:
    near = around(draft.folded, match, 200)
    before = draft.folded[max(0, match.start - 40) : match.start]
    if _UNKNOWN.search(before) is not None:
        return True
    denied = _DENIED.search(before) is not None and "not saying" not in before
    return denied or _PROVED.search(near) is not None or _CONDUCT.search(near) is not None


def _find(draft: Draft) -> Iterator[Finding]:
    for match in _ACCUSATION.all(draft.folded):
        if _excused(draft, match) or not _recognisable(draft, match):
            continue
        hinted = _HINT.search(around(draft.folded, match, 200)) is not None
        yield draft.finding(Topic.DEFAMATION, (match.start, match.end), _WHY_HINT if hinted else _WHY)
    yield from _hints(draft)


def _hints(draft: Draft) -> Iterator[Finding]:
    """“Everyone knows how she paid for it”: a hint about money or misdeeds beside somebody who can be recognised."""
    for match in _INSINUATION.all(draft.folded):
        if not _excused(draft, match) and _recognisable(draft, match) and _MISDEED.search(around(draft.folded, match, 200)):
            yield draft.finding(Topic.DEFAMATION, (match.start, match.end), _WHY_HINT, certain=False)


_INSINUATION: Final = pattern(
    r"\b(allegedly|every(?:one|body) (?:in (?:this )?\w+ |round here |here )?knows?\b|draw your own conclusions|(?:just|only) asking|not saying (?:that )?[a-z]|no smoke without|go figure|word (?:is|on the street)|rumou?r has it|"
    r"do the maths|ask (?:anyone|around|yourself|to see)|how (?:does|else|do|did)[^.!?\n]{0,30}afford|that'?s (?:how|where|why|what)\b[^.!?\n]{0,40}\.?$|you know what you did|make of that what you will|if you know,? you know|one rule for|says it all|"
    r"where (?:did|does|has|is|the|all)[^.!?\n]{0,15}(?:money|cash)[^.!?\n]{0,15}(?:went|go|gone|going|went)|what everyone(?:'s| is) (?:saying|thinking)|what we'?re all thinking|it'?s not what you know|mates rates|jobs for the boys|funny (?:that|how))"
)
_MISDEED: Final = pattern(
    r"\b(?:money|cash|paid|pays?|fund(?:s|ing)?|invoices?|deposits?|wages|dbs|drink(?:s|ing)?|drunk|vodka|insurance|burn[te]?|missing|contracts?|quotes?|tender|expenses|till|tin|raffle|bribe|fiddl\w+|sold|sell\w*|nicked|stole\w*|theft|"
    r"cheat\w*|fake\w*|forg\w+|marks|grades|exam|papers|offside|affair|girls?|touch\w*|hit|hits|drugs|weed|dealer|benefits|tax|inspector|ofsted|certificate|qualif\w+|licen[cs]e|safe|logs?|registers?|sacked|shut down|his (?:wife|brother|mate|nephew|son)|"
    r"her (?:husband|brother|mate|nephew|son|cousin)|mustang|jag|merc|holiday|villa|hot tub|extension|new car|caravan)\b"
)


def _fires(text: str, quote: str) -> Example:
    return Example(text, quote, Topic.DEFAMATION)


DETECTOR = Detector(
    id="defamation",
    says="Finds unproved accusations against somebody who can be recognised, also as hints or questions.",
    topics=frozenset({Topic.DEFAMATION}),
    find=_find,
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
        Quiet("The former treasurer pleaded guilty to stealing from the fund, the court heard"),
        Quiet("Somebody stole my bike from outside the library, any CCTV?"),
        Quiet("In my opinion the food at the Crown was dreadful and overpriced"),
        Quiet("The report found that the trust overcharged for meals"),
        Quiet("Councillor Marsh was cleared of taking bribes and I am glad"),
        Quiet("My dog stole the sausages again, the thieving beast"),
        Quiet("In tonight's episode the vicar is on the fiddle"),
        Quiet("Phishing warning: scammers are sending texts in the name of the school"),
    ),
)
