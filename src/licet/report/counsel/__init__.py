"""Documents for counsel: what they say (memo, incident) and the files that they become (docx, pdf)."""
