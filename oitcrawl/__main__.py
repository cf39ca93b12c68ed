"""``python -m oitcrawl``."""

from oitcrawl.cli import main

if __name__ == "__main__":
    main()
