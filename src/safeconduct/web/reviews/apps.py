"""The app's place in the project."""

from __future__ import annotations

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """safeconduct's reviews."""

    name = "safeconduct.web.reviews"
    label = "reviews"
    default_auto_field = "django.db.models.BigAutoField"
