"""A right on a case is asked of the case: whoever is not on it is a stranger to it, whatever they are at the school."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.http import Http404

from safeconduct.web.access.deciding import knows, may, require
from safeconduct.web.people.models import Person
from web.casework.made import told


def again(person: Person) -> Person:
    """The same person as a later request finds them."""
    return Person.objects.get(pk=person.pk)


@pytest.mark.parametrize("key", ["priya", "tomasz", "sian", "farah", "owen", "grace", "ruth", "marcus"])
def test_somebody_of_the_school_who_is_not_on_a_case_is_a_stranger_to_it(world: SimpleNamespace, key: str) -> None:
    case, one = told(world), again(getattr(world, key))

    assert not knows(one, case)
    assert not may(one, "concerns.read", case)
    with pytest.raises(Http404):
        require(one, "concerns.work", case)


def test_those_who_receive_a_case_may_deal_with_it(world: SimpleNamespace) -> None:
    case = told(world)

    assert may(again(world.helen), "concerns.work", case)
    assert may(again(world.daniel), "concerns.work", case)
