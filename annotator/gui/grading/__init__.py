"""The Grading tab and the desk on which hand-ins are graded."""
