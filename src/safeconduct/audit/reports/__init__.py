"""How the result of an audit is written down: one form a file, each with one ``Report``."""
