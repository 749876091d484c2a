"""Every state of an explorable: the grid, what a state depends on, and the store of those that were computed."""
