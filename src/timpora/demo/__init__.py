"""A believable district with invented people, built by calling the actions and doors that users have."""
