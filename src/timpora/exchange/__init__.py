"""What agencies tell and ask each other without opening a file: status checks, bulletins, questions, guidance and more.

Never shows who a person is, never takes silence for a verdict, and keeps what was told from whoever was not addressed.
"""
