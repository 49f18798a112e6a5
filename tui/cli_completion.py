"""`floorboard completion`: what a shell needs to complete our commands."""

import click

from tui.language import Words

SHELLS = ("bash", "zsh", "fish")


def completion_command(words: Words) -> click.Command:
    """Build the command."""

    def completion(shell: str) -> None:
        from click.shell_completion import get_completion_class

        made_by = get_completion_class(shell)
        root = click.get_current_context().find_root().command
        if made_by is None:
            raise click.UsageError(words.say("There is no completion for {shell}.", shell=shell))
        click.echo(made_by(root, {}, "floorboard", "_FLOORBOARD_COMPLETE").source())

    return click.Command(
        "completion",
        callback=completion,
        params=[click.Argument(["shell"], type=click.Choice(SHELLS))],
        help=words.text("Print completion for a shell: add it to the shell's start-up file."),
    )
