"""The Grading tab and the grading screen on which hand-ins are graded."""
