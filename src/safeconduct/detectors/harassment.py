"""Threats, intimidation, calls to pile on, agreed exclusion and repeated targeting, of anybody at all.

Found: what will be done to a person, knowing where they live or park, “take it down or I tell your wife”, calls to
ring, rate, tag or ignore somebody until they give in. Left alone: idioms, exasperation with things, sport and games,
own children, lawful campaigning, kindness done in secret, and speaking against bullying. The line follows the
Protection from Harassment Act 1997 (a course of conduct that alarms or distresses) and ACAS on bullying at work.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Topic
from safeconduct.detectors._conduct import (
    CONDEMNING,
    FICTION,
    SPORT,
    TEACHING,
    clue,
    gate_of,
    heaviest,
    rule,
    scan,
    sign,
    words,
)
from safeconduct.screening import Detector, Draft, Example, Finding, Quiet
from safeconduct.text import pattern

_WHY_THREAT: Final = "This reads as a threat against somebody."
_WHY_FORCE: Final = "This presses somebody with a threat of what you will do or tell."
_WHY_PILE: Final = "This calls on others to go after a person."
_WHY_LEFT_OUT: Final = "This asks others to shut somebody out."
_WHY_TARGET: Final = "This targets one person again and again."

# --- words ---------------------------------------------------------------------------------------------------

_THEM: Final = r"(?:you|him|her|them|yous|ya|'em|em|this (?:man|woman|clown|idiot)|that (?:man|woman|lad|girl|bloke))"
_THEIR: Final = (
    r"(?:your|his|her|their|(?:that|this) (?:man|woman|lad|girl|guy|bloke|clown|parent|teacher|councillor)'?s|[a-z]{3,12}'s)"
)
_WILL: Final = words(
    r"""i'?ll | i'?d | i get | i will | ill | we'?ll | we will | i'?m (?:going to|gonna|coming to|about to)
    | we'?re (?:going to|gonna|coming to)
    | gonna | going to | i want to | i'?d love to | i swear i'?ll
    | some(?:one|body) (?:should|needs to|ought to|wants to) | they'?d
    | the (?:lads|boys) will | my (?:brother|brothers|boys|lads|husband|dad)(?:'ll| will) | i could | let'?s | he'?ll
    | who'?d"""
)
_BODY: Final = words(
    r"""face | head | teeth | legs? | arms? | jaw | nose | fingers? | kneecaps? | neck | skull | ribs | throat | windows? | car
    | door | tyres? | motor | van | bike | house | shed | windscreen | phone | garden | greenhouse | fence"""
)
_HURT: Final = words(
    rf"""(?:smash|break|snap|cave|kick|knock|punch|bash|slap|rearrange|wring|stamp on|rip|burn|torch|slash|key|trash|egg|put)
    {_THEIR} (?:\w+ ){{0,2}}{_BODY} | (?:batter|punch|floor|leather|deck|belt|stab|shoot|lamp|knife|hospitali[sz]e|jump
    |slap|smack
    |thump|run over|run down|chin) {_THEM}(?: (?:out|up|senseless|down))?
    | (?:ruin|destroy|finish|bury|end|wreck) (?:{_THEM}|{_THEIR} (?:life|career|marriage|business|reputation|name))
    | make {_THEIR} (?:life|days?|weeks?|term|year|job|shifts?) (?:as )?(?:\w+ ){{0,2}}(?:hell|misery|impossible|unbearable
    |difficult)
    | put {_THEM} (?:through|in (?:hospital|a box|the ground|a ditch)|on (?:his|her|your) back|in (?:his|her|your) place)
    | put {_THEIR} (?:windows?|lights|face|door|teeth) (?:through|out|in)
    | have {_THEM} (?:in tears|sacked|crying|fired|begging)
    | be waiting for {_THEM} | be outside (?:yours|{_THEIR} (?:house|door|work|gate))
    | (?:come|be) (?:round|over) to (?:yours|your)
    | come (?:for|after) {_THEM} | find (?:you|him|her|out who) | set the (?:dogs?|lads?|boys) on {_THEM}
    | drag {_THEM} (?:out|through)
    | get (?:you|him|her) (?:sacked|struck off|barred|fired|back|for this)
    | make sure (?:you|he|she|your|everyone|nobody|he'?s|she'?s)"""
)
_UNTIL: Final = r"(?:till|til|until|'til) (?:she|he|they|you|it)(?:'?s|'?re| is| are)? ?" + words(
    r"""gone | out | crack\w* | quits? | cr(?:y|ies|ying) | resigns? | moves? \w+ | begs? | apologi[sz]es? | says? sorry
    | learns?
        | breaks? | snaps? | goes | leaves? | transfers? | gets? the (?:message|hint) | answers? | deletes? | pays?
        | owns? up | admits?
        | shuts? up | sacked | fired | takes? it down | stops? | gives? (?:in|up) | hands? in | replies | respond\w*"""
)
_NICE: Final = words(
    r"""surprise | birthday | party(?:'s)? | presents? | gift | card | cake | baby shower | leaving do | secret santa
    | engagement
    | wedding | hen do | anniversary | retirement | flowers | thank you | whip[- ]round | collection | get well | congratulat\w*
    | raise money | sponsor\w* | donat\w* | petition | (?:our|your) mp | the council | councillors | consultation | be polite
    | small business | support (?:her|him) | (?:5|five)[- ]star | good luck | litter pick | ceilidh | fair | tickets?
    | raffle"""
)
_LIGHT: Final = words(
    r"""printer | photocopier | laminator | laptop | wifi | hoover | washing machine | boiler | seagulls? | pigeons? | slugs?
    | squirrels? | wasps? | spiders? | mouse | mice | the cats? | puppy | hamster | toilet seat | loo seat | leaves the seat
    | my toddler | toddler | sourdough | biscuits?
    | haribo | crisps | chocolate | tickle | cuddles? | snowball | water ?fight | nerf | laser | paintball | hide and seek
    | lol jk | only joking | happy tears | pasty | tooth fairy | santa | wordle | duolingo | owl | alarm clock | weeds
    | dandelions | hedge | bramble\w* | tomato\w* | plants? | milk | rightmove | lego | towel | socks | haha | idiom | metaphor
    | figure of speech | dishwasher | recipe | lasagne | sat ?nav
    | (?:he|she)'?s my (?:\w+ )?(?:brother|sister|cousin|mum|dad|nan|best mate)"""
)
_FAMILY: Final = r"my (?:husband|wife|hubby|other half|fella|kids|son|daughter|boys|sister|brother|dog|cat)"
_GENERAL: Final = pattern(rf"\b(?:{CONDEMNING}|{FICTION}|{TEACHING}|{_LIGHT})\b")
_NOT_MEANT: Final = SPORT
_HELPING: Final = words(
    r"""parcel | delivery | lost | lift | pick (?:you|him|her) up | drop (?:it|them) off | permission | asked me to
    | thank\w* | link
    | lovely | proud | union | rep | hr | evidence | tribunal | solicitor | logged | mum says | police are"""
)
_HAD_ONE: Final = words(
    r"""(?:had|got|received|getting|opened|sent me|left me) (?:my|a|an|another|the|this) (?:\w+ ){0,3}["“'‘]
    | anonymous | police have | told the police | (?:letter|note|voicemail) as a"""
)
_GROUP: Final = words(
    r"""everyone | everybody | all of (?:you|us) | we all | you all | guys | folks | lads | ladies | girls | let'?s | who wants
    | who'?s in | team | people | pass it on | share | anyone | someone | we'?ve (?:decided|agreed) | can (?:we|you) all
    | please"""
)
_HIT_BACK: Final = words(
    r"""regret | sorry | wish you | pay for | warned | warning | careful | watch it | watch out | or else | finished | see what
    | see where | teeth | straw | hospital | police | sacked | career | reference | probation | appraisal | contract"""
)
_MY_POWER: Final = words(
    r"""appraisals? | references? | probation(?: review)? | observations? | timesheets?
    | performance (?:review|management) | contracts?
    | timetables? | rota | pay progression | your (?:job|shifts|hours|career) | capability"""
)

# --- rules ---------------------------------------------------------------------------------------------------

_RULES: Final = (
    # threats
    rule(rf"{_WILL} (?:\w+ )?{_HURT}", _WHY_THREAT, unless=rf"{_NOT_MEANT}|{_HELPING}|{_FAMILY}|{_NICE}|recipe|details"),
    rule(rf"(?:egg|key|slash|torch|brick|smash) (?:his|her|their|your) (?:\w+ )?{_BODY}", _WHY_THREAT, unless=_NOT_MEANT),
    rule(
        words(r"""sleep (?:with (?:one|an) eye open|lightly|tight)
        | (?:you)?(?:'d)? ?(?:had)? ?(?:better)? ?watch (?:your back|yourself
         |your step) | dead (?:man|woman|girl) walking | you'?re (?:a)? ?dead (?:man|meat|woman)? ?(?:here|mate|pal|when|if)?
         | you'?re finished (?:here|in this|mate|pal)? | eating (?:\w+ )?through a straw | picking (?:up)? ?your teeth
         | your days are
         numbered | your card(?:'s| is) marked | kill yourself | kys | nobody would miss you
         | (?:hope|wish) (?:you|he|she|your \w+|they)
         (?:die|dies|burns?|drops? dead|crash(?:es)?|get cancer|rots?|chokes?|gets? run over|gets? hit)\b
         | (?:better|want to|wanna|should) be (?:very|really)? ?careful (?:walking|who|what|where|when|driving|coming|round)
         | be very careful | know people who | broken legs | (?:make|made) an enemy of (?:me|us)
         | (?:picked|messed with) the wrong
         | accidents happen | i'?ve got my eye on (?:you|him|her) | payback'?s? (?:coming|time)? ?(?:is)?
         | don'?t say i didn'?t warn"""),
        _WHY_THREAT,
        needs=(r"i|i'm|we|you|your|whoever|he|she|him|her|who|kys",),
        unless=rf"{_NOT_MEANT}|icy?|icicles?|snow|wet floor|baby|darling|sweet|goodnight|nos da|stairs|steps|slippery|pollen"
        rf"|heatwave|to me|phew|leader ?board|top spot|fantasy league|scrabble|(?:assume|thought) (?:that )?you'?re dead",
    ),
    rule(
        r"(?:i|we) (?:know|remember|found|saw)(?: exactly)? (?:where (?:you|he|she|they|the \w+)[^.!?\n]{0,12}(?:lives?"
        r"|works?|parks?"
        r"|drinks?|go|goes|walks?|sleeps?|shops?)|(?:which|what) (?:car|house|flat|road|street|school|gym)"
        r"|what time (?:you|he|she|they)"
        r"|your (?:reg|address|car|route|kids|wife|house|mum|number plate|school run)|(?:her|his) (?:reg|address|route"
        r"|plate|house|car))"
        r"|(?:driven|drove|walked|walking|been|sat|parked|stood|waiting) (?:past|outside|round) (?:your|her|his"
        r"|their) (?:house|place|work|road"
        r"|street|flat)|(?:i'?ve|we'?ve|i have) (?:got )?your (?:home )?address",
        _WHY_THREAT,
        needs=(r"you|your|yours|him|her|he|she|them|they|his",),
        unless=rf"{_NOT_MEANT}|{_HELPING}|{_HAD_ONE}|postcode|drive(?:way)? lights|christmas",
    ),
    rule(
        r"(?:anyone|anybody|someone|who)[^.!?\n]{0,20}\b(?:know|knows|got|have|find out)\b[^.!?\n]{0,20}\b(?:where"
        r"|address|street|number)"
        r"[^.!?\n]{0,40}\b(?:lives?|works?)",
        _WHY_THREAT,
        needs=(
            (
                r"a word|pay(?:ing)? (?:him|her|them) a visit|sort (?:him|her|them)|bat|round there|lesson|egged|grassed"
                r"|reported|lads"
            ),
        ),
        unless=r"returned?|wallet|purse|lost|found",
    ),
    rule(
        r"say (?:it|that|this|one more \w+)[^.!?\n]{0,30}(?:to my face|again|about my)|(?:see|you'?ll see|watch"
        r"|we'?ll see) (?:what happens"
        r"|where it gets you|how (?:brave|hard|clever|funny|long) (?:you|he|she|they))|meet me (?:in|at|by|outside"
        r"|round) (?:the )?(?:car park"
        r"|back|bike sheds|outside)|waiting for (?:him|her|you) (?:in|at|outside|after|by)|(?:had|has|got|have) (?:this"
        r"|it|that) coming"
        r"|you'?ve been warned|get(?:s)? what'?s coming|bring your (?:brother|mates|dad|lads)|keep (?:crossing|pushing"
        r"|testing) me|tick tock|mark my words|say goodbye to your",
        _WHY_THREAT,
        needs=(
            (
                rf"{_HIT_BACK}|coward|face|brave|hard|coming|wait\w*|car park|union|without your|bring|clap\w*|again and"
                rf"|gets you|dare"
            ),
            r"you|he|she|him|her|whoever|who",
        ),
        unless=rf"{_NOT_MEANT}|exciting|reveal|countdown|days to go|holiday|deadline|ucas|election|minister|government"
        rf"|experiment|bus stop",
    ),
    rule(
        r"(?:you|he|she|they)(?:'ll|ll| will|'re going to| are going to| is going to|'re gonna)(?: all)?(?: really"
        r"| soon)? (?:regret\b|be sorry"
        r"|wish (?:you|he|she|they) (?:hadn'?t|had ?n'?t|had never|never)|pay for (?:this|it|that|what)|find out what happens)"
        r"|(?:this is )?your (?:last|final|only) (?:warning|chance)",
        _WHY_THREAT,
        unless=rf"{_NOT_MEANT}|hot|pan|oven|weather|sale|offer|book|subscri\w+|order|bin day|hangover|chilli|tequila"
        rf"|boris|ideas|number (?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)|not (?:buying|com)\w*",
    ),
    rule(
        r"(?:it'?d|it would|would) be (?:a (?:real |terrible )?(?:shame|pity)|awful|terrible) if|i'?d hate for (?:your"
        r"|anything|the head|her|his)"
        r"|a shame if (?:anything|something|someone|your|hr|the head)",
        _WHY_FORCE,
        needs=(r"you|your|husband|wife|head|boss|hr|police|found out|heard|happened|ofsted|job",),
        unless=rf"{_NOT_MEANT}|rain(?:s|ed)?|weather|close[sd]?|nobody came|missed|cancel\w*",
        certain=False,
    ),
    rule(
        r"(?:needs?|wants?|deserves?) (?:a (?:good |proper )?(?:slap|smack|kicking|hiding|thump|beating|punch)|(?:his|her"
        r"|their) "
        r"(?:head|face|teeth) (?:kicking|smashing|punching)(?: in)?)",
        _WHY_THREAT,
        needs=(r"he|she|his|her|that|who|someone|them",),
        unless=rf"{_NOT_MEANT}|government|minister|myself|me",
        certain=False,
    ),
    # pressure
    rule(
        r"(?:take (?:it|that|this|that post|your post|the post|the review) down|delete (?:it|that|this)|pay up|say sorry"
        r"|apologi[sz]e|retract"
        r"|bring (?:it|em|them) back|back off|own up|hand it (?:over|back)|(?:stop|quit) (?:it|talking|posting)"
        r"|drop (?:it|the \w+)|withdraw)"
        r"\b[^.!?\n]{0,50}\bor (?:i|i'?ll|i'?m|we|we'?ll|we'?re|it|it'?ll|else|you'?ll|your|everyone)\b",
        _WHY_FORCE,
        unless=_NOT_MEANT,
    ),
    rule(
        r"(?:if|unless) (?:you|she|he|they)(?: \w+){0,3} (?:drop|withdraw|delete|take|stop|apologi[sz]e|pay|keep|carry on"
        r"|go to|tell|report"
        r"|complain|post|speak|ring|breathe)\b[^.!?\n]{0,50}\b(?:i'?ll|we'?ll|i will|i'?m going to|i'?ve got|your"
        r"|there'?ll be)\b",
        _WHY_FORCE,
        needs=(
            (
                rf"{_HIT_BACK}|{_MY_POWER}|(?:your|his|her) (?:wife|husband|mum|boss|head|messages|photos|secrets?|partner"
                rf"|family)|make sure"
                r"|screenshots?|messages|everyone (?:will|knows)|tell (?:the|everyone|your)"
            ),
        ),
        unless=rf"{_NOT_MEANT}|{_HELPING}|need help",
    ),
    rule(
        r"(?:one|any) (?:more|wrong) (?:lie|word|move|comment|post|message|step|complaint|thing)[^.!?\n]{0,40}(?:and"
        r"|,) (?:i|i'?m|i'?ll|we"
        r"|we'?ll|it'?s|i'?ve|you'?re|you'?ll)\b",
        _WHY_FORCE,
        unless=rf"{_NOT_MEANT}|done|finished it|i can (?:sleep|rest|go)",
    ),
    rule(
        r"(?:keep|carry on|go on)(?: on)? (?:talking|running your mouth|it up|digging|pushing|posting|lying|stirring"
        r"|moaning|complaining"
        r"|crossing)\b[^!?\n]{0,40}\b(?:i'?ll|i write|we'?ll|i'?ve (?:got|ended)|i have|i sign|see (?:what|where)|and i)\b",
        _WHY_FORCE,
    ),
    rule(
        r"(?:i (?:write|do|sign|control|decide)|with me|i'?m the one who|depends on me|i sign off|lands on my desk)\b",
        _WHY_FORCE,
        needs=(_MY_POWER, r"careful\w*|remember|remind|before you|think|if i were you|keep|mouth|nice to me|watch|be a shame"),
        unless=r"happy to|honoured|good luck|proud|glowing|help",
        certain=False,
    ),
    rule(
        r"(?:i'?ll|i will|i'?m|we'?ll|gonna) (?:be )?(?:send|post|tell|show|leak|forward|publish|shar|put)(?:e|ing"
        r"|ting)?\b[^.!?\n]{0,40}\b"
        r"(?:your|her|his) (?:work|wife|husband|mum|mother|boss|head|employer|address|photos?|pictures|messages|secrets?"
        r"|parents|partner|family)",
        _WHY_FORCE,
        needs=(r"or|if|keep|one (?:more|wrong)|unless|till|until|again|carry on|what you did|screenshots?",),
        unless=rf"{_NOT_MEANT}|{_HELPING}|if (?:you'?d|that'?s|you would) (?:like|ok)",
    ),
    # pile-on
    rule(
        r"(?:one[- ]star|1[- ]star|review[- ]bomb\w*|bad reviews?|report (?:his|her|their|this) (?:account|page|profile)"
        r"|mass[- ]report|ratio"
        r"|(?:get|pile|go) (?:in(?:to)?|on|onto) (?:her|his|their) (?:comments|page|profile|mentions|inbox|dms|reviews)"
        r"|blow up (?:his|her|their)"
        r" (?:phone|inbox|mentions|dms)|shut (?:him|her|them) down|close (?:him|her|them) down|spam (?:his|her|their))\b",
        _WHY_PILE,
        needs=(
            _GROUP + r"|tell (?:him|her|them)|let (?:him|her|them) know|don'?t hold back|every day",
            r"he|she|him|her|his|they|them|their",
        ),
        unless=rf"{_NICE}|{_FAMILY}|scam\w*|fake (?:account|profile)|pretending|impersonat\w+|hacked|honest|nice waiter",
    ),
    rule(
        r"(?:ring|call|text|message|email|phone|tag|bombard|tell)(?:s|ing)? (?:her|him"
        r"|them)\b[^.!?\n]{0,25}(?:day and night|every (?:hour|night"
        r"|day|ten minutes)|non[- ]?stop|hourly|all (?:day|night)|and hang up)|(?:here'?s|post|share|got|this is) (?:her"
        r"|his|the|their) "
        r"(?:\w+ )?(?:number|address|e?mail|house|workplace|employer)\b",
        _WHY_PILE,
        needs=(
            (
                r"ring|call|how (?:she|he) likes|sacked|tell (?:her|him)|visit|know what to do|let (?:her|him)|day and night"
                r"|fun|hell|folks"
                r"|every|help me get|complain"
            ),
        ),
        unless=rf"{_NICE}|{_FAMILY}|{_HELPING}|gp|surgery|bank|hmrc|broadband|nan|estate agent|helpline|the (?:school"
        rf"|office|shop)|plumber|book",
    ),
    rule(
        r"(?:shar(?:e|ing)|post(?:ing)?|put(?:ting)?|spread(?:ing)?|plaster)\b[^.!?\n]{0,20}\b(?:his|her|their) (?:face"
        r"|name|photo|picture|number)\b"
        r"[^.!?\n]{0,30}\b(?:everywhere|all over|can'?t|so (?:everyone|people)|until|till|comments)|make (?:him|her|them"
        r"|this \w+) (?:famous|go"
        r" viral|pay)|can'?t (?:walk down|show (?:his|her) face)|(?:share|repost|retweet) (?:this )?(?:so|until"
        r"|till) (?:everyone|everybody|he|she"
        r"|they)|(?:who wants to )?help me (?:get|make|drive)[^.!?\n]{0,15}(?:sacked|out|pay|fired)|get (?:him|her"
        r"|them) (?:banned|struck off"
        r"|barred|sacked|fired|hounded)|name and shame|give (?:him|her|them) (?:hell|both barrels|grief)|make (?:his"
        r"|her) (?:life|time|job|days?)"
        r" (?:as )?(?:hell|difficult|impossible|miserable|unbearable|a misery|a nightmare|awkward)",
        _WHY_PILE,
        unless=rf"{_NICE}|{_FAMILY}|{_NOT_MEANT}|song|gig|stage|applause|pupil premium|politics|election|dog|cat|missing"
        rf"|found|lost|save|proud",
    ),
    rule(
        r"let'?s all (?:laugh|ignore|boo|stare|walk out|turn|go silent|stop talking|blank"
        r"|report|tag|ring|email)\b"
        r"[^.!?\n]{0,30}\b(?:he|she|him|her|they)",
        _WHY_PILE,
        unless=rf"{_NICE}|{_FAMILY}|{_NOT_MEANT}|bride|stage",
    ),
    rule(
        r"(?:everyone|everybody|all of you|can we all|let'?s all|please all) (?:just )?(?:unfriend|unfollow|block|blank"
        r"|report|troll|spam|ignore)"
        r" (?:\w+ )?\w+|spam (?:this|that|his|her) \w+|(?:every|all her|all his) (?:message|email|text|photo"
        r"|secret)s?\b[^.!?\n]{0,60}"
        r"(?:husband|wife|boss|mum|partner|employer|work)|not finished with (?:you|him|her)|the last person who crossed",
        _WHY_TARGET,
        needs=(r"you|him|her|he|she|his|don'?t tell|deserves?|guy|man|woman|lol",),
        unless=rf"{_NOT_MEANT}|{_HELPING}|scam\w*|fake|spam call\w*|bots?",
        certain=False,
    ),
    # again and again
    rule(
        rf"(?:keep|every|each|don'?t|won'?t|nobody|no ?one|everyone|day \d+|ring\w*|reply|tag|ignor(?:e|ing)|hourly"
        rf"|nightly|daily|freeze|leave)"
        rf"\b[^\n]{{0,80}}\b{_UNTIL}",
        _WHY_TARGET,
        needs=(r"he|she|him|her|they|them|you|@\w+|his",),
        unless=rf"{_NICE}|{_FAMILY}|{_NOT_MEANT}|{_HELPING}|baby|sleep|bottle|oven|stir|simmer|cook|knead|seed|water"
        rf"|physio|practi[sc]e"
        rf"|homework|pupils?|bus|train"
        r"|refund|energy|broadband|surgery|landlord",
    ),
    rule(
        r"day \d+ of (?:posting|ringing|messaging|emailing|commenting|tagging|calling|sharing|telling|asking)|(?:she|he"
        r"|you) knows? what "
        r"(?:she|he|you) did|every (?:single )?(?:time|post|day|assembly|meeting|lesson) (?:he|she|they"
        r"|i'?m going to)\b[^.!?\n]{0,40}(?:i'?ll|we'?ll"
        r"|we all|everyone|reply|comment|laugh|ask (?:him|her))|(?:made|making|make) (?:another|a new|a fake) account"
        r"|(?:he|she) blocked me so"
        r"|i can do this all (?:day|year|night)|photoshop(?:ped)? (?:his|her) (?:face|head)|meme bank",
        _WHY_TARGET,
        needs=(r"he|she|him|her|his|they|you|@\w+",),
        unless=rf"{_NICE}|{_FAMILY}|{_NOT_MEANT}|{_HELPING}|advent|gratitude|challenge|celebrity|favourite|idol"
        rf"|forgot (?:my|the) password",
    ),
    # shutting out
    rule(
        r"(?:nobody|no ?one|none of (?:you|us)|everyone stop|everybody stop|don'?t (?:any of you|anyone|anybody)"
        r"|we'?re not)(?:'s| is| are)?"
        r" (?:to |going to )?(?:sits?|sitting|speaks?|speaking|talks?|talking|repl(?:y|ies|ying)|saves?|saving|invites?"
        r"|inviting|tells?|includes?"
        r"|likes?|helps?|helping|eats?|eating|follow|serves?|answers?|lets?|letting)\b[^.!?\n]{0,16}\b(?:her|him|them|she"
        r"|he|with \w+|to \w+)",
        _WHY_LEFT_OUT,
        needs=(
            (
                rf"pass it on|i mean it|message|learns?|likes|{_UNTIL}|who'?s in|grassed|agreed|decided|monday|tomorrow|girls"
                rf"|ladies"
                r"|lads|left out|everyone stop|from now|serves|deserves?|apologi[sz]es"
            ),
        ),
        unless=rf"{_NICE}|{_FAMILY}|poor (?:girl|lad|thing|love)|so i (?:sat|went)|sad|lonely|breaks my heart|i sat"
        rf"|sit with|homework"
        r"|spoilers?|action|strike|(?:speak|talk|sit)s? (?:to|with) (?:me|us)",
    ),
    rule(
        r"(?:new|another|separate|our own) (?:group ?)?(?:chat|group|whatsapp)\b[^\n]{0,40}\b(?:without|minus|except|not"
        r"|bar) (?:her|him|them"
        r"|[a-z]+)|leave (?:her|him|them) (?:on read|out of (?:it|everything|the chat)|on (?:his|her|their) own"
        r"|to (?:sink|cry|stew))"
        r"|turn your backs?|(?:kick|cut|get|take) (?:her|him) (?:off|out of) the (?:\w+ )?(?:do|chat|group|rota|list)"
        r"|freez(?:e|ing) (?:her|him) out"
        r"|(?:make|let) (?:her|him) (?:eat|sit) (?:in|on|alone)|cold shoulder|silent treatment|send (?:her"
        r"|him) to coventry|(?:blank|ignore|ghost)"
        r" (?:her|him|them) (?:all|from|until|till|at|in|completely|everyone)|let (?:her|him) (?:sit|eat|cry|sink|sweat|stew)",
        _WHY_LEFT_OUT,
        needs=(rf"{_GROUP}|she|he|she's|he's|her|nobody|break|lunch|gone|your",),
        unless=rf"{_NICE}|{_FAMILY}|i left|i'?ve left|muted|spoilers?|me off|myself|retired|moved away|homework|toddler"
        rf"|tantrum|ex|politics"
        r"|the sun",
    ),
    rule(
        r"(?:don'?t|do not|nobody|no ?one) (?:is to |to )?(?:tell|invite|include|add|help|save a (?:seat|chair) for"
        r"|like anything|cover for|reply"
        r" to|talk to|speak to|sit with)\b[^\n]{0,80}\b(?:serves? (?:her|him)|(?:she|he) deserves|see how|teach (?:her"
        r"|him)|hint|sulk|cry|if (?:she|he) asks"
        r"|say it'?s (?:off|cancelled|full)|it'?s cancelled|she can|he can|pretend|don'?t (?:invite|talk|speak|sit|reply"
        r"|help|include))",
        _WHY_LEFT_OUT,
        unless=rf"{_NICE}|{_FAMILY}|spoilers?|scam\w*|trolls?|bots|strangers?|dogs?|ducks|wild|children|homework",
    ),
)

# “Nobody sits with Leanne”: somebody named, and told to all.
_NOBODY_NAMED: Final = pattern(
    r"(?:[Nn]obody|[Nn]o ?one|NOBODY|[Dd]on['’]t nobody|[Ll]et['’]s not|[Nn]one of (?:you|us))(?:['’]s| is)? (?:to )?"
    r"(?:sits?|sit down|speaks?|talks?|reply|replies|tells?|invites?|saves?|likes?|helps?|answers?|buys?|eats?)(?: \w+)?"
    r"(?: with| to| from| near| for)? \p{Lu}\p{Ll}+(?: in| on| about| a| till| until| tomorrow| on Monday|[.,!])"
)
_AGREED: Final = pattern(
    r"\b(?:pass it on|i mean it|message|learns?|likes|till|until|who'?s in|grassed|tomorrow|agreed|decided|she sits|transfer"
    r"|left out|chat|on read|keep doing it|girls|ladies|lads)\b"
)


def _find(draft: Draft) -> Iterator[Finding]:
    told = _GATE.admits(draft.text)
    found = [*(scan(draft, Topic.HARASSMENT, _RULES, _GENERAL) if told else ()), *_shut_out_by_name(draft)]
    yield from found or (_campaign(draft) if told else ())


def _campaign(draft: Draft) -> Iterator[Finding]:
    """Many small clues of going after somebody, none of them proof alone."""
    points, mark = heaviest(draft.folded, _SCALE)
    if mark is not None and points >= _ENOUGH:
        yield draft.finding(Topic.HARASSMENT, (mark.start, mark.end), _WHY_TARGET, certain=False)


_SCALE: Final = (
    clue(1.5, _GROUP),
    clue(1, r"her|him|she|he|you|your|his|that (?:woman|man|lad|girl)"),
    clue(
        2,
        words(
            r"""report(?:ing)? (?:her|him|you) | ring(?:ing)? (?:her|his|your|him|you) | email(?:ing)? (?:her|his|your)
            | tag(?:ging)? (?:her|his
        |him) | (?:ignor|blank)(?:e|ing)? (?:her|him) | screenshot(?:s|ted|ting)? | post(?:ing)? (?:her|his|your)
        | turn(?:ing)? up at
        | outside (?:her|his|your) | follow(?:ing|ed)? (?:her|him|you) | regret | consequences | payback | revenge
        | get (?:her|him|you) back
        | teach (?:her|him|you) a lesson | mess(?:ing)? with | grass(?:ed|ing)? | snitch\w*
        | (?:your|her|his) (?:car|house|wife|husband|job
        |address) | watch(?:ing)? you | left out | on (?:her|his) own | (?:eats?|sits?) alone | in tears | humiliat\w+
        | embarrass (?:her|him)
        | expos(?:e|ing) (?:her|him|you) | drive (?:her|him) out"""
        ),
        marks=True,
    ),
    clue(
        1.5,
        r"until|till|til|every (?:day|time|night|hour|single|lesson|meeting)|daily|non-?stop|won'?t stop|day \d+|week \d+"
        r"|keep (?:it|going|ringing|doing|posting|asking)",
    ),
    clue(
        1.5,
        r"or else|unless you|one more|last chance|warn(?:ed|ing)|careful|watch it|mark my words|remember that|i swear|i mean it"
        r"|i know (?:where|what|who|which)|not joking|see how|deserves?|had it coming|serves (?:her|him|you) right",
    ),
    sign(0.5, r"\x{1F608}|\x{1F602}|\x{1F440}|\x{1F52A}|\x{1F92B}"),
    clue(-4, rf"{CONDEMNING}|{FICTION}|{TEACHING}|{_NICE}|{_LIGHT}|{SPORT}|{_HELPING}"),
    clue(
        -4,
        r"my (?:daughter|son|kids?|baby|nan|mum|dad|dog|cat|neighbour)|love|policy|parents'? evening|kind|sorry for your"
        r"|welcome",
    ),
)
_ENOUGH: Final = 5
_GATE: Final = gate_of(_RULES, _SCALE)


def _shut_out_by_name(draft: Draft) -> Iterator[Finding]:
    """“Nobody sits with Leanne”: a name shows only in the text as given, so the pattern reads that."""
    raw = draft.text.raw
    for match in _NOBODY_NAMED.all(raw):
        near = raw[max(0, match.start - 120) : match.end + 120].lower()
        if _AGREED.search(near) and not _GENERAL.search(near):
            yield Finding(Topic.HARASSMENT, match.start, match.end, _WHY_LEFT_OUT, "")


def _fires(text: str, quote: str) -> Example:
    return Example(text, quote, Topic.HARASSMENT)


DETECTOR = Detector(
    id="harassment",
    says="Finds threats, pressure, calls to go after somebody, and agreed shutting out.",
    topics=frozenset({Topic.HARASSMENT}),
    find=_find,
    fires=(
        _fires("Whoever scratched my van, watch your back because I am not letting it go", "watch your back"),
        _fires("I know where you live Darren, and I know what shift your wife is on", "I know where you live"),
        _fires("Delete that by tonight or I'll be posting your messages for the whole village to read", "Delete that"),
        _fires("Everyone go and leave bad reviews on her salon page, every day", "leave bad reviews"),
        _fires("Nobody speaks to her on Monday, I mean it, pass it on", "Nobody speaks to her"),
        _fires("Nobody talks to her on Monday, she was horrid to me, pass it on", "Nobody talks to her"),
        _fires("Keep ringing his house until he cracks", "Keep ringing"),
        _fires("I'll smash his windows if that dog barks once more, and I mean it", "smash his windows"),
        _fires("Nobody reply to Priyanka in the big chat, she can wait till she learns", "Nobody reply to Priyanka in"),
    ),
    quiet=(
        Quiet("Ten messy play ideas: oats, ice, cold spaghetti. Number six you will regret"),
        Quiet("Better watch your back Karl, I am coming for that leaderboard"),
        Quiet("Second coffee and it is only nine. Nobody speak to me till break"),
        Quiet("I'll kill him if he leaves the toilet seat up again"),
        Quiet("Shoot me now, three hours of spreadsheets"),
        Quiet("We battered them 5-0, the keeper cried until half time"),
        Quiet("Don't let her know, it's a surprise party and she thinks we have all forgotten"),
        Quiet("Everyone write to your MP about the crossing, be polite and give your postcode"),
        Quiet("Got another “we know where you live” note from a stranger. If you have had one: keep it, tell somebody today"),
        Quiet("Nobody sits with the new girl at lunch and it breaks my heart, so I did"),
        Quiet("Telling someone to watch their back online is harassment. Report it."),
        Quiet("Mum knows where you live and she's bringing lasagne"),
        Quiet("I know where you live and I want my pizza money (he's my brother)"),
        Quiet("I will find you the recipe and send it over tonight"),
        Quiet("Who's in for karate on Thursday? I'll put you through your paces"),
    ),
    weighs=True,
)
