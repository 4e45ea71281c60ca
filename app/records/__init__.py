"""What a revision is and what a set of them means: pure code, so that merging is proved without a disk."""
