"""Whether the site lives, and whether it can do its work: for whoever watches over it, without signing in."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

_PLAIN: Final = "text/plain; charset=utf-8"


@login_not_required
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The process lives."""
    return HttpResponse("alive\n", content_type=_PLAIN)


@login_not_required
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers and its tables are those of this version."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return HttpResponse("the database does not answer\n", content_type=_PLAIN, status=503)
    if waiting:
        return HttpResponse("the database waits for: safeconduct upgrade\n", content_type=_PLAIN, status=503)
    return HttpResponse("ready\n", content_type=_PLAIN)
