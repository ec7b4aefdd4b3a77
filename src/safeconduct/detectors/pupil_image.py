"""Pictures, video or live streams of pupils, or of parents at school, posted, sent or offered.

A covered face, the back of a head or a parent's own wish make no difference on a personal account. Left alone:
empty rooms, produce, artwork, one's own child, pictures of grown-up friends, and an official account that says
permission was given. A picture of a child is personal data (UK GDPR, Article 4); whether consent is on record is
for the school to know, not for this detector.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Account, Aspect, Topic
from safeconduct.detectors._pupils import any_of, first_of, passages, warns, whole, words
from safeconduct.screening import Context, Detector, Draft, Example, Finding, Quiet
from safeconduct.text import Match, pattern

_WHY: Final = "This posts, sends or offers a picture or video of pupils or of their parents."
_WHY_LIVE: Final = "This is live video from a school event with pupils in it."

# Pupils or parents, as people speak of them under a picture.
_FONDLY: Final = (
    r"(?:angels|babies|beauties|champions|cherubs|cuties|darlings|dots|gardeners|kiddies|kiddos|legends|monkeys|monsters|"
    r"munchkins|rascals|readers|superstars?|tots|treasures|dancers|singers)"
)
_TOGETHER: Final = r"(?:bunch|gang|heroes|lot|scientists|stars|team|vikings|clowns)"
_PLAINLY: Final = (
    r"(?:class|form|tutor group|kids?|children|boys|girls|lads|pupils?|students?|choir|squad|orchestra|cast|leavers|infants|"
    r"juniors|nursery|reception|sixth form(?:ers)?|readers|eco council|school council|keyworkers?|netballers|footballers|"
    r"toddlers|twins|plant|year \w+s?|y ?\d+s?)"
)
_CODE: Final = r"(?:1[0-3]|[1-9]) ?(?:[a-cefijlnoqrtuvwyz][0-9]?|oak|ash|elm|beech|birch|maple|willow|rowan|hazel|cedar|holly)"
_PARENTS: Final = r"(?:mums|dads|mams|parents|families|grandparents)"
_NUMBER: Final = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|\d+)"
_PEOPLE: Final = (
    rf"(?:(?:my|our) (?:\w+[' -]){{0,3}}?(?:{_PLAINLY}|{_FONDLY}|{_TOGETHER})|(?:this|these) (?:\w+ )?{_TOGETHER}|"
    rf"(?:the|these|this|those|some|all|every|whole) (?:\w+ ){{0,2}}?(?:{_PLAINLY}|{_FONDLY})|"
    rf"(?:year|y|yr) ?(?:\d+s?|one|two|three|four|five|six|seven|eight|nine|ten|eleven)|{_CODE}|reception|the whole of \w+|"
    r"(?:one|this|that) (?:\w+ )?(?:kid|child|boy|girl|lad|lass|pupil|student)|"
    rf"{_NUMBER} (?:\w+ )?(?:year olds|pupils|children)|every child|(?:the|our|some|these|all the|class) {_PARENTS}|"
    rf"{_PARENTS}'? "
    r"(?:race|at the|in their)|(?:their|all the|every) (?:\w+ )?faces?|the little ones|little (?:ones?|faces|people|darlings))"
)
_EVENT: Final = (
    r"(?:assembly|nativity|sports? day|school (?:play|trip|show|concert|disco|fair|fete)|residential|leavers'? \w+|graduation|"
    r"(?:carol|summer|christmas|easter|spring|end of term|school|our) (?:service|concert|show|fair)|swimming gala|talent show|"
    r"(?:our|school) production|drama (?:lesson|showcase|class)|forest school|choir (?:practice|concert)|prom|wet play|"
    r"golden time|egg and spoon|sack race|world book day|school (?:gates?|bus)|form time|registration|period \d|"
    r"my (?:classroom|lesson)|(?:pe|maths|science|music|english|art) lesson|dance practi[cs]e|comic relief|in class|in pe|"
    r"in nursery|in reception|class (?:trip|party|assembly)|rehearsals?|(?:bus|coach) (?:back|home)|on the (?:carpet|trip|"
    r"coach|stage)|results day|(?:first|last) day|our \w+ day|year \d+ \w+)"
)
_PICTURE: Final = (
    r"(?:pics?|pictures?|photos?|(?:a|some|few|cheeky|quick|this|couple of) snaps?|snaps? of|selfies?|vids?|videos?|clips?|"
    r"footage|album|gallery|carousel|slideshow|montage|compilation|boomerang|reels?|highlights|throwback|close-?ups|"
    r"timelapse|photo dump|polaroids?|profile pic|lluniau|zdjecia|"
    r"the one i took)"
)
_SHOW: Final = (
    r"(?:look at (?:these|this|them|him|her|my|our|those|little)|watch (?:them|him|her|my|our|till|to the end)|"
    r"here (?:are|is|it is)|(?:videos?|clips?|pics?|photos?) (?:below|above|attached|in (?:the )?comments|here)|"
    r"here'?s (?:the|a|some|my|our) (?:\w+ )?(?:pics?|photos?|vids?|videos?|clips?)|swipe|sneaky|"
    r"took (?:some|this|a|these) (?:pics?|photos?|snaps?|vid)|posted|"
    r"posting this|had to share|couldn'?t resist|so i'?m posting|sending (?:you|over)|on my (?:wall|page|story|profile|"
    r"insta\w*|youtube|tiktok)|tag (?:yourselves|yourself|your)|spot your|featuring|sound (?:on|up)|pov|say hello to|"
    r"caught (?:on camera|napping|him|her|them)|in the background|day in the life|come to work with me|grwm|(?:begged|"
    r"insisted|asked) (?:me )?(?:to post|i post|to be in)|you can (?:see|hear) (?:them|who|the)|(?:you can )?only see|"
    r"\d+k views|i (?:filmed|videoed|recorded|snapped)|now up|filming (?:you|them|him|her))"
)
_SHOWN: Final = (
    pattern(rf"\b({_PICTURE}\b[^.!?\n]{{0,50}}?\b{_PEOPLE})\b"),
    pattern(rf"\b({_PEOPLE}\b[^.!?\n]{{0,40}}?\b{_PICTURE})\b"),
    pattern(rf"\b(here(?:'?s| is| are) {_PEOPLE})\b"),
    pattern(rf"\b({_PICTURE} of (?:the )?backs? of (?:their|his|her|the|some) (?:little )?heads?)\b"),
    pattern(rf"\b((?:snapped|filmed|videoed|photographed|papped|snuck (?:a|some) \w+ of) (?:\w+ ){{0,3}}?{_PEOPLE})\b"),
    pattern(rf"\b(filmed (?:\w+ ){{0,3}}?(?:{_EVENT})|(?:{_EVENT})\b[^.!?\n]{{0,40}}\bfilmed from)\b"),
)
_AT_EVENT: Final = (
    pattern(rf"\b({_PICTURE}\b[^.!?\n]{{0,50}}\b{_EVENT})\b"),
    pattern(rf"\b({_EVENT}\b[^.!?\n]{{0,50}}\b{_PICTURE})\b"),
)
_CAMERA: Final = pattern(r"([📸📷🎥🤳]|\[(?:\d+ )?(?:pics?|photos?|vids?|videos?|clips?)[^\]\n]{0,30}\])")
_DISPLAY: Final = words(_SHOW)
_PEOPLE_SEEN: Final = pattern(rf"\b({_PEOPLE})\b")
_EVENT_SEEN: Final = words(_EVENT)
_OUR_OWN: Final = pattern(rf"\b(?:my|our) (?:\w+[' -]){{0,3}}?(?:{_PLAINLY}|{_FONDLY})\b")
_DOING: Final = pattern(
    rf"\b({_PEOPLE} (?:\w+ ){{0,2}}(?:doing|trying|reacting|singing|dancing|posing|watching|practising|holding|going for|"
    rf"climbing|"
    r"lined up|asleep|having a go|being|jumping|practice|rehearsing|performing|playing|dressed|in (?:their|costume)))\b"
)
_FACE: Final = r"(?:faces?|heads?|eyes)"
_STICKER: Final = r"(?:emojis?|stickers?|hearts?|smil(?:ey|ies)|stars?|sunflowers?)"
_COVERED: Final = pattern(
    rf"\b(blurred (?:out )?(?:the )?(?:kids|children|class|pupils)|{_FACE} (?:is |are |all )?(?:blurred|covered|hidden|"
    rf"cropped|pixelated|blanked)|(?:blurred|covered|cropped|pixelated|hid|hiding|{_STICKER} (?:on|"
    rf"over)) [^.!?\n]{{0,20}}\b{_FACE}|backs? (?:of (?:\w+ )?heads?|only|"
    rf"to (?:the )?camera)|no faces|(?:can'?t|cannot|not) (?:see|show(?:ing)?) (?:their|his|her|any) {_FACE}|"
    rf"can'?t see (?:who|his|her) \w+|"
    r"only see (?:\w+ )?(?:their|his|her|the) (?:hands|feet|backs?|heads?))\b"
)
_LIVE: Final = pattern(
    rf"\b((?:live (?:from|at) (?:the |our |my )?{_EVENT})\b|(?:going |we'?re |we are |i'?m |you'?re )?(?:live ?stream(?:ing|"
    rf"ed)?|live stream of|streaming|(?:going |"
    r"perform\w* (?:\w+ ){0,3})"
    rf"live) (?:from|at|now|during|on|the|our|my|of|stream|every)\b[^.!?\n]{{0,60}}|{_EVENT} (?:is |starts )?live\b)"
)
_TAKEN: Final = r"(?:filmed|videoed|recorded|snapped|photographed|took (?:a |some |the )?(?:pics?|photos?|videos?) of)"
_YOURS: Final = (
    r"(?:your (?:lad|lass|son|daughter|boy|girl|little \w+|twins|[a-z]+)|[a-z]+'s|the (?:kids|children|class|twins|girls|boys))"
)
_MOMENT: Final = r"(?:solo|speech|dance|part|turn|race|goal|reading|award|song|lines|assembly|performance|costume)"
_SENT: Final = pattern(
    r"\b((?:ones|some|pics|photos|videos) of your (?:\w+ )?[a-z]+ (?:from|at|in) (?:the |our )?(?:\w+ )?(?:trip|assembly|"
    r"show|concert|play|sports day|class))\b|"
    rf"\b(i(?:'ve| have)? {_TAKEN} (?:your (?:lad|lass|son|daughter|boy|girl|little \w+|twins)|[a-z]+'s {_MOMENT}|"
    rf"the (?:kids|children|"
    r"class|twins)))\b"
    rf"|\b((?:send(?:ing)?|sent|here'?s|i'?ll (?:send|whatsapp|text)|whatsapp|airdrop|want|got) (?:you |u |"
    rf"over )?(?:\w+ ){{0,2}}?(?:vids?|videos?|pics?|photos?|clips?|one) (?:i took )?(?:of|from) (?:{_YOURS}|the trip|"
    rf"assembly|today))\b"
    r"|\b((?:trip|class|assembly|nativity|show) (?:photos|pics|videos?) (?:of|for) [a-z]+)\b"
)
# Things that look like it and are not.
_PERMITTED: Final = pattern(
    r"\b(?:permission|consent(?:s|ed|ing)?|with (?:the )?(?:kind )?(?:agreement|blessing)|all (?:families|parents) (?:gave|"
    r"said|have|agreed)|(?:has|have) (?:all )?(?:signed|agreed)|agreed to (?:this|the)|signed the photo|said yes|"
    r"ok(?:ay)?ed (?:this|it))\b"
)
_PERMITTED_OR_FORM: Final = pattern(r"\b(?:permission|consent|photo form)\b")
_NOT_TO: Final = r"(?:not|never|don'?t|can'?t|won'?t|shouldn'?t|instead of|haven'?t got|ask first)"
_NOBODY: Final = pattern(
    r"\b(?:no (?:photos?|pics?|pictures?|videos?|phones?|filming|children|kids|pupils|students|people|faces to show)|"
    r"zero (?:children|"
    rf"kids|pupils)|without (?:photos|pictures|children|pupils)|{_NOT_TO} (?:\w+ ){{0,3}}(?:photo(?:graph)?s?|pics?|post|"
    rf"posting|"
    r"film|filming|videos?|stream|share|pictures?|record)|empty|nobody (?:about|there|in)|child-free|no one in|just me\b|"
    r"alone in|photos? shows? (?:the|an?)\b|photos? of (?:the|an?|our|said) (?:\w+ )?(?:display|garden|classroom|wall|cake|"
    r"model|sunflower|artwork)|stock|canva|photo (?:form|id|day)|passport photo|artwork|display board|wall display|"
    r"worksheets?|class page|lanyard|photography club|film club)\b"
)
_OWN_FAMILY: Final = pattern(
    r"\bmy own (?:\w+ )?(?:band|leavers|school|year)|\bgrown (?:women|men)|\bmy (?:\w+ )?(?:son|daughter|nephew|niece|grandson|"
    r"granddaughter|grandchildren|own (?:kids|children|two|three|boy|girl)|little (?:sister|brother)|dog|cat|puppy|kitten|"
    r"husband|wife|sister|brother|mum|dad|nan|(?:eldest|youngest|baby|bump|toddler)|two|three)(?:'s)?\b"
    r"|\b(?:our twins|mummy|daddy|auntie|uncle|cousin|antenatal|hen do|wedding|honeymoon|stag do|the dog)\b"
)
_ELSEWHERE: Final = words(
    r"england", r"lionesses", r"liverpool", r"arsenal", r"netflix", r"episode", r"film night", r"movie", r"cinema",
    r"documentary",
    r"series", r"band practice", r"glastonbury", r"gig", r"tour", r"stadium", r"premier league", r"match of the day",
    r"staff (?:do|team|"
    r"photo|party|night|netball)", r"teachers (?:in|on)", r"cpd", r"webinar", r"online training", r"government", r"minister",
    r"your channel", r"museum", r"when i was", r"me aged", r"me in (?:19|20)\d\d", r"the news", r"pgce", r"timetable",
    r"recommendations",
    r"(?:revision|lesson|phonics) video", r"tutorial", r"walk-?through", r"maths song", r"scanned", r"pdf", r"sats", r"answer",
    r"passwords?", r"cctv", r"(?:mock |test )?results", r"my (?:\w+ )?(?:videos|tiktoks|channel)",
)  # fmt: skip
_UNSIGNED: Final = pattern(
    r"\b(?:hasn'?t|haven'?t|not|no|never) (?:\w+ ){0,2}(?:sent|signed|returned|got|given|back)\b|"
    r"\bcouldn'?t resist\b|\b(?:sorry|shh|don'?t tell)\b"
)


def _excused(draft: Draft, text: str) -> bool:
    """Consent that an official account states, nobody in the picture, one's own family, a warning."""
    permitted = _PERMITTED.search(text) is not None and draft.context.account is Account.OFFICIAL
    if _UNSIGNED.search(text) and _PERMITTED_OR_FORM.search(text):
        return False
    return permitted or warns(text) or any(cue.search(text) for cue in (_NOBODY, _OWN_FAMILY, _ELSEWHERE))


def _shown(draft: Draft, text: str) -> Match | None:
    """A picture of pupils: one named as such, a story caption that shows them, or faces said to be covered."""
    if found := first_of(text, *_SHOWN):
        return found
    if any_of(text, _PEOPLE_SEEN, _DISPLAY) and (found := first_of(text, *_AT_EVENT)):
        return found
    covered = _COVERED.search(text)
    if covered and (_PEOPLE_SEEN.search(text) or _EVENT_SEEN.search(text)):
        return covered
    people = first_of(text, _DOING, _PEOPLE_SEEN, _EVENT_SEEN)
    spoken = draft.context.kind in ("message", "reply", "comment")  # there, “look at my class” may be mere talk
    if people and (any_of(text, _DISPLAY) or _CAMERA.search(text)) and not (spoken and not any_of(text, _DOING, _OUR_OWN)):
        return people
    return _DOING.search(text) if draft.context.kind == "story" else None


def _find(draft: Draft) -> Iterator[Finding]:
    for passage in passages(draft.folded):
        text = passage.text
        if _excused(draft, text):
            continue
        if (live := _LIVE.search(text)) and (_EVENT_SEEN.search(text) or _PEOPLE_SEEN.search(text)):
            yield draft.finding(Topic.PUPIL_IMAGE, passage.place(live), _WHY_LIVE, aspect=Aspect.PICTURE)
        elif found := _shown(draft, text) or _SENT.search(text):
            yield draft.finding(Topic.PUPIL_IMAGE, whole(passage, found, 30), _WHY, aspect=Aspect.PICTURE)


_STORY: Final = Context(kind="story")
_DM: Final = Context(kind="message")
_SCHOOL: Final = Context(Account.OFFICIAL)

DETECTOR: Final = Detector(
    id="pupil_image",
    says="Finds pictures, videos and live streams of pupils, or of parents at school.",
    topics=frozenset({Topic.PUPIL_IMAGE}),
    find=_find,
    fires=(
        Example("Selfie with my Year 5s on the last day of term!", "Selfie with my Year 5s", Topic.PUPIL_IMAGE),
        Example("Sneaky video of my class singing, sound on", "video of my class", Topic.PUPIL_IMAGE, _STORY),
        Example(
            "We are livestreaming the nativity on this page at two o'clock",
            "livestreaming the nativity",
            Topic.PUPIL_IMAGE,
            _SCHOOL,
        ),
        Example("Forest school today, faces blurred, but look at my little legends go", "faces blurred", Topic.PUPIL_IMAGE),
        Example("Sports day album is up, 80 photos of the kids, tag yourselves", "Sports day album", Topic.PUPIL_IMAGE),
        Example(
            "Hi Mrs Adeleke, I filmed Tunde's speech on my phone, sending it now",
            "filmed Tunde's speech",
            Topic.PUPIL_IMAGE,
            _DM,
        ),
        Example("Here's a pic of the dads' race, what a finish", "pic of the dads' race", Topic.PUPIL_IMAGE),
    ),
    quiet=(
        Quiet("New display is up! Photo of the wall, no children in it."),
        Quiet("My own son's school photo came back. He blinked. Again."),
        Quiet("Photos from our concert, shared with the permission of every family.", _SCHOOL),
        Quiet("Empty classroom, last day of term. A photo for the memory box."),
        Quiet("Please don't film the nativity and post it, we'll send families the official recording.", _SCHOOL),
        Quiet("Watched the England team live from the sofa with a pizza"),
        Quiet("My class loved the bug hunt today, such a happy afternoon."),
        Quiet("Made a video of myself explaining fractions, no pupils harmed. Link in bio."),
        Quiet("Throwback to my PGCE year, look at that haircut"),
        Quiet("First courgettes from the school garden, here's a picture of the biggest."),
    ),
    weighs=True,
)
