"""Keeping: how a case ends, how long it is kept, how it is handed over, and how it is destroyed."""
