"""Concerns: raising one, who receives it, its messages and evidence. What is done with it, casework does."""
