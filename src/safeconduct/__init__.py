"""safeconduct: a staff social media policy that answers."""
