"""The Compare screen: the same story in several articles, side by side."""
