"""What every page shares: layout, forms, errors, health, and the home page."""
