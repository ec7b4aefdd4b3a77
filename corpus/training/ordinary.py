"""The words that are not taken for names where they stand with a capital: those that posts mostly write without one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from safeconduct.text import Text, pattern

SEEN: Final = 2  # times without a capital
_WORD: Final = pattern(r"[\pL]+(?:'[\pL]+)?")
_OPENS: Final = '.!?…\n:"(-•|'
# Written with a capital, and no person: days and months, what every school speaks of, platforms, shops, big places.
_PROPER: Final = """
    i i'm i've i'll i'd monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays
    saturdays sundays weds thurs tues january february march may july august september october november december
    feb mar apr jul sept oct nov dec christmas easter halloween ramadan eid diwali holi hanukkah vaisakhi lent
    lunar santa god jesus bible quran ofsted dfe send sen sendco senco slt dsl ta tas hod ect ects ppa cpd gcse gcses btec sats
    phonics ks1 ks2 ks3 ks4 eyfs nursery reception primary junior juniors infants secondary academy federation college
    school inset governors union neu nasuwt unison parents whatsapp facebook messenger instagram insta tiktok snapchat snap
    twitter youtube linkedin reddit discord telegram roblox minecraft fortnite playstation xbox netflix tinder grindr hinge
    bumble onlyfans vinted duolingo strava pinterest google teams zoom outlook classroom showbie seesaw tapestry classdojo
    parentmail arbor sims edulink satchel cpoms powerpoint kahoot twinkl tes amazon ebay etsy argos tesco asda aldi lidl
    morrisons sainsbury's waitrose greggs costa starbucks nando's nandos mcdonald's wetherspoons spoons boots ikea primark
    lego uno prosecco malbec guinness haribo twix freddo calpol covid nhs gp bbc itv nspcc childline samaritans macmillan
    tory tories labour conservative conservatives lib dems green greens reform snp plaid brexit parliament westminster
    london leeds manchester birmingham liverpool bristol sheffield cardiff swansea belfast glasgow edinburgh newcastle
    nottingham leicester bradford hull york oxford cambridge england scotland wales ireland britain uk europe africa asia
    india pakistan bangladesh poland romania nigeria ghana somalia jamaica france spain italy germany greece turkey syria
    ukraine china tenerife benidorm ibiza paris america yorkshire lancashire kent cornwall devon essex wembley
    sir miss mr mrs ms mx dr mum mam dad nan nana gran grandad grandma auntie uncle santa's mother's father's valentine's
    happy congratulations merry thank thanks dear hello hi hey ps pps tbh lol omg wtf fyi btw
    victorians tudors romans vikings egyptians macbeth hamlet shakespeare gruffalo pe re pshe ict dt rs maths english's
    strictly bake corrie emmerdale eastenders bluey disney tupperware fiesta corsa skoda ford audi bmw
"""

_NAMES: Final = {"taylor", "ciara", "keanu", "paddy"}  # written small now and then, and many people's


def ordinary(texts: Iterable[str]) -> list[str]:
    """The words, sorted."""
    small, capital = Counter[str](), Counter[str]()
    for given in texts:
        text = Text(given)
        for match in _WORD.all(text.folded):
            start, end = text.span(match.start, match.end)
            raw, word = text.raw[start:end], match.text.removesuffix("'s")
            if not raw[:1].isupper():
                small[word] += 1
            elif not raw.isupper() and text.folded[: match.start].rstrip()[-1:] not in _OPENS:
                capital[word] += 1
    kept = {word for word, times in small.items() if times >= SEEN and 2 * times >= capital[word]}
    return sorted((kept | set(_PROPER.split())) - _NAMES)
