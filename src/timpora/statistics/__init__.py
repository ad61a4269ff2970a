"""Totals, and what goes back to those who told: the monthly sheet, NIHIL, arrivals, an agency's own file cleaned.

Knows areas and numbers; never names a person, and never counts nationality or sex by kecamatan.
"""
