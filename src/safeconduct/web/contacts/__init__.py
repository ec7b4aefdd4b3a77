"""Friend requests, messages and other contacts: what to do, under each policy that binds today."""
