"""How ``./community test`` finds, runs, watches and counts the checks."""
