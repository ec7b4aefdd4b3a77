"""A program that asks in the clear is refused, and told why; a browser is sent on."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.conf import LazySettings
from django.test import Client


@pytest.mark.parametrize("place", ["/api/v1/policies", "/api/v1/check", "/scim/v2/Users"])
def test_a_program_is_refused_in_the_clear(place: str, world: SimpleNamespace, settings: LazySettings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    answer = Client().get(place, headers={"Authorization": "Bearer x"})

    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"
    assert "https://" in answer.json()["detail"]
    assert Client().get(place, secure=True).status_code in {401, 405}


def test_a_browser_is_sent_on(world: SimpleNamespace, settings: LazySettings) -> None:
    settings.SECURE_SSL_REDIRECT = True

    assert Client().get("/api/")["Location"] == "https://testserver/api/"
