"""Who a text speaks of: the author's own pupils, parents, colleagues, managers and school, or their own family.

``mentions`` finds the people and places of school life and says whether the words tie them to the author
(“my class”, “our head”, “the deputy”) or to the author's own family (“my nephew's teacher” is not the author's
work). ``names`` finds proper names by shape and position only, never by a list of names, so that every culture's
names are treated alike. The rest are small questions that several detectors ask: is it negated, is it the family.

Everything looks at a bounded window, so the cost is linear in the length of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from safeconduct.text import Match, Text, pattern


class Who(StrEnum):
    """Who or what is spoken of."""

    PUPIL = "pupil"
    CLASS = "class"
    PARENT = "parent"
    COLLEAGUE = "colleague"
    MANAGER = "manager"
    SCHOOL = "school"
    OWN_FAMILY = "own_family"
    CHILD = "child"  # a child, boy, girl, lad: a pupil only where the text is about school
    PUBLIC_FIGURE = "public_figure"


class Mention(NamedTuple):
    """A place of the folded text that speaks of somebody; ``own`` where the words tie them to the author's work."""

    who: Who
    start: int
    end: int
    own: bool


class Shape(StrEnum):
    """How a name is written."""

    FULL = "full"  # Ada Okafor, Ada O
    TITLED = "titled"  # Mrs Okafor
    GIVEN = "given"  # Ada
    INITIAL = "initial"  # A., J


class Name(NamedTuple):
    """A proper name in the folded text."""

    start: int
    end: int
    shape: Shape


# --- who is spoken of --------------------------------------------------------------------------------------

_YEAR: Final = r"(?:year|yr|y|blwyddyn|flwyddyn|mlwyddyn|klasa|klasie|p)\s?-?(?:1[0-3]|[0-9])"
_STAGE: Final = rf"(?:{_YEAR}|reception|nursery|key stage [1-5]|ks ?[1-5]|eyfs|sixth form(?:er)?|6th form|gcse|a level|btec)"
_SET: Final = r"(?:(?:1[0-3]|[1-9])[a-hj-z](?:[0-9])?)"

_NOUNS: Final = {
    Who.PUPIL: (
        rf"pupils?|students?|schoolchild(?:ren)?|{_YEAR}'?s|{_STAGE} (?:child(?:ren)?|kids?|boys?|girls?|lads?|lass(?:es)?"
        r"|pupils?|students?|one|ones)|sixth formers?|6th formers?|disgybl(?:ion)?|plant bach|uczen"
        r"|uczniowie|uczniow"
        r"|uczennica|eleves?|elevii?|eleva|alumnos?|alumnas?|talib|tutees?|1:1|one to one|one-to-one"
    ),
    Who.CLASS: (
        rf"{_YEAR}|(?:class|form|set|group|tutor group|bottom set|top set) {_SET}|{_SET} (?:class|form|set|lesson)"
        r"|tutor group|form group|form class|bottom set|top set|second set|class|form|dosbarth|ddosbarth|nosbarth"
        r"|klasa|klasy"
        r"|my lot|nurture group|intervention group|maths group|reading group|reception class|nurture room|unit"
    ),
    Who.PARENT: (
        r"parents?|carers?|foster carers?|foster mum|foster dad|(?:a|the|one|that|this|another|some|two|three|other|every) "
        r"(?:of the )?(?:mum|dad|mam|mother|father|nan|nana|gran|grandma|grandad|stepdad|stepmum)s?|mums|dads|mams"
        r"|rhieni|rodzice"
        r"|rodzicow|parintii?|walidain|apoderado|the mum"
    ),
    Who.COLLEAGUE: (
        r"tas?|lsas?|hltas?|teaching assistants?|ects?|nqts?|caretaker|site manager|site team|sencos?|sendco"
        r"|dsl|safeguarding lead|head of (?:year|department|music|maths|english|science|art|drama|pe|history|geography"
        r"|computing"
        r"|house|sixth form|faculty|mfl|re|dt|subject|[a-z]{4,12})|hods?|hoy|receptionist|dinner lad(?:y|ies)"
        r"|midday supervisors?"
        r"|middays?|lunchtime supervisors?|cover (?:supervisor|manager|desk|lady|team)|exams? officer|business manager"
        r"|sbm|bursar"
        r"|phase lead(?:er)?|year lead(?:er)?|subject lead(?:er)?|technicians?|form tutor|colleagues?|co-?workers?"
        r"|class ?teacher"
        r"|office manager|school nurse|lollipop (?:man|lady)|minibus driver|invigilators?|librarian|cook|kitchen team"
        r"|cleaners?"
        r"|work ?mates?|job ?share|staff|team|teachers?|athro|athrawes|athrawon|nauczyciel(?:ka)?|supply teacher"
        r"|learning mentor|mentor|pastoral lead|attendance officer|it manager|network manager|data manager"
    ),
    Who.MANAGER: (
        r"head ?teacher|head ?mistress|head ?master|exec(?:utive)? head|heads?|ht|dht|aht|deputy(?: head)?|dep head"
        r"|dep|deputies"
        r"|assistant heads?|slt|smt|leadership team|senior leadership|management|line manager|principal|vice principal"
        r"|governors?|governing body|(?:co-)?chair of (?:the )?governors|chair|the trust|academy trust|trust|trustees"
        r"|agency"
        r"|consultant|boss|bosses|gaffer|hr|ceo|area manager|team leader|room leader|manager|pennaeth|bennaeth"
        r"|phennaeth|dirprwy"
        r"|ddirprwy|dyrektor(?:ka)?|dyrektorki|kierowni(?:k|czka)|directrice|directeur|directoarea?|directora?|mudira?"
        r"|head sahib|head sahiba|principal sahib|headmistress sahiba|llywodraethwyr"
    ),
    Who.SCHOOL: (
        r"school|schools|academy|nursery|primary|secondary|sixth form|college|workplace|staff ?room|staff meeting|classroom"
        r"|playground|assembly|briefing|parents'? evening|parents' eve|inset|inset day|break duty|lunch duty|gate duty"
        r"|bus duty"
        r"|playtime|carpet time|home time|hometime|registration|detention|isolation|the office|school trip|residential"
        r"|lesson|lessons|period [1-6]|cloakroom|ysgol|szkol[aey]|w szkole|ecole|scoala|madrasa|school mein|corridor"
        r"|safeguarding meeting|staff(?:ing)? meeting|observation|learning walk|book look|mock|mocks|nativity|sports day"
    ),
    Who.CHILD: (
        r"child|kids?|children|boys?|girls?|lads?|lass(?:es)?|little ones?|little (?:boy|girl|lad|man|fella|madam|star"
        r"|soul)"
        r"|one of them|one of mine|one of ours|wee ones?|teenagers?|plentyn|bachgen|merch fach|bacha|bache|bachay"
        r"|bachi|dziecko"
        r"|dzieci|chlopiec|dziewczynka|copil(?:ul)?|copii|enfants?|gamin|gosse|nino|nina|bambino|walad|bint|cocuk"
    ),
}

_KIN: Final = (
    r"(?:own )?(?:(?:eldest|youngest|middle|little|big|older|younger|late|ex|dear|darling|lovely|baby|twin|two|three"
    r"|four|six|nine)"
    r"[ -])*(?:son|sons|daughter|daughters|kid|kids|children|child|boy|husband|hubby|wife|partner|fiancee?|girlfriend"
    r"|boyfriend"
    r"|mum|mam|mom|dad|mother|father|mummy|daddy|nan|nana|gran|granny|grandma|grandad|grandpa|grandson|granddaughter"
    r"|grandkids"
    r"|grandchildren|niece|nieces|nephew|nephews|sister|sisters|brother|brothers|cousin|cousins|auntie|aunty|aunt"
    r"|uncle|in-laws"
    r"|mother-in-law|mother in law|father-in-law|sister-in-law|brother-in-law|goddaughter|godson|stepson|stepdaughter|twins"
    r"|baby|toddler|eldest|youngest|bump|fella|missus|mate|mates|friend|friends|neighbour|neighbours|flatmate|housemate"
    r"|(?:\w{1,9}[ -]year[ -]old))"
)
_FAMILY: Final = pattern(
    rf"\b((?:my|our|ma|mi)(?: own)? {_KIN}(?:'s? [a-z]{{3,14}})?|fy (?:merch|mab|ngwr|ngwraig|mam|nhad|chwaer|mrawd)"
    r"|moj(?:a|ej)? (?:syn|corka|corki|maz|zona|mama)|(?:mera|meri) (?:beta|beti|bhai|behen|shohar|biwi)|fetei? mele"
    r"|mon (?:fils|mari|frere)|ma (?:fille|femme|soeur|mere)|mummy and daddy)\b"
)
_DETERMINER: Final = pattern(
    r"(?:my|our|ours|this|that|these|the|dear|poor|new|old|current|former|last|lovely|own|one of (?:my|our|the)"
    r"|two of (?:my|our|the)"
    r"|some of (?:my|our|the)|a few of (?:my|our|the)|fy|ein|nasza|nasz|hamari|hamare|meri|notre|nos|y|yr|'r)"
    r"(?: [a-z0-9'-]{1,12}){0,2} $"
)
_ANY: Final = pattern("|".join(rf"\b(?P<{who.value}>{nouns})\b" for who, nouns in _NOUNS.items()))
_POSSESSED: Final = pattern(
    r"\b(?:my|our|one of (?:my|our)|fy|ein|nasz[ae]?|hamari|hamare|meri|mere|notre|nos) (?:[a-z0-9'-]{1,14} ){0,3}$"
)
_PUBLIC: Final = pattern(
    r"\b(the (?:prime minister|education secretary|home secretary|chancellor|king|queen|minister|mayor|pope|president"
    r"|council|met)"
    r"|secretary of state|the pm|keir starmer|the (?:dfe|government)|ofsted (?:chief|boss)|premier league|strictly"
    r"|bake off)\b"
)
# Definite single posts that a member of staff names without “my” when they mean their own: “the head said”, “SLT”.
_BARE_OWN: Final = frozenset({Who.MANAGER, Who.COLLEAGUE})
_WINDOW: Final = 40


@lru_cache(maxsize=8)
def mentions(text: Text) -> tuple[Mention, ...]:
    """Who and what a text speaks of, in order; worked out once a text."""
    family = tuple(_FAMILY.all(text.folded))
    public = tuple(_PUBLIC.all(text.folded))
    found = [Mention(Who.OWN_FAMILY, m.start, m.end, own=False) for m in family]
    found += [Mention(Who.PUBLIC_FIGURE, m.start, m.end, own=False) for m in public]
    found += _outside(_people(text), family + public)
    return tuple(sorted(found, key=lambda mention: mention.start))


def _people(text: Text) -> Iterator[Mention]:
    for match, groups in _ANY.groups(text.folded):
        who = next(Who(name) for name, value in groups.items() if value is not None)
        yield Mention(who, match.start, match.end, own=_is_own(text.folded, match, who))


def _is_own(folded: str, match: Match, who: Who) -> bool:
    before = folded[max(0, match.start - _WINDOW) : match.start].rpartition("\n")[2]
    if _POSSESSED.search(before) or match.text.startswith(("my ", "our ")) or folded[match.end : match.end + 7] == " at ours":
        return True
    return who in _BARE_OWN and _DETERMINER.search(before) is not None


def _outside(people: Iterator[Mention], covers: tuple[Match, ...]) -> Iterator[Mention]:
    """The mentions that lie in none of ``covers`` (both in order of the text), in one walk."""
    places = iter(sorted(covers, key=lambda match: match.start))
    cover = next(places, None)
    for mention in people:
        while cover is not None and cover.end <= mention.start:
            cover = next(places, None)
        if cover is None or mention.end <= cover.start:
            yield mention


def in_family_words(folded: str, place: int) -> bool:
    """Whether the thirty characters before a place say that what follows is the author's family: “our son Ada”."""
    return _FAMILY.search(folded[max(0, place - 30) : place]) is not None


_LONG: Final = 20_000  # from here on, sentences are not looked up for single places: windows alone keep it linear


# --- negation and quotation --------------------------------------------------------------------------------

_NEGATION: Final = pattern(
    r"\b(?:not|no|never|none|nobody|without|don't|dont|doesn't|didn't|didnt|won't|wont|can't|cant|cannot|wouldn't|shouldn't"
    r"|isn't|aren't|wasn't|weren't|haven't|hasn't|ain't|stop|avoid|refuse[sd]?|declined?|nid|ddim|nie|pas|jamais|nahi|nu)\b"
    r"[^.!?\n]{0,30}$"
)


def negated(text: Text, place: int) -> bool:
    """Whether a negation stands within the thirty characters before a place, in the same sentence."""
    return _NEGATION.search(text.folded[max(0, place - 45) : place]) is not None


_TEACHING: Final = pattern(
    r"\b(training|course|inset|workshop|webinar|lesson (?:on|about)|assembly (?:on|about)|teaching (?:about|them|my class)"
    r"|curriculum|poster|leaflet|guidance|policy|helpline|report it|look out for|warning signs?|red flags?|awareness"
    r"|dropped the word"
    r"|the word|the term|means|slur|racist|racism|sexist|homophobi[ac]|transphobi[ac]|islamophobi[ac]|antisemitic|ableist"
    r"|unacceptable|disgusting|not ok(?:ay)?|isn't ok(?:ay)?|called out|calling out|challenge[ds]?|condemn\w*|banter"
    r"|reported"
    r"|apologis\w+|stop saying|never say|don't say|please don't|dylai neb)\b"
)


# --- names -------------------------------------------------------------------------------------------------

_WORD: Final = pattern(r"[a-z]+(?:['-][a-z]{2,})*")
_TITLE: Final = pattern(
    r"\b((?:mr|mrs|ms|miss|mx|dr|prof|sir|madam|father|sister|rev|imam|rabbi|pan|pani|mme|mlle|senor|senora|mam|syr)\.? "
    r"(?:[a-z]'|o'|mac|mc|van |de |al-|el-|ap )?[a-z]{1,20}(?:-[a-z]{2,20})?)\b"
)
_CALLED: Final = pattern(r"\b(?:called|named|name is|name's|names|o'r enw|imieniem|naam)\s+([a-z]{2,16}(?:[ -][a-z]{1,16})?)\b")
_RELATION: Final = pattern(
    r"\b([a-z][a-z-]{1,18})'?s (?:mum|mam|mom|mummy|dad|daddy|mother|father|nan|nana|nanny|gran|grandma|grandad|auntie"
    r"|aunty|aunt|uncle"
    r"|stepdad|stepmum|foster|parents|brother|sister|big brother|little brother|big sister|little sister|social worker"
    r"|carer|abbu"
    r"|ammi|ehcp|reading age|behaviour|attendance|bruises|report|results?|grades?|mocks?)\b"
)
_INITIAL: Final = pattern(r"(?:^|[\s(])([b-hj-z])(?:\.|\b)(?:'s)?[\s,.!?)]")

# Ordinary words that often stand with a capital because they open a sentence or are written so by habit. Each group
# is meant to hold the commonest words of its kind; a word that is a name somewhere as well is in _NAMES_TOO below.
_GRAMMAR_WORDS: Final = """
    a an the this that these those some any each every either neither both all half few many much more most less least
    other others another such same own no none nobody nothing nowhere somebody someone something sometimes anybody anyone
    anything anyway everybody everyone everything else i me my mine myself you your yours yourself he him his she her it its
    itself we us our ours they them their themselves who whose which what whatever when whenever where wherever why how
    however whether whoever there here one ones once two three four five six seven eight nine ten eleven twelve twenty
    thirty forty hundred zero first second third sixth last next and or but nor so yet if unless until till because since
    while whilst although though as than then after before during behind beyond between beside besides by with within
    without for from to into onto in on of off out over under up down about above across against along around at near
    inside outside through via per instead apart according is are was were be been being am do does did doing done don
    have has had having can cannot could will would shall should may might must need needs let lets not isn't aren't wasn't
    weren't don't doesn't didn't haven't hasn't hadn't can't couldn't won't wouldn't shouldn't i'm i've i'd i'll you're
    you've you'd you'll he's he'd he'll she's she'd she'll it's it'd it'll we're we've we'd we'll they're they've they'd
    they'll that's that'd that'll there's there'd here's what's when's where's who's how's let's y'all
"""
_OPENING_WORDS: Final = """
    absolute absolutely actual actually again ago almost already alright also always amazing apparently away aw aww awful
    back bad basically beautiful best better big biggest bit brilliant certainly classic clean clearly cold common congrats
    congratulations correct curious currently daily dear definitely different early easy empty enough especially even ever
    evidently exactly excited extra fair fancy far finally fine forever former free fresh full fun funny further general
    generally glad good goodbye gotta grand grateful great guess happy hard hardly hello hey hi hiya honest honestly
    hopefully hot huge ideally incredible indeed just kind late lately later latest left like likely literally little live
    long lost loud lovely luckily lucky mainly maybe meanwhile naturally nearly never new nice nope normal normally now
    obviously odd oh ok okay old only oops open ordinary originally otherwise ouch overall perfect perhaps personally phew
    plain please plus poor possibly present pretty previously pro probably proper proud ps quick quickly quiet quite rather
    ready real really recently regards regular right rude sad safe seriously several short shut sick silly similarly simple
    simply slow slowly small soon sorry special still straight strange strictly stuck stupid such suddenly super sure surely
    sweet terrible thank thanks therefore tired today together tomorrow tonight too top total totally true truly typical
    ultimately unfortunately unpopular update usual usually very warm warning weird welcome well wonderful worse worst worth
    wow wrong ya yay yeah yep yes yesterday young ah ha hah hmm er erm eh well lol omg psa dm fyi cheers ta bye hell
    goodness lord bless blessed heddiw mae roedd dw nos bore diolch mam tad yr y ysgol nowa dzisiaj wczoraj yaar bhai bhabhi
    didi alhamdulillah inshallah mashallah bismillah wallah amen allah jesus christ mubarak
"""
_VERBS_THAT_OPEN: Final = """
    add adding ask asked asking believe book break breaking bring bringing broke buy buying call called calling came caught
    check come comes coming counting cover covering cry crying cut dance decided did drop end ended enjoy enjoyed excuse
    face fact feel feeling fell felt find finding finished finishing follow following forget found gave get gets getting
    give given giving go goes going gone got grab had happened hate hated hear heard help helping hope hoping imagine join
    joking keep keeping knew know known laugh learn learned learning leave leaving lose losing look looked looking looks
    love loved loving made make makes making marking mean meant meet meeting mind miss missed missing move moved moving
    name note pack paid pass pay pick picked picture play played playing point post posting pray promise put question quit
    ran rang read reading realised reckon remember remind ring run running said sat save saw say saying says see seeing
    seen sell selling send sending sends sent share sharing shout show showing sit sitting sort speak speaking spent stand
    standing start started starting state stay stop stopped swear taken take takes taking talk talking taught teach
    teaching tell telling tells text thing things think thinking thought throwback told took travel trust try trying turn
    turned turns understand upset use used visit wait waiting walk walked walking want wanted wants watch watched watching
    wear went win wish woke won wonder wondering work worked working works worry wrap write writing wrote
"""
_COMMON_NOUNS: Final = """
    adult adults afternoon age baby bag bed bell bit body boy boys breakfast brother bus car case cat chair chance child
    children class club coffee course dad daddy day days deputy dinner dog door drama dress drink drinks email evening exam
    exams families family father favourite folks food friend friends game gate girl girls governor governors group guys hand
    hands head heads headteacher health holiday home hour hours house idea job joke kid kids ladies lads lady lesson lessons
    life line lot lots lunch ma'am man men minute minutes mock mocks moment money month months morning mother mum mummy music
    names nan news night nobody noon nursery observation office parent parents part party people person phone photo photos
    place plan power problem reason reception report reports rest room round rules rumour school schools season shame shock
    side sir sister site son staff story student students supply surprise tea teacher teachers team term thing ticket tickets
    time times tip tips trip trustees truth view voice way week weekend weeks woman women word words world year years aunty
    auntie uncle panel panels tribunal council court police union committee board bank hospital doctor dentist pub
"""
_CALENDAR: Final = """
    monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays
    mon tue tues wed weds thu thur thurs fri sat sun january february march april may june july august september october
    november december jan feb mar apr jun jul aug sept sep oct nov dec spring summer autumn winter christmas merry easter
    lent advent halloween bonfire ramadan ramzan eid diwali holi hanukkah passover vaisakhi annual half-term
"""
_SCHOOL_LIFE: Final = """
    maths english science history geography art french spanish german welsh polish latin pe re pshe rse dt ict computing
    physics chemistry biology drama nativity panto inset ofsted detention assembly homework gcse sats phonics year years
    key stage ks sims arbor bromcom tapestry dojo classdojo seesaw kahoot seneca century satchel teams zoom
"""
_WORLD: Final = """
    uk england wales scotland ireland britain london british scottish irish european american asian african caribbean indian
    pakistani chinese muslim christian jewish sikh hindu catholic protestant buddhist muslims christians jews hindus sikhs
    catholics tory tories labour brexit covid google facebook instagram insta tiktok twitter whatsapp youtube snapchat
    linkedin reddit threads bluesky tesco asda aldi lidl morrisons sainsbury's greggs boots costa starbucks ikea amazon
    netflix spotify uber vinted ebay argos primark waitrose macmillan excel outlook wifi tv bbc itv radio ps4 xbox fortnite
    roblox minecraft wordle yorkshire lancashire derbyshire cheshire staffordshire shropshire cumbria northumberland norfolk
    suffolk essex sussex surrey hampshire wiltshire dorset somerset cornwall gloucestershire oxfordshire buckinghamshire
    hertfordshire bedfordshire cambridgeshire lincolnshire nottinghamshire leicestershire worcestershire warwickshire
    northamptonshire pembrokeshire ceredigion gwynedd powys birmingham manchester liverpool leeds sheffield newcastle cardiff
    swansea edinburgh glasgow aberdeen dundee belfast wembley glastonbury eurovision europe america
"""
_GRAMMAR: Final = frozenset(_GRAMMAR_WORDS.split())
_ORDINARY: Final = frozenset(
    f"{_GRAMMAR_WORDS} {_OPENING_WORDS} {_VERBS_THAT_OPEN} {_COMMON_NOUNS} {_CALENDAR} {_SCHOOL_LIFE} {_WORLD}".split()
)
_BEFORE_PLACE_WORDS: Final = """
    in at to from near across around outside via towards through into onto by of off the a an
"""
_BEFORE_PLACE: Final = frozenset(_BEFORE_PLACE_WORDS.split())
_AFTER_PLACE_WORDS: Final = """
    road street lane avenue park hall city town united school academy primary juniors infants college church
"""
_AFTER_PLACE: Final = frozenset(_AFTER_PLACE_WORDS.split())
# Ordinary words that are names as well, in whatever culture: inside a sentence, a capital makes them names.
_NAMES_TOO_WORDS: Final = """
    will hope may june april august summer autumn winter easter christmas jan jun mae dec sun mar thu wed sat long sue art
    mark marks grace joy faith rose ray holly eve dean young small little sweet short love bless lord bell chance case head
    hand hands house place power powers chair read reading book pick pass power wear ring round pray page day days english
    french german welsh irish scottish london england ireland wales holland britain christian muslim jesus amen mubarak
    ramadan ramzan eid diwali holi bhai didi nana nan tad mam costa macmillan sims boots seneca dojo win lot oh an don do
    doing le la son man mun noon baby dear grand fair fine fancy free hard major loud merry noble power precious pretty
    quick rich savage sharp strange strong swift true truly truth wise worth drama music story season spring advent state
    travel trip trust worthy dance melody harmony bhabhi uncle tasker tapestry century
"""
_NAMES_TOO: Final = frozenset(_NAMES_TOO_WORDS.split())
# Names that are the commonest words of English: only words that nothing but a person has make them names.
_NAMES_RARELY: Final = _NAMES_TOO | {"my", "so", "to", "see", "he", "she", "you"}
_ONLY_PEOPLE: Final = pattern(
    r"^(?:'s (?:mum|mam|dad|nan|gran|mother|father|parents|brother|sister|carer|stepdad|stepmum|auntie|uncle)\b"
    r"| (?:in|from) (?:my |our )?(?:(?:year|yr|y) ?(?:1[0-3]|[0-9])|(?:1[0-3]|[1-9])[a-z]|reception|nursery)\b"
    r"| (?:in|from) (?:my|our) (?:class|form|set|top set|bottom set|tutor group|group)\b)"
)
_KINLESS_WORDS: Final = """
    child kid boy girl lad pupil student someone somebody everyone everybody one it that he she who mate friend sister
    brother mum dad cousin neighbour husband wife son daughter niece nephew let what there here people class school baby
    today yesterday year week nobody anyone head teacher other another else each every world mother father women men
    children kids girls boys lads pupils students friends parents families nan gran deputy governor everyone's whoever
"""
_KINLESS: Final = frozenset(_KINLESS_WORDS.split())


class _Token(NamedTuple):
    start: int
    end: int
    text: str
    capital: bool  # first letter capital, and not shouted
    opens: bool  # first word of a sentence or quotation


def is_grammar(word: str) -> bool:
    """Whether a folded word is one of those that hold English sentences together: “the”, “and”, “of”, “isn't”."""
    return word in _GRAMMAR


def is_ordinary(word: str) -> bool:
    """Whether a folded word often stands with a capital without being a name: a sentence start, a weekday, a subject."""
    return word.removesuffix("'s") in _ORDINARY


@lru_cache(maxsize=8)
def names(text: Text) -> tuple[Name, ...]:
    """Proper names by shape and position, in order, none inside another."""
    found = [*_titled(text), *_by_capital(text), *_by_grammar(text)]
    kept: list[Name] = []
    for name in sorted(found, key=lambda n: (n.start, -n.end)):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return tuple(kept)


def _titled(text: Text) -> Iterator[Name]:
    for match in _TITLE.all(text.folded):
        last = text.folded[match.start : match.end].rpartition(" ")[2]
        if _capital(text, match.end - len(last), match.end) or last not in _ORDINARY:
            yield Name(match.start, match.end, Shape.TITLED)


def _by_capital(text: Text) -> Iterator[Name]:
    tokens = list(_tokens(text))
    lower = {token.text for token in tokens if not token.capital}
    index = 0
    while index < len(tokens):
        length = _name_length(text, tokens, index, lower)
        if length:
            first, last = tokens[index], tokens[index + length - 1]
            yield Name(first.start, last.end, Shape.FULL if length > 1 else Shape.GIVEN)
        index += max(1, length)


def _tokens(text: Text) -> Iterator[_Token]:
    end = 0
    for word in _WORD.all(text.folded):
        gap = text.folded[end : word.start][-6:]
        opens = end == 0 or any(mark in gap for mark in '.!?…\n:"(/-•|') or not gap.isascii()
        plain = word.text.removesuffix("'s")
        yield _Token(word.start, word.start + len(plain), plain, _capital(text, word.start, word.start + len(plain)), opens)
        end = word.end


def _capital(text: Text, start: int, end: int) -> bool:
    begin, stop = text.span(start, end)
    word = text.raw[begin:stop]
    return bool(word) and word[0].isupper() and not (len(word) > 1 and word.isupper())


def _name_length(text: Text, tokens: list[_Token], index: int, lower: set[str]) -> int:
    """How many tokens from here make one name; 0 for none."""
    token = tokens[index]
    surely = _only_a_person(text, token)
    if not _is_person(text, token) and not _may_be_name(token, lower):
        return 0
    if token.opens and not surely and not _acts(text, token):
        return 0
    after_place_word = index and not token.opens and tokens[index - 1].text in _BEFORE_PLACE
    if after_place_word and not surely and not _acts(text, token):
        return 0
    length = 1
    while index + length < len(tokens) and length < 3 and _continues(text, tokens[index + length - 1], tokens[index + length]):
        length += 1
    following = tokens[index + length] if index + length < len(tokens) else None
    return 0 if following is not None and following.text in _AFTER_PLACE else length


def _is_person(text: Text, token: _Token) -> bool:
    """Whether an everyday word with a capital is followed by what only a person has: “Thu's mum”, “April in 8B”."""
    return token.capital and token.text in _NAMES_RARELY and _only_a_person(text, token)


def _only_a_person(text: Text, token: _Token) -> bool:
    return _ONLY_PEOPLE.search(text.folded[token.end : token.end + 24]) is not None


def _may_be_name(token: _Token, lower: set[str]) -> bool:
    if not token.capital or len(token.text) < 2:
        return False
    if token.text in _NAMES_TOO and not token.opens:
        return True
    return token.text not in _ORDINARY and token.text not in lower


def _continues(text: Text, before: _Token, token: _Token) -> bool:
    joined = text.folded[before.end : token.start] in (" ", "-")
    return joined and token.capital and (token.text not in _ORDINARY or token.text in _NAMES_TOO)


_VERBS: Final = (
    r"is|was|has|had|got|cried|told|said|asked|ran|threw|hit|bit|came|went|walked|won|just|can't|couldn't|won't|didn't"
    r"|hasn't"
    r"|isn't|wasn't|broke|fell|needs|keeps|lost|sobbed|screamed|swore|punched|licked|spat|failed|passed|stood|wrote|finally"
    r"|started|turned up|kicked|finished|looked|wants|thinks|says|tells|who|mae|hai|ko|ke|ki|jest"
)
_OPENER_ACTS: Final = pattern(
    rf"^(?:'s (?:mum|mam|dad|nan|got|had|been|in|on|the|a|not|just|gone)|(?: [a-z])? (?:{_VERBS}|(?:in|from"
    rf"|off) (?:my |our )?(?:year |yr |y)?[0-9]{{1,2}}[a-z]?))\b"
)
_ACTS: Final = pattern(
    rf"^(?:'s\b|(?: [a-z])? (?:{_VERBS}|(?:in|from|off) (?:my |our )?(?:year |yr |y)?[0-9]{{1,2}}[a-z]?"
    rf"|and her|and his|did|made|took|gave|put|left))"
)


def _acts(text: Text, token: _Token) -> bool:
    """Whether the words after a capital are what follows a person: “Ada was”, “Ada's mum”, “Ada in 8B”."""
    after = text.folded[token.end : token.end + 24]
    return (_OPENER_ACTS if token.opens else _ACTS).search(after) is not None


def _by_grammar(text: Text) -> Iterator[Name]:
    """Names that grammar shows whatever the capitals: “jayden's mum”, “a lad called tymon”, “J.”."""
    for match in _RELATION.all(text.folded):
        word = match.text.rpartition(" ")[2]
        if word not in _KINLESS and word not in _ORDINARY:
            yield Name(match.start, match.end, Shape.GIVEN)
    for match in _CALLED.all(text.folded):
        if match.text.split()[0] not in _ORDINARY:
            yield Name(match.start, match.start + len(match.text.split()[0]), Shape.GIVEN)
    for match in _INITIAL.all(text.folded):
        if _is_capital_letter(text, match.start):
            yield Name(match.start, match.end, Shape.INITIAL)


def _is_capital_letter(text: Text, place: int) -> bool:
    begin, _ = text.span(place, place + 1)
    return text.raw[begin].isupper()
