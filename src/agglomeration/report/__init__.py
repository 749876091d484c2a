"""From a reader's own file to a checked table, all indicators it admits, and a report as a page and a workbook.

Unlike the other rooms this one may know files and figures; nothing in a file is executed, and nothing of it reaches a
page or a cell of a workbook unescaped.
"""

from .checked import CheckedTable
from .errors import FileError
from .making import Report, make_report
from .reading import read_table

__all__ = ["CheckedTable", "FileError", "Report", "make_report", "read_table"]
