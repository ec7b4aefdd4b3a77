"""Writing and changing a policy in forms, and seeing what it would change before it is adopted."""
