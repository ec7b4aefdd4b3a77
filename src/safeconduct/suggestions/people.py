"""“A pupil”, “a colleague”, “a parent” for a name; the same person gets the same words throughout.

Names are known by shape and place, never by a list (``mentions.names``), and those of a roster by the finding that marks
them. A role that stands before a name is enough by itself: “my TA Lauren” becomes “my TA”.
Somebody who is spoken to is not told of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from safeconduct.activity import Topic
from safeconduct.mentions import Shape, in_family_words, is_ordinary, names
from safeconduct.screening import Draft, Finding
from safeconduct.suggestions.edits import Replacement
from safeconduct.text import pattern


class _Person(NamedTuple):
    """Somebody named at a place of the text as given; ``key`` is the same wherever the same person is named."""

    start: int
    end: int
    key: str
    titled: bool
    sure: bool = True


_TITLE_WORDS: Final = "mr mrs ms miss mx dr prof sir madam father sister rev imam rabbi pan pani mme mlle senor senora"
_TITLES: Final = frozenset(_TITLE_WORDS.split())
_TOPICS: Final = frozenset({Topic.CONFIDENTIAL, Topic.COLLEAGUE_PRIVACY})
_STAFF: Final = (
    r"tas?|lsa|hlta|ect|nqt|teacher|head ?teacher|head|deputy|colleagues?|caretaker|cover supervisor"
    r"|supervisor|technician|senco"
    r"|sendco|dsl|hod|receptionist|bursar|business manager|line manager|manager|site manager|governor|chair"
    r"|head of [a-z]+|tutor"
    r"|librarian|cook|dinner lady|midday|mentor|trainee|supply teacher|boss|staff|slt|clerk"
)
_CHILDREN: Final = r"pupils?|students?|boys?|girls?|lads?|lass|kids?|child|children|twins?|little one|tutees?|one|son|daughter"
_PARENTS: Final = r"parents?|mums?|dads?|mam|mother|father|carer|nan|grandma|grandad|stepdad|stepmum|auntie|uncle"
_ROLE: Final = pattern(
    rf"\b(?:(?:the|a|an|my|our|this|that|his|her|their|one|poor|new|old|another) (?:[a-z0-9'-]+ ){{0,2}}(?:{_STAFF}|{_CHILDREN}"
    rf"|{_PARENTS})|{_STAFF}|lad|lass|pupil|student|boy|girl)(,? )$"
)
_CALLED: Final = pattern(r"(,? (?:called|named|by the name of) )$")
_PETTED: Final = pattern(
    r"((?:\b(?:the|our|my|little|wee|poor|young|lovely|dear|old|darling|bless|sweet|naughty|gorgeous|baby) )+)$"
)
_DEAR: Final = pattern(r"\b(?:our|little|wee|poor|lovely) $")
_SPOKEN_TO: Final = pattern(
    r"(?:^|[\n.!?] *)(?:(?:hi|hiya|hey|hello|dear|thanks|thank you|cheers|morning|sorry|well done|sure thing"
    r"|no problem|happy [a-z0-9]+),? )$"
)
_SIGNED: Final = pattern(r"(?:x+,|\b(?:love|it's|its|this is|i'm|i am|regards|thanks),?) $")
_SPEAKS: Final = pattern(r"^ here\b")
_PUPIL_AFTER: Final = pattern(
    r"^(?:'s|s')? ?(?:[a-z]\.? )?(?:(?:,? ?(?:in|from|of|off) )(?:(?:my|our|the) )?(?:(?:year|yr|y) ?\d+"
    r"|(?:1[0-3]|[1-9])[a-z]\b"
    r"|class|form|set|reception\b|nursery|tutor group)|\(?(?:y(?:ear|r)? ?\d+|(?:1[0-3]|[1-9])[a-z])\b"
    r"|(?:mum|dad|mam|nan|parents|step-?dad|step-?mum|social worker|foster|ehcp|reading age|big brother|little sister)\b)"
)
_DOES: Final = pattern(
    r"^(?:(?:'s| is| was| has| had| will|'ll|'d) (?:just |still |now |currently |back |being |been )*(?:off"
    r"|been|having|got|gone|going"
    r"|moved|leaving|left|signed|pregnant|expecting|suspended|investigated|excluded|absent|away|late|crying"
    r"|upset|poorly|lost|failed"
    r"|passed|told|said|asked|cried|terminal|divorc\w+|separat\w+|struggling|autistic|diagnosed|fostered"
    r"|on (?:a|an|her|his|the))\b"
    r"| (?:cried|told|said|asked|ran|threw|hit|bit|came|went|punched|kicked|swore|sobbed|spat|broke|fell|needs"
    r"|keeps|screamed|licked"
    r"|failed|passed|stood|wrote|started|finished|looked|wants|thinks|says|tells|walked|kicked off|got|who"
    r"|whose|lives|refused)\b)"
)
_PLACE_AFTER: Final = pattern(
    r"^(?:'s)? (?:road|street|lane|close|avenue|drive|row|park|green|hall|school|academy|primary|nursery|high"
    r"|infants|juniors|college"
    r"|trust|house|hotel|hospital|club|fc|united|town|city|way|centre|bridge|square|boys|girls|accessories"
    r"|staffing|supply|tuition)\b"
)
_STAFF_NEAR: Final = pattern(
    rf"\b(?:{_STAFF}|colleague|dept|department|finance|office|hr|grievance|capability|suspended|dismiss\w+"
    rf"|maternity|supply|signed off"
    r"|redundan\w+|interview\w*|appraisal|resign\w*|hired|job|payroll|notice|staff ?room|retir\w+|salary|candidate)\b"
)
_PUPIL_NEAR: Final = pattern(
    rf"\b(?:{_CHILDREN}|(?:year|yr|y) ?\d+s?|(?:1[0-3]|[1-9])[a-z]|class|form|set|lesson|detention|excluded"
    rf"|exclusion|homework|mocks?"
    r"|reading|playground|nativity|phonics|gcse|nursery|reception|foster|ehcp)\b"
)
_PARENT_BY: Final = pattern(
    r"^,? (?:[a-z]+'s )?(?:mum|dad|mother|father)\b|\b(?:parents?'? (?:evening|eve)|(?:his|her) (?:lad|son"
    r"|daughter|girl|boy))\b"
)
_NEAR: Final = 70


def people_edits(draft: Draft, findings: Sequence[Finding]) -> Iterator[tuple[Topic, Replacement]]:
    """An edit for every name of somebody who should not be named, wherever it stands in the text."""
    if not any(finding.topic in _TOPICS for finding in findings):
        return
    people = _people(draft, findings)
    meant = _meant(draft, findings, people)
    words: dict[str, str] = {}
    for run in _runs(draft.text.raw, [person for person in people if person.key in meant]):
        for person in run:
            words.setdefault(person.key, _who(draft, person, meant[person.key]))
        yield meant[run[0].key].topic, _unnamed(draft.text.raw, run, [words[person.key] for person in run])


def _people(draft: Draft, findings: Sequence[Finding]) -> list[_Person]:
    """Everybody named in the text, in order: by shape, and by a finding of the roster."""
    text = draft.text
    listed = [(f.start, f.end, Shape.FULL) for f in findings if f.detector == "roster" and f.topic in _TOPICS]
    shaped = [
        (*text.span(name.start, name.end), name.shape) for name in names(text) if not in_family_words(text.folded, name.start)
    ]
    found: list[_Person] = []
    for start, end, shape in sorted((*listed, *shaped)):
        person = _person(text.raw, start, end, shape, sure=(start, end, shape) in listed)
        if (not found or start >= found[-1].end) and person is not None:
            found.append(person)
    known = {person.key for person in found if person.sure}
    found = [person._replace(sure=person.key in known) for person in found]
    return _without_overlap([*found, *_overlooked(text.raw, found)])


def _without_overlap(people: list[_Person]) -> list[_Person]:
    kept: list[_Person] = []
    for person in sorted(people, key=lambda each: (each.start, -each.end, not each.sure)):
        if not kept or person.start >= kept[-1].end:
            kept.append(person)
    return kept


def _overlooked(raw: str, people: Sequence[_Person]) -> Iterator[_Person]:
    """Where somebody who is known is named again (“James' mum”), and who stands in one row with them (“Kyle and Ava”)."""
    for person in (each for each in people if each.sure):
        first = raw[person.start : person.end].split()[-1 if person.titled else 0]
        for start in _words(raw, first):
            yield person._replace(start=start, end=start + len(first))
        yield from _before_in_row(raw, person)


def _before_in_row(raw: str, person: _Person) -> Iterator[_Person]:
    """Those named in one row before somebody, from the nearest on."""
    before = raw[max(0, person.start - _NEAR) : person.start]
    while (listing := next((each for each in _LISTING if before.endswith(each)), None)) is not None:
        before = before.removesuffix(listing)
        other = before.rpartition(" ")[2]
        if not (other.isalpha() and other[:1].isupper()) or is_ordinary(other.lower()):
            return
        end = max(0, person.start - _NEAR) + len(before)
        before = before.removesuffix(other)
        yield _Person(end - len(other), end, _small(other), titled=False)


def _words(raw: str, word: str) -> Iterator[int]:
    """Where a word stands by itself."""
    place = raw.find(word)
    while place >= 0:
        end = place + len(word)
        if not raw[max(0, place - 1) : place].isalnum() and not raw[end : end + 1].isalnum():
            yield place
        place = raw.find(word, end)


def _person(raw: str, start: int, end: int, shape: Shape, *, sure: bool) -> _Person | None:
    """Somebody by the first word of the name, or by the surname where a title stands before it.

    Nobody who is spoken to or signs, and no street or school.
    """
    end = start + 1 if shape is Shape.INITIAL else end
    if not sure:
        start = _with_first_name(raw, start)
    before, after = _small(raw[max(0, start - _NEAR) : start]), _small(raw[end : end + _NEAR])
    if not sure and any(sign.search(before) for sign in (_SPOKEN_TO, _SIGNED)) | any(
        sign.search(after) for sign in (_SPEAKS, _PLACE_AFTER)
    ):
        return None
    first, _, rest = _small(raw[start:end]).replace(".", "").partition(" ")
    titled = first in _TITLES
    plainly = sure or titled or any(sign.search(after) is not None for sign in (_PUPIL_AFTER, _DOES))
    plainly = plainly or any(sign.search(before) is not None for sign in (_CALLED, _ROLE, _DEAR))
    return _Person(start, end, rest.rpartition(" ")[2] if titled and rest else first, titled, plainly)


def _with_first_name(raw: str, start: int) -> int:
    """Where a name begins, the capitalised word right before it included: “to Aaliyah Rahman”."""
    word = raw[max(0, start - 20) : start].rpartition("\n")[2]
    first = word[:-1].rpartition(" ")[2] if word.endswith(" ") else ""
    named = first[:1].isupper() and first[1:].islower() and first.isalpha() and not is_ordinary(first.lower())
    return start - len(first) - 1 if named else start


def _small(text: str) -> str:
    return text.lower().replace("’", "'")


def _meant(draft: Draft, findings: Sequence[Finding], people: Sequence[_Person]) -> dict[str, Finding]:
    """Who must not be named, by key, with the finding that says so.

    Those who are plainly people, in the sentences of a finding. Where a capital in there may be a name or a brand, nobody is:
    a name left standing would be worse than no proposal.
    """
    found: dict[str, Finding] = {}
    for finding in (each for each in findings if each.topic in _TOPICS):
        start, end = _reach(draft, finding)
        inside = [person for person in people if start <= person.start < end]
        if all(person.sure for person in inside):
            for person in inside:
                found.setdefault(person.key, finding)
    return found


def _reach(draft: Draft, finding: Finding) -> tuple[int, int]:
    """From the beginning of the sentence in which a finding begins to the end of the one in which it ends."""
    if finding.detector == "roster":
        return finding.start, finding.end
    bounds = [draft.text.span(sentence.start, sentence.end) for sentence in draft.text.sentences]
    inside = [(start, end) for start, end in bounds if start < finding.end and finding.start < end]
    return (inside[0][0], inside[-1][1]) if inside else (finding.start, finding.end)


def _runs(raw: str, people: Sequence[_Person]) -> Iterator[list[_Person]]:
    """People named one after the other (“Ada, Kyle and Ines”) together."""
    run: list[_Person] = []
    for person in people:
        if run and _small(raw[run[-1].end : person.start]) not in _LISTING:
            yield run
            run = []
        run.append(person)
    if run:
        yield run


_LISTING: Final = frozenset({", ", " and ", " & ", ", and ", " + "})


def _who(draft: Draft, person: _Person, finding: Finding) -> str:
    """Pupil, colleague or parent, by the words around; “someone” where nothing tells."""
    raw = draft.text.raw
    before, after = _small(raw[max(0, person.start - _NEAR) : person.start]), _small(raw[person.end : person.end + _NEAR])
    near = before[-_NEAR // 2 :] + " | " + after
    if _PUPIL_AFTER.search(after) is not None and not person.titled:
        return "pupil"
    if finding.topic is Topic.COLLEAGUE_PRIVACY or "colleague on your list" in finding.why:
        return "colleague"
    if person.titled:
        return "parent" if _PARENT_BY.search(after) is not None else "colleague"
    if finding.detector == "roster" or "pupil's name" in finding.why or _PUPIL_NEAR.search(near) is not None:
        return "pupil"
    return "colleague" if _STAFF_NEAR.search(near) is not None else ""


def _unnamed(raw: str, run: Sequence[_Person], who: Sequence[str]) -> Replacement:
    start, end = run[0].start, run[-1].end
    before = _small(raw[max(0, start - _NEAR) : start])
    called = _CALLED.search(before)
    if called is not None:
        return Replacement(start - len(called.text), end, "")
    role = _ROLE.search(before)
    if role is not None:
        return Replacement(start - len(role.text), _past_comma(raw, end, role.text), "")
    petted = _PETTED.search(before)
    return _possessive(raw, Replacement(start - len(petted.text) if petted else start, end, _counted(who)))


def _past_comma(raw: str, end: int, separator: str) -> int:
    """“my TA, Lauren, has”: both commas go."""
    return end + 1 if separator.startswith(",") and raw[end : end + 1] == "," else end


def _possessive(raw: str, edit: Replacement) -> Replacement:
    """“James' mum” has no s after its apostrophe, “a pupil” needs one."""
    follows = raw[edit.end : edit.end + 2]
    if follows[:1] in ("'", "’") and not follows[1:].isalpha() and raw[edit.end - 1 : edit.end] in "sS":
        return Replacement(edit.start, edit.end + 1, f"{edit.text}{follows[0]}s")
    return edit


def _counted(who: Sequence[str]) -> str:
    """“a pupil”, “two pupils”, “a pupil and a colleague”."""
    parts = [_several(kind, list(who).count(kind)) for kind in dict.fromkeys(who)]
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


_NUMBERS: Final = ("", "a", "two", "three", "four", "five", "six")


def _several(kind: str, count: int) -> str:
    if not kind:
        return "someone" if count == 1 else "some people"
    number = _NUMBERS[count] if count < len(_NUMBERS) else "several"
    return f"{number} {kind}" if count == 1 else f"{number} {kind}s"
