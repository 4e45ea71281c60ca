"""The way to an open workspace: choose or create one, unlock it, keep its recovery key, say who works here."""
