"""Signing in: password, second factor, the office's identity server, limits on guessing, and the end of a session.

It knows accounts and sessions; which duty needs what is asked of a function named in the settings (`rules`). It never
makes an account and never says what a member may do.
"""
