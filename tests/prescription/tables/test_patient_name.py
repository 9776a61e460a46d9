"""A name as a table writes it is printed as it is read aloud, or asked about."""

from __future__ import annotations

import pytest

from handouts.prescription.fields.values import Wrong
from handouts.prescription.tables.headings import FIRST, LAST
from handouts.prescription.tables.patient_name import first_name_first, patient_key
from handouts.prescription.tables.table_rows import whole_name


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("Lopez, Maria", "Maria Lopez"), ("van Dyck, Anna M.", "Anna M. van Dyck"),
     ("LOPEZ,MARIA", "MARIA LOPEZ"), ("Lopez, Maria E", "Maria E Lopez"), ("Ng, Bo", "Bo Ng"),
     ("Ana Ruiz", "Ana Ruiz"), ('=LINK("a","x")', '=LINK("a","x")'),
     ("Ana Ruiz, Jr.", "Ana Ruiz, Jr."), ("Joe Foo, PhD", "Joe Foo, PhD"),
     ("John Smith, III", "John Smith, III"), ("", "")],
)  # fmt: skip
def test_the_first_name_stands_first(typed: str, printed: str) -> None:
    assert first_name_first(typed) == printed


@pytest.mark.parametrize(
    "typed",
    ["Lopez, Dr.", "Lopez, Mrs", "Smith, Jr.", "Ruiz, Ana and Leo", "Ruiz, Ana & Leo",
     "Ruiz, Ana y Leo", "Ruiz, Ana, Jr.", "Berhane, Kidane T - Eagan, MN", "Ruiz,", "Ruiz, 12"],
)  # fmt: skip
def test_a_comma_that_may_mean_something_else_is_asked_about(typed: str) -> None:
    with pytest.raises(Wrong, match="has a comma"):
        first_name_first(typed)


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("伟", "李", "李伟"), ("太郎", "山田", "山田太郎"), ("민수", "김", "김민수"),
        ("Wei", "Li", "Wei Li"),
    ],
)  # fmt: skip
def test_a_name_in_chinese_signs_has_the_family_name_first(
    first: str, last: str, name: str
) -> None:
    assert whole_name({FIRST: first, LAST: last}) == name
    assert first_name_first(f"{last}, {first}") == name


def test_one_name_in_many_spellings_is_one() -> None:
    assert patient_key(" jose\u0301  LÓPEZ") == patient_key("José\u00a0López")
    assert patient_key("Jose Lopez") != patient_key("José López")
