"""Policies as an organisation has adopted them, and who has read and signed which point."""
