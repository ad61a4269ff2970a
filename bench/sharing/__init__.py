"""Sharing at national size: teams, agreements and circles, and what they cost the member who has most of them."""
