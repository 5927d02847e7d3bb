"""A run judged again from its archive: the same, or what is not the same and why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from evidence_made import damage

from audit.catalogue import CATALOGUE
from audit.rule import Rule
from config.settings import AuditSettings, RuleSetting
from ledger.store import Ledger
from workflow.replay import ReplayError, replay
from workflow.run import audit_all, collect_all

RUN = "20240205-090000"
CELL = "requests.granted.total"


@pytest.fixture
def judged(office: Any, kit: Any) -> Any:
    """An office with one run in which one agency's total is wrong."""
    office.portals["edu"] = kit.published(documents=(kit.report("edu", figures={CELL: 99}),))
    office.run()
    return office


def rows_in(office: Any) -> dict[str, int]:
    with office.ledger() as ledger:
        connection = ledger._connection
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
            for (name,) in tables.fetchall()
        }


def with_versions(**versions: int) -> tuple[Rule, ...]:
    return tuple(replace(r, version=versions.get(r.code, r.version)) for r in CATALOGUE)


def silent(code: str) -> tuple[Rule, ...]:
    """The catalogue in which the rule no longer finds anything."""
    return tuple(
        replace(r, version=2, check=lambda _case: iter(())) if r.code == code else r
        for r in CATALOGUE
    )


def test_the_same_and_nothing_is_written(judged: Any, kit: Any) -> None:
    before, files = rows_in(judged), sorted(judged.config.data_dir.rglob("*"))
    done = replay(judged.config, RUN, readers=kit.readers)
    assert (done.run.run_id, done.cases, done.differences, done.changed, done.notes) == (
        RUN,
        3,
        (),
        (),
        (),
    )
    assert done.is_same
    assert rows_in(judged) == before
    assert sorted(judged.config.data_dir.rglob("*")) == files


def test_what_came_later_changes_nothing(judged: Any, kit: Any) -> None:
    judged.portals["edu"] = kit.published(documents=(kit.report("edu"),))
    judged.run(2)
    judged.config = replace(judged.config, audit=AuditSettings(ignore=("CON", "CMP")))
    audit_all(
        judged.config,
        judged.clock(3),
        registry=replace(kit.registry, agencies={"edu": kit.registry.agencies["edu"]}, places={}),
        years=(2023,),
        readers=kit.readers,
    )
    for run_id in (RUN, "20240206-090000", "20240207-090000"):
        assert replay(judged.config, run_id, readers=kit.readers).differences == ()


def test_a_version_alone_is_told_and_is_no_difference(judged: Any, kit: Any) -> None:
    done = replay(judged.config, RUN, readers=kit.readers, rules=with_versions(CON01=2, CMP01=7))
    was = {r.code: r.version for r in CATALOGUE}
    assert done.is_same
    assert done.changed == (
        f"规则 CMP01：第 {was['CMP01']} 版 → 第 7 版",
        f"规则 CON01：第 {was['CON01']} 版 → 第 2 版",
    )


def test_a_rule_that_judges_otherwise_is_a_difference(judged: Any, kit: Any) -> None:
    done = replay(judged.config, RUN, readers=kit.readers, rules=silent("CON01"))
    with judged.ledger() as ledger:
        (case,) = (c for c in ledger.cases_in(RUN) if c.agency_id == "edu")
        (found,) = (f for f in ledger.findings_of(case.judgement_id) if f.rule == "CON01")
    assert [one.line for one in done.differences if one.rule == "CON01"] == [
        "苏镇市教育局（2023）CON01：结果 不符合 → 符合",
        f"苏镇市教育局（2023）CON01：不再得出原有问题 “{found.message}”",
    ]
    assert done.changed == ("规则 CON01：第 1 版 → 第 2 版",)


def test_rules_that_came_and_went(judged: Any, kit: Any) -> None:
    gone = tuple(r for r in CATALOGUE if r.code != "CMP01")
    done = replay(judged.config, RUN, readers=kit.readers, rules=gone)
    assert (done.differences, done.changed) == ((), ("规则 CMP01：已不在规则目录中",))
    one_more = (*CATALOGUE, replace(CATALOGUE[0], code="CMP98"))
    done = replay(judged.config, RUN, readers=kit.readers, rules=one_more)
    assert (done.differences, done.changed) == ((), ("规则 CMP98：当时没有此规则",))


def test_another_reader_is_told(judged: Any, kit: Any) -> None:
    done = replay(judged.config, RUN, readers=replace(kit.readers, version=2))
    assert (done.differences, done.changed) == ((), ("识读程序：第 1 版 → 第 2 版",))


def test_a_second_reader_that_sees_otherwise_is_a_difference(judged: Any, kit: Any) -> None:
    done = replay(judged.config, RUN, readers=kit.seeing_otherwise({CELL: 6}))
    assert "苏镇市教育局（2023）CON01" in {one.line.partition("：")[0] for one in done.differences}
    assert {one.agency_id for one in done.differences} == {"edu"}


def test_the_settings_of_then_are_used(office: Any, kit: Any) -> None:
    office.portals["edu"] = kit.published(documents=(kit.report("edu", figures={CELL: 99}),))
    entry = RuleSetting(code="CON01", is_shadow=True)
    was = office.config
    office.config = replace(was, audit=AuditSettings(rules=(entry,), select=("CON", "TIM")))
    office.run()
    assert replay(was, RUN, readers=kit.readers).differences == ()


def test_a_run_of_an_older_duban_takes_the_present_settings(judged: Any, kit: Any) -> None:
    with judged.ledger() as ledger:
        ledger._connection.execute("DELETE FROM run_inputs")
    text = "".join(
        f'[[agency]]\nid = "{a.agency_id}"\nname = "{a.name}"\nkind = "{a.kind}"\n'
        f'region = "990100"\n[[place]]\nid = "{a.agency_id}"\nagency = "{a.agency_id}"\n'
        f'home = "http://{a.agency_id}.example/"\n'
        for a in kit.registry.agencies.values()
    )
    path = judged.config.data_dir.parent / "registry.toml"
    path.write_text(text, encoding="utf-8")
    done = replay(replace(judged.config, registry=path), RUN, readers=kit.readers)
    assert done.differences == ()
    assert done.notes == ("该次运行没有留存当时的名录和审核设置，按现行的名录和设置复核",)


def test_damaged_and_absent_evidence(judged: Any, kit: Any) -> None:
    with judged.ledger() as ledger:
        (sha256, *_) = ledger.document_hashes()
    path = damage(judged.config.archive_dir, sha256)
    with pytest.raises(ReplayError, match=f"存证缺失或已损坏，不能复核：\n.*{sha256}"):
        replay(judged.config, RUN, readers=kit.readers)
    path.unlink()
    with pytest.raises(ReplayError, match=f"存证缺失或已损坏，不能复核：\n.*{path.name}"):
        replay(judged.config, RUN, readers=kit.readers)


def test_runs_that_cannot_be_replayed(office: Any, kit: Any) -> None:
    with pytest.raises(ReplayError, match="还没有台账"):
        replay(office.config, RUN)
    collect_all(
        office.config, office.clock(), registry=kit.registry, years=(2023,), crawl=office.crawl
    )
    with pytest.raises(ReplayError, match=f"运行 {RUN} 没有审核结果"):
        replay(office.config, RUN)
    with pytest.raises(ReplayError, match="台账中没有运行 nothing"):
        replay(office.config, "nothing")
    with Ledger.open(office.config.ledger_path) as ledger:
        ledger._connection.execute("UPDATE runs SET state = 'failed'")
    with pytest.raises(ReplayError, match=f"运行 {RUN} 失败，没有完整的结果可供复核"):
        replay(office.config, RUN)
