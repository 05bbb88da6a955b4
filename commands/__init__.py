"""The parts of the ``community`` command, on Python's standard library alone."""
