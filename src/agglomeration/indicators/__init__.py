"""One module per question a regional economist asks; all names are reachable as ``agglomeration.<name>``."""
