"""A page with every element that a document may hold."""

from __future__ import annotations

from jinja2 import ChoiceLoader, DictLoader

from notices.form.charts import Bar, BarChart, BarGroup, GroupedChart
from notices.form.page import environment

CHARTS = (
    BarChart(
        title="各类问题",
        unit="项",
        bars=(
            Bar(label="完整性", value=12),
            Bar(label="一致性", value=40),
            Bar(label="苏镇市人民政府政务公开领导小组办公室", value=3),
        ),
    ),
    GroupedChart(
        title="三年对比",
        unit="家",
        series=("按时公布", "逾期公布", "无法核实"),
        groups=(
            BarGroup(label="2021年", values=(30, 5, None)),
            BarGroup(label="2022年", values=(33, 3, 4)),
        ),
    ),
)
EVERY_ELEMENT = """
<article class="sheet">
<h1>关于苏镇市教育局<br>2023年政府信息公开工作年度报告<br>
有关问题的整改通知<span data-draft>（代拟稿）</span></h1>
<p class="number" data-slot="number">（文号由签发机关编写）</p>
<p class="addressee">苏镇市教育局：</p>
<p>{{ "正文每行应排二十八个字" * 24 }}</p>
<h2>一、核查发现的问题</h2>
<h3>（一）一致性</h3>
<h4>1.表三各行分项之和与总计不符<span class="level error">错误</span></h4>
<h5>（1）表三第3行</h5>
<p class="flush">证据网址：<a href="http://jyj.suzhen.gov.cn/art/2024/1/24/art_1_2.html">
http://jyj.suzhen.gov.cn/art/2024/1/24/art_1_2.html</a></p>
<p class="note">校验值：<code>{{ "a3f5" * 16 }}</code>，<strong>逐字节留存</strong>。</p>
<p class="annex-note">附件：1.问题清单</p>
<p class="annex-note next">2.整改情况回执</p>
<p class="signature">苏镇市人民政府办公室</p>
<p class="date" data-slot="date">　　年　月　日</p>
</article>
<section class="sheet annex wide">
<p class="annex-head">附件1</p>
<h1>问题清单</h1>
<table>
<colgroup><col style="width:6%"><col style="width:14%"><col style="width:60%">
<col style="width:20%"></colgroup>
<thead><tr><th scope="col">序号</th><th scope="col">类别</th><th scope="col">问题</th>
<th scope="col">数值</th></tr></thead>
<tbody>
{% for n in range(1, 31) %}
<tr><td class="middle">{{ n }}</td><td class="middle">一致性</td>
<td><p>{{ "分项之和与总计不符；" * (1 + n % 5) }}</p>
{% if n == 20 %}<p>{{ "一行比一页还长，" * 400 }}</p>{% endif %}</td>
<td class="number">{{ n * 1000 }}</td></tr>
{% endfor %}
</tbody>
</table>
</section>
<section class="sheet annex">
<p class="annex-head">附件2</p>
<h1>整改情况回执</h1>
<table>
<thead><tr><th scope="col">序号</th><th scope="col">整改措施</th></tr></thead>
<tbody><tr class="blank"><td>1</td><td></td></tr></tbody>
</table>
{% for chart in charts %}
<figure>{{ chart | drawn }}<figcaption>图{{ loop.index }}　{{ chart.title }}</figcaption></figure>
{% endfor %}
</section>
"""


def page_with(sheets: str, **context: object) -> str:
    """A document whose sheets are the template ``sheets``."""
    env = environment()
    child = '{% extends "document.html" %}{% block sheets %}' + sheets + "{% endblock %}"
    assert env.loader is not None
    env.loader = ChoiceLoader([DictLoader({"sample.html": child}), env.loader])
    wording = {"title": "整改通知"}
    return env.get_template("sample.html").render(wording=wording, **context)


def sample_page() -> str:
    """Every element."""
    return page_with(EVERY_ELEMENT, charts=CHARTS)
