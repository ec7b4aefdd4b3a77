# ruff: noqa: E501  (a pattern is one line, so that it can be read and searched as one)
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
from safeconduct.detectors._conduct import CONDEMNING, FICTION, SPORT, TEACHING, clue, heaviest, rule, scan
from safeconduct.screening import Detector, Draft, Example, Finding, Quiet
from safeconduct.text import pattern

_WHY_THREAT: Final = "This reads as a threat against somebody."
_WHY_FORCE: Final = "This presses somebody with a threat of what you will do or tell."
_WHY_PILE: Final = "This calls on others to go after a person."
_WHY_LEFT_OUT: Final = "This asks others to shut somebody out."
_WHY_TARGET: Final = "This targets one person again and again."

_THEM: Final = r"(?:you|him|her|them|yous|ya|'em|em)"
_THEIR: Final = r"(?:your|his|her|their|that (?:man|woman|lad|girl|bloke|parent|caretaker|teacher|councillor)'?s)"
_WILL: Final = (
    r"(?:i'?ll|i will|we'?ll|we will|i'?m (?:going to|gonna)|we'?re (?:going to|gonna)|gonna|i'?m (?:coming|about) to|i want to|"
    r"someone should|somebody should|someone ought to|somebody needs to|someone needs to|the lads will|my (?:brother|boys|lads|husband)(?:'ll| will))"
)
_UNTIL: Final = (
    r"(?:till|til|until|'til) (?:she|he|they|you|it) ?(?:'s|'re|s)? ?(?:gone|out|crack\w*|quits?|cr(?:y|ies)|resigns?|moves? (?:house|away|out|school)|begs?|"
    r"apologi[sz]es?|says? sorry|learns?|breaks?|snaps?|goes|leaves?|transfers?|gets? the (?:message|hint)|answers?|deletes? it|hands? in|pays?|owns? up|admits?|finds?|shuts? up|shows? (?:her|his) face)"
)
_KIND_SURPRISE: Final = (
    r"\b(?:surprise|birthday|party|present|gift|card|cake|baby shower|leaving do|secret santa|shower|engagement|wedding|hen do|anniversary|retirement|flowers|"
    r"thank you|whip[- ]round|collection|get well|well wishes|congratulat\w*|love and hugs|raise money|sponsor\w*|donat\w*|petition|our mp|your mp|the council|"
    r"councillors|consultation|be polite|crossing|bookshop|small business|support her|support him|5[- ]star|five[- ]star|good luck)\b"
)
_LIGHT: Final = (
    r"\b(?:printer|photocopier|laminator|laptop|wifi|hoover|washing machine|boiler|car alarm|seagulls?|pigeons?|slugs?|squirrels?|wasps?|spiders?|mouse|mice|the cat|the cats|puppy|"
    r"hamster|toilet seat|loo seat|leaves the seat|my (?:husband|wife|hubby|other half|fella|kids|son|daughter|boys|sister|brother)|toddler|sourdough|cake|biscuits?|haribo|crisps|"
    r"chocolate|tickle|cuddles?|snowball|water ?fight|nerf|laser|paintball|pillow fight|hide and seek|lol jk|only joking|happy tears|pasty|conference|tooth fairy|father christmas|santa|"
    r"wordle|duolingo|owl|scrabble|trivial pursuit|board game|alarm clock|weeds|dandelions|hedge|bramble\w*)\b"
)
_GENERAL: Final = pattern(rf"(?:{CONDEMNING}|{FICTION}|{TEACHING}|{_KIND_SURPRISE}|{_LIGHT})")
_NOT_MEANT: Final = rf"(?:{SPORT}|\b(?:haha|joke|jokes|jokingly|idiom|figure of speech|metaphor)\b)"

_RULES: Final = (
    # threats
    rule(
        rf"\b({_WILL} (?:find (?:you|him|her) and\b|come (?:for|round to|to) (?:you\b|your (?:house|door|work|gate)|his (?:house|door|work)|her (?:house|door|work))|"
        rf"(?:smash|break|snap|cave|kick|knock|punch|bash|put) {_THEIR} (?:\w+ )?(?:face|head|in|teeth|legs?|arms?|jaw|nose|windows?|car|door|fingers|kneecaps|neck)|(?:batter|punch|floor|leather|deck|belt|stab|shoot|lamp|knife|hospitali[sz]e|jump) {_THEM}\b|"
        rf"(?:ruin|destroy|finish|bury|end) (?:you\b|him\b|her\b|{_THEIR} (?:life|career|marriage|business|reputation|name))|make {_THEIR} (?:life|days?|weeks?|term|year) (?:\w+ ){{0,2}}(?:hell|misery|a misery)|"
        rf"make sure (?:you|he|she|they|nobody|everyone|everybody|every)\b[^.!?\n]{{0,60}}(?:never|lose|knows what|reference|work again|regrets?|pays?|sacked|teach again)|put {_THEM} (?:through|in (?:hospital|a box|the ground|a ditch)|on (?:his|her|your) back|under)|"
        rf"put {_THEIR} (?:windows?|lights|face|door|teeth) (?:through|out|in)|have {_THEM} (?:in tears|out by|sacked|crying|fired|begging|out of)|(?:burn|torch|slash|key|trash|egg) {_THEIR} (?:\w+ )?(?:house|car|tyres?|motor|van|bike|shed)|"
        rf"rip {_THEIR} (?:head|face|throat|arms?)|drag {_THEM} (?:out|by)|(?:empty|throw|chuck|pour|tip) (?:the|a|my|this) \w+ (?:over|at) {_THEM}|set the (?:dogs?|lads?|boys) on {_THEM}|come (?:to your|round yours|round there|round with)|be waiting for {_THEM}|tell them who did it))",
        _WHY_THREAT,
        unless=_NOT_MEANT,
    ),
    rule(r"\b(sleep (?:with (?:one|an) eye open|lightly|tight)|(?:you(?:'d| had)? better |better )?watch (?:your back|yourself|your step|yourselves)|dead (?:man|woman|girl) walking|you'?re (?:a )?dead (?:man|meat|woman)|you'?re (?:finished|dead) (?:here|in this|mate|pal|when|if))\b",
         _WHY_THREAT, unless=rf"(?:{_NOT_MEANT}|\b(?:ice|icy|icicles?|snow|wet floor|baby|darling|sweet|little one|goodnight|night night|nos da|stairs|slippery|pollen|heatwave)\b)",
         needs=r"\b(?:i|we|i'm|whoever|you|who|he|she|craig|him|her|your|this)\b"),
    rule(r"\b((?:i|we) (?:know|remember|found|saw)(?: exactly)? (?:where (?:you|he|she|they|the (?:\w+ ){1,2})[^.!?\n]{0,6}(?:live|lives|work|works|park|parks|drinks?|goes|go|walks?|sleeps?|eats?|shops?)|(?:which|what) (?:car|house|flat|road|street|door)\b[^.!?\n]{0,12}|what time (?:you|he|she|they)\b|"
         r"your (?:reg|address|car|plate|route|kids|wife|house|mum|number plate|skoda|school run)|(?:her|his) (?:reg|address|route|plate|number plate)|the (?:skoda|corsa|golf|audi|car|house|van)))", _WHY_THREAT,
         unless=rf"(?:{SPORT}|\b(?:lost|found|parcel|delivery|lift|collect|drop (?:it|them) off|pick you up|party|postcode|sat ?nav)\b)"),
    rule(r"\b((?:i'?ve|i have|we'?ve|we have|got) (?:got )?your (?:home )?address)\b", _WHY_THREAT, needs=r"\b(?:lads|sorry|or|come round|pal|love|visit|careful|back)\b", unless=r"\b(?:parcel|post(?:ed|ing)?|card|delivery|deliver|order)\b"),
    rule(r"\b((?:anyone|anybody|someone|somebody|who) (?:know|knows|find out|got|tell me|have)[^.!?\n]{0,20}(?:where|address|number|what street)[^.!?\n]{0,60}\blives?\b)", _WHY_THREAT,
         needs=r"\b(?:a word|(?:pay|paying) (?:him|her|them) a visit|sort (?:him|her|them)|bat|round there|time on my hands|teach (?:him|her|them) a lesson|egged|grassed|reported|face to face|nicked|shut (?:him|her)|lads)\b", unless=r"\b(?:returned?|wallet|purse|lost|found)\b"),
    rule(r"\b(say (?:it|that)(?: again)?(?: to my face| without your)|(?:come and |go on,? |you can )?say (?:it|that|this) to my face|say (?:that|it) (?:again|about my \w+ again) and (?:see|we'?ll|i'?ll)|(?:see|you'?ll see|watch|we'?ll see) (?:what happens|how (?:brave|hard|clever|funny|long) (?:you|he|she|they))|"
         r"meet me (?:in|at|by|outside|round) (?:the )?(?:car park|gates?|back|bike sheds|outside)|wait(?:ing)? for (?:him|her|you|them) (?:in|at|outside|after|by) (?:the )?(?:car park|gates?|work|school|staff|his|her)|(?:had|has|got|have) (?:this|it|that) coming|you'?ve been warned|(?:he|she)'?s been warned|tick tock)\b",
         _WHY_THREAT, needs=r"\b(?:you|he|she|him|her|whoever|who|we will|coward|they)\b",
         unless=rf"(?:{_NOT_MEANT}|\b(?:exciting|reveal|countdown|days to go|tickets|holiday|deadline|ucas|election|minister|government|vaccine|bus|bus stop|pick(?:ing)? (?:you|him|her) up|add|mix|litmus|experiment|turn up|press|button)\b)"),
    rule(r"\b(we will find (?:you|out who)|(?:i|we) will find out (?:who|and)|we'?ll find out who)\b", _WHY_THREAT, unless=rf"(?:{_NOT_MEANT}|\b(?:lost|owner|winner|raffle|results?|next week|poll)\b)"),
    rule(r"\b(with my (?:boys|lads|brothers)\b|the lads come round|send the (?:lads|boys) round|(?:i'?ve|got|there'?s) a (?:baseball )?bat (?:in|by|behind) the (?:hall|door|boot|car))", _WHY_THREAT, unless=_NOT_MEANT),
    rule(r"\b(squares? up to me again[^.!?\n]{0,60}|(?:blocks?|parks?|touch(?:es)?|looks? at|speaks? to|comes? near|crosses)[^.!?\n]{0,30}again(?: and|,)? (?:i'?ll|i will|we'?ll|i'?m gonna)[^.!?\n]{3,50})", _WHY_THREAT,
         needs=r"\b(?:windows?|wall|head|face|teeth|regret|sorry|warned|meant it|hospital|police|tyres?|punch|batter|floor|key|smash)\b", unless=_NOT_MEANT),
    # pressure
    rule(r"\b((?:take (?:it|that|this|that post|your post|the post) down|delete (?:it|that|this)|pay up|say sorry|apologi[sz]e|retract (?:it|that|this)|bring (?:it|em|them) back|back off|shut (?:it|up)|own up|hand it (?:over|back)|stop (?:it|talking|posting)|drop (?:it|the complaint|the grievance))\b[^.!?\n]{0,50}\bor "
         r"(?:i|i'?ll|i'?m|we|we'?ll|we'?re|it'?s|it|it goes|it'?ll|the|else|you'?ll|your)\b[^.!?\n]{0,70})", _WHY_FORCE, unless=_NOT_MEANT),
    rule(r"\b((?:one|any) (?:more|wrong) (?:lie|word|move|comment|post|message|step|complaint)[^.!?\n]{0,25}(?:and|,) (?:i|i'?m|i'?ll|we|we'?ll|it'?s|i'?ve)[^.!?\n]{0,70})", _WHY_FORCE, unless=_NOT_MEANT),
    rule(r"\b((?:keep|carry on|go on)(?: on)? (?:talking|running your mouth|it up|digging|pushing|posting|lying|stirring|moaning|complaining)\b[^!?\n]{0,30}\b(?:i'?ll|i write|we'?ll|i'?ve got|i have|i sign|see what|and i)\b[^.!?\n]{0,50})", _WHY_FORCE),
    rule(r"\b(appraisals? (?:are|is) [^.!?\n]{0,25}(?:and )?i (?:write|do|sign)\b[^.!?\n]{0,12}|i (?:write|do|sign|mark) (?:yours|your (?:appraisal|reference|observation|probation|timesheets?|performance))|i (?:sign|signed) it off[^\n]{0,10}i can unsign it|i can unsign)", _WHY_FORCE,
         needs=r"\b(?:keep|careful|remember|remind|stop|correcting|think|before|if|june|july|talking|mouth|unsign|nice to me|watch)\b", unless=r"\b(?:happy to|honoured|good luck|proud|glowing)\b"),
    rule(r"\b(if (?:you|he|she|they|anyone|anybody|[a-z]+) (?:goes|go|went|rings?|talks?|speaks?|complains?|reports?)(?: to)? (?:the )?(?:unions?|hr|ofsted|the head|head|governors|papers|police|press|council|lado)\b[^.!?\n]{0,25}(?:i'?ll|we'?ll|they'?ll|he'?ll|she'?ll|i will|there'?ll|we'?re finished)[^.!?\n]{0,60})", _WHY_FORCE,
         needs=r"\b(?:sure|regret|reference|sack\w*|finished|sorry|stacking|job|never|out|mess|trouble|hell)\b"),
    rule(r"\b((?:i'?ll|i will|i'?m|i|we'?ll|gonna) (?:be )?(?:send(?:ing)?|post(?:ing)?|tell(?:ing)?|show(?:ing)?|leak(?:ing)?|put(?:ting)?|forward(?:ing)?|publish(?:ing)?|shar(?:e|ing)|drip)\b[^.!?\n]{0,35}\b(?:your (?:work|wife|husband|mum|mother|boss|head|employer|address|photos?|pictures|messages|dirty|secrets?|parents|partner)|her (?:husband|work|boss|head|address|photos|messages|family)|his (?:wife|work|boss|head|address|photos|messages|family)|"
         r"them out one a night|the lot to|ours on here|your mum'?s))", _WHY_FORCE, needs=r"\b(?:or|if|keep|one (?:more|wrong)|unless|till|until|again|carry on|what you did|screenshots)\b", unless=rf"(?:{SPORT}|\b(?:with (?:your|her|his) permission|asked me to|thank|lovely|proud|link|details|if you'?d like|if that'?s ok(?:ay)?|need|help|parcel|office)\b)"),
    rule(r"\b((?:i'?ve|i have) (?:got |kept )?(?:\d+|all(?: of)?|every|hundreds of|loads of)[^.!?\n]{0,25}(?:screenshots|emails|messages|texts|voice ?notes)[^.!?\n]{0,40}\b(?:and|so|ready|one wrong|i'?ll|saved)\b[^.!?\n]{0,60})", _WHY_FORCE, needs=r"\b(?:you|her|his|him|your|wrong move|till|cry|careful|husband|wife|drip)\b", unless=r"\b(?:union|rep|hr|evidence|tribunal|police|reported|logged|solicitor|organis\w+|inbox)\b"),
    rule(r"\b(might (?:like|want) to (?:reflect|think|consider) (?:on |about )?(?:what|how|whether)[^.!?\n]{0,40}(?:cost|costs|everyone else|next|place|future|other families))", _WHY_FORCE),
    rule(r"\b(looking at your (?:children|child|kid|son|daughter)'?s'? places?|(?:bring (?:it|em|them) back|own up|stop) or it goes further|you'?re barred from[^.!?\n]{0,80}|we'?ve told every other)", _WHY_FORCE),
    # piling on
    rule(r"\b((?:everyone|everybody|all of you|every one of you|let'?s all|lets all|all of us|we all|girls|lads|ladies|guys|folks|right then|please all|go and|someone)\b[^.!?\n]{0,70}\b(?:one[- ]stars?|1[- ]stars?|bad reviews?|negative reviews?|flood (?:her|his|their)|fill (?:her|his|their) inbox|"
         r"spam (?:her|his|their|him|them)|bombard (?:her|him|them)|pile (?:in|on|into)|swamp (?:her|his)|get on (?:that|his|her) \w+'?s? ?page|report (?:her|his|their) (?:account|page|profile|post|business)|"
         r"ring (?:her|his) (?:boss|work|school|house|husband|wife)|ring the school [^.!?\n]{0,20}and say|email (?:her|his) (?:boss|work|head|husband|wife|employer)|tag (?:her|him|his|them) in|send me (?:your|any) (?:stories|dirt|screenshots)|comment on (?:her|his) (?:post|page|photo)|post it through (?:her|his) door|"
         r"message (?:her|his) (?:boss|work|husband|wife|mum)|mass report|stop talking when (?:she|he)|let (?:her|him) know what (?:you|we) think|get (?:her|him) (?:sacked|fired|out)))", _WHY_PILE),
    rule(r"\b(pile into (?:their|her|his)[^.!?\n]{0,50}|fill (?:her|his) inbox|get on that \w+'?s page[^.!?\n]{0,40}|don'?t let up|don'?t let that \w+ get a word|mass[- ]report (?:her|him|them|this)|tag (?:his|her) (?:wife|husband|work|boss|mum|head)|do your worst,? everyone|(?:he|she) reads the replies|"
         r"(?:everyone|all) one[- ]star[^.!?\n]{0,40}|one star (?:her|his|debbie)|let'?s get (?:her|him) (?:sacked|fired|out|cancelled)|run (?:her|him) out of|hound (?:her|him|them)|(?:we'?ll|let'?s) have (?:her|him|them) out by)", _WHY_PILE),
    rule(r"\b((?:got|has|have|any|who'?s got) (?:the )?(?:receipts|dirt|stories) (?:on|about) (?:her|him|that|this|[a-z]+ [a-z]+)|dig (?:up )?(?:the |some )?dirt on|send me your stories (?:about|of|on))", _WHY_PILE, unless=r"\b(?:expenses|refund|return|warranty|garden|museum|memories|worms?|soil|reunion)\b"),
    rule(r"\b(name and shame(?: time)?|here'?s (?:his|her) (?:address|number|facebook|profile)|(?:his|her) profile'?s linked)\b", _WHY_PILE, needs=r"\b(?:profile|inbox|go and|linked|tag|share|message|address|let (?:him|her) know)\b", unless=r"\b(?:energy|firms|companies|policy|league tables|ofsted)\b"),
    rule(r"\b((?:whoever|first (?:one )?to|prize|sweepstake|winner|a (?:fiver|tenner|pint))\b[^.!?\n]{0,50}\b(?:makes?|gets?|making) (?:the |that |our )?(?:\w+ ){1,3}(?:to )?(?:cry|crack|quit|leave|snap|resign)s?\b)", _WHY_TARGET, unless=r"\b(?:laugh|smile|film|adverts?|strictly|me)\b cry"),
    rule(r"\b(winner gets [^.!?\n]{0,30})", _WHY_TARGET, needs=r"\b(?:photos? of (?:his|her)|bald|his face|her face|impression of|tag (?:him|her))\b"),
    # until they give in
    rule(rf"\b((?:keep|every|each|don'?t (?:stop|speak|talk|reply)|won'?t stop|nobody|no ?one|everyone|day \d+|post(?:ing)?|ring(?:ing)?|reply|shar(?:e|ing)|tag|send|drip|ignor(?:e|ing)|hourly|nightly|daily|freeze|leave (?:her|him))\b[^\n]{{0,80}}\b{_UNTIL})\b", _WHY_TARGET,
         unless=rf"(?:{SPORT}|\b(?:baby|sleep|bottle|oven|stir|simmer|cook|knead|seed|plant|water|physio|battery|practi[sc]e|homework|pupils?|rehears\w*|bus|coach|train)\b)"),
    rule(r"\b((?:she|he|they)(?:'ll|ll| will) (?:soon )?(?:get the (?:message|hint)|crack|transfer out|be gone|be out|break|learn|quit|sink)\b[^.!?\n]{0,20}|let (?:her|him) sink|see how (?:she|he) likes)", _WHY_TARGET,
         needs=r"\b(?:nobody|no ?one|everyone|everybody|don'?t|keep|ring|without|chat|sit|speak|talk|ignore|leave (?:her|him)|post|seat|grassed|left out)\b", unless=rf"(?:{SPORT}|\b(?:my (?:son|daughter)|swim(?:ming)?|float|bike|ride|puppy|boat)\b)"),
    rule(r"\b(day \d+ of (?:posting|ringing|messaging|emailing|commenting|tagging|calling|sharing|asking (?:him|her|[a-z]+ to apologise))[^.!?\n]{0,60}|day \d+[.,][^.!?\n]{0,5} ?(?:she|he) knows what (?:she|he) did|(?:she|he) knows what (?:she|he) did\b[^\n]{0,40}(?:shar(?:e|ing)|tag|post))", _WHY_TARGET,
         unless=rf"(?:{SPORT}|\b(?:advent|lockdown|gratitude|challenge|sourdough|veganuary|sober|holiday|photo a day|cat|dog|elf)\b)"),
    rule(r"\b(every (?:single )?(?:time|post|day) (?:he|she|they)(?:'s)? ?(?:posts?|makes?|tweets?|speaks?|talks?|comes? in|walks? in|sits? down)\b[^.!?\n]{0,15}(?:i'?m going to|i'?ll|we'?ll|we all|everyone|reply|comment|laugh)[^.!?\n]{0,60}|every (?:single )?thing (?:she|he) posts|(?:every time|each time) (?:she|he) sits down)", _WHY_TARGET,
         unless=rf"(?:{SPORT}|\b(?:love|smile|proud|cry happy|buy|order|my (?:son|daughter|dad|mum)|celebrity|idol|favourite)\b)"),
    rule(r"\b((?:ring|call|text|message|email)(?:s|ing)? [^.!?\n]{0,30}(?:and hang up|every (?:hour|night|day|ten minutes)|non[- ]?stop|hourly)|meme bank|photoshop(?:ped)? (?:his|her) (?:face|head)|(?:post|send|share)[^.!?\n]{0,20}(?:worst|best) (?:photos?|pics?|pictures?) of (?:his|her)[^.!?\n]{0,30})", _WHY_TARGET,
         needs=r"\b(?:his|her|him|she|he|crack|rota|fuming|winner|house phone|below)\b", unless=rf"(?:{SPORT}|\b(?:gp|doctors?|surgery|bank|hmrc|energy|broadband|ticketmaster|mum|dad|nan|council|estate agent)\b)"),
    rule(r"\b((?:where|who) the (?:little )?(?:grass|snitch|rat) (?:lives?|is|works)|went past[^.!?\n]{0,20}gave (?:her|him) (?:a )?wave|to the (?:scab|grass|snitch|rat)\b[^.!?\n]{0,80})", _WHY_TARGET, unless=r"\b(?:lawn|mow\w*|garden|seed|snakes?|ecology)\b"),
    rule(r"\b(tell (?:him|her) from us|(?:see|spot) (?:him|her),? (?:tell|let|give) (?:him|her))\b", _WHY_THREAT, needs=r"\b(?:theft|thief|nicked|stole|caught|everyone knows|scum|estate)\b"),
    # shutting out
    rule(r"\b((?:nobody|no ?one|none of (?:you|us)|nobody's|no one's|don't nobody|everyone stop|everybody stop|we all agreed nobody|we agreed nobody|don'?t (?:any of you|anyone|anybody))(?:'s| is| are)? (?:to )?(?:sits?|sitting|speaks?|speaking|talks?|talking|repl(?:y|ies)|saves?|invites?|tells?|includes?|likes?|helps?|show|shows|give|gives|follow|buys?|serves?)\b"
         r"[^.!?\n]{0,14}\b(?:her|him|them|that (?:woman|man|lad|girl)|the new (?:girl|lass|lad|boy|one|ta|starter|teacher|woman|guy)|she|he)\b)", _WHY_LEFT_OUT,
         needs=r"\b(?:pass it on|i mean it|message|learn|learns|likes|till|until|who'?s in|off the|grassed|monday|tomorrow|agreed|not this term|sink|cross|urn|backs|stall|girls|ladies|lads|left out|nobody'?s to|everyone stop|chat)\b",
         unless=r"\b(?:poor (?:girl|lad|thing|love)|so i (?:sat|went)|sad|lonely|breaks my heart|i sat|be kind|sit with|me when|homework|worries|spoilers?)\b"),
    rule(r"\b(nobody'?s (?:talking|speaking|sitting|eating)[^.!?\n]{0,8} (?:to|with) you\b[^\n]{0,60})", _WHY_LEFT_OUT),
    rule(r"\b((?:new|another|separate|our own|a|made us a new) (?:group ?)?(?:chat|group|whatsapp) without (?:her|him|them|[a-z]+) ?(?:in it)?|leave (?:her|him) (?:on read|out of (?:it|everything|the chat))|turn your backs?|(?:take|kick|cut|get) (?:her|him) (?:off|out of) the (?:\w+ )?(?:do|chat|group|rota|list)|freez(?:e|ing) (?:her|him) out|"
         r"(?:make|let) (?:her|him) eat (?:in|on|alone)|get up and move tables|(?:make it|nice and) obvious|say the chat died|cold shoulder|(?:off|out of|blocked from) the (?:\w+ ){0,2}chat|send (?:her|him) to coventry|don'?t let (?:her|him) (?:know|find out))\b", _WHY_LEFT_OUT,
         needs=r"\b(?:she|her|he|him|nobody|no ?one|lorraine|anyone who|whoever|we all)\b", unless=r"\b(?:i left|i'?ve left|muted|spoilers?|me off|took me|took myself|myself|pupils?|retired|moved away|homework|hospital|beer|heating)\b"),
    rule(r"\b(don'?t (?:give|let|invite|talk to|speak to|sit with|reply to|help|serve|like anything) (?:the )?(?:her|him|them|[a-z]+s)\b[^\n]{0,60}\bdon'?t (?:give|let|invite|talk|speak|sit|reply|help|serve|like)[^.!?\n]{0,40})", _WHY_LEFT_OUT, unless=r"\b(?:strangers?|dogs?|ducks|wild|kids?|children|feed|sugar|scammers?|bots|trolls?)\b"),
    # set phrases of threat, pile-on and shutting out
    rule(r"\b((?:you|he|she|they)(?:'ll| will|'re going to| are going to| is going to)(?: all)?(?: really| soon| bloody)? (?:regret (?:it|this|that|crossing|messing|the day|ever|what)|be sorry (?:you|he|she|they)|wish (?:you|he|she|they) (?:had ?n'?t|never)|pay for (?:this|it|that|what)|get what'?s coming)[^.!?\n]{0,30}|"
         r"(?:this is )?your (?:last|final|only) (?:warning|chance)|(?:last|final) warning|your days are numbered|your card(?:'s| is) marked|(?:you'?ve|you have) (?:made an enemy|picked the wrong|messed with the wrong|been warned)[^.!?\n]{0,25}|(?:it'?d|it would|would) be a (?:real )?shame if[^.!?\n]{0,60}|i'?d hate for (?:your|anything|anyone|the head|her|his)[^.!?\n]{0,50}|"
         r"accidents happen|i'?ve got my eye on (?:you|him|her)|(?:i'?m|we'?re) (?:coming for|watching|on to|onto) (?:you|him|her)\b|don'?t say i didn'?t warn|i won'?t (?:forget|let (?:it|this) (?:go|lie))[^.!?\n]{0,30}(?:you|him|her)|make an example (?:of|out of) (?:you|him|her)|be very careful[^.!?\n]{0,30}|you don'?t know who you'?re (?:messing|dealing)|payback'?s? (?:coming|time)|"
         r"(?:needs?|wants?|deserves?) (?:a (?:good |proper )?(?:slap|smack|kicking|hiding|thump|beating|punch)|(?:his|her|their) (?:head|face|teeth) (?:kicking|smashing|punching))[^.!?\n]{0,20}|(?:i'?d love to|i want to|dying to) (?:punch|slap|hit|smack) (?:him|her|them|that)\b|(?:do|say|try) (?:it|that) again and (?:i|see|you|we)[^.!?\n]{0,40})", _WHY_THREAT,
         unless=rf"(?:{_NOT_MEANT}|\b(?:hot|pan|oven|icy|roads?|weather|link|phishing|download|sale|offer|tickets|book (?:now|early)|subscri\w+|last orders|bin day|delivery|tomorrow'?s deadline|hangover|chilli|vindaloo|tequila|lover|birds?|bake|santa|boris|government|minister|waste|miss out|high five|pat on the back)\b)"),
    rule(r"\b((?:give|let'?s give|go and give) (?:him|her|them) (?:hell|what for|both barrels|grief|the silent treatment)|let (?:him|her|them) have it\b|(?:let'?s )?make (?:him|her|them|this (?:woman|man|clown|idiot)) (?:famous|go viral|pay)|blow up (?:his|her|their) (?:phone|inbox|mentions|notifications|dms)|review[- ]bomb\w*|ratio (?:him|her)|get (?:him|her|them) (?:banned|struck off|barred|disciplined|hounded)|"
         r"(?:share|repost|retweet) (?:this )?(?:so|until|till) (?:everyone|everybody|the whole|all of|he|she)[^.!?\n]{0,50}(?:knows?|sees?|what (?:he|she)|shame|loses|gone)|(?:don'?t|do not) let (?:him|her|them) (?:get away|forget|rest|sleep|off the hook)[^.!?\n]{0,20}|make (?:his|her) (?:life|time|job|day|shift|week)s? (?:as )?(?:hell|difficult|impossible|miserable|unbearable|a misery|a nightmare|awkward)|"
         r"(?:drive|force|freeze|push|bully|squeeze|hound|edge) (?:him|her|them) out|(?:get|want|need) (?:him|her|them) (?:gone|out) by[^.!?\n]{0,20}|(?:you all|everyone|y'?all|lads|girls|ladies)[^.!?\n]{0,40}know what to do|(?:he|she)(?:'s| is) (?:fair game|going down|ours|toast)|(?:who'?s|anyone) (?:with me|up for)[^.!?\n]{0,20}(?:him|her))", _WHY_PILE,
         unless=rf"(?:{SPORT}|\b(?:song|gig|band|stage|applause|cheer|clap|round of|pupil premium|politics|election|tories|cat|dog|puppy|kitten|missing|found|lost|save)\b)"),
    rule(r"\b((?:un-?invit(?:e|ed|ing)|blank(?:ed|ing)?|ghost(?:ed|ing)?|ignor(?:e|ing)|cut(?:ting)?|leave|leaving|freez(?:e|ing)|keep(?:ing)?|edg(?:e|ing)) (?:her|him|them)(?: all)? (?:out|off|completely|from now|until|till|at (?:lunch|break|work|the do|the party)|in (?:the )?(?:staffroom|corridor|meeting|chat))|nobody (?:invite|add|include|tell|warn|help|cover for|lift share with|car share with) (?:her|him|them)|(?:not|isn'?t|don'?t) invit(?:ed?|ing) (?:her|him|\w+)[^.!?\n]{0,20}(?:on purpose|deliberately|let her|let him|serves|she can|he can)|"
         r"(?:don'?t|do not|nobody) (?:tell|mention (?:it|this) to|let on to|invite|include|add|save a (?:seat|chair) for) (?:her|him|them)\b[^\n]{0,60}(?:serves?|deserves?|see how|teach|learn|hint|message|sulk|cry|funny|lol|ha|\x{1F602}|\x{1F608}|\x{1F92B}))", _WHY_LEFT_OUT, unless=r"\b(?:spoilers?|scammers?|trolls?|toddler|tantrum|cat|dog|puppy|ex|sugar|loop|homework)\b"),
)  # fmt: skip

_NOBODY_NAMED: Final = pattern(
    r"(?:(?:[Nn]obody|[Nn]o ?one|NOBODY|[Dd]on['’]t nobody|[Ll]et['’]s not|[Nn]obody['’]s|[Nn]one of (?:you|us))(?:['’]s)? (?:to )?(?:sits?|sit down|speaks?|talks?|reply|replies|tells?|invites?|saves?|likes?|helps?|answers?|buys?)(?: \w+)?(?: with| to| from| near| for)? "
    r"\p{Lu}\p{Ll}+(?: in| on| about| a| till| until| tomorrow| on Monday|[.,!]))"
)
_AGREED: Final = pattern(
    r"\b(?:pass it on|i mean it|message|learns?|likes|till|until|who'?s in|off the|grassed|tomorrow|agreed|she sits|transfer|left out|chat|on read|keep doing it|girls|ladies|lads)\b"
)


def _find(draft: Draft) -> Iterator[Finding]:
    found = [*scan(draft, Topic.HARASSMENT, _RULES, _GENERAL), *_shut_out_by_name(draft)]
    yield from found or _campaign(draft)


def _campaign(draft: Draft) -> Iterator[Finding]:
    """Many small clues of going after somebody, none of them proof alone."""
    points, mark = heaviest(draft.folded, _SCALE)
    if mark is not None and points >= _ENOUGH:
        yield draft.finding(Topic.HARASSMENT, (mark.start, mark.end), _WHY_TARGET, certain=False)


_SCALE: Final = (
    clue(1.5, r"\b(?:everyone|everybody|all of you|lads|ladies|girls|let'?s|we all|all of us|nobody|no ?one|who'?s in|pass it on|spread the word|together|whoever|team|rota|take turns|group)\b"),
    clue(1, r"\b(?:her|him|she|he|you|your|his|that (?:woman|man|lad|girl))\b"),
    clue(2, r"\b(report(?:ing)? (?:her|him|you)|ring(?:ing)? (?:her|his|your|him|you)|email(?:ing)? (?:her|his|your)|tag(?:ging)? (?:her|his|him)|ignor(?:e|ing) (?:her|him)|blank(?:ing)? (?:her|him)|screenshot(?:s|ted|ting)?|post(?:ing)? (?:her|his|your)|turn(?:ing)? up at|outside (?:her|his|your)|follow(?:ing|ed)? (?:her|him|you)|"
            r"regret|sorry you|consequences|payback|revenge|get (?:her|him|you) back|teach (?:her|him|you) a lesson|mess with|messing with|grass(?:ed|ing)?|snitch\w*|snake|your (?:car|house|kids|wife|husband|job|address)|(?:her|his) (?:car|house|kids|wife|husband|job|address)|door ?step|watch(?:ing)? you|find you|left out|on (?:her|his) own|eats? alone|sits? alone|cry(?:ing)?|in tears|humiliat\w+|embarrass (?:her|him)|expos(?:e|ing) (?:her|him|you)|drive (?:her|him) out)\b", marks=True),
    clue(1.5, r"\b(?:until|till|til|every (?:day|time|night|hour|single|lesson|meeting)|daily|non-?stop|again and again|won'?t stop|never stop|each time|day \d+|week \d+|keep (?:it|going|ringing|doing|posting|asking))\b"),
    clue(1.5, r"\b(?:or else|if you don'?t|unless you|one more|last chance|warned|warning|careful|watch it|mark my words|remember that|i know (?:where|what|who|which)|you know what|i swear|meant it|i mean it|not joking|serious(?:ly)?|see how|deserves?|had it coming|serves (?:her|him|you) right)\b"),
    clue(-4, rf"(?:{CONDEMNING}|{FICTION}|{TEACHING}|{_KIND_SURPRISE}|{_LIGHT}|{SPORT}|\b(?:my (?:daughter|son|kids?|baby|nan|mum|dad|husband|wife|dog|cat|neighbour)|thank|lovely|proud|love|union|hr|policy|please|parents'? evening|kind|sorry for your|congratulations|welcome)\b)"),
)  # fmt: skip
_ENOUGH: Final = 5


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
        _fires("Keep ringing his house until he cracks", "Keep ringing"),
        _fires("I'll smash his windows if that dog barks once more, and I mean it", "smash his windows"),
        _fires("Nobody reply to Priyanka in the big chat, she can wait till she learns", "Nobody reply to Priyanka in"),
    ),
    quiet=(
        Quiet("I'll kill him if he leaves the toilet seat up again"),
        Quiet("Shoot me now, three hours of spreadsheets"),
        Quiet("We battered them 5-0, the keeper cried until half time"),
        Quiet("Don't let her know, it's a surprise party and she thinks we have all forgotten"),
        Quiet("Everyone write to your MP about the crossing, be polite and give your postcode"),
        Quiet("Nobody sits with the new girl at lunch and it breaks my heart, so I did"),
        Quiet("Telling someone to watch their back online is harassment. Report it."),
        Quiet("Mum knows where you live and she's bringing lasagne"),
        Quiet("I will find you the recipe and send it over tonight"),
        Quiet("Who's in for karate on Thursday? I'll put you through your paces"),
    ),
)
