# ruff: noqa: E501  (a pattern is one line, so that it can be read and searched as one)
"""Lewd remarks, sexual jokes and innuendo with a sexual point, erotica, pornography and adult services.

No single word proves innuendo, so clues are weighed together: what somebody would let another do, “any time”,
emoji that are read sexually, double meanings marked by a wink. Left alone: anatomy, health screening, relationships
and sex education, romance, plumbing, gardening, dishes and animals.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Topic
from safeconduct.detectors._conduct import clue, heaviest, rule, scan
from safeconduct.screening import Detector, Draft, Example, Finding, Quiet
from safeconduct.text import pattern

_WHY_LEWD: Final = "This is a sexual remark or joke."
_WHY_SELL: Final = "This advertises or links to sexual content."
_WHY_HINT: Final = "This may be read as a sexual hint."

_TEACHING: Final = (
    r"\b(?:rse|rshe|pshe|sex ed(?:ucation)?|relationships (?:and|education)|consent (?:lesson|assembly|form|workshop)|curriculum|safeguarding|smear|cervical|breast screening|mammogram|prostate|gp|nurse|clinic|midwife|"
    r"contraception|sti|hpv|vaccin\w+|menopause|period poverty|puberty|childline|nspcc|ceop|report(?:ed)? (?:it|remove)|sextortion|warn\w*|helpline|threatening|harassment|assault|me too|inquiry|documentary|reproduc\w+|pollinat\w*|lambing|calving|breeding|vet|"
    r"stallion|mare|bull|ewes?|rams?|birds?|botany|species|orchid|fungus|statue|michelangelo|anatomy|textbook|art history|life drawing|policy|training|ofsted says|filter|blocked)\b"
)
_GENERAL: Final = pattern(_TEACHING)

_PLAIN: Final = (
    rule(r"\b(blow ?jobs?|hand ?jobs?|dick pics?|tit pics?|(?:send|sending|selling|got|sent|swap|swapping) nudes?|nude \d|sexting|sexts?|horny|horn(?:y|iest)|boners?|stiffy|hard[- ]ons?|orgasm\w*|cum(?:ming|shot)|jizz(?:ed)?|gang ?bang|threesomes?|foursomes?|doggy style|reverse cowgirl|69(?:ing|er)|deep ?throat|"
         r"wank(?:ed|ing)? (?:over|off)|fingered|fingering (?:her|me)|rimming|butt ?plugs?|dildos?|vibrators?|strap[- ]ons?|fleshlight|sex toys?|ann summers|porn(?:o|hub|ography|star)?|xxx vids?|only ?fans|fansly|nsfw|milfs?|dilfs?|gilfs?|sugar daddy|friends with benefits|fuck ?buddy|booty call|"
         r"one night stand|swingers?|dogging|glory hole|lap ?danc\w+|male strippers?|strip club|camgirl|cam site|escort (?:site|service|work)|happy ending|get(?:ting)? laid|(?:get|got|getting) (?:my|your|his|her) leg over|shagg(?:ed|ing)|have a shag|good shag|bonk(?:ed|ing) (?:him|her|my|the|in)|"
         r"(?:great|good|wild|amazing|hot|rough|best) sex\b|sex (?:life|drive|position|tape|dream|on the|in the|with (?:him|her|the|my|a))|had sex|bang(?:ed|ing)? (?:him|her|the (?:new|fit)|his|my)|rail(?:ed)? (?:me|him|her)|bend (?:me|her|him|you) over|spank(?:ed|ing)? (?:me|him|her|my|you)|"
         r"suck (?:him|me|her|his|my|it) ?(?:off|dick|cock)?|go(?:es|ing)? down on (?:me|him|her|you)|ride (?:him|me|that|his) ?(?:like|all|hard|face|cock)?|sit on (?:his|her) face|tap that|smash(?:ed)? (?:his|her) back doors?|i'?d smash|would smash|"
         r"(?:nice|cracking|massive|huge|fit|big) (?:tits|boobs|knockers|jugs|rack|arse|bum|package|bulge|legs on (?:her|him|that|the|reception))|camel ?toe|hung like|bulge in (?:his|those)|knickers (?:off|optional|down|wet)|wet dream|wet for|turn(?:s|ed|ing)? me on|"
         r"(?:18\+|over[- ]?18s?|x[- ]rated|adult)(?: only)? (?:content|site|page|story|book|fiction|novella|panto|chat|version|night)|erotic\w*|smut(?:ty)?\b|filth\. absolute filth|spicy (?:pics|content|site|account)|thirst traps?|feet pics?|used (?:knickers|tights|underwear|pe socks)|sexy (?:teacher|pics|time|photos|selfie))\b",
         _WHY_LEWD,
         unless=r"\b(?:paint stripper|wallpaper stripper|wire strippers?|going commando (?:training|course)|royal marines|commando (?:course|memorial|raid)|cable|weatherboard|arable|seed|hedge|art exhibition|life class|panto (?:horse)|swings?|ban(?:ned)? from|golf swinger|leaked online|victim|pupils? (?:sent|sharing|share)|cum laude|"
         r"mosque|arabic|escort(?:ed)? (?:the|us|him)|ford escort|smut on my|soot|row(?:ing)?|horse|pony|bike|rollercoaster|rides at|i (?:never|don't|wouldn't)|novels? (?:i|we) (?:study|teach))\b"),
    rule(r"\b((?:the )?things i'?d do (?:to|for|with) (?:him|her|that|those|mr|a|the)[^.!?\n]{0,50}|(?:i'?d|i would|id|i'?ll|would absolutely|i'?d happily|i'?d definitely) let (?:him|her|them|that|those|mr|sir|the|any)\b[^.!?\n]{0,50}\b(?:any ?(?:time|day|night)|all (?:night|day)|twice|every (?:night|day|time)|blow|restrain|mark my|check my|handcuff|tie|search|arrest|teach me|"
         r"inspect|examine|park|tackle|plough|rescue|warm|service|mount|pin|coach me|do (?:me|what|anything)|drive me|my (?:whistle|register|pipes|work|seat ?belt|bonnet|oil|drawers))\b[^.!?\n]{0,20})", _WHY_LEWD, unless=r"\b(?:chocolate|cake|biscuits?|kebab|curry|nap|lie[- ]in|sleep|cheese|pizza|weekend off|my (?:dog|cat|kids|son|daughter)|coffee|wine|bake|cook)\b"),
    rule(r"\b((?:he|she|they|sir|miss|chris|that \w+|the (?:new |fit )?\w+(?: \w+)?|barmaid[^.!?\n]{0,20}) (?:can|could|may) (?:\w+ )?(?:come inside|warm|mark|polish|take|fix|inspect|check|teach|examine|service|park|blow|ring|spank|restrain|search|coach|fill|unblock|tune|stamp|plough|mow|pump|ride|handle|play|lay|oil|grease|bend|book) (?:me|my|up my)\b[^.!?\n]{0,40}\b(?:any ?(?:time|day|night)|all (?:night|day)|"
         r"any (?:day|night) of the week|more than|hands on|hard|slowly|twice|wink|if you know)\b[^.!?\n]{0,20})", _WHY_LEWD, unless=r"\b(?:tax return|boiler service|thank you|reliable|recommend|prices?|quote|brilliant plumber|honest|invoice)\b"),
)  # fmt: skip

_WINK: Final = (
    r"(?:if you (?:know (?:what i mean|you know)|catch my (?:drift|meaning))|iykyk|wink,? wink|nudge,? nudge|know what i(?:'m saying| mean)|that'?s what she said|as the actress said|ooh?,? (?:err|er),? (?:missus|matron)|matron!|giggity|no innuendo|pun (?:very much )?intended|behave yourself|get your mind out of the gutter|phwoar|phwo+r|"
    r"carry on (?:film|matron)|fnarr)"
)
_SCALE: Final = (
    clue(2, r"(\x{1F346}|\x{1F4A6}|\x{1F51E}|\x{1F445})"),
    clue(1.5, r"(\x{1F351}|\x{1F975}|\x{1F608}|\x{1FAE6}|\x{1F924}|\x{1F48B})"),
    clue(1, r"(\x{1F60F}|\x{1F61C}|\x{1F609}|\x{1F525}|\x{1F648}|\x{1F633}|\x{1F440}|\x{1F618}|\x{1F62E}\x{200D}\x{1F4A8}|\x{1F61D})"),
    clue(2, rf"\b({_WINK})\b", marks=True),
    clue(2, r"\b((?:the )?things i'?d do|i'?d let (?:him|her|them|that|mr)|(?:let|have) (?:him|her) (?:restrain|search|arrest|handcuff|inspect|examine|rescue|mark|check|teach|tie)|i'?d (?:climb|lick|eat|ride|mount|have|do) (?:him|her|that|it)|get my (?:hands|lips|mitts) on|would you or would you|i wouldn'?t say no|wouldn'?t kick (?:him|her) out of bed)\b", marks=True),
    clue(1.5, r"\b(any (?:time|night|day)(?: of the week)?|anytime|flirt\w*|single too long|vasectomy|isn'?t the only (?:one|thing)|more than my|ten minutes|tongue|later|wheels when|lights (?:came on|off)|chaise longue|top shelf|do it again|confess|subjunctive|behind (?:that|him|her)|dressing gown|all night(?: long)?|twice|in bed(?: |$)|between the sheets|on the (?:kitchen )?worktop|on all fours|bent over|hands on|firm hand|slower|deeper|harder|faster please|come(?:s|ing)? undone|take (?:the|his|her|your) (?:shirt|top|kit|trousers) off|shirt off|topless|in (?:those|his|them) (?:\w+ )?(?:shorts|trousers|leggings|jodhpurs)|"
            r"hands (?:where|like)|naked|in the nude|starkers|safe word|handcuffs?|lingerie|suspenders|what i'?m wearing|knickers|underwear|thong|bare(?:foot)? and|undress\w*|strip(?:ping)? (?:off|for)|bring a mop|can'?t sit down|walking funny|walk(?:ing)? straight|action (?:i'?ve|all|in)|been a while since|test the (?:plumbing|equipment|springs|mattress)|"
            r"bigger one|big ones?|real thing|size of (?:his|it|that)|length|girth|(?:big|massive|huge|long|hard|thick|stiff) (?:wrench|tool|hose|helmet|drill|rod|cucumber|courgette|marrow|sausage|baguette|trombone|pole|baton|equipment|package)|private lessons|lucky dip|odd job|stock ?cupboard|locked (?:in|store)|order(?:ly)? line|"
            r"wet t-?shirt|tools? belt|blow up (?:man|woman|doll)|had him (?:twice|already)|rammed|got a surprise|moved from coffee|coming over at|staying over|walk of shame|morning after|oil(?:ed)? (?:up|him)|rub(?:bed)? (?:down|him|it)|massage|sponge bath|bed bath|mouth to mouth|kiss of life|that much spreading|come inside|coming over|inside my)\b", marks=True),
    clue(1.5, r"\b((?:new |that |his |her |the |a )?(?:hottie|fittie|sex ?god|stunner|hunk|eye candy|beefcake|piece of (?:meat|ass)|dish(?:y)?|fit af|peng|buff|thighs|abs|bum|arse|biceps|forearms|six ?pack|cleavage|boobs|legs|pecs|topography|contours|curves|only reason i (?:do|go|come|watch|turn)))\b", marks=True),
    clue(1, r"\b(he|he's|him|his|she|she's|her|fella|hubby|husband|wife|missus|ladies|girls|lads|dads?|mums?|pe (?:teacher|coach|cover)|fireman|firemen|plumber|builder|caretaker|barmaid|barman|coach|trainer|bloke|hinge|tinder|bumble|date \d|matched with|babe|sir|boyfriend|girlfriend|gaz|darcy)\b"),
    clue(-3, _TEACHING),
    clue(-2.5, r"\b(?:recipe|allotment|marrow (?:show|prize)|vegetable|veg|aubergines?|moussaka|parmigiana|ratatouille|peach(?:es)? (?:cobbler|melba|crumble|jam)|jam|chutney|crumble|smoothie|soup|compost|seeds?|harvest|degrees|heatwave|heat|hot in here|sweaty|marathon|parkrun|10k|5k|run(?:ning)?|half marathon|spin class|sauna (?:is|was) (?:lovely|closed)|"
             r"leg day|squats|paddling pool|washing|rain|flood|leak|garden|baby|toddler|grandson|granddaughter|grandad|nephew|niece|my (?:son|daughter|dog|cat|nan|mum|dad)|puppy|kitten|birthday cake|bake off|chilli|curry|spicy (?:ramen|noodles|chicken|wings))\b"),
)  # fmt: skip
_ENOUGH: Final = 3.5
_SURE: Final = 6.0

_SELLING: Final = (
    rule(r"\b((?:new content|link in (?:the )?bio|in the link|subs?(?:cribe)?|dm (?:me )?for|payday prices|(?:half|full) price|selling|bundle|customs?)\b[^\n]{0,60}(?:\x{1F351}|\x{1F51E}|\x{1F346}|\x{1F4A6}|\x{1F608}|18\+|onlyfans|fansly|spicy|nude|lingerie|naughty|used (?:\w+ )?(?:socks|knickers|tights)|feet|gets you the rest))", _WHY_SELL, unless=r"\b(?:ramen|noodles|chilli|sauce|curry|recipe|bake|knit\w*|etsy|resources?)\b"),
    rule(r"((?:\x{1F351}|\x{1F51E}|\x{1F346}|\x{1F4A6}|\x{1F608}|18\+|onlyfans|fansly|spicy page|naughty teacher|strict teacher)[^\n]{0,50}\b(?:subs?\b|link|bio|half price|% off|bundle|prices|you know where|chat open|more subs|page))", _WHY_SELL, unless=r"\b(?:ramen|noodles|chilli|sauce|curry|recipe|bake)\b"),
    rule(r"\b(very much 18\+|strictly (?:18\+|adults only)|(?:18\+|over 18s) only|(?:written|published|self-published|writing)[^.!?\n]{0,30}(?:erotica|smut|18\+|steamy|spicy romance))", _WHY_SELL, unless=r"\b(?:alcohol|bar|quiz|comedy|licensed|gig|film|escape room|fireworks|id|challenge 25|lottery|gambling)\b"),
)  # fmt: skip


def _find(draft: Draft) -> Iterator[Finding]:
    found = list(scan(draft, Topic.SEXUAL, (*_PLAIN, *_SELLING), _GENERAL))
    yield from found or _innuendo(draft)


def _innuendo(draft: Draft) -> Iterator[Finding]:
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
    fires=(
        _fires("The things I'd do to that lifeguard \U0001f975", "things I'd do to that lifeguard"),
        _fires("New window cleaner can polish my sills any day of the week \U0001f60f\U0001f346", "any day of the week"),
        _fires("link in bio for the naughty ones \U0001f51e half price this weekend", "link in bio"),
        _fires("Ladies, the fireman in those trousers, I'd let him carry me out twice \U0001f60f", "I'd let him"),
        _fires("Best sex of my life and I still made the 8am briefing", "Best sex"),
        _fires("She asked me to send nudes before the second date had even started", "send nudes"),
    ),
    quiet=(
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
)
