"""Articles from other people's files: text, web pages, Word documents and PDFs."""
