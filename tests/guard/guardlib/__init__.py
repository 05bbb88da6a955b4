"""What the guard rails share: reading the suite, running it, and asking it things."""
