"""`handouts completion`: how to switch on completion."""

from __future__ import annotations

import click

LINES = {
    "bash": "echo 'eval \"$(_HANDOUTS_COMPLETE=bash_source handouts)\"' >> ~/.bashrc",
    "zsh": "echo 'eval \"$(_HANDOUTS_COMPLETE=zsh_source handouts)\"' >> ~/.zshrc",
    "fish": "_HANDOUTS_COMPLETE=fish_source handouts > ~/.config/fish/completions/handouts.fish",
}


@click.command("completion")
@click.argument("shell", type=click.Choice(list(LINES)), default="bash")
def command(shell: str) -> None:
    """Print the line that switches on completion of verbs, points, routines and files."""
    click.echo(f"Run this once, then open a new terminal:\n\n  {LINES[shell]}\n")
