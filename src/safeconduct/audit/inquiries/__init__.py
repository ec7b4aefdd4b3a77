"""What only an archive shows: one question a file, found by listing the folder."""
