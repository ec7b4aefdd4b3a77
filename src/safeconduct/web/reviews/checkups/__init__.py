"""One check-up a file."""
