#!/usr/bin/env bash
# The set-up: the locked Python environment and the system parts. Quick when all is there.
#
#   ./setup.sh base [dev] [ocr]
#
# base: what Duban needs to run; dev: tests and linters; ocr: reading of scans (about 350 MB).
# An environment that holds more than was asked for is left as it is.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

SYSTEM_PARTS="ca-certificates libatomic1 fontconfig fonts-noto-cjk fonts-arphic-gkai00mp libpango-1.0-0 libpangoft2-1.0-0"

say() { echo "安装：$*" >&2; }

lock_of() {
  case "$1" in
    base) echo requirements.lock ;;
    dev | ocr) echo "requirements-$1.lock" ;;
    *) say "没有名为“$1”的组件，可用：base、dev、ocr"; exit 2 ;;
  esac
}

is_installed() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q "install ok installed"; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

install_system_parts() {
  local missing=() part
  command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null ||
    missing+=(chromium-headless-shell)
  python3 -c "import ensurepip" 2>/dev/null || missing+=(python3-venv)
  for part in $SYSTEM_PARTS; do is_installed "$part" || missing+=("$part"); done
  [ ${#missing[@]} -gt 0 ] || return 0
  if command -v apt-get >/dev/null && as_root true 2>/dev/null; then
    say "正在通过 apt 安装系统组件：${missing[*]}"
    if as_root env DEBIAN_FRONTEND=noninteractive sh -c \
      "apt-get update -q && apt-get install -y -q --no-install-recommends ${missing[*]}" >/dev/null; then
      return 0
    fi
  fi
  say "缺少系统组件，请由管理员执行：apt-get install --no-install-recommends ${missing[*]}（未装之前：没有 chromium 则不采集需要脚本的页面、不截图；没有中文字体和 pango 则不生成 PDF；没有 python3-venv 则无法继续安装）"
}

with_uv() { # uv in a place of its own, for it removes from .venv all that is not in the locks
  export UV_CACHE_DIR="$PWD/.tools/cache"
  [ -x .tools/bin/uv ] || { python3 -m venv .tools && .tools/bin/pip install -q uv; } || return 1
  [ -x .venv/bin/python ] || .tools/bin/uv venv -q --python python3 .venv || return 1
  .tools/bin/uv pip sync -q --python .venv/bin/python --require-hashes "$@"
}

with_pip() {
  local name
  say "没有 uv 可用，改用 pip（较慢）"
  [ -x .venv/bin/pip ] || python3 -m venv --clear .venv
  for name in "$@"; do .venv/bin/pip install -q --require-hashes --no-deps -r "$name"; done
}

install_python_parts() {
  local locks=() name
  for name in "$@"; do locks+=("$(lock_of "$name")"); done
  say "正在安装 Python 环境（${locks[*]}）"
  with_uv "${locks[@]}" || with_pip "${locks[@]}"
  # The rooms are imported from where they stand; nothing is built.
  .venv/bin/python -c "import pathlib, sysconfig
pathlib.Path(sysconfig.get_path('purelib'), 'duban.pth').write_text('$PWD\n', encoding='utf-8')"
}

stamp_of() { cat "$(lock_of "$1")" setup.sh | sha256sum | cut -c1-16; }

wanted=("$@")
[ ${#wanted[@]} -gt 0 ] || wanted=(base)
has_all=yes
for name in "${wanted[@]}"; do
  [ "$(cat ".venv/.ready-$name" 2>/dev/null || true)" = "$(stamp_of "$name")" ] || has_all=no
done
# The folder may have been moved or copied since.
[ "$(cat .venv/.ready-here 2>/dev/null || true)" = "$PWD" ] || has_all=no
[ "$has_all" = no ] || exit 0

install_system_parts
for name in base dev ocr; do # keep what an earlier set-up installed
  if [ -e ".venv/.ready-$name" ]; then case " ${wanted[*]} " in *" $name "*) ;; *) wanted+=("$name") ;; esac; fi
done
install_python_parts "${wanted[@]}"
for name in "${wanted[@]}"; do stamp_of "$name" >".venv/.ready-$name"; done
echo "$PWD" >.venv/.ready-here
