"""Checking a draft before it goes out. Nothing of it is stored."""
