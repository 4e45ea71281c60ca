"""Random forms and interviews, for comparing the form engine with another one; see ``tests.tools.differential``."""
