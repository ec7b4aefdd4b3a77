"""Pieces of patterns for the people and moments of school life, shared by the detectors about work.

They are strings, to be put together into patterns; all for folded text. The languages beside English are those
that staff in Britain also write at home: Welsh, Polish, romanised Urdu and Punjabi, French, Romanian, Spanish.
"""

from __future__ import annotations

from typing import Final

YEAR: Final = (
    r"(?:(?:year|yr|y) ?(?:1[0-3]|[0-9])|reception|nursery|ks ?[1-4]|s[1-6]|p[1-7]|(?:blwyddyn|flwyddyn"
    r"|mlwyddyn|klas[aiey]+) ?[0-9]{1,2})"
)
CODE: Final = r"(?:1[0-3]|[1-9])(?:[a-fj-lnoq-z]|x)[0-9]?"
PUPIL_NOUN: Final = r"(?:boy|girl|lad|lass|kid|child|children|pupil|student|keeper|bod|one|lot|twin)s?"
CHILD: Final = (
    r"(?:boy|girl|lad|lass|kid|child|pupil|student|little (?:one|boy|girl|lad|fella|madam)|sixth ?former"
    r"|wee one|bacha|bache|plentyn|dziecko|copil|eleve|uczen)"
)
# One or some pupils, picked out: “a year 9”, “one of my boys”, “the lad”, “that child”, “some little madam”.
ONE_PUPIL: Final = (
    rf"(?:(?:a|an|the|this|that|my|our|some|another|same|wee|new|one|two|three|four|five|half|every|each|one of (?:my"
    rf"|our|the|them)"
    rf"|two of (?:my|our|the)) (?:[a-z'-]{{2,12}} )?(?:{YEAR}'?s? )?{CHILD}s?|(?:an?|the|one|two|three|my|our|some"
    rf"|one of (?:my|the|our)) (?:[a-z]{{2,9}} )?"
    rf"{YEAR}'?s?(?: {PUPIL_NOUN})?|{YEAR} {PUPIL_NOUN}|one of (?:them|mine|ours)|(?:kids?|pupils?|students?))"
)
MY_CLASS: Final = (
    rf"(?:(?:my|our) (?:[a-z]+ )?(?:class|form|lot|tutor group|tutees|group|bottom set|top set|set [1-9]|(?:{YEAR}"
    rf"|{CODE})'?s?|pupils|students|kids"
    rf"|children|boys|girls|lads|team|side|choir|squad|unit|nurture group)|my (?:1:1|one to one)|{CODE}|bottom set"
    rf"|set [1-9])"
)
HEAD: Final = (
    r"(?:(?:exec(?:utive)? |assistant |acting |vice |deputy |new )?(?:head ?teacher|headmistress|headmaster"
    r"|deputy(?: head)?|dep head|head|ht|dht|aht|principal)"
    r"|slt|smt|leadership|line manager|governors?|governing body|chair of (?:the )?governors|the chair|the trust"
    r"|our trust|phase lead(?:er)?|hr|ceo"
    r"|appraiser|my consultant|the consultant|(?:my|the) agency|agency|(?:my|our) boss|area manager|room leader"
    r"|pennaeth|ddirprwy|dirprwy|dyrektor(?:ka)?|kierowniczka|directrice|proviseur|directoarea|mudira|head sahiba?|usthad)"
)
COLLEAGUE: Final = (
    r"(?:tas?|lsas?|hltas?|teaching assistants?|ects?|nqts?|caretaker|site (?:manager|team|staff)|sencos?|sendco|dsl"
    r"|head of (?:year|music|maths|english|science|art|drama|pe|history|geography|computing|house|sixth|department"
    r"|faculty|mfl|dept|[a-z]{3,12})"
    r"|hod|hoy|receptionist|dinner lad(?:y|ies)|midday(?: supervisor)?s?|cover (?:supervisor|manager|desk|lady|team)"
    r"|exams? officer"
    r"|business manager|sbm|bursar|technician|form tutor|colleagues?|co-?worker|class ?teacher|school nurse"
    r"|lollipop (?:man|lady)|invigilators?"
    r"|librarian|cook|supply(?: teacher)?|mentor|attendance officer|(?:it|data|network|office|catering"
    r"|kitchen) (?:manager|team|lady|guy)|trainee"
    r"|pgce student|members? of staff|regular teacher|other (?:teacher|ta)|(?:new|old|y[0-9]|year [0-9]+) (?:teacher"
    r"|ta|guy|starter)|athro|nauczycielka)"
)
PARENT: Final = (
    r"(?:(?:a|the|one|that|this|another|some|same|two|three|four|certain|some|whose|his|her|their) (?:of (?:the|our"
    r"|my) )?(?:[a-z]{2,9} )?"
    r"(?:parent|mum|dad|mam|mother|father|nan|nana|grandad|grandma|carer|foster carer|stepdad|stepmum)s?"
    r"|parents? (?:at|of|who|complain\w*|has|just)"
    r"|mums|dads|parents)"
)
PAST: Final = (
    r"(?:[a-z]{2,12}ed|had|got|came|took|made|put|left|kept|gave|brought|threw|hit|bit|bitten|broke|fell|ran|sat|stood"
    r"|drew|swore|hid|stole|lost|found"
    r"|sent|read|won|wet|caught|taught|forgot|slept|said|told|went|wrote|spoke|thought|knew|saw|met|rang|chose|drove"
    r"|ate|drank|woke|heard|felt|shook"
    r"|spent|bought|built|held|let|meant|paid|quit|sang|showed|shut|sold|stuck|tore|wore|was|were|did|has|have|just"
    r"|asks|says|tells|wants|goes|keeps)"
)
# Somebody at school did or said something: the person, a few words, a verb of the past.
GAP: Final = r"(?:'s|'ve)?(?:[ ,]+[\w'-]+){0,4}?[ ,]+"
TODAY: Final = (
    r"(?:today|yesterday|this (?:morning|afternoon)|last (?:night|lesson)|just now|earlier|heddiw|ddoe"
    r"|dzisiaj|wczoraj|aaj|hier|azi|ieri)"
)
LATELY: Final = (
    r"(?:this (?:week|term|half term|month|year)|last (?:week|term|half term|monday|tuesday|wednesday|thursday|friday"
    r"|month)|tonight"
    r"|on (?:monday|tuesday|wednesday|thursday|friday|weds|thurs)|again|at (?:break|lunch|briefing|home ?time|the gate"
    r"|carpet time)|period [1-6]|p[1-6]"
    r"|after (?:lunch|break)|in (?:assembly|briefing|a meeting|front of|my lesson|the staff ?room)|mid[- ]lesson"
    r"|(?:day|week) (?:one|two|three|four|five|[0-9]+)"
    r"|since (?:september|easter|christmas|january|half term|october|november))"
)
OWN_KIN: Final = (
    r"(?:(?:my|our|his) (?:own )?(?:[a-z]+ )?(?:son|daughter|kids?|eldest|youngest|husband|wife|hubby|partner|mum|mam"
    r"|dad|nan|nana|gran|grandma|grandad"
    r"|sister|brother|niece|nephew|cousin|auntie|uncle|grandson|granddaughter|grandkids|twins|in-laws|mother in law"
    r"|bump|missus|fella|mate|neighbour)s?)"
)
