"""The web application: what staff do with the policies every day, on phones and on the office computer."""
