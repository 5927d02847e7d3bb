"""``python -m cli``: what the launcher at the root hands over to."""

import sys

if __name__ == "__main__":
    try:
        from cli.main import run

        run()
    except KeyboardInterrupt:
        # Also while the program is still being loaded: no traceback for a person.
        sys.stderr.write("已中断。\n")
        sys.exit(130)
