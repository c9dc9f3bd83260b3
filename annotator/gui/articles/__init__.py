"""Articles on the screen: the view, its columns and how highlights are drawn and made."""
