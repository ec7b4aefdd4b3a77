"""A finding never depends on whose name stands in the text, on a faith, a nationality or a gender.

Each frame is written once; only the names change. Whatever the detectors find for the first name they must find for
all. Posts on belief, politics and union matters that abuse nobody raise no finding at all.
"""

from __future__ import annotations

from functools import cache

import pytest

from safeconduct.activity import Account, Topic
from safeconduct.policy import Policy
from safeconduct.screening import Context, Draft, Screen
from safeconduct.walks import check_draft, shipped_screen

# A girl's name, a boy's name and a surname for each of many cultures found in British schools.
NAMES = {
    "English": ("Olivia", "George", "Taylor"),
    "Welsh": ("Cerys", "Rhodri", "Llewellyn"),
    "Scottish": ("Eilidh", "Hamish", "MacLeod"),
    "Irish": ("Siobhán", "Cillian", "O'Brien"),
    "Polish": ("Agnieszka", "Paweł", "Szymańska"),
    "Romanian": ("Ioana", "Andrei", "Popescu"),
    "Punjabi": ("Harpreet", "Gurdeep", "Dhillon"),
    "Urdu": ("Ayesha", "Hamza", "Qureshi"),
    "Bengali": ("Nusrat", "Rafiq", "Chowdhury"),
    "Gujarati": ("Hetal", "Jignesh", "Patel"),
    "Tamil": ("Kavitha", "Senthil", "Sivakumar"),
    "Yoruba": ("Folasade", "Olumide", "Adeyemi"),
    "Igbo": ("Adaeze", "Chukwuemeka", "Nwosu"),
    "Somali": ("Hodan", "Abdi", "Warsame"),
    "Arabic": ("Layla", "Omar", "Haddad"),
    "Turkish": ("Elif", "Emre", "Yılmaz"),
    "Chinese": ("Xiaomei", "Jun", "Zhang"),
    "Vietnamese": ("Linh", "Thuận", "Nguyễn"),
    "Caribbean": ("Shanelle", "Delroy", "Campbell"),
    "Jewish": ("Miriam", "Shmuel", "Rosenberg"),
    "French": ("Élodie", "Benoît", "Lefèvre"),
    "Spanish": ("Begoña", "Iñigo", "Fernández"),
    "Ukrainian": ("Oksana", "Mykola", "Shevchenko"),
    "Cornish": ("Demelza", "Jago", "Trevithick"),
    "Traveller": ("Shakira", "Paddy", "Connors"),
}
TITLES = ("Mr", "Mrs", "Ms", "Miss", "Mx", "Dr")
FAITHS = (
    "Christian",
    "Muslim",
    "Jewish",
    "Sikh",
    "Hindu",
    "Buddhist",
    "Catholic",
    "Quaker",
    "Jain",
    "atheist",
    "humanist",
    "Pagan",
)
NATIONS = (
    "English", "Welsh", "Scottish", "Irish", "Polish", "Romanian", "Indian", "Pakistani", "Bangladeshi", "Nigerian", "Somali",
    "Syrian", "Turkish", "Chinese", "Vietnamese", "Jamaican", "Israeli", "French", "Spanish", "Ukrainian", "Roma", "Ghanaian",
)  # fmt: skip

POST = Context()
MESSAGE = Context(kind="message")
COMMENT = Context(kind="comment")
STORY = Context(kind="story")
OFFICIAL = Context(Account.OFFICIAL)

# {n} a given name, {s} a surname.
FRAMES: dict[str, tuple[Context, tuple[str, ...]]] = {
    "said to a pupil": (
        COMMENT,
        (
            "Well played {n}! Now go and finish your homework, Sir x",
            "Happy birthday {n}, 12 already! See you in class on Monday",
            "{n} get off TikTok and do your revision",
            "See you in form on Monday {n}, lovely dancing",
            "Congratulations {n}!! told you that resit was worth it, see you at rehearsal",
            "Ha ha {n}, I can see you, you've got me period 1 tomorrow",
        ),
    ),
    "sent to a pupil": (
        MESSAGE,
        (
            "Hi {n}, it's Miss {s} from school, I followed you back",
            "{n} don't tell your mum I gave you the money, it's our secret",
            "Hi {n} add me on snap and I'll send you the homework",
            "You're not like the others in Year 9 {n}. Delete this after you've read it",
            "Alright {n}, what's your insta? I'll send you the coursework, it's Mr {s}",
            "hey {n} come and find me after the others have gone, this stays between us",
            "Hi {n}, you left your planner in my lesson, are you ok? message me any time, Mr {s}",
        ),
    ),
    "sent to a parent": (
        MESSAGE,
        (
            "Hi Mrs {s}, it's Miss Green from school, here's my own mobile, text me any time about {n}",
            "Hi is that {n}'s mum? Got your number off the trip form, text me here",
            "Hello Mr {s}, message me privately about {n}'s reading, quicker than the office",
            "Hi Mrs {s}, I filmed {n}'s speech on my phone, sending it now",
            "Has anyone got {n}'s mum's mobile? Just the personal one",
            "Dear Mrs {s}, the office will ring you about {n}'s lunch money tomorrow.",
        ),
    ),
    "pictures": (
        STORY,
        (
            "Sneaky video of {n} and my class singing, sound on",
            "Selfie with {n} and my Year 5s on the last day",
            "Look at my little legends go! {n} in front, faces blurred",
            "Sports day album is up, 80 photos of the kids, spot {n}",
            "Live from the nativity, {n} is a star",
        ),
    ),
    "pupils named": (
        POST,
        (
            "{n} in my class threw a chair at me today.",
            "{n} {s} in Year 9 has been excluded again.",
            "Can't believe {n} got a grade 2 after all my work with Year 11.",
            "Little {n} in Reception told me his dad has gone to prison.",
            "My Year 4s are lovely but {n} bit a child again today.",
            "{n} from 10C got suspended for vaping, his mum has kicked him out too.",
        ),
    ),
    "colleagues named": (
        POST,
        (
            "Our head {n} {s} is a useless bully and everyone at my school knows it.",
            "Miss {s} in the office is off with depression, pass it on.",
            "My deputy, Mr {s}, is thick as mince.",
            "{n} {s} steals from the charity box at work.",
            "{n} in our science department is on a final warning.",
            "I know where you park, {n}. Watch yourself.",
            "{n} from our staff room is secretly seeing the caretaker.",
        ),
    ),
    "harmless": (
        POST,
        (
            "Lovely walk on the beach with {n} and the dog.",
            "{n} {s} was superb in the final last night.",
            "Congratulations to my cousin {n} on the new baby!",
            "Dinner at the {s}s was a triumph. {n} cooked.",
            "Reading the new {s} novel and loving it.",
            "Happy anniversary {n}, ten years and still laughing.",
            "My neighbour Mrs {s} has the best roses in the street.",
        ),
    ),
    "harmless, on the school's account": (
        OFFICIAL,
        (
            "Congratulations to our chair of governors, {n} {s}, on ten years of service.",
            "Our thanks to {n} {s} for the talk on bees.",
        ),
    ),
}
FAITH_FRAMES = (
    "My {f} neighbour brought round a huge pot of soup.",
    "Proud of my {f} upbringing.",
    "As a {f} I try to be kind first.",
    "Lovely evening with my {f} friends, everybody welcome.",
    "The {f} community centre has a food bank on Fridays.",
)
NATION_FRAMES = (
    "My {f} grandmother taught me to make soup.",
    "Cheering the {f} team on tonight!",
    "Lovely {f} restaurant by the station, go early.",
    "Two {f} families have moved into our street and the parties are excellent.",
    "Learning to sing in a {f} choir.",
)
UNABUSIVE = (
    "I'm voting Green on Thursday, and I hope you vote too, whoever for.",
    "The government should scrap the two-child limit now.",
    "I support the Conservatives on grammar schools, and not all my friends agree.",
    "Marched against austerity on Saturday, feet like balloons.",
    "I've written to my MP about the cuts to youth services.",
    "Brexit was a mistake and we should say so.",
    "Brexit was right and we should say so.",
    "Proud union member for twenty years.",
    "Strike day tomorrow, see you on the picket line.",
    "I voted yes in the pay ballot because pay has fallen for a decade.",
    "The pay offer is an insult after years of cuts. Vote to reject it.",
    "Join a union, it's the best money I spend.",
    "As a Catholic I believe every human life is sacred.",
    "I'm a practising Muslim and Ramadan has been a blessing this year.",
    "I believe in God, and I'm not embarrassed to say so.",
    "I believe that sex is real and binary, and I hold that view kindly.",
    "Trans women are women. I'll always say it.",
    "I am a humanist: we have one life and we owe each other kindness.",
    "As a vegan I can't see animals as food.",
    "Went to the gurdwara this morning, heart full.",
)


@cache
def screen() -> Screen:
    return shipped_screen()


def topics(text: str, context: Context = POST) -> frozenset[Topic]:
    return frozenset(finding.topic for finding in screen().findings(Draft(text, context)))


def frames() -> list[tuple[str, Context]]:
    return [(frame, context) for context, texts in FRAMES.values() for frame in texts]


@pytest.mark.parametrize(("frame", "context"), frames(), ids=[frame for frame, _ in frames()])
def test_every_name_gives_the_same_topics_and_outcome(frame: str, context: Context, policies: tuple[Policy, ...]) -> None:
    checks = {
        (culture, given): check_draft(frame.format(n=given, s=surname), policies, context)
        for culture, (girl, boy, surname) in NAMES.items()
        for given in (girl, boy)
    }
    found = {who: (check.topics, check.decision.outcome) for who, check in checks.items()}
    wanted = found["English", "Olivia"]

    assert {who: what for who, what in found.items() if what != wanted} == {}, f"others: {wanted}"


@pytest.mark.parametrize(
    "frame", ["Hi {t} Okoro, text me on my own mobile about Sam's reading", "{t} Okoro at my school is an idiot."]
)
def test_every_title_gives_the_same_topics(frame: str) -> None:
    found = {title: topics(frame.format(t=title), MESSAGE) for title in TITLES}
    assert len(set(found.values())) == 1, found


GENDERED = (
    ("His mum told me he bit a child in my class.", "Her mum told me she bit a child in my class."),
    ("Our head is a fool and he knows it.", "Our head is a fool and she knows it."),
    ("That boy in my Year 9 set is a nightmare.", "That girl in my Year 9 set is a nightmare."),
    ("One of the dads shouted at me at the gate.", "One of the mums shouted at me at the gate."),
    ("My husband made soup.", "My wife made soup."),
)


@pytest.mark.parametrize(("one", "other"), GENDERED)
def test_gender_makes_no_difference(one: str, other: str) -> None:
    assert topics(one) == topics(other)


@pytest.mark.parametrize("frame", FAITH_FRAMES)
def test_a_faith_named_is_no_finding(frame: str) -> None:
    assert {faith: topics(frame.format(f=faith)) for faith in FAITHS} == dict.fromkeys(FAITHS, frozenset())


@pytest.mark.parametrize("frame", NATION_FRAMES)
def test_a_nation_named_is_no_finding(frame: str) -> None:
    assert {nation: topics(frame.format(f=nation)) for nation in NATIONS} == dict.fromkeys(NATIONS, frozenset())


@pytest.mark.parametrize("text", UNABUSIVE)
def test_belief_politics_and_union_matters_are_not_scored(text: str, policies: tuple[Policy, ...]) -> None:
    assert check_draft(text, policies).topics == ()


@pytest.mark.parametrize(
    ("text", "context", "topic"),
    [
        ("{n} from my Year 10 form, get off TikTok and do your revision", COMMENT, Topic.PUPIL_CONTACT),
        ("{n} don't tell your mum I gave you the money, it's our secret", MESSAGE, Topic.GROOMING),
        ("Hi Mrs {s}, here's my own mobile, text me any time about {n}'s reading", MESSAGE, Topic.PRIVATE_CONTACT),
        ("Selfie with {n} and my Year 5s on the last day", STORY, Topic.PUPIL_IMAGE),
    ],
)
@pytest.mark.parametrize("culture", NAMES)
def test_the_frames_are_not_empty(text: str, context: Context, topic: Topic, culture: str) -> None:
    """Equal treatment must not mean finding nothing for anybody."""
    girl, _, surname = NAMES[culture]
    assert topic in topics(text.format(n=girl, s=surname), context)
