"""What follows what: the journey of a report on one page, and telling its sender what became of it."""
