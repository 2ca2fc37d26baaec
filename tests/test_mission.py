"""The mission's rows and the tests that prove them belong together: none is lost, none is claimed that is not there."""

import mission


def test_every_row_has_a_test_or_is_said_not_to_be_built():
    rows, not_built = mission.read()
    proven = mission.tests_of_rows()
    assert sorted(proven.keys() - rows.keys()) == [], "tests name rows that the mission does not have"
    assert sorted(not_built.keys() - rows.keys()) == []
    assert sorted(rows.keys() - proven.keys() - not_built.keys()) == [], "these rows lost their last test"
    assert sorted(proven.keys() & not_built.keys()) == [], "these have a test now: take them off [not_built]"
    assert all(why.strip() for why in [*rows.values(), *not_built.values()])


def test_a_test_names_its_rows_where_it_begins():
    python = '''
async def test_one(): """A4, C12: in any order."""
def test_other(): """Nothing of A4 here; B1: neither."""
def helper(): """A5: no test."""
class TestMore:
    def test_third(self): """1H.3, E4: nobody else."""
'''
    assert mission.rows_of_python(python) == [
        ("test_one", ["A4", "C12"]),
        ("test_third", ["1H.3", "E4"]),
    ]
    typescript = """
test("B6, 1H.2: one beside the other", () => {});
test(`A6: a no`, run);
test("then A7: no", run);
last("B1: no test");
"""
    assert mission.rows_of_typescript(typescript) == [("one beside the other", ["B6", "1H.2"]), ("a no", ["A6"])]
