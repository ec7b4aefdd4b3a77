"""On which page somebody pressed “Tell somebody”: named by its code in the address, never by anything that stands on it.

?from=page&page=check                  a page of which there is one
?from=page&page=policy&policy=12       a policy that they may read: its title goes along
?from=contact&what=friend_request&…    what was answered about a contact, as its own page leads there

Cases, people, permissions and whatever else not everybody sees are not among them: whoever gets the concern would learn of
them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from safeconduct.web.access.deciding import may
from safeconduct.web.people.models import Person
from safeconduct.web.policies.models import Adoption

FROM: Final = "page"
_POLICY: Final = "policy"
_OF_A_POLICY: Final = frozenset({"policy", "policy-changes", "policy-notice", "policy-sign", "policy-sign-step"})
_PAGES: Final[Mapping[str, str]] = {
    "check": "Check a post", "check-picture": "Check a picture",
    "contact": "A friend request or message", "contact-else": "A friend request or message",
    "relationships": "The relationships that I declared", "relationship-declare": "The relationships that I declared",
    "audits": "My own old posts", "audit": "My own old posts", "audit-how": "My own old posts",
    "my-accounts": "Looking after my accounts", "reviews": "Looking after my accounts", "checkup": "Looking after my accounts",
    "ask-permission": "Asking for permission", "permission-ask": "Asking for permission",
    "permission-post": "Asking for permission", "official-accounts": "The school's own accounts",
    "equipment": "Equipment at home", "removal-ask": "Something to be taken down",
    "filtering": "Filtering and monitoring", "filter-incident-add": "Filtering and monitoring",
    "policies": "The policies", "policy-compare": "The policies", "my-data": "What is held about me",
}  # fmt: skip
_DIGITS: Final = 18


def leading(request: HttpRequest) -> str:
    """What the link at the foot of a page says about that page: the end of an address, empty where there is nothing to say."""
    match = request.resolver_match
    name = match.url_name if match is not None else None
    if match is None or name is None:
        return ""
    if name == "contact" and request.GET:
        return f"?{urlencode({'from': 'contact'})}&{request.GET.urlencode()}"
    if name in _OF_A_POLICY:
        return f"?{urlencode({'from': FROM, 'page': _POLICY, 'policy': match.kwargs['pk']})}"
    return f"?{urlencode({'from': FROM, 'page': name})}" if name in _PAGES else ""


def said(query: QueryDict, me: Person) -> str:
    """The page that an address names, in words; nothing where it names none that there is."""
    page, number = query.get("page", ""), query.get("policy", "")
    if page != _POLICY:
        return _PAGES.get(page, "")
    if not (number.isascii() and number.isdigit() and len(number) <= _DIGITS):
        return ""
    adoption = Adoption.objects.filter(pk=number).select_related("organisation").first()
    return f"The policy “{adoption.title}”" if adoption and may(me, "policies.read", adoption) else ""


__all__: Final = ("FROM", "leading", "said")
