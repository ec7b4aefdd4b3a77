"""The formats of rosters that are read: one file each, found by listing the folder."""
