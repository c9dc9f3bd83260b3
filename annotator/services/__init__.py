"""Use cases, one short function a gesture, and the ports they need."""
