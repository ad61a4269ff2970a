"""Reports and files exactly as told: received once, kept, read into mentions and claims, answered to their sender.

It never decides who somebody is, and never what is lawful.
"""
