"""The cast, entered on the day on which their policies came into force."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from web.reviews.made import entered


@pytest.fixture
def since_september(world: SimpleNamespace) -> SimpleNamespace:
    entered(world)
    return world
