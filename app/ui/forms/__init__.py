"""Questionnaires in the window: the list, taking a workbook in, and what was found wrong with it."""
