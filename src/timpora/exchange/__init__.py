"""What agencies ask each other without opening a file. So far: is this document on record (hit or no hit)?

Never shows who a person is, never takes an answer for a verdict: "not on record" says nothing about a permit.
"""
