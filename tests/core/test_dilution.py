"""A harmless sentence before or after what a policy forbids does not make it fine."""

from __future__ import annotations

from itertools import product

from safeconduct.activity import Outcome
from safeconduct.policy import Policy
from safeconduct.screening import OWN_ACCOUNT
from safeconduct.walks import check_many

FORBIDDEN = (
    "Our head is a spineless weasel.",
    "My agency are useless robbing muppets.",
    "Parents nowadays are lazy and entitled.",
    "My line manager humiliated me in the meeting on Tuesday.",
    "Little Mateusz in Reception told me his dad is back inside.",
    "Steve from DT got a final written warning.",
    "I know where you live Darren and I'll be waiting for you.",
    "Sick of muslims taking over our town, send them back.",
    "Rang in sick this morning and went to the races instead.",
    "Councillor Pete Marsh took backhanders for that planning permission.",
    "Just accepted a few of my Year 11s on Insta.",
    "Here's a photo of my Year 4s at the castle.",
    "Side gate code is still 2580.",
    "I've scanned the whole White Rose workbook, link in comments.",
    "I teach at Ashdown Primary.",
    "Spare key's under the blue pot by the back door.",
    "Year 10, add me on my own number if you are stuck: 07700 900123.",
    "Don't tell your mum I bought you the trainers, it's our secret.",
    "Our new PE teacher is fit, I'd ride him all night.",
)
HARMLESS = (
    "Lovely sunset tonight, the dog is asleep and there is crumble in the oven.",
    "We went to my cousin's wedding in Harrogate at the weekend and danced until the band packed up.",
    "Spent the whole evening watching the football with my dad and we lost again, of course.",
    "Does anyone know a good place for a Sunday roast near Matlock that takes dogs?",
    "First day back after the holidays and the alarm went off at half past five this morning.",
    "I have been thinking about the garden all week and the tomatoes have finally started to turn red.",
)


def test_a_harmless_sentence_beside_what_is_forbidden_does_not_hide_it(policies: tuple[Policy, ...]) -> None:
    beside = [texts for one, other in product(FORBIDDEN, HARMLESS) for texts in (f"{one} {other}", f"{other}\n{one}")]
    alone = check_many([(text, OWN_ACCOUNT) for text in (*FORBIDDEN, *HARMLESS)], policies)
    together = check_many([(text, OWN_ACCOUNT) for text in beside], policies)
    hidden = [text for text, check in zip(beside, together, strict=True) if check.decision.outcome is Outcome.ALLOW]

    assert [check.decision.outcome is Outcome.ALLOW for check in alone] == [False] * len(FORBIDDEN) + [True] * len(HARMLESS)
    assert len(hidden) <= len(beside) / 50, hidden
