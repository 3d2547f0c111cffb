"""The embedded engine: PP-OCRv6 and Tesseract's Korean, read together, all on this machine.

Importing this package must stay light: the numeric libraries come in with the
first page that is read. It knows no Django, no settings and no network.
"""
