"""What is open now, without Qt: open lesson, author, history, observers."""
