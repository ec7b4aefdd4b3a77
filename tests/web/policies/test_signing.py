"""Reading and signing point by point: progress, questions, a new version, and signing twice or too late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import msgspec
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeconduct.activity import Role
from safeconduct.policy import Policy
from safeconduct.web.access.models import Event
from safeconduct.web.policies import actions
from safeconduct.web.policies.actions import PointGiven, Refusal, SigningRefusedError
from safeconduct.web.policies.models import Adoption, Answer, Signature
from safeconduct.web.policies.progress import reading
from safeconduct.web.policies.shelf import on_offer
from web.policies.made import AGREE, ASK, adopt, again, agree, altered, ask, days, kevi, reworded, sign

Browser = Callable[[str], Client]


def filled(browser: Client, adoption: Adoption, number: int, **changed: str) -> dict[str, str]:
    """A step's page, every point agreed to, but for what is changed."""
    form = browser.get(reverse("policy-sign-step", args=[adoption.pk, number])).context["form"]
    return {name: "agree" for name in form.fields if name.startswith("said")} | changed


def through(browser: Client, adoption: Adoption) -> None:
    """All pages, one after the other, as the site leads from one to the next."""
    address = reverse("policy-sign-step", args=[adoption.pk, 1])
    for _ in range(30):
        number = int(address.rstrip("/").rsplit("/", 1)[1])
        address = browser.post(address, filled(browser, adoption, number))["Location"]
        if address == reverse("policy-sign", args=[adoption.pk]):
            return
    raise AssertionError("The pages never end.")


def test_a_teacher_reads_signs_and_gets_a_receipt(world: SimpleNamespace, signed_in: Browser) -> None:
    adoption, browser = kevi(), signed_in("priya")
    through(browser, adoption)
    page = browser.get(reverse("policy-sign", args=[adoption.pk]))
    assert "Every point is answered" in page.content.decode()
    answer = browser.post(reverse("policy-sign", args=[adoption.pk]), {"digest": adoption.digest}, follow=True)
    signature = Signature.objects.get()

    assert "You have signed" in answer.content.decode()
    assert (signature.person, signature.name, signature.digest) == (world.priya, "Priya Nair", adoption.digest)
    assert len(signature.points) == 44
    assert Event.objects.get(verb="policies.sign", about=f"policies.signature:{signature.pk}").facts["points"] == 44


def test_what_is_answered_is_kept_between_visits_and_the_site_goes_on_there(world: SimpleNamespace, signed_in: Browser) -> None:
    adoption, browser = kevi(), signed_in("priya")
    browser.post(reverse("policy-sign-step", args=[adoption.pk, 1]), filled(browser, adoption, 1))
    page = signed_in("priya").get(reverse("policy-sign", args=[adoption.pk]))

    assert "38 of 44 points left" in page.content.decode()
    assert reverse("policy-sign-step", args=[adoption.pk, 2]) in page.content.decode()


def test_a_point_is_kept_as_soon_as_it_is_agreed_to_and_a_question_only_by_the_button(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    adoption, browser = kevi(), signed_in("priya")
    address = reverse("policy-sign-step", args=[adoption.pk, 1])
    sent = {"said_0": "agree", "said_1": "ask", "question_1": "What", "do": "keep"}
    kept = browser.post(address, sent, headers={"HX-Request": "true"})

    assert kept.content.decode() == "Kept. You can stop at any time and go on later."
    answer = Answer.objects.get()
    assert (answer.person, answer.said) == (world.priya, "agree")
    browser.post(address, sent, headers={"HX-Request": "true"})
    assert Answer.objects.count() == 1
    page = browser.get(reverse("policy-sign", args=[adoption.pk])).content.decode()
    assert "43 of 44 points left" in page
    assert "each point that you agree to is kept at once" in page


def test_a_forgotten_point_is_named_and_the_others_are_kept(world: SimpleNamespace, signed_in: Browser) -> None:
    adoption, browser = kevi(), signed_in("priya")
    said = filled(browser, adoption, 1)
    del said["said_0"]
    answer = browser.post(reverse("policy-sign-step", args=[adoption.pk, 1]), said)

    assert answer.status_code == 200
    assert "Choose an answer to point" in answer.content.decode()
    assert Answer.objects.filter(person=world.priya, said=AGREE).count() == 5


@pytest.mark.parametrize("wrong", ["", "yes", "AGREE", "agree ", "x" * 100_000, "\x00"])
def test_an_answer_that_is_none_of_the_two_is_no_answer(world: SimpleNamespace, signed_in: Browser, wrong: str) -> None:
    adoption, browser = kevi(), signed_in("priya")
    browser.post(reverse("policy-sign-step", args=[adoption.pk, 1]), {"said_0": wrong, "said_99": "agree"})

    assert not Answer.objects.exists()


@pytest.mark.parametrize("number", [0, 99, 10**30])
def test_a_page_that_does_not_exist_is_not_found(world: SimpleNamespace, signed_in: Browser, number: int) -> None:
    address = reverse("policy-sign", args=[kevi().pk]) + f"{number}/"

    assert signed_in("priya").get(address).status_code == 404


def test_points_of_another_policy_are_not_taken(world: SimpleNamespace) -> None:
    actions.answer(again(world.priya), reading(again(world.priya), kevi()), [PointGiven("P1a", AGREE), PointGiven("7", AGREE)])

    assert not Answer.objects.exists()


def test_nobody_signs_before_the_last_point(world: SimpleNamespace) -> None:
    adoption = kevi()
    points = [clause.id for clause in reading(again(world.priya), adoption).points]
    agree(world.priya, adoption, *points[:-1])
    with pytest.raises(SigningRefusedError) as refused:
        sign(world.priya, adoption)
    assert refused.value.why is Refusal.POINTS_LEFT

    agree(world.priya, adoption, points[-1])
    assert sign(world.priya, adoption).digest == adoption.digest


def test_signing_early_by_hand_says_what_is_missing(world: SimpleNamespace, signed_in: Browser) -> None:
    answer = signed_in("priya").post(reverse("policy-sign", args=[kevi().pk]), {"digest": kevi().digest}, follow=True)

    assert "Some points still need your answer" in answer.content.decode()
    assert not Signature.objects.exists()


def test_a_signature_stands_under_the_text_that_was_read(world: SimpleNamespace, signed_in: Browser) -> None:
    adoption = kevi()
    agree(world.priya, adoption)
    answer = signed_in("priya").post(reverse("policy-sign", args=[adoption.pk]), {"digest": "0" * 64}, follow=True)

    assert "The text has changed" in answer.content.decode()
    assert not Signature.objects.exists()


def test_a_text_that_was_tampered_with_cannot_be_signed(world: SimpleNamespace) -> None:
    adoption = kevi()
    agree(world.priya, adoption)
    Adoption.objects.filter(pk=adoption.pk).update(text=adoption.text.replace("dismissal", "promotion"))
    with pytest.raises(SigningRefusedError) as refused:
        sign(world.priya, adoption)

    assert refused.value.why is Refusal.OTHER_TEXT


def test_signing_twice_makes_one_signature(world: SimpleNamespace, signed_in: Browser) -> None:
    adoption = kevi()
    agree(world.priya, adoption)
    browser = signed_in("priya")
    first = browser.post(reverse("policy-sign", args=[adoption.pk]), {"digest": adoption.digest})
    second = browser.post(reverse("policy-sign", args=[adoption.pk]), {"digest": adoption.digest})

    assert first["Location"] == second["Location"]
    assert sign(world.priya, adoption) == Signature.objects.get()


def test_answering_twice_makes_one_answer(world: SimpleNamespace, signed_in: Browser) -> None:
    adoption, browser = kevi(), signed_in("priya")
    said = filled(browser, adoption, 1, said_0="ask", question_0="Why?")
    for _ in range(2):
        browser.post(reverse("policy-sign-step", args=[adoption.pk, 1]), said)

    assert Answer.objects.filter(person=world.priya).count() == 6


def test_a_role_that_is_not_bound_has_nothing_to_sign(world: SimpleNamespace, signed_in: Browser) -> None:
    adoption = Adoption.objects.get(policy_id="key")
    page = signed_in("ruth").get(reverse("policy-sign", args=[adoption.pk])).content.decode()
    with pytest.raises(SigningRefusedError):
        sign(world.ruth, adoption)

    assert "not written for your role" in page


def test_what_the_signature_means_must_be_said(world: SimpleNamespace, signed_in: Browser) -> None:
    adoption = Adoption.objects.get(policy_id="tapton")
    agree(world.marcus, adoption)
    browser, address = signed_in("marcus"), reverse("policy-sign", args=[adoption.pk])
    assert "I have read every point and I understand it." in browser.get(address).content.decode()
    answer = browser.post(address, {"digest": adoption.digest}, follow=True)
    assert "Tick the box" in answer.content.decode()
    assert not Signature.objects.exists()
    browser.post(address, {"digest": adoption.digest, "declared": "yes"})

    assert Signature.objects.get().person == world.marcus


def test_a_stranger_can_neither_answer_nor_sign(world: SimpleNamespace) -> None:
    adoption, ruth = kevi(), again(world.ruth)
    at = reading(ruth, adoption)
    with pytest.raises(Http404):
        actions.answer(ruth, at, [PointGiven("5.1a", AGREE)])
    with pytest.raises(Http404):
        actions.sign(ruth, at, adoption.digest, declared=True)

    assert not Answer.objects.exists()


def test_supply_staff_sign_what_binds_them_through_a_placement(world: SimpleNamespace, signed_in: Browser) -> None:
    page = signed_in("grace").get(reverse("policies")).content.decode()

    assert "sent by Northgate Supply" in page
    assert page.count("Read and sign") == 4


# --- questions ----------------------------------------------------------------------------------------------


def test_a_question_goes_to_the_owner_and_comes_back_answered(world: SimpleNamespace, signed_in: Browser) -> None:
    adoption, priya = kevi(), signed_in("priya")
    agree(world.priya, adoption)
    page = filled(priya, adoption, 1, said_0="ask", question_0="Does this hold <at> weekends?")
    priya.post(reverse("policy-sign-step", args=[adoption.pk, 1]), page)
    asked = Answer.objects.get(said=ASK)
    with pytest.raises(SigningRefusedError):
        sign(world.priya, adoption)
    assert "Your question is on its way" in priya.get(reverse("policy-sign", args=[adoption.pk])).content.decode()

    helen = signed_in("helen")
    assert "1 question waits for an answer" in helen.get(reverse("policies")).content.decode()
    assert reverse("question", args=[asked.pk]) in helen.get(reverse("questions")).content.decode()
    assert "Does this hold &lt;at&gt; weekends?" in helen.get(reverse("question", args=[asked.pk])).content.decode()
    helen.post(reverse("question", args=[asked.pk]), {"reply": "Yes, always."})

    assert "Answer has come" in priya.get(reverse("policy-sign", args=[adoption.pk])).content.decode()
    assert "Your question is answered" in priya.get(reverse("policies")).content.decode()
    step = priya.get(reverse("policy-sign-step", args=[adoption.pk, 1])).content.decode()
    assert "Helen Marsh answered:</strong> Yes, always." in step
    with pytest.raises(SigningRefusedError):
        sign(world.priya, adoption)
    priya.post(reverse("policy-sign-step", args=[adoption.pk, 1]), filled(priya, adoption, 1))
    assert sign(world.priya, adoption)


def test_an_answer_may_be_asked_about_again(world: SimpleNamespace) -> None:
    adoption = kevi()
    first = ask(world.priya, adoption, "5.1a", "What?")
    actions.reply(again(world.helen), first, "This.")
    second = ask(world.priya, adoption, "5.1a", "What?")

    assert second.pk != first.pk
    assert list(Answer.objects.open()) == [second]


def test_the_last_question_counts_and_a_yes_takes_it_back(world: SimpleNamespace) -> None:
    adoption = kevi()
    ask(world.priya, adoption, "5.1a", "What?")
    second = ask(world.priya, adoption, "5.1a", "What, and when?")
    assert list(Answer.objects.open()) == [second]
    agree(world.priya, adoption, "5.1a")

    assert not Answer.objects.open().exists()


def test_two_answers_at_once_keep_the_first_and_show_the_second_to_its_writer(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    asked = ask(world.priya, kevi(), "5.1a")
    actions.reply(again(world.helen), asked, "The first.")
    page = signed_in("daniel").post(reverse("question", args=[asked.pk]), {"reply": "The second."}).content.decode()
    asked.refresh_from_db()

    assert asked.reply == "The first."
    assert "Your answer was not sent" in page
    assert "The second." in page


@pytest.mark.parametrize("reply", ["", "   ", "x" * 4001, "\x00"])
def test_an_empty_or_endless_answer_is_not_sent(world: SimpleNamespace, signed_in: Browser, reply: str) -> None:
    asked = ask(world.priya, kevi(), "5.1a")
    page = signed_in("helen").post(reverse("question", args=[asked.pk]), {"reply": reply})

    assert page.status_code == 200
    assert not Answer.objects.filter(replied_at__isnull=False).exists()


def test_an_endless_question_is_not_kept_and_says_so(world: SimpleNamespace, signed_in: Browser) -> None:
    adoption, browser = kevi(), signed_in("priya")
    said = filled(browser, adoption, 1, said_0="ask", question_0="x" * 2001)
    page = browser.post(reverse("policy-sign-step", args=[adoption.pk, 1]), said).content.decode()

    assert "Keep the question under 2,000 letters." in page
    assert Answer.objects.count() == 5


def test_what_people_write_never_reaches_the_trail(world: SimpleNamespace) -> None:
    asked = ask(world.priya, kevi(), "5.1a", "Zanzibar question")
    actions.reply(again(world.helen), asked, "Zanzibar answer")

    assert "Zanzibar" not in str(list(Event.objects.values()))


@pytest.mark.parametrize(("who", "error"), [("tomasz", PermissionDenied), ("marcus", Http404), ("priya", PermissionDenied)])
def test_nobody_else_answers(world: SimpleNamespace, who: str, error: type[Exception]) -> None:
    asked = ask(world.priya, kevi(), "5.1a")
    with pytest.raises(error):
        actions.reply(again(getattr(world, who)), asked, "I know!")


# --- a new version ------------------------------------------------------------------------------------------


def newer(world: SimpleNamespace, *changed: str, since: date | None = None) -> Adoption:
    policy = kevi_text()
    clauses = [reworded(policy, clause, f"{policy.clauses[clause].says} Truly.") for clause in changed]
    return adopt(world, altered(policy, f"new-{len(changed)}", *clauses), since)


def kevi_text() -> Policy:
    return on_offer()["kevi@2017-11"]


def test_a_new_version_asks_again_only_for_what_changed(world: SimpleNamespace, signed_in: Browser) -> None:
    agree(world.priya, kevi())
    first = sign(world.priya, kevi())
    made = newer(world, "5.1a", "6b")
    at = reading(again(world.priya), made)

    assert at.signature is None
    assert [clause.id for clause in at.left] == ["5.1a", "6b"]
    assert [clause.id for step in at.steps for clause in step.points] == ["5.1a", "6b"]
    page = signed_in("priya").get(reverse("policy-sign", args=[made.pk])).content.decode()
    assert "2 of 44 points left" in page
    assert "You agreed to 42 points under an earlier version" in page
    agree(world.priya, made, "5.1a", "6b")
    second = sign(world.priya, made)
    assert first.code != second.code
    assert len(second.points) == 44


def test_a_new_version_without_a_change_for_the_role_needs_only_the_signature(world: SimpleNamespace) -> None:
    agree(world.priya, kevi())
    policy = kevi_text()
    made = adopt(world, altered(policy, "2", reworded(policy, "2b", "It never holds for those who left.")))

    assert reading(again(world.priya), made).is_ready
    assert sign(world.priya, made).digest == made.digest


def test_a_role_that_a_new_version_binds_for_the_first_time_is_asked_everything(world: SimpleNamespace) -> None:
    policy = kevi_text()
    narrow = adopt(world, msgspec.structs.replace(policy, version="n", binds=(Role.TEACHER,)))
    assert reading(again(world.tomasz), narrow).points == ()
    wide = adopt(world, msgspec.structs.replace(policy, version="w"), timezone.localdate() + days(1))

    assert len(reading(again(world.tomasz), wide).left) == 44


def test_a_question_under_the_old_version_is_answered_in_the_new(world: SimpleNamespace) -> None:
    asked = ask(world.priya, kevi(), "5.1b")
    made = newer(world, "5.1a")
    actions.reply(again(world.helen), asked, "Here.")
    at = reading(again(world.priya), made)

    assert [answer.reply for answer in at.replied] == ["Here."]


def test_another_schools_agreement_does_not_count_here(world: SimpleNamespace) -> None:
    agree(world.grace, Adoption.objects.get(policy_id="key"))

    assert len(reading(again(world.grace), kevi()).left) == 44


def superseded(world: SimpleNamespace) -> tuple[Adoption, Adoption]:
    """The version that somebody is reading, ended yesterday; and the one in force since today."""
    old = kevi()
    return old, newer(world, "5.1a")


def test_a_version_that_ends_while_somebody_answers_loses_nothing(world: SimpleNamespace, signed_in: Browser) -> None:
    adoption, browser = kevi(), signed_in("priya")
    said = filled(browser, adoption, 2)
    old, new = superseded(world)
    answer = browser.post(reverse("policy-sign-step", args=[old.pk, 2]), said, follow=True)

    assert answer.redirect_chain[-1][0] == reverse("policy-sign", args=[new.pk])
    assert "has been replaced by version new-1" in answer.content.decode()
    assert "38 of 44 points left" in answer.content.decode()


def test_a_version_that_ends_before_the_signature_leads_to_the_new_one(world: SimpleNamespace, signed_in: Browser) -> None:
    agree(world.priya, kevi())
    old, new = superseded(world)
    answer = signed_in("priya").post(reverse("policy-sign", args=[old.pk]), {"digest": old.digest}, follow=True)

    assert not Signature.objects.exists()
    assert answer.redirect_chain[-1][0] == reverse("policy-sign", args=[new.pk])
    assert "1 of 44 points left" in answer.content.decode()
    with pytest.raises(SigningRefusedError) as refused:
        sign(world.priya, old)
    assert refused.value.why is Refusal.OVER


def test_a_signature_stays_when_its_version_is_over(world: SimpleNamespace, signed_in: Browser) -> None:
    agree(world.priya, kevi())
    signature = sign(world.priya, kevi())
    old, _ = superseded(world)

    assert signed_in("priya").get(reverse("policy-sign", args=[old.pk]))["Location"] == reverse(
        "policy-signature", args=[signature.pk]
    )


def test_a_version_to_come_can_be_signed_beforehand(world: SimpleNamespace) -> None:
    coming = newer(world, "5.1a", since=timezone.localdate() + days(7))
    agree(world.priya, coming)

    assert sign(world.priya, coming).adoption == coming


def test_a_version_without_successor_cannot_be_signed_once_it_is_over(world: SimpleNamespace, signed_in: Browser) -> None:
    agree(world.priya, kevi())
    Adoption.objects.filter(policy_id="kevi").update(until=timezone.localdate() - days(1))
    answer = signed_in("priya").post(reverse("policy-sign", args=[kevi().pk]), {"digest": kevi().digest}, follow=True)

    assert "no longer in force" in answer.content.decode()
    assert "There is nothing to sign" in answer.content.decode()
    assert not Signature.objects.exists()


def test_adopting_it_twice_with_the_same_date_is_refused(world: SimpleNamespace) -> None:
    newer(world, "5.1a")
    with pytest.raises(ValidationError):
        newer(world, "5.1a", "5.1b")


# --- the monitoring notice ----------------------------------------------------------------------------------


def test_the_notice_is_seen_once_with_its_time(world: SimpleNamespace, signed_in: Browser) -> None:
    address, browser = reverse("policy-notice", args=[kevi().pk]), signed_in("priya")
    assert "I have seen this" in browser.get(address).content.decode()
    for _ in range(2):
        browser.post(address)
    page = browser.get(address).content.decode()

    assert "It is on record that you saw this" in page
    assert world.priya.notices_seen.count() == 1


def test_a_notice_that_changed_is_shown_again_and_one_that_did_not_is_not(world: SimpleNamespace) -> None:
    actions.see_notice(again(world.priya), reading(again(world.priya), kevi()))
    same = newer(world, "5.1a")
    assert reading(again(world.priya), same).notice_seen is not None
    policy = kevi_text()
    changed = adopt(world, altered(policy, "3", reworded(policy, "7", "Everything.")), timezone.localdate() + days(1))

    assert reading(again(world.priya), changed).notice_seen is None


def test_a_policy_without_a_notice_has_no_such_page(world: SimpleNamespace, signed_in: Browser) -> None:
    assert signed_in("grace").get(reverse("policy-notice", args=[Adoption.objects.get(policy_id="key").pk])).status_code == 404
