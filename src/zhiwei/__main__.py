"""`python -m zhiwei`: the command line."""

from zhiwei.cli import main

if __name__ == "__main__":
    main()
