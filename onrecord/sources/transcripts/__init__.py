"""Sources that say themselves who speaks: the heads of turns, and the occasion that they belong to."""
