"""Telling something: who would get it is shown before, what is sent is what was shown, and no error takes the words away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from pytest_django.fixtures import Settings

from safeconduct.activity import ConcernKind
from safeconduct.web.access.models import Event
from safeconduct.web.access.rights import Position
from safeconduct.web.concerns import uploading
from safeconduct.web.concerns.actions import messages
from safeconduct.web.concerns.colleagues import LATELY
from safeconduct.web.concerns.mentioning import mentioned
from safeconduct.web.concerns.models import Case, Concern, Evidence, Note, Outside, Subject
from safeconduct.web.concerns.reaching import visible
from safeconduct.web.concerns.wording import KINDS
from safeconduct.web.jobs.models import Mail
from safeconduct.web.people.models import Person, Placement, Role
from safeconduct.web.sealing.models import Sealed
from safeconduct.web.sealing.storing import unsealed, words
from web.concerns.made import screenshot, upload
from web.concerns.telling import CAST, NEW, TOLD, again, code_on, door, hidden, looked, names_on, sent, the_case, the_concern

Browser = Callable[[str], Client]
CONTACT = "/tell/?from=contact&what=friend_request&who=pupil&where=own_social"
OWN = "/tell/new/?nature=own"


def who_sees(world: SimpleNamespace) -> set[str]:
    return {key for key in CAST if visible(again(getattr(world, key)))}


def test_a_friend_request_is_turned_into_a_concern(world: SimpleNamespace, signed_in: Browser) -> None:
    client = signed_in("priya")
    answer = client.get("/contact/?what=friend_request&who=pupil&where=own_social").content.decode()
    assert "/tell/?from=contact&amp;what=friend_request&amp;who=pupil&amp;where=own_social" in answer.replace(
        "&who", "&amp;who"
    ).replace("&where", "&amp;where")
    address = client.get(CONTACT)["Location"]
    page = client.get(address).content.decode()
    assert "What: A friend request came to me" in page

    code = code_on(sent(client, address, about="pupil", who="Jayden, 9B", where="instagram", when="last night"))

    concern = the_concern()
    assert words(concern.words) == (
        f"{TOLD}\n\nWhen: last night\nWhere: Instagram\nWhat: A friend request came to me\nWho: A pupil\nWhere: My own account"
    )
    assert (concern.kind, concern.standing, concern.nature, concern.child_protection) == (
        "pupil-contact",
        "named",
        "seen",
        True,
    )
    assert concern.reporter == world.priya
    subject = Subject.objects.get()
    assert (subject.who, subject.person, words(subject.words)) == ("pupil", None, "Jayden, 9B")  # type: ignore[arg-type]
    assert who_sees(world) == {"daniel", "sian"}
    assert len(code) == 19


def test_before_sending_it_says_who_why_how_soon_and_what_not_to_do(signed_in: Browser) -> None:
    page = unescape(looked(signed_in("priya"), child="yes").content.decode())

    assert names_on(looked(signed_in("priya"), child="yes")) == ["Daniel Okafor", "Siân Pritchard"]
    assert "6b: section 6, paragraph 2" in page
    assert "If a student makes social or inappropriate contact" in page
    assert "Your policies want it told at once" in page
    for said in ("Do not answer.", "Do not accept it.", 'href="tel:999"', "Those named above see your name."):
        assert said in page
    assert Concern.objects.count() == Case.objects.count() == Sealed.objects.count() == 0, "nothing is kept until it is sent"


@pytest.mark.parametrize("kind", list(ConcernKind))
def test_every_kind_can_be_told_and_reaches_somebody(kind: ConcernKind, world: SimpleNamespace, signed_in: Browser) -> None:
    answer = sent(signed_in("priya"), kind=kind.value, child="no")

    assert code_on(answer)
    assert the_concern().kind == kind.value
    assert who_sees(world)
    assert set(KINDS) == set(ConcernKind)


def test_what_was_shown_is_who_gets_it(world: SimpleNamespace, signed_in: Browser) -> None:
    client = signed_in("priya")
    given = {"kind": "misuse-by-adult", "child": "no", "about": "staff", "staff": world.tomasz.pk, "words": "He did."}
    shown = names_on(looked(client, do="look", **given))
    sent(client, **given)

    assert {again(getattr(world, key)).name for key in who_sees(world)} == set(shown)
    assert Subject.objects.get().person == world.tomasz
    assert world.tomasz.name not in shown


def test_the_person_whom_it_is_about_drops_out_before_it_is_sent(world: SimpleNamespace, signed_in: Browser) -> None:
    client = signed_in("priya")
    given = {"kind": "misuse-by-adult", "child": "no", "words": "He did."}
    assert "Helen Marsh" in names_on(looked(client, **given, about="staff"))

    page = looked(client, **given, leave_out=world.helen.pk)
    assert names_on(page) == ["Farah Siddiqui"]
    assert "It is about Helen Marsh, who is left out" in page.content.decode()
    sent(client, **given, leave_out=[world.helen.pk])

    assert who_sees(world) == {"farah"}
    assert Subject.objects.get().person == world.helen


def test_nobody_can_be_left_out_who_would_not_get_it(world: SimpleNamespace, signed_in: Browser) -> None:
    page = looked(signed_in("priya"), child="yes", leave_out=[world.marcus.pk, "0", "x", "-1"]).content.decode()

    assert "Marcus Bell" not in page
    assert "who is left out" not in page


def test_whoever_is_written_of_and_would_get_it_must_be_asked_about(world: SimpleNamespace, signed_in: Browser) -> None:
    client = signed_in("priya")
    given = {
        "words": "Mrs Marsh's phone showed messages to a pupil.",
        "kind": "misuse-by-adult",
        "about": "staff",
        "child": "no",
    }

    page = sent(client, **given).content.decode()
    assert "You write of somebody who would get it" in page
    assert the_case_count() == 0
    assert code_on(sent(client, **given, not_them="on"))
    assert who_sees(world) >= {"helen"}


def the_case_count() -> int:
    return Case.objects.count()


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Helen Marsh", "I saw Helen Marsh do it", True),
        ("Helen Marsh", "MRS MARSH'S car", True),
        ("Helen Marsh", "Helen is always messaging girls", True),
        ("Helen Marsh", "i saw helen do it", True),
        ("Helen Marsh", "the marshland behind school", False),
        ("Helen Marsh", "Marsh", True),
        ("Helen Marsh", "", False),
        ("Helen Marsh", "Helen\nMarsh", True),
        ("Jürgen Müller", "Mrs Muller sends her pictures", True),
        ("Jürgen Müller", "Mrs Mu\u0308ller sends her pictures", True),
        ("Tomasz Zieliński", "Mr Zielinski was there", True),
        ("Ann Smith-Jones", "Ms Smith was in the car", True),
        ("Ann Smith-Jones", "Miss Jones was in the car", True),
        ("Ann Smith‑Jones", "Ms Smith-Jones was in the car", True),
        ("Sean O'Brien", "Mr OBrien was in the car", True),
        ("Sean O’Brien", "Mr O'Brien was in the car", True),
        ("Wei Ng", "Mr Ng was in the car", True),
        ("Wei Ng", "Something was said, ng", False),
        ("Mark Field", "Mark is always messaging girls", True),
        ("Mark Field", "I saw Mark with a girl", True),
        ("Mark Field", "Mark the date. I mark books, and my mark was wrong.", False),
        ("Will Field", "Will you look at it? Will it help? I hope you will.", False),
        ("Will Field", "It was Will again", True),
        ("Dr Helen Marsh", "Dr Strange did it", False),
        ("", "", False),
    ],
)
def test_a_name_is_found_as_people_write_it(name: str, text: str, found: bool) -> None:
    assert bool(mentioned(text, [Person(name=name)], who="")) is found


def test_a_first_name_counts_where_it_is_asked_who_it_is_and_nowhere_where_nobody_is_asked() -> None:
    assert mentioned("He did it.", [Person(name="Will Field")], who="will, I think")
    assert not mentioned("Helen did it.", [Person(name="Helen Marsh")])


@pytest.mark.parametrize(
    ("words", "who", "asked"),
    [
        ("The headteacher keeps messaging a year 11 girl at night.", "", "Helen Marsh"),
        ("Our head has been sending private messages to a girl in year 10.", "", "Helen Marsh"),
        ("There were messages to a girl.", "the headteacher", "Helen Marsh"),
        ("There were messages to a girl.", "Mrs M, head", "Helen Marsh"),
        ("The Designated Safeguarding Lead was in a car with a girl.", "", "Daniel Okafor"),
        ("My line manager is bullying me.", "", "Helen Marsh"),
        ("Helen is always messaging girls.", "", "Helen Marsh"),
        ("I told the headteacher that a teacher sends messages to a girl.", "", ""),
        ("The head of year 9 sends messages to a girl.", "deputy head", ""),
        ("He hit a boy on the head.", "the head girl's brother", ""),
    ],
)
def test_whoever_a_role_or_a_first_name_may_mean_must_be_asked_about(
    words: str, who: str, asked: str, signed_in: Browser
) -> None:
    client, given = signed_in("priya"), {"kind": "misuse-by-adult", "child": "no", "about": "staff"}

    page = sent(client, words=words, who=who, **given).content.decode()
    assert ("You write of somebody who would get it" in page) is bool(asked)
    assert (f"You write of {asked}" in page) is bool(asked)
    assert Concern.objects.exists() is not bool(asked)


def test_who_told_it_never_gets_it(world: SimpleNamespace, signed_in: Browser) -> None:
    assert names_on(looked(signed_in("daniel"), child="yes")) == ["Siân Pritchard"]


def test_somebody_placed_by_an_agency_chooses_the_school_and_the_agency_gets_its_part(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    client = signed_in("grace")
    page = client.get(f"{NEW}?nature=seen").content.decode()
    assert "Which of these is it about?" in page
    address = f"{NEW}?nature=seen&place={world.elm.pk}"
    assert f"{NEW}?nature=seen&amp;place={world.elm.pk}" in page

    assert names_on(looked(client, address, child="no")) == ["Daniel Okafor", "Ruth Goldberg"]
    sent(client, address, child="no", evidence=[png()])
    assert {case.organisation for case in Case.objects.all()} == {world.elm, world.agency}
    assert {each.case.organisation for each in Evidence.objects.select_related("case__organisation")} == {
        world.elm,
        world.agency,
    }


def test_whoever_covered_until_yesterday_is_named_and_their_agency_gets_its_part(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    today, client = timezone.localdate(), signed_in("priya")
    Placement.objects.update(since=today - timedelta(1), until=today - timedelta(1))
    given = {"kind": "misuse-by-adult", "child": "no", "about": "staff", "staff": world.grace.pk, "words": "She filmed them."}
    last = date_format(today - timedelta(1), "j F Y")
    assert f"Grace Adeyemi, supply teacher, placed here until {last}" in client.get(NEW).content.decode()
    assert "Ruth Goldberg" in names_on(looked(client, **given))
    sent(client, **given)

    assert Subject.objects.get().person == world.grace
    assert {case.organisation for case in Case.objects.all()} == {world.elm, world.agency}
    assert "grace" not in who_sees(world)


@pytest.mark.parametrize("change", [{"until": -LATELY.days - 1}, {"until": -1, "cancelled": True}])
def test_whoever_covered_long_ago_or_never_came_is_not_in_the_list(
    world: SimpleNamespace, signed_in: Browser, change: dict[str, Any]
) -> None:
    until = timezone.localdate() + timedelta(change["until"])
    Placement.objects.update(since=until, until=until, cancelled="cancelled" in change)
    assert "Grace Adeyemi" not in signed_in("priya").get(NEW).content.decode()


def test_a_place_of_others_cannot_be_chosen(world: SimpleNamespace, signed_in: Browser) -> None:
    sent(signed_in("priya"), f"{NEW}?place={world.harbour.pk}")

    assert the_concern().organisation == world.elm


def test_where_nobody_is_left_the_one_outside_is_named(world: SimpleNamespace, signed_in: Browser) -> None:
    client = signed_in("priya")
    given = {"kind": "malpractice", "child": "no", "about": "staff", "staff": world.farah.pk, "words": "She did."}
    assert "has not entered a number" in looked(client, **given).content.decode()

    Outside.objects.create(organisation=world.elm, what="local_authority", name="The county", telephone="01234 567890")
    page = looked(client, **given).content.decode()
    assert "The county" in page
    assert 'href="tel:01234 567890"' in page


# --- oneself --------------------------------------------------------------------------------------------------------


def test_telling_it_oneself_is_neutral_carries_a_receipt_and_goes_where_the_policy_says(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    client = signed_in("priya")
    text = "I pressed follow on a pupil's account by mistake and took it back at once."
    page = unescape(client.get(OWN).content.decode())
    assert "counts for you" in page
    assert 'name="standing"' not in page

    looked_at = looked(client, OWN, words=text, child="no")
    assert "I contacted a pupil by mistake" in looked_at.content.decode()
    assert names_on(looked_at) == ["Daniel Okafor"], "6c of the school's policy names the safeguarding lead"
    answer = sent(client, OWN, words=text, kind="unintended-contact", child="no")

    assert "You told it yourself." in answer.content.decode()
    assert code_on(answer)
    concern = the_concern()
    assert (concern.nature, concern.standing) == ("own", "named")
    assert Subject.objects.get().person == world.priya
    assert the_case().strand == Case.Strand.ADULT
    assert who_sees(world) == {"daniel"}
    for word in ("allegation", "offender", "misconduct"):
        assert word not in answer.content.decode().lower()


def test_the_leads_own_slip_goes_to_the_head_and_the_heads_to_the_chair(world: SimpleNamespace, signed_in: Browser) -> None:
    for key, getters in (("daniel", ["Helen Marsh"]), ("helen", ["Farah Siddiqui"])):
        assert names_on(looked(signed_in(key), OWN, words="Oops.", kind="unintended-contact", child="no")) == getters


def test_where_no_policy_names_safeguarding_those_hear_of_it_who_hear_of_staff(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    shown = names_on(looked(signed_in("priya"), OWN, words="I posted it.", kind="own-content", child="no"))

    assert shown[:2] == ["Helen Marsh", "Daniel Okafor"]


def test_a_contact_begun_by_mistake_leads_to_telling_it_oneself(signed_in: Browser) -> None:
    address = f"{NEW}?from=contact&what=my-friend_request&who=pupil&slip=yes"
    page = unescape(signed_in("priya").get(address).content.decode())

    assert "Tell it yourself" in page


# --- what is known already ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "words_", "about", "where"),
    [
        (CONTACT, "A friend request came to me: from a pupil, on my own account.", ["pupil"], ""),
        ("/tell/?from=contact&what=phone&who=parent", "Somebody rang me: a parent or carer.", ["other"], "telephone"),
        ("/tell/?from=contact&what=tag", "Somebody tagged me.", [], ""),
        ("/tell/?from=contact&what=my-friend_request&who=pupil&slip=yes", "", ["pupil"], ""),
    ],
)
def test_what_was_answered_about_a_contact_is_filled_in(
    address: str, words_: str, about: list[str], where: str, signed_in: Browser
) -> None:
    form = signed_in("priya").get(address, follow=True).context["form"]

    assert form["words"].value() == words_
    assert form["where"].value() == where
    assert "about" not in form.fields or form["about"].value() == about


def test_of_staff_it_is_what_an_adult_did_and_not_that_a_pupil_wrote_to_me(world: SimpleNamespace, signed_in: Browser) -> None:
    given = {"words": "Tomasz has been texting one of my pupils late at night", "who": ""}
    assert looked(signed_in("priya"), **given).context["chosen"] == "pupil-contact"

    page = looked(signed_in("priya"), **given, about=["staff"], staff=[str(world.tomasz.pk)])

    assert (page.context["chosen"], page.context["child"]) == ("misuse-by-adult", "yes")
    assert "pupil-contact" in [kind for kind, _ in page.context["likely"]]


# --- in confidence --------------------------------------------------------------------------------------------------


def test_told_in_confidence_no_entry_and_no_mail_names_the_reporter(world: SimpleNamespace, signed_in: Browser) -> None:
    page = looked(signed_in("priya"), standing="confidential", child="yes").content.decode()
    assert "learn that you told it, and nobody else does" in page
    sent(signed_in("priya"), standing="confidential", evidence=[png()])

    assert the_concern().standing == "confidential"
    event = Event.objects.get(verb="concerns.raise")
    assert event.actor is None
    assert "Priya" not in str(event.facts)
    assert not Mail.objects.filter(to=world.priya).exists()
    assert Evidence.objects.get().by is None


def test_told_with_a_name_the_reporter_gets_a_mail_that_says_nothing(world: SimpleNamespace, signed_in: Browser) -> None:
    sent(signed_in("priya"), about="pupil", who="Jayden Brown")

    assert {each.template for each in Mail.objects.filter(to=world.priya)} == {"concerns/received"}
    assert {each.to for each in Mail.objects.filter(template="concerns/alert")} == {world.daniel, world.sian}
    assert "Jayden" not in str([each.context for each in Mail.objects.all()])
    assert Event.objects.get(verb="concerns.raise").actor == world.priya
    assert "Jayden" not in str([event.facts for event in Event.objects.all()])
    assert mail.outbox == []


def test_whoever_wants_no_name_is_told_to_come_back_signed_out(world: SimpleNamespace, signed_in: Browser) -> None:
    assert "has no page for that yet" in signed_in("priya").get(NEW).content.decode()
    assert "/tell/school/BCDF-GHJK-MNPQ/" not in signed_in("priya").get(NEW).content.decode()
    door(world)

    shown = unescape(signed_in("priya").get(NEW).content.decode())
    assert "/tell/school/BCDF-GHJK-MNPQ/" in shown
    assert "we would know who you are" in shown


# --- files ----------------------------------------------------------------------------------------------------------


def png(name: str = "screen.png") -> SimpleUploadedFile:
    return upload(name, screenshot(40, 40 + len(name)))


def test_files_and_addresses_are_kept_sealed_with_their_hash(signed_in: Browser) -> None:
    links = "instagram.com/sunny_dolphin\nhttps://example.org/post/1"
    sent(signed_in("priya"), evidence=[png(), png("Jayden Brown.png")], links=links, captured="On my phone")

    kept = list(Evidence.objects.select_related("sealed", "name", "captured").order_by("pk"))
    assert [words(each.name) for each in kept] == ["screen.png", "Jayden Brown.png", "Link", "Link"]
    assert unsealed(kept[2].sealed) == b"https://instagram.com/sunny_dolphin"
    assert {each.mime for each in kept[:2]} == {"image/png"}
    assert {words(each.captured) for each in kept if each.captured} == {"On my phone"}
    assert "Jayden" not in str([event.facts for event in Event.objects.all()])


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"evidence": [SimpleUploadedFile("empty.png", b"")]}, "It is empty."),
        ({"links": "not an address"}, "Line 1 is not the address of a page"),
        ({"links": "javascript:alert(1)"}, "Line 1 is not the address of a page"),
        ({"kind": ""}, "Choose what fits best"),
        ({"child": ""}, "Say whether a child could be at risk"),
        ({"words": "  \n "}, "Write what happened"),
        ({"words": "x" * 100_001}, "longer than 100,000 characters"),
        ({"when": "x" * 201}, "at most 200 characters"),
        ({"staff": "999999", "about": "staff"}, "not one of the available choices"),
    ],
)
def test_no_error_takes_the_words_away(given: dict[str, Any], says: str, signed_in: Browser) -> None:
    wrote = {"words": f"{TOLD} <b>&amp; more</b>", "when": "on Friday", "who": "Jayden", "captured": "my phone", **given}
    page = sent(signed_in("priya"), **wrote).content.decode()

    assert says in unescape(page)
    for name in ("words", "when", "who", "captured"):
        assert str(wrote[name]).strip()[:30] in unescape(page)
    assert Concern.objects.count() == 0
    assert page.count("<h1") == 1


def test_a_file_too_large_is_let_go_and_the_words_stay(monkeypatch: pytest.MonkeyPatch, signed_in: Browser) -> None:
    monkeypatch.setattr(uploading.EvidenceInMemory, "largest", 1000)
    monkeypatch.setattr(django_settings, "EVIDENCE_LARGEST", 1000)
    page = sent(signed_in("priya"), evidence=[SimpleUploadedFile("film.mp4", b"x" * 5000)]).content.decode()

    assert "Everything that you wrote is still here" in page
    assert TOLD in page
    assert Concern.objects.count() == 0


def test_no_file_lies_on_the_disk_and_too_many_are_refused(signed_in: Browser) -> None:
    page = sent(signed_in("priya"), evidence=[png(f"{number}.png") for number in range(11)]).content.decode()

    assert "You chose 11 files; 10 can be sent at a time" in page
    assert TOLD in page


# --- trouble on the way ---------------------------------------------------------------------------------------------


def test_a_form_sent_twice_is_one_concern_with_one_code(signed_in: Browser) -> None:
    client = signed_in("priya")
    page = looked(client, child="yes", kind="pupil-contact").content.decode()
    given = {"child": "yes", "kind": "pupil-contact", "token": hidden(page, "token"), "shown": hidden(page, "shown")}
    codes = {code_on(looked(client, do="send", **given)) for _ in range(3)}

    assert len(codes) == 1
    assert Concern.objects.count() == 1


def test_what_was_changed_before_it_was_sent_again_is_not_lost(world: SimpleNamespace, signed_in: Browser) -> None:
    client = signed_in("priya")
    page = looked(client, child="yes", kind="pupil-contact").content.decode()
    given = {"child": "yes", "kind": "pupil-contact", "token": hidden(page, "token"), "shown": hidden(page, "shown")}
    code = code_on(looked(client, do="send", **given))
    more = {"words": f"{TOLD} He wrote again today.", "about": "staff", "staff": world.tomasz.pk, **given}

    page = unescape(looked(client, do="send", **more, evidence=[png()]).content.decode())
    assert code in page
    assert "He wrote again today." in page
    assert "Add it to what I sent" in page
    assert Note.objects.count() == 0
    assert Evidence.objects.count() == 0

    for do in ("add", "add", "send"):
        assert code_on(looked(client, do=do, **more, evidence=[png()])) == code
    note = messages(Concern.objects.get())
    assert [words(each.words) for each in note] == [f"{more['words']}\n\nWho it is about: Tomasz Zieliński"]
    assert {each.name for each in [png()]} == {words(each.name) for each in Evidence.objects.all()}
    assert code_on(looked(client, do="send", **given)) == code
    assert Concern.objects.count() == 1


@pytest.mark.parametrize("change", [{"links": "example.org"}, {"child": "no"}, {"when": "on Friday"}, {"who": "Jayden"}])
def test_each_change_is_noticed_and_kept(change: dict[str, str], signed_in: Browser) -> None:
    client = signed_in("priya")
    page = looked(client, child="yes", kind="pupil-contact").content.decode()
    given = {"child": "yes", "kind": "pupil-contact", "token": hidden(page, "token"), "shown": hidden(page, "shown")}
    code_on(looked(client, do="send", **given))

    assert "Add it to what I sent" in looked(client, do="send", **{**given, **change}).content.decode()
    code_on(looked(client, do="add", **{**given, **change}))
    added = "".join(words(each.words) for each in messages(Concern.objects.get()))
    assert any(says in added for says in change.values()) or Evidence.objects.exists()


def test_what_was_changed_can_be_told_as_something_new(signed_in: Browser) -> None:
    client = signed_in("priya")
    page = looked(client, child="yes", kind="pupil-contact").content.decode()
    given = {"child": "yes", "kind": "pupil-contact", "token": hidden(page, "token"), "shown": hidden(page, "shown")}
    first = code_on(looked(client, do="send", **given))
    more = {**given, "words": f"{TOLD} He wrote again today."}
    page = looked(client, do="anew", **more).content.decode()
    anew = {"token": hidden(page, "token"), "shown": hidden(page, "shown")}

    assert code_on(looked(client, do="send", **{**more, **anew})) != first
    assert Concern.objects.count() == 2


def test_somebody_else_s_form_is_no_way_into_what_they_told(signed_in: Browser) -> None:
    page = looked(signed_in("priya"), child="yes", kind="pupil-contact").content.decode()
    given = {"child": "yes", "kind": "pupil-contact", "token": hidden(page, "token"), "shown": hidden(page, "shown")}
    code = code_on(looked(signed_in("priya"), do="send", **given))

    assert code not in looked(signed_in("grace"), "/tell/new/", "add", **given).content.decode()
    assert Note.objects.count() == 0


@pytest.mark.parametrize("token", ["", "x", "x:y", "1" * 500, "\N{PILE OF POO}"])
def test_a_token_that_is_not_ours_counts_for_nothing(token: str, signed_in: Browser) -> None:
    client = signed_in("priya")
    page = looked(client, child="yes", kind="pupil-contact").content.decode()
    given = {"child": "yes", "kind": "pupil-contact", "token": token, "shown": hidden(page, "shown")}
    codes = {code_on(looked(client, do="send", **given)) for _ in range(2)}

    assert len(codes) == 2


def test_nothing_goes_to_others_than_the_page_showed(world: SimpleNamespace, signed_in: Browser) -> None:
    client = signed_in("priya")
    page = looked(client, child="yes", kind="pupil-contact").content.decode()
    given = {"child": "yes", "kind": "pupil-contact", "token": hidden(page, "token"), "shown": hidden(page, "shown")}
    Role.objects.filter(person=world.sian, position=Position.DEPUTY_LEAD).delete()

    answer = looked(client, do="send", **given).content.decode()
    assert "not what the page showed before" in answer
    assert TOLD in answer
    assert Concern.objects.count() == 0
    again_ = {**given, "shown": hidden(answer, "shown")}
    assert code_on(looked(client, do="send", **again_))


def test_somebody_who_was_signed_out_while_writing_keeps_the_words_and_goes_on(signed_in: Browser) -> None:
    nobody = signed_in("nobody")
    page = looked(nobody, who="Jayden", do="send", links="example.org").content.decode()
    assert "You were signed out, so nothing was sent" in page
    assert TOLD in page
    assert hidden(page, "who") == "Jayden"
    assert hidden(page, "links") == "example.org"
    assert Concern.objects.count() == 0

    assert names_on(looked(signed_in("priya"), who=hidden(page, "who"), child="yes"))


def test_a_page_that_was_open_too_long_comes_back_whole(world: SimpleNamespace) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.priya, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get(NEW)
    page = looked(client, do="send", child="yes", kind="pupil-contact", csrfmiddlewaretoken="x" * 64).content.decode()
    assert "nothing was sent yet" in page
    assert TOLD in page
    assert Concern.objects.count() == 0

    fresh = {"csrfmiddlewaretoken": hidden(page, "csrfmiddlewaretoken"), "token": hidden(page, "token")}
    assert code_on(looked(client, do="send", child="yes", kind="pupil-contact", shown=hidden(page, "shown"), **fresh))


def test_without_a_key_nothing_is_sent_and_the_words_stay(settings: Settings, signed_in: Browser) -> None:
    settings.CASE_KEY = "/nowhere/case.key"
    page = sent(signed_in("priya")).content.decode()

    assert "It could not be kept just now, so nothing was sent" in page
    assert TOLD in page
    assert Concern.objects.count() == Case.objects.count() == Mail.objects.count() == 0


def test_a_mail_server_that_is_down_stops_nothing(settings: Settings, signed_in: Browser) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        9,
    )

    assert code_on(sent(signed_in("priya")))
    assert Mail.objects.filter(state=Mail.State.WAITING).count() == 3


@pytest.mark.parametrize(
    "query",
    ["kind=x", "nature=x", "from=contact", "from=contact&what=x", "from=contact&what=follow&what=tag", "from=x&what=follow",
     "from=contact&what=follow&who=pupil&words=secret", "place=x", "place=999999999999", "kind=pupil-contact&kind=x"],
)  # fmt: skip
def test_an_address_with_anything_else_leads_to_the_plain_form(query: str, signed_in: Browser) -> None:
    page = signed_in("priya").get(f"{NEW}?{query}")

    assert page.status_code == 200
    assert "secret" not in page.content.decode().replace("words=secret", "")


def test_every_page_leads_there(signed_in: Browser) -> None:
    for address in ("/", "/check/", "/policies/", "/contact/"):
        assert reverse("concern") in signed_in("priya").get(address).content.decode()


def test_a_long_staff_list_costs_no_more_queries(world: SimpleNamespace, signed_in: Browser) -> None:
    client = signed_in("priya")

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            looked(client, child="yes")
        return len(caught)

    count()
    few = count()
    people = Person.objects.bulk_create(Person(email=f"p{number}@demo.example", name=f"P {number}") for number in range(60))
    Role.objects.bulk_create(Role(person=each, organisation=world.elm, position=Position.TEACHER) for each in people)
    assert count() == few
