"""Paper: documents for people as PDF, and pictures of their pages. Reached through ``operations.reports`` only."""
