"""What reads the archives of the platforms, one file each; the folder is the list."""
