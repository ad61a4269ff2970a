"""Areas of Indonesia from province to village: codes, names, time zones; immigration offices and their work areas.

A code is kept as a ten-digit integer (63.10.05.2001 → 6310052001), so that every subtree is a range of integers.
"""
