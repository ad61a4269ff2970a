"""What can go wrong while keeping, said in one sentence each."""


class KeepingError(RuntimeError):
    """One sentence: what was expected, what came, what to do next."""
