"""How the program looks: themes, palette, style sheet, fonts and icons."""
