"""One small, seeded model per theory. What they return is simulated, and says so."""
