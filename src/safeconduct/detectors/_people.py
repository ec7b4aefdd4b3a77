"""Pieces of patterns for the people and moments of school life, shared by the detectors about work.

They are strings, to be put together into patterns; all for folded text. The languages beside English are those
that staff in Britain also write at home: Welsh, Polish, romanised Urdu and Punjabi, French, Romanian, Spanish.
"""

from __future__ import annotations

from typing import Final

_COUNTED: Final = r"(?:1[0-3]|[0-9])"
YEAR: Final = (
    rf"(?:(?:year|yr|y) ?{_COUNTED}|reception|nursery|ks ?[1-5]|key stage [1-5]|s[1-6]|p[1-7]|early years|eyfs|sixth form"
    rf"|(?:blwyddyn|flwyddyn|mlwyddyn|dosbarth|ddosbarth|nosbarth|klas[aiey]+) ?{_COUNTED})"
)
CODE: Final = r"(?:1[0-3]|[1-9])(?:[a-fj-lnoq-z]|x)[0-9]?"
PUPIL_NOUN: Final = r"(?:boy|girl|lad|lass|kid|child|children|pupil|student|one|lot|twin)s?"
CHILD: Final = (
    r"(?:boy|girl|lad|lass|kid|child|pupil|student|learner|teenager|sixth ?former"
    r"|little (?:one|boy|girl|lad|lass|fella|madam|man|soul)|wee (?:one|man|lad|lass|soul)"
    r"|bacha|bache|plentyn|bachgen|merch|dziecko|chlopiec|copil|eleve|uczen|nino)"
)
_ONE: Final = r"(?:a|an|the|this|that|my|our|some|another|same|new|one|two|three|four|five|half|every|each)"
_ONE_OF: Final = r"(?:one|two|three|some|half|most|a few) of (?:my|our|the)"
# One or some pupils, picked out: “a year 9”, “one of my boys”, “the lad”, “that child”, “some little madam”.
ONE_PUPIL: Final = (
    rf"(?:(?:{_ONE}|{_ONE_OF}) (?:[a-z'-]{{2,12}} )?(?:{YEAR}'?s? )?{CHILD}s?"
    rf"|(?:an?|the|one|two|three|my|our|some|{_ONE_OF}) (?:[a-z]{{2,9}} )?{YEAR}'?s?(?: {PUPIL_NOUN})?"
    rf"|{YEAR} {PUPIL_NOUN}|{_ONE_OF} (?:lads|lasses|little ones|babies|tutees)|one of (?:them|mine|ours)"
    r"|kids?|pupils?|students?)"
)
_GROUPS: Final = (
    r"class|form|lot|tutor group|tutees|group|bottom set|top set|set [1-9]|pupils|students|kids|children|boys|girls|lads"
    r"|little ones|team|choir|squad|unit|nurture group"
)
MY_CLASS: Final = (
    rf"(?:(?:my|our) (?:[a-z]+ )?(?:{_GROUPS}|(?:{YEAR}|{CODE})'?s?)|my (?:1:1|1-1|one to one)|{CODE}"
    r"|(?:bottom|top) set|set [1-9])"
)
_HEAD_WORDS: Final = r"head ?teacher|headmistress|headmaster|deputy(?: head)?|dep head|head|ht|dht|aht|principal"
HEAD: Final = (
    rf"(?:(?:exec(?:utive)? |assistant |acting |vice |deputy |new )?(?:{_HEAD_WORDS})"
    r"|slt|smt|leadership(?: team)?|senior leaders|line manager|management|governors?|governing body"
    r"|chair of (?:the )?governors|the chair|the trust|our trust|phase lead(?:er)?|hr|ceo|appraiser|(?:my|the) consultant"
    r"|agency|(?:my|our) boss|area manager|room leader|pennaeth|bennaeth|phennaeth|dirprwy|ddirprwy|dyrektor(?:ka)?"
    r"|kierowniczka|directrice|proviseur|directoarea?|directora?|mudira|head sahiba?)"
)
_SUBJECTS: Final = (
    r"year|music|maths|english|science|art|drama|pe|history|geography|computing|house|sixth|department|faculty|mfl|dept"
    r"|[a-z]{3,12}"
)
COLLEAGUE: Final = (
    rf"(?:tas?|lsas?|hltas?|teaching assistants?|ects?|nqts?|caretaker|site (?:manager|team|staff)|sencos?|sendco|dsl|hods?|hoy"
    rf"|head of (?:{_SUBJECTS})|receptionist|dinner lad(?:y|ies)|midday(?: supervisor)?s?|cover (?:supervisor|manager|desk"
    r"|lady|team)|exams? officer|business manager|sbm|bursar|technician|form tutor|colleagues?|co-?workers?|class ?teacher"
    r"|school nurse|lollipop (?:man|lady)|invigilators?|librarian|cook|supply(?: teacher)?|mentor|attendance officer"
    r"|(?:it|data|network|office|catering|kitchen) (?:manager|team|lady|guy)|trainee|pgce student|members? of staff"
    r"|(?:regular|other) (?:teacher|ta)|(?:new|old|y[0-9]|year [0-9]+) (?:teacher|ta|guy|starter)|job share"
    r"|athro|athrawes|nauczycielka)"
)
_KIND_OF_PARENT: Final = r"(?:parent|mum|dad|mam|mother|father|nan|nana|grandad|grandma|carer|foster carer|stepdad|stepmum)s?"
PARENT: Final = (
    r"(?:(?:a|an|the|one|that|this|another|some|same|two|three|four|certain|whose|his|her|their|your|half) "
    rf"(?:of (?:the|our|my) )?(?:[a-z]{{2,9}} )?{_KIND_OF_PARENT}"
    r"|parents? (?:at|of|who|complain\w*|has|just|email\w*|evening)|mums|dads|parents)"
)
PAST: Final = (
    r"(?:[a-z]{2,12}ed|had|got|came|took|made|put|left|kept|gave|brought|threw|hit|bit|bitten|broke|fell|ran|sat|stood|drew"
    r"|swore|hid|stole|lost|found|sent|read|won|wet|caught|taught|forgot|slept|said|told|went|wrote|spoke|thought|knew|saw"
    r"|met|rang|chose|drove|ate|drank|woke|heard|felt|shook|spent|bought|built|held|let|meant|paid|quit|sang|showed|shut"
    r"|sold|stuck|tore|wore|was|were|did|has|have|just|asks|says|tells|wants|thinks|goes|keeps|turns up|rocks up)"
)
# A few words between somebody and what they did.
GAP: Final = r"(?:'s|'ve)?(?:[ ,]+[\w'-]+){0,4}?[ ,]+"
TODAY: Final = (
    r"(?:today|yesterday|this (?:morning|afternoon|lunchtime|evening)|last (?:night|lesson)|just now|earlier|heddiw|ddoe"
    r"|bore 'ma|dzisiaj|dzis|wczoraj|aaj|kal|hier|aujourd'hui|azi|ieri|hoy|ayer)"
)
_WEEKDAY: Final = r"(?:monday|tuesday|wednesday|thursday|friday|mon|tues|weds|thurs|fri)"
LATELY: Final = (
    rf"(?:this (?:week|term|half term|month|year)|last (?:week|term|half term|month|{_WEEKDAY})|tonight|on (?:a )?{_WEEKDAY}"
    r"|again|at (?:break|lunch|briefing|home ?time|the gate|carpet time)|period (?:[1-6]|one|two|three|four|five|six)|p[1-6]"
    r"|after (?:lunch|break)|in (?:assembly|briefing|a meeting|front of|my lesson|the staff ?room)|mid[- ]lesson"
    r"|(?:day|week) (?:one|two|three|four|five|[0-9]+)"
    r"|since (?:september|easter|christmas|january|half term|october|november|monday|tuesday))"
)
OWN_KIN: Final = (
    r"(?:(?:my|our|ma|mi) (?:own )?(?:[a-z]+ )?(?:son|daughter|kids?|eldest|youngest|husband|wife|hubby|partner|fiancee?"
    r"|mum|mam|dad|nan|nana|gran|grandma|grandad|sister|brother|niece|nephew|cousin|auntie|aunt|uncle|grandson|granddaughter"
    r"|grandkids|twins|toddler|in-laws|mother in law|bump|missus|fella|mate|best friend|neighbour)s?"
    r"|my (?:(?:little|wee|own) )?(?:boy|girl)|my (?:little|wee) (?:one|lad)|fy (?:mab|merch|mam|nhad|ngwr|ngwraig)|moj(?:a"
    r"|ej) (?:syn|corka|mama)|mer[ai] (?:beta|beti|bhai|behen))"
)
# The head on somebody's shoulders, and a reception that is no class.
NO_TEACHER: Final = (
    r"(?:(?:in|of|off|over|into|on|through|round|from|lost|losing|shak(?:e|ing)|scratch(?:es|ing)) (?:my|his|her|your|their|our"
    r"|its) head|per head|'s head|head (?:first|over heels|torch|start|cold|ache)|(?:her|his|your) head (?:has|is|off|on|down)"
    r"|reception (?:desk|area|rooms?|hall)|(?:wedding|hotel|warm|evening) reception|nursery rhymes?|garden nursery)"
)
