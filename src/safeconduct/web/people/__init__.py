"""Who works where: organisations, people, their roles with dates, and placements of supply staff."""
