"""``onrecord completion``: what a shell is told so that Tab completes commands and options."""

from __future__ import annotations

import click


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print what makes Tab complete commands, options and their values in a shell.

    \b
    Examples:
      echo 'eval "$(onrecord completion bash)"' >> ~/.bashrc
      echo 'eval "$(onrecord completion zsh)"' >> ~/.zshrc
      onrecord completion fish > ~/.config/fish/completions/onrecord.fish
    """
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    assert made is not None
    click.echo(made(context.find_root().command, {}, "onrecord", "_ONRECORD_COMPLETE").source())
