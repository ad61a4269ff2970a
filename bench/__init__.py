"""Measurements at the size of the country: a generator of invented data, and the gates on pages."""
