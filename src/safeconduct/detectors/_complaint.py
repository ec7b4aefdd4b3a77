"""Whether words about work complain: a grievance or a worry, rather than a tale that does nobody wrong.

Policies send a complaint to the channels for it and stop it online; a kind word is at most talk about work. Some words are
a grievance whatever stands beside them; others (“again”, “can't”) are one only where nothing glad is said.
"""

from __future__ import annotations

from typing import Final

from safeconduct.text import pattern

_GRIEVANCE: Final = pattern(
    r"\b(?:complain\w*|refus\w+|blam\w+|ignor\w+|cancelled|scrapped|axed|banned|unpaid|short[- ]staffed|no budget|not allowed"
    r"|(?:is|are|been|being) cutting|cuts to|budget cuts|cut (?:our|my|the|back|hours|staff)|useless|clueless"
    r"|bull(?:y|ied|ying)|fuming|livid|furious|disgust\w+|outrage\w*|raging|angry|frustrat\w+|sick of|fed up"
    r"|(?:zero|no|without|short|my|days?'?|hours?'?|minutes?'?|weeks?'?) notice|sacked|resign\w*|unsafe|unfair\w*"
    r"|grievance|support plan|capability|had a go|never (?:asked|told|paid|came|rang)"
    r"|(?:nobody|no ?one) (?:told|came|rang|listens?|cares?|helps?|bothers?|asked|thanked)|done with|rant|vent|ffs"
    r"|still (?:not|haven't|no|waiting)|(?:is|was|what|such|just|absolute|complete|total|utter) (?:a )?(?:\w+ )?joke"
    r"|shambles|disgrace\w*|waste of|idiots?|lazy|incompetent|appalling|shocking|toxic|fobbed off|treated like"
    r"|(?:making|makes) (?:\w+ ){0,2}ill|passed over|overlooked|unsupported|undermin\w+)\b"
)
_PERHAPS: Final = pattern(r"\b(?:again|can't|won't|joke|notice)\b")
_GLAD: Final = pattern(
    r"\b(?:proud\w*|brilliant\w*|lovely|love[ds]?|laugh\w*|giggl\w*|thank\w*|well done|best|amazing|fantastic|wonderful\w*"
    r"|beautiful\w*|gorgeous|made (?:my|our) (?:day|week|year|heart)|happy|happiest|smil\w+|grin\w*|kind(?:est|ness)?|kindly"
    r"|hilarious|cheer(?:ing|ed)|delighted|joy\w*|superb|stars?|spectacular|magic\w*|treat|cake|hugs?|hugged|sweet(?:est)?"
    r"|funny|funniest|in stitches|nailed|smashed (?:it|that)|aced|triumph\w*|success\w*|clicked|lightbulb|grateful|blessed"
    r"|champions?|won|congrat\w*|told me a joke|can't (?:wait|stop|get over|believe how (?:good|lucky|well)))\b"
)


def complains(words: str) -> bool:
    """Whether some folded words about work are a complaint."""
    return _GRIEVANCE.search(words) is not None or (_PERHAPS.search(words) is not None and _GLAD.search(words) is None)
