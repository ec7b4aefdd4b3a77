"""Declared relationships."""
