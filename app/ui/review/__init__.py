"""Reviewing finished interviews: looking through answers, remarks, returning, approving."""
