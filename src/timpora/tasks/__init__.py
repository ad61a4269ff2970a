"""A request to one agency with a deadline and an answer, and the referral of a concern to the body competent for it.

What is shared for a request is written beside it and ends with it; nothing else of the person is opened.
"""
