"""Official letters from data passed in: number, classification, template, hash.

This room never knows what a letter is about.
"""
