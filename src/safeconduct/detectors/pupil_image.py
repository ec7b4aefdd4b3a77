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
_CHILDREN: Final = (
    r"(?:class|form|kids?|kiddos|kiddies|children|babies|boys|girls|lads|lot|gang|dancers|readers|choir|squad|team|"
    r"cast|leavers|monsters|cuties|angels|dots|legends|tots|twins|infants|juniors|reading group|keyworkers?|"
    r"tutor group|groups?|sixth formers|netballers|footballers|orchestra|mums|dads|parents|starters?|nursery|"
    r"toddlers|1:1|one to one|pupils?|students?|recorders|starfish|penguins|superstars?|mary and joseph|"
    r"year \d+s?|y\d+s?|u1\d(?: \w+)?|little (?:ones?|faces?|people|darlings|legends|stars?|shepherds?|monkeys))"
)
_PEOPLE: Final = (
    rf"(?:mums'? v|dads'? v|(?:my|our) (?:\w+[' -]){{0,3}}?{_CHILDREN}|(?:the|these|this|your|gorgeous|"
    r"some) (?:whole )?(?:\w+ )?(?:kids|kiddos|children|year \d+s?|y\d+s?|y\d \w+|u1\ds?|choir|squad|infants|"
    r"reception \w+|nursery \w+|little ones|twins|girls? in|boys? in|mums|dads|parents'?|"
    r"leavers'?|dads'?|mums'?|class|sixth form\w*|1:1)|\b(?:mums|dads|parents)\b[^.!?\n]{0,30}\b(?:at the|fete|"
    r"fair|gate|race|netball|dash|tombola|service|football|in their)|every child|all classes|kid on my table|"
    r"(?:their|all the) (?:\w+ )?faces|"
    r"\w+[- ]five year olds|five year olds|\d+ six year olds|(?:year|y) ?\d+s? (?:\w+ )?(?:doing|climbing|"
    r"on the last|drama|battle|boys|girls|football|choir|dancers|at|recorders|having|trying|singing|with|geography|"
    r"in the)|y\d+ [a-z]+s\b|nursery'?s? [a-z]+|"
    r"reception (?:line|angels|class|cuties|babies)|year \d+\b|mrs? [a-z]+'s face|windswept faces|(?:1[0-3]|"
    r"[1-9])[a-cefijlnoqrtuvwyz][0-9]?\b|\d (?:oak|maple|elm|ash|willow|birch|beech|cedar|hazel|rowan|sycamore))"
)
_EVENT: Final = (
    r"(?:(?:school |class |y\d |year \d+ |the whole \w+ )?assembly|nativity|sports? day|school (?:play|trip|show|"
    r"concert|disco)|leavers'? (?:disco|service|assembly|video|hoodies?|ball|party)|carol (?:service|concert)|"
    r"(?:school|summer|christmas|easter|our|the) concert|talent show|battle of the bands|"
    r"(?:nursery|reception) graduation|(?:our|school|full) production|drama (?:lesson|showcase|class)|forest school|"
    r"choir practi[cs]\w+|choir|(?:school|year 11|y11) prom|wet play|golden time|egg and spoon|sack race|match day|"
    r"actual classroom|my classroom|doing the register|invigilation|"
    r"period \d|school bus|residential|macarena|trim trail|wellie dance|dough disco|romans? day|viking day|"
    r"world book day|bus back|school gates?|naughty corner|at the gate|the actual gate)"
)
_PICTURE: Final = (
    r"(?:pics?|pictures?|photos?|(?:cheeky |some |few |couple of )snaps|selfies?|shelfie|vids?|videos?|video clips?|"
    r"footage|album|full gallery|gallery|carousel|slideshow|montage|compilation|boomerang|reels?|highlights|"
    r"throwback|close-?ups|here's the still|"
    r"green screen|frames|timelapse|photo dump|polaroids?)"
)
_SHOW: Final = (
    r"(?:look at (?:these|this|them|him|her|my|our|his|those|little)|here'?s (?:my|our|the|a|some)|and here'?s|"
    r"here you go|swipe|sneaky|snuck|took (?:some|this|a) (?:pic|photo|snap|vid|of)|snapped|posted|had to share|"
    r"so i'?m posting|sending you|on my (?:wall|page|story|profile|insta\w*)|"
    r"tag yoursel(?:f|ves)|tag your own|spot your child|featuring|feat|duet this|sound (?:on|up)|turn the sound up|"
    r"watch (?:them|till|to the end)|pov|posing|say hello to|"
    r"me and my|in the background|part \d of my|day in the life|come to work with me|get ready with us|grwm|"
    r"outfit of the day|(?:begged|insisted|asked) (?:me to post|i post it|to be in it)|you can (?:see|hear) (?:them|"
    r"who|the)|\d+k views|i filmed|filmed from|took this of me)"
)
_SHOWN: Final = (
    pattern(rf"\b({_PICTURE}\b[^.!?\n]{{0,50}}?\b{_PEOPLE})"),
    pattern(rf"\b({_PEOPLE}\b[^.!?\n]{{0,40}}?\b{_PICTURE})\b"),
    pattern(
        rf"\b({_PICTURE} of (?:\w+ )?(?:choir|recorders|nativity|the line|backs? of (?:their|the kids'?|"
        r"the children'?s?) heads?))\b"
    ),
)
_AT_EVENT: Final = (
    pattern(rf"\b({_PICTURE}\b[^.!?\n]{{0,50}}\b{_EVENT})\b"),
    pattern(rf"\b({_EVENT}\b[^.!?\n]{{0,40}}\b{_PICTURE})\b"),
)
_CAMERA: Final = pattern(r"([📸📷🎥🤳]|\[(?:\d+ )?(?:pics?|photos?|vids?|videos?|clips?)[^\]\n]{0,30}\])")
_DISPLAY: Final = words(_SHOW)
_PEOPLE_SEEN: Final = pattern(rf"\b({_PEOPLE})")
_EVENT_SEEN: Final = words(_EVENT)
_OUR_OWN: Final = pattern(rf"\b(?:my|our) (?:\w+[' -]){{0,3}}?{_CHILDREN}\b")
_DOING: Final = pattern(
    rf"\b({_PEOPLE} (?:\w+ )?(?:doing|trying|reacting|singing|dancing|posing|watching|practising|holding|going for|"
    r"lined up|asleep|having a go|being (?:absolute )?\w+|climbing|peeping|doing the|with the filters))\b"
)
_COVERED: Final = pattern(
    r"\b((?:faces? (?:blurred|covered|hidden|off|out)|(?:blurred|covered|emojis? (?:on|over)|stickers? (?:on|over)|"
    r"sunflowers? (?:on|over)|hearts? over|blurry|cropped)[^.!?\n]{0,20}\b(?:faces?|them|heads?|on purpose|a bit|"
    r"obvs)\b|"
    r"backs? (?:of (?:their|his|her|the) heads?|only|to (?:the )?camera)|no faces|(?:hoods|backs) up|"
    r"not showing (?:his|her|their) faces?|can'?t see (?:who|their|his|her)|you can (?:only )?see (?:half|the front|"
    r"who'?s|his|her|their)|(?:his|her|their) faces? (?:is|are) (?:fully|right|in|covered|hidden))\b)"
)
_LIVE: Final = pattern(
    r"\b((?:going |we'?re |we are |i'?m |you'?re )?(?:live ?stream(?:ing|ed)?|streaming|live) (?:from|at|now|the|our|"
    r"my|of|stream|every)\b[^.!?\n]{0,60}|(?:" + _EVENT + r") (?:is )?live\b)"
)
_SENT: Final = pattern(
    r"\b(i(?:'ve| have)? (?:filmed|videoed|recorded|snapped|photographed|took a (?:pic|photo|"
    r"video) of) (?:your (?:lad|lass|son|daughter|boy|girl|little \w+|twins)|[a-z]+'s |the (?:kids|children|class|"
    r"twins))\b[^.!?\n]{0,40})"
    r"|\b((?:send(?:ing)?|sent|here'?s|i'?ll send|airdrop) (?:you )?(?:\w+ ){0,2}?(?:vids?|videos?|pics?|photos?|"
    r"clips?) (?:of|from) (?:your|[a-z]+'s|the (?:twins|class|kids|children|trip|show|assembly)|"
    r"today)\b[^.!?\n]{0,40})"
    r"|\b((?:pics?|photos?|videos?|vids?) (?:of|from) [^.!?\n]{1,30} (?:from today|in (?:class|assembly|the play|"
    r"the show)|at school)|(?:trip|class|assembly|nativity|show) (?:photos|pics|videos?) (?:of|for) (?:your|"
    r"[a-z]+)\b)"
    r"|\b((?:pics|photos|videos?|vids) (?:\w+ ){0,3}off my (?:own )?phone)\b|\b((?:send|post) (?:you|u) the (?:vid|"
    r"video|pic|photo|clip) of (?:your|ur)\b[^.!?\n]{0,30})"
)
# Things that look like it and are not.
_PERMITTED: Final = pattern(
    r"\b(?:permission|consent(?:s|ed|ing)?|with (?:the )?(?:kind )?(?:agreement|blessing)|all (?:families|"
    r"parents) (?:gave|said|have|agreed)|agreed to (?:this|the)|signed the photo|said yes|ok(?:ay)?ed (?:this|it))\b"
)
_PERMITTED_OR_FORM: Final = pattern(r"\b(?:permission|consent|photo form)\b")
_NOBODY: Final = pattern(
    r"\b(?:no (?:photos?|pics?|pictures?|videos?|phones?|filming|children|kids|pupils|students|people|faces to show)|"
    r"zero (?:children|kids|pupils)|without (?:photos|pictures|children|pupils)|(?:not|never|don'?t|can'?t|won'?t|"
    r"shouldn'?t|instead of|haven'?t got) "
    r"(?:\w+ ){0,3}(?:photo(?:graph)?s?|pics?|post(?:ing)?|film(?:ing)?|videos?|stream|share|pictures?|record)|empty|"
    r"nobody (?:about|there|in)|all parts played|skit|child-free|no one in|just me\b|alone in|photo shows? (?:the|a|"
    r"an|coast|our (?:volcano|model|display|garden))|"
    r"photos? (?:show|of the (?:display|garden|classroom|wall|cake))|stock|cut-?out|canva|"
    r"drawn by|photo form|filming form|no vids|photo id|passport photo|my own phone,? say no|"
    r"display board|wall display|bulletin|worksheets?|class page|before and after|driving|lanyard)\b"
)
_OWN_FAMILY: Final = pattern(
    r"\b(?:our|my) twins'|\bmy own (?:band|leavers)|\bgrown (?:women|men)|\bmy (?:\w+ )?(?:son|daughter|nephew|niece|"
    r"grandson|granddaughter|grandchildren|own (?:kids|children|two|three|boy|girl)|little (?:sister|brother)|dog|"
    r"cat|puppy|kitten|husband|wife|sister|brother|mum|dad|nan|(?:eldest|youngest|baby|bump|toddler))\b"
    r"|\b(?:mummy|daddy|auntie|uncle|cousin|antenatal|hen do|wedding|our wedding|honeymoon|stag do)\b"
)
_ELSEWHERE: Final = words(
    r"england", r"liverpool", r"arsenal", r"city", r"netflix", r"episode", r"film night", r"movie", r"cinema",
    r"documentary", r"series", r"band practice", r"glastonbury", r"gig", r"tour", r"stadium", r"premier league",
    r"match of the day",
    r"staff (?:do|team|photo|party|night|netball)", r"teachers (?:in|on)", r"cpd", r"webinar", r"online training",
    r"government", r"minister", r"your channel", r"museum", r"my old school", r"when i was", r"me aged",
    r"me in (?:19|20)\d\d", r"the news",
    r"revision video", r"tutorial", r"walk-?through", r"lesson video", r"phonics video", r"maths song", r"scanned",
    r"pdf", r"sats", r"locked", r"answer", r"passwords?",
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
)
