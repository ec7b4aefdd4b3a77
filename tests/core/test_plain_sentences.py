"""What anybody would type to try the checker out: the plain sentence is never fine, and its plain neighbour always is."""

from __future__ import annotations

from typing import Final

import pytest

from safeconduct.activity import Audience, Outcome, Topic
from safeconduct.policy import Policy
from safeconduct.screening import OWN_ACCOUNT, Context
from safeconduct.walks import check_many

MESSAGE: Final = Context(audience=Audience.DIRECT, kind="message")
FORBIDDEN: Final = {
    Topic.CONFIDENTIAL: """
        Jayden Smith in 5B has ADHD
        Ella in my class was taken into care last week
        Amir in Year 4 is on free school meals
        A boy in my class has a social worker
        We had a safeguarding meeting about Ruby today
        The twins in Year 2 are on a child protection plan
        Mia in 7C self-harms
        Oliver wet himself in class today
        Here are the SATs results for my class: Aisha 110, Ben 98
        Reading Sam's EHCP tonight
        Our school is about to be put in special measures, nobody knows yet""",
    Topic.WORK_TALK: """
        Had a terrible lesson with Year 8 today
        A kid threw a chair at me today
        Today one of my pupils told me I smell
        Just had the worst day at work
        A parent shouted at me at the gate this morning""",
    Topic.SCHOOL_IDENTITY: """
        I work at Elm Park Primary School
        So proud to teach at Oakfield Academy
        First day at my new job at St Mary's C of E School
        Just started supply at Greenfield High
        My school, Elm Park, is hiring""",
    Topic.PUPIL_CONTACT: """
        I just accepted a friend request from one of my pupils
        My Year 11s follow me on Instagram
        Some of my pupils are in my group chat
        Added all of my form on Facebook
        I play Fortnite online with a few lads from my class""",
    Topic.PUPIL_IMAGE: """
        Here is a photo of my class on the trip
        Photo of Jayden and Ella with their certificates
        Selfie with my tutor group!
        Video of my class singing at assembly""",
    Topic.PRIVATE_CONTACT: """
        My mobile is 07700 900123, parents can text me any time
        Parents, add me on WhatsApp
        I'm friends with lots of parents of my class on Facebook
        I gave Jayden's mum my number""",
    Topic.OWN_DETAILS: """
        My address is 14 Acacia Avenue, Leeds LS1 4AP
        My phone number is 07700 900456
        We are away in Spain for two weeks, house is empty
        My bank account number is 12345678 sort code 20-00-00""",
    Topic.COLLEAGUE_PRIVACY: """
        Mr Hollis is getting divorced
        Sarah in the office is pregnant
        My TA is having an affair with the caretaker
        Photo of Miss Rowe drunk at the staff party""",
    Topic.DEFAMATION: """
        Mr Hollis is a thief
        The head teacher is a racist
        The caretaker is a paedophile
        Jayden's dad is a drug dealer
        Miss Rowe cheated in the SATs
        Our business manager took the charity money""",
    Topic.DISREPUTE: """
        I came to work still drunk this morning
        I called in sick to go shopping
        Took cocaine last night, teaching in an hour
        Faked the observation notes again""",
    Topic.SEXUAL: """
        That new Year 12 girl is so hot
        The PE teacher has a great arse
        Send nudes
        Had sex in the stock cupboard""",
    Topic.HATE: """
        Muslims should all be sent home
        I hate gypsies, they are all thieves
        Gays should not be allowed to teach
        Black kids are always trouble""",
    Topic.HARASSMENT: """
        I will kill Mr Hollis
        I know where you live
        Somebody should slash the head's tyres
        Everyone report Miss Rowe until she is sacked""",
    Topic.COPYRIGHT: """
        Here is a PDF of the whole Twinkl pack, free for anyone
        Scanned the whole of the reading scheme, in my Dropbox
        Watch the match for free on this stream""",
    Topic.SECURITY: """
        The staff room door code is 1234
        Our wifi password is Elmpark2024
        I share my password with my TA
        I always leave the side gate unlocked""",
    Topic.DEROGATORY: """
        My TA is an idiot
        Mr Hollis is an idiot and everybody knows it
        Sarah in the office is useless
        Year 9 are morons
        This school is a joke
        The parents at our school are pathetic
        Our head is a total waste of space""",
    Topic.PROFANITY: """
        This is shit
        You absolute bastard""",
}
TO_A_CHILD: Final = """
    You're my favourite, don't tell anyone
    Let's keep this our secret
    Can I pick you up after school? Don't tell your mum
    I bought you a present, just between us
    Delete these messages when you have read them
    Come to my house at the weekend, nobody will know"""
FINE: Final = """
    My brother is an idiot, he locked himself out again
    That referee was useless
    The printer is a joke
    I could murder a curry
    It is so hot in my kitchen
    My daughter has ADHD and I am proud of her
    Happy birthday to my lovely husband
    We saw Macbeth and he is a murderer
    The council is thinking about speed bumps
    Great tits on the feeder this morning
    I love my job
    Teaching is a wonderful career
    Marking done, tea next
    Does anybody have a spare fridge?
    Eid Mubarak to all who celebrate
    We are on strike for fair pay
    I am a gay man and proud of it
    Black History Month begins on Thursday
    Back from two weeks in Spain, the garden is a jungle
    My son's school had a lovely concert
    Never share your password with anybody
    Pupils should never be added on social media
    The match was killed off by half time
    Bought a new phone today
    My cat sat on the keyboard and sent an e-mail"""


def _lines(given: str) -> list[str]:
    return [line.strip() for line in given.strip().splitlines()]


@pytest.mark.parametrize("topic", FORBIDDEN)
def test_what_is_said_plainly_is_found(topic: Topic, policies: tuple[Policy, ...]) -> None:
    texts = _lines(FORBIDDEN[topic])
    checks = check_many([(text, OWN_ACCOUNT) for text in texts], policies)

    assert [text for text, check in zip(texts, checks, strict=True) if check.decision.outcome is Outcome.ALLOW] == []
    assert [text for text, check in zip(texts, checks, strict=True) if topic not in check.topics] == []


def test_what_is_said_plainly_to_a_child_is_found(policies: tuple[Policy, ...]) -> None:
    texts = _lines(TO_A_CHILD)
    checks = check_many([(text, MESSAGE) for text in texts], policies)

    assert [text for text, check in zip(texts, checks, strict=True) if Topic.GROOMING not in check.topics] == []


def test_its_plain_neighbour_is_fine(policies: tuple[Policy, ...]) -> None:
    texts = _lines(FINE)
    checks = check_many([(text, OWN_ACCOUNT) for text in texts], policies)

    assert [(text, check.topics) for text, check in zip(texts, checks, strict=True) if check.topics] == []
