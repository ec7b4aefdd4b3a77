"""Whether a draft tells of harm to a child: then one thing comes before all else, and it is not the wording of a post.

Whoever writes it may not have told anybody yet. This is advice and no finding: a false alarm costs a sentence.
"""

from __future__ import annotations

from typing import Final

from safeconduct.text import Text, pattern

TELL: Final = (
    "If a child may have been hurt or be at risk, tell the Designated Safeguarding Lead today, before anything else, in a "
    "child's own words where you can; in danger call 999. Then leave it out of any post."
)
_CHILD: Final = (
    r"(?:pupils?|students?|child(?:ren)?|kids?|boys?|girls?|lads?|lass(?:es)?|little ones?|toddlers?|bab(?:y|ies)|son|daughter"
    r"|(?:year|yr|y) ?(?:1[0-3]|[0-9])s?|(?:1[0-3]|[1-9])[a-hj-z]|reception|nursery|class|form|tutee|teenagers?|bairns?|weans?)"
)
_GROWN: Final = (
    r"(?:mum|mam|mom|dad|stepdad|step-?dad|stepmum|mother|father|uncle|aunt(?:ie|y)?|grandad|nan|parents?|carers?|brother|sister"
    r"|boyfriend|colleague|teacher|ta|coach|staff|neighbour|he|she|they|somebody|someone|man)"
)
_HURTS: Final = (
    r"(?:hits?|beats?|beat|slap(?:s|ped)|punch(?:es|ed)|kick(?:s|ed)|burn(?:s|t|ed)|hurt(?:s|ing)?|touch(?:es|ed)|grope[sd]?|rape[sd]?"
    r"|abus(?:es|ed|ing)|strangle[sd]?|shak(?:es|ing)|shook|starv(?:es|ed|ing)|lock(?:s|ed)|belt(?:s|ed)|whip(?:s|ped)"
    r"|smack(?:s|ed)|choke[sd]?)"
)
_MARKS: Final = r"(?:bruis(?:e[sd]?|ing)|black eye|burn marks?|belt marks?)"
_SIGNS: Final = (
    rf"(?:{_MARKS}|fgm|self[- ]harm\w*|cut(?:s|ting)? (?:him|her|them)sel(?:f|ves)|suicid\w+|wants? to die"
    r"|kill (?:him|her|them)sel(?:f|ves)|not been fed|starving|home alone (?:all|every)|sleeping in (?:a|the|their) car"
    r"|been (?:hit|beaten|touched|groped|raped|abused|hurt|slapped)"
    r"|(?:is|are|was|were) being (?:hit|beaten|touched|abused|hurt|groomed|starved)"
    r"|(?:scared|afraid) to go home|doesn'?t want to go home)"
)
_TOLD: Final = pattern(
    rf"\b{_GROWN}(?: \w+){{0,3}} {_HURTS} (?:him|her|them|(?:a|the|this|that|my|our|one|another)(?: \w+){{0,3}} {_CHILD})\b"
    rf"|\b{_CHILD}\b[^.!?\n]{{0,60}}\b{_SIGNS}\b"
    rf"|\b(?:{_MARKS}|cuts)\b[^.!?\n]{{0,30}}\b(?:his|her|their|a (?:pupil|child)'?s?) "
    r"(?:\w+ )?(?:arms?|legs?|neck|back|face|wrists?|cheek)\b"
)
_ELSEWHERE: Final = pattern(
    r"\b(?:training|course|inset|film|series|novel|book|drama|episode|documentary|storyline|soap|eastenders|emmerdale|corrie|news"
    r"|helpline|nspcc|childline|my own|my (?:son|daughter|kids?|boys?|girls?|baby|toddler|little one|eldest|youngest))\b"
)


def told_of(text: Text) -> bool:
    """Whether a text tells of a child who is or may be harmed, other than in a film, a training or the author's own home."""
    return _TOLD.search(text.folded) is not None and _ELSEWHERE.search(text.folded) is None


__all__: Final = ("TELL", "told_of")
