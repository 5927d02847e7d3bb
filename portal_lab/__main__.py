"""``python -m portal_lab``: serve the country until stopped, to look at it by hand."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path
from threading import Event

from portal_lab.country import Country, build_country
from portal_lab.lab import Lab
from portal_lab.truth import VISIT_ONE


def written(country: Country, folder: Path) -> None:
    """Write the registry and the truth into ``folder``, which is made where it is absent."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "registry.toml").write_text(country.registry_toml(), encoding="utf-8")
    (folder / "truth.jsonl").write_text(country.truth_jsonl(), encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Serve until the keyboard interrupts; 2 where the port is taken."""
    parser = argparse.ArgumentParser(
        prog="python -m portal_lab",
        description="门户实验室：在本机以 HTTP 代理的方式提供一组虚构的政府网站。",
        epilog="示例：python -m portal_lab --port 8899 --now 2024-02-06T10:00",
    )
    parser.add_argument("--port", type=int, default=8899, help="代理端口，0 为自动选择")
    parser.add_argument(
        "--now", type=datetime.fromisoformat, default=VISIT_ONE, help="网站所处的时间（北京时间）"
    )
    parser.add_argument("--seed", type=int, default=1, help="生成数据的种子")
    parser.add_argument("--write", type=Path, help="把名录和真值写入该文件夹")
    options = parser.parse_args(arguments)
    country = build_country(options.seed)
    if options.write:
        written(country, options.write)
    lab = Lab(country, now=options.now, port=options.port)
    try:
        lab.start()
    except OSError as error:
        sys.stderr.write(f"端口 {options.port} 打不开（{error.strerror}），请换一个端口。\n")
        return 2
    places = country.registry().places.values()
    lines = [f"代理地址：{lab.proxy_url}（把浏览器的 HTTP 代理设为此地址，按 Ctrl+C 结束）"]
    lines += [f"  {place.home_url}" for place in places]
    sys.stdout.write("\n".join([*lines, ""]))
    sys.stdout.flush()
    try:
        Event().wait()
    except KeyboardInterrupt:
        lab.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
