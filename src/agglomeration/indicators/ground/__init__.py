"""The ground the indicators stand on: labelled tables that were checked once, in one place."""

from .hierarchies import check_hierarchy
from .points import check_points
from .tables import check_flows, check_table

__all__ = ["check_flows", "check_hierarchy", "check_points", "check_table"]
