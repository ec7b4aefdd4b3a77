"""Casework: what those who receive a case do with it, from triage to its last task."""
