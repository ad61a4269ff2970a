"""Proposals "this mention is that person", with evidence, and the judgements of people on them.

Only a full match confirms itself, and says so. Every judgement can be taken back.
"""
