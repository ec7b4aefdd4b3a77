"""Policies, word lists and demo questions, all plain files."""
