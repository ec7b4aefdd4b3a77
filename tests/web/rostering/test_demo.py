"""What the demo shows of rosters."""

from __future__ import annotations

from types import SimpleNamespace

from safeconduct.web.permissions import demo_data as permissions_demo
from safeconduct.web.rostering import demo_data, taking
from safeconduct.web.rostering.models import Delivery


def test_a_file_waits_with_a_joiner_and_a_pupil_who_moved_up(world: SimpleNamespace) -> None:
    permissions_demo.build(world)
    demo_data.build(world)
    plan = taking.plan_for(Delivery.objects.get(), keep=world.owen.pk)
    (at_elm,) = plan.places

    assert list(taking.unsaid(Delivery.objects.get())) == []
    assert (at_elm.counts["joined"], at_elm.counts["left"]) == (1, 0)
    assert (at_elm.counts["pupils_joined"], at_elm.counts["pupils_changed"], at_elm.counts["pupils_left"]) == (1, 1, 0)
