"""The application for any WSGI server; ``safeconduct serve`` runs it by waitress."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeconduct.web.settings")
application = get_wsgi_application()
