"""Recurring self-reviews: short check-ups of one's own accounts and devices, when they are due, and a calendar of it all."""
