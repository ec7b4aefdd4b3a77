"""A plain insult of one's pupils, class, head or school in another language of our staff rooms: “Moi uczniowie to debile”.

Polish, French, Welsh, Romanian, Spanish, Portuguese, Urdu and Hindi in Latin letters: “my”, somebody of school life, a word for
“is”, and an insult that has no kinder meaning. Leaves alone: one's own children, what is negated or quoted to condemn. No
native speaker has read the lists. Sources: key 13b, kevi 5.1d, tapton N9 among others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Topic
from safeconduct.detectors._exact import before, has
from safeconduct.gates import Gate
from safeconduct.screening import Detector, Draft, Example, Finding, Quiet
from safeconduct.text import Pattern, pattern

_NEAR: Final = 40  # characters before the words in which something may take them back


def _said(who: str, joined: str, what: str) -> Pattern:
    return pattern(rf"\b{who}{joined}{what}\b")


_WORDS: Final = (
    # Polish
    _said(
        r"(?:moi|nasi|moje|nasze|moja|nasza|moj|nasz)(?: \w+)? (?:uczniowie|klasa|dyrektor|dyrektorka|szefowa|szef"
        r"|kierowniczka|szkola)",
        r" (?:to |sa |jest )?(?:(?:po prostu|naprawde|tacy|taka|taki|strasznie|kompletn[yai]|totaln[yai]) )*",
        r"(?:debile?|debilka|idioci|idiota|idiotka|kretyn(?:i|ka)?|matoly|tumany|glupi|glupia|glupie|durnie|barany)",
    ),
    # French
    _said(
        r"(?:mes eleves|ma classe|mon directeur|ma directrice|mon chef|ma cheffe|mon proviseur|notre direct(?:eur|rice))",
        r" (?:sont|est|c'est) (?:(?:vraiment|tous|toutes|trop|tellement|completement|juste|un|une|des|de|bande) )*",
        r"(?:cons?|connes?|connards?|debiles?|idiot(?:e|s|es)?|cretins?|imbeciles?|abrutis?|nuls?|nulles?)",
    ),
    # Welsh
    _said(
        r"(?:fy nosbarth|fy nisgyblion|ein pennaeth|y pennaeth|mae'r pennaeth|ein prifathro|mae'r prifathro)(?: i| ni)?",
        r"(?: \w+)? yn (?:hollol |eitha |mor )*",
        r"(?:dwp|dwl|hurt|idiots?|anobeithiol)",
    ),
    # Romanian
    _said(
        r"(?:elevii mei|clasa mea|copiii de la clasa mea|directorul nostru|directoarea noastra|sefa mea|seful meu)",
        r" (?:sunt|e|este|is) (?:(?:foarte|cam|asa|atat de|o|un|niste|chiar) )*",
        r"(?:prosti|proasta|prost|idioti|idiot|idioata|tampiti|tampit|tampita|cretini|cretin|cretina|imbecili|imbecil)",
    ),
    # Spanish
    _said(
        r"(?:mis alumnos|mi clase|mi director|mi directora|mi jefe|mi jefa|nuestro director|nuestra directora)",
        r" (?:son|es) (?:(?:muy|tan|todos|unos|unas|un|una|realmente|super) )*",
        r"(?:tont[oa]s?|idiotas?|imbeciles?|imbecil|estupid[oa]s?|gilipollas|inutil(?:es)?|burr[oa]s?)",
    ),
    # Portuguese
    _said(
        r"(?:os )?(?:meus alunos|minha turma|meu diretor|minha diretora|meu chefe|minha chefe|nossa diretora|nosso diretor)",
        r" (?:sao|e) (?:(?:muito|tao|todos|uns|umas|um|uma|mesmo) )*",
        r"(?:burr[oa]s?|idiotas?|imbecis|imbecil|estupid[oa]s?|inute(?:is|l)|otari[oa]s?)",
    ),
    # Urdu and Hindi
    _said(
        r"(?:mere|meri|mera|h[au]mari|h[au]mare|h[au]mara)(?: \w+)? (?:students?|class|head|principal|boss|madam)",
        r" (?:(?:bilkul|bohat|bahut|bohot|sab|itne|itni|ek|ekdum|to|toh) )*",
        r"(?:bewakoof|bewaqoof|bevakoof|gadh[ae]y?|gadhi|ullu|jahil|nikamm?[aei]y?)",
    ),
)
_TAKEN_BACK: Final = (
    r"\b(?:nie|ne|ddim|nu|no|nao|nahi|nahin|never|nigdy|jamais|nunca|said|says|whoever|kto mowi|qui dit|quien dice|quem diz)\b"
)
_WHY: Final = "This insults somebody at your work, or your workplace, in another language."


def _find(draft: Draft) -> Iterator[Finding]:
    for each in _WORDS:
        for hit in each.all(draft.folded):
            if not has(_TAKEN_BACK, before(draft, hit.start, _NEAR) + hit.text):
                yield draft.finding(Topic.DEROGATORY, (hit.start, hit.end), _WHY)


def _fires(text: str, words: str) -> Example:
    return Example(text, words, Topic.DEROGATORY)


DETECTOR: Final = Detector(
    id="insults_abroad",
    says="Finds plain insults of pupils, managers or one's school in seven other languages.",
    topics=frozenset({Topic.DEROGATORY}),
    find=_find,
    gate=Gate(*_WORDS),
    fires=(
        _fires("Moi uczniowie to debile", "Moi uczniowie to debile"),
        _fires("Nasza dyrektorka jest naprawdę głupia", "Nasza dyrektorka jest naprawdę głupia"),
        _fires("Mes élèves sont des cons", "Mes élèves sont des cons"),
        _fires("Mae fy nosbarth yn dwp fel postyn", "fy nosbarth yn dwp"),
        _fires("Elevii mei sunt proști", "Elevii mei sunt proști"),
        _fires("Mi directora es una inútil", "Mi directora es una inútil"),
        _fires("Os meus alunos são burros", "Os meus alunos são burros"),
        _fires("Mere students bohat bewakoof hain, 8A especially", "Mere students bohat bewakoof"),
    ),
    quiet=(
        Quiet("Moi uczniowie nie są głupi, są zmęczeni"),
        Quiet("Moi uczniowie są świetni"),
        Quiet("Mes élèves ne sont pas des idiots"),
        Quiet("Mes élèves sont formidables"),
        Quiet("Mae fy nosbarth yn wych"),
        Quiet("Elevii mei sunt minunați"),
        Quiet("Mi clase es muy divertida"),
        Quiet("Os meus alunos são inteligentes"),
        Quiet("Mere students bohat pyare hain"),
        Quiet("Mere bachay bewakoof nahin, bas shararti hain"),
        Quiet("Mon frère est un idiot"),
    ),
)
