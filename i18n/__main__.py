"""`python -m i18n`: the command line without the console script."""

from i18n.cli import main

if __name__ == "__main__":
    main()
