"""Keeping an installation: backup, restore, and the doctor who looks at all of it.

A backup is one consistent picture of the tables, the stored files and the keys. It is written by our own queries and
read into tables made by our own migrations, so it moves between servers, between PostgreSQL versions and to a newer
version of the program.
"""
