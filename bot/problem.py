"""What goes wrong outside the program."""


class Problem(Exception):
    """Something a person can mend, in one line."""
