"""Everything a user can name is documented: commands, settings, registry keys, rules, families."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import click
from click.testing import CliRunner

from audit.catalogue import CATALOGUE
from cli.main import duban
from config.paper_settings import (
    DeliverySettings,
    HookSettings,
    LadderSettings,
    MailSettings,
    NoticeSettings,
)
from config.settings import (
    AuditSettings,
    Config,
    CrawlSettings,
    HealthSettings,
    LedgerSettings,
    OfficeSettings,
    ReadingSettings,
    RuleSetting,
    ScheduleSettings,
)
from registry.loader import AgencyRow, DeadlineRow, PlaceRow, load_registry
from spiders.families.catalogue import FAMILIES

GROUPS = {
    "office": OfficeSettings,
    "crawl": CrawlSettings,
    "health": HealthSettings,
    "reading": ReadingSettings,
    "ledger": LedgerSettings,
    "audit": AuditSettings,
    "notices": NoticeSettings,
    "ladder": LadderSettings,
    "delivery": DeliverySettings,
    "mail": MailSettings,
    "schedule": ScheduleSettings,
}


def settings() -> list[tuple[str, str]]:
    rows = [(f.name, f.metadata["meaning"]) for f in fields(Config) if f.name not in GROUPS]
    for group, kind in GROUPS.items():
        assert is_dataclass(kind)
        rows += [(f"{group}.{f.name}", f.metadata["meaning"]) for f in fields(kind)]
    return rows


def test_every_setting_stands_in_the_table(root: Path) -> None:
    text = (root / "docs/settings.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| `([a-z_.]+)` \| (.+?) \|", text, re.MULTILINE)
    assert table == settings()


def test_every_key_of_a_rule_setting_stands_in_its_table(root: Path) -> None:
    text = (root / "docs/settings.md").read_text(encoding="utf-8")
    section = text.partition("### 规则的启停")[2].partition("```")[0]
    table = re.findall(
        r"^\| (?:`\[\[audit\.rules\]\]`)? ?\| `([a-z_]+)` \| (.+?) \|", section, re.MULTILINE
    )
    assert table == [(f.name, f.metadata["meaning"]) for f in fields(RuleSetting)]


def test_every_key_of_a_hook_stands_in_its_table(root: Path) -> None:
    text = (root / "docs/settings.md").read_text(encoding="utf-8")
    section = text.partition("### 网络钩子")[2].partition("```")[0]
    table = re.findall(
        r"^\| (?:`\[\[delivery\.hooks\]\]`)? ?\| `([a-z_]+)` \| (.+?) \|", section, re.MULTILINE
    )
    assert table == [(f.name, f.metadata["meaning"]) for f in fields(HookSettings)]


def test_every_registry_key_stands_in_the_table(root: Path) -> None:
    text = (root / "docs/settings.md").read_text(encoding="utf-8").partition("## 名录")[2]
    keys = set(re.findall(r"`([a-z_]+)`", text))
    rows = {f.name for kind in (AgencyRow, PlaceRow, DeadlineRow) for f in fields(kind)}
    assert rows - keys == set()


def test_the_example_registry_is_sound(root: Path) -> None:
    registry = load_registry(root / "docs/registry.example.toml", [f.name for f in FAMILIES])
    assert list(registry.agencies) == ["jyj", "szf"]


def test_every_command_has_a_section(root: Path) -> None:
    text = (root / "docs/commands.md").read_text(encoding="utf-8")
    assert re.findall(r"^## duban ([a-z]+)", text, re.MULTILINE) == list(duban.commands)


def test_every_option_is_in_its_section(root: Path) -> None:
    text = (root / "docs/commands.md").read_text(encoding="utf-8")
    missing = []
    for name, command in duban.commands.items():
        section = re.split(r"^## ", text.partition(f"## duban {name}\n")[2], flags=re.MULTILINE)[0]
        missing += [
            f"{name} {parameter.opts[0]}"
            for parameter in command.params
            if isinstance(parameter, click.Option) and f"`{parameter.opts[0]}" not in section
        ]
    assert missing == []


def options_of(command: click.Command) -> list[str]:
    """The options of a command, and of a group those of its commands too."""
    own = [p.opts[0] for p in command.params if isinstance(p, click.Option)]
    below = command.commands.values() if isinstance(command, click.Group) else ()
    return own + [option for one in below for option in options_of(one)]


def test_every_step_of_a_document_has_a_part_with_its_options(root: Path) -> None:
    text = (root / "docs/commands.md").read_text(encoding="utf-8")
    section = re.split(r"^## ", text.partition("## duban notices\n")[2], flags=re.MULTILINE)[0]
    heads = re.findall(r"^### duban notices ([a-z]+)\n", section, re.MULTILINE)
    group = duban.commands["notices"]
    assert isinstance(group, click.Group)
    assert sorted(heads) == sorted(group.commands)
    missing = []
    for name, command in group.commands.items():
        after = section.partition(f"### duban notices {name}\n")[2]
        part = re.split(r"^### ", after, flags=re.MULTILINE)[0]
        missing += [
            f"{name} {option}" for option in options_of(command) if f"`{option}" not in part
        ]
    assert missing == []


def test_every_help_ends_in_an_example() -> None:
    runner = CliRunner()
    for name in duban.commands:
        page = runner.invoke(duban, [name, "--help"]).output
        head, _, example = page.rpartition("示例:\n")
        assert head.startswith("用法：")
        assert example.strip().startswith(f"duban {name}")


def test_the_printed_catalogue_is_current(root: Path) -> None:
    printed = CliRunner().invoke(duban, ["rules", "--format", "markdown"]).output
    assert (root / "docs/rules.md").read_text(encoding="utf-8") == printed
    assert re.findall(r"^## ([A-Z]{3}\d\d) ", printed, re.MULTILINE) == [r.code for r in CATALOGUE]


def test_every_family_is_described(root: Path) -> None:
    text = (root / "docs/portals.md").read_text(encoding="utf-8")
    assert [f.name for f in FAMILIES if f"`{f.name}`" not in text] == []


def test_links_between_documents_lead_somewhere(root: Path) -> None:
    broken = []
    for path in [root / "README.md", root / "README.en.md", *(root / "docs").glob("*.md")]:
        links = re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8"))
        broken += [f"{path.name}: {to}" for to in links if not (path.parent / to).exists()]
    assert broken == []
