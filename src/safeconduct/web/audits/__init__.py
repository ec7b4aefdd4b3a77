"""A person's own downloads, looked through in the browser; everything of it is theirs alone, and gone when they leave."""
