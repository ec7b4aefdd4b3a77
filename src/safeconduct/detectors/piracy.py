"""Other people's work copied without leave, offered or asked for.

Finds scans of whole books, rips, bootlegs, cracked software, shared subscriptions, whole paywalled articles, credits
taken off, and exam papers before they are unlocked (Copyright, Designs and Patents Act 1988; JCQ rules on the security
of papers). Leaves alone: one's own work, open or stated licences, credited short quotations, work out of copyright,
school licences, free samples, and telling people not to copy.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from safeconduct.activity import Account, Audience, Topic
from safeconduct.detectors._exact import around, has
from safeconduct.screening import Context, Detector, Draft, Example, Finding, Quiet
from safeconduct.text import pattern

_WORK: Final = (
    r"(?:books?|text ?books?|workbooks?|song ?books?|novels?|scripts?|plays?|poems?|anthology|collection|papers?|mark "
    r"schemes?|articles?|column|cover story"
    r"|magazine|journal|guide|worksheets?|packs?|bundles?|units?|schemes?|planning|resources?|slides|songs?|tracks?|"
    r"albums?|cds?|dvds?|films?|movies?|series"
    r"|episodes?|docs?|documentary|musical|panto|show|production|audiobooks?|e-?books?|readers|decodables|parts|scores?|"
    r"sheet music|software|licen[cs]e|course"
    r"|masterclass|training|pages|edition|story|text|report|mags?|piece)"
)
_WHOLE: Final = (
    r"(?:the (?:whole|full|entire|complete|lot|new)|whole|full|entire|complete|every (?:page|word|poem|song|chapter)|"
    r"all (?:\d+|the|\w+ of)|cover to cover|page by page"
    r"|the lot|both acts|grade \d)"
)
_EVADES: Final = (
    r"(?:(?:so (?:that )?)?(?:nobody|no one|none of (?:you|us)|you|we|people|they|families|everyone|"
    r"year \d+)[^.!?\n]{0,25}(?:do"
    r"n'?t|doesn'?t|do not|has|have|didn'?t) (?:have |need |got )?to"
    r" (?:buy|pay|shell out)|(?:without|save|instead of|rather than) (?:you |them |us )?(?:buying|paying)|no need "
    r"to buy|who couldn'?t get|for those without a subscription|not paying"
    r"|don'?t want to pay|won'?t pay|can'?t afford|costs? more than|shell out|quid in the shops|behind (?:the|a) (?:pay "
    r"?)?wall|paywall(?:ed)?|for free|£0|don'?t tell|shh+|our licen[cs]e (?:ran|has run) out"
    r"|before (?:ours|it|theirs) (?:lapsed|ran out|expired)|no watermark|you didn'?t get it from me|like n sub|so "
    r"it doesn'?t expire|half the price|for a (?:fiver|tenner)|bought \d+ packs)"
)
_SHARES: Final = (
    r"(?:link|drive|drop ?box|pdfs?|mp[34]s?|zip|usb|stick|dm me|message me|inbox me|pm me|help yourselves?|who wants|"
    r"if any(?:one|body)|print what|in the comments|attached|below|download|share|send"
    r"|e-?mail (?:it|anyone|you)|copy|in a thread|screenshots?|collect)"
)
_PUBLISHERS: Final = (
    r"(?:cgp|pearson|edexcel|collins|hodder|oxford (?:owl|university press)|oup|cambridge university press|white rose|"
    r"twinkl|tes|kerboodle|testbase|hamilton|literacy shed|plazoom|read write inc|little wandle|"
    r"tapestry|charanga|sing ?up|phonics play|purple mash|seneca|tassomai|century|sparx|mymaths|times table rock ?stars|"
    r"classroom secrets|teachers pay teachers|tpt|espresso|exam ?wizard|exampro|test ?base|"
    r"julia donaldson|walliams|rowling|horrible histories|netflix|disney\+?|spotify|audible|kindle)"
)
_PUBLISHED: Final = (
    r"(?:(?:text|work|song|audio|e-?)?books?|novels?|scripts?|anthology|magazine|journal|articles?|column|films?|movies?|dvds?"
    r"|cds?|episodes?|musical|sheet music|scores?|songs|tracks|chapters?|poems?|mark schemes?|papers?|grade \d|masterclass"
    r"|pages)"
)
_OWN_STUFF: Final = (
    r"\b(?:chat|messages|conversation|whatsapps?|thread of texts|recipe|wedding|garden|holiday|trip|sunset|lasagne|dinner"
    r"|(?:my|our) (?:own|full|whole|complete|entire|first|debut|new) (?:lesson|plan|planning|set|pack|term|album|"
    r"novel|book|song|poem))\b"
)
_COPIED: Final = (
    r"(?:photocopying|scans of|burn(?:ed|t)|burning|printed off|pasted|saved|scanned|scanning|photographed|photocopied|"
    r"copied|copying|ripped|ripping|taped|uploaded|screen ?record(?:ed|ing)|screen ?shotted|screenshots? of|downloaded|"
    r"filmed|typed out|photos of|recorded)"
)


class _Rule(NamedTuple):
    """A pattern, and what must stand around it."""

    source: str
    needs: str = ""
    unless: str = ""
    certain: bool = True


_PIRACY: Final = (
    # Copying that says of itself that it saves others the price.
    _Rule(
        rf"\b({_COPIED}\b[^.!?\n]{{0,40}}\b{_WHOLE}\b[^!?\n]{{0,50}}?\b(?:{_PUBLISHED}|{_PUBLISHERS})\b[^!?\n]{{0,60}})",
        needs=rf"\b(?:{_EVADES}|{_SHARES})",
        unless=_OWN_STUFF,
    ),
    _Rule(
        rf"\b({_COPIED}\b[^.!?\n]{{0,40}}\b{_WHOLE}\b[^!?\n]{{0,70}})",
        needs=rf"\b{_EVADES}",
        unless=_OWN_STUFF,
    ),
    _Rule(
        rf"\b({_WHOLE}\b[^.!?\n]{{0,60}}\b{_COPIED}[^.!?\n]{{0,40}})",
        needs=rf"\b(?:{_EVADES}|link|drop ?box|pdf|dm me|message me)",
        unless=rf"{_OWN_STUFF}|\bfilmed (?:a|an|the (?:whole )?(?:day|trip|week))|photo(?:graphed)? (?:day|shoot)",
    ),
    _Rule(rf"\b({_WHOLE}\b[^.!?\n]{{0,50}}\b{_WORK}\b[^!\n]{{0,70}}?\b{_EVADES}[^.!?\n]{{0,30}})"),
    _Rule(
        rf"({_EVADES}[^.!?\n]{{0,40}}\b(?:here'?s (?:the lot|every page|it all|the whole)|full text|screenshots?|stick "
        rf"the whole)[^.!?\n]{{0,40}})"
    ),
    _Rule(
        r"\b((?:full text|whole text|every word) of [^.!?\n]{3,60})",
        needs=r"\b(?:subscription|paywall|below|thread|so you don)\b",
    ),
    _Rule(r"\b(here'?s every page[^.!?\n]{0,30})", needs=r"\b(?:can'?t share|article|book|photos)\b"),
    # Ripping, cracking, bootlegs: the word itself.
    _Rule(
        r"\b((?:someone|somebody|please|pls|i'?ve|i|we'?ve|must have|got|can anyone)? ?(?:ripped|ripping|"
        r"rip) [^.!?\n]{0,60}?\b("
        r"?:off (?:i ?player|netflix|you ?tube|disney|spotify|the (?:site|film|school'?s? site|dvd|cd|web))"
        r"|cds?|dvds?|onto a (?:stick|usb))\b[^.!?\n]{0,40})",
        unless=r"\bripped (?:up|jeans|off by|open)\b",
    ),
    _Rule(
        r"\b([^.!?\n]{0,40}\bripped (?:it|them|off (?:i ?player|netflix)|from)\b[^.!?\n]{0,30}|on rip\b[^.!?\n]{0,40}|"
        r"(?:must )?have ripped it)",
        needs=rf"\b{_SHARES}|\b{_WORK}\b",
    ),
    _Rule(
        r"\b((?:a )?(?:bootlegs?|pirated?|knock-?off|torrent(?:ed)?|dodgy) (?:of|copy|copies|version|film|dvds?|recording|"
        r"stream|link|download|cd|ebook|pdf)s?\b[^.!?\n]{0,60})"
    ),
    _Rule(r"\b((?:torrent|pirate|bootleg)(?:ed)? (?:the|it|this|that|a copy)\b[^.!?\n]{0,40})"),
    _Rule(
        r"\b((?:fire ?sticks?|jailbroken|chipped (?:box|stick)|dodgy box(?:es)?)\b[^!?\n]{0,60})",
        needs=r"\b(?:sky|films?|sports?|£|dm|free|channels|jailbroken|dodgy)\b",
    ),
    _Rule(
        r"\b((?:a )?(?:cracked|hacked|pirate) (?:version|copy|copies|software|licen[cs]e|sibelius|photoshop|office|"
        r"adobe|logic|ableton|windows)\b[^.!?\n]{0,40}|crack for (?:the|my|our)[^.!?\n]{0,40}|keygen\b[^.!?\n]{0,30}"
        r"|cracked [a-z]+(?: [a-z]+)? (?:that|which) (?:still )?works?[^.!?\n]{0,30}|(?:activation|licen[cs]e|serial) "
        r"keys? (?:going|spare|that works?)[^.!?\n]{0,20})",
        unless=r"\bcracked (?:screen|rib|phone|mug|ipad)|(?:screen|phone) cracked\b",
    ),
    # Credits taken off.
    _Rule(
        r"\b((?:took|taken|taking|take|trimmed|cropped|cut|edited|scrubbed|removed|rubbed|got)\b[^.!?\n]{0,25}\b(?:logos?|"
        r"watermarks?|signatures?|authors?'?(?: name)?|credits?|copyright (?:notice|line))\b[^.!?\n]{0,15}\b(?:off|"
        r"out|away|from)\b[^.!?\n]{0,50})"
    ),
    _Rule(
        r"\b((?:logos?|watermarks?|signatures?) (?:trimmed|cropped|cut|taken|edited|scrubbed|removed) "
        r"?(?:off|out)?"
        r"[^.!?\n]{0,30}|removed (?:the |their )?(?:logos?|watermarks?|credits?)\b[^.!?\n]{0,30}|"
        r"cropped the (?:signature|credit|"
        r"logo)[^.!?\n]{0,40})"
    ),
    # Asking for a copy, or lending out a subscription.
    _Rule(
        r"\b((?:any(?:one|body)|someone|somebody|does any(?:one|body)|has any(?:one|body)|who'?s)\b[^.!?\n]{0,20}\b(?:got|"
        r"have|has)\b[^.!?\n]{0,60}\b(?:pdfs?|scans?|copy|rip|zip|log-?in|free download|papers)\b[^.!\n]{0,60})",
        needs=rf"\b(?:{_EVADES}|share yours|subscription|paid-for|costs)",
        unless=r"\bmy own copy\b",
    ),
    _Rule(
        r"\b((?:is there|where can i get)\b[^.!?\n]{0,30}\b(?:download|copy|crack|pdf)\b[^.!?\n]{0,40}(?:\bfree\b|software))",
        needs=r"\b(?:don'?t want to pay|not paying|won'?t|ran out|licen[cs]e)",
    ),
    _Rule(
        r"\b(share (?:my|yours?|your) (?:log-?in|password|subscription)[^.!?\n]{0,60}|(?:just )?(?:use|have) my (?:twinkl|"
        r"subscription|membership)[^.!?\n]{0,30})",
        needs=r"\b(?:pay|pack|pdfs?|planning|premium|subscription|membership|all use)\b",
    ),
    _Rule(
        r"\b((?:i'?ll|i can|i could|happy to|going to|selling|who wants|message me)\b[^!?\n]{0,30}\b(?:my (?:whole|"
        r"complete|entire)|the (?:whole|full|lot|complete))\b[^.!?\n]{0,60}\b(?:haul|membership|subscription|bundle|"
        r"pack|collection|scheme)\b[^.!?\n]{0,60})",
        needs=r"\b(?:pdfs?|stick|usb|drive|cracked|logos? off|twinkl|teachers pay)\b",
    ),
    _Rule(
        r"\b((?:i'?ve got|got) (?:them|it|the (?:whole|full|lot)[^.!?\n]{0,50})[^.!?\n]{0,30}\b(?:as a (?:zip|pdf)|"
        r"on (?:a|my) (?:usb|stick|drive)|downloaded before)\b[^.!?\n]{0,60})",
        unless=r"\b(?:my own|i (?:made|wrote|drew|took)|photos of)\b",
    ),
    _Rule(
        r"\b((?:whole|full|entire|complete) (?:of )?[^.!?\n]{2,50}\b(?:as a pdf|in pdf|subscription downloaded|filmed "
        r"on my phone|audiobook)\b[^.!?\n]{0,50})"
    ),
    _Rule(
        r"\b((?:my|the) (?:google )?drive is (?:£0|free)[^.!?\n]{0,40}|put the new [^.!?\n]{2,40} on a stick[^.!?\n]{0,30}|"
        r"taped [^.!?\n]{3,40} (?:and|then) copied it[^.!?\n]{0,40})"
    ),
    _Rule(
        r"\b(downloaded your [^.!?\n]{2,40}(?:printing|selling|sell)[^.!?\n]{0,40}|to sell\b[^.!?\n]{0,20}\byour (?:sheet|"
        r"design|pattern)s?)",
        unless=r"\blicen[cs]e for selling\b",
    ),
    _Rule(r"\b(paid-for (?:subscriber )?edition[^!\n]{0,90}whole article[^.!?\n]{0,20}|stick the whole article[^.!?\n]{0,30})"),
    _Rule(
        r"((?:all (?:the |my )?)(?:films|box sets|football|sky)[^.!?\n]{0,15}for free on [^.!?\n]{2,30}\.(?:to|ru|"
        r"sx|xyz|cc)\b)"
    ),
    _Rule(
        r"\b(got [^.!?\n]{3,60} if any(?:one|body) wants (?:a copy|it|one)\b[^.!?\n]{0,40})",
        needs=r"\b(?:don'?t tell|shh|not paying|save you)\b",
    ),
    _Rule(
        r"\b((?:any(?:one|body)|someone|does any(?:one|body)|has any(?:one|body))\b[^.!?\n]{0,20}\b(?:got|have|has|"
        r"send|share|point me to)\b[^.!?\n]{0,40}\b(?:pdfs?|scans?|scanned|rip|torrent|download)\b[^.!?\n]{0,60})",
        needs=rf"\b(?:{_PUBLISHERS}|text ?books?|work ?books?|novels?|sheet music|song ?book|script|teacher'?s? (?:guide|"
        rf"book)|answer book|audiobook|full score)\b",
        unless=r"\b(?:free|policy|template|form|specification|letter)\b",
        certain=False,
    ),
    _Rule(
        r"\b((?:i'?ve got|i have|got|saved|downloaded|put|popped|sharing|uploaded|"
        r"uploading)\b[^.!?\n]{0,25}\b(?:all (?:of )?(?:the|their)|the (?:whole|"
        rf"full|entire|lot)|every)\b[^.!?\n]{{0,40}}\b{_PUBLISHERS}\b[^!?\n]{{0,70}})",
        needs=r"\b(?:dm|message|inbox|pm|email|drive|dropbox|link|usb|stick|share|send|ping|help yourse|who wants|any(?:one|"
        r"body) wants?|pdfs?)\b",
    ),
    _Rule(
        r"\b((?:showing|watching|streaming|screening|playing|putting on)\b[^.!?\n]{2,50}\b(?:off|on|from|with|using) "
        r"my (?:own |[a-z]+'s )?(?:netflix|disney ?(?:\+|plus)?|prime|spotify|sky|now tv)\b[^.!?\n]{0,40})",
        needs=r"\b(?:class|hall|pupils|school|movie night|film night|fundrais\w*|ticket|year \d+|wet play|assembly|£\d)\b",
        unless=r"\b(?:my own kids|at home|sofa)\b",
    ),
    _Rule(
        r"\b((?:you ?tube (?:to|2) mp[34]|you ?tube (?:downloader|ripper|converter))\b[^.!?\n]{0,40}|magnet link[^.!?\n]{0,30}|"
        r"(?:u|bit)torrent(?:ed|ing)?\b[^.!?\n]{0,40}|iptv\b[^.!?\n]{0,40}|kodi (?:box|stick)\b[^.!?\n]{0,40})"
    ),
    _Rule(
        r"\b([^.!?\n]{0,40}\bpass(?:ed|ing)? (?:it|them|this) off as (?:my own|mine|ours|our own)\b[^.!?\n]{0,20}|"
        r"(?:put|stuck|sticking|changed) (?:my|our) (?:own )?(?:name|logo) (?:on|to) (?:it|them|his|"
        r"her|their)\b[^.!?\n]{0,40})",
        needs=rf"\b{_WORK}\b",
        unless=r"\b(?:pupils?|he|she|they|a student|plagiari\w*|my cake|raffle)\b",
    ),
    _Rule(
        r"\b((?:12 ?ft|archive\.(?:ph|is|today)|(?:past|round|around|through|over|dodge[sd]?|jump(?:ed)?|beat) the "
        r"paywall)\b[^.!?\n]{0,50})",
        unless=r"\b(?:library|subscri(?:be|bed)|sorry)\b",
    ),
    _Rule(
        r"\b((?:copied|pasted|pasting|screenshott?(?:ed)?|screenshots? of|copy and past(?:e|ed))\b[^.!?\n]{0,40}\b(?:article|"
        r"piece|column|interview|editorial|story)\b[^.!?\n]{0,50})",
        needs=r"\b(?:paywall\w*|subscri\w*|whole|full|all of it|every word|so you don)\b",
    ),
    _Rule(
        r"\b((?:nicked|pinched|stole|stolen|lifted|swiped|ripped)\b[^.!?\n]{0,40}\b(?:off|from) (?:google(?: images)?|"
        r"etsy|twinkl|tes|getty|shutterstock|alamy|teachers pay teachers|somebody'?s|someone'?s|another (?:school|"
        r"teacher)'?s?)\b[^.!?\n]{0,40})",
        unless=r"\b(?:idea|recipe|meme|joke|game|was stolen|my bike)\b",
        certain=False,
    ),
    _Rule(
        r"\b((?:one|single|my|a home|my home|student|same) licen[cs]e (?:key )?(?:on|across|for|to) "
        r"(?:all|every|\d+)\b[^.!?\n]{"
        r"0,30}\b(?:machines|pcs|macs|laptops|computers|ipads|rooms)\b[^.!?\n]{0,20})"
    ),
    _Rule(
        r"\b([^.!?\n]{0,40}\b(?:tomorrow'?s|next week'?s|monday'?s|friday'?s) (?:gcse |a ?level |sats |btec |[a-z]+ "
        r")?(?:paper|exam)\b[^.!?\n]{0,60})",
        needs=r"\b(?:leak(?:ed)?|photos? of|pic of|got hold|seen (?:it|the)|peek(?:ed)?|opened|what'?s on it|the questions)\b",
        unless=r"\b(?:good luck|revis\w*|nerv\w*)\b",
    ),
    # Papers that are still locked.
    _Rule(
        r"\b([^.!?\n]{0,40}\b(?:papers?|mark schemes?|question papers?|q\d)\b[^.!?\n]{0,60}\b(?:locked|still secure|"
        r"unlocked|secure (?:page|area|access|site)|before (?:they|the kids|it'?s|the exam|their mock|it opens|it's "
        r"sat))\b[^.!?\n]{0,40})",
        needs=r"\b(?:got|scanned|photos?|inbox|dm|any(?:one|body)|any exams people|peek|swap|straight from|leak(?:ed)?|send|"
        r"discord|share)\b",
    ),
    _Rule(
        r"\b([^.!?\n]{0,40}\b(?:locked|secure)\b[^.!?\n]{0,30}\b(?:papers?|mark schemes?)\b[^.!?\n]{0,40}|"
        r"[^.!?\n]{0,50}\b(?:mar"
        r"k schemes?|papers?|transcript)\b[^.!?\n]{0,30}\b(?:out of|from) the secure\b[^.!?\n]{0,50})",
        needs=r"\b(?:got|scanned|photo|inbox|dm|any(?:one|body)|peek|swap|straight from|leak(?:ed)?|get it)\b",
    ),
    _Rule(r"\b((?:reading|maths|spag|sats|gcse) paper already[^.!?\n]{0,60})", needs=r"\b(?:photo|inbox|send|copy)\b"),
)

_PIRATE_SITES: Final = (
    r"\b((?:https?://)?(?:www\.)?(?:thepiratebay|piratebay|1337x|rarbg|libgen|library genesis|z-?lib(?:rary)?|annas?-archive|"
    r"anna's archive|sci-?hub|putlocker|fmovies|123movies|yts|limetorrents|pdfdrive|vipbox|soap2day)"
    r"(?:\.[a-z]{2,5})?(?:/[^ ]{0,60})?)\b"
)
_SITE_TALK: Final = (
    r"\b(?:blocked|illegal|court|fined?|shut down|warn\w*|policy|don'?t|never|virus|assembly|lesson|news|ethics|seized|"
    r"lawsuit)\b"
)

_LAWFUL: Final = (
    r"\b(?:openly licensed|free (?:[a-z]+ )?(?:pack|set|resources?|worksheets?|download) (?:from|on|by)|"
    r"my own [a-z]+|open (?:licen[cs]e|source)|creative commons|cc[ -]by|out of copyright|public domain|own "
    r"work|my own (?:arrangements?|songs?|poems?|resources?|book|slides|worksheets?|planning|scans?)"
    r"|our own|i (?:drew|wrote|made|composed|designed|arranged) (?:it|them|these|all|myself|every)|drew,|made myself|"
    r"myself,|with (?:written )?permission|permission (?:from|of)|kind permission|bought the (?:classroom )?licen[cs]e|"
    r"the licen[cs]e for"
    r"|(?:school|classroom|screening|film|prs[^.]{0,10}|cla) licen[cs]e (?:covers|is|has|allows)|licen[cs]e (?:is "
    r"on|covers|for selling)|has paid for|publisher has (?:put|given|made)|free sample|free trial|author'?s own copy|"
    r"imslp|gutenberg"
    r"|no (?:ripping|rips|cracks|pdfs|scans|bootlegs|dodgy)|(?:please )?(?:don'?t|do not|never|stop) (?:scan|rip|copy|"
    r"share|ask|download|pirate|post|upload|use)|authors? have to eat|artists eat|is illegal|against the law|copyright "
    r"(?:law|lesson|assembly|policy|stays|note)"
    r"|jcq'?s?|public sites|happy to pay|was caught|got fined|reported (?:it|them)|bargain|second[- ]hand|charity "
    r"shop|library copy|worth every penny)\b"
)


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
            yield draft.finding(Topic.COPYRIGHT, (site.start, site.end), "This names a site that is known for unlawful copies.")


_GROUP: Final = Context(audience=Audience.PRIVATE_GROUP)
_OFFICIAL: Final = Context(account=Account.OFFICIAL, audience=Audience.PUBLIC)
_C: Final = Topic.COPYRIGHT

DETECTOR: Final = Detector(
    id="piracy",
    says="Copies of other people's work that are shared or asked for without leave.",
    topics=frozenset({Topic.COPYRIGHT}),
    find=find,
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
)
