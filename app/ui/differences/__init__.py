"""Differences in the window: what stands in several versions, settled card by card; merged interviews to look at."""
