"""Subjects as people read them."""

from __future__ import annotations

import pytest

from audit.places import place_name


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("requests", "表三"),
        ("requests.granted", "表三“（一）予以公开”"),
        ("requests.refused_security_stability", "表三“3.危及‘三安全一稳定’”"),
        ("requests.other.total", "表三“（六）其他处理”总计"),
        ("proactive.licences.decisions", "表二“行政许可”处理决定数量"),
        ("proactive.licences.previous_items", "表二“行政许可”上一年项目数量"),
        ("disputes.review", "表四“行政复议”"),
        ("parts.overview", "第一部分"),
        ("title", "标题"),
        ("document", "全文"),
        ("publication", "公布情况"),
        ("表三", "表三"),
    ],
)
def test_place_names(subject: str, name: str) -> None:
    assert place_name(subject) == name
