"""What templates can reach: words and figures of the view, and nothing behind them."""

from __future__ import annotations

import pytest
from jinja2.sandbox import SecurityError

from notices.form.page import environment
from notices.papers.notice import example


@pytest.mark.parametrize(
    "reached",
    ["x.__module__", "x.__doc__", "x.agency_name.__class__", "x.problems.__len__", "x.__slots__"],
)
def test_what_begins_with_a_stroke_is_out_of_reach(reached: str) -> None:
    template = environment().from_string(f"{{{{ {reached} }}}}")
    with pytest.raises(SecurityError):
        template.render(x=example())


def test_words_figures_and_items_are_reached() -> None:
    template = environment().from_string("{{ x.agency_name }}{{ x.year }}{{ x.problems | length }}")
    view = example()
    assert template.render(x=view) == f"{view.agency_name}{view.year}{len(view.problems)}"
