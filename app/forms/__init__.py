"""Forms: from a workbook to a running interview. Screens, command line and tests enter through ``session`` only."""
