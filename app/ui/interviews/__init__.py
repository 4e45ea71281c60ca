"""Interviews in the window: the list, the start of a new one, the page of a finished one, the wastebasket."""
