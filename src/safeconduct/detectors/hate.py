"""Words that demean or exclude people for a protected characteristic (Equality Act 2010, section 4).

Found: “go back”, “not our country”; what a whole group is said to be or do; dog whistles,
codes and animal emoji; sexist, ageist and ableist put-downs; “I'm not racist but”. Left alone: naming a group,
belief, nationality or politics, civil debate, condemning or teaching, words of one's own about oneself, dishes,
places and history. Slurs, and calls against whole groups in so many words, are the matter of ``slurs``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Topic
from safeconduct.detectors._conduct import (
    CONDEMNING,
    ENDORSED,
    RECOUNTED,
    around,
    gate_of,
    of_oneself,
    rule,
    scan,
    signs,
    words,
)
from safeconduct.screening import Detector, Draft, Example, Finding, Quiet
from safeconduct.text import Match, pattern

_WHY_SLUR: Final = "This is a slur against people for what they are."
_WHY_OUT: Final = "This says that people do not belong here because of where they or their families come from."
_WHY_GROUP: Final = "This says something demeaning of a whole group of people."
_WHY_SEX: Final = "This puts people down because of their sex."
_WHY_CODE: Final = "This is read as a coded message against a group of people."
_WHY_ABLE: Final = "This uses disability or age as an insult."
_WHY_GENDER: Final = "This demeans people for their sexuality or gender identity."

# --- groups of people ----------------------------------------------------------------------------------------

_FROM: Final = words(
    r"""polish | poles | romanians? | bulgarians? | albanians? | indians? | pakistanis? | bangladeshis? | africans? | nigerians?
    | ghanaians? | somalis? | arabs? | chinese | japanese | syrians? | afghans? | iraqis? | ukrainians? | kurds? | turks
    | turkish | eastern europeans? | irish | scots | welsh | jamaicans? | asians? | blacks | whites | black | brown | roma
    | vietnamese | eritreans? | sudanese | russians? | germans? | french | filipinos? | lithuanians? | latvians?"""
)
_FAITH: Final = words(
    r"""muslims? | moslems? | islam | jews? | jewish | catholics? | protestants? | hindus? | sikhs? | islamists? | zionists?
    | hijabs? | burqas? | burkas? | niqabs? | mosques? | m\*slims? | j\*ws?"""
)
_STRANGERS: Final = words(
    r"""foreigners? | foreign | immigrants? | migrants? | illegals | refugees? | asylum seekers? | boat people | gypsies | gypsy
    | travellers? | caravans | small boats? | eal | incomers"""
)
_PEOPLE: Final = words(
    r"""people | lads | kids | men | women | girls | boys | families | parents | lot | staff | teachers? | workers | drivers
    | students | doctors | tas? | supply | mums | dads | community | communities | ones | couples?"""
)
_ORIGIN: Final = rf"(?:(?:{_FROM}|{_FAITH}|{_STRANGERS})(?: {_PEOPLE})?)"
_GAY: Final = words(
    r"""gays? | gay (?:people|couples?|lads|teachers?|men|parents|stuff) | homosexuals? | lesbians? | queers | lgbt\w*
    | alphabet (?:people|mob|brigade) | trans(?:genders?)? | (?:two|pair of) (?:dads|mums|blokes|men|women) | non[- ]binary
    | they/thems? | drag queens? | pride | bisexuals? | same[- ]sex"""
)
_WOMEN: Final = words("women | woman | females? | girls? | birds | lass | lasses | wives | mothers | feminists?")
_ABLE: Final = words(
    r"""autistics? | autism | adhd | disabled | disability | special needs | send kids | sen kids | dyslexi(?:a|cs?)
    | wheelchairs?
    | mental health | downs | mobility scooters? | blue badges? | deaf | asd | tourettes | anxiety"""
)
_OLD: Final = words(
    r"""old (?:people|dears?|biddy|biddies|codgers?|fossils?|farts?|crones?|bats?|gits|timers?|folk|women|men|staff|teachers)
    | the over (?:fifties|sixties|50s|60s) | (?:over|past|pushing|nearly) (?:fifty|sixty|seventy|[5-7]0) | boomers | pensioners
    | older (?:staff|teachers|ones|people) | oaps | wrinklies | coffin dodgers"""
)

# --- what is said of them ------------------------------------------------------------------------------------

_VILE: Final = words(
    r"""vermin | rats | cockroach(?:es)? | infest\w* | invasion | invad(?:ers?|ing|ed) | swarm\w* | parasites? | savages
    | subhuman | sub-human | animals | apes | monkeys | filth(?:y)? | degenera\w+ | freaks? | pervert(?:s|ed)? | perversion
    | abominations? | scroung\w+ | thiev\w+ | crooks | thick | dirty | smelly | stink\w* | inbred\w* | terrorists? | bombers?
    | groomers? | rapists? | paedos? | nonces? | scum\w* | backwards? | uncivili[sz]ed | primitive | plague | cancer
    | disease[ds]?
    | unnatural | not natural | mentally ill | mental | attention[- ]seek\w* | not normal | disgust\w* | lazy | criminals?
    | breed(?:s|ing)? (?:like|too) | like rabbits | out of the trees | can'?t be trusted | never trust | don'?t trust | evil
    | leech\w* | bleed(?:ing)? us | milk(?:ing)? (?:it|the system|us)
    | (?:should|need to|must|ought to) (?:all )?(?:just )?be (?:banned|shot|deported|sterili[sz]ed|gassed|hanged
    |locked up|put down|drowned|kicked out|sent (?:back|home)) | burn in hell
    | deserve (?:it|to (?:die|burn|suffer)) | round (?:them|em) up | get rid of | gas the | hang the | shoot the
    | burn (?:the|that|them|down)
    | wiped? out | exterminat\w* | cleanse | sink the | let them drown | subsidi[sz]\w+ | violent | barbaric | brainwash\w*
    | ruin(?:ed|ing)? (?:this|the|our|everything) | destroy(?:ed|ing)? (?:this|the|our|everything) | take over | taking over
    | taken over | outbreeding | corrupt\w* | indoctrinat\w* | confus\w+ | down our throats | pushing (?:it|their|this)
    | in (?:the|their) (?:blood|genes|dna) | what they'?re like | all the same | all look (?:the same|alike)
    | tight(?:wads?|-fisted)? | greedy | ugly | stupid | dumb | drunks | liars? | cheats? | lie (?:about|to) | kick them out"""
)
_UNWANTED: Final = words(
    r"""don'?t belong | doesn'?t belong | do not belong | not welcome | no place (?:in|for)
    | should(?:n't| not) be (?:here|allowed\w*
    |teaching|near|let|in) | should(?:n't| not) (?:have|get|raise|adopt|teach|marry|vote)
    | out of (?:this|our|the) country | go home
    | keep (?:them|it|your) (?:out|away|at home) | away from (?:normal|our|the|my) (?:kids|families|children)
    | ban (?:them|the lot)
    | not (?:round|in) (?:here|my|our) | send (?:them|em|the lot) | off our streets | no thanks"""
)
_THEFT: Final = words(
    r"""lock (?:up )?(?:your|yer|the) \w+ | count (?:your|yer|the) \w+ | nail (?:everything|it) down | hide (?:your|the) \w+
    | watch your \w+ | nick(?:s|ed|ing)? | steal(?:s|ing)? | stolen | copper | sheds? | tarmac\w* | bolted down | lead flashing
    | move (?:them )?on | moving on | benefits | hotels? | free (?:houses?|phones?|cars?) | council houses? | queue"""
)
_GENERAL: Final = pattern(
    rf"\b(?:{CONDEMNING}|{RECOUNTED}|"
    + words(
        r"""racist (?:abuse|graffiti|chants?) | myths? | busting | imagine (?:typing|saying|thinking)
        | (?:was|were) (?:written|sprayed
        |scratched|shouted) | (?:shouted|yelled|screamed|hissed|spat|muttered|scrawled|graffiti\w*|sprayed)
        | (?:told|called|calls|call)
        (?:me|my|us|one of|him|her) | (?:somebody|someone) (?:told|said|called|shouted) | the (?:word|term|r-word|n-word|p-word)
        | used to be (?:called|told) | growing up | reclaim\w* | proud(?:ly)? (?:to be|of)
        | people (?:say|who say) | when people
        | as an? (?:\w+ )?(?:gay|queer|disabled|autistic|gypsy|roma|traveller|muslim|jew|jewish|black|trans|brown|deaf|sikh
        |hindu
        |polish|romanian|woman|dyslexic|catholic) | of mice and men | steinbeck | noughts (?:and|&) crosses | mockingbird
        | windrush
        | holocaust | auschwitz | kindertransport | anne frank | nazis? | 19[0-9]0s | history | museum | exhibition
        | novel | film
        | documentary | curriculum | training | cpd | assembly | workshop | stonewall | stephen lawrence | show racism
        | kick it out
        | both sides | civil debate | refugees welcome | grateful | contribut\w+
        | backbone of | love (?:my|our|these) | lovely | kind(?:ness)? | wonderful | brilliant | fought | rights | solidarity
        | welcom\w+ | not all \w+ are | lazy (?:stereotype|trope) | section 28 | the law says | recipe | delicious | wedding"""
    )
    + r")\b"
)
_DENIAL: Final = pattern(
    r"(?:i'?m|im|i am|this is|it'?s|not being|without being|nobody'?s being) (?:not |n't )?(?:being |a )?(?:racist|sexist"
    r"|homophobic"
    r"|ageist|ableist|bigot(?:ed)?|funny|horrible|prejudiced)(?: or anything)?,? (?:but|,)|no offen[cs]e,? (?:but|,)"
)
_MILD: Final = words(
    r"""food | cuisine | restaurant | smell(?:s|ed)? (?:amazing|lovely|delicious|gorgeous|incredible) | jacket | dress
    | shoes | coffee
    | time travell\w+ | fellow travell\w+ | rail | train | air
    | black (?:cat|box|friday|bin|pen|holes?|country|forest|ice|and white)
    | brown (?:bread|sauce|envelope|bear) | french (?:toast|bulldog|windows|lesson|exam|bean)
    | welsh (?:cakes|government|dragon)
    | whites wash | scotch | irish sea | indian (?:summer|ocean|runner) | chinese (?:takeaway|new year)
    | my (?:son|daughter|nan|mum)
    | kids? (?:with|who) (?:\w+ ){0,3}(?:needs?|deserves?) | adhd (?:meds|assessment|diagnosis)
    | disabled (?:toilet|loo|access|parking)"""
)

# --- rules ---------------------------------------------------------------------------------------------------

_SEND: Final = r"(?:go|get|send|ship|bog off|clear off|piss off|fuck off|kick|deport|pack|put)(?:ing)?"
_BACK: Final = words(
    r"""back where (?:they|you|he|she) (?:came|belong\w*) | (?:back )?to where(?:ver)? (?:they|you|he|she|it) (?:came|come
    |belong)\w*
    | (?:back )?(?:home )?to (?:your|their|his|her) (?:own )?(?:countr(?:y|ies)|land|homeland|village|lot|people)
    | back to (?:africa
    |india|poland|romania|pakistan|nigeria|somalia|albania|syria|calais|france|bongo\w*|china|bulgaria|turkey|afghanistan
    |iraq)"""
)
_THEM_ALL: Final = words(
    r"""the (?:whole )?lot(?: of (?:them|em|you))? | them all | all of (?:them|em|you) | every (?:last|single)? ?one of them
    | (?:them|em|him|her|you|yourselves|yourself|'em)(?:(?: (?:straight|right|all))?)"""
)

_RULES: Final = (
    rule(
        rf"(?:deport|ban|shoot|hang|gas|burn|sterili[sz]e|kick out|get rid of|round up) (?:all |the |every )*"
        rf"(?:{_FAITH}|{_STRANGERS}|{_FROM} {_PEOPLE}|{_GAY})",
        _WHY_GROUP,
        unless=r"flags?|burqa|burka|niqab|conversion therapy|never|nobody|want(?:s|ed)? to|plan(?:s|ned)? to|vow\w*|threat\w*",
    ),
    rule(
        rf"{_SEND} (?:{_THEM_ALL} )?(?:(?:off|right|straight) )?{_BACK}|send the (?:whole )?lot (?:of them )?(?:back|home"
        rf"|packing)",
        _WHY_OUT,
        unless=r"parcels?|returns?|faulty|amazon|letters?|forms?|books?|uniform|nits|i'?m|i am|we'?re|christmas|holiday|flight",
    ),
    rule(
        rf"{_SEND} {_THEM_ALL} (?:back|home|packing)",
        _WHY_OUT,
        needs=(
            (
                rf"{_FAITH}|{_STRANGERS}|{_FROM} {_PEOPLE}|hotels?|boats?|veterans|country|england|english|foreign\w*"
                rf"|over here|channel"
            ),
        ),
        unless=r"parcels?|faulty|sick|snow|bubble",
    ),
    rule(
        r"(?:learn|speak) (?:the language|(?:proper )?english|the lingo) or (?:go|get|leave|bugger|clear)|if (?:you"
        r"|they) don'?t like it"
        r"[^.!?\n]{0,20}(?:leave|go back|go home|plane|airport|flight)|(?:they )?com(?:e"
        r"|ing) over here[^.!?\n]{0,40}(?:our|jobs|houses"
        r"|benefits|moan\w*|take|taking)|fresh off the boat|straight off the boat",
        _WHY_OUT,
        unless=r"fish(?:ing)?|mussels|crab",
    ),
    rule(
        words(r"""not (?:our|my) country (?:now|any ?more|any longer) | (?:want|take|taking|get|getting) (?:our|my) country back
         | (?:we'?re|this country is|country'?s|england is|britain is|the country is) full
         | (?:isn'?t|not) (?:britain|england|our country)
         any ?more | (?:great )?replacement theory | being replaced | replacing us
         | (?:white|english|british|our own) (?:kids|children
         |people|families|lads) (?:are|is) (?:a|the|now|second)[a-z ]{0,10}(?:minority|class)
         | can'?t (?:hear|see) (?:a word of)?
         ?(?:english|an english|a white)\w* | (?:couldn'?t|didn'?t|don'?t) hear (?:one|a|any
         |a single) (?:word of )?english(?: \w+)?
         | wouldn'?t know you were in england | our own (?:people|kids|homeless) first
         | (?:no|any) (?:white|english) (?:faces?|people)
         (?:left|any ?more) | proper (?:english|british|white) (?:families|people|kids) | strangers in our own | enoch was right
         | rivers of blood | tak(?:e|ing) (?:our|all the|all our) (?:jobs|houses|women|places|beds)"""),
        _WHY_OUT,
        unless=r"space|world cup|cricket|supply teacher|robots?|ai|machines?|squirrels?|snow|beach|hotel (?:is|was) full"
        r"|football",
    ),
    rule(rf"{_ORIGIN}\b[^.!?\n]{{0,60}}\b(?:{_VILE}|{_UNWANTED})", _WHY_GROUP, unless=_MILD),
    rule(
        rf"(?:{_VILE}|{_UNWANTED}|typical|bloody|what do you expect (?:from|of)|all (?:these|the|those)|can'?t stand"
        rf"|hate (?:the|all)?)"
        rf" (?:\w+ )?(?:{_FAITH}|{_STRANGERS}|{_FROM} {_PEOPLE}|poles|romanians|africans|pakistanis|blacks|indians)",
        _WHY_GROUP,
        needs=(rf"{_VILE}|{_UNWANTED}|{_THEFT}|what do you expect|can'?t stand|typical|hate",),
        unless=rf"{_MILD}|football|rugby",
    ),
    rule(
        rf"(?:{_STRANGERS}|roma|romanians?|albanians?|pikeys|gyppos?|blacks|somalis)\b[^\n]{{0,60}}\b{_THEFT}",
        _WHY_GROUP,
        reach=60,
        unless=rf"{_MILD}|charity|donat\w+|collect\w*|volunteer\w*|policy|government|minister|debate|housed|help\w*|food bank",
    ),
    rule(
        r"no (?:\w+ (?:or|and) )?(?:poles|blacks|asians|muslims|jews|irish|gypsies|travellers|foreigners|immigrants"
        r"|women|gays|eal)"
        r"(?: (?:please|need|thanks))?|(?:english|british|whites?) (?:people )?only",
        _WHY_OUT,
        needs=(r"wanted|only|apply|need apply|please|no (?:\w+ (?:or|and) )?(?:poles|blacks|asians|irish|foreigners|gypsies)",),
        unless=r"english (?:lesson|lit\w*|language|teacher)|(?:lessons?|room|changing|toilets?) only|english (?:gcse|only has)",
    ),
    rule(
        r"(?:jews?|they|them|zionists?|globalists?) (?:all )?(?:own|control|run)s? (?:all )?(?:the )?(?:banks|media"
        r"|papers|world|money|bbc"
        r"|press|news|hollywood|government|everything)|rothschilds?|cultural marxis\w+|globalists|great replacement"
        r"|kalergi|holohoax"
        r"|six million (?:lie|myth)|14/88|14 words|zog|6 ?gorillion|white (?:power|genocide|pride|lives)"
        r"|it'?s ok(?:ay)? to be white",
        _WHY_CODE,
        needs=(
            (
                r"jews?|them|they|zionists?|globalists?|rothschilds?|marxis\w+|replacement|kalergi|holohoax|lie|myth|14/88"
                r"|14 words|zog|gorillion|white"
            ),
        ),
        unless=r"the shop|chip shop|white pride of",
    ),
    rule(
        r"1488",
        _WHY_CODE,
        needs=(r"white|boys|brothers|salute|heil|8|pass it on|proud|pride",),
        unless=r"in 1488|ad|ce|number|room|ref|flight|train|battle|pages?|steps|miles|wages|of them",
    ),
    signs(
        r"\(\(\([^()\n]{1,40}\)\)\)", _WHY_CODE, unless=r"def|print|lambda|lisp|regex|hugs?|function|calc|x\+|brackets|bidmas"
    ),
    signs(
        r"(?:\x{1F412}|\x{1F435}|\x{1F98D}|\x{1F9A7}|\x{1F34C})",
        _WHY_CODE,
        certain=False,
        needs=(r"england|player|striker|keeper|ref|boo|scored|signing|immigra\w+|mp|mayor|minister|go back|him|he",),
        unless=r"zoo|monkeys?|jungle|climb\w*|banana|smoothie|fruit|cheeky|my|our|nativity|safari|year \d+|phonics|world|pe"
        r"|gymnast\w*|class|birthday|lunch|toddler|baby|bars|breakfast|costume|fancy dress",
    ),
    signs(
        r"\x{1F319}|\x{1F9D5}|\x{1F42A}|\x{1F42B}|\x{262A}|\x{1F54B}|\x{1F443}|\x{2721}|\x{1F6A4}|\x{1F6F6}",
        _WHY_CODE,
        certain=False,
        needs=(
            (
                r"same (?:surnames|community|sort|faces|names)|notic(?:e|ing)|who'?s behind|you know who|wake up|boatload|send"
                r"|always (?:the same|them)|not allowed to"
            ),
        ),
        unless=r"eid|ramadan|mubarak|hajj|hanukkah|shabbat|crib",
    ),
    rule(
        r"(?:funny how )?(?:it'?s )?always (?:them|a certain (?:type|community|religion))|noticing isn'?t"
        r"|not allowed to (?:notice|say it)"
        r"|(?:those|same) (?:surnames|\"communit(?:y|ies)\")|(?:a )?certain (?:communit(?:y|ies)|religion|culture|demographic)"
        r"|you know (?:who|which (?:lot|community|religion))|can'?t say (?:that|it|anything) (?:these days|any ?more|nowadays)",
        _WHY_CODE,
        needs=(rf"{_ORIGIN}|{_GAY}|grooming gangs?|surnames|crime|stabb\w+|boats?|religion|banks|halal|white|courts?",),
        unless=r"supporting|serving|thank|football|league|black (?:jacket|coat)|white (?:paint|wine)",
        certain=False,
    ),
    rule(
        r"islamification|creeping islam|sharia (?:law|zone|britain)|banning (?:christmas|pork|easter|pigs)"
        r"|halal (?:everything|only)"
        r"|this is (?:england|britain|the uk),? (?:speak|eat|not|act|we)|none of (?:this|your|that) (?:halal|foreign"
        r"|muslim|gay|trans)"
        r"|no (?:smelly|foreign|stinking) (?:food|curry|curries|muck)|(?:religion|cult) of peace",
        _WHY_GROUP,
        unless=r"film|arctic monkeys|shane meadows|dvd|vindaloo|three lions|weather|rain|drizzle|queue|cricket",
    ),
    rule(
        r"nothing against (?:them|\w+|the \w+)[, ]+but\b[^.!?\n]{0,80}|(?:i'?m|im|i am) not (?:being )?(?:racist|sexist"
        r"|homophobic"
        r"|transphobic|ageist|islamophobic|prejudiced|a racist|a bigot)[^.!?\n]{0,16}\bbut\b[^.!?\n]{0,80}"
        r"|some of my best (?:friends|mates)"
        r" are[^.!?\n]{0,60}but\b|no offen[cs]e[, ]+but [^.!?\n]{0,60}",
        _WHY_GROUP,
        needs=(rf"{_ORIGIN}|{_GAY}|{_ABLE}|{_OLD}|accents?|women|over \d+",),
        unless=r"food|weather|coffee|cricket|decaf",
    ),
    # sex
    rule(
        rf"{_WOMEN}\b[^.!?\n]{{0,50}}\b(?:can'?t (?:park|drive|ref|referee|run|teach|lead|do|manage|handle|be trusted"
        rf"|take|read)|should(?:n'?t| not)"
        r" (?:be|ref|lead|coach|drive|teach|have)|too emotional|hormonal|belongs? (?:in|at)|make the tea|box[- ]tick\w*"
        r"|on the rag"
        r"|time of the month|(?:off|be) having babies|maternity (?:within|before|as soon)|not (?:cut out|built|made"
        r"|wired) for|know your place"
        r"|back (?:in|to) the kitchen|only good for|asking for it|what do you expect|joke)"
        r"|(?:never|don'?t|wouldn'?t) (?:employ|hire|promote|appoint) (?:a|any|another)? ?(?:girl|woman|women|females?"
        r"|mother)\b",
        _WHY_SEX,
        unless=r"my (?:daughter|mum|wife|nan|little)|proud|who says|record|won|girls? (?:can|team|football)"
        r"|shouldn'?t have to|one of",
    ),
    rule(
        r"(?:get )?(?:back (?:in|to|into)|stay in) the (?:kitchen|sink)|kitchen'?s that way|(?:go and |go "
        r"|and )?make (?:me|us) a "
        r"(?:sandwich|brew|tea)[, ]+(?:love|woman|sweetheart|darling|pet)|a woman'?s place|someone to make the tea"
        r"|(?:must be|she'?s|probably) "
        r"(?:(?:her )?time of the month|on the blob|hormonal|on the rag)|that'?s what you get with a (?:woman|female"
        r"|bird)|women drivers?",
        _WHY_SEX,
        unless=r"love my|my kitchen|new kitchen|our kitchen|cooking|baking|extension|renovat\w+|shattered|cup of tea please",
    ),
    # sexuality and gender
    rule(
        rf"{_GAY}\b[^.!?\n]{{0,60}}\b(?:{_VILE}|{_UNWANTED}|a phase|fad|trendy|agenda|shov\w+|against nature|go to hell"
        rf"|cure[ds]?|sin|sick"
        r"|it'?s a costume|want attention|proper famil\w+|poor kid|make me sick|aren'?t (?:real|proper) \w+)",
        _WHY_GENDER,
        unless=r"agenda item|march|happy pride|it gets better|ally|inclusive|phase (?:one|two|leader)|off sick"
        r"|pride (?:and prejudice|in)",
    ),
    rule(
        words(r"""(?:blokes?|m[ea]n|fellas?|lads?|thing) in (?:a|the)? ?(?:frocks?|dress(?:es)?|wigs?|skirts?|tights)
         | (?:he'?s|she'?s|it'?s|that'?s) (?:really|still|just)? ?a (?:bloke|man|fella) (?:in|pretending|dressed)
         | (?:isn'?t|not) sure what (?:he|she|it) is | pretending to be (?:a)? ?(?:girl|woman|boy|man|lady)
         | identif(?:y|ies) as (?:a|an) (?:cat|helicopter|toaster|dog|potato|teapot|attack\w*|lamp|tree)
         | call (?:them|him|her) "?it"?
         | (?:for|about|from) normal (?:families|kids|people|children) | adam and eve,? not adam and steve | no homo
         | that'?s (?:so|well|proper) gay | don'?t be (?:so)? ?gay | (?:what|whatever) they identify as | bummers | bumming
         | (?:unnatural|perverted|disgusting) lifestyles?"""),
        _WHY_GENDER,
        unless=r"panto|dame|widow twankey|some like it hot|tootsie|mrs doubtfire|shakespeare|twelfth night|stag"
        r"|fancy dress|kilt"
        r"|scottish|burns night|fundraiser|comic relief|sapiens|erectus|respect\w*|support\w*",
    ),
    # disability and age
    rule(
        words(r"""(?:a|an|absolute|total|proper|complete|like a|such a|bit of a|you|what a) (?:mong|mongs|spaz|spastic
        |mental case|cripple
         |window licker|schizo|flid|div from the special) | are you (?:special needs|autistic or something
         |deaf or (?:just )?stupid|retarded)
         | (?:you'?d have to be|must be|like you'?re) (?:special needs|a mong|autistic|on the spectrum|retarded)
         | window lick\w+
         | r-word (?:parents|kids|people|lot|family|driver|head) | short bus | sunshine (?:bus|coach)
         | (?:loony|looney) bin | sped
         | belongs? in a (?:special school|loony bin|nut ?house|padded cell)
         | a bit (?:special|simple)(?: needs)? if you ask me"""),
        _WHY_ABLE,
        unless=r"i'?m|diagnos\w+|my (?:son|daughter)",
    ),
    rule(
        rf"{_ABLE}\b[^.!?\n]{{0,70}}\b(?:good hiding|good slap|just (?:naughty|lazy|bad parenting|an excuse)"
        rf"|called (?:them|it|him) "
        r"(?:naughty|lazy)|lazy|made[- ]up|excuse for|faking|scroung\w+|burden|drag(?:ging)? (?:the|everyone)|waste of|put down"
        r"|ruin\w*|not disabled|in my day|should be (?:locked|kept|put))",
        _WHY_ABLE,
        unless=r"faking fine|burden (?:on us|of)|masking",
        reach=60,
    ),
    rule(
        rf"{_OLD}\b[^.!?\n]{{0,70}}\b(?:past it|out to (?:grass|pasture)|too old|retire already|dead ?wood|dinosaurs?"
        rf"|should (?:be|go|retire"
        r"|have|die)|can'?t (?:cope|work|use|learn|change)|don'?t understand|useless|need putting|die off|be dead soon"
        r"|dead soon|smell)"
        r"|put out to (?:grass|pasture)|past (?:it|their sell[- ]by)[, ]+(?:the lot|all of them)|coffin dodgers?",
        _WHY_ABLE,
        unless=r"i'?m|i am|my knees|myself|horse|pony|laptops?|bus pass|free|proud|beat me|at me",
    ),
    # plain abuse
    rule(
        r"(?:black|asian|foreign|muslim|polish|romanian|gay|jewish|paki|irish|trans|disabled|indian|chinese|fenian"
        r"|proddy|gypsy) "
        r"(?:bastards?|cunts?|bitch(?:es)?|whores?|fuckers?|scum|pigs?|dogs?|rats?)|dirty (?:fenian|proddy|jew|gypsy"
        r"|polack|foreigners?)"
        r"|(?:tight|mean|greedy) as a (?:jew|scot)|jewed|gyp(?:ped|ping)|paki ?shop|ching chong|me so solly",
        _WHY_GROUP,
    ),
    rule(
        r"(?:the|you|bloody|fucking|total|absolute|little|such a|what a|big|fat|dirty) (?:mongs?|fags?|dykes?|coons?"
        r"|queers?|tinkers?"
        r"|homos?|pooftah?s?|trannys?|trannies|spazz?)",
        _WHY_SLUR,
        unless=r"fag (?:break|end|packet|paper|ash|butt)|cigarettes?|smok\w+|offa'?s|ditch|wall|dutch|holland|river|maine"
        r"|raccoons?|perm|flares|lit|puff(?:ing)?"
        r"|cake|lighter|as folk|eye|sapiens",
    ),
)

_GATE: Final = gate_of(_RULES)


def _find(draft: Draft) -> Iterator[Finding]:
    yield from scan(draft, Topic.HATE, _RULES, None, _meant)


def _meant(draft: Draft, match: Match) -> bool:
    """Whether the words are the author's own, not condemned, taught, or said of themselves."""
    near = around(draft.folded, match)
    if of_oneself(draft, match):
        return False
    return _GENERAL.search(near) is None or _DENIAL.search(near) is not None or ENDORSED.search(near) is not None


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
        _fires("Saw a post saying immigrants are vermin. Spot on.", "immigrants are vermin"),
        _fires("I'm not racist but the Somali families are ruining this estate", "I'm not racist but"),
        _fires("Immigrants are vermin and everyone knows it", "Immigrants are vermin"),
        _fires("You can guess who runs it all. (((Them)))", "(((Them)))"),
        _fires("Nice to see a bloke in a dress teaching our kids, not", "bloke in a dress"),
    ),
    quiet=(
        Quiet("Nan on Blackpool pier in 1974: the flares, the perm, the fag. Framing it"),
        Quiet("Somebody told my mum to go back to her own country on the bus today and nobody said a word"),
        Quiet("Just seen a meme calling disabled people scroungers. Grow up. Disabled people deserve dignity."),
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
    gate=_GATE,
    weighs=True,
)
