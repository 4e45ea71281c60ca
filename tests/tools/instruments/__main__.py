"""Write the questionnaires that Sild ships into ``forms/``."""

from __future__ import annotations

from pathlib import Path

from tests.tools.instruments import business_interview, runner_showcase

FORMS = Path(__file__).resolve().parents[3] / "forms"
SHIPPED = {"business_interview": business_interview.build, "runner_showcase": runner_showcase.build}


def main() -> None:
    """Write every workbook."""
    for name, build in SHIPPED.items():
        build().save(FORMS / f"{name}.xlsx")


if __name__ == "__main__":
    main()
