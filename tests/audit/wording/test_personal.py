"""Personal details are found, and never told whole."""

from __future__ import annotations

from builders import conforming_case, conforming_report
from hypothesis import given
from hypothesis import strategies as st

from audit.engine import judge
from audit.rules.authenticity.aut22_personal_details_published import personal_details_published
from audit.wording.personal import personal_in

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity_number(serial: int) -> str:
    digits = f"9901011990{serial:07d}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return digits + "10X98765432"[total % 11]


@given(serial=st.integers(0, 9_999_999), mobile=st.integers(0, 99_999_999))
def test_every_number_is_found_and_masked(serial: int, mobile: int) -> None:
    numbers = (identity_number(serial), f"138{mobile:08d}")
    text = f"申请人证件{numbers[0]}，可拨{numbers[1]}。"

    assert [one.kind for one in personal_in(text)] == ["身份证号码", "手机号码"]
    (result,) = judge(
        conforming_case(conforming_report(parts={"requests": [text]})),
        [personal_details_published],
    )
    (finding,) = result.findings
    for number in numbers:
        for told in (finding.message, *(place.printed for place in finding.evidence)):
            assert number[3:-2] not in told


@given(serial=st.integers(0, 9_999_999), wrong=st.integers(1, 9))
def test_a_wrong_check_sign_is_no_identity_number(serial: int, wrong: int) -> None:
    number = identity_number(serial)
    last = "0123456789X".index(number[-1])
    other = "0123456789X"[(last + wrong) % 11]

    assert list(personal_in(f"证件{number[:-1]}{other}。")) == []


def test_names_are_masked() -> None:
    assert [one.masked for one in personal_in("申请人王小明向我局提出，原告李某诉我局。")] == [
        "王**"
    ]
