"""Settings: who works here, how the window looks and speaks, protection, backups, what this workspace and Sild are."""
