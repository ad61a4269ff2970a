"""Doors for programs and devices, each a little house of its own. A door receives and answers; it decides nothing."""
