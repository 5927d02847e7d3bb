"""``python -m portal_lab``: serve the country until stopped, to look at it by hand."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path
from threading import Event

from portal_lab.country import Country, build_country
from portal_lab.lab import Lab
from portal_lab.many import ManyHosts, build_many
from portal_lab.phases import LAB_NOW, Phase
from portal_lab.registry_rows import registry_toml
from portal_lab.truth import VISIT_ONE
from portal_lab.whole.country import WholeCountry, build_whole_country

_SHOWN = 100


def written(country: Country | WholeCountry, folder: Path) -> None:
    """Write the registry and the truth into ``folder``, which is made where it is absent."""
    folder.mkdir(parents=True, exist_ok=True)
    toml = registry_toml(country.registry())
    (folder / "registry.toml").write_text(toml, encoding="utf-8")
    (folder / "truth.jsonl").write_text(country.truth_jsonl(), encoding="utf-8")


def _chosen(options: argparse.Namespace) -> Country | WholeCountry | ManyHosts:
    if options.many:
        return build_many(options.many, options.seed)
    return build_whole_country(options.seed) if options.whole else build_country(options.seed)


def main(arguments: list[str]) -> int:
    """Serve until the keyboard interrupts; 2 where the port is taken."""
    parser = argparse.ArgumentParser(
        prog="python -m portal_lab",
        description="门户实验室：在本机以 HTTP 代理的方式提供一组虚构的政府网站。",
        epilog="示例：python -m portal_lab --port 8899 --now 2024-02-06T10:00",
    )
    parser.add_argument("--port", type=int, default=8899, help="代理端口，0 为自动选择")
    parser.add_argument("--now", type=datetime.fromisoformat, help="网站所处的时间（北京时间）")
    parser.add_argument("--seed", type=int, default=1, help="生成数据的种子")
    parser.add_argument("--whole", action="store_true", help="提供全国，而不是演示用的一个市")
    parser.add_argument("--many", type=int, metavar="N", help="提供 N 个小网站，供压力测试")
    parser.add_argument("--write", type=Path, help="把名录和真值写入该文件夹")
    options = parser.parse_args(arguments)
    country = _chosen(options)
    if options.write and not isinstance(country, ManyHosts):
        written(country, options.write)
    start = options.now or (LAB_NOW[Phase.BEFORE_DUE] if options.whole else VISIT_ONE)
    lab = Lab(country, now=start, port=options.port)
    try:
        lab.start()
    except OSError as error:
        sys.stderr.write(f"端口 {options.port} 打不开（{error.strerror}），请换一个端口。\n")
        return 2
    places = country.registry().places.values()
    lines = [f"代理地址：{lab.proxy_url}（把浏览器的 HTTP 代理设为此地址，按 Ctrl+C 结束）"]
    lines += [f"  {place.home_url}" for place in list(places)[:_SHOWN]]
    sys.stdout.write("\n".join([*lines, ""]))
    sys.stdout.flush()
    try:
        Event().wait()
    except KeyboardInterrupt:
        lab.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
