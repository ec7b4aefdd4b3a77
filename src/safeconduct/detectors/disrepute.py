"""The author's own misconduct, admitted or boasted of: what brings a school and its staff into disrepute.

Found: drink or drugs at or before work, drink-driving, false sickness, falsified records and marking, exam
malpractice, betting, sleeping and neglect on duty, fiddled money, false qualifications, the sale of one's own sexual
content. Left alone: moderate and lawful drinking, lotteries and sweepstakes, genuine illness, sobriety, youthful
memories, other people's doings (an allegation about them is defamation), fiction, training and jokes about pets.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Topic
from safeconduct.detectors._conduct import clue, gate_of, heaviest, rule, scan, sign, signs, words
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
_WHY_CLAIMED: Final = "This says that a qualification or reference of yours is not genuine."
_WHY_SELL: Final = "This advertises sexual content of your own."
_WHY_BOAST: Final = "This may read as an admission of something that you should not have done at work."

# --- words ---------------------------------------------------------------------------------------------------

_DRUNK: Final = words(
    r"""still (?:well|a bit|very)? ?(?:drunk|pissed|steaming|wasted|hammered|smashed|battered|mashed|stoned|high|hanging)
    | drunk | tipsy | hung ?over | hangover | half[- ]cut | hanging (?:from|after|out) | (?:absolutely )?(?:bladdered|hammered)
    | (?:well )?over the limit | off (?:my|our) (?:face|head|tits|trolley|nut|rocker) | stoned | high as a kite | as a newt
    | on (?:a|the) comedown | sloshed | rat[- ]?arsed | sozzled | trolleyed | paralytic | legless | wankered | mullered
    | plastered | blotto | three sheets | (?:stink|reek)(?:ing|s)? of (?:gin|booze|last night|lager|wine|beer|whisky|weed)
    | feddw | meddwi | pijan[ya] | kaca | sharabi | bourree? | beata"""
)
_DRINK: Final = words(
    r"""pints? | gins? | g&ts? | vodkas? | whisk(?:y|ies|ey) | rum | wines? | prosecco | champagne | bubbly | cava | cider
    | lagers? | beers? | ales? | shots | cocktails? | margaritas? | j[ae]ger\w* | tequilas? | baileys | sherry | port | stella
    | malbecs? | riojas? | merlots? | sauv | pinot | bevv(?:y|ies) | tinn(?:y|ies) | cans | cans of | booze | hip ?flask
    | guinness
    | bottomless brunch | boozy (?:lunch|brunch) | jars | drinks | bottle of (?:red|white)"""
)
_MANY: Final = words(
    r"""\d+ | two | three | four | five | six | seven | eight | nine | ten | few | several | couple(?: of)? | too many
    | bottle of | half a bottle(?: of)? | bottles of | one too many | all night | after the pub | session | skinful"""
)
_DRUG: Final = words(
    r"""edibles? | spliffs? | joints? | zoots? | weed | coke | cocaine | charlie | ket | ketamine | mdma | mandy | acid
    | (?:magic )?mushrooms | shrooms | molly | speed | pills? | gummies | valium | diazepam | xanax | tramadol | ritalin
    | lines? of \w+ | bumps? of \w+ | lines? | pingers | poppers | bong | balloons? | nos | hash | skunk"""
)
_WORK: Final = words(
    r"""taught | teach(?:ing)? | lessons? | class(?:es)? | assembly | registration | register | on duty | my duty
    | (?:gate|playground|break|lunch|bus|bar|yard) duty | year (?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)s?
    | yr ?\d+s? | y\d+s? | p[1-7] | [1-9][a-z] | period \d | school | at work | in work | into work | to work | work today
    | my shift | shift | marking | marked | reports | staff ?room | ta room | inset | briefing | cover | minibus | the kids
    | my class | pupils? | students | parents'? evening | little ones | phonics | swimming | sports day | nativity
    | residential | school trip | observation | ofsted | inspector | the bell | governors'? meeting | invigilat\w+
    | tutor group | form time | detention | playground | classroom | the gate | nursery | stock ?cupboard
    | blwyddyn \d+ | dysgu | on shift | first aid cover"""
)
_MOMENT: Final = words(
    r"""registration | assembly | lessons? | parents'? evening | nativity | school | inset(?: day)? | briefing | duty | break
    | break ?time | lunch ?time | lunch break | period \d | class | classroom | staff ?room | ta room | stock ?cupboard
    | store ?cupboard | staff (?:toilets?|loos?|kitchen) | minibus | sports day | observation | rehearsals? | invigilat\w+
    | exam | detention | phonics | residential | school trip | trip | shift | work | ppa | year \d+ | y\d+ | carol service
    | swimming | cover | meeting | boiler room | desk | office | gate | playground | training | interview | silent reading"""
)
_AT_WORK: Final = rf"(?:before|during|in|through|between|at|on|into|while|mid|for) ?-?(?:the|my|our|a|an)? ?(?:\w+ )?{_MOMENT}"
_IN_MY_BAG: Final = (
    rf"in (?:my|the|a) (?:\w+ )?{words('bottle | flask | mug | cup | coffee | thermos | desk | drawer | cupboard | locker')}"
)
_BOSS: Final = words(
    r"""work | school | the office | office | the agency | my agency | agency | (?:the|my|our) head | head | cover | hr | slt
    | (?:the|my) boss | boss | (?:the )?cover desk | my (?:line )?manager | the deputy | the gaffer | them | everyone"""
)
_ILL: Final = words(
    r"""sick | ill | migraine | (?:tummy|stomach|sickness) ?bug | norovirus | noro | d&v | bad back | food poisoning | covid
    | flu | dentist'?s? | dental | tonsillitis | (?:my )?\w+'?s? funeral | funeral | sick leave | sickness | poorly | lurgy
    | conjunctivitis | vomiting | the runs | isolating | appointment | hospital | gp | doctor'?s | chest infection
    | family emergency | emergency | (?:nan|gran|grandad|uncle|aunt|auntie|hamster|dog|cat) (?:had|has|died|passed)
    | burst pipe | car (?:broke|wouldn't|won't)\w* | boiler (?:broke|man|had) | stress | compassionate leave | laryngitis"""
)
_OUT: Final = words(
    r"""beach | races | racecourse | festival | concert | gig | match | spa | ikea | airport | gate \d+ | departures? | pub
    | sunbathing | alton towers | thorpe park | theme park | cheltenham | ascot | aintree | silverstone | wembley
    | old trafford | anfield | twickenham | wimbledon | glasto\w* | boomtown | download | creamfields | leeds fest\w*
    | golf | car boot | stadium | ibiza | benidorm | alicante | malaga | tenerife | magaluf | spoons | wetherspoons
    | beer garden | brunch | hen do | stag do | lie[- ]in | netflix | poolside | the pool | day trip | cinema | matinee
    | barcelona | center ?parcs | butlins | sea ?side | fishing | xbox | playstation | waltzers | zoo | water ?park
    | black friday | shopping | primark | taylor swift | oasis | tickets? | the test | lord's | sun ?lounger | cocktails?
    | prosecco | cold pint | tan | queue | final | euros | world cup | garden centre | long weekend | city break"""
)
_WORK_RECORD: Final = words(
    r"""marks? | grades? | data | registers? | signatures? | logs? | log ?book | records? | timesheets? | hours | mileage
    | risk assessments? | scores? | coursework | controlled assessments? | nea | reading ages? | reading levels? | levels?
    | attendance | evidence | (?:\w+ )?checks? | inspections? | observations? | forms? | reports? | references?
    | assessments? | feedback | results | planning | lesson plans? | certificates? | fire drills? | audit | appraisal
    | papers? | mocks? | books? | tests? | folders? | ehcps? | trackers? | spreadsheet | minutes | training | baseline"""
)
_FAKED: Final = words(
    r"""forged? | forging | faked? | faking | fudg(?:ed|ing|e) | ma(?:d|k)e up | making up | ma(?:d|k)e (?:it|them|that) up
    | making (?:it|them) up | back ?dat(?:ed|ing) | invent(?:ed|ing) | guess(?:ed|ing)? | guesstimat\w+ | fiddl(?:ed|ing)
    | doctor(?:ed|ing) | falsif\w+ | inflat(?:ed|ing) | bump(?:ed|ing) | round(?:ed|ing) (?:\w+ )?up
    | massag(?:ed|ing) | tweak(?:ed|ing) | nudg(?:ed|ing) | plucked | out of thin air | off the top of my head
    | put (?:random)? ?(?:numbers|anything|whatever|any old \w+) (?:in|down)
    | add(?:ed|ing) (?:a few|some|an extra|extra) | copied and pasted
    | swapp(?:ed|ing) (?:the|their|two)? ?(?:names|marks|papers) | copy and past(?:ed|ing) | roll(?:ed)? .{0,14}forward
    | sign(?:ed|ing) (?:it|them|\w+)? ?(?:for|on behalf of|as) (?:him|her|them|the parents?|mum)
    | in one (?:go|sitting) | chat ?gpt | random(?:ly)? | threw .{0,20}in the bin | binned | shredded"""
)
_UNREAD: Final = (
    r"(?:without|w/o) (?:even |actually |ever |once )?(?:reading|looking|checking|marking|opening|watching|testing|doing"
    r"|seeing|"
    r"leaving|listening|going)|(?:didn'?t|haven'?t|never|not) (?:even |actually |once )?(?:read|looked|checked|marked|opened|"
    r"watched|done|did|set foot|tested)(?: (?:a|one|any|half|most|at) (?:\w+ )?(?:word|of|single|at)\w*)?"
)
_TICKED: Final = words(
    r"""ticked | ticking | tick | sign(?:ed|ing)? | initial(?:led|ling) | filled (?:in|out) | filling (?:in|out) | marked
    | marking | graded | wrote | stamped | logged | put down | completed | claimed"""
)
_BET: Final = words(
    r"""bet | bets | betting | flutter | punt | scratch ?cards? | acca | accumulator | roulette | online poker | poker
    | casino | gambl\w+ | blackjack | each way | paddy power | bet ?365 | sky bet | betfair | bookies | the \d\.\d\d
    | gold cup | grand national | in-play | cash(?:ed)? out | odds"""
)
_SCHOOL_MONEY: Final = words(
    r"""petty cash | raffle (?:money|takings|tin|float) | trip (?:money|fund|account) | dinner money | the float
    | school (?:card|account|credit card|money|funds?) | pta (?:money|float|funds?|takings) | (?:bake|cake) sale (?:money|tin)
    | charity (?:tin|money|box|bucket) | non[- ]uniform (?:day )?money | class fund | club money | tuck ?shop (?:money|takings)
    | photocopying money | book fair (?:money|takings) | pupil premium | disco money | school fund | fair takings"""
)
_SCHOOL_GOODS: Final = words(
    r"""(?:the )?school'?s? (?:new )?(?:laptops?|ipads?|printer|supplies|kitchen|cameras?|tools?|stock) | from (?:school|work)
    | lost property | (?:the )?(?:stock|store|stationery) ?cupboard | work laptop | chromebooks? | the canteen"""
)
_TOOK: Final = words(
    r"""nicked | stole | swiped | pinched | pocketed | helped myself | half[- ]inched | trousered | walked out with | liberated
    | borrow(?:ed|ing) | dipped into | skim(?:med|ming) | spent | went on my | paid for my | bought (?:me|myself|us) | treated
    | took .{0,30}home | sold | flogged | kept the change | topped up"""
)
_ASLEEP: Final = words(
    r"""(?:fell|fall|falling|was|been|half) asleep | (?:a|quick|cheeky|sneaky|power|little) nap | napp(?:ed|ing)
    | snooz(?:e|ed|ing) | dozed off | nodded off | kip
    | slept | had a sleep | forty winks | shut my eyes"""
)
_SLACKING: Final = words(
    r"""(?:hide|hid|hiding) (?:\w+ )?in (?:the|my) (?:\w+ )?(?:loo|toilets?|cupboard|office|car|store|staff ?room)
    | on my phone | scroll(?:ed|ing) | swiping | vap(?:e|ed|ing) | (?:a|sneaky|cheeky|crafty|quick) (?:fag|smoke|vape|cig\w*)
    | clock(?:ed|ing)? (?:in|out|off) | sneak(?:ed|ing)? (?:out|off) | snuck (?:out|off) | nipped (?:out|off|to|home)
    | popped (?:out|to the shops|home) | bunk(?:ed|ing)? off | skiv(?:e|ed|ing) | left (?:them|the class|the kids|my class)
    (?:with|watching|to it|alone|unsupervised|on their own) | put a (?:film|video|dvd) on | watch(?:ed|ing) (?:netflix|the match
    |the cricket|the football|love island) | online shopping | candy crush | job applications? | gaming"""
)
_UNCHECKED: Final = words(
    r"""none of (?:them|you) (?:ever)? ?(?:checks?|checked|noticed|read|count)
    | nobody(?:'s| has| ever|'ll| will)? ?(?:ever|even)? ?(?:notic\w+|checks?|checked|reads?|suspect\w*|knows?|knew|counts?
    |looks?|clock(?:s|ed)|cares?|asked|asks|miss(?:es|ed)?|any the wiser) | no ?one(?:'s| has| ever|'ll| will)? ?(?:ever|even)?
    ?(?:notic\w+|checks?|checked|reads?|suspect\w*|knows?|knew|counts?|looks?|clock(?:s|ed)|cares?|asked|asks|miss(?:es|ed)?)
    | (?:they|she|he|slt|the head|trust)(?:'ll| will)? (?:never|only) (?:know|knew|notic\w+|checks?|checked|suspect\w*|counts?
    |look\w*|asks?|asked|sees?|caught) | never (?:once )?(?:checked|noticed|suspected|caught|count)
    | don'?t (?:dob|grass|tell|judge) | none the wiser | got away with | get away with | haven't been caught | not been caught
    | hasn't got me | who'?s to know | who'?s going to know | keep it quiet | our (?:little )?secret | between you and me
    | what (?:they|she|he) (?:don'?t|doesn'?t) know | shh+ | if anyone asks | on the sly | fell for it | swallowed it
    | lapped it up | bought it | believed me | saw nothing"""
)
_SHAMELESS: Final = words(
    r"""judge me | not proud | sorry not sorry | not (?:even )?sorry | no regrets | zero regrets | no shame | not ashamed
    | guilty as | confession | confess | going to hell | worth it | easy money | life ?hack | pro tip | living the dream
    | sue me | fight me | oops | whoops | not gonna lie | ngl | best \w+ ever | efficiency | naughty | cheeky | legend | result
    | come fire me | hr don'?t | efficient | work smarter | genius | winning | you'?re welcome | happy days | 'by accident'"""
)

# --- who, and what takes it back -----------------------------------------------------------------------------

_I: Final = r"(?:i|i'm|i've|i'd|me|my|mine|we|im|ive|myself|us)"
_OTHERS: Final = pattern(
    r"\b(?:he|she|they|he's|she's|they're|his|her|their|dad|mum|mam|parents?|husband|wife|hubby|bloke|man|woman|kids?|lads?"
    r"|girl|boy|driver|colleague|someone|somebody|anyone|who|teacher|head|cat|dog|hamster|brother|sister|cousin|nan|grandad"
    r"|uncle|auntie|neighbour|son|daughter|teenager|tory|minister|mp|councillor|player|keeper|celeb|guest|groom|bride|santa"
    r"|landlord|owner|contractor|one of them|them|people|manager|agency|firm|mate|supervisor|mrs? \w+|ms \w+|miss \w+"
    r"|staff|students?|pupils?|boss|deputy|caretaker|coach)\b[^.!?\n]{0,40}$"
)
_NOT: Final = pattern(
    r"\b(?:not|never|no|without|n't|don't|dont|didn't|isn't|wasn't|haven't|wouldn't|instead of|rather than|stop|avoid|if i"
    r"|if you|imagine|dreamt?|dreamed|nightmare|wish i|tempted to|joking|as if i|would i|could i|should i)\b[^.!?\n]{0,24}$"
)
_CLEAN: Final = words(
    r"""sober | sobriety | in recovery | dry january | alcohol[- ]free | zero alcohol | lime and soda | mocktails?
    | designated driver | taxi | uber | night bus | when i was (?:at|a|in|young|\d+)\w* | as a (?:teenager|student|kid)
    | in 19\d\d
    | before i (?:ever )?(?:taught|was a teacher) | used to | sweepstake | lottery | annual leave | with permission
    | prescri\w+ | antibiotics | paracetamol | at home | please (?:look|check|don'?t|remember) | back pay | pay rise | wine gums
    | root beer | ginger beer | gin(?:ger)? biscuits? | allotment | half[- ]term | holidays? | retirement | leaving do"""
)
_STORY: Final = (
    r"episodes?|novels?|book club|storyline|character|narrator|the plot|box ?set|documentary|podcast|series \d|panto"
)
_TALK: Final = (
    r"lesson on|assembly about|workshop|policy (?:says|on|is)|awareness|helpline|warning signs|leaflet|guidance|report it"
)
_GENERAL: Final = pattern(rf"\b(?:{_CLEAN}|{_STORY}|{_TALK})\b")
_LEISURE: Final = words(
    r"""weekend | picnic | camping | raffle | tombola | bottle stall | birthday | wedding | prize | tonight | friday night
    | saturday | after work | after school | end of term | when i got home | recipe | gravy | christmas do | quiz"""
)
_NO_DRUNK: Final = words(
    r"""drunk (?:in charge|tea|coffee|water|my|the|a|three|two|all|so much (?:tea|coffee)|\d+ (?:coffees|teas))
    | coffees? | teas?
    | water | squash | no hangover | hangover cure | raffle | kettle | at home | hammered (?:in|into|it) | school night"""
)
_ADMISSIONS: Final = ("not gonna lie", "not ashamed", "not proud", "not me ", "not going to lie", "no sleep", "no regrets")


def _own(draft: Draft, match: Match) -> bool:
    """Whether the doer is the author: nobody else is named just before, and it is not denied or dreamt of."""
    before = draft.folded[max(0, match.start - 60) : match.start]
    for admission in _ADMISSIONS:
        before = before.replace(admission, "")
    return _OTHERS.search(before) is None and _NOT.search(before) is None


# --- rules ---------------------------------------------------------------------------------------------------

_RULES: Final = (
    rule(_DRUNK, _WHY_DRUNK, needs=(_WORK,), unless=_NO_DRUNK, reach=110),
    rule(rf"{_DRINK} {_IN_MY_BAG}", _WHY_DRUNK, unless=_LEISURE),
    rule(rf"{_DRINK}\b[^.!?\n]{{0,60}}\b{_AT_WORK}", _WHY_DRUNK, needs=(_I,), unless=_LEISURE, certain=False, reach=60),
    rule(
        rf"(?:{_MANY}) ?(?:(?:large|small|cheeky|big) )?{_DRINK}\b[^\n]{{0,60}}\b(?:straight (?:to|into)"
        rf"|(?:still )?taught|then)"
        rf"\b[^.!?\n]{{0,30}}{_WORK}",
        _WHY_DRUNK,
    ),
    rule(
        r"drove|driving|drive home|behind the wheel|took the (?:car|minibus|van)|breathaly[sz]\w+|pulled over|blew \d+",
        _WHY_DRIVE,
        needs=(
            (
                rf"(?:{_MANY}) ?(?:large |small |cheeky )?{_DRINK}|{_DRUNK}|blew \d+|breathaly[sz]ed|failed the"
                rf"|another (?:two|three|four|five)|(?:two|three|four|few) glasses"
            ),
        ),
        unless=r"drove (?:me|us|him|her|them)|driving me|lift home|golf|nails?|(?:he|she|husband|wife|hubby|mate) drove|lesson",
        reach=90,
    ),
    rule(
        r"(?:got |been |was )?(?:stopped|pulled over)\b[^.!?\n]{0,50}\bblew \d+|blew (?:twice |over )the limit"
        r"|lost my licen[cs]e",
        _WHY_DRIVE,
        certain=False,
    ),
    rule(
        rf"(?:had|have|having|smoked|smoking|did|doing|do|rolled|rolling|took|taking|dropped|popped|popping|necked"
        rf"|sniffed|snorted"
        rf"|bumped|after|on|for) (?:an?|some|half an?|another|my|two|three|a (?:cheeky|few|couple of|bit of)|couple of"
        rf"|too much)?"
        rf" ?(?:my \w+'?s )?{_DRUG}",
        _WHY_DRUGS,
        unless=r"knee|hip|ankle|elbow|shoulder|roast|lamb|beef|pork|butcher|gravy|garden|hay fever|blood pressure|vitamins?"
        r"|physio|diet coke|coke zero|the pill|sleeping pills|weeding|travel sick\w*|speed (?:dating|limit|camera|awareness)"
        r"|acid (?:attack|reflux|rain|test)|lines? of (?:the|code|poetry|dialogue|washing|kids|children|pupils|credit|enquiry)"
        r"|learn\w*|script|poem|on line|lines? (?:manage\w*|dance|dancing|up|in)|balloons? (?:arch|animals?|for)|birthday|diet",
        needs=(rf"{_WORK}|{_SHAMELESS}|buzzing|monday|weekend|sesh|festival|rave|afters|dealer|chill|sleep|toilets?|night",),
    ),
    rule(r"my (?:dealer|weed guy|plug)|racking up|racked up (?:a )?lines?|gurning", _WHY_DRUGS, needs=(_WORK,), certain=False),
    rule(
        r"(?:bought|got|scored) (?:\w+ )?(?:off|from) (?:facebook|telegram|snapchat|insta\w*|a (?:mate|lad|guy|bloke"
        r"|parent)|the lads)"
        r"|(?:two|three|four|few|couple of|cheeky|fat) lines?|(?:spliff|joint|zoot|bong|coke|weed|ket|gear) (?:and|before"
        r"|after|then)",
        _WHY_DRUGS,
        needs=(rf"{_DRUG}|co-?codamol|pills", _WORK),
        unless=r"lines? from|credit|quot\w+|poem|script|code|learn\w*|write|wrote|washing|shopping|of (?:text|dialogue"
        r"|writing)|diet|roast|beef"
        r"|sentences?|queue|dance",
        certain=False,
    ),
    rule(
        rf"(?:cheeky|sneaky|crafty|quick|little) (?:{_DRINK}|{_DRUG})\b[^.!?\n]{{0,40}}\b{_AT_WORK}",
        _WHY_DRUGS,
        unless=rf"{_LEISURE}|lines? (?:of|from)|speed",
        certain=False,
    ),
    rule(
        r"(?:skiv(?:e|ed|ing)|bunk(?:ed|ing)) off",
        _WHY_SICK,
        needs=(_WORK,),
        unless=r"pupils?|year \d+|kids|as a|when i|used to|he|she|son|daughter|catch|caught",
        certain=False,
    ),
    # false sickness
    rule(
        r"(?:pull(?:ed|ing)?|throw(?:ing)?|threw|took|taking|having) a (?:cheeky )?(?:sickie|duvet day)|pretend(?:ed"
        r"|ing) (?:to be|i "
        r"(?:was|had))[^.!?\n]{0,10} (?:sick|ill|covid|poorly)|fak(?:e|ed|ing) (?:a |an )?(?:sick\w*|illness|covid"
        r"|migraine|cough)",
        _WHY_SICK,
        unless=r"(?:toddler|teenager|son|daughter|tempted|he|she)",
    ),
    rule(
        rf"(?:called|rang|phoned|ring|text(?:ed)?|emailed|told|said to|lied to)(?: {_BOSS})?(?: in)?\b[^.!?\n]{{0,30}}\b{_ILL}"
        rf"|(?:signed )?off (?:work )?(?:with|sick|ill)\b|{_BOSS} (?:think|thinks|believes?|reckons?) (?:i'?m|i am|i'?ve|it'?s)"
        r"|(?:my )?sick ?(?:note|line)|calling in sick|funny tummy",
        _WHY_SICK,
        needs=(rf"{_OUT}|{_SHAMELESS}|{_UNCHECKED}|tan",),
        unless=r"poor|wish i|get well|hospital bed|operation|surgery|miss(?:ing)? the|gutted|instead of|refund|had to (?:miss"
        r"|sell|give)",
        reach=110,
    ),
    rule(
        r"(?:tell|told) (?:them|everyone|work|the office|cover|the head) (?:that )?i'?m (?:ill|sick|poorly|dying)|fak(?:e"
        r"|ed|ing) a note"
        r"|fake (?:doctor'?s|sick) notes?",
        _WHY_SICK,
        certain=False,
    ),
    signs(
        rf'["\']{_ILL}["\']', _WHY_SICK, needs=(rf"{_OUT}|{_SHAMELESS}|row [a-z]|tomorrow|friday|booked|worth",), certain=False
    ),
    rule(
        r"(?:third|fourth|fifth|another) (?:nan|gran|grandad|grandmother|uncle)|my (?:nan|gran"
        r"|uncle) (?:has )?died again",
        _WHY_SICK,
        certain=False,
    ),
    rule(
        rf"(?:said|say|told \w+) (?:that )?i (?:had|was|have|am) (?:got )?(?:a |an )?{_ILL}",
        _WHY_SICK,
        needs=(_OUT,),
        certain=False,
    ),
    # marks, records, exams
    rule(
        rf"(?:{_TICKED})\b[^.!?\n]{{0,50}}\b{_WORK_RECORD}",
        _WHY_RECORDS,
        needs=(_UNCHECKED,),
        unless=r"please|he|she|parcel|petition|union",
        certain=False,
    ),
    rule(
        _FAKED,
        _WHY_RECORDS,
        needs=(_WORK_RECORD, rf"{_I}|our|{_SHAMELESS}|{_UNCHECKED}"),
        certain=False,
        reach=70,
        unless=r"he|she|blacksmith|costumes?|story|stories|recipe|pay|forged ahead|(?:can|could|to) guess"
        r"|guess(?:ed)? (?:who|what|the)|salary"
        r"|their own"
        r"|guess how|jokes?|songs?|game|pay rise|steps",
    ),
    rule(
        rf"{_TICKED}\b[^.!?\n]{{0,60}}\b(?:{_UNREAD})|(?:{_UNREAD})\b[^.!?\n]{{0,40}}\b{_WORK_RECORD}[^.!?\n]{{0,30}}{_TICKED}"
        rf"|(?:{_FAKED})\b[^.!?\n]{{0,40}}\b(?:signatures?|registers?|reading (?:ages?|levels?)|risk assessments?|timesheets?"
        r"|fire (?:log|drills?)|(?:the|their|my) (?:marks|grades|scores|data|reports)|mock (?:papers|marks))",
        _WHY_RECORDS,
        unless=r"please|he|she|delivery|parcel|petition",
    ),
    rule(
        r"(?:gave|give|giving|get|told|telling|showed|showing|slipped|leaked?|leaking|wrote|sent|shared|read"
        r"|tipped)\b[^.!?\n]{0,40}"
        r"\b(?:the|them|sats|exam|all|mock|test) (?:\w+ )?(?:answers?|paper|exam questions|questions on the)"
        r"|(?:a )?(?:peek|sneaky look|look|heads up|hint)\b[^.!?\n]{0,20}\b(?:at|on|about) [^.!?\n]{0,20}(?:paper|exam"
        r"|test|sats)"
        r"|(?:coursework|controlled assessment|nea|portfolio|speaking test)\b[^\n]{0,50}\b(?:by me|i (?:wrote|did"
        r"|finished|redid)"
        r"|wrote it|did it for)|(?:wrote|did|finished|rewrote|redid|fixed|corrected) (?:half |most of )?(?:their|his"
        r"|her) (?:\w+ )?"
        r"(?:coursework|nea|answers|portfolio|essays?|assessment)|(?:pointed|tapped|coughed"
        r"|nodded)\b[^.!?\n]{0,40}\b(?:right|wrong)"
        r" (?:answer|one)|i know what'?s (?:on|coming up)|anyone (?:got|have) (?:the|next|tomorrow)[^.!?\n]{0,30}(?:paper"
        r"|mark scheme)",
        _WHY_EXAM,
        needs=(rf"{_I}|{_SHAMELESS}|{_UNCHECKED}|anyone",),
        unless=r"past papers?|practice|model answer|revision|quiz|escape room|crossword|released|published|wordle"
        r"|look at the paper",
    ),
    rule(
        r"(?:mark scheme|exam paper|listening (?:paper|cd|test)|transcripts?|(?:gcse|a level|sats|chem\w*|maths|physics"
        r"|mock) paper"
        r"|moderation sample|speaking (?:test|exam)|essay site|recordings?)",
        _WHY_EXAM,
        needs=(
            (
                r"locked|secure (?:area|page|site)|before (?:it'?s|they|the) (?:unlocked|released|exam|go)|unlocked|early|dm"
                r"|pm me|leak\w*"
                r"|sneak peek|swapped|made up|paid (?:an?|for)|who'?s listening|extra (?:time|minutes)"
            ),
        ),
        unless=r"finished early|early (?:night|start|bird)|sample finished|embargo|press",
        certain=False,
    ),
    # betting and neglect on duty
    rule(
        _BET,
        _WHY_BET,
        needs=(_WORK, rf"{_I}|{_SHAMELESS}|{_UNCHECKED}|\d+ (?:quid|up|down|richer)|while|cheers"),
        certain=False,
        reach=100,
        unless=r"i bet|you bet|bet you|i'd bet|best bet|safe bet|bet (?:the (?:kids|head|parents)|they|he|she|that)"
        r"|probability|charity|alphabet|pta"
        r"|against the odds|odds and ends|odds (?:are|of)|the odds|odd|running club|watch(?:ed|ing) the grand national",
    ),
    rule(
        rf"{_ASLEEP}\b[^.!?\n]{{0,50}}\b(?:{_AT_WORK}|on duty|story ?time|bean ?bag|reading corner|book corner|sensory \w+"
        r"|boiler room|assembly|while (?:the|my|they|year|y\d)|at my desk)",
        _WHY_DUTY,
        unless=r"(?:his|her) desk|caught|weekend|sofa|baby|toddler|they all|dream(?:t|ed)?|children|the kids (?:were|all)"
        r"|alarm|nap time|before school"
        r"|cat|dog|pupils? (?:fell|was)|boy|girl|one of (?:my|the|them)|after (?:work|school)",
    ),
    rule(
        _SLACKING,
        _WHY_DUTY,
        needs=(
            _WORK,
            (
                rf"{_UNCHECKED}|{_SHAMELESS}|till the bell|should(?:'ve| have) been|supposed to"
                r"|meant to be|every ?(?:break|day|lesson|lunch)\w*|again|came back|while|period \d"
            ),
        ),
        certain=False,
        reach=110,
        unless=r"pupils?|he|she|they|kids (?:vap|keep)|boys|girls|confiscat\w+|ban(?:ned)?|son|daughter|flexi|ppa at home",
    ),
    rule(
        r"(?:meant|supposed) to (?:be|have been) (?:on (?:gate |playground |lunch |break |bus |yard )?duty"
        r"|watching (?:them|the \w+)"
        r"|supervising"
        r"|invigilating|teaching|planning|marking|on (?:a )?course|in (?:a )?(?:training|meeting|webinar))",
        _WHY_DUTY,
        needs=(rf"{_SHAMELESS}|{_UNCHECKED}|{_OUT}|{_SLACKING}|instead|asleep|camera off|sofa|bath|in bed",),
        certain=False,
    ),
    rule(r"camera off", _WHY_DUTY, needs=(r"sofa|bath|in bed|asleep|shop\w*|hoover\w*|claimed|golf|gym|beach",), certain=False),
    # money, goods, qualifications
    rule(
        _SCHOOL_MONEY,
        _WHY_MONEY,
        needs=(_TOOK, _I),
        unless=r"he|she|they|someone|whoever|(?:new|bought the|spent (?:it )?on) (?:books|kit|benches|equipment"
        r"|playground|boiler)"
        r"|audited|receipts? (?:attached|in)|thank\w*|raised|noticeboard|reimburs\w+",
        reach=90,
    ),
    rule(
        _TOOK,
        _WHY_MONEY,
        needs=(_SCHOOL_GOODS, _I, rf"{_UNCHECKED}|{_SHAMELESS}|marketplace|ebay|vinted|mates?|extra|free"),
        unless=r"he|she|they (?:stole|nicked|took)|someone|somebody|whoever|homework|day off|returned|my own|seagull|magpie"
        r"|marking|books? home|asked",
        certain=False,
        reach=90,
    ),
    rule(
        r"claim(?:ed|ing|s)?\b[^.!?\n]{0,40}\b(?:miles|mileage|hours|overtime|expenses|travel|taxi|for (?:two|both|three))"
        r"|(?:through|on) (?:the )?(?:expenses|school card)|timesheet|(?:still )?(?:got|getting|been) paid (?:for|twice)"
        r"|cash in hand|(?:put|bunged|stuck|charged) (?:it|them|that|lunch|\w+ \w+) (?:down |through )?(?:as|on"
        r"|to) (?:the )?(?:school"
        r"|expenses|resources|petty)",
        _WHY_MONEY,
        needs=(
            _I,
            (
                rf"{_UNCHECKED}|{_SHAMELESS}|{_UNREAD}|sofa|never (?:went|did|left|happened)|in my pyjamas|in bed"
                r"|walked|lift|train|extra|cycled|didn'?t go|wasn'?t there|taxman"
            ),
        ),
        certain=False,
        reach=100,
        unless=r"approved|finally|please|overdue|refus\w+|union|should be paid",
    ),
    rule(
        r"(?:put(?: down)?|said|told them|lied|blagged|pretend(?:ed)?|made up|faked?|bought|invented"
        r"|photoshopped)\b[^.!?\n]{0,40}\b"
        r"(?:degree|a first|2:1|pgce|qts|qualifications?|certificates?|dbs|references?|cv|gcse maths|experience at)",
        _WHY_CLAIMED,
        needs=(_I, rf"{_UNCHECKED}|{_SHAMELESS}|never (?:finished|got|went|had|passed)|don'?t (?:have|actually)|haven'?t"),
        unless=r"he|she|pupils?|daughter|son|proud|good luck",
        certain=False,
    ),
    # sale of one's own sexual content
    rule(
        r"link in (?:the |my )?bio|subs? (?:half price|open)|payday prices",
        _WHY_SELL,
        needs=(
            r"gets you|the rest|half price|naughty|spicy|lingerie|nudes?|the good stuff|uncensored|bundle",
            r"i|my|me|link|subs?",
        ),
        unless=r"books?|resources?|etsy|recipe|knit\w*|worksheets?|tpt|course",
        certain=False,
    ),
    rule(
        words(r"""onlyfans | only fans | fansly | my of | of link | spicy (?:page|site|account|content|pics)
         | (?:18\+|nsfw|naughty) (?:page|site|account|content|pics) | feet pics? | nudes | lingerie | the other site
         | custom vids?
         | used (?:\w+ )?(?:socks|tights|knickers|underwear) | thirst traps? | cam ?girl | premium snap"""),
        _WHY_SELL,
        needs=(r"my|me|i|i'm|i've|content|subs?|subscribe\w*|link|bio|half price|% off|dms?|payday|tonight|page|sell\w*|miss",),
        unless=r"ex|leaked|warn\w*|shades?|lipsticks?|heels|foundation|gallery|life drawing|assembly|someone else|documentary"
        r"|they|pupils?|cookery|recipe|curry|chilli|sauce|he|she"
        r"|people who|her|his|knit\w*|worn out|washing|charity|new lingerie",
    ),
)

# Several small clues tell together what none tells alone: drink, on duty, and a wink; a made-up illness and a festival.
_DECEIT: Final = (
    rf"{_FAKED}|{_UNREAD}|{_SLACKING}|{_TOOK}|{_ASLEEP}|{_BET}|timesheet|expenses|answers|claimed|skipped|copied|lied|lying|fib"
    r"|last year's (?:reports|marking|planning)|blagged|bluff\w*|winged it|excuse|sickie"
    rf"|told {_BOSS}"
)
_SCALE: Final = (
    clue(2, _UNCHECKED),
    clue(1.5, _SHAMELESS),
    sign(1.5, r"\x{1F92B}|\x{1F607}|\x{1F92D}|\x{1FAE3}|\x{1F910}|\x{1F974}|\x{1FAE0}|\x{1F60E}|\x{1F602}|\x{1F648}|\x{1F608}"),
    clue(2, rf"{_DRUNK}|{_DRINK}|{_DRUG}", marks=True),
    clue(2, _DECEIT, marks=True),
    clue(1.5, rf"{_WORK}|{_WORK_RECORD}"),
    clue(0.5, _I),
    clue(0.5, r"before|during|while|through|still|this morning|instead of|meant to|supposed to|first thing|again"),
    clue(1, _ILL),
    clue(1.5, _OUT),
    clue(-3, rf"{_CLEAN}|{_STORY}|{_TALK}|{_LEISURE}"),
    clue(
        -3,
        r"my (?:son|daughter|husband|wife|dad|mum|cat|dog|toddler|teenager|hamster|nephew|niece|twins|baby|grand\w+|neighbour)",
    ),
    clue(
        -3,
        r"diet|gym|step count|slimming world|wordle|duolingo|sudoku|knitting|bake sale|costume|biscuits?|cake|chocolate"
        r"|advent calendar|elf|tooth fairy|santa|well earned|deserve[ds]?|allergy|gluten|milk|squash|kettle|thank\w*"
        r"|proud|union",
    ),
    clue(-2, r"he|she|they|pupils?|children|your|you"),
)
_ENOUGH: Final = 6  # a boast, a dishonesty, a place at work, and something that ties them to the author


def _find(draft: Draft) -> Iterator[Finding]:
    found = list(scan(draft, Topic.DISREPUTE, _RULES, _GENERAL, _own))
    yield from found or _boasts(draft)


def _boasts(draft: Draft) -> Iterator[Finding]:
    points, mark = heaviest(draft.folded, _SCALE)
    if points >= _ENOUGH and mark is not None:
        yield draft.finding(Topic.DISREPUTE, (mark.start, mark.end), _WHY_BOAST, certain=False)


def _fires(text: str, quote: str) -> Example:
    return Example(text, quote, Topic.DISREPUTE)


DETECTOR = Detector(
    id="disrepute",
    says="Finds the author's own misconduct, admitted or boasted of: drink, drugs, false sickness, forged records, theft.",
    topics=frozenset({Topic.DISREPUTE}),
    find=_find,
    gate=gate_of(_RULES, _SCALE),
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
        Quiet("What shade of lipstick is this? I look like a corpse in nudes"),
        Quiet("A glass of wine with the marking tonight, I have earned it"),
        Quiet("Got a breathalyser on my key ring now, a present from my dad"),
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
    weighs=True,
)
