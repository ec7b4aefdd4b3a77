"""Every address of the site × every member of the cast, against the apps' tables: deny by default, nothing untested."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from web.tables import EVERYBODY, Row

HERE = Path(__file__).parent


def tables() -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for file in sorted(HERE.glob("*/rights_table.py")):
        for name, rows in import_module(f"web.{file.parent.name}.rights_table").TABLE.items():
            assert name not in found, f"{name} stands in two tables"
            found[name] = list(rows)
    return found


def names(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            if "allauth" not in str(each.urlconf_name):
                inner = f"{prefix}{each.namespace}:" if each.namespace else prefix
                yield from names(each, inner)
        elif isinstance(each, URLPattern):
            assert each.name, f"{each.pattern} has no name"
            yield prefix + each.name


CASES = [(name, number) for name, rows in tables().items() for number in range(len(rows))]


def test_every_address_stands_in_a_table() -> None:
    assert set(names(get_resolver())) == set(tables())


@pytest.mark.parametrize(("name", "number"), CASES, ids=[f"{name}-{number}" for name, number in CASES])
def test_access(name: str, number: int, world: SimpleNamespace, signed_in: Callable[[str], Client]) -> None:
    row = tables()[name][number]
    if row.before is not None:
        row.before(world)
    address = reverse(name, kwargs=dict(row.arguments(world)))

    wrong = {}
    for key in (*sorted(EVERYBODY), "nobody"):
        with one_after_another():
            status = asked(signed_in(key), row, address)
        if not fits(row, key, status):
            wrong[key] = status
    assert wrong == {}


@contextmanager
def one_after_another() -> Iterator[None]:
    """Whatever one of the cast did is undone before the next one asks: in the database, beside it, and in the cache."""
    anchor = Path(settings.TRAIL_ANCHOR)
    before = anchor.read_bytes()
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        anchor.write_bytes(before)
        cache.clear()


def asked(client: Client, row: Row, address: str) -> int:
    if row.method == "GET":
        return client.get(address).status_code
    return (client.post(address, row.data) if row.data else client.generic(row.method, address)).status_code


def fits(row: Row, key: str, status: int) -> bool:
    if key == "nobody":
        return status == row.nobody
    return status < 400 if key in row.ok else status == (403 if key in row.refused else row.stranger)


def test_what_does_not_fit_is_seen() -> None:
    """The test above can fail: each kind of answer fits only whom it is for."""
    row = Row(ok=frozenset({"helen"}), refused=frozenset({"priya"}))

    assert [fits(row, "helen", status) for status in (200, 302, 403, 404, 500)] == [True, True, False, False, False]
    assert [fits(row, "priya", status) for status in (200, 302, 403, 404, 500)] == [False, False, True, False, False]
    assert [fits(row, "grace", status) for status in (200, 302, 403, 404, 500)] == [False, False, False, True, False]
    assert [fits(row, "nobody", status) for status in (200, 302, 403, 404, 500)] == [False, True, False, False, False]
