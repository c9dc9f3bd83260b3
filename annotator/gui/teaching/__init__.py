"""The ways into the teacher's area, and the look at a lesson as a student."""
