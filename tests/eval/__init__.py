"""How good the language part is: precision, recall and F1, beside what people reach."""
