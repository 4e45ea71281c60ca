"""What every room may lean on: ids, errors, changes, progress, the clock. Knows nothing of forms, stores or screens."""
