"""The ground all rooms stand on: accounts, grants and row security, events and seals, jobs, files, drafts.

It knows no word of the field: no report, no person, no team.
"""
