"""Settings from file and environment, and mistakes told all at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from config.clock import SHANGHAI, FixedClock, ShiftedClock, SystemClock, local_date
from config.errors import InputError
from config.loader import load_config
from config.settings import (
    AuditSettings,
    Config,
    CrawlSettings,
    OfficeSettings,
    RuleSetting,
    ScheduleSettings,
)

WHOLE = """
data_dir = "保存"
reports_dir = "/srv/out"
registry = "名录.toml"
report_year = 2023
browser = "/usr/bin/chromium"

[office]
name = "苏镇市人民政府办公室"
contact = "0000-1234567"
correction_workdays = 15

[crawl]
user_agent = "SuzhenOffice/1 (+https://office.suzhen.example)"
delay_seconds = 5
delay_jitter = 0.25
is_render_allowed = false

[schedule]
hour = 4
minute = 5
misfire_grace_seconds = 60
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "duban.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_defaults_stand_beside_the_folder(tmp_path: Path) -> None:
    assert load_config(None, {}, tmp_path) == Config(
        data_dir=tmp_path / "var",
        reports_dir=tmp_path / "reports_out",
        registry=tmp_path / "registry.toml",
    )


def test_a_whole_file(tmp_path: Path) -> None:
    write(tmp_path, WHOLE)
    assert load_config(None, {}, tmp_path) == Config(
        data_dir=tmp_path / "保存",
        reports_dir=Path("/srv/out"),
        registry=tmp_path / "名录.toml",
        report_year=2023,
        browser="/usr/bin/chromium",
        office=OfficeSettings(
            name="苏镇市人民政府办公室", contact="0000-1234567", correction_workdays=15
        ),
        crawl=CrawlSettings(
            user_agent="SuzhenOffice/1 (+https://office.suzhen.example)",
            delay_seconds=5.0,
            delay_jitter=0.25,
            is_render_allowed=False,
        ),
        schedule=ScheduleSettings(hour=4, minute=5, misfire_grace_seconds=60),
    )


def test_what_is_set_for_rules(tmp_path: Path) -> None:
    write(
        tmp_path,
        """
[audit]
select = ["CON", "CMP01"]
ignore = ["CON02"]
least_precision = 1
decisions_needed = 3

[[audit.rules]]
code = "CMP15"
severity = "warning"
regions = ["41", "3701"]
from_year = 2022
to_year = 2030

[[audit.rules]]
code = "AUT16"
is_on = true
is_shadow = true
""",
    )
    assert load_config(None, {}, tmp_path).audit == AuditSettings(
        select=("CON", "CMP01"),
        ignore=("CON02",),
        least_precision=1.0,
        decisions_needed=3,
        rules=(
            RuleSetting(
                code="CMP15",
                severity="warning",
                regions=("41", "3701"),
                from_year=2022,
                to_year=2030,
            ),
            RuleSetting(code="AUT16", is_on=True, is_shadow=True),
        ),
    )


def test_environment_wins(tmp_path: Path) -> None:
    path = write(tmp_path, WHOLE)
    environ = {"DUBAN_DATA_DIR": "/data", "DUBAN_BROWSER": "/opt/browser"}
    config = load_config(path, environ, Path("/elsewhere"))
    assert (config.data_dir, config.browser) == (Path("/data"), "/opt/browser")
    assert config.registry == tmp_path / "名录.toml"
    assert (config.archive_dir, config.ledger_path) == (
        Path("/data/archive"),
        Path("/data/ledger.db"),
    )


def test_every_mistake_at_once(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
colour = "red"
report_year = "2023"
[office]
correction_workdays = true
[crawl]
delay_seconds = "3"
[schedule]
hours = 3
""",
    )
    with pytest.raises(InputError) as error:
        load_config(path, {}, tmp_path)
    assert error.value.problems == (
        "colour：没有这个设置项",
        "report_year：应为整数，现为 '2023'",
        "office.correction_workdays：应为整数，现为 True",
        "crawl.delay_seconds：应为数字，现为 '3'",
        "schedule.hours：没有这个设置项",
    )
    assert str(error.value).splitlines()[0] == f"{path}：colour：没有这个设置项"


def test_numbers_no_office_can_mean(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        '[crawl]\ndelay_seconds=-1\nuser_agent=" "\nproxy="zzz"\n[schedule]\nhour=24\nminute="x"\n',
    )
    with pytest.raises(InputError) as error:
        load_config(path, {}, tmp_path)
    assert error.value.problems == (
        "crawl.user_agent：不能为空，现为 ' '",
        "crawl.delay_seconds：不能为负，现为 -1",
        "crawl.proxy：应为 http:// 或 https:// 开头的网址，现为 'zzz'",
        "schedule.hour：应在 0 到 23 之间，现为 24",
        "schedule.minute：应为整数，现为 'x'",
    )


@pytest.mark.parametrize(
    ("body", "beginning"),
    [
        (b"a = \n", "TOML 语法错误："),
        ("名 = '值'".encode("gbk"), "不是 UTF-8 编码，请另存为 UTF-8"),
    ],
)
def test_a_file_that_is_no_toml(tmp_path: Path, body: bytes, beginning: str) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(body)
    with pytest.raises(InputError) as error:
        load_config(path, {}, tmp_path)
    assert error.value.problems[0].startswith(beginning)


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        load_config(tmp_path / "none.toml", {}, tmp_path)
    assert error.value.problems == ("文件打不开（No such file or directory）",)


def test_clocks_are_in_utc_and_days_in_shanghai() -> None:
    late = datetime(2024, 2, 1, 0, 10, tzinfo=SHANGHAI)
    assert FixedClock(late).now() == datetime(2024, 1, 31, 16, 10, tzinfo=UTC)
    assert local_date(FixedClock(late).now()).isoformat() == "2024-02-01"
    shifted = ShiftedClock(late)
    assert timedelta(0) <= shifted.now() - late < timedelta(minutes=5)
    assert SystemClock().now().tzinfo is UTC
