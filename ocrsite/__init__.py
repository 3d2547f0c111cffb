"""How the site is wired: settings, URLs, WSGI, queue. Nothing about OCR."""
