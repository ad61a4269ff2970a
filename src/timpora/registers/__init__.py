"""The picture: persons, and what each source claims of them: numbers, permits, crossings, residence, presence, work.

Claims are append-only and hang on mentions; a mention is linked to a person, and that link alone moves it.
Opinions about people (matches, verdicts, findings) never live here.
"""
