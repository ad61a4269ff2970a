"""The API under /api/v1/: a program of an agency sends reports and checks status with a member's token.

A token acts in one duty of one member and never opens a page; a session never opens the API.
"""
