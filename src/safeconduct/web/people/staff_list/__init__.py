"""Staff lists as offices have them: any usual file, any usual heading, into joiners, changes, leavers and faults."""
