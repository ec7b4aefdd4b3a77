"""Home addresses: the author's own, or a colleague's, pupil's or parent's.

Finds house numbers with street names and UK postcodes (the grammar of Royal Mail's guide: A9, A99, AA9, AA99, A9A, AA9A
and GIR 0AA, BFPO; the last two letters never C I K M O V) where the words around say that somebody lives there. Leaves
alone: shops, pubs, venues, meeting places, schools, addresses out of books and songs, and postcodes with nobody at home.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Account, Audience, Topic
from safeconduct.detectors._exact import after, around, before, has
from safeconduct.gates import Gate
from safeconduct.screening import Context, Detector, Draft, Example, Finding, Quiet
from safeconduct.text import Match, pattern

_POSTCODE: Final = (
    r"(?:gir ?0aa|bfpo ?\d{1,4}|(?:[a-pr-uwyz](?:\d{1,2}|\d[a-hjkpstuw]|[a-hk-y]\d{1,2}|[a-hk-y]\d[abehmnprvwxy])) "
    r"?\d[abd-hjlnp-uw-"
    r"z]{2})"
)
_KIND: Final = (
    r"(?:road|rd|street|st|avenue|ave|lane|ln|close|drive|way|row|terrace|court|crescent|cres|place|gardens|gdns|grove|yard|"
    r"wharf|parade|rise|bank|hill|mews|square|walk|view|park|green|villas|cottages?|buildings|house|fold|croft|gate|end|quay|"
    r"mount|drove|orchard|meadows?|dale|chase|vale|broadway|heights|towers?|point|ridge|brow|bottom|side|common|loke|wynd|"
    r"brae|gait|loan)"
)
_WELSH: Final = r"(?:heol|ffordd|stryd|maes|rhodfa|lon|clos)"
_NUMBER: Final = r"(?:(?:flat|apartment|apt|unit|room) [0-9]{0,3}[a-z]?,? ?)?\b\d{1,4}[a-z]?,?"
_STREET: Final = (
    rf"(?:{_NUMBER} (?:[a-z][a-z'-]{{1,18}} ){{1,3}}?{_KIND}(?: {_KIND})?(?: (?:north|south|east|west))?|"
    rf"{_NUMBER} [a-z]{{3,12}}gate|{_NUMBER} {_WELSH}(?: (?:y|yr|ty|pen|glan))? [a-z'-]{{2,18}})"
)
_NAMED: Final = (  # a house with a name in a street: “Larch Cottage, Mill Lane”
    rf"\b(?:the )?(?:[a-z'-]{{2,15}} )?(?:cottage|house|lodge|rectory|vicarage|farm|barn|bungalow|villa),? (?:[a-z'-]{{2,18}} )"
    rf"{{1,2}}?{_KIND}"
)
_ADDRESS: Final = pattern(
    rf"((?:{_STREET}|{_NAMED})\b(?:[,.]?[ \n](?:[a-z'-]{{3,18}}[,.]?[ \n]){{0,3}}{_POSTCODE})?|\b{_POSTCODE})(?:[^a-z0-9]|$)"
)

_NO_NAME: Final = (
    r" (?:will|of|at|and|to|is|are|a|an|in|for|on|my|your|his|her|this|that|has|was|by|from|it|we|i|or|mins?|minutes|miles?|"
    r"more|days?|years?|am|pm|people|per|with) "
)
_ALSO_ORDINARY: Final = (
    r" (?:way|row|court|place|yard|parade|rise|bank|hill|square|walk|view|park|green|buildings|house|fold|gate|end|"
    r"quay|mount|orchard|meadows?|chase|"
    r"heights|point|ridge|bottom|side|common|drive|close|gardens?|st|ln|lon|clos|maes|towers?|broadway|lane|cottages?)$"
)
_LIVES_BEFORE: Final = (
    r"(?:\b(?:(?:my|our|home|new|postal|full|his|her|their|forwarding) (?:own |home |new )?addy?(?:ress)?|my postcode|"
    r"our postcode|address for the|i live|we live|i'm living|we're living|moved|moving|i'm at|we're at|i am at|we "
    r"are at|"
    r"im at|were at|new (?:flat|place|gaff|house|home|pad|digs)|come (?:round|over|by)|pop (?:round|over)|round (?:to|"
    r"at) (?:mine|ours)|mine is|mine's|at mine|at ours|the kids at|home at|house at|"
    r"(?:my|our) (?:house|flat|home|place) is|send (?:a |me )?(?:cards?|letters?)?|"
    r"post (?:it|them) to|drop (?:it|them|stuff|a note)? ?(?:off )?(?:at|to|round)|pop (?:a )?(?:note|it) (?:to|through|"
    r"round)|collect(?:ion)?(?:s)? from|pick ?up from|parking permit|permit \d+|housewarming|new neighbours|"
    r"lives? (?:at|in|on)|living at|tutor(?:ing)? (?:from|at)|lessons at|tutor \||keys?(?:'s)?)\b[^.?\n]{0,45}\n?$)"
)
_LIVES_AFTER: Final = (
    r"^[^.?\n]{0,45}(?:\b(?:that's (?:my|our|me)|is (?:my|our) (?:house|home|place)|my (?:new )?(?:house|home|flat|"
    r"gaff|place)|new home|home sweet home|if i'?m out|when i'?m out|knock|"
    r"come (?:round|and say|by|and see)|can look after itself|spare key|key'?s|if you want to (?:drop|pop|come)|till "
    r"the \d|side gate|back door|couriers? keep|be home|we live|i live|couldn't be happier|moved in)\b|🏠|🔑)"
)
_LIVES_SENTENCE: Final = (
    r"\b(?:moved!|new (?:flat|gaff|place|house|home|pad|digs)!|parking permit|housewarming|couriers?|just me and the kids|"
    r"on my own (?:here|at)|home address)\b"
)
_NOT_HOME: Final = (
    r"\b(?:shop|caf[e]|coffee|salon|barbers?|pub|inn|bar|restaurant|takeaway|church|chapel|mosque|temple|gurdwara|"
    r"synagogue|(?:village|community|town|parish|church|sports) hall|museum|venue|gallery|library|theatre|cinema|"
    r"meet(?:ing)? (?:at|outside|up|by)|surgery|clinic|vets?|school|academy|college|office|hotel|b&b|airbnb|hostel|"
    r"stadium|ground|leisure centre|depot|warehouse|branch|bus stop|station|food ?bank|charity|estate agent|auction|"
    r"viewing|for sale|sold for|listed|blue plaque|open mic|gig|tickets|doors \d|doors open|polling|car park|sat ?nav "
    r"for|park and ride|registered office|head office|built in|birthplace of|murder|opens?|bakery|gym|studio|market|"
    r"fete|raffle)\b"
)
_INVENTED: Final = (
    r"\b(?:221b baker street|(?:10|11|ten|eleven) downing street|4 privet drive|(?:742|\d+) evergreen terrace|"
    r"coronation street|albert square|29 acacia road|1313 mockingbird lane|ramsay street|sesame street|"
    r"17 cherry tree lane|12 grimmauld|27a? wimpole street|nightmare on elm street|"
    r"act \d|novel|chapter \d+|sitcom|monopoly)\b"
)
_FIRST: Final = r"\b(?:i|i'm|my|we|we're|our|me|us|mine|ours|im)\b"
_OTHER: Final = (
    r"\b(?:he|she|they|(?:mr|mrs|ms|miss) [a-z]+|(?:his|her|their|[a-z]{3,20}'s) (?:new |home )*(?:address|house|place|"
    r"home|flat)|[a-z0-9]{2,20} (?:lives|is living|has moved))\b[^.?\n]{0,50}$"
)
_KIN: Final = (
    r"\b(?:mum|mam|dad|nan|gran|grandad|brother|sister|auntie|uncle|cousin|son|daughter|husband|wife|mate|"
    r"friend)\b[^.?\n]{0,40}$"
)
_CHILD: Final = (
    r"\b(?:\d[a-z]|pupils?|students?|year \d+|y\d+|class|child|kid|boy|girl|lad|parents?|mum|dad|family|[a-z]+'s mum|expelled|"
    r"excluded)\b"
)
_WORKMATE: Final = (
    r"\b(?:mr|mrs|ms|miss) [a-z]+|\b(?:colleague|teacher|ta|head|boss|deputy|staff|work|school|caretaker|office|cover|"
    r"leaving|leaver|card)\b"
)


def _is_name(draft: Draft, found: Match) -> bool:
    """Whether a stretch is a street's name: “14 Tansy Close”, not “1 will end”."""
    if has(_NO_NAME, found.text):
        return False
    start, end = draft.text.span(found.start, found.end)
    words = [word for word in draft.text.raw[start:end].split() if word[:1].isalpha()]
    capital = bool(words) and words[-1][:1].isupper()
    return not has(_ALSO_ORDINARY, found.text) or capital or draft.context.kind == "bio"


def _lived_in(draft: Draft, found: Match) -> bool:
    ahead, behind = before(draft, found.start, 70), after(draft, found.end, 70)
    sentence = draft.folded[max(0, found.start - 90) : found.end + 60]
    if (
        not _is_name(draft, found)
        or has(_INVENTED, sentence)
        or has(r"\b(?:postcode|address) (?:lottery|snob)|\b\d+ (?:mile|minute|metre|year|day|week|hour|pound)s?\b", found.text)
    ):
        return False
    at_home = (
        has(_LIVES_BEFORE, ahead) or has(_LIVES_AFTER, behind) or has(_LIVES_SENTENCE, sentence) or draft.context.kind == "bio"
    )
    return at_home and not (
        has(_NOT_HOME, f"{draft.folded[max(0, found.start - 90) : found.start]} | {draft.folded[found.end : found.end + 60]}")
        and not has(r"\b(?:home address|i live|we live|my (?:new )?(?:house|flat|home)|that's my house|lives? at)\b", sentence)
    )


def _topics(draft: Draft, found: Match) -> Iterator[Topic]:
    ahead, near = before(draft, found.start, 80), around(draft, found.start, found.end, 80)
    if has(_KIN, ahead) and not has(r"\bjust me and\b|\b(?:mum|mam|dad) (?:of|to)\b", ahead):
        return
    if not has(_OTHER, ahead) or has(r"\b(?:my|our) (?:new |home )*(?:address|house|home|flat)\b", ahead):
        if draft.personal or has(_FIRST, near):
            yield Topic.OWN_DETAILS
    elif has(_CHILD, near):
        yield Topic.CONFIDENTIAL
    elif has(_WORKMATE, near):
        yield Topic.COLLEAGUE_PRIVACY


_WHY: Final = {
    Topic.OWN_DETAILS: "This tells where you live.",
    Topic.CONFIDENTIAL: "This tells where a pupil's family lives.",
    Topic.COLLEAGUE_PRIVACY: "This tells where a colleague lives.",
}


def find(draft: Draft) -> Iterator[Finding]:
    """Home addresses, by whose they are."""
    if draft.context.audience is Audience.DIRECT and not draft.personal:
        return
    for found in _ADDRESS.all(draft.folded):
        if _lived_in(draft, found) and not _among_friends(draft):
            for topic in _topics(draft, found):
                yield draft.finding(topic, (found.start, found.end), _WHY[topic])


def _among_friends(draft: Draft) -> bool:
    """Telling one person one's address makes nothing public."""
    return draft.context.audience is Audience.DIRECT and not has(_OTHER, draft.folded[:400])


_PUBLIC: Final = Context(audience=Audience.PUBLIC)
_BIO: Final = Context(audience=Audience.PUBLIC, kind="bio")
_OFFICIAL: Final = Context(account=Account.OFFICIAL, audience=Audience.PUBLIC)
_O: Final = Topic.OWN_DETAILS

DETECTOR: Final = Detector(
    id="postcode_address",
    says="Home addresses and postcodes.",
    topics=frozenset({Topic.OWN_DETAILS, Topic.CONFIDENTIAL, Topic.COLLEAGUE_PRIVACY}),
    find=find,
    gate=Gate(_ADDRESS),
    fires=(
        Example("We've moved! 14 Larch Crescent, come round for cake", "14 Larch Crescent", _O, _PUBLIC),
        Example("My address is Flat 3, 27 Mill Lane, Leeds LS6 2AB", "Flat 3, 27 Mill Lane, Leeds LS6 2AB", _O, _PUBLIC),
        Example("I live at 9 Heol Fawr and the parcels never come", "9 Heol Fawr", _O, _PUBLIC),
        Example("sax teacher, 22 Quarry Row, knock loudly", "22 Quarry Row", _O, _BIO),
        Example("Collect from 41 Hazel Grove, it's only a wardrobe", "41 Hazel Grove", _O, _PUBLIC),
        Example("My postcode is M14 5RX if the curry man is reading", "M14 5RX", _O, _PUBLIC),
        Example(
            "Mrs Okafor lives at 8 Beech Avenue, take her a card from work", "8 Beech Avenue", Topic.COLLEAGUE_PRIVACY, _PUBLIC
        ),
        Example(
            "That year 8 boy lives at 60 Canal Street, no wonder he's late", "60 Canal Street", Topic.CONFIDENTIAL, _PUBLIC
        ),
    ),
    quiet=(
        Quiet("Meet at the Fox, 14 Market Street, seven sharp."),
        Quiet("The school is at 2 Acorn Road, SK9 4QT, and visitors park behind.", _OFFICIAL),
        Quiet("Sherlock lives at 221B Baker Street and pays no council tax"),
        Quiet("The 12 oak park benches need painting"),
        Quiet("The salon has moved to 5 Bridge Street, ask for Mo"),
        Quiet("Housewarming! Message me for the address."),
        Quiet("The village hall is at 3 Church Lane, NR14 7DZ, tickets on the door"),
        Quiet("We walked 10 miles down a green lane and up the hill"),
        Quiet("Type SW1A 1AA into the sat nav for Buckingham Palace"),
        Quiet("The vet's at 77 Station Road was lovely with our cat"),
    ),
)
