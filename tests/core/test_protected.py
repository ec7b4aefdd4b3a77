"""Protected speech: what must be recognised, and what must not be taken for it."""

from __future__ import annotations

import pytest

from safeconduct.activity import Topic
from safeconduct.protected import Ground, covers, protections
from safeconduct.screening import Draft

BELIEF = (
    "As a Catholic I believe every human life is sacred from beginning to end.",
    "I'm a practising Muslim and Ramadan has been a real blessing this year.",
    "My faith carried me through a hard winter.",
    "I believe in God, and I'm not embarrassed to say so.",
    "I am a humanist: I think we have one life and we owe each other kindness.",
    "Sex is real and binary. That is my view and I hold it kindly.",
    "Trans women are women. I'll always say it.",
    "Went to the gurdwara with Jaspreet and Harjit before the shops opened, heart full.",
    "Eid Mubarak to everybody celebrating, from Fatima, Yusuf and me!",
    "As an ethical vegan I can't see animals as food.",
    "We're Quakers, so we won't be buying poppies with a sword on.",
    "Jesus is Lord. Happy Easter from Chidi and family.",
    "Proud to be a Jewish woman. Shabbat shalom from Miriam.",
    "Been to the mandir for Diwali with Kavitha, what a night.",
)
POLITICS = (
    "I'm voting Green on Thursday and I hope you'll vote too, whoever for.",
    "The government should scrap the two-child limit now.",
    "Ministers have failed a whole generation on housing.",
    "Marched against austerity with Siobhán and Krzysztof on Saturday, feet like balloons.",
    "Scotland would do better alone: vote SNP, vote for Scottish independence.",
    "I've written to my MP about the cuts to youth services.",
    "Brexit was a mistake and we should say it aloud.",
    "I support the Conservatives' policy on grammar schools, and I know not all my friends do.",
    "Ofsted should be abolished and replaced with something humane.",
    "Campaigning for Plaid Cymru in the rain with Rhiannon, nobody in but the dogs.",
    "School funding is a disgrace and the Chancellor must put it right in the budget.",
    "This government are lying cheating scumbags who hate teachers",
    "The Education Secretary is a clueless buffoon",
    "MPs are all lazy troughing pigs",
    "What an absolute clown show this government is. Vote them out.",
    "Brexit was the biggest mistake this country ever made",
    "Scottish independence can't come soon enough",
    "Abortion is healthcare and a woman's right. End of.",
    "Ban the burka? No. Let women wear what they like.",
    "Write to your MP about the crossing, please",
    "Stand with Ukraine. Sign the petition, says my neighbour Oksana, and I did.",
)
UNION = (
    "Proud NASUWT member for twenty years.",
    "Strike day tomorrow, see you on the picket line with Nguyen and the samosas.",
    "I voted yes in the NEU ballot because pay has fallen for a decade.",
    "Anyone else been to the union meeting about workload? Oluwaseun spoke brilliantly.",
    "I'm a union rep and I'll sit with you in any meeting.",
    "Support staff pay is shameful; join UNISON.",
    "The pay offer is an insult after years of cuts. Vote to reject it.",
    "Why I'm on strike: my pupils deserve a teacher who stays.",
    "Industrial action is a last resort, and we've got there.",
    "Join a union, it's the best money I spend, Aoife talked me into it.",
    "Working to rule from Monday like everyone else in the branch. Union branch newsletter to follow.",
    "Voted yes to strike, we deserve a real pay rise",
    "Employers who try to break a lawful strike should be utterly ashamed, bloody cowards",
    "Solidarity with the striking teachers in Glasgow from Zainab and me.",
)
DISCLOSURE = (
    "The fire exits at my school have been chained shut since March. I reported it to the head and nothing has been done.",
    "I work at a nursery where children are slapped. I told the manager twice and was ignored. I can't stay silent.",
    "Our head told me to falsify the attendance records before the inspection. I refused and I'm reporting it to Ofsted.",
    "There is asbestos exposed in the store cupboard at my school. We reported it in June and nobody has acted.",
    "My line manager sexually harassed two of us at work. We raised it with the trust and it was hushed up.",
    "Money meant for free school meals was stolen by our business manager. I have evidence and the public deserve to know.",
    (
        "Three safeguarding concerns I logged at my school were deleted. I was told not to refer them. I'm "
        "whistleblowing because nobody listened."
    ),
    (
        "Our trust is off-rolling children before census day, which is unlawful. I raised it with governors and was told "
        "to keep quiet."
    ),
    "Staff without a DBS are working one to one with children where I work. I have told the head, who refused to act.",
    (
        "The minibus at our school has bald tyres and no MOT. I've reported it to the head three times and it is still "
        "on the road with children in it."
    ),
    "I was groped by my head of department at work. I reported it, nothing was done, and I won't stay quiet any more.",
    "My school covered up an assault on a child. I have a duty to say this and I have gone to the police.",
    "Told Ofqual and the exam board what I saw in our exam hall. Somebody had to.",
    "I've raised it in writing with the governors and the HSE: there's asbestos in our hall and they've covered it up",
    "Told Ofsted everything that goes on at our place. They covered up a child's injury.",
    "Went to the LADO today about what I saw at work. They tried to make me keep quiet.",
    "I reported my school to the ICO because they hid a data breach from parents",
    "I've written to the ESFA and the Charity Commission about the fraud at our academy.",
    "Rang Protect, then told the EHRC about the race discrimination at my work.",
    "I've been to the police about the theft of dinner money by staff at my school.",
    "I told the LADO about the deputy hitting a child and now I'm being bullied out",
    "I told Ofsted about the head hitting a child and now I'm being bullied out",
    "I reported my deputy to the LADO",
    "I reported the exam malpractice to Ofqual because the head would not listen",
)
NOT_PROTECTED = (
    "The head ignored my email about the photocopier again.",
    "Our school is freezing and nobody listens to us about it.",
    "So fed up with work, three meetings in one day and no biscuits.",
    "Somebody at my school stole my mug and I want justice.",
    "My manager is useless and I told her so.",
    "I told Ofsted the head is lovely.",
    "Told the LADO training course we'd be late, the head laughed.",
    "Told the council the school bins stink.",
    "I told Ofsted our behaviour log was complete. It's called leadership.",
    "Our head is a clueless buffoon and the deputy is lazy.",
    "The school council voted out the hamster, the clowns.",
    "The minister visited ours and got custard on his tie.",
    "What a clown show that assembly was.",
    "Whoever reported us to the exam board will be found.",
    "Told the council about the potholes outside our school again.",
    "Ofsted told us on Friday and I went to bed at nine at my mum's.",
    "It's criminal how little coffee there is in our staffroom.",
    "Year 9 did a mock election and the hamster party won.",
    "Watched the rugby union with Tomos and lost my voice.",
    "Got a strike at bowling, then fell over, ask Adaeze.",
    "My cousin Ewa is in labour, pray for sleep!",
    "Oh my god this traffic.",
    "The jumble sale is in the church hall on Saturday.",
    "Christian Bale is wasted in this film.",
    "Vegan sausage rolls are half price.",
    "My lesson on Sikhism went well, the worksheet's on the shared drive.",
    "You have restored my faith in people, whoever handed in my purse.",
    "Off to the Lake District with Priya and Abdi, no signal, bliss.",
    "Our behaviour policy needs a rethink, and our head must sort it out.",
    "Parents' evening ran late and Mrs Okonkwo brought cake.",
    "Student union bar, 1999, what a night with Emre and Thuy.",
    "I believe in you, Year 11!",
    "Health benefits of running: I complain less.",
    "The thriller is about a school that covered up an assault, and a teacher who was told to keep quiet.",
    "Training today was about how to report a safeguarding concern at work. Very useful.",
    "Meet me in the car park and say it again without your union rep.",
    "Called in sick to go on the march against austerity, don't tell them.",
    "Eurovision: I voted for Ukraine seven times.",
    "Moved to our new house on Union Street today, with Chukwuemeka carrying everything.",
)


def grounds(text: str) -> set[Ground]:
    return {each.ground for each in protections(Draft(text))}


@pytest.mark.parametrize("text", BELIEF)
def test_recognises_belief(text: str) -> None:
    assert Ground.BELIEF in grounds(text)


@pytest.mark.parametrize("text", POLITICS)
def test_recognises_politics(text: str) -> None:
    assert Ground.POLITICS in grounds(text)


@pytest.mark.parametrize("text", UNION)
def test_recognises_union_matters(text: str) -> None:
    assert Ground.UNION in grounds(text)


@pytest.mark.parametrize("text", DISCLOSURE)
def test_recognises_disclosures(text: str) -> None:
    assert Ground.DISCLOSURE in grounds(text)


@pytest.mark.parametrize("text", NOT_PROTECTED)
def test_ordinary_posts_are_not_taken_for_protected_speech(text: str) -> None:
    assert grounds(text) == set()


@pytest.mark.parametrize("text", BELIEF + POLITICS + UNION)
def test_an_opinion_is_no_disclosure(text: str) -> None:
    assert Ground.DISCLOSURE not in grounds(text)


def test_the_span_is_the_sentence_in_the_text_as_given() -> None:
    text = "Ça va? “Lunch” was soup.  My faith carried me through. Then I slept."
    (found,) = protections(Draft(text))
    assert text[found.start : found.end] == "My faith carried me through."


def test_neighbouring_sentences_are_one_stretch() -> None:
    text = "Proud NEU member. Strike day tomorrow. The cat is asleep."
    (found,) = protections(Draft(text))
    assert text[found.start : found.end] == "Proud NEU member. Strike day tomorrow."


def test_admitted_misconduct_is_not_covered_by_the_cause() -> None:
    assert protections(Draft("Turned up drunk on the picket line.")) == ()


def test_abuse_does_not_undo_recognition() -> None:
    """Abuse is judged elsewhere; the opinion is still one."""
    assert grounds("I'm voting Labour and the other lot are idiots.") == {Ground.POLITICS}


def test_what_each_ground_covers() -> None:
    opinion = {Topic.WORK_TALK, Topic.MISSING_DISCLAIMER, Topic.NEEDS_PERMISSION}
    assert covers(Ground.DISCLOSURE) == opinion | {Topic.DEFAMATION}
    for ground in (Ground.BELIEF, Ground.UNION):
        assert covers(ground) == opinion | {Topic.DISREPUTE}
    assert covers(Ground.POLITICS) == (opinion | {Topic.DISREPUTE}) - {Topic.MISSING_DISCLAIMER}


@pytest.mark.parametrize("ground", Ground)
def test_serious_topics_stay_judged(ground: Ground) -> None:
    assert not covers(ground) & {Topic.HATE, Topic.HARASSMENT, Topic.CONFIDENTIAL, Topic.DEROGATORY, Topic.GROOMING}


def test_guidance_names_a_channel_and_independent_advice_and_never_a_forfeit() -> None:
    (found,) = protections(Draft(DISCLOSURE[0]))
    assert "whistleblowing procedure" in found.guidance
    assert "prescribed body" in found.guidance
    assert "Protect" in found.guidance
    for word in ("forfeit", "lose your protection", "will be dismissed", "not protected"):
        assert word not in found.guidance.lower()


def test_a_long_hostile_text_is_read_in_time() -> None:
    text = "our school reported nothing " * 20_000
    assert protections(Draft(text)) == ()
