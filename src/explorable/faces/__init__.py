"""The faces of an explorable: a page that needs no kernel, and widgets that do."""
