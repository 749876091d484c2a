"""The question bank as files that learning platforms read: ``python -m bookpress questions``. For lecturers only."""

from .files import write_questions

__all__ = ["write_questions"]
