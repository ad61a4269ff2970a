"""Who may do what with which record: one pure decision, with the reason that made it.

The same scopes are compiled to a database predicate in `foundation`; a property test holds the two equal.
"""

from timpora.core.access.decision import Decision, Facts, Scope, decide, reach

__all__ = ["Decision", "Facts", "Scope", "decide", "reach"]
