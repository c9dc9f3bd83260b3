"""The builder: from pasted pages to a published lesson."""
