"""Agreements between agencies (nota kesepakatan, PKS, rencana kerja) as data, and what flows by law without one.

A clause in force writes grants on categories of data; ending the agreement revokes them in the same transaction.
Never reads a person: what a category shows is projected in the rooms above.
"""
