"""A round: those in one role at one school who sign one adopted policy by link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from safeconduct.activity import Role
from safeconduct.policy import Clause
from safeconduct.web.families.models import Invitation, Signature
from safeconduct.web.families.roles import LINKED, Words, asked_of, bound
from safeconduct.web.people.models import Organisation
from safeconduct.web.policies.models import Adoption


class Round:
    """One role at one school under one policy. Rights are asked of ``organisation``."""

    def __init__(self, organisation: Organisation, adoption: Adoption, role: Role) -> None:
        self.organisation, self.adoption, self.role = organisation, adoption, role

    @property
    def words(self) -> Words:
        """What they are called."""
        return LINKED[self.role]

    @property
    def points(self) -> Sequence[Clause]:
        """What they sign."""
        return asked_of(self.adoption.policy, self.role)

    @property
    def key(self) -> list[object]:
        """The arguments of its address."""
        return [self.organisation.pk, self.adoption.pk, self.role.value]

    @property
    def _mine(self) -> dict[str, object]:
        return {"organisation": self.organisation, "adoption": self.adoption, "role": self.role.value}

    @property
    def invited(self) -> QuerySet[Invitation]:
        """Everybody who was invited and is still on the list."""
        return Invitation.objects.to_people().filter(**self._mine)

    @property
    def waiting(self) -> QuerySet[Invitation]:
        """Those whom the office invited and who have not signed."""
        return self.invited.filter(signature=None, withdrawn_at=None, by_open_link=False)

    @property
    def signed(self) -> QuerySet[Signature]:
        """Every signature, of those too whose invitation is gone."""
        return Signature.objects.filter(**self._mine)

    @property
    def open_links(self) -> QuerySet[Invitation]:
        """The links for a class or for all that lead somewhere."""
        return Invitation.objects.filter(**self._mine, is_open=True, withdrawn_at=None)

    @cached_property
    def is_open(self) -> bool:
        """Whether one can sign: the policy is in force or to come, and binds them."""
        return not self.adoption.is_over and bool(self.points)

    def check(self) -> None:
        """Refuse what makes no sense any more.

        Raises:
            ValidationError: the policy is over, or binds nobody in this role.
        """
        if self.adoption.is_over:
            raise ValidationError("This version is no longer in force. Invite them to sign the one that followed it.")
        if not self.points:
            raise ValidationError(f"This policy asks nothing of {self.words.many.lower()}: there is nothing to sign.")


def rounds(places: Iterable[Organisation]) -> list[Round]:
    """What can be signed by link at some schools: each policy in force there or above, for each role that it asks of."""
    wanted = [place for place in places if place.kind == Organisation.Kind.SCHOOL]
    above = {number for place in wanted for number in place.path_of_ids}
    adopted = Adoption.objects.filter(organisation__in=above).select_related("organisation").order_by("title", "-since")
    alive = [each for each in adopted if not each.is_over]
    return [
        Round(place, adoption, role)
        for place in wanted
        for adoption in alive
        if adoption.organisation_id in place.path_of_ids
        for role in bound(adoption.policy)
    ]


__all__: Final = ("Round", "rounds")
