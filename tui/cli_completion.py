"""`floorboard completion`: what a shell needs to complete our commands."""

import click

from tui.context import Session
from tui.language import Words
from tui.options import command

SHELLS = ("bash", "zsh", "fish")


def completion_command(words: Words) -> click.Command:
    """Build the command."""

    def completion(_session: Session, shell: str) -> None:
        from click.shell_completion import get_completion_class

        made_by = get_completion_class(shell)
        root = click.get_current_context().find_root().command
        if made_by is None:
            raise click.UsageError(words.say("There is no completion for {shell}.", shell=shell))
        click.echo(made_by(root, {}, "floorboard", "_FLOORBOARD_COMPLETE").source())

    return command(
        words,
        "completion",
        completion,
        words.text("Print completion for a shell. Add it to the shell's start-up file."),
        [click.Argument(["shell"], type=click.Choice(SHELLS))],
    )
