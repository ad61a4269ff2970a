"""Tim PORA at its levels: the decree that made it, its seats (unsur) and who holds them now, and what it covers."""
