# ruff: noqa: E501  (a pattern is one line, so that it can be read and searched as one)
"""The author's own misconduct, admitted or boasted of: what brings a school and its staff into disrepute.

Found: drink or drugs at or before work, drink-driving, false sickness, falsified records and marking, exam
malpractice, betting or sleeping on duty, fiddled money, the sale of one's own sexual content.
Left alone: moderate and lawful drinking, lotteries and sweepstakes, genuine illness, sobriety, youthful memories,
other people's doings (an allegation about them is defamation), fiction, training and jokes about pets.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Topic
from safeconduct.detectors._conduct import FICTION, clue, heaviest, rule, scan
from safeconduct.screening import Detector, Draft, Example, Finding, Quiet
from safeconduct.text import Match, pattern

_WHY_DRUNK: Final = "This says that you were under the influence at or on the way to work."
_WHY_DRUGS: Final = "This speaks of your own use of drugs."
_WHY_DRIVE: Final = "This says that you drove after drinking."
_WHY_SICK: Final = "This says that you reported sick or were absent without a true reason."
_WHY_RECORDS: Final = "This says that marks, records or signatures were not honest."
_WHY_EXAM: Final = "This offers or asks for exam material before its time, or admits to help in an exam."
_WHY_BET: Final = "This speaks of betting while you were meant to be working."
_WHY_MONEY: Final = "This says that you took money, goods or pay that were not yours."
_WHY_DUTY: Final = "This says that you neglected your duty while you were at work."
_WHY_SELL: Final = "This advertises sexual content of your own."
_WHY_BOAST: Final = "This may read as an admission of something that you should not have done at work."

_WORK: Final = (
    r"(?:taught|teach(?:ing)?|lessons?|class(?:es)?|assembly|registration|register|(?:gate|playground|bus|break|lunch|bar) duty|on duty|"
    r"year (?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)|y\d+|p[1-7]\b|[1-9][a-z]\b|school|at work|into work|to work|my shift|"
    r"work (?:today|this morning)|marking|marked|reports|staff ?room|inset|briefing|(?:fire )?training|invigilat\w+|cover|minibus|"
    r"the kids|my class|reception|parents' evening|parents evening|mower|kitchen|the little ones|phonics|swimming|sports day|nativity|"
    r"observation|ofsted|the bell|governors'? meeting)"
)
_DRUNK: Final = (
    r"(?:still drunk|drunk as|drunk|hung ?over|half[ -]cut|still steaming|steaming (?:drunk|at|in|through)|still pissed|bladdered|"
    r"off (?:my|our) (?:face|head|tits|trolley|nut)|(?:still |well )?over the limit|tipsy|stoned|high as a kite|on a comedown|on the comedown|"
    r"sloshed|rat[- ]arsed|sozzled|trolleyed|paralytic|legless|wankered|mullered|with a (?:raging |stinking |massive )?hangover|"
    r"stinking of (?:gin|booze|last night|lager)|still smashed|still wasted|still hammered|absolutely (?:hammered|wasted|smashed|plastered|bladdered))"
)
_DRINKS: Final = (
    r"(?:(?:\d+|two|three|four|five|six|seven|eight|ten|a few|few|several|couple of|too many|half a bottle of|bottle of|bottles? of|"
    r"one too many) ?(?:large |small |cheeky )?(?:pints?|glasses|drinks|vodkas?|gins?|beers|wines?|bottles|ciders|proseccos?|"
    r"j[ae]gerbombs|shots|cans|ales|whiskys?|whiskies|margaritas|cocktails|lagers|reds?|tinnies|rums?)|another (?:two|three|four|five|six)|"
    r"shots shots|bottomless brunch|boozy (?:lunch|brunch))"
)
_OTHERS: Final = pattern(
    r"\b(?:he|she|they|he's|she's|they're|his|her|their|dad|mum|mam|parents?|husband|wife|hubby|bloke|man|woman|kids?|lads?|girl|boy|driver|"
    r"colleague|someone|somebody|who|teacher|head|cat|dog|hamster|brother|sister|cousin|nan|grandad|uncle|auntie|neighbour|son|daughter|"
    r"tory|minister|mp|councillor|player|keeper|celeb|guest|groom|bride|santa|elf|fictional|landlord|owner|contractor|one of them|them)\b[^.!?\n]{0,28}$"
)
_NOT: Final = pattern(
    r"\b(?:not|never|no|without|n't|don't|dont|didn't|isn't|wasn't|haven't|wouldn't|instead of|rather than|stop|avoid|if i|if you|"
    r"imagine|dreamt?|dreamed|nightmare|wish i|tempted to|pretend|joking|as if i|would i|could i|should i|thou shalt)\b[^.!?\n]{0,24}$"
)
_CLEAN: Final = (
    r"\b(?:sober|sobriety|in recovery|dry january|alcohol[- ]free|0% |zero alcohol|lime and soda|soda water|mocktails?|designated driver|taxi|uber|"
    r"night bus|aa meeting|years clean|days clean|when i was (?:at school|at uni|a student|a kid|\d+|young|in year)|as a (?:teenager|student)|"
    r"before i (?:ever )?(?:taught|was a teacher)|sweepstake|office lottery|lottery|raffle prize|annual leave|booked since|"
    r"doctor says|gp says|consultant says|paracetamol|antibiotics|sewage|he's fictional|allotment society)\b"
)
_TEACHING: Final = (
    r"\b(?:lesson on|assembly about|workshop|policy (?:says|on|is)|awareness|helpline|charity|warning signs|leaflet|phishing|scams?|"
    r"guidance|if you suspect|report it|toolkit|webinar)\b"
)
_GENERAL: Final = pattern(f"(?:{_CLEAN}|{FICTION}|{_TEACHING})")

_ILL: Final = (
    r"(?:sick|ill|migraine|tummy bug|stomach bug|bug|norovirus|bad back|food poisoning|covid|flu|dentist|dental appointment|headache|"
    r"tonsillitis|funeral|sick leave|sickness|poorly|lurgy|cold|cough|vomiting|emergency|family emergency|conjunctivitis|back pain|"
    r"isolating|doctor's appointment|hospital appointment|appointment|chest infection)"
)
_OUT: Final = (
    r"(?:beach|pedalo|races|racecourse|festival|concert|gig|tickets|match|spa|ikea|airport|pub|sunbathing|alton towers|cheltenham|"
    r"wembley|old trafford|anfield|elland road|glasto\w*|boomtown|download|creamfields|leeds fest\w*|reading fest\w*|race day|golf|"
    r"car boot|stadium|ibiza|benidorm|alicante|spoons|wetherspoons|beer garden|brunch|hen do|stag do|taylor swift|oasis|theme park|"
    r"ascot|aintree|shopping|lie[- ]in|netflix|poolside|the pool|tenerife|day trip|cinema|matinee|row [a-z]|cold pint|bar|barcelona|"
    r"sea ?side|lake|fishing|xbox|playstation)"
)
_BOSSES: Final = r"(?:work|school|the school|the office|office|the agency|agency|the head|my head|cover|the boss|my boss|the cover desk|hr|slt|my manager|my line manager|reception|the gaffer|them all|everyone)"
_RECORD: Final = (
    r"(?:marks?|grades?|data|register|signatures?|logs?|log ?book|records?|timesheets?|expenses|hours|mileage|risk assessments?|scores?|"
    r"coursework|reading ages?|reading levels|levels|attendance|dates?|evidence|checks?|inspection|observations?|forms?|reports?|"
    r"references?|assessments?|feedback|results|planning|certificates?|fire drill|temperature log|appraisal|audit)"
)
_MINE: Final = pattern(r"\b(?:i|i'm|i've|i'd|me|my|mine|we|im|ive|myself)\b")

_RULES: Final = (
    rule(rf"\b{_DRUNK}\b[^.!?\n]{{0,80}}\b{_WORK}\b", _WHY_DRUNK),
    rule(rf"\b{_WORK}\b[^.!?\n]{{0,70}}\b{_DRUNK}\b", _WHY_DRUNK),
    rule(
        rf"\b{_DRINKS}\b[^\n]{{0,70}}\b(?:straight (?:to|into)|then (?:taught|into|a 7am|off to)|(?:still )?taught|assembly|before "
        r"(?:work|school|registration|my lesson|assembly|inset|parents'? evening))\b",
        _WHY_DRUNK,
    ),
    rule(
        r"\b((?:gin|vodka|whisky|rum|wine|prosecco|cider|hip flask|baileys) in (?:my|the|a) (?:water bottle|flask|mug|travel mug|coffee|thermos|"
        r"desk|drawer|stock ?cupboard|art cupboard|store ?cupboard|locker|bag for life))\b",
        _WHY_DRUNK,
        unless=r"\b(?:weekend|picnic|camping|festival|train|home)\b",
    ),
    rule(r"\b((?:hiding|hid|keep|kept|stash\w*) [^.!?\n]{0,12}(?:gin|vodka|wine|whisky|booze|bottle)[^.!?\n]{0,25}(?:cupboard|drawer|desk|locker))\b", _WHY_DRUNK),
    rule(
        rf"\b(?:{_DRINKS}|over the limit|after the pub|after a session)\b[^\n]{{0,70}}\b(?:(?:i |and |then |so i |still )?(?:drove|driving)|"
        r"behind the wheel|took the (?:car|minibus|van))\b",
        _WHY_DRIVE,
        unless=r"\b(?:(?:he|she|husband|wife|hubby|dad|mum|sister|friend|partner) drove|drove me|driving me|lift home|golf|nails?|drove (?:him|her|them) mad)\b",
    ),
    rule(r"\b(drove (?:in|home|back|to work|to school)?[^.!?\n]{0,20}(?:over the limit|half[- ]cut|drunk|pissed|tipsy|stoned|after (?:\w+ ){1,3}pints))\b", _WHY_DRIVE),
    rule(
        r"\b((?:had|have|having|smoked|smoking|did|doing|rolled|rolling|took|taking|dropped|dropping|popped|necked|sniffed|snorted|after|on|for|cry and) "
        r"(?:an?|some|half an?|another|my|two|three|a cheeky|a bit of|too much|a few)? ?(?:edibles?|spliffs?|joints?|zoots?|weed|lines? of (?:coke|charlie|ket|"
        r"gak|chang|speed|the good stuff)|bumps? of|coke off|ket|ketamine|mdma|mandy|cocaine|acid|magic mushrooms|shrooms|molly|a pill|pills|"
        r"gummies|valium|xanax))\b",
        _WHY_DRUGS,
        unless=r"\b(?:dislocated|knee|hip|ankle|elbow|shoulder|roast|lamb|beef|pork|butcher|gravy|garden|pulled|hay fever|blood pressure|vitamins?|"
        r"physio|prescri\w+|diet coke|coke zero|the pill|sleeping pills|weed(?:ing)? the|sunday joint|travel sick\w*|antihistamine|of ham|\(of)\b",
    ),
    rule(r"\b(racking up(?: lines)?(?: in)?|racked up (?:a )?lines?|cheeky line|lines? off the|(?:two|three|four|few|couple of|more) lines? (?:and (?:a|no)|before|than)|"
         r"my dealer|weed guy|my weed|the sesh|caned it all night|gurning)\b", _WHY_DRUGS,
         needs=r"\b(?:festival|fest|portaloo|red bull|vodka|kip|sleep|teach\w*|school|kids|lesson|class|work|monday|tuesday|registration|buzzing|sesh|year \d+|drug)\b",
         unless=r"\b(?:learn(?:t|ed)?|script|poem|poetry|wrote|washing|car|contact|points|debt|bill|bills)\b"),
    rule(r"\b((?:bought|got|scored|sourced|buying) (?:some )?(?:off|from)?[^.!?\n]{0,20}(?:co-?codamol|tramadol|diazepam|valium|xanax|weed|coke|pills|ritalin)[^.!?\n]{0,20}(?:off|from|on) "
         r"(?:facebook|telegram|snapchat|a mate|a lad|a guy|a bloke|the lads|insta\w*|a parent)|"
         r"(?:co-?codamol|tramadol|diazepam|valium|xanax|ritalin|weed|coke|pills) i (?:bought|got|scored) (?:off|from) (?:facebook|telegram|snapchat|a mate|a lad|a guy|a bloke|insta\w*)|coke'?s a hell of a drug)", _WHY_DRUGS),
    # false sickness
    rule(r"\b((?:pull|pulled|pulling|thr[eo]w|throwing|chuck(?:ed|ing)?|bang(?:ed|ing)?) (?:in )?(?:a|another|my) (?:cheeky )?sickie)\b", _WHY_SICK),
    rule(rf"\b(?:rang|ring|phoned|called|call|emailed|texted|told|tell|telling|said|off|with|got|booked|pulled|of|had|a|on)\b[^.!?\n\"']{{0,30}}([\"']{_ILL}[\"'][^\n]{{0,80}})", _WHY_SICK,
         needs=rf"\b(?:i|i'm|i've|my|me|im|off work|rang in|called in|phoned in|see you|won't see me|{_OUT})\b",
         unless=r"\b(?:he|she|they|pupil|kid|son|daughter|his|her|headteacher's|player|keeper|site manager|colleague) (?:is|was|said|has|had|'s)\b"),
    rule(rf"\b((?:rang|phoned|called|emailed|texted|calling|ringing|phoning) (?:in|{_BOSSES}|my)\b[^.!?\n]{{0,30}}\b(?:sick|ill|poorly|with)\b[^\n]{{0,90}}\b{_OUT})\b", _WHY_SICK),
    rule(rf"\b(told {_BOSSES}(?: that)? (?:i (?:had|was|am|'?m|'?ve|'?d|needed)|i'm|i've|i'd|im|my|it was)\b[^\n]{{0,80}}\b(?:{_OUT}|actually|really i|again so|don't tell|"
         r"if any(?:one|body) asks|no regrets|alive and well|they believed me|not even ill))\b", _WHY_SICK),
    rule(rf"\b((?:{_BOSSES}|the boss|gaffer|boss|they all) (?:still )?thinks? (?:that )?(?:i'm|im|i am|i've|i was|my) (?:at (?:a|the)|ill|sick|in bed|off|on a course|with|poorly|working|"
         r"got|isolating|car|nan)[^.!?\n]{0,40})", _WHY_SICK, unless=r"\b(?:mad|odd|weird|brave|bonkers|joking|secret santa)\b"),
    rule(rf"\b(off (?:sick|ill|work)\b[^\n]{{0,70}}\b(?:if you saw me|you didn't see me|no you didn't|saw nothing|actually|{_OUT}))\b", _WHY_SICK,
         needs=r"\b(?:i|i'm|i've|my|me)\b|lol|🤫|😂|🤣|😉", unless=r"\b(?:he|she|they|pneumonia|doctor|surgery|op|hospital|can't|couldn't|miss(?:ing|ed)?|gutted|teacher is|is off|was off)\b"),
    rule(r"\b((?:fake|faked|faking|forge|forged|photoshop(?:ped)?) (?:a |an |my |the |being |another )?(?:sick(?:ness)?|ill(?:ness)?|migraine|cough|doctor'?s? note|sick note|fit note|note|covid test|lateral flow|positive test|limp)|"
         r"sold [^.!?\n]{0,12}(?:fake )?(?:doctor'?s?|sick|fit) notes?)\b", _WHY_SICK),
    rule(r"\b((?:nan|nana|gran|grandad|grandma|uncle|aunt|auntie) (?:has )?(?:died|dies|dead) again|(?:third|fourth|second) (?:dead )?(?:nan|nana|gran|grandmother|funeral)|(?:third|fourth|fifth) funeral)\b", _WHY_SICK),
    rule(r"\b((?:bunk(?:ed|ing)? off|skiv(?:ed|ing|e) off|skiv(?:ed|ing)) [^.!?\n]{0,30}(?:work|inset|training|duty|meeting|briefing|assembly|cover|cpd|shift|twilight|ppa))\b", _WHY_SICK),
    rule(r"\b((?:spent|spending) (?:my|the|all|most of my) (?:planning hour|ppa|inset|inset day|cpd day|training day|twilight|working day|shift|free)[^.!?\n]{0,20}(?:on the beach|at the beach|in the pub|at the pub|at the gym|shopping|asleep|in bed|at the spa|on the golf|in spoons))\b", _WHY_DUTY),
    # records and marking
    rule(rf"\b((?:fudged?|faked?|forged?|fiddled|doctored|backdated?|falsif(?:y|ied)|invented|massaged|fabricated|made up|making up|bump(?:ed|ing)? up|bumped|nudged up|rounded up|tweaked|cooked|copied and pasted|adjusted|"
         rf"inflated|swapped) (?:(?:the|my|a few|some|all|half|every|our|last|this|year|\d+\w*|of|off|whole|class|class's|kids'?|few|entire|own|six|missing|spelling|maths) ){{0,4}}{_RECORD})\b", _WHY_RECORDS,
         needs=r"\b(?:i|i've|i'd|my|we|me|myself|nobody|no ?one|confession|oops|lol|shh|between you and me|guilty|bit of a cheat)\b|😇|🤫|😂|😅|😉",
         unless=r"\b(?:she|he|they|who|head|deputy|officer|manager|agency|trust) (?:has |have |had |'s |'ve |just )?(?:been )?(?:fudg|fak|forg|fiddl|doctor|backdat|falsif|made|bump|invent|inflat|massag|cook)"),
    rule(r"\b((?:marked|ticked|signed|stamped|graded|wrote|filled in|did|assessed|moderated|initialled) [^.!?\n]{0,70}\b(?:without (?:even |actually )?(?:reading|looking|opening|marking|checking|doing|watching|seeing)|"
         r"(?:didn't|never|haven't|not) (?:even |actually )?(?:read|look|open|mark|check|do|watch|test|seen?)))\b", _WHY_RECORDS,
         unless=r"\b(?:he|she|they|the head|manager|head|inspector|government|minister)\b[^.!?\n]{0,15}\b(?:marked|ticked|signed|wrote)"),
    rule(r"\b((?:i|i've|we) (?:have )?never (?:actually |even |once )?(?:marked|read|tested|checked|opened|done|completed|watched|listened to) (?:a single|any of|one|the|their|his|her|half)[^.!?\n]{0,50}(?:book|essay|report|alarm|form|log|register|coursework|folder|recording|assessment|homework|practice|drill)s?)\b", _WHY_RECORDS),
    rule(r"\b((?:signed|signing|sign) (?:for|the|them|it|all)[^\n]{0,70}\b(?:tested it maybe|never (?:tested|did|done|checked)|didn't (?:do|test|check)|myself\b|nobody checks|forged|maybe (?:twice|four times|three times|once)))", _WHY_RECORDS,
         unless=r"\b(?:he|she|they) signed\b"),
    rule(r"\b(tick(?:ed|ing)? (?:off |every |them |all |the lot)[^.!?\n]{0,60}(?:myself|without|in (?:green|red) pen on (?:a|the)|because (?:my|nobody|no ?one)|in front of (?:the )?(?:telly|tv|match|corrie|eastenders|love island))|"
         r"ticks all round|everyone got an? a\b|gave (?:everyone|them all|the (?:whole|entire) class) (?:a|an|full|the same|\d))", _WHY_RECORDS),
    rule(r"\b((?:roll(?:ed)?|copy|copied|copying|pasted?|photocop(?:y|ied)|reus(?:e|ed|ing)|recycl(?:e|ed|ing)|resubmitted|handed in) [^.!?\n]{0,14}(?:last year's|the old|old) (?:reports|marking|assessments?|observations?|risk assessments?|targets|data|comments))\b", _WHY_RECORDS),
    rule(r"\b(chang(?:e|ed|ing) the (?:names|dates|pronouns)|swap(?:ped)? (?:the|two) names)\b", _WHY_RECORDS, unless=r"\b(?:privacy|anonymi\w+|confidential\w*|protect|novel|story|deed poll|streets?|to keep|author|blog)\b"),
    rule(r"\b((?:chat ?gpt|gemini|copilot|claude|an? ai|the ai|a bot|robot)\b[^.!?\n]{0,25}\b(?:wrote|write|writes|did|do|does|mark|marked|marks|marking|done|knock out)\b[^.!?\n]{0,20}\b(?:reports|marking|references?|feedback|pgce|ucas|dissertation|appraisal|ehcp|observations?))\b", _WHY_RECORDS,
         needs=r"\b(?:i|my|me)\b", unless=r"\b(?:should|policy|approved|our school allows|pilot|could|will|won't|can't|cannot|never|ban)\b"),
    rule(r"\b((?:paid|bought|got|wrote)[^.!?\n]{0,30}(?:paid )?essay (?:site|mill)|(?:bought|paid for|paid someone (?:for|to (?:do|write))) (?:my|the) (?:pgce|essay|dissertation|degree|qualification|certificate|assignment|portfolio|references?)|"
         r"lied (?:on|in|about|through) (?:my|the) (?:cv|application|dbs|interview|references?|qualifications|degree|experience)|"
         r"signed me off (?:early )?because i paid)\b", _WHY_RECORDS),
    rule(r"\b(guess(?:ed|timated|ing)? (?:all |half |most of )?(?:the|their|my class's|everyone's|year \d+'?s?) (?:\w+ ){0,2}(?:grades|levels|marks|reading ages|scores|data|assessments?))\b", _WHY_RECORDS),
    rule(r"\b(from memory and a (?:good )?guess|filled in [^.!?\n]{0,40}(?:from memory|with made up|guess\w*)|wrote (?:the|up the) (?:fire |safety |temperature |accident )?log(?: up)? (?:in the car park|afterwards|from memory|at home))\b", _WHY_RECORDS),
    rule(r"\b((?:close|closed|marked|logged) (?:them|it|that|everything|all)[^.!?\n]{0,25}(?:as |\"|')?\"?(?:resolved|completed?|done|attended|present)\"?)", _WHY_RECORDS, needs=r"\b(?:nobody|no ?one|been doing it|lol|every friday|without|never)\b", unless=r"\b(?:thanks|your ticket|please)\b"),
    rule(r"\b((?:put|logged|entered|wrote up|submitted) (?:all )?[^.!?\n]{0,25}(?:logs|hours|observations|visits|diary|journal)[^.!?\n]{0,15}(?:in one sitting|in one go|the night before|from scratch|from nothing))\b", _WHY_RECORDS),
    # examinations
    rule(r"\b((?:got|have|has|selling|leaked|sneak peek(?: at)?|seen|saw|swap(?:ping)?|full|here's|dm (?:me )?for)\b[^.!?\n]{0,40}\b(?:locked|secure|live|leaked|unreleased|embargoed)\b[^.!?\n]{0,25}\b(?:papers?|mark scheme|exam|sats|mocks?|chem|physics|maths))\b", _WHY_EXAM,
         unless=r"\b(?:cabinet|store ?room|storage|locked away|live lesson|live marking|if anyone|report|must|never)\b"),
    rule(r"\b((?:papers?|mark ?schemes?|questions|answers|listening)\b[^.!?\n]{0,50}\b(?:before (?:it's|it is|they|the kids|their|the (?:test|exam|mock|real)|my lot|anyone|release)|that'?s? still locked|still locked|(?:from|out of) the secure|secure (?:area|access|page|site)))\b", _WHY_EXAM,
         needs=r"\b(?:anyone|anybody|got|dm|pm|sneak|peek|lol|sit it|swap|get it|want to see|scanned|straight from|already had|unlocked)\b",
         unless=r"\b(?:must|never|do not|don't open|policy|regulations|jcq|invigilator training|report)\b"),
    rule(r"\b((?:dm|pm|message|inbox|text) me[^.!?\n]{0,60}\b(?:answers|questions|the paper|mark scheme)\b|i can get you the (?:answers|questions|paper)|don'?t be a grass|dont grass)", _WHY_EXAM,
         needs=r"\b(?:answers|paper|test|exam|questions|mock|mark scheme)\b", unless=r"\b(?:quiz|pub quiz|crossword|worksheet|escape room)\b"),
    rule(r"\b((?:bit of a |little |a )?(?:nudge|hint|nod|cough(?:ed)?|point(?:ed|ing)? (?:at|to)|tapp(?:ed|ing)|told (?:them|him|her) the answers?|gave (?:them|him|her|the kids|my lot|my table|my class) (?:\w+ ){0,3}(?:answers?|nudge|extra (?:time|minutes|ten)))\b[^.!?\n]{0,40}\b(?:sats|exam|arithmetic|test paper|phonics screening|screening check|gcse|the test|wrong answers?|right answers?|speaking exam))\b", _WHY_EXAM,
         unless=r"\b(?:revision|access arrangement|entitled|practice paper|homework)\b"),
    rule(r"\b((?:sneak peek|quick look|had a (?:look|peek)|peeked) (?:at|in|inside)[^.!?\n]{0,25}(?:paper|sats|exam)[^.!?\n]{0,30}(?:before|early|the night))\b", _WHY_EXAM),
    rule(r"\b(i'?ve seen what i'?ve seen|i know what'?s (?:on|in|coming up (?:on|in)) (?:the|tomorrow's|monday's|friday's) (?:\w+ )?(?:paper|exam))\b", _WHY_EXAM),
    rule(r"\b(write it up as an? (?:fire alarm|evacuation|illness|incident))\b", _WHY_EXAM),
    # betting and neglect on duty
    rule(r"\b((?:bet|betting|flutter|punt|scratch ?cards?|accumulator|acca|roulette|slots|online poker|poker|casino|gambl\w+|blackjack|the \d\.\d\d(?: at)?|each way|paddy power|bet365|sky bet)\b[^\n]{0,90}\b(?:silent read\w*|while (?:my|the|year|y\d+|\d\w|i was|they|kids)|during|in (?:my|the) "
         r"(?:lesson|class|cover)|gate duty|playground duty|on duty|lesson|period \d|cover slot|assembly|year \d+|class did|wordsearch|boiler room|invigilat\w+|staff ?room wifi))\b", _WHY_BET,
         unless=r"\b(?:you can bet|i bet|bet you|i'd bet|best bet|safe bet|wanna bet|bet the|probability|sweepstake|charity|lesson on|alphabet|pta)\b"),
    rule(rf"\b((?:gambl\w+|betting|on (?:my )?(?:bet365|paddy power|betfair)) (?:through|during|in|while)[^.!?\n]{{0,20}}{_WORK})\b", _WHY_BET),
    rule(r"\b((?:(?:i |i've |just |had a |have a |quick |cheeky |fell |slept |took a |40 minute |caught |having a |power )+(?:asleep|nap(?:ped|ping)?|snooze[ds]?|dozed off|kip|slept))\b[^.!?\n]{0,40}\b(?:in (?:the )?(?:lesson|class|my lesson|stock ?cupboard|sensory \w+|boiler room|"
         r"store ?cupboard|medical room|reading corner|book corner|staff toilet|assembly)|on duty|on shift|on my shift|while (?:the|my|they|year|y\d|9|7|8|cover|lsa)|during|at my desk|invigilating))\b", _WHY_DUTY,
         unless=r"\b(?:weekend|sofa|baby|toddler|they all|training day|dream(?:t|ed)?|children|the kids|keynote)\b"),
    rule(r"\b((?:napped|slept|kipped|snoozed|dozed) [^.!?\n]{0,30}(?:sensory|boiler room|stock ?cupboard|store ?cupboard|in the (?:hall|office|library|lesson)))", _WHY_DUTY, unless=r"\b(?:baby|cat|dog|they|kids|children|toddler|reception class)\b"),
    rule(r"\b((?:while|when|instead of|and) (?:i was |i should have been |i'm )?(?:meant|supposed) to (?:be|have been) (?:on (?:gate |playground |lunch |break |bus )?duty|watching|supervising|on duty|invigilating|teaching|marking|covering|planning|in a meeting|on (?:a )?course|in (?:a )?training)"
         r"|(?:i was (?:the one )?(?:who was )?(?:meant|supposed) to be (?:watching|supervising|on duty)[^.!?\n]{0,40}(?:on my phone|asleep|wasn't|outside|vaping|chatting)))", _WHY_DUTY),
    rule(r"\b(left (?:my|the|year \d+|y\d+|\d\w|a) (?:class|kids|children|group|lot|nursery|room)?[^.!?\n]{0,25}(?:unsupervised|on their own|alone|to it) [^.!?\n]{0,40}(?:vape|fag|smoke|coffee|costa|greggs|shop|phone|nap|bet|delivery))", _WHY_DUTY),
    rule(r"\b((?:dropped|drove|ran|gave) (?:a |one of my |my |the |one of the |a year \d+ )?(?:kid|pupil|student|girl|lad|boy|child|year \d+s?|y\d+)(?:s)? (?:a lift )?(?:at |back )?home)\b", _WHY_DUTY, unless=r"\b(?:my (?:son|daughter|own)|taxi|minibus|with permission|insured|parent asked|from (?:hospital|uni)|son's|daughter's)\b", certain=False),
    rule(r"\b(what happens on tour|found the minibar|(?:let|letting) (?:them|the (?:kids|lads|girls)|year \d+|my class|y\d+) (?:have|drink|vape|try)[^.!?\n]{0,20}(?:beer|vodka|wine|cider|vape|pint))\b", _WHY_DUTY, needs=r"\b(?:y\d+s?|year \d+s?|pupils|kids|school|class|students|tour)\b", unless=r"\b(?:rugby club|adults?|band|hen|stag)\b", certain=False),
    rule(r"\b((?:one|two|no) working (?:indicator|brake|headlight|seatbelt)s?\b[^\n]{0,40}|mot'?s a mate)\b", _WHY_DUTY, needs=r"\b(?:school run|bus|minibus|kids|mot)\b"),
    # money
    rule(r"\b((?:petty cash|raffle (?:money|takings|tin|float)|trip money|dinner money|the float|school (?:card|account|credit card|money)|pta (?:money|float|funds)|bake sale money|charity (?:tin|money)|class fund|club money|tuck shop (?:money|takings))\b[^.!?\n]{0,50}\b(?:went on my|bought (?:the|me|us|my|myself)|on my nails|paid for my|treated|spent it|borrowed|pocket|nobody'?ll (?:notice|miss)))", _WHY_MONEY,
         unless=r"\b(?:he|she|they|bought the (?:books|kit|benches|equipment|playground|new)|receipt|new (?:benches|books|boiler)|noticeboard|audited)\b"),
    rule(r"\b((?:put|putting|bunged|stuck|slipped|claim(?:ed|ing)?|charged)\b[^.!?\n]{0,30}(?:through as|down as|on (?:my )?(?:timesheet|expenses)|through on expenses|to the school|on the school card|to school))", _WHY_MONEY,
         needs=r"\b(?:nails|never checked|nobody|no ?one|extra|half hour|snow day|lol|shh|mine|my|lunch|takeaway|gin|curry)\b|😇|🤫|😂", unless=r"\b(?:approved|thank|please|letter|note|send|walked|came|went|names? down|pupils?|deposit)\b"),
    rule(r"\b((?:claim(?:ed|ing)?|got paid|getting paid|paid me|still paid me|been paid)\b[^.!?\n]{0,40}\b(?:for (?:three|two|both) (?:schools|jobs|places)|twice for|in my pyjamas|never (?:went|did|happened|worked)|for hours? i|the same (?:day|friday|monday)|when i (?:walked|got a lift|wasn't)|mileage (?:i|for a)|first class return|for the (?:whole )?day\b.{0,5}legend))", _WHY_MONEY),
    rule(r"\b((?:fake|phantom|dodgy|made[- ]up) (?:receipts?|invoices?|mileage|timesheets?|references?|certificates?|qualifications?|dbs))\b", _WHY_MONEY, needs=r"\b(?:i|my|i've|sold|got me)\b", unless=r"\b(?:he|she|they|owner|manager|agency|firm|company|scam|beware)\b"),
    rule(r"\b((?:nicked|stole|swiped|pinched|pocketed|helped myself to|half[- ]inched|trousered|walked out with|liberated) [^.!?\n]{0,35}(?:petty cash|stock ?cupboard|school (?:laptop|ipad|printer|supplies|kitchen|funds?)|from school|from work|raffle|dinner money|trip money|tuck shop|lost property))\b", _WHY_MONEY,
         needs=r"\b(?:i|i've|my|we|myself|me)\b", unless=r"\b(?:someone|somebody|he|she|they|your lad|seagull|squirrel|who(?:ever)?)\b"),
    rule(r"\b(blue badge (?:off|from|of) (?:my|our) (?:nan|gran|mum|dad|late)[^.!?\n]{0,40}|cash in hand[^.!?\n]{0,30}(?:taxman|hmrc|don't (?:declare|go)|tax free)|don'?t go (?:thru|through) (?:the )?school(?:$|[.!?]))", _WHY_MONEY),
    # sale of one's own sexual content
    rule(r"\b((?:my|new content|content|selling|sell|subs|subscribe|come find me|link in bio|link in the bio|in the link|payday prices|used)\b[^.!?\n]{0,50}\b(?:onlyfans|only fans|fansly|spicy (?:page|site|account|content|pics)|18\+ (?:page|site|account)|nsfw (?:page|account)|feet pics?|lingerie|nudes?|used (?:pe )?(?:socks|tights|knickers|underwear)|the other site|thirst traps?))", _WHY_SELL,
         unless=r"\b(?:ex|leaked|warn\w*|assembly|someone else|documentary|they|pupils?|cookery|recipe|curry|chilli|sauce)\b"),
    rule(r"((?:spicy (?:page|site|account)|18\+ (?:page|site|account)|onlyfans|fansly|🔞)[^.!?\n]{0,50}\b(?:tonight|in (?:the )?(?:link|bio)|link|subs|% off|half price|this week|discount|sub(?:scribe)?|payday|you know where))", _WHY_SELL),
    rule(r"(link in (?:the )?bio[^\n]{0,30}(?:\x{1F351}|\x{1F51E}|\x{1F346}|\x{1F4A6}|subs half|for the rest|gets you the rest))", _WHY_SELL),
    rule(r"\b((?:gets|get) me more subs|sells like you would not believe|teacher content|(?:naughty|strict|sexy) teacher[\"']? (?:set|bundle|pics|content|video))", _WHY_SELL),
)  # fmt: skip

# Several small clues tell together what none tells alone: drink, on duty, and a wink; a made-up illness and a festival.
_DRINK: Final = clue(
    2,
    r"\b(?:drunk|tipsy|hungover|hangover|hanging|pissed|steaming|wasted|plastered|pints?|gins?|vodkas?|wine|prosecco|cider|lagers?|beers?|shots|cocktails?|bevv(?:y|ies)|tinnies|hip flask|booze|whisky|rum|baileys|weed|joint|spliff|edibles?|gumm(?:y|ies)|"
    r"coke|mdma|ket|stoned|baked|comedown|mushrooms|diazepam|tramadol|vape|vaping|fags?|over the limit|bladdered|battered|mangled|half cut)\b",
    marks=True,
)
_DECEIT: Final = clue(
    2,
    r"\b(?:skipp(?:ed|ing)|forged?|swapp?ed|copied|photocop(?:y|ied)|ticked|signed (?:for|it|them)|timesheet|guess(?:ed)?|roll(?:ed)? [^.!?\n]{0,12}forward|bunk(?:ed)? off|skiv(?:e|ed|ing)|left early|clocking|fake|"
    r"sneak(?:ed|ing)? (?:out|off)|snuck (?:out|off)|clocked (?:in|out|off)|mak(?:e|ing) (?:it|them|that) up|made (?:it|them|that|the \w+) up|made up|faked?|pretend(?:ed|ing)? (?:to (?:mark|be|read|have)|i)|fudged?|backdated?|rounded (?:it|them) up|lied|lying|fib(?:bed)?|"
    r"expenses|petty cash|(?:raffle|trip|dinner) (?:money|tin)|blue badge|answers|last year's (?:reports|marking|planning)|chat ?gpt|napp?(?:ed|ing)?|asleep|kip|scratch ?cards?|flutter|bet|acca|gambl\w+|bookies|"
    r"never (?:actually |even |once )?(?:marked|read|done|did|tested|opened|checked|went|turned up|planned)|without (?:even )?(?:reading|marking|checking|asking|telling|looking)|claimed|claiming|blagged|bluff\w*|winged|cheeky|"
    r"borrowed|nicked|helped myself|pocketed|took home|swiped|freebie|told (?:them|work|the school|the office|the agency|the head|cover|my boss|slt|my head|my line manager)|said i (?:was|had)|call(?:ed|ing) in|rang in|phoned in|excuse)\b",
    marks=True,
)
_DUTY: Final = clue(
    1.5,
    r"\b(?:lessons?|my class|assembly|on duty|(?:gate|playground|break|lunch|bus) duty|register|registration|period \d|year \d+|y\d+|the kids|shift|briefing|minibus|school trip|residential|invigilat\w+|swimming lesson|at work|in work|for work|parents'? evening|inset|cover|"
    r"marking|mark(?:ed)? (?:the|my|all|their)|reports|mocks?|sats|observations?|timesheet|stock ?cupboard|staffroom|staff room|reading levels|log|register|ppa|agency|school|work)\b",
)
_IMPUNITY: Final = clue(
    2,
    r"(?:\b(?:nobody(?:'s| has| ever|'ll)? ?(?:ever )?(?:noticed?|checks?|checked|blinked|reads|suspects?|knows|counts|looks|clocked|cares|any the wiser)|no ?one(?:'s| has| ever|'ll)? ?(?:ever )?(?:checks?|checked|noticed?|reads|knows|looks|suspects?|cares)|"
    r"never (?:once )?(?:checked|check|noticed?|notice|suspected|caught|know)|(?:they|she|he)(?:'ll| will) never (?:know|notice|check|suspect)|don'?t (?:dob|grass|tell|judge|@ me|tag)|saw nothing|none the wiser|any the wiser|got away with|judge me|not proud|sorry not sorry|no regrets|zero regrets|no shame|"
    r"not ashamed|guilty as|confession|confess|it was me\.|if (?:any(?:one|body)|work|the (?:boss|head)) asks|they (?:owe|believed) me|who'?s to know|going to hell|keep it quiet|hush|our little secret|between you and me|what they don'?t know|shh+|worth it|worth every|easy money|life ?hack|pro tip|legend|"
    r"living the dream|fight me|sue me|best (?:nap|lesson|day off) (?:ever|of)|bought it|fell for it|swallowed it|lapped it up|happy days|winning|result!)|\x{1F92B}|\x{1F607}|\x{1F92D}|\x{1FAE3}|\x{1F910}|\x{1F974}|\x{1FAE0}|\x{1FAE1})",
)
_FIRST: Final = clue(0.5, r"\b(?:i|i'm|i've|i'd|my|we|me|im|myself)\b")
_WHILE: Final = clue(
    1,
    r"\b(?:before|during|while|through|at lunch|in my (?:bag|desk|drawer|mug)|still|this morning|straight (?:from|to|into)|in front of|on shift|mid[- ]lesson|instead of|meant to|supposed to|by period|first thing)\b",
)
_ABSENT: Final = clue(
    1,
    r"\b(?:sick|ill|migraine|tummy bug|bug|norovirus|dentist|funeral|flu|covid|doctors?|poorly|appointment|food poisoning|bad back|day off|absence)\b",
)
_AWAY: Final = clue(1.5, rf"\b{_OUT}\b")
_AGAINST: Final = clue(
    -3,
    rf"(?:{_CLEAN}|{FICTION}|{_TEACHING}|\b(?:my (?:son|daughter|husband|wife|dad|mum|cat|dog)|he|she|they) (?:cheated|lied|copied|forged|pretended|skipped|signed|faked|ticked|said|told)\b|"
    r"\b(?:diet|gym|step count|weight watchers|slimming world|wordle|duolingo|sudoku|knitting|recipe|bake sale|costume|biscuits?|cake|chocolate|advent calendar|elf|tooth fairy|santa|well earned|deserve[ds]?|half term|end of term|holidays?|weekend|friday night|tonight|when we get home|"
    r"my (?:daughter|son|toddler|baby|hamster|nephew|niece|twins|grand\w+)|own child|allergy|gluten|wine gums|root beer|ginger beer|pints? of milk|pint of squash|nativity)\b)",
)
_SCALE: Final = (_IMPUNITY, _DRINK, _DECEIT, _DUTY, _FIRST, _WHILE, _ABSENT, _AWAY, _AGAINST)


_ADMISSIONS: Final = ("not gonna lie", "not ashamed", "not proud", "not me ", "not going to lie", "no sleep", "no regrets")


def _own(draft: Draft, match: Match) -> bool:
    """Whether the doer is the author: nobody else is named just before, and it is not denied or dreamt of."""
    before = draft.folded[max(0, match.start - 60) : match.start]
    for admission in _ADMISSIONS:
        before = before.replace(admission, "")
    return _OTHERS.search(before) is None and _NOT.search(before) is None


def _find(draft: Draft) -> Iterator[Finding]:
    found = list(scan(draft, Topic.DISREPUTE, _RULES, _GENERAL, _own))
    yield from found or _boasts(draft)


def _boasts(draft: Draft) -> Iterator[Finding]:
    points, mark = heaviest(draft.folded, _SCALE)
    if points >= _ENOUGH and mark is not None:
        yield draft.finding(Topic.DISREPUTE, (mark.start, mark.end), _WHY_BOAST, certain=False)


_ENOUGH: Final = 5  # a boast, a dishonesty, and something that ties them to the author


def _fires(text: str, quote: str) -> Example:
    return Example(text, quote, Topic.DISREPUTE)


DETECTOR = Detector(
    id="disrepute",
    says="Finds the author's own misconduct, admitted or boasted of: drink, drugs, false sickness, forged records, theft.",
    topics=frozenset({Topic.DISREPUTE}),
    find=_find,
    fires=(
        _fires("Still drunk from the wedding and about to take assembly, wish me luck", "Still drunk"),
        _fires('Phoned in with a "stomach bug", currently third in the queue for the waltzers', "stomach bug"),
        _fires("six pints then drove home down the back lanes, oops", "drove"),
        _fires("I backdated the whole risk assessment folder the night before the inspection lol", "backdated"),
        _fires("Pulling a sickie on Friday, beer garden here I come", "Pulling a sickie"),
        _fires("Put a fiver on the 3.15 each way while year 9 did a wordsearch", "the 3.15"),
        _fires("Ticked every page without reading a word of it. Nobody ever checks", "Ticked"),
        _fires("Half the raffle money went on my highlights this year", "raffle money"),
        _fires("had a cheeky spliff before parents evening, best one yet", "spliff"),
        _fires("Gin in my water bottle for period 5 again", "Gin in my water bottle"),
    ),
    quiet=(
        Quiet("A glass of wine with the marking tonight, I have earned it"),
        Quiet("Off sick with tonsillitis and feeling very sorry for myself"),
        Quiet("Grand National sweepstake in the staffroom, I drew the grey"),
        Quiet("Two years sober today and so proud to stand in front of my class clear headed"),
        Quiet("The hamster looks hungover this morning"),
        Quiet("He was arrested for drink driving, says the Echo"),
        Quiet("In tonight's episode the head forged the register and nobody noticed"),
        Quiet("I have never pulled a sickie in my life"),
        Quiet("Slow roasted a joint of beef for the family before school tomorrow"),
        Quiet("Backdated pay has finally arrived, thank you payroll"),
    ),
)
