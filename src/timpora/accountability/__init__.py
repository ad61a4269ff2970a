"""Who looked at whom and why, and whether the record of it is whole.

Reads events and their notes; knows a person only by a short reference. Edits nothing but its own verifications.
"""
