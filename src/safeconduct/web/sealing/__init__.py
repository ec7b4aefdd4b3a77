"""What is told in confidence is kept sealed: encrypted to the case key, named in the trail, opened only where it is read."""
