"""The questionnaires that Sild ships, as text that can be reviewed.

``python -m tests.tools.instruments`` writes them into ``forms/``.
"""
