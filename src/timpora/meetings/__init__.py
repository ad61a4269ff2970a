"""Rakor: invitation, agenda, attendance, notula, decisions. Its follow-ups (tindak lanjut) open the next meeting.

No person's data in any of it: matters of persons come as numbers.
"""
