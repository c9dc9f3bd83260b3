"""Insights: what a whole class did, for the projector, without names."""
