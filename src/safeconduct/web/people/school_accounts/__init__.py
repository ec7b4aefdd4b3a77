"""Sign-in by the school's own accounts (OpenID Connect), on allauth, which finds ``provider`` and ``urls`` by these names."""
