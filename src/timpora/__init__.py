"""Timpora: coordination for the teams that watch over the presence and activity of foreign nationals."""

__version__ = "0.1.0"
