"""A person's own download from a platform: opened within limits, read file by file, never unpacked to disk."""
