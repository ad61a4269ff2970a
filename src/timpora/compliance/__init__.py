"""Facts for rules, verdicts of the dated rulebook, and what people make of them: *perlu diperiksa*, *temuan*.

A machine only asks. One person confirms or dismisses with a reason, a second closes.
"""
