"""Whatever stands in the cells, the checker answers with findings and never falls over."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

from hypothesis import given, settings
from hypothesis import strategies as st

from app.forms.checks import check_workbook
from app.forms.checks.types import words
from app.forms.findings import FindingCode
from app.forms.workbook import Column, Row, Sheet, Workbook

HEADERS = st.sampled_from(
    sorted(
        words(
            "type name label label::et hint::ru::x relevant constraint calculation default required "
            "read_only appearance "
            "choice_filter repeat_count parameters trigger save_to list_name image bind::x media:: :: jr:count value "
            "create_if entity_id form_id default_language instance_name name::"
        )
    )
)
CELLS = st.one_of(
    st.sampled_from(
        [
            *sorted(
                words(
                    "text integer calculate note range audit a b yn yes ${a} ${ ${b ${last-saved#a} , ;;== #REF!"
                )
            ),
            "begin group",
            "end group",
            "begin repeat",
            "end repeat",
            "begin loop over yn",
            "select_one yn or_other",
            "select_multiple ${a}",
            "select_one_from_file x",
            "rank yn",
            "${a} = 'x' and selected(${b}, 'yes')",
            "${a} > '2026'",
            "regex(., '(')",
            "indexed-repeat(${a}, ${b}, 1)",
            "start=1 end=0 step=-1 tick_labelset=yn placeholder=NaN",
            "randomize=true seed=${",
            "table-list search('a')",
            "l#a#b",
            "(((((",
        ]
    ),
    st.text(max_size=8),
)


@st.composite
def sheets(draw: st.DrawFn, name: str) -> Sheet:
    headers = draw(st.lists(HEADERS, max_size=8))
    columns = tuple(Column(place, header) for place, header in enumerate(headers))
    rows = draw(
        st.lists(
            st.dictionaries(st.integers(0, max(0, len(headers) - 1)), CELLS, min_size=1),
            max_size=10,
        )
    )
    filled = tuple(
        Row(number, MappingProxyType({k: v for k, v in cells.items() if k < len(headers) and v}))
        for number, cells in enumerate(rows, start=2)
    )
    return Sheet(name, columns, filled)


@given(
    st.fixed_dictionaries(
        {"survey": sheets("survey")},
        optional={
            name: sheets(name)
            for name in ("choices", "settings", "entities", "external_choices", "osm")
        },
    )
)
@settings(max_examples=150, deadline=None)
def test_any_cells_give_findings(parts: dict[str, Sheet]):
    workbook = Workbook(Path("form.xlsx"), "xlsx", MappingProxyType(parts), tuple(parts))
    for finding in check_workbook(workbook):
        assert isinstance(finding.code, FindingCode)
        assert finding.row >= 0
