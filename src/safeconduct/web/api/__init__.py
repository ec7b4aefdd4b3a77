"""The programming interface: tokens, answers to other programs, and joiners and leavers from a directory (SCIM 2.0)."""
