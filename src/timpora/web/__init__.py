"""Settings of the site as a whole: root addresses, the frame of every page, home, search, error pages."""
