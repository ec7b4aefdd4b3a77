"""Behind the link: reading only what is mine, ticking, asking, signing, the receipt; without an account and for nobody else."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from safeconduct.activity import Role
from safeconduct.policy import Library
from safeconduct.web.access.models import Event
from safeconduct.web.families import answering, given, inviting, links
from safeconduct.web.families.given import Names
from safeconduct.web.families.lists import Invited
from safeconduct.web.families.models import Habits, Invitation, Link, Question, Signature
from safeconduct.web.families.roles import asked_of, bound
from safeconduct.web.families.rounds import rounds
from safeconduct.web.jobs.models import Mail
from safeconduct.web.policies.actions import Refusal, SigningRefusedError
from safeconduct.web.policies.models import Adoption
from web.families import made


@pytest.fixture(autouse=True)
def _nobody_tried_before() -> None:
    cache.clear()


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


# --- who reads what -------------------------------------------------------------------------------------------------


@pytest.mark.clause("safe-use:0b")
def test_a_policy_that_binds_more_than_staff_is_signed_by_them_too() -> None:
    shipped, today = Library.shipped(), timezone.localdate()

    assert bound(shipped.get("safe-use", today)) == [Role.PARENT, Role.PUPIL, Role.VOLUNTEER, Role.GOVERNOR, Role.CONTRACTOR]
    assert bound(shipped.get("kevi", today)) == [Role.VOLUNTEER, Role.GOVERNOR, Role.CONTRACTOR]
    assert bound(shipped.get("key", today)) == []


@pytest.mark.clause("safe-use:S7")
@pytest.mark.clause("safe-use:O5")
def test_parents_and_pupils_sign_their_own_points_and_no_others() -> None:
    policy = Library.shipped().get("safe-use", timezone.localdate())
    parents, pupils = ({clause.id for clause in asked_of(policy, role)} for role in (Role.PARENT, Role.PUPIL))
    volunteers = {clause.id for clause in asked_of(policy, Role.VOLUNTEER)}

    assert parents == {"O1", "O2", "O3", "O5", "S1", "S2", "S3", "S4a", "S7"}
    assert pupils == {"O1", "O2", "O3", "S1", "S2", "S3", "S4a"}
    assert {"O4", "S5", "S6"} <= volunteers
    assert "S7" not in volunteers


def test_the_page_puts_the_points_in_the_words_of_those_who_read_them(world: SimpleNamespace) -> None:
    invitation = made.ella(world)
    shown = page(Client(), made.path(invitation))

    assert all(escape(clause.said_to(Role.PARENT)) in shown for clause in invitation.points)
    assert "keep an eye on how my child" in shown
    assert "Give no pupil" not in shown
    assert "Keep a proper professional distance" not in shown
    assert "for Ella Brown" in shown


def test_nothing_about_anybody_at_the_school_stands_there(world: SimpleNamespace) -> None:
    question = made.asked(world)
    answering.reply(world.helen, question, "Yes, there too.")
    invitation = Invitation.objects.get()
    path = made.path(invitation)
    unsigned = page(Client(), path)
    made.sign(invitation)
    both = unsigned + page(Client(), path)

    assert "Yes, there too." in unsigned
    assert [name for name in ("Helen", "Marsh", "Owen", "Daniel") if name in both] == []


def test_whoever_has_the_link_needs_no_account_and_no_search_engine_lists_it(world: SimpleNamespace) -> None:
    answer = Client().get(made.path(made.ella(world)))

    assert answer.status_code == 200
    assert "noindex" in answer["X-Robots-Tag"]
    assert 'name="robots" content="noindex' in answer.content.decode()
    assert answer["Referrer-Policy"] == "strict-origin"  # the address of the page goes nowhere, not even to the site itself
    assert answer["Cache-Control"] == "no-store"
    assert "safeconduct" not in answer.cookies  # no session is made


# --- signing --------------------------------------------------------------------------------------------------------


@pytest.mark.clause("safe-use:S7")
def test_a_parent_ticks_everything_signs_and_gets_a_receipt(world: SimpleNamespace) -> None:
    invitation, client = made.ella(world), Client()
    path = made.path(invitation)
    answer = client.post(path, made.filled(invitation), follow=True)
    signature = Signature.objects.get()

    assert "You have signed" in answer.content.decode()
    assert (signature.name, signature.child, signature.group, signature.role) == ("Anna Brown", "Ella Brown", "3B", "parent")
    assert signature.is_genuine
    assert [point["clause"] for point in signature.points] == [clause.id for clause in invitation.points]
    assert signature.points[0]["says"] == "I publish nothing online that hurts anybody at the school."
    receipt = client.get(f"{path}receipt.pdf")
    assert (receipt["Content-Type"], receipt.content[:5]) == ("application/pdf", b"%PDF-")


def test_the_trail_tells_of_the_signature_by_its_digest_and_nobodys_name(world: SimpleNamespace) -> None:
    signature = made.signed(world)
    entry = Event.objects.get(verb="families.sign")

    assert entry.about == f"families.signature:{signature.pk}"
    assert entry.facts["digest"] == made.adoption().digest
    assert entry.actor_id is None
    told = str(list(Event.objects.values_list("facts", flat=True)))
    assert [name for name in ("Anna", "Ella", "Brown", "example.org") if name in told] == []


def test_a_point_that_is_neither_ticked_nor_asked_about_is_named_and_nothing_is_lost(world: SimpleNamespace) -> None:
    invitation, client = made.ella(world), Client()
    sent = made.filled(invitation, email="anna@example.org")
    del sent["tick_3"]
    shown = client.post(made.path(invitation), sent).content.decode()

    assert "Tick point 4 to say yes to it, or ask a question about it." in shown
    assert 'value="Anna Brown"' in shown
    assert shown.count(" checked") == len(invitation.points) - 1
    assert Signature.objects.count() == 0
    invitation.refresh_from_db()
    assert len(invitation.agreed) == len(invitation.points) - 1  # whoever comes back another day finds them


def test_a_name_that_is_missing_is_asked_for_and_the_ticks_stay(world: SimpleNamespace) -> None:
    invitation = made.ella(world)
    shown = Client().post(made.path(invitation), made.filled(invitation, name="")).content.decode()

    assert "Write the name." in shown
    assert shown.count(" checked") == len(invitation.points)
    assert Signature.objects.count() == 0


def test_a_young_pupil_signs_together_with_a_parent(world: SimpleNamespace) -> None:
    (invitation,) = made.invite(world, Invited("Ella Brown", group="3B"), role=Role.PUPIL)
    path, client = made.path(invitation), Client()
    alone = client.post(path, made.filled(invitation, name="Ella Brown"))
    assert Signature.objects.count() == 0
    assert "parent’s or carer’s full name" in alone.content.decode()

    client.post(path, made.filled(invitation, name="Ella Brown", parent="Anna Brown"))
    signature = Signature.objects.get()

    assert (signature.name, signature.parent, signature.role) == ("Ella Brown", "Anna Brown", "pupil")


@pytest.mark.parametrize(("age", "limit", "together"), [(12, 13, True), (13, 13, False), (None, 13, True), (None, 0, False)])
def test_the_school_says_from_which_age_pupils_sign_alone(
    age: int | None, limit: int, together: bool, world: SimpleNamespace
) -> None:
    inviting.settle(world.helen, world.elm, **{**made.HABITS, "alone_from": limit})
    today = timezone.localdate()
    born = today.replace(year=today.year - age, day=1) if age is not None else None
    (invitation,) = made.invite(world, Invited("Ella Brown", born=born), role=Role.PUPIL)

    assert invitation.together is together
    assert Habits.of(world.elm).alone_from == limit


def test_signing_twice_gives_the_first_signature_again(world: SimpleNamespace) -> None:
    first = made.signed(world)
    again = given.sign(Invitation.objects.get(), first.digest, Names("Somebody Else"))

    assert again.pk == first.pk
    assert "You have signed" in page(Client(), made.path(Invitation.objects.get()))


@pytest.mark.parametrize("what", ["over", "other text", "points left", "withdrawn"])
def test_what_cannot_be_signed_is_refused(what: str, world: SimpleNamespace) -> None:
    invitation = made.ella(world)
    made.tick(invitation, *(["S7"] if what == "points left" else []))
    digest = "0" * 64 if what == "other text" else invitation.adoption.digest
    if what == "over":
        Adoption.objects.filter(policy_id="safe-use").update(withdrawn_from=timezone.localdate())
    if what == "withdrawn":
        inviting.withdraw(world.owen, invitation)
    with pytest.raises(SigningRefusedError) as refused:
        given.sign(invitation, digest, Names("Anna Brown"))

    expected = {"over": Refusal.OVER, "withdrawn": Refusal.OVER, "points left": Refusal.POINTS_LEFT}
    assert refused.value.why is expected.get(what, Refusal.OTHER_TEXT)
    assert Signature.objects.count() == 0


def test_a_new_version_asks_anew(world: SimpleNamespace) -> None:
    made.signed(world)
    old = made.adoption()
    today = timezone.localdate()
    Adoption.objects.filter(pk=old.pk).update(until=today - timedelta(1))
    fields = {
        name: getattr(old, name) for name in ("organisation", "policy_id", "title", "text", "digest", "adopted_on", "owner")
    }
    new = Adoption.objects.create(**fields, since=today, version="2026-11")
    at = next(at for at in rounds([world.elm]) if at.adoption == new and at.role is Role.PARENT)

    assert (at.invited.count(), at.signed.count()) == (0, 0)
    assert not [at for at in rounds([world.elm]) if at.adoption == old]


# --- asking ---------------------------------------------------------------------------------------------------------


def test_a_question_goes_to_who_answers_and_the_answer_stands_beside_the_point(world: SimpleNamespace) -> None:
    invitation, client = made.ella(world), Client()
    path = made.path(invitation)
    sent = made.filled(invitation, question_8="At her father’s, too?", name="")
    del sent["tick_8"]
    shown = client.post(path, sent, follow=True).content.decode()
    asked = Question.objects.get()

    assert (asked.clause, asked.text) == ("S7", "At her father’s, too?")
    assert "Your question is with the school" in shown
    assert list(Mail.objects.filter(template="families/asked").values_list("to", flat=True)) == [world.helen.pk]

    answering.reply(world.helen, asked, "Yes, wherever she is.")
    assert Mail.objects.filter(template="families/answered", address="anna@example.org").count() == 1
    assert "Yes, wherever she is." in page(client, path)
    client.post(path, made.filled(invitation))
    assert Signature.objects.count() == 1


def test_the_same_question_sent_twice_is_one(world: SimpleNamespace) -> None:
    invitation = made.ella(world)
    for _ in range(2):
        given.say(invitation, set(), {"S7": "What is that?"})

    assert Question.objects.count() == 1


def test_nobody_can_fill_the_site_with_questions(world: SimpleNamespace) -> None:
    invitation = made.ella(world)
    for number in range(given.MOST_QUESTIONS + 5):
        given.say(invitation, set(), {"S7": f"Question {number}?"})

    assert Question.objects.count() == given.MOST_QUESTIONS


# --- the links ------------------------------------------------------------------------------------------------------


def test_of_a_link_only_a_hash_is_kept(world: SimpleNamespace) -> None:
    token = made.token(made.ella(world))
    kept = str(list(Link.objects.values()))

    assert len(token) >= 32  # 192 bits
    assert token not in kept


def test_links_that_lead_nowhere_all_look_the_same(world: SimpleNamespace) -> None:
    expired, withdrawn = made.invite(world, made.ANNA, made.YUSUF)
    paths = ["/sign/never-given/", made.path(expired), made.path(withdrawn)]
    Invitation.objects.filter(pk=expired.pk).update(until=timezone.localdate() - timedelta(1))
    inviting.withdraw(world.owen, withdrawn)
    answers = [Client().get(path) for path in paths]

    assert [answer.status_code for answer in answers] == [404] * 3
    assert len({answer.content for answer in answers}) == 1


def test_after_a_link_has_run_out_it_still_shows_the_receipt(world: SimpleNamespace) -> None:
    path = made.path(made.signed(world).invitation)
    with time_machine.travel(timezone.now() + timedelta(days=80), tick=False):
        shown = page(Client(), path)

    assert "You have signed" in shown


def test_whoever_tries_links_has_to_wait_and_whoever_has_one_never_does(world: SimpleNamespace) -> None:
    path = made.path(made.ella(world))
    tries = [Client().get(f"/sign/guess-{number}/").status_code for number in range(7)]

    assert tries == [404] * 5 + [429] * 2
    assert Client().get(path).status_code == 200


def test_very_many_forms_by_one_link_are_slowed_down_and_lose_nothing(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "MOST_SENT", 1)
    invitation = made.ella(world)
    path, sent = made.path(invitation), made.filled(invitation, name="")
    Client().post(path, sent)
    answer = Client().post(path, {**sent, "name": "Anna Brown"})

    assert answer.status_code == 429
    assert 'value="Anna Brown"' in answer.content.decode()


def test_a_receipt_is_checked_by_its_code_and_tells_initials_only(world: SimpleNamespace) -> None:
    signature = made.signed(world)
    shown = page(Client(), f"/sign/receipt/?code={signature.code}")

    assert "Genuine" in shown
    assert "A. B." in shown
    assert "Anna" not in shown
    assert "Not genuine" in page(Client(), "/sign/receipt/?code=AAAA")


def test_the_receipt_goes_by_mail_to_whoever_wishes(world: SimpleNamespace) -> None:
    invitation = made.ella(world)
    Client().post(made.path(invitation), made.filled(invitation, email="anna.home@example.org"))

    assert Mail.objects.filter(template="families/receipt").values_list("address", flat=True).get() == "anna.home@example.org"
