"""The reasoning of the house in plain Python: rules, matching and access, without Django, files, clock or chance."""
