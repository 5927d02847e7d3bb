"""Made-up findings and counts of a fictitious city (苏镇市), for previews and measurements."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

from notices.publication import LateAgency, StatusCount, UnseenAgency
from notices.view import CaptureProof, NoticeEvidence, NoticeItem
from notices.wording import REGULATION

AGENCY_ID, AGENCY_NAME, YEAR = "example", "苏镇市教育局", 2023
OFFICE, CONTACT = "苏镇市人民政府办公室", "（示例）政务公开科　0000-1234567"
REPORT_TITLE = "苏镇市教育局2023年政府信息公开工作年度报告"
REPORT_URL = "http://jyj.suzhen.example/zfxxgk/nb/2024/t20240205.html"
_FORMAT = "《政府信息公开工作年度报告格式》"
_ARTICLE_50 = "《中华人民共和国政府信息公开条例》第五十条"
_TRUTH = "《中华人民共和国政府信息公开条例》第六条"
_CON, _CMP, _TIM, _AUT = "一致性", "完整性", "时效性", "真实性与文字"

PROOFS = (
    CaptureProof(
        role_label="年报页面",
        url=REPORT_URL,
        captured_at=datetime(2024, 2, 6, 2, 0, 3, tzinfo=UTC),
        sha256="3f5a" * 16,
        size=48_213,
    ),
    CaptureProof(
        role_label="年报附件",
        url="http://jyj.suzhen.example/zfxxgk/nb/2024/P020240205.docx",
        captured_at=datetime(2024, 2, 6, 2, 0, 9, tzinfo=UTC),
        sha256="9c01" * 16,
        size=31_744,
    ),
)

# What documents over all agencies count and name.
_DUE, _COUNTED = date(2024, 1, 31), date(2024, 2, 20)
BASIS_OF_DEPARTMENTS = f"{REGULATION}第四十九条第一款"
DEPARTMENTS = StatusCount(
    label="政府部门",
    due=26,
    on_time=22,
    late=1,
    not_published=1,
    untimed=0,
    absent_unconfirmed=1,
    unknown=1,
    not_due=0,
    rate=Fraction(22, 24),
)
LATE = LateAgency(
    agency_name="苏镇市司法局",
    due_date=_DUE,
    basis=BASIS_OF_DEPARTMENTS,
    published_date=date(2024, 2, 5),
    published_basis="页面标注",
    days=5,
    checked_date=_COUNTED,
)
MISSING = UnseenAgency(
    agency_name="苏镇市民政局",
    due_date=_DUE,
    basis=BASIS_OF_DEPARTMENTS,
    checked_date=_COUNTED,
    reason="两次完整核查均未见到，经人工确认未公布",
)


def _item(
    family: str,
    code: str,
    grade: str,
    title: str,
    message: str,
    places: tuple[tuple[str, str], ...],
    basis: str,
    how: str,
) -> NoticeItem:
    return NoticeItem(
        number=0,
        family_label=family,
        rule_code=code,
        rule_title=title,
        severity={"错误": "error", "警告": "warning", "建议": "advice"}[grade],
        severity_label=grade,
        message=message,
        evidence=tuple(NoticeEvidence(at=at, printed=printed) for at, printed in places),
        basis=basis,
        how_to_correct=how,
        is_awaiting=grade == "警告",
    )


PROBLEMS = (
    _item(
        _CMP,
        "CMP01",
        "错误",
        "六个部分不齐全",
        "缺少第六部分“其他需要报告的事项”",
        (("全文", ""),),
        f"{_ARTICLE_50}；{_FORMAT}",
        "按照年报格式补写所缺的部分；没有需要说明的内容也应当保留该部分并如实说明",
    ),
    _item(
        _CMP,
        "CMP10",
        "警告",
        "表三有单元格没有填写数字",
        "表三 第7行“（三）不予公开 1.属于国家秘密”“科研机构”列没有填写数字",
        (("表三 第7行 科研机构", "—"),),
        f"{_ARTICLE_50}第（二）项；{_FORMAT}表三",
        "核实后补填数字；没有发生的填“0”，不留空白，也不以“/”“—”等符号代替，"
        "并重新核对合计和勾稽关系",
    ),
    _item(
        _TIM,
        "TIM01",
        "错误",
        "部门逾期公布年报",
        "公布期限为2024年1月31日（含当日），页面标注为2024年2月5日，"
        "2024年2月4日完整核查时仍未见到，以2024年2月5日计，逾期5天",
        (("页面标注", "2024年2月5日"), ("核查记录", "2024年2月4日未见到")),
        "《中华人民共和国政府信息公开条例》第四十九条第一款",
        "说明逾期原因，今后在每年1月31日前提交并公布年报；实际公布时间更早的，"
        "提供证明材料并更正公布日期",
    ),
    _item(
        _CON,
        "CON01",
        "错误",
        "表三各行分项之和与总计不符",
        "表三 第3行“（一）予以公开”：38 + 4 + 0 + 1 + 0 + 2 = 45，报告填47",
        (("表三 第3行 总计", "47"),),
        f"{_FORMAT}表三“总计”列",
        "核对该行各类申请人的数量，更正分项或者总计，使六项之和等于总计",
    ),
    _item(
        _CON,
        "CON03",
        "错误",
        "表三勾稽关系不成立",
        "新收52 + 上年结转3 = 55，办理结果总计51 + 结转下年度继续办理3 = 54，相差1",
        (
            ("表三 第1行 总计", "52"),
            ("表三 第2行 总计", "3"),
            ("表三 第22行 总计", "51"),
            ("表三 第23行 总计", "3"),
        ),
        f"{_FORMAT}表三表头注明的勾稽关系“第一项加第二项之和，等于第三项加第四项之和”",
        "核对四个项目的数量，重点核对上年结转和结转下年度的数量，更正后使两边相等",
    ),
    _item(
        _CON,
        "CON12",
        "错误",
        "正文收到申请数与表三不符",
        "第一部分写收到政府信息公开申请56件，表三“本年新收政府信息公开申请数量”总计为52件",
        (("第一部分 （二） 第1句", "共收到政府信息公开申请56件"), ("表三 第1行 总计", "52")),
        _TRUTH,
        "核对申请登记台账，更正正文或者表三，使两处数量一致",
    ),
    _item(
        _CON,
        "CON39",
        "警告",
        "正文百分比与所列数量不符",
        "办结51件、按期办结51件，按期办结率应为100%，正文写98%",
        (("第一部分 （二） 第3句", "按期办结率达98%"),),
        _TRUTH,
        "重新计算百分比，更正百分比或者数量",
    ),
    _item(
        _AUT,
        "AUT01",
        "错误",
        "正文年份与报告年度不符",
        "第四部分写2021年的工作，报告年度为2023年",
        (("第四部分 第2句", "2021年，我局持续加强政务公开队伍建设"),),
        "《中华人民共和国政府信息公开条例》第四十九条（报告上一年度的工作情况）",
        "核对该句所写是否为报告年度的工作，更正年份；内容沿用往年报告的，改写为本年度的实际情况",
    ),
    _item(
        _AUT,
        "AUT04",
        "警告",
        "占位符未删除",
        "疑似模板占位内容未替换或者未删除，共1处：“公开全文见××网站”",
        (("正文前 第2句", "公开全文见××网站"),),
        _TRUTH,
        "将占位内容替换为实际内容；没有内容的，删除占位文字和符号",
    ),
)

ADVICE = (
    _item(
        _CMP,
        "CMP22",
        "建议",
        "没有写明统计期限",
        "全文没有写明统计期限（1月1日至12月31日）",
        (("全文", ""),),
        "《中华人民共和国政府信息公开条例》第四十九条（报告上一年度的工作情况）",
        "在正文之前或者总体情况中写明：本报告所列数据的统计期限自2023年1月1日起至12月31日止",
    ),
    _item(
        _AUT,
        "AUT15",
        "建议",
        "信息、文件、申请数量使用约数",
        "信息、文件或者申请的数量使用了约数，宜写明确切数字，共1处：“发布信息近百条”",
        (("第一部分 （一） 第2句", "发布信息近百条"),),
        _TRUTH,
        "按照台账或者后台统计写明确切数字",
    ),
)
