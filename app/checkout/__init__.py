"""Turns a fresh checkout into a running Sild, with the standard library only.

Nothing here may import another room or a library: it runs under whatever Python the user typed, before anything is
installed. ``libraries`` looks for what the system must bring, ``environment`` makes ``.venv`` from the hashed lock,
``screen`` finds out whether a window can be shown, ``setup`` does it all in order and hands over.
"""
