"""What can be found in a text, one file each; the folder is the list."""
