"""What is done in the background: e-mails, reminders, and what is due by the clock."""
