"""What follows what: the whole journey of a report on one page, and the step that tells its sender what became of it."""
