"""Other people's work copied without leave, offered or asked for.

Finds scans of whole books, rips, bootlegs, cracked software, shared subscriptions, whole paywalled articles, credits
taken off, and exam papers before they are unlocked (Copyright, Designs and Patents Act 1988; JCQ rules on the security
of papers). Leaves alone: one's own work, open or stated licences, credited short quotations, work out of copyright,
school licences, free samples, and telling people not to copy.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from safeconduct.activity import Account, Aspect, Audience, Topic
from safeconduct.detectors._exact import around, has
from safeconduct.gates import Gate
from safeconduct.screening import Context, Detector, Draft, Example, Finding, Quiet
from safeconduct.text import pattern

# --- words ----------------------------------------------------------------------------------------------------

_BOOKS: Final = (
    r"(?:text|work|song|note|e-?|audio|answer|picture|story|reading)? ?books?|novels?|anthology|anthologies|scripts?|plays?|"
    r"poems?|chapters?|pages|readers|decodables|atlas|dictionary|revision guides?|teacher'?s? (?:guide|book)|guide"
)
_PRESS: Final = r"articles?|columns?|interviews?|editorials?|features?|magazines?|mags?|journals?|edition|cover story|piece"
_TEACHING: Final = (
    r"worksheets?|packs?|bundles?|units?|schemes?(?: of work)?|planning|resources?|slides|power ?points?|course|training|"
    r"masterclass|membership|collection"
)
_MUSIC: Final = r"sheet music|scores?|parts|songs?|tracks?|albums?|cds?|backing tracks?|musicals?|libretto|soundtrack"
_SCREEN: Final = r"films?|movies?|dvds?|series|episodes?|documentar(?:y|ies)|box ?sets?|show|panto|production"
_PROGRAMS: Final = r"software|programs?|apps?|licen[cs]es?|sibelius|photoshop|office|adobe|logic|ableton|windows|finale|cubase"
_PAPERS: Final = r"(?:exam |question |mock |practice )?papers?|mark schemes?|specimens?"
_WORK: Final = rf"(?:{_BOOKS}|{_PRESS}|{_TEACHING}|{_MUSIC}|{_SCREEN}|{_PROGRAMS}|{_PAPERS})"
_PUBLISHERS: Final = (
    r"cgp|pearson|edexcel|collins|hodder|oxford owl|oup|cambridge university press|white rose|twinkl|tes|kerboodle|testbase|"
    r"hamilton trust|literacy shed|plazoom|read write inc|little wandle|charanga|sing ?up|phonics play|purple mash|seneca|"
    r"tassomai|sparx|mymaths|classroom secrets|teachers pay teachers|tpt|exampro|etsy|getty|shutterstock|alamy"
)
_STREAMS: Final = r"netflix|disney ?(?:\+|plus)?|prime(?: video)?|spotify|sky|now tv|i ?player|apple tv|audible|you ?tube"

_WHOLE: Final = (
    r"(?:(?:the |an? )?(?:whole|full|entire|complete)|the lot|all (?:\d+|of|the)|"
    r"every (?:single )?(?:page|word|poem|song|chapter|track|one|unit)|cover to cover|page by page)"
)
_COPYING: Final = (
    r"(?:photocop(?:y|ying|ied)|scan(?:s of|ned|ning)?|burn(?:ed|t|ing)|print(?:ed|ing) off|past(?:ed|ing)|cop(?:y|ied|ying)|"
    r"photograph(?:ed|ing)|photos of|ripp?(?:ed|ing)|taped|upload(?:ed|ing)|screen ?(?:record|shot)(?:ed|ting|s|ing)?(?: of)?|"
    r"download(?:ed|ing)|filmed|recorded|typed (?:out|up)|duplicated|saved)"
)
_SHARES: Final = (
    r"link|drive|drop ?box|pdfs?|mp[34]s?|zip|usb|stick|(?:dm|message|inbox|pm|ping|e-?mail) me|help yoursel(?:f|ves)|"
    r"who wants|if any(?:one|body)|in the comments|attached|below|download|shar(?:e|ing)|send|copies for|for the team"
)
_SAVES_MONEY: Final = (
    r"(?:no(?:body| one)|none of (?:you|us)|you|we|people|they|families|parents|everyone|year \d+)[^.!?\n]{0,25}"
    r"(?:do|does|did|need)(?:n'?t| not)? (?:have|need|got)? ?(?:to )?(?:buy|pay|shell out|fork out)|"
    r"(?:no(?:body| one)|none of (?:you|us)) (?:has|have|needs?|had) to (?:buy|pay|shell out|fork out)|"
    r"(?:without|save[sd]?|instead of|rather than) (?:you |them |us |everyone )?(?:buying|paying|forking out)|no need to buy|"
    r"not paying|(?:don'?t|didn'?t|won'?t|refuse to) (?:want to )?pay|can'?t afford|"
    r"save (?:you|us|everyone) (?:a|the|\d)"
)
_FURTIVE: Final = (
    r"don'?t tell|shh+|keep (?:it|this) quiet|between us|you didn'?t (?:get|hear) (?:it|this) from me|no watermark|"
    r"behind (?:the|a) pay ?wall|paywall(?:ed)?|without a subscription|licen[cs]e (?:ran|has run) out|"
    r"before (?:it|ours|the \w+) (?:lapse[sd]?|ran out|runs out|expire[sd]?)|so it doesn'?t expire"
)
_EVADES: Final = rf"(?:{_SAVES_MONEY}|{_FURTIVE})"
_PAPER_OPEN: Final = (
    r"locked|still secure|not (?:been )?(?:released|sat) yet|unreleased|leaked|before (?:they|the kids|the exam|it'?s sat|"
    r"release)|secure (?:page|area|site|section)"
)
_PASSED_ROUND: Final = (
    r"got|scan(?:ned)?|photos?|pics?|inbox|dm|any(?:one|body)|peek|swap|leak(?:ed)?|send|share|seen|opened|copy"
)

_OWN: Final = (
    r"\b(?:(?:all|the) (?:the |our |my )?(?:photos|pictures|pics|videos|reports|clips)|chat|messages|"
    r"conversation|recipe|wedding|holiday|trip|garden|photo (?:day|shoot)|"
    r"(?:my|our) (?:own|full|whole|complete|entire|first|debut|new) (?:lesson|plan|planning|set|pack|term|album|novel|book|"
    r"song|poem))\b"
)


class _Rule(NamedTuple):
    """A pattern, and what must (or must not) stand around it."""

    source: str
    needs: str = ""
    unless: str = ""
    certain: bool = True


# --- copies made, offered and asked for -----------------------------------------------------------------------

_COPIES: Final = (
    # “scanned the whole textbook, link below”, “photocopied all 30 pages so nobody has to buy it”
    _Rule(
        rf"\b({_COPYING}\b[^.!?\n]{{0,40}}\b{_WHOLE}\b[^.!?\n]{{0,50}}?\b(?:{_WORK}|{_PUBLISHERS})\b[^!?\n]{{0,70}})",
        needs=rf"\b(?:{_EVADES}|{_SHARES})",
        unless=_OWN,
    ),
    _Rule(
        rf"\b({_WHOLE}\b[^.!?\n]{{0,50}}\b(?:{_WORK}|{_PUBLISHERS})\b[^.!?\n]{{0,50}}?\b{_COPYING}\b[^.!?\n]{{0,40}})",
        needs=rf"\b(?:{_EVADES}|{_SHARES})",
        unless=_OWN,
    ),
    _Rule(
        rf"\b({_COPYING}\b[^.!?\n]{{0,50}}\b(?:{_WORK}|{_PUBLISHERS})\b[^!\n]{{0,70}}?\b{_EVADES}[^.!?\n]{{0,30}})",
        unless=_OWN,
    ),
    # “I've got the full Twinkl pack on a stick, DM me”
    _Rule(
        rf"\b((?:i'?ve got|i have|got|sharing|selling|i can send|i'?ll send)\b[^.!?\n]{{0,25}}\b{_WHOLE}\b[^.!?\n]{{0,40}}"
        rf"\b(?:{_PUBLISHERS}|{_WORK})\b[^!?\n]{{0,70}})",
        needs=rf"\b(?:{_EVADES}|pdfs?|zip|usb|stick|drive|drop ?box)\b",
        unless=rf"{_OWN}|\bi (?:made|wrote|drew)\b",
    ),
    # “Has anyone got the workbook as a pdf?”
    _Rule(
        r"\b((?:any(?:one|body)|some(?:one|body)|who'?s)\b[^.!?\n]{0,20}\b(?:got|have|has|send|share|"
        r"point me to)\b[^.!?\n]{0,60}\b(?:pdfs?|scans?|scanned|rip|zip|free download|(?:pirated?|cracked) copy|copy)\b"
        r"[^.!\n]{0,60})",
        needs=rf"\b(?:{_EVADES}|paid-for|costs|price|quid|£\d)",
        unless=r"\b(?:my own copy|policy|template|form|specification|letter)\b",
    ),
    _Rule(
        r"\b((?:any(?:one|body)|some(?:one|body))\b[^.!?\n]{0,20}\b(?:got|have|has|send|share|point me to)\b[^.!?\n]{0,40}"
        r"\b(?:pdfs?|scans?|scanned|rip|download)\b[^.!?\n]{0,60})",
        needs=rf"\b(?:{_PUBLISHERS}|{_BOOKS}|sheet music|full score|libretto)\b",
        unless=r"\b(?:free|policy|template|form|specification|letter)\b",
        certain=False,
    ),
)

# --- the word itself says it ----------------------------------------------------------------------------------

_OUTRIGHT: Final = (
    _Rule(
        rf"\b((?:ripp?(?:ed|ing)?|taped|recorded) [^.!?\n]{{0,60}}?\b(?:off (?:{_STREAMS}|the (?:site|film|dvd|cd|web|telly))|"
        r"from (?:a|the) (?:dvd|cd)|cds?|dvds?|onto a (?:stick|usb))\b[^.!?\n]{0,40})",
        unless=r"\bripped (?:up|jeans|off by|open)\b",
    ),
    _Rule(
        r"\b((?:a )?(?:bootlegs?|pirated?|knock-?off|torrent(?:ed)?|dodgy|illegal) (?:of|cop(?:y|ies)|versions?|films?|dvds?|"
        r"recordings?|streams?|links?|downloads?|cds?|ebooks?|pdfs?)\b[^.!?\n]{0,60}|"
        r"(?:torrent|pirate|bootleg)(?:e?d)? (?:the|it|this|that|a copy|all)\b[^.!?\n]{0,40})"
    ),
    _Rule(
        r"\b((?:(?:dodgy|jailbroken|chipped|loaded) (?:fire ?)?(?:stick|box)e?s?|iptv|kodi (?:box|stick))\b[^.!?\n]{0,50}|"
        r"you ?tube (?:to|2) mp[34]\b[^.!?\n]{0,30}|you ?tube (?:downloader|ripper|converter)\b[^.!?\n]{0,30}|"
        r"magnet link[^.!?\n]{0,30}|(?:u|bit)torrent(?:ed|ing)?\b[^.!?\n]{0,40})"
    ),
    _Rule(
        rf"\b((?:a )?(?:cracked|hacked|pirated?) (?:(?:version|copy|copies) of [a-z]+|{_PROGRAMS})\b[^.!?\n]{{0,40}}|"
        r"crack for (?:the|my|our)\b[^.!?\n]{0,40}|keygen\b[^.!?\n]{0,30}|(?:activation|licen[cs]e|serial|product) keys? "
        r"(?:going|spare|that works?|for free)\b[^.!?\n]{0,20})"
    ),
    _Rule(
        r"\b((?:one|single|my|a home|student|same) licen[cs]e (?:key )?(?:on|across|for) (?:all|every|\d+)\b[^.!?\n]{0,30}"
        r"\b(?:machines|pcs|macs|laptops|computers|ipads|rooms)\b[^.!?\n]{0,20})"
    ),
    # “Watch the match for free on this stream”
    _Rule(
        r"\b(watch (?:(?:the|this|every|all|tonight's|today's|whole) ){0,2}(?:match|game|fight|boxing|football|film|movie"
        r"|series|season|premier league)(?:es|s)?\b[^.!?\n]{0,20}"
        r"\bfree (?:on|at|via|through|with) (?:this|my|a) (?:stream|link|site)\b)",
        unless=r"\b(?:you ?tube|iplayer|bbc|itv|channel 4|official|our own|school'?s?|vimeo|twitch|board|educational)\b",
    ),
    _Rule(
        rf"\b((?:showing|watching|streaming|screening|playing|putting on)\b[^.!?\n]{{2,50}}\b(?:off|on|from|with|using|via) "
        rf"my (?:own |home |[a-z]+'s )?(?:{_STREAMS})\b[^.!?\n]{{0,40}})",
        needs=r"\b(?:class|hall|pupils|school|(?:movie|film) night|fundrais\w*|tickets?|year \d+|wet play|assembly)\b",
        unless=r"\b(?:my own kids|at home|sofa)\b",
    ),
)

# --- credits, paywalls, subscriptions -------------------------------------------------------------------------

_CREDIT: Final = (
    r"logos?|watermarks?|signatures?|credits|credit line|author'?s'? names?|artist'?s'? names?|copyright (?:notice|line|mark)"
)
_TAKEN: Final = (
    r"took|taken|taking|take|trimmed|cropped|cut|edited|scrubbed|removed?|removing|rubbed|blurred|covered|photoshopped"
)
_CREDITS: Final = (
    _Rule(rf"\b((?:{_TAKEN})\b[^.!?\n]{{0,25}}\b(?:{_CREDIT})\b(?: (?:off|out|away|from|over|up))?\b[^.!?\n]{{0,50}})"),
    _Rule(rf"\b((?:{_CREDIT})(?: (?:was|were|is|are))? (?:{_TAKEN})(?: (?:off|out))?\b[^.!?\n]{{0,30}})"),
    _Rule(
        r"\b([^.!?\n]{0,40}\bpass(?:ed|ing)? (?:it|them|this) off as (?:my own|mine|ours|our own)\b[^.!?\n]{0,20}|"
        r"(?:put|stuck|sticking) (?:my|our) (?:own )?(?:name|logo) on (?:it|them|his|her|their)\b[^.!?\n]{0,40})",
        needs=rf"\b{_WORK}\b",
        unless=r"\b(?:pupils?|he|she|they|a student|plagiari\w*|cake|raffle)\b",
    ),
    _Rule(
        rf"\b((?:nicked|pinched|stole|stolen|lifted|swiped|ripped)\b[^.!?\n]{{0,40}}\b(?:off|from) (?:google(?: images)?|"
        rf"{_PUBLISHERS}|some(?:body|one)'?s|another (?:school|teacher)'?s?)\b[^.!?\n]{{0,40}})",
        unless=r"\b(?:idea|recipe|meme|joke|game|was stolen|bike)\b",
        certain=False,
    ),
)
_PAYWALLS: Final = (
    _Rule(
        rf"\b((?:full text|whole text|every word|screenshots?|the (?:whole|full|entire) (?:{_PRESS})|"
        rf"(?:copied|pasted|pasting|past(?:ed|e) in)[^.!?\n]{{0,30}}\b(?:{_PRESS}))\b[^.!?\n]{{0,60}})",
        needs=r"\b(?:paywall\w*|pay wall|subscri(?:be|ber|bed|ption)s?)\b",
        unless=r"\b(?:library|happy to pay|do subscribe|no pay ?wall)\b",
    ),
    _Rule(
        r"\b((?:12 ?ft|archive\.(?:ph|is|today)|(?:past|round|around|through|dodge[sd]?|jump(?:ed)?|beat|skips?) (?:the|a|any) "
        r"pay ?wall)\b[^.!?\n]{0,50})",
        unless=r"\b(?:library|subscri(?:be|bed))\b",
    ),
    _Rule(
        rf"\b((?:share|use|have|borrow) (?:my|your|ur|one) (?:{_PUBLISHERS}|log-?in|password|subscription|membership)"
        r"\b[^.!?\n]{0,60})",
        needs=rf"\b(?:pay(?:ing)?|packs?|pdfs?|planning|premium|subscription|membership|all use|{_PUBLISHERS})\b",
    ),
)

# --- papers that are still locked -----------------------------------------------------------------------------

_LOCKED_PAPERS: Final = (
    _Rule(
        rf"\b([^.!?\n]{{0,40}}\b(?:{_PAPERS})\b[^.!?\n]{{0,60}}\b(?:{_PAPER_OPEN})\b[^.!?\n]{{0,40}}|"
        rf"[^.!?\n]{{0,40}}\b(?:{_PAPER_OPEN})\b[^.!?\n]{{0,30}}\b(?:{_PAPERS})\b[^.!?\n]{{0,40}})",
        needs=rf"\b(?:{_PASSED_ROUND})\b",
        unless=r"\b(?:cupboard|safe|filing|store|wallpaper|newspaper|toilet)\b",
    ),
    _Rule(
        r"\b([^.!?\n]{0,40}\b(?:tomorrow'?s|next week'?s|(?:mon|tues|wednes|thurs|fri)day'?s) (?:gcse |a ?level |sats |btec |"
        r"[a-z]+ )?(?:paper|exam)\b[^.!?\n]{0,60})",
        needs=r"\b(?:leak(?:ed)?|photos? of|pic of|got hold|seen (?:it|the)|peek(?:ed)?|opened|what'?s on it|the questions)\b",
        unless=r"\b(?:good luck|revis\w*|nerv\w*)\b",
    ),
)

_PIRACY: Final = (*_COPIES, *_OUTRIGHT, *_CREDITS, *_PAYWALLS, *_LOCKED_PAPERS)

_PIRATE_SITES: Final = (
    r"\b((?:https?://)?(?:www\.)?(?:thepiratebay|piratebay|1337x|rarbg|libgen|library genesis|z-?lib(?:rary)?|annas?-archive|"
    r"anna's archive|sci-?hub|putlocker|fmovies|123movies|yts|limetorrents|pdfdrive|vipbox|soap2day)"
    r"(?:\.[a-z]{2,5})?(?:/[^ ]{0,60})?)\b"
)
_SITE_TALK: Final = (
    r"\b(?:blocked|illegal|court|fined?|shut down|warn\w*|policy|don'?t|never|virus|assembly|lesson|news|ethics|seized|"
    r"lawsuit)\b"
)

_OWN_WORK: Final = (
    rf"my own (?:{_WORK}|drawings?|photos?|pictures?|copy|words)|our own|own work|"
    r"i (?:drew|wrote|made|composed|designed|arranged) (?:it|them|these|all|myself|every)|"
    r"made (?:it |them |these )?myself|myself,|"
    r"(?:i|we|our \w+) (?:wrote|made|built|planned|drew|filmed|recorded)"
)
_LICENSED: Final = (
    r"openly licensed|open (?:licen[cs]e|source|access)|creative commons|cc[ -]by|(?:with|written|kind) permission|"
    r"permission (?:from|of)|(?:bought|paid for|has) the (?:classroom )?licen[cs]e|"
    r"(?:school|classroom|screening|film|prs|cla|site) licen[cs]e|licen[cs]e (?:covers|for selling)|"
    r"publisher has (?:put|given|made)|free (?:\w+ )?(?:sample|trial|pack|resources?|worksheets?|download) (?:from|on|by)|"
    r"free (?:\w+ ){0,2}(?:samples?|trial|resources?|packs?|worksheets?)|happy to pay|worth every penny|"
    r"bargain|second[- ]hand|charity shop|library copy"
)
_OLD: Final = r"out of copyright|public domain|imslp|gutenberg"
_TELLS_NOT_TO: Final = (
    r"no (?:ripping|rips|cracks|pdfs|scans|bootlegs)|(?:please )?(?:don'?t|do not|never|stop) (?:ever )?(?:scan|rip|cop|shar|"
    r"ask|download|pirat|post|upload|us(?:e|ing))\w*|authors? have to eat|is illegal|against the law|jcq'?s?|was caught|"
    r"got fined|copyright (?:law|lesson|assembly|policy|stays|note)|reported (?:it|them)"
)
_LAWFUL: Final = rf"\b(?:{_OWN_WORK}|{_LICENSED}|{_OLD}|{_TELLS_NOT_TO})\b"


class _Place(NamedTuple):
    """Where a rule matched, and whether it is certain."""

    start: int
    end: int
    certain: bool


def _matches(draft: Draft) -> Iterator[_Place]:
    for rule in _PIRACY:
        for found in pattern(rule.source).all(draft.folded):
            near = around(draft, found.start, found.end, 120)
            if (
                (not rule.needs or has(rule.needs, near))
                and not (rule.unless and has(rule.unless, near))
                and not has(_LAWFUL, near)
            ):
                yield _Place(found.start, found.end, rule.certain)


def _apart(found: Iterator[_Place]) -> Iterator[_Place]:
    """Of stretches that overlap, the first and longest: several rules may see one offer."""
    end = -1
    for match in sorted(found, key=lambda m: (m.start, -m.end)):
        if match.start >= end:
            end = match.end
            yield match


def find(draft: Draft) -> Iterator[Finding]:
    """Copies of other people's work that are offered, used or asked for."""
    for found in _apart(_matches(draft)):
        yield draft.finding(
            Topic.COPYRIGHT,
            (found.start, found.end),
            "This offers, uses or asks for a copy of somebody else's work that was not paid for or permitted.",
            certain=found.certain,
        )
    for site in pattern(_PIRATE_SITES).all(draft.folded):
        if not has(_SITE_TALK, around(draft, site.start, site.end, 80)):
            place, why = (site.start, site.end), "This names a site that is known for unlawful copies."
            yield draft.finding(Topic.COPYRIGHT, place, why, aspect=Aspect.SITE)


_GROUP: Final = Context(audience=Audience.PRIVATE_GROUP)
_OFFICIAL: Final = Context(account=Account.OFFICIAL, audience=Audience.PUBLIC)
_C: Final = Topic.COPYRIGHT

DETECTOR: Final = Detector(
    id="piracy",
    says="Copies of other people's work that are shared or asked for without leave.",
    topics=frozenset({Topic.COPYRIGHT}),
    find=find,
    gate=Gate(*(pattern(rule.source) for rule in _PIRACY), pattern(_PIRATE_SITES)),
    fires=(
        Example("I've scanned the whole atlas so nobody has to buy one, link below", "scanned the whole atlas", _C),
        Example("Has anyone got the grammar workbook as a pdf? Not paying thirty quid", "pdf", _C, _GROUP),
        Example("Anyone with a cracked copy of Photoshop for the art room?", "cracked copy of Photoshop", _C),
        Example("Got a bootleg of Hamilton if the drama lot fancy it", "bootleg of Hamilton", _C),
        Example(
            "Full text of the Guardian interview below as it's behind the paywall", "Full text of the Guardian interview", _C
        ),
        Example("Took the watermark off those maps so they print nicely", "Took the watermark off", _C),
        Example("Anyone got the locked biology paper yet? DM me", "locked biology paper", _C),
        Example("I ripped the carol concert CD onto a stick for everyone, help yourselves", "ripped", _C, _OFFICIAL),
        Example("All my textbooks come from libgen.is these days", "libgen.is", _C),
    ),
    quiet=(
        Quiet("I scanned my own drawings and you can print the whole set, link below."),
        Quiet("Watch the Year 5 match for free on this link to the school's own channel"),
        Quiet("Free PDF of the handbook on the exam board's site, no login needed."),
        Quiet("The whole of Great Expectations is out of copyright, download it from Gutenberg."),
        Quiet("He ripped his jeans climbing the whole of Snowdon"),
        Quiet("RIP the laminator, it served us all for free"),
        Quiet("Bought the classroom licence for those slides, the signature stays on."),
        Quiet("I finally cracked the whole crossword on the train"),
        Quiet("Please don't share PDFs of the new readers, authors have to eat."),
        Quiet("“Hope is the thing with feathers” (Emily Dickinson). One line, all morning."),
        Quiet("Dress as a pirate on Friday, whole school, bring a copy of your map"),
    ),
    weighs=True,
)
