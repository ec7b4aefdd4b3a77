"""Every address of the site × every member of the cast, against the apps' tables: deny by default, nothing untested."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
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


@pytest.mark.parametrize("key", [*sorted(EVERYBODY), "nobody"])
@pytest.mark.parametrize(("name", "number"), CASES, ids=[f"{name}-{number}" for name, number in CASES])
def test_access(name: str, number: int, key: str, world: SimpleNamespace, signed_in: Callable[[str], Client]) -> None:
    row = tables()[name][number]
    if row.before is not None:
        row.before(world)
    address = reverse(name, kwargs=dict(row.arguments(world)))
    client = signed_in(key)
    answer = (
        client.get(address)
        if row.method == "GET"
        else client.generic(row.method, address)
        if not row.data
        else client.post(address, row.data)
    )

    if key == "nobody":
        assert answer.status_code == row.nobody
    elif key in row.ok:
        assert answer.status_code < 400, answer.status_code
    else:
        assert answer.status_code == (403 if key in row.refused else 404)
