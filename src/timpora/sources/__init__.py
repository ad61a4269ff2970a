"""Where a fact came from: agency, channel, who told it when, when it was received, and whether it was withdrawn.

One row a delivery: a form sent, a file imported, a call taken. It never holds what was said.
"""
