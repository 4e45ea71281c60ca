"""Key entry of filled paper forms: the sheet of questions, its one field, and two entries held against each other."""
