"""``python -m cli``: what the launcher at the root hands over to."""

from cli.main import run

if __name__ == "__main__":
    run()
