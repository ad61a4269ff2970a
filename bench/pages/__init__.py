"""Measures pages of the real web server in the worst roles, against gates."""
