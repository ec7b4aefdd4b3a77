"""From the file to the findings: what somebody sends is looked through, and what was found is shown to them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from safeconduct.web.audits.models import Audit, home
from safeconduct.web.audits.working import State
from safeconduct.web.checks.standing import standing
from web.audits import made
from web.audits.searching import everywhere


@pytest.mark.clause("kevi:8d")
def test_a_file_with_the_form_is_looked_through(world: SimpleNamespace) -> None:
    client = made.client_of(world.priya)
    chosen = [rule.policy.digest for rule in standing(world.priya).rules]
    file = SimpleUploadedFile(made.NAME, made.archive())

    answer = client.post(reverse("audits"), {"download": file, "policies": chosen})

    audit = Audit.objects.get(person=world.priya)
    assert answer["Location"] == made.page_of(audit)
    assert made.wait(audit) is State.DONE
    page = client.get(answer["Location"]).content.decode()
    assert "1 of the 12 texts checked needs your attention" in page
    assert f"{made.MARK}" in page
    assert "Because of Social Media Policy and Guidelines for Staff, 5" in page


@pytest.mark.clause("kevi:8d")
def test_the_page_says_who_asks_for_it(world: SimpleNamespace) -> None:
    asks = "Look through your old posts and remove what you would not post today."

    assert asks in made.client_of(world.priya).get(reverse("audits")).content.decode()
    assert asks not in made.client_of(world.marcus).get(reverse("audits")).content.decode()


def test_everything_is_sealed_on_the_way(world: SimpleNamespace) -> None:
    client = made.client_of(world.priya)
    chosen = [rule.policy.digest for rule in standing(world.priya).rules]
    client.post(reverse("audits"), {"download": SimpleUploadedFile(made.NAME, made.archive()), "policies": chosen})
    audit = Audit.objects.get()

    assert everywhere() == []
    made.wait(audit)
    assert everywhere() == []
    assert {file.stat().st_mode & 0o077 for file in audit.folder.iterdir() if file.name.startswith("sent")} == {0}
    assert audit.folder.stat().st_mode & 0o077 == 0
    assert home().stat().st_mode & 0o077 == 0
