"""The teacher's classes: lists, assigning, collecting and the gradebook."""
