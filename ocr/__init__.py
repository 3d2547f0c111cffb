"""ocrsite's app: everything about domains, jobs and what OCR found in them."""
