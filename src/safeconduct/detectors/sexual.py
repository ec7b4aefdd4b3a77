"""Lewd remarks, sexual jokes and innuendo with a sexual point, erotica, pornography and adult services.

No single word proves innuendo, so clues are weighed together: what somebody would let another do, “any time”,
emoji that are read sexually, double meanings marked by a wink. Left alone: anatomy, health screening, relationships
and sex education, romance, plumbing, gardening, dishes and animals.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Topic
from safeconduct.detectors._conduct import clue, heaviest, rule, scan, sign, signs, words
from safeconduct.gates import Gate
from safeconduct.screening import Detector, Draft, Example, Finding, Quiet
from safeconduct.text import pattern

_WHY_LEWD: Final = "This is a sexual remark or joke."
_WHY_SELL: Final = "This advertises or links to sexual content."
_WHY_HINT: Final = "This may be read as a sexual hint."

# --- words ---------------------------------------------------------------------------------------------------

_TEACHING: Final = words(
    r"""rse | rshe | pshe | sex ed(?:ucation)? | relationships (?:and|education) | consent (?:lesson|assembly|form|workshop)
    | curriculum | safeguarding | smear | cervical | breast (?:screening|cancer) | mammogram | prostate | gp | nurse | clinic
    | midwife | contraception | chlamydia | sti | stis | hpv | vaccin\w+ | menopause | period poverty | puberty
    | childline | nspcc
    | ceop | report(?:ed)? (?:it|remove) | sextortion | warn\w* | helpline | threatening | harassment | assault(?:ed)? | me too
    | inquiry | documentary | reproduc\w+ | pollinat\w* | lambing | calving | breeding | vet | stallion | bull | ewes? | rams?
    | botany | species | orchid | fungus | statue | michelangelo | anatomy | textbook | art history | life (?:drawing|class)
    | policy | training | filter | blocked | screening | pupils? (?:sent|shar\w+) | victims? | leaked | banned"""
)
_GENERAL: Final = pattern(rf"\b{_TEACHING}\b")
_ACTS: Final = words(
    r"""blow ?jobs? | hand ?jobs? | (?:dick|tit|cock) pics? | (?:send|sending|selling|got|sent|swap|swapping|a|you a|for) nudes?
    | sexting | sexts? | horny | horniest | boners? | stiffy | hard-ons?
    | (?:a|got|my|his|massive|raging) hard ?-?ons? | orgasm\w* | cumming | cumshot | jizz(?:ed)?
    | gang ?bang
    | threesomes? | foursomes? | doggy ?style | reverse cowgirl | 69ing | deep ?throat | wank(?:ed|ing)? (?:over|off) | rimming
    | fingering (?:her|me) | going down on (?:me|him|her|you) | quickies? | foreplay | one night stand | booty call
    | fuck ?buddy
    | friends with benefits | (?:get|got|getting) (?:laid|(?:my|your|his|her) leg over) | shagg(?:ed|ing) | (?:have a|good) shag
    | bonk(?:ed|ing) (?:him|her|my|the|in) | (?:great|good|wild|amazing|hot|rough|best|morning|make[- ]up) sex
    | sex (?:life|drive|position|positions|tape|dream|dreams|on the|in the|with (?:him|her|the|my|a)) | had sex | having sex
    | bang(?:ed|ing)? (?:him|her|his|my) | rail(?:ed)? (?:me|him|her)
    | (?:bend|bent|bending) (?:me|her|him|you|over (?:the|my|his) \w+)
    | spank\w* | suck (?:him|me|his|my|it) (?:off|dick|cock) | sit on (?:his|her) face | sit on my (?:lap|face)
    | (?:i'?d|would|wanna|gonna|want to|love to|let me|so|please) tap that | tap that (?:ass|arse|any ?(?:day|time))
    | would smash | i'?d smash
    | i'?d (?:do|ride|mount|climb|lick|shag|bang) (?:him|her) | netflix and chill(?:ed)? | hung like \w+
    | broadminded | walk of shame | bow[- ]legged
    | (?:good|great|better|animal) in the sack | between the sheets | (?:tied|tie me|handcuffed|cuffed) to the bed
    | swallow or spit | spit or swallow
    | wet dream | turn(?:s|ed|ing)? me on | moist for | knickers (?:off|optional|down|wet) | walking funny
    | tried (?:that|a new|every) position | (?:came|come|coming) (?:twice|three times|so hard|before (?:me|breakfast))"""
)
_THINGS: Final = words(
    r"""butt ?plugs? | dildos? | vibrators? | strap[- ]ons? | fleshlight | sex toys? | lovehoney | ann summers | rampant rabbit
    | (?:watch\w*|love|best|soft|free|amateur) porn | porn ?star | xxx vids? | milfs? | dilfs? | gilfs? | sugar daddy
    | swingers?
    | dogging
    | glory hole | lap ?danc\w+ | (?:male )?strippers | burlesque | strip club | cam ?girl | cam site
    | escort (?:site|service|work)
    | happy ending massage | erotic\w* | erotica | smut(?:ty)?
    | (?:mucky|dirty|steamy|saucy|filthy) (?:book|novel|story|film|video)
    | spicy (?:pics|content|site|account|book\w*|romance) | feet pics? | used (?:knickers|tights|underwear|pe socks) | nsfw
    | sexy (?:teacher|pics|time|photos|selfie) | (?:18\+|18s|over[- ]?18s?|x[- ]rated) (?:only|content|site|page|story
    |version)"""
)
_BODY: Final = words(
    r"""tits | boobs | knockers | jugs | rack | arse | bum | buns | package | bulge | legs | thighs | abs | six ?pack | biceps
    | forearms | chest | cleavage | pecs | hands | lips | backside | behind | torso | shoulders | tool | cheeks"""
)
_HOT: Final = words(
    r"""hottie | fittie | fit | hot | sex ?god | stunner | hunky? | eye candy | beefcake | piece of (?:meat|ass) | dish
    | dishy | peng
    | buff | well fit | sexy | gorgeous | drool\w* | phwoa+r | phwo+r | swoon | ovaries | weak at the knees"""
)
_DOER: Final = words(
    r"""he | he's | him | his | she | she's | her | fella | hubby | husband | wife | missus | ladies | dads? | mums?
    | pe teacher
    | coach | fireman | firemen | firefighters? | plumber | builders? | caretaker | site manager | barmaid | barman
    | trainer | bloke
    | hinge | tinder | bumble | babe | sir | mr \w+ | boyfriend | girlfriend | darcy | poldark | lifeguard | postman | gardener
    | window cleaner | delivery man | electrician | instructor | physio | policeman | copper | rugby (?:lads|boys|team)
    | the vicar"""
)
_DOES: Final = words(
    r"""restrain | search | arrest | handcuff | inspect | examine | rescue | mark | check | teach | tie
    | carry | wrestle
    | tackle | plough | warm | service | mount | pin | coach | do what | do anything | drive | park | polish | unblock
    | tune | pump
    | handle | oil | grease | bend | fill | ride | spank | lift | ravish | come inside | ruin | take me
    | have me | climb"""
)
_EAGER: Final = words(
    r"""any ?(?:time|day|night)(?: of the week)? | all (?:night|day)(?: long)? | twice | every (?:night|day|time)
    | hands on | slowly
    | over and over | until the cows | more than (?:my|once) | if you know | happily | hard | properly | till morning
    | and i'd thank him"""
)
_WINK: Final = words(
    r"""if you (?:know (?:what i mean|you know)|catch my (?:drift|meaning)) | iykyk | wink,? wink | nudge,? nudge | matron
    | know what i mean | that'?s what (?:she|they all) sa(?:id|y) | as the actress said | ooh?,? (?:err|er),? missus
    | giggity | innuendo
    | pun (?:very much )?intended | mind out of the gutter | fnarr | carry on film | so to speak
    | not (?:a|an)? ?euphemism | euphemism
    | and it'?s not the (?:rain|weather|heating) | obviously | (?:the|a)? ?\w+, i mean | behave | i didn'?t mean the \w+"""
)
_DOUBLE: Final = words(
    r"""big one | bigger one | too big | so big | (?:big|massive|huge|long|hard|thick|stiff|enormous) (?:wrench|tool|hose
    |helmet|drill|rod
    |cucumber|courgette|marrow|sausage|baguette|pole|baton|equipment|package|melons|plums|nuts) | girth | inches
    | size (?:matters|of (?:his|it|that))
    | pounding | hammer(?:ed|ing) | screw(?:ed|ing)? | drilled | rammed | nailed | bang(?:ed|ing)? | wet | moist | hard
    | stiff | firm
    | flexible | good with (?:my|his|her) hands | bend(?:ing)? over | on all fours | tied up | handcuffs? | naked
    | in the nude | starkers
    | underwear | lingerie | suspenders | knickers | thong | commando | shirt ?(?:off|less) | topless
    | strip(?:ping|ped)? | undress\w*
    | cold shower | hot under the collar | hot flush | hosed? down | rub(?:bed)? | massage | mouth to mouth
    | kiss of life | etchings
    | detention | cane | naughty | in bed | bed(?:room)? | sheets | mattress | tongue | flirt\w* | toy | toys | batteries
    | position | positions
    | stock ?cupboard | morning after | night before | staying over | didn'?t (?:see|watch) the film | glowing
    | satisfied | frustrated
    | single too long | (?:husband|wife)'?s away | the view | stamina | mount(?:ed)? | straddl\w* | thrust\w* | hump\w*
    | up all night"""
)
_HARMLESS: Final = words(
    r"""recipe | allotment | vegetable | veg | aubergines? | moussaka | parmigiana | ratatouille
    | peach (?:cobbler|melba|crumble|season)
    | jam | chutney | crumble | smoothie | soup | compost | seeds? | harvest | degrees | heatwave | hot in here | sweaty
    | marathon
    | parkrun | [15]0?k | spin class | sauna | leg day | squats | paddling pool | washing | flood | leak | garden | baby
    | toddler
    | grandson | granddaughter | grandad | nephew | niece | my (?:son|daughter|dog|cat|nan|mum|dad|sister) | puppy
    | kitten | birthday cake
    | bake off | chilli | curry | spicy (?:ramen|noodles|chicken|wings) | horse | hens? | lambs? | wedding dress | boots
    | playground
    | charged | invoice | quote | sandwiches | prize | county show | ceiling | boiler | gym | wellies | swim"""
)
_MILD: Final = words(
    r"""paint stripper | wallpaper stripper | wire strippers? | royal marines | golf | panto | cum laude | mosque
    | ford escort | soot
    | rowing | pony | rollercoaster | i (?:never|don't|wouldn't) | novels? (?:i|we) (?:study|teach)
    | sex (?:based|discrimination) | quickies? and
    | toys? (?:for|library) | hot (?:weather|chocolate|dinners?|lunch) | dogging (?:my|his|her) (?:steps|every)
    | spanking new | brand spanking
    | strip (?:the|light|wallpaper|lights|cartoon) | cats? | cheese | biscuits? | nap | lie[- ]in | chocolate
    | ban (?:on|the)"""
)

# Met with by accident or at somebody else's: a thing to report, not a remark.
_MET: Final = words(
    r"""click(?:ed|ing)? | search\w* | popped up | pop[- ]?up | pupils? | students? | a (?:boy|girl) | whiteboard
    | adverts? | caught (?:a|one|two)
    | by mistake | wrong link | airdropped | painting | colleague's | i saw (?:mr|mrs|ms|miss) | came across | the bbc report"""
)

# --- rules ---------------------------------------------------------------------------------------------------

_PLAIN: Final = (
    rule(rf"{_ACTS}|{_THINGS}", _WHY_LEWD, unless=rf"{_MILD}|{_MET}"),
    rule(
        r"(?:nice|cracking|massive|huge|fit|big|great|peachy|lovely|tight|check|see|seen|look at|the) (?:pair of |the )?"
        r"(?:tits|boobs|knockers|jugs|rack|arse|bum|package|bulge|buns)\b (?:on|in)",
        _WHY_LEWD,
        needs=(_DOER,),
        unless=rf"{_MILD}|ceiling|great tits? (?:nest|box)|birds?|bird ?box|carpet|wallpaper|smack\w*|fell|toddler|pain in",
    ),
    rule(
        r"(?:camel ?toe|hung like|bulge in (?:his|those)|sexy (?:beast|bum|legs)|arse (?:like|on|in those)"
        r"|things (?:i'?d|i would|(?:he|she|they) "
        r"could) do (?:to|for|with) (?:me|him|her|that|those|mr|a|the)[^.!?\n]{0,40})",
        _WHY_LEWD,
        unless=r"million|lottery|paid",
    ),
    rule(
        rf"(?:i'?d|i would|id|i'?ll|would|could|wouldn'?t mind|let|can|may|made me want to be) (?:happily |definitely "
        rf"|absolutely )?(?:be |let )?"
        rf"(?:him |her |them |that \w+ |the \w+ )?(?:\w+ )?{_DOES}\w*\b[^.!?\n]{{0,50}}\b(?:{_EAGER})",
        _WHY_LEWD,
        needs=(_DOER,),
        unless=rf"{_MILD}|cake|kebab|curry|sleep|pizza|my (?:dog|cat|kids|son|daughter)|coffee|tax|thank you|reliable"
        rf"|recommend|invoice|honest"
        r"|prices?|mum|dad|book it",
    ),
    rule(
        r"(?:like|love|want) (?:my|a|his) (?:men|man|women|woman) (?:like|how)|would you or would you"
        r"|wouldn'?t kick (?:him|her) out of bed"
        r"|i wouldn'?t say no to (?:him|her|that)|get my (?:hands|lips|mitts) on (?:him|her|that \w+)|rip (?:his"
        r"|her) clothes off",
        _WHY_LEWD,
        needs=(r"hot|strong|bed|he|she|him|her|man|men|big|up all night|night",),
        unless=r"gun|football manager",
    ),
    rule(
        words(
            r"""phwoa+r | phwo+r | hubba hubba | eye candy | lusting (?:after|over) | drool(?:ing|ed) over
            | thirsting over | perv(?:ing|ed)? (?:on|over|at)
            | undress\w* (?:him|her|me) with | i'?d let (?:him|her|them) | wouldn'?t say no to (?:him|her|them)
            | wouldn'?t throw (?:him|her) out
            | (?:fit|hot|sexy) (?:new )?(?:dads?|mums?|teacher|builders?|firem[ae]n|coach|caretaker|plumber|postman|supply
            |vicar|doctor)
            | dad (?:of the year )?bod | dilf\w* | milf\w* | in (?:those|his|her) (?:tight|little|tiny) \w+
            | get (?:your|his) kit off | shirt off"""
        ),
        _WHY_LEWD,
        needs=(_DOER,),
        unless=rf"{_MILD}|{_HARMLESS}|{_TEACHING}|year \d+|sun ?burn|wage|babysit\w*|borrow|win|drive|lead",
        certain=False,
    ),
)
_SELLING: Final = (
    signs(
        r"\x{1F51E}",
        _WHY_SELL,
        unless=r"sign|certificate|gambling|alcohol|escape room|fireworks|id|cinema|rated 18|lottery|vape",
    ),
    rule(
        r"(?:new content|link in (?:the )?bio|in the link|subs|subscribe|dms? (?:me|open|for)|payday prices|(?:half"
        r"|full) price|custom\w*)"
        r"[^\n]{0,60}(?:\x{1F351}|\x{1F346}|\x{1F4A6}|\x{1F608}|18\+|18s|spicy|nude|lingerie|naughty|feet|gets you the rest)",
        _WHY_SELL,
        unless=r"ramen|noodles|chilli|sauce|curry|recipe|bake|knit\w*|etsy|resources?|football|feet away",
    ),
    rule(
        r"(?:strictly|very much) (?:18\+?|adults only|not for (?:the )?(?:kids|children))|(?:18\+?s?|over 18s) only",
        _WHY_SELL,
        unless=r"alcohol|bar|quiz|comedy|licensed|gig|film certificate|escape room|fireworks|id|challenge 25|lottery"
        r"|gambling|tickets",
    ),
)

_SCALE: Final = (
    sign(2, r"\x{1F346}|\x{1F4A6}|\x{1F51E}|\x{1F445}", marks=True),
    sign(1.5, r"\x{1F351}|\x{1F975}|\x{1F608}|\x{1FAE6}|\x{1F924}|\x{1F48B}"),
    sign(1.5, r"\x{1F60F}|\x{1F61C}|\x{1F609}|\x{1F648}|\x{1F633}|\x{1F618}|\x{1F61D}"),
    sign(0.5, r"\x{1F440}|\x{1F525}"),
    clue(2, _WINK, marks=True),
    clue(1.5, _DOUBLE, marks=True),
    clue(1, rf"{_EAGER}|been a while|looking better|i'?d|wouldn'?t mind|don'?t mind|is it wrong|confess\w*|reader,? i"),
    clue(1.5, _HOT, marks=True),
    clue(0.5, _BODY),
    clue(1, _DOER),
    clue(-3, _TEACHING),
    clue(-3, rf"{_HARMLESS}|{_MILD}"),
    clue(
        -2, r"year \d+|pupils?|children|the kids|my class|lesson|thank\w*|proud|congratulat\w+|married|anniversary|church|cried"
    ),
)
# Without a wink in words or in emoji, a double meaning is only one meaning.
_SUGGESTIVE: Final = pattern(
    r"[\x{1F346}\x{1F4A6}\x{1F445}\x{1F351}\x{1F975}\x{1F608}\x{1FAE6}\x{1F924}\x{1F48B}\x{1F60F}\x{1F61C}\x{1F609}"
    r"\x{1F648}\x{1F633}\x{1F618}\x{1F61D}]|\b" + _WINK + r"\b"
)
_ENOUGH: Final = 4.0
_SURE: Final = 6.5


def _find(draft: Draft) -> Iterator[Finding]:
    found = list(scan(draft, Topic.SEXUAL, (*_PLAIN, *_SELLING), _GENERAL))
    yield from found or _innuendo(draft)


def _innuendo(draft: Draft) -> Iterator[Finding]:
    if _SUGGESTIVE.search(draft.folded) is None:
        return
    points, mark = heaviest(draft.folded, _SCALE)
    if mark is not None and points >= _ENOUGH:
        yield draft.finding(Topic.SEXUAL, (mark.start, mark.end), _WHY_HINT, certain=points >= _SURE)


def _fires(text: str, quote: str) -> Example:
    return Example(text, quote, Topic.SEXUAL)


DETECTOR = Detector(
    id="sexual",
    says="Finds lewd remarks, sexual jokes and innuendo, erotica and adverts for sexual content.",
    topics=frozenset({Topic.SEXUAL}),
    find=_find,
    gate=Gate(*(rule.words for rule in (*_PLAIN, *_SELLING)), _SUGGESTIVE),
    fires=(
        _fires("The new caretaker, id tap that 😏", "id tap that"),
        _fires("The things I'd do to that lifeguard \U0001f975", "things I'd do to that lifeguard"),
        _fires("New window cleaner can polish my sills any day of the week \U0001f60f\U0001f346", "any day of the week"),
        _fires("link in bio for the naughty ones \U0001f51e half price this weekend", "link in bio"),
        _fires("Ladies, the fireman in those trousers, I'd let him carry me out twice \U0001f60f", "I'd let him"),
        _fires("Best sex of my life and I still made the 8am briefing", "Best sex"),
        _fires("She asked me to send nudes before the second date had even started", "send nudes"),
    ),
    quiet=(
        Quiet("The cupboard door sticks, so push hard on the handle and then lift"),
        Quiet("An outside tap that never gets used, and a kitchen tap that does boiling"),
        Quiet("Smear test booked. Please book yours, it takes five minutes"),
        Quiet("Year 6 did their sex education lesson so sensibly"),
        Quiet("My aubergines are enormous this year \U0001f346 recipe ideas please"),
        Quiet("Plumber came and fixed the stopcock, what a star"),
        Quiet("31 degrees in my classroom \U0001f975"),
        Quiet("Ten years married today and I still fancy him rotten \U0001f60d"),
        Quiet("Great tits nesting in the box, five eggs"),
        Quiet("The bull has been in with the heifers since March"),
        Quiet("Peach crumble \U0001f351 with custard, any time"),
    ),
    weighs=True,
)
