"""Codes and values turned into words: catalogues, numbers and dates, error sentences, answers, Qt's own strings."""
