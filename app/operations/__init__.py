"""One function is one thing a person can ask for: plain functions over `Services`, equal for window and command line.

A writing operation returns `Changes` (or a frozen result that carries them); nothing here knows a word of any
language or a widget. Store and reports are imported inside the functions, so that a window can name every operation
without loading a database, and `form check` without any.
"""
