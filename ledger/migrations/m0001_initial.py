"""The first schema: who must publish, what was seen, what was read, what was found."""

from __future__ import annotations

from sqlite_utils import Database

from ledger.schema import DOCUMENTATION, Column, TableDeclaration, create_table

_AGENCY = (("agency_id",), "agencies", ("agency_id",))
_RUN = (("run_id",), "runs", ("run_id",))

_AGENCIES = TableDeclaration(
    name="agencies",
    chinese="机关",
    english="Bodies that must publish a report",
    primary_key=("agency_id",),
    references=((("parent_id",), "agencies", ("agency_id",)),),
    columns=(
        Column("agency_id", str, "机关编号", "Key in the registry"),
        Column("name", str, "机关全称", "Full name"),
        Column("kind", str, "机关类别", "department, government, township or development_zone"),
        Column("region_code", str, "行政区划代码", "Code of the administrative region"),
        Column("aliases", str, "其他名称（JSON 列表）", "Other accepted names, a JSON list"),
        Column("parent_id?", str, "上级机关编号", "Key of the parent agency"),
        Column("is_vertical", int, "是否垂直管理（0/1）", "Whether under vertical management"),
        Column("is_watched", int, "是否在当前名录中（0/1）", "Whether in the present registry"),
    ),
)

_PLACES = TableDeclaration(
    name="places",
    chinese="公布位置",
    english="Places on the web where reports are kept",
    primary_key=("place_id",),
    references=(_AGENCY,),
    indexes=(("agency_id",),),
    columns=(
        Column("place_id", str, "位置编号", "Key in the registry"),
        Column("agency_id", str, "机关编号", "The agency"),
        Column("kind", str, "位置类别", "own_site or parent_platform"),
        Column("home_url", str, "首页网址", "Home page"),
        Column("column_url?", str, "年报栏目网址", "Page of the column of reports"),
        Column("hosts", str, "允许访问的主机（JSON 列表）", "Hosts allowed, a JSON list"),
        Column("family?", str, "网站类型", "Portal family"),
        Column("is_watched", int, "是否在当前名录中（0/1）", "Whether in the present registry"),
    ),
)

_DUTIES = TableDeclaration(
    name="duties",
    chinese="公布义务",
    english="By when each agency owes the report of a year",
    primary_key=("agency_id", "year"),
    references=(_AGENCY,),
    columns=(
        Column("agency_id", str, "机关编号", "The agency"),
        Column("year", int, "报告年度", "Year the report is on"),
        Column("due_date", str, "最后期限（含当日）", "Last day on time, inclusive, ISO date"),
        Column("basis", str, "依据", "Legal basis"),
    ),
)

_RUNS = TableDeclaration(
    name="runs",
    chinese="运行",
    english="Runs of a job; only finished ones are shown",
    primary_key=("run_id",),
    unique=(("sequence",),),
    columns=(
        Column("run_id", str, "运行编号", "Key, also in the archive"),
        Column("sequence", int, "运行序号", "Order in which the runs began"),
        Column("job", str, "任务", "run, collect or audit"),
        Column("years", str, "报告年度（JSON 列表）", "Report years, a JSON list"),
        Column("as_of", str, "判定日", "Day of judgement, ISO date in Asia/Shanghai"),
        Column("started_at", str, "开始时间", "Instant of the start, UTC"),
        Column("finished_at?", str, "结束时间", "Instant of the end, UTC"),
        Column("state", str, "状态", "running, finished or failed"),
        Column("reason?", str, "失败原因", "Why it failed, in Chinese"),
    ),
)

_VISITS = TableDeclaration(
    name="visits",
    chinese="访问",
    english="The outcome of a visit to a place for a year",
    primary_key=("run_id", "place_id", "year"),
    references=(_RUN, (("place_id",), "places", ("place_id",)), _AGENCY),
    indexes=(("agency_id", "year"), ("year", "place_id")),
    columns=(
        Column("run_id", str, "运行编号", "The run"),
        Column("place_id", str, "位置编号", "The place"),
        Column("agency_id", str, "机关编号", "The agency"),
        Column("year", int, "报告年度", "Year the report is on"),
        Column("visit_class", str, "访问结果", "Outcome, from a closed list"),
        Column("started_at", str, "开始时间", "Instant of the start, UTC"),
        Column("ended_at", str, "结束时间", "Instant of the end, UTC"),
        Column("family?", str, "网站类型", "Portal family that was used"),
        Column("reason?", str, "说明", "What happened, in Chinese"),
        Column("tried", str, "尝试过的途径（JSON 列表）", "What was tried, a JSON list"),
        Column("title?", str, "年报标题", "Title of the report in the portal"),
        Column("url?", str, "年报网址", "Address of the report"),
        Column("claimed_dates", str, "页面所称日期（JSON）", "Claimed dates by basis, JSON"),
        Column("documents", str, "年报文件的抓取编号（JSON 列表）", "Captures of the report"),
        Column("evidence", str, "全部抓取编号（JSON 列表）", "All captures, a JSON list"),
        Column("listed?", int, "列表读到的条数", "Links read from the list"),
        Column("declared?", int, "网站声明的条数", "Total the portal declares"),
        Column("flags", str, "标记（JSON 列表）", "Flags, a JSON list"),
    ),
)

_CAPTURES = TableDeclaration(
    name="captures",
    chinese="抓取记录",
    english="Exchanges with portals; bodies and headers lie in the archive",
    primary_key=("run_id", "capture_id"),
    references=(_RUN, (("place_id",), "places", ("place_id",))),
    indexes=(("sha256",),),
    columns=(
        Column("run_id", str, "运行编号", "The run"),
        Column("capture_id", str, "抓取编号", "Key within the run"),
        Column("place_id", str, "位置编号", "The place"),
        Column("role", str, "用途", "What it was fetched for"),
        Column("url", str, "请求网址", "Address asked for"),
        Column("final_url", str, "最终网址", "Address after redirects"),
        Column("status", int, "状态码", "HTTP status"),
        Column("requested_at", str, "请求时间", "Instant of the request, UTC"),
        Column("received_at", str, "收到时间", "Instant of the answer, UTC"),
        Column("content_type?", str, "内容类型", "Content-Type as served"),
        Column("content_encoding?", str, "内容压缩方式", "Content-Encoding as served"),
        Column("sha256", str, "内容的 SHA-256", "Hash of the body as served"),
        Column("size", int, "字节数", "Size of the body in bytes"),
        Column("derived_from?", str, "来源抓取编号", "Wire capture of a rendered page"),
    ),
)

_REPORTS = TableDeclaration(
    name="reports",
    chinese="年报",
    english="A report of an agency on a year: one set of documents",
    primary_key=("report_id",),
    references=(_AGENCY, (("first_run_id",), "runs", ("run_id",))),
    unique=(("agency_id", "year", "set_sha256"),),
    columns=(
        Column("report_id", int, "年报编号", "Key"),
        Column("agency_id", str, "机关编号", "The agency"),
        Column("year", int, "报告年度", "Year the report is on"),
        Column("set_sha256", str, "文件组的 SHA-256", "Hash over the hashes of the documents"),
        Column("documents", str, "各文件的 SHA-256（JSON 列表）", "Hashes in order, a JSON list"),
        Column("title?", str, "标题", "Title in the portal"),
        Column("url?", str, "网址", "Address in the portal"),
        Column("first_run_id", str, "首次采集的运行编号", "Run that first collected it"),
    ),
)

_READINGS = TableDeclaration(
    name="readings",
    chinese="识读结果",
    english="What the reader made of a report",
    primary_key=("reading_id",),
    references=(_AGENCY, (("first_run_id",), "runs", ("run_id",))),
    unique=(("agency_id", "year", "digest"),),
    columns=(
        Column("reading_id", int, "识读编号", "Key"),
        Column("agency_id", str, "机关编号", "The agency"),
        Column("year", int, "报告年度", "Year the report was collected for"),
        Column("digest", str, "识读内容的 SHA-256", "Hash over all that was read"),
        Column("reader_version", int, "识读程序版本", "Version of the reader"),
        Column("media", str, "文件形式", "Form of the document, by its content"),
        Column("title?", str, "文内标题", "Title as printed"),
        Column("agency?", str, "文内机关名称", "Agency as printed"),
        Column("report_year?", int, "文内年度", "Year as printed"),
        Column("edition?", str, "格式版本", "Edition of the format, 2019 or 2021"),
        Column("warnings", str, "识读提示（JSON 列表）", "Warnings of the reader, a JSON list"),
        Column("first_run_id", str, "首次识读的运行编号", "Run that first read it"),
    ),
)

_FIGURES = TableDeclaration(
    name="figures",
    chinese="数据项",
    english="Figures of a reading, one row a cell",
    primary_key=("reading_id", "path"),
    references=((("reading_id",), "readings", ("reading_id",)),),
    columns=(
        Column("reading_id", int, "识读编号", "The reading"),
        Column("path", str, "数据项名称", "Name of the cell: table.row.column"),
        Column("state", str, "状态", "number, blank, text, missing, unreadable or ambiguous"),
        Column("value?", str, "数值（文本，保留原精度）", "Exact number as text"),
        Column("printed?", str, "原文", "Text as printed"),
        Column("at", str, "所在位置", "Locator for people"),
        Column("reason?", str, "未识读原因", "Why it is not read"),
    ),
)

_JUDGEMENTS = TableDeclaration(
    name="judgements",
    chinese="审核",
    english="One judgement of a case; runs that judge the same refer to the same",
    primary_key=("judgement_id",),
    references=(
        _AGENCY,
        (("reading_id",), "readings", ("reading_id",)),
        (("first_run_id",), "runs", ("run_id",)),
    ),
    unique=(("agency_id", "year", "digest"),),
    columns=(
        Column("judgement_id", int, "审核编号", "Key"),
        Column("agency_id", str, "机关编号", "The agency"),
        Column("year", int, "报告年度", "Year the report is on"),
        Column("digest", str, "审核内容的 SHA-256", "Hash over reading and results"),
        Column("reading_id?", int, "识读编号", "The reading, absent without a report"),
        Column("first_run_id", str, "首次得出的运行编号", "Run that first judged so"),
    ),
)

_RESULTS = TableDeclaration(
    name="results",
    chinese="规则结果",
    english="The outcome of a rule in a judgement",
    primary_key=("judgement_id", "rule"),
    references=((("judgement_id",), "judgements", ("judgement_id",)),),
    columns=(
        Column("judgement_id", int, "审核编号", "The judgement"),
        Column("rule", str, "规则代码", "Code of the rule"),
        Column("version", int, "规则版本", "Version of the rule"),
        Column("outcome", str, "结果", "One of the five outcomes"),
        Column("severity", str, "程度", "Gravest severity"),
        Column("reason?", str, "原因", "Why, where it is not judged"),
    ),
)

_RESULT_FINDINGS = TableDeclaration(
    name="result_findings",
    chinese="规则结果所列问题",
    english="What a judgement found",
    primary_key=("judgement_id", "fingerprint"),
    references=((("judgement_id", "rule"), "results", ("judgement_id", "rule")),),
    columns=(
        Column("judgement_id", int, "审核编号", "The judgement"),
        Column("fingerprint", str, "问题标识", "Identity of the finding"),
        Column("rule", str, "规则代码", "Code of the rule"),
        Column("subject", str, "对象", "What it is about"),
        Column("severity", str, "程度", "error, warning, advice or hint"),
        Column("message", str, "问题描述", "What is wrong, with the working"),
        Column("evidence", str, "证据（JSON 列表）", "Places and what is printed there, JSON"),
    ),
)

_CASES = TableDeclaration(
    name="cases",
    chinese="案卷",
    english="One agency and year in one run: what was seen and how it was judged",
    primary_key=("run_id", "agency_id", "year"),
    references=(
        _RUN,
        _AGENCY,
        (("report_id",), "reports", ("report_id",)),
        (("judgement_id",), "judgements", ("judgement_id",)),
        (("visit_run_id", "place_id", "year"), "visits", ("run_id", "place_id", "year")),
    ),
    indexes=(("agency_id", "year"), ("judgement_id",)),
    columns=(
        Column("run_id", str, "运行编号", "The run"),
        Column("agency_id", str, "机关编号", "The agency"),
        Column("year", int, "报告年度", "Year the report is on"),
        Column("state", str, "公布情况", "State on the board"),
        Column("reason?", str, "说明", "Why the state is so, in Chinese"),
        Column("visit_run_id?", str, "所依据访问的运行编号", "Run of the visit it rests on"),
        Column("place_id?", str, "所依据访问的位置编号", "Place of the visit it rests on"),
        Column("claimed_date?", str, "所称公布日期", "Claimed day of publication, ISO date"),
        Column("claimed_basis?", str, "日期出处", "Where the claimed day stands"),
        Column("not_before?", str, "不早于", "Last day that did not see it, ISO date"),
        Column("not_after?", str, "不晚于", "First day that saw it, ISO date"),
        Column("report_id?", int, "年报编号", "The report"),
        Column("judgement_id?", int, "审核编号", "The judgement, absent where we failed"),
    ),
)

_FINDINGS = TableDeclaration(
    name="findings",
    chinese="问题",
    english="The life of a finding over all runs",
    primary_key=("fingerprint",),
    references=(
        _AGENCY,
        (("first_seen_run",), "runs", ("run_id",)),
        (("last_seen_run",), "runs", ("run_id",)),
    ),
    indexes=(("agency_id", "year"), ("rule",), ("status", "severity")),
    columns=(
        Column("fingerprint", str, "问题标识", "Identity: rule, agency, year and subject"),
        Column("rule", str, "规则代码", "Code of the rule"),
        Column("rule_version", int, "规则版本", "Version of the rule that last found it"),
        Column("agency_id", str, "机关编号", "The agency"),
        Column("year", int, "报告年度", "Year the report is on"),
        Column("subject", str, "对象", "What it is about"),
        Column("severity", str, "程度", "error, warning, advice or hint"),
        Column("message", str, "问题描述", "What is wrong, as last found"),
        Column("evidence", str, "证据（JSON 列表）", "Places and what is printed there, JSON"),
        Column("status", str, "状态", "open or gone"),
        Column("first_seen_run", str, "首次发现的运行编号", "Run that first found it"),
        Column("last_seen_run", str, "最近发现的运行编号", "Run that last found it"),
    ),
)

_NOTICES = TableDeclaration(
    name="notices",
    chinese="通知（代拟稿）",
    english="Drafts of notices that were written",
    primary_key=("run_id", "agency_id", "year"),
    references=(_RUN, _AGENCY),
    indexes=(("agency_id", "year"),),
    columns=(
        Column("run_id", str, "运行编号", "The run whose findings it tells"),
        Column("agency_id", str, "机关编号", "The agency"),
        Column("year", int, "报告年度", "Year the report is on"),
        Column("path", str, "文件", "File, relative to the folder of reports"),
        Column("sha256", str, "文件的 SHA-256", "Hash of the file"),
        Column("made_at", str, "生成时间", "Instant it was written, UTC"),
    ),
)

TABLES = (
    _AGENCIES,
    _PLACES,
    _DUTIES,
    _RUNS,
    _VISITS,
    _CAPTURES,
    _REPORTS,
    _READINGS,
    _FIGURES,
    _JUDGEMENTS,
    _RESULTS,
    _RESULT_FINDINGS,
    _CASES,
    _FINDINGS,
    _NOTICES,
)

_MIGRATIONS = TableDeclaration(
    name="_migrations",
    chinese="数据库升级记录",
    english="Steps of the schema that were applied",
    primary_key=("number",),
    columns=(
        Column("number", int, "序号", "Number of the step"),
        Column("name", str, "名称", "Name of the step"),
    ),
)

_DOCUMENTATION = TableDeclaration(
    name=DOCUMENTATION,
    chinese="表和列的说明",
    english="What every table and column means; an empty column name is the table itself",
    primary_key=("table_name", "column_name"),
    columns=(
        Column("table_name", str, "表名", "Table or view"),
        Column("column_name", str, "列名", "Column, empty for the table itself"),
        Column("chinese", str, "中文说明", "Meaning in Chinese"),
        Column("english", str, "英文说明", "Meaning in English"),
    ),
)


def apply(database: Database) -> None:
    """Make all tables."""
    for table in (_DOCUMENTATION, _MIGRATIONS, *TABLES):
        create_table(database, table)
