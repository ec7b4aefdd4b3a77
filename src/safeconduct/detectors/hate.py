# ruff: noqa: E501  (a pattern is one line, so that it can be read and searched as one)
"""Words that demean or exclude people for a protected characteristic (Equality Act 2010, section 4).

Found: slurs, also disguised; “go back”, “not our country”; what a whole group is said to be or do; dog whistles,
codes and animal emoji; sexist, ageist and ableist put-downs; “I'm not racist but”. Left alone: naming a group,
belief, nationality or politics, civil debate, condemning or teaching, words of one's own about oneself, dishes,
places and history.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Final

from safeconduct.activity import Topic
from safeconduct.detectors._conduct import around, rule, scan
from safeconduct.detectors._spelling import Speller
from safeconduct.screening import Detector, Draft, Example, Finding, Quiet, read_terms
from safeconduct.text import Match, pattern

_WHY_SLUR: Final = "This is a slur against people for what they are."
_WHY_OUT: Final = "This says that people do not belong here because of where they or their families come from."
_WHY_GROUP: Final = "This says something demeaning of a whole group of people."
_WHY_SEX: Final = "This puts people down because of their sex."
_WHY_CODE: Final = "This is read as a coded message against a group of people."
_WHY_ABLE: Final = "This uses disability or age as an insult."
_WHY_GENDER: Final = "This demeans people for their sexuality or gender identity."

_ORIGIN: Final = (
    r"(?:muslims?|moslems?|islamists?|jews?|zionists?|blacks?|black (?:people|lads|kids|men|women|families)|asians?|indians?|pakistanis?|bangladeshis?|africans?|nigerians?|ghanaians?|romanians?|poles|polish(?: lads| people| kids)?|"
    r"bulgarians?|albanians?|somalis?|roma(?: lads| kids| families)?|gypsies|gypsy|travellers?|foreigners?|foreign (?:\w+ ){0,2}(?:kids|families|tas?|supply|teachers?|staff|workers|students|doctors|lot|drivers)|immigrants?|migrants?|illegals|"
    r"refugees?|asylum seekers?|boat people|arabs?|chinese|eastern europeans?|syrians?|afghans?|ukrainians?|kurds?|turks|catholics|protestants|hindus|sikhs|irish|brown people|white kids|hijabs?|burkas?|niqabs?|those people|that lot|these lot|"
    r"them lot|these people|eal (?:kids|lot|families)|muslim (?:\w+ )?(?:lads|kids|families|parents|supply|girls|women|men|lot)|m\*slims?|j\*ws?)"
)
_GAY: Final = r"(?:gays?|gay (?:people|couples?|lads|teachers?|men)|lesbians?|queers|lgbt\w*|alphabet (?:people|mob|brigade)|trans(?:genders?)?(?: kids| people| women| lads| lot| girls| ones)?|two (?:dads|mums)|non[- ]binary|they/thems?|drag queens?|pride)"
_ABLE: Final = r"(?:autistics?|adhd|disabled(?: kids| people)?|special needs|send kids|sen kids|dyslexi[ac]s?|wheelchairs?|mental health|downs)"
_VILE: Final = (
    r"(?:vermin|cockroach(?:es)?|infest\w*|invasion|invaders?|invading|swarm\w*|parasites?|savages|subhuman|sub-human|animals|filth(?:y)?|degenerates?|freaks?|perverts?|perversion|abominations?|scroungers?|scrounging|thieves|thieving|thick|dirty|smelly|stink\w*|smell\w*|"
    r"inbred\w*|breed(?:s|ing)? like|breeding|terrorists?|bombers?|groomers?|rapists?|scum|backward|uncivili[sz]ed|primitive|plague|disease[ds]?|unnatural|sick in the head|mentally ill|attention[- ]seek\w*|not normal|disgust\w*|lazy|criminals?|nick (?:everything|anything|the)|steal (?:everything|anything)|"
    r"rob(?:bing)? (?:everyone|the|us)|can't be trusted|never trust|take over|taking over|takeover|taken over|outbreeding|leeches|leeching|bleed(?:ing)? us|milk(?:ing)? the system|ruin(?:ed|ing)? (?:this|the|our)|destroy(?:ed|ing)? (?:this|the|our)|don't belong|shouldn't be (?:here|allowed|teaching)|"
    r"not welcome|no place|ban (?:them|the lot)|round (?:them|em) up|get rid of|kick (?:them|em) out|deport|drown|let them drown|sink the boats?|gas|hang|shoot|burn|wiped out|exterminat\w*|cleanse)"
)
_GENERAL: Final = pattern(
    r"\b(?:(?:is|are|was|were|that's|it's|so|plain|pure|comments?|called|call it|just|actual|being|bloody|those) (?:\w+ )?(?:racist|racism|sexist|sexism|homophobi[ac]|transphobi[ac]|ableist|antisemiti[cs]m?|islamophobi[ac]|xenophobi[ac]|bigot(?:ed|ry|s)?|bullying|wrong|vile|unacceptable|a hate crime|a slur|slurs?)|"
    r"(?:against|challeng\w+|tackl\w+|fight(?:ing)?|end|stop|condemn\w*|reject\w*|report(?:ed|ing)?|stand up to|zero tolerance|shame on|ashamed of|sick of (?:hearing|seeing|reading)|refus\w+|myths?|stereotypes?|busting|tired of (?:hearing|people)) (?:\w+ ){0,3}(?:racis[mt]\w*|sexis[mt]\w*|homophobia|hate|"
    r"prejudice|slurs?|stereotyp\w+|antisemitism|islamophobia|bigot\w*|ableis\w+|abuse|it|this|that|comments?|blam\w+|about|saying|being|people|who|how|why|women)|racist abuse|hate crime|reported|imagine (?:typing|saying|thinking|being)|hate speech|isn't ok(?:ay)?|not ok(?:ay)?|not acceptable|never (?:say|ok|acceptable|use)|"
    r"(?:don't|do not|please don't|stop|nobody should|shouldn't) (?:ever )?(?:say|saying|use|using|call|calling|repeat)|was (?:written|sprayed|scratched|shouted)|(?:shouted|yelled|screamed|hissed|spat|muttered|scrawled|graffiti\w*|sprayed) (?:at|by|on|it)?|"
    r"(?:told|called|calls|call) (?:me|my (?:mum|dad|son|daughter|nan|brother|sister|grandad|wife|husband|gran|kids?|friend)|us|one of)\b|(?:the (?:word|term|r-word|n-word|p-word|slur))|used to be (?:called|told)|growing up|reclaim\w*|proud(?:ly)? (?:to be )?(?:a |an )?(?:gay|queer|disabled|autistic|"
    r"gypsy|roma|traveller|muslim|jewish|black|trans|dyke|cripple)|as an? (?:\w+ )?(?:gay|queer|disabled|autistic|gypsy|roma|traveller|muslim|jew|jewish|black|trans|brown|deaf|sikh|hindu|polish|romanian|woman|dyslexic)|of mice and men|steinbeck|noughts (?:and|&) crosses|to kill a mockingbird|windrush|"
    r"holocaust|auschwitz|kindertransport|anne frank|nazi|nazis|1930s|1950s|1960s|1970s|1980s|history (?:lesson|month|trip|of)|museum|exhibition|novel|film|documentary|curriculum|training|cpd|assembly on|workshop|policy|stonewall|stephen lawrence|show racism|kick it out|hope not hate|nativity|jungle book|zoo|safari|"
    r"both sides|civil debate|refuse to shout|give the blaming|welcome (?:to|here)|refugees welcome|grateful|contribute[ds]?|backbone of|love (?:my|our|these)|blessed)\b"
)  # fmt: skip
_DENIAL: Final = pattern(
    r"(?:i'?m|im|i am|this is|it'?s|not being|without being|nobody'?s being) (?:not |n't )?(?:being |a )?(?:racist|sexist|homophobic|ageist|ableist|bigoted)(?: or anything)?,? (?:but|,)"
)

_RULES: Final = (
    rule(r"\b((?:go|get|send|ship|f\w+ off|bog off|clear off|put|kick|deport|pack)(?:ing)? (?:yourself |them |em |'em |him |her |you |the lot |(?:the|that) whole \w+ |the lot of (?:them|em|you) |them all |all of (?:them|em) |all |every one of (?:them|em) )?(?:off |right |straight )?(?:back|home|out)"
         r"(?: (?:to (?:your|their|his|her) (?:own )?(?:country|countries|land|village)|to (?:where|wherever)[^.!?\n]{2,30}|(?:where|wherever) (?:you|they|he|she)[^.!?\n]{2,25}|to (?:poland|romania|pakistan|india|africa|nigeria|somalia|albania|syria|afghanistan|bulgaria|jamaica|turkey|china|bongo\w*|calais|france|rwanda)|"
         r"and (?:wages|come back with a proper)[^.!?\n]{0,20}|then,? plenty of)))", _WHY_OUT),
    rule(r"\b(send (?:the lot|them all|em all|the whole (?:boatload|lot)|them|em|the lot of them|every one) (?:back|home|packing)|(?:learn|speak) (?:the language|english|the lingo) or (?:go|get|leave|bugger|clear)[^.!?\n]{0,20}|if (?:you|they) don'?t like it[^.!?\n]{0,20}(?:leave|go (?:back|home)|door|plane|airport|flight)|go back to (?:your|their) own)", _WHY_OUT,
         unless=r"\b(?:parcel|returns?|faulty|amazon|letters?|forms?|books?|pupils? home|bubble|uniform|swimming|nits|headlice|sick children|phone|ipads?)\b"),
    rule(r"\b(not (?:our|my) country (?:now|any ?more|any longer)|(?:want|take|taking|get|getting) (?:our|my) country back|(?:we'?re|this country is|country'?s|england is|britain is|the country is) full\b|(?:taking|taken|take) over (?:the|our|this|every) (?:country|schools?|town|streets?|area|playground|estate|council|place|curriculum)|they take the country|it'?s a takeover|"
         r"(?:great )?replacement(?: theory)?\b|being replaced|replacing us|(?:white|english|british|our own) (?:kids|children|people|families|lads) (?:are|is) (?:a|the|now a|now the) minority|can'?t (?:hear|see) (?:a word of )?(?:english|an english|a white)[^.!?\n]{0,30}|wouldn'?t know you were in england|let them all in|by design,? wake up|"
         r"local kidd?ies if they stopped|our own (?:people|kids|homeless|first)\b|charity begins at home|strangers in our own|invasion\b|boatloads?|dinghy|dinghies)", _WHY_OUT,
         needs=rf"(?:\b{_ORIGIN}\b|\b(?:them|they|they're|country|england|english|minority|wake up|hotels?|queue|houses|immigra\w+|boats?|boatloads?|white|channel)\b)",
         unless=r"\b(?:space invaders|hot water|cricket|world cup|supply teacher|staff|ants|wasps|slugs|nits|hms|regatta|fishing|lake|sailing|holiday|inflatable|snow)\b"),
    rule(rf"\b({_ORIGIN}[^.!?\n]{{0,60}}\b{_VILE})\b", _WHY_GROUP, unless=r"\b(?:food|cuisine|gas (?:bill|safe)|smell(?:s|ed)? (?:amazing|lovely|delicious|gorgeous|incredible)|blacks? (?:jacket|dress|shoes|trousers|coffee|bin)|travellers? (?:tale|cheque)|air travell|fellow travell|rail|time travell|hang(?:ing)? out)\b"),
    rule(rf"\b((?:typical|bloody|all (?:the|these|those|of them)|these|those|them|dirty|filthy|fucking|effing|stinking|lazy|thieving) {_ORIGIN})\b", _WHY_GROUP, needs=rf"(?:\b{_VILE}\b|\b(?:lock up|count|nick\w*|council|houses|typical|hotels?|free|benefits|always|moving on|sheds?|copper|lead|lot|trust|ruin\w*)\b)"),
    rule(r"\b((?:the |them |typical |bloody )?(?:gypsies|gypsy|travellers|roma(?: lads| kids)?|pikeys|gyppos?|romanians|albanians|caravans)\b[^.!?\n]{0,60}\b(?:lock up|count (?:your|the|yer)|copper|lead\b|lead flashing|sheds?|nicked?|strip(?:ped)?|spoons|bikes?|tarmac(?:ing)?|moving on|move them on|watch your|hide (?:your|the)|bolted down))", _WHY_GROUP),
    rule(r"\b(it'?s in (?:the|their) (?:blood|genes|culture|dna)|(?:what|that's what) (?:do )?you (?:expect|get) (?:from|with|when)[^.!?\n]{0,30}|you give them an inch[^.!?\n]{0,40}|(?:they|these lot|that lot|these people|half of them) (?:all )?(?:breed|stink|smell|live ten to|live off|don'?t (?:work|wash|speak english)|never work|get everything|get hotels|get the houses|are all (?:the same|at it|related))[^.!?\n]{0,40}|"
         r"(?:ten|twelve|twenty) to a (?:room|house)|inbred cousins?|marry their cousins?|jump(?:ing)? the queue|handing every place to|race card\b|diversity hire|(?:box|quota)[- ]tick\w*|token (?:black|asian|muslim|woman|gay))", _WHY_GROUP,
         needs=rf"(?:\b{_ORIGIN}\b|\b(?:they|them|these lot|country|english|white|bradford|women|colour|\w+ards|race card|diversity|token)\b)",
         unless=r"\b(?:year \d+|toddlers?|cats?|puppies|children|kids these|ofsted|exam board|trust|agency|tories|government|premier league|fans|supporters|boys' toilets|printer|rabbits? (?:hutch|escaped))\b"),
    rule(r"\b((?:women|woman|female|females|girls|birds|lasses)\b[^.!?\n]{0,40}\b(?:can'?t (?:park|drive|ref|run|teach|lead|do maths|manage|handle)|shouldn'?t (?:be|ref|lead|coach|drive|teach)|back (?:in|to) the|too emotional|hormonal|belong in|make the tea|box tick|time of the month|on the rag|not (?:cut out|built|made) for|get back)[^.!?\n]{0,30}|"
         r"(?:back (?:in|to)|get (?:back )?in(?:to)?|stay in) the (?:kitchen|ironing|sink|hoovering)|kitchen'?s that way|make (?:me|us) a (?:sandwich|brew),? (?:love|woman|sweetheart)|women (?:refs?|drivers|bosses|heads|pundits|commentators) ?(?:\x{1F921}|[^.!?\n]{0,20}(?:\x{1F921}|joke|useless|back to|rubbish))|"
         r"someone to make the tea|biology'?s down the corridor|with the feelings|(?:must be|she'?s) (?:her )?(?:time of the month|on the blob|hormonal|pmt)|that'?s what you get with a (?:woman|female)|a woman'?s place)", _WHY_SEX,
         unless=r"\b(?:love my|my kitchen|new kitchen|our kitchen|cooking|baking|ironing pile|sink full|extension|renovat\w+|who says|fighting for|shattered)\b"),
    rule(rf"\b({_GAY}[^.!?\n]{{0,60}}\b(?:{_VILE}|degenerate stuff|confus\w+|shoved? down|down our throats|hasn'?t got a chance|poor kid|it'?s a costume|want attention|a phase|fad|trend\w*|indoctrinat\w*|corrupt\w*|pushing|agenda|away from (?:normal|our|the) (?:kids|families|children)|proper famil\w+|against nature|not natural|cure|pray))\b", _WHY_GENDER,
         unless=r"\b(?:agenda item|proud|march|happy pride|it gets better|ally|inclusive|pushing for|phase (?:one|two|leader)|new trend)\b"),
    rule(r"\b((?:blokes?|men|man|fellas?|bloke|lad) in (?:a )?(?:frocks?|dress(?:es)?|wigs?|skirts?)\b|(?:he'?s|she'?s|it'?s|that'?s) (?:really |still |just )?a (?:bloke|man|fella|woman) (?:in|pretending|dressed)|(?:isn'?t|not) sure what (?:he|she|it) is|pretending to be (?:a )?(?:girl|woman|boy|man|lady)|(?:identif(?:y|ies) as) (?:a |an )?(?:cat|helicopter|toaster|dog|potato|teapot|attack)|"
         r"\"it\" will do|call (?:them|him|her) \"?it\"?\b|(?:teach|for|about|from) normal (?:families|kids|people|children)|told him the loos|neither one thing nor|freaks the lot|make up (?:your|their) mind which)", _WHY_GENDER,
         unless=r"\b(?:panto|pantomime|dame|widow twankey|some like it hot|tootsie|mrs doubtfire|shakespeare|twelfth night|stag|fancy dress|kilt|scottish|burns night|fundraiser|comic relief)\b"),
    rule(r"(\(\(\([^()\n]{1,40}\)\)\))", _WHY_CODE, unless=r"\b(?:def|print|lambda|lisp|regex|hug|hugs|function|calc|x\+|brackets|bidmas)\b"),
    rule(r"\b(14/88|1488|14 words|13/52|13/50|zog\b|6 ?gorillion|holohoax|six million (?:lie|myth)|globalists?\b|cultural marxis\w+|kalergi|great replacement|it'?s ok(?:ay)? to be white|white (?:power|genocide|pride)|(?:jews?|they|them\W*|who) (?:all )?(?:own|control|run)s? (?:all )?(?:the )?(?:banks|media|papers|world|money)|rothschilds?|follow the nose|soros)\b", _WHY_CODE,
         needs=r"\b(?:14/88|1488|zog|gorillion|holohoax|kalergi|replacement|white|globalists?|marxis\w+|nose|them|they|jews?|who|soros|rothschilds?|13/5\d|14 words)\b", unless=r"\b(?:\w{1,3}1488|number|room|ref|flight|train|1488 (?:ad|ce)|in 1488|battle|wages|price of fish|landlords)\b"),
    rule(r"((?:\x{1F412}|\x{1F435}|\x{1F98D}|\x{1F9A7}|\x{1F34C}){1,6})", _WHY_CODE, needs=r"\b(?:how'?s he|england team|race card|tlr|ref|player|minority|keeper|boo|he got|him lot|immigra\w+|wake up|mp|mayor|go back|country|another)\b",
         unless=r"\b(?:zoo|monkeys?|jungle|climb\w*|banana (?:bread|split)|smoothie|fruit|cheeky|my (?:son|boy|grandson|lad|daughter|nephew)|nativity|safari|year \d+|phonics|world|pe\b|gymnast\w*)\b", certain=False),
    rule(r"((?:\x{1F319}s?|\x{1F9D5}|\x{1F42B}|\x{1F42A}|\x{262A}|\x{1F54B}|\x{1F443}|\x{2721}|\x{1F6A4}|\x{1F6F6}|\x{1F1E6}\x{1F1F1})(?:\x{FE0F})?)", _WHY_CODE, needs=r"\b(?:same (?:surnames|community|sort|faces|names)|notice|noticing|who'?s behind|you know who|wake up|dock|send|boatload|always (?:the same|them)|not allowed to (?:say|notice))\b", unless=r"\b(?:eid|ramadan|mubarak|hajj|hanukkah|shabbat|crib)\b"),
    rule(r"\b((?:funny how )?(?:it'?s )?always (?:the same|them|a certain|\(\(\()[^.!?\n]{0,50}|noticing isn'?t[^.!?\n]{0,20}|not allowed to (?:notice|say it|say anything|mention)|(?:same|those) (?:surnames|\"?communit(?:y|ies)\"?|faces|names)\b[^.!?\n]{0,30}|(?:a )?certain (?:communit(?:y|ies)|religion|culture|demographic|type of people|background)|you know (?:who|which (?:lot|community))|can'?t say (?:that|it|anything) (?:these days|any ?more|nowadays))", _WHY_CODE,
         needs=rf"(?:\b{_ORIGIN}\b|\b(?:grooming gangs?|surnames|dock|beards?|iphones|communit(?:y|ies)|refugees?|courts?|crime|stabb\w+|boats?|noticing|notice|religion|banks|mosques?|halal|white|english)\b)", unless=r"\b(?:wonderful|supporting|serving|local communities|thank|football|league|champions|pastry|beat|celebrate)\b"),
    rule(r"\b(none of this (?:halal|foreign|muslim|woke|gay|trans|diversity)[^.!?\n]{0,30}|no (?:smelly|foreign|stinking) (?:curr(?:y|ies)|food|muck)[^.!?\n]{0,30}|this is (?:england|britain|great britain|the uk),? (?:eat|speak|so|not|we|love|mate|you|like it|act)[^.!?\n]{0,40}|,? this is (?:england|britain)\b[^a-z0-9]{0,4}(?:$|\x{1F602})|(?:doing|serving|be) halal [^.!?\n]{0,20}(?:custard|next|christmas|turkey)|"
         r"pure english|english (?:names|faces) only|british jobs|banning (?:christmas|pork|pigs|easter)|sharia|islamification|creeping islam|prayer room[^\n]{0,30}(?:inch|next|country)|can'?t understand a word[^.!?\n]{0,30}(?:foreign|accent|say)|want subtitles|speak(?:s)? (?:proper )?english\b[^.!?\n]{0,10}(?:or|then|for once|ffs))", _WHY_GROUP,
         unless=r"\b(?:film|arctic monkeys|shane meadows|meadowhall|menu|all halal options|dvd|recipe|vindaloo (?:song)?|lions|three lions|weather|rain|drizzle|queue|cricket)\b"),
    rule(r"\b(nothing against (?:them|\w+|the \w+),? but\b[^.!?\n]{0,80}|(?:i'?m|im|i am) not (?:being )?(?:racist|sexist|homophobic|transphobic|ageist|islamophobic|prejudiced|a racist|a bigot)[^.!?\n]{0,16}\bbut\b[^.!?\n]{0,80}|some of my best (?:friends|mates) are[^.!?\n]{0,60}but\b)", _WHY_GROUP,
         needs=rf"(?:\b{_ORIGIN}\b|\b{_GAY}\b|\b{_ABLE}\b|\b(?:accents?|women|they|them|their|these|over \d+|older|english|foreign)\b)"),
    rule(r"\b((?:you'?d have to be|are you|must be|he'?s|she'?s|they'?re|what are you|absolute|proper|bit|actual|total|like a|you) (?:special needs|a mong|mong(?:ing)?|mongs|mental case|a spaz|spastic|a spastic|autistic or something|a bit autistic|window licker|on the spectrum or|a cripple|downs|backward|simple|not all there|sped)\b|window lick\w+|r-word (?:parents|kids|people|lot|family|driver|head)|"
         r"belongs? in a (?:special school|loony bin|nut ?house|padded cell)|short bus|sunshine (?:bus|coach) (?:kids|energy)|looney bin|nutters? (?:the lot|on the)|schizo\b|psycho (?:parent|mum|dad|kid))", _WHY_ABLE, unless=r"\b(?:recipe|simple (?:as|really|question)|my (?:son|daughter|brother)|i'?m|diagnos\w+)\b"),
    rule(r"\b((?:at|over|nearly|pushing|past|she'?s|he'?s|them over|two of them over) (?:fifty|sixty|seventy|[4-7]\d)\b[^.!?\n]{0,50}\b(?:past it|out to (?:grass|pasture)|too old|retire already|dead wood|dinosaur|should (?:be put|go|retire))|(?:old (?:dears?|biddies|codgers|fossils|farts|crones|bats|gits over)|the over (?:fifties|sixties|50s|60s)|boomers|pensioners|older (?:staff|teachers|ones)) (?:can'?t|shouldn'?t|don'?t (?:know|understand)|are (?:past|useless|too)|need putting)[^.!?\n]{0,30}|"
         r"put out to (?:grass|pasture)|let'?s be honest,? past it|past (?:it|their sell[- ]by) (?:the lot|all of them))", _WHY_ABLE, unless=r"\b(?:i'?m|i am|my knees|myself|me|my (?:car|boots|bike|horse|laptop)|horse|pony|ohp bulb|laptops?)\b"),
    rule(r"\b(nigeria'?s finest|typical (?:man|bloke|woman|polish|irish|scot|jew|asian|indian|muslim|gypsy|gay|blonde)\b[^.!?\n]{0,40}(?:thie\w+|mean|tight|useless|lazy|drunk|stupid|thick|phish\w*|scam\w*)|(?:tight|mean|greedy) as a (?:jew|scot)|jewed|gyp(?:ped|ping)|(?:indian|chinese|african|nigerian) (?:giver|phishers|scammers)|chinese whispers in a \w+ accent|me so solly|paki ?shop|ching chong|"
         r"that'?s (?:so|well|proper) gay|don'?t be (?:so )?gay|no homo|bumming|bummers|kids? in (?:that|a) hijab)\b", _WHY_GROUP, certain=True, unless=r"\b(?:no homo (?:sapiens|erectus))\b"),
    rule(r"\b(call that a family[^.!?\n]{0,50}|(?:dirty|disgusting|unnatural) (?:gays?|lesbians?|queers?)|(?:adam and (?:eve,? )?not adam and steve))", _WHY_GENDER),
    rule(r"\b((?:stupid|silly|filthy|dirty|fat|ugly|black|asian|foreign|muslim|polish|romanian|gay|jewish|paki|irish) (?:bastards?|cunts?|bitch(?:es)?|whores?|fuckers?|scum|pigs?))\b", _WHY_GROUP, needs=r"\b(?:black|asian|foreign|muslim|polish|romanian|gay|jewish|paki|irish) (?:bastards?|cunts?|bitch(?:es)?|whores?|fuckers?|scum|pigs?)\b"),
    rule(r"\b((?:the |you |bloody |fucking |total |absolute |little |such a |what a |big )(?:mongs?|fags?|dykes?|coons?|queers?|fairy|tinkers?))(?:$|[.!?,]| (?:can|are|is|who|in|the|like)\b)", _WHY_SLUR, unless=r"\b(?:fag (?:break|end|packet|paper)|cigarettes?|smok\w+|offa'?s|ditch|wall|dutch|holland|river|maine|raccoons?|christmas|cake|godmother|tooth|tale|fag (?:ash|butt)|lighter|as folk|eye)\b"),
)  # fmt: skip

_SELF: Final = pattern(r"\b(?:i'?m|i am|we'?re|we are|i'?ve always been|us|myself|fellow|my (?:own )?people)\b(?: \w+){0,4} $")
_DISH: Final = pattern(
    r"\b(?:gravy|peas|mash|butcher|peppers?|brays|west midlands|black country|wikipedia|dykes? on bikes|tottenham|spurs|yid army|boots? polish|flame retardant|fire retardant|growth retardation|homo sapiens|homo erectus|rolled r's)\b"
)


@cache
def _speller() -> Speller:
    file = resources.files("safeconduct.data") / "lexicons" / "slurs.txt"
    return Speller((term for term, _ in read_terms(file.read_text("utf-8"))), innocent=("retardant", "homogeneous"))


@cache
def _masked_groups() -> Speller:
    """Names of groups: harmless spelt out, a slur to their author when masked."""
    return Speller(("muslims", "muslim", "jews", "jewish", "gypsies", "gypsy", "blacks", "immigrants", "refugees", "asians"))


_LETTERS: Final = 3  # of a masked word so many must show, for many harmless words share a first letter


def _find(draft: Draft) -> Iterator[Finding]:
    for found in _speller().found(draft.text):
        letters = sum(char.isalpha() for char in draft.folded[found.start : found.end])
        if found.sure and letters >= _LETTERS and _meant(draft, Match(found.start, found.end, found.form)):
            yield draft.finding(Topic.HATE, (found.start, found.end), _WHY_SLUR)
    for hit in draft.hits("slurs"):
        if " " in hit.term and _meant(draft, Match(hit.start, hit.end, hit.term)):
            yield draft.finding(Topic.HATE, hit, _WHY_SLUR)
    for found in _masked_groups().found(draft.text):
        if "*" in draft.folded[found.start : found.end]:
            yield draft.finding(Topic.HATE, (found.start, found.end), _WHY_GROUP)
    yield from scan(draft, Topic.HATE, _RULES, None, _meant)


def _meant(draft: Draft, match: Match) -> bool:
    """Whether the words are the author's own, not condemned, taught, or said of themselves."""
    near = around(draft.folded, match)
    if _DISH.search(near) or _SELF.search(draft.folded[max(0, match.start - 40) : match.start]):
        return False
    return _GENERAL.search(near) is None or _DENIAL.search(near) is not None


def _fires(text: str, quote: str) -> Example:
    return Example(text, quote, Topic.HATE)


DETECTOR = Detector(
    id="hate",
    says="Finds words that demean or exclude people for race, religion, sex, sexuality, gender, disability or age.",
    topics=frozenset({Topic.HATE}),
    find=_find,
    fires=(
        _fires("If they hate it so much they can go back to their own country", "go back to their own country"),
        _fires("Women can't referee, get back in the kitchen love", "get back in the kitchen"),
        _fires("Watch your wallets, the gyppos are on the field again", "gyppos"),
        _fires("what a r*tard, can't even reverse a Fiesta", "r*tard"),
        _fires("I'm not racist but the Somali families are ruining this estate", "I'm not racist but"),
        _fires("Immigrants are vermin and everyone knows it", "Immigrants are vermin"),
        _fires("You can guess who runs it all. (((Them)))", "(((Them)))"),
        _fires("Nice to see a bloke in a dress teaching our kids, not", "bloke in a dress"),
    ),
    quiet=(
        Quiet("Somebody told my mum to go back to her own country on the bus today and nobody said a word"),
        Quiet("Calling people that is racist and I will challenge it every time"),
        Quiet("Faggots and peas for lunch, then a walk along Offa's Dyke"),
        Quiet("Proud to be a gay teacher, proud of our Pride assembly"),
        Quiet("Muslim, Jewish and Sikh colleagues shared food at our staff iftar"),
        Quiet("I think immigration policy should be stricter, and I think we can say so politely"),
        Quiet("Our school welcomes asylum seekers and refugees"),
        Quiet("The r-word was written on his splint. Don't use it."),
        Quiet("Got home to a full house and sent the kids back to bed"),
        Quiet("The curtains are flame retardant, says site"),
    ),
)
