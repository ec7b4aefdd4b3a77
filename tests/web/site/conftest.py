"""A mail server for all tests of this folder."""

from __future__ import annotations

from web.jobs.smtp import server

__all__ = ("server",)
