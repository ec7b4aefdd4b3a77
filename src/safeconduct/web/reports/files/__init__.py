"""What is reported on, one file a report."""
