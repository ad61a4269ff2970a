"""Who looked, for what purpose, and whether the record of it is whole. It edits nothing."""
