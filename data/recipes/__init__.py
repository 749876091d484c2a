"""One script per origin: it fetches what is pinned by version and hash, and rebuilds the tables drawn from it."""
