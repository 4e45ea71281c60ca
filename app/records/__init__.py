"""What a revision is and what a set of them means: pure code below the store, so that merging is proved without a disk."""
