"""Failures that say what to do about them."""


class CommandError(Exception):
    """Something went wrong that the person at the keyboard can act on.

    :param message: what happened
    :param remedy: what to do about it
    """

    def __init__(self, message: str, remedy: str):
        super().__init__(message)
        self.remedy = remedy
