"""The cleaning of an imported page: what is the article, what is not, and why."""
