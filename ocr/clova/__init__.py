"""The wire contract of NAVER CLOVA OCR: requests, answers, errors and one HTTP client.

Knows `results` and nothing else of the site: no Django, no rows, no settings.
"""
