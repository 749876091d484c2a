"""The question bank as files that learning platforms read: ``python -m bookpress questions``. For lecturers only."""

from .files import write_questions
from .gain import report_gain

__all__ = ["report_gain", "write_questions"]
