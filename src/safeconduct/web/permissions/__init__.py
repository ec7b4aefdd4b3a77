"""Permissions and registers: what must be on record before somebody may, and who said yes."""
