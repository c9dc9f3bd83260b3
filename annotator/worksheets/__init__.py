"""ReportLab: styles, flowables, tagging, one module a document kind."""
