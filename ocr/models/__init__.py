"""What is remembered: rows, the questions one may ask of them, verbs that change one.

Knows no engine and no HTTP.
"""

from ocr.models.call import Call
from ocr.models.check import ConnectionCheck
from ocr.models.domain import Domain, Membership, Template
from ocr.models.job import Batch, Job
from ocr.models.page import Page
from ocr.models.reading import Answer, NamedField, Reading
from ocr.models.secret import Secret
from ocr.models.user import User

__all__ = [
    "Answer",
    "Batch",
    "Call",
    "ConnectionCheck",
    "Domain",
    "Job",
    "Membership",
    "NamedField",
    "Page",
    "Reading",
    "Secret",
    "Template",
    "User",
]
