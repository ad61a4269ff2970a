"""Agencies, their positions and who holds them, and memberships: agency × area × duty, with dates.

A membership writes the grants that its duty carries; ending it revokes them in the same transaction.
"""
