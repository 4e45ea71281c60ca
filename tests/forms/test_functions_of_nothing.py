"""What every function of the standard makes of nothing: of an answer that is not given, and of what is no number.

One form holds all of them as calculations; what stands here is what is stored, so NaN is nothing again.
"""

from __future__ import annotations

import re
from functools import cache

import pytest

from tests.forms.scenario import Scenario, form, inputs, repeat, select
from tests.xpath.test_registry import LATER, SPECIFIED

WITHOUT_ARGUMENTS = {"true", "false", "pi", "now", "today", "random", "current", "instance"}
EXPECTED = {
    "string(/data/e)": "",
    "string(number('x'))": "NaN",
    "concat(/data/e, 'a')": "a",
    "concat(/data/e)": "",
    "concat(number('x'),'a')": "NaNa",
    "join(',', /data/e, 'a')": ",a",
    "join(',', /data/none/x)": "",
    "join(',', '')": "",
    "substr(/data/e, 0, 2)": "",
    "substr('abc', number('x'))": "abc",
    "substr('abc', 5)": "",
    "substr('abc', -2)": "bc",
    "substring-before(/data/e,'a')": "",
    "substring-before('abc','')": "",
    "substring-after(/data/e,'a')": "",
    "substring-after('abc','')": "abc",
    "translate(/data/e,'a','b')": "",
    "translate('abc','','b')": "abc",
    "string-length(/data/e)": "0",
    "string-length(number('x'))": "3",
    "normalize-space(/data/e)": "",
    "contains(/data/e,'')": "true",
    "contains('a',/data/e)": "true",
    "starts-with(/data/e,'a')": "false",
    "starts-with('a','')": "true",
    "ends-with(/data/e,'a')": "false",
    "ends-with('a','')": "true",
    "string-length(uuid(0))": "0",
    "string-length(uuid(number('x')))": "0",
    "string-length(uuid())": "36",
    "digest(/data/e,'MD5','hex')": "d41d8cd98f00b204e9800998ecf8427e",
    "pulldata('l','label','name',/data/e)": "",
    "pulldata('l','nothing','name','c')": "",
    "if(/data/e,'t','f')": "f",
    "if(number('x'),'t','f')": "f",
    "coalesce(/data/e,'b')": "b",
    "coalesce(/data/e,/data/e)": "",
    "coalesce(number('x'),'b')": "b",
    "once(/data/e)": "",
    "boolean(/data/e)": "false",
    "boolean(number('x'))": "false",
    "boolean('')": "false",
    "boolean-from-string(/data/e)": "false",
    "boolean-from-string('yes')": "false",
    "not(/data/e)": "true",
    "not(number('x'))": "true",
    "regex(/data/e,'a*')": "true",
    "regex('a','')": "false",
    "checklist(1,-1,/data/e)": "false",
    "checklist(-1,-1,/data/e)": "true",
    "weighted-checklist(1,-1,/data/e,2)": "false",
    "weighted-checklist(-1,-1,/data/e,number('x'))": "true",
    "number(/data/e)": "",
    "number('')": "",
    "number('x')": "",
    "int(/data/e)": "",
    "int('x')": "",
    "sum(/data/e)": "0",
    "sum(/data/none/x)": "0",
    "max(/data/e)": "",
    "max(/data/e, 3)": "3",
    "min(/data/e,3)": "3",
    "max(number('x'),3)": "3",
    "round(/data/e)": "",
    "round(number('x'),2)": "",
    "round(1234.5,-2)": "1200",
    "pow(/data/e,2)": "",
    "pow(2,/data/e)": "",
    "log(/data/e)": "",
    "log(0)": "-Infinity",
    "log10(/data/e)": "",
    "abs(/data/e)": "",
    "sin(/data/e)": "",
    "cos(/data/e)": "",
    "tan(/data/e)": "",
    "asin(/data/e)": "",
    "asin(2)": "",
    "acos(/data/e)": "",
    "atan(/data/e)": "",
    "atan2(/data/e,1)": "",
    "sqrt(/data/e)": "",
    "sqrt(-1)": "",
    "exp(/data/e)": "",
    "exp10(/data/e)": "",
    "count(/data/e)": "1",
    "count-non-empty(/data/e)": "0",
    "count-non-empty(/data/a)": "1",
    "position(/data/e)": "1",
    "count(randomize(instance('l')/root/item, /data/e))": "2",
    "format-date(/data/e,'%Y')": "",
    "format-date('x','%Y')": "",
    "format-date(number('x'),'%Y')": "",
    "format-date('2024-03-15','')": "",
    "format-date-time(/data/e,'%H')": "",
    "date(/data/e)": "",
    "date('x')": "",
    "date(number('x'))": "",
    "decimal-date-time(/data/e)": "",
    "decimal-date-time('x')": "",
    "decimal-time(/data/e)": "",
    "decimal-time('x')": "",
    "selected(/data/e,'a')": "false",
    "selected('a b','')": "false",
    "selected(/data/e,'')": "true",
    "selected-at(/data/e,0)": "",
    "selected-at('a b',5)": "",
    "selected-at('a b',number('x'))": "",
    "selected-at('a b',-1)": "",
    "count-selected(/data/e)": "0",
    "jr:choice-name(/data/e,'/data/s')": "",
    "jr:choice-name('zz','/data/s')": "",
    "jr:itext('none')": "",
    "indexed-repeat(/data/p/x,/data/p,/data/e)": "",
    "indexed-repeat(/data/p/x,/data/p,9)": "",
    "area(/data/e)": "",
    "area('x')": "",
    "distance(/data/e)": "",
    "distance('1 2','x')": "",
    "distance('x')": "",
    "base64-decode(/data/e)": "",
    "base64-decode('*')": "",
    "geofence(/data/e,'0 0;0 1;1 1;0 0')": "false",
    "geofence('0 0',/data/e)": "false",
    "intersects(/data/e)": "false",
    "extract-signed(/data/e,'k')": "",
    "substring(/data/e,1)": "",
    "substring('abc',number('x'))": "",
    "floor(/data/e)": "",
    "ceiling(/data/e)": "",
    "date-time(/data/e)": "",
    "1 + /data/e": "",
    "/data/e = 0": "false",
    "/data/e < 1": "false",
    "/data/e = ''": "true",
    "number('x') = number('x')": "false",
    "-/data/e": "",
    "5 mod 0": "",
    "1 div 0": "Infinity",
    "0 div 0": "",
    "/data/e and true()": "false",
    "/data/e or false()": "false",
    "string(1 div 0)": "Infinity",
}


@cache
def talk() -> Scenario:
    nodes = "".join(f"<c{at}/>" for at in range(len(EXPECTED)))
    definition = form(
        f"<a>1</a><e/><s/><p><x>5</x></p>{nodes}",
        {f"/data/c{at}": {"calculate": source} for at, source in enumerate(EXPECTED)},
        inputs("/data/a", "/data/e")
        + select("/data/s", "instance('l')/root/item")
        + repeat("/data/p", "/data/p/x"),
        lists={"l": [{"name": "c", "label": "See"}, {"name": "d", "label": "Dee"}]},
    )
    return Scenario(definition)


@pytest.mark.parametrize("source", EXPECTED)
def test_what_comes_of_nothing(source: str) -> None:
    at = list(EXPECTED).index(source)
    assert talk().value(f"/data/c{at}") == EXPECTED[source]


def test_no_function_is_left_out() -> None:
    called = {name for source in EXPECTED for name in re.findall(r"[a-z][\w:-]*(?=\()", source)}
    assert {*SPECIFIED, *LATER} - called == WITHOUT_ARGUMENTS - called
