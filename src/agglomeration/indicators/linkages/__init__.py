"""Who buys from whom: input-output coefficients, inverses, linkages, key sectors, and what losing one would cost."""

from .backward_and_forward import backward_linkages, forward_linkages, key_sectors
from .extraction import hypothetical_extraction
from .input_output import ghosh, leontief, technical_coefficients
from .regional_tables import ras, regional_coefficients

__all__ = [
    "backward_linkages",
    "forward_linkages",
    "ghosh",
    "hypothetical_extraction",
    "key_sectors",
    "leontief",
    "ras",
    "regional_coefficients",
    "technical_coefficients",
]
