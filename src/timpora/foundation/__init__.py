"""The ground all rooms stand on: accounts, grants and row security, events and their sealing, jobs, stored files, drafts.

It knows no word of the field: no report, no person, no team.
"""
