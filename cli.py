"""The front door from a checkout: `python cli.py build examples/low-back.yaml`."""

from handouts.commands import main

if __name__ == "__main__":
    main()
