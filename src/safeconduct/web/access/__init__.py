"""Who may do what: rights as data, one decorator for every change, and the trail of what was done."""
