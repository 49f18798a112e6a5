"""The whole command line: global options, commands loaded when asked for, errors told once.

exit 0  done
exit 1  refused or failed: one line says why and what to do
exit 2  wrong usage
"""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from store.errors import FloorboardError
from tui.context import Options, Session
from tui.help_text import Group
from tui.language import LANGUAGES, Words, choose, click_speaks
from tui.wording import tell, tell_error

COMMANDS: dict[str, str] = {
    "demo": "tui.cli_demo:demo_command",
    "import": "tui.cli_import:import_command",
    "bind": "tui.cli_bind:bind_command",
    "agents": "tui.cli_agents:agents_command",
    "shops": "tui.cli_shops:shops_command",
    "brief": "tui.cli_brief:brief_command",
    "queue": "tui.cli_queue:queue_command",
    "queue-rule": "tui.cli_queue_rule:queue_rule_command",
    "busy": "tui.cli_queue:busy_command",
    "staff": "tui.cli_staff:staff_command",
    "feed": "tui.cli_feed:feed_command",
    "alarm": "tui.cli_alarm:alarm_command",
    "forecast": "tui.cli_forecast:forecast_command",
    "marked-day": "tui.cli_marked_day:marked_day_command",
    "list": "tui.cli_list:list_command",
    "export": "tui.cli_export:export_command",
    "settings": "tui.cli_settings:settings_command",
    "undo": "tui.cli_history:undo_command",
    "history": "tui.cli_history:history_command",
    "backup": "tui.cli_backups:backup_command",
    "restore": "tui.cli_backups:restore_command",
    "doctor": "tui.cli_doctor:doctor_command",
    "forget": "tui.cli_forget:forget_command",
    "completion": "tui.cli_completion:completion_command",
}
"""Name of a command -> the function that builds it from the words; its module is loaded then."""


class CommandLine(Group):
    """The group of all commands, each imported only when it is needed."""

    def __init__(self, words: Words, **more: Any) -> None:
        super().__init__(**more)
        self.words = words

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        """Return the names in the order of a lead's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Build a command in the language; None if there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        from importlib import import_module

        module, function = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), function)(self.words)
        return command


def command_line(words: Words, env: Mapping[str, str]) -> CommandLine:
    """Return the whole command line in one language."""

    def begin(ctx: click.Context, /, **given: Any) -> None:
        del given["lang"]  # read before click, so that click itself speaks it
        ctx.obj = Session(Options(**given), words, env)
        if ctx.invoked_subcommand is None:
            ctx.exit(_bare(ctx.obj))

    say = words.text
    return CommandLine(
        words,
        name="floorboard",
        callback=click.pass_context(begin),
        invoke_without_command=True,
        options_metavar=say("[OPTIONS]"),
        subcommand_metavar=say("[COMMAND]..."),
        help=say("For customer-service team leads: exports in, every agent's numbers out."),
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        params=_global_options(words),
    )


def _global_options(words: Words) -> list[click.Parameter]:
    from tui.options import MomentType

    say = words.text
    return [
        click.Option(
            ["--data-dir"],
            type=click.Path(file_okay=False, path_type=Path),
            metavar=say("FOLDER"),
            help=say("Folder of all teams; else FLOORBOARD_DATA_DIR, else the usual place."),
        ),
        click.Option(
            ["--team"],
            metavar=say("NAME"),
            help=say("Which team; needed only where there are several."),
        ),
        click.Option(
            ["--lang"], type=click.Choice(LANGUAGES), help=say("Language of the answers.")
        ),
        click.Option(
            ["--now"],
            metavar=say("TIME"),
            type=MomentType(words),
            help=say("Answer as of this moment, for example 2026-11-22T09:00."),
        ),
        click.Option(["--readonly"], is_flag=True, help=say("Change nothing.")),
        click.Option(["--mask"], is_flag=True, help=say("Show dots instead of names.")),
        click.Option(
            ["--ascii", "ascii_only"], is_flag=True, help=say("Ornaments in plain ASCII.")
        ),
        click.Option(["--no-input"], is_flag=True, help=say("Ask nothing.")),
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_print_version,
            help=say("Print the version and stop."),
        ),
    ]


def _bare(session: Session) -> int:
    """Answer `floorboard` without a command: the dashboard, or the brief where none can be."""
    if session.shows:
        from tui.launch import launch

        return launch(session)
    from tui.cli_brief import welcome

    welcome(session)
    return 0


def run(arguments: Sequence[str], env: Mapping[str, str]) -> int:
    """Run one command line and return its exit code."""
    words = Words(choose(_asked_language(arguments), _configured_language(arguments, env), env))
    with click_speaks(words):
        try:
            done = command_line(words, env).main(
                list(arguments), prog_name="floorboard", standalone_mode=False
            )
        except FloorboardError as error:
            click.echo(tell_error(words, error), err=True)
            return 1
        except click.Abort:
            click.echo(words.text("Stopped; nothing more was done."), err=True)
            return 130
        except click.ClickException as error:
            error.show()
            return error.exit_code
        except BrokenPipeError:
            return _reader_left()
        except OSError as error:
            told = {"path": str(error.filename or "stdout"), "why": error.strerror or str(error)}
            click.echo(tell(words, "system_refused", told), err=True)
            return 1
    return done if isinstance(done, int) else 0


def _asked_language(arguments: Sequence[str]) -> str | None:
    """Find `--lang` among the global options, before click has read them in that language."""
    for index, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
        if argument == "--lang":
            return arguments[index + 1] if index + 1 < len(arguments) else None
        if argument in COMMANDS:
            return None
    return None


def _configured_language(arguments: Sequence[str], env: Mapping[str, str]) -> str | None:
    """Read `language` from the person's own config file, if there is one."""
    if _asked_language(arguments) in LANGUAGES:
        return None
    from store.locations import config_file

    path = config_file(env)
    if not path.exists():
        return None
    import tomllib

    try:
        language = tomllib.loads(path.read_text("utf-8")).get("language")
    except (OSError, ValueError):
        return None
    return language if isinstance(language, str) else None


def _print_version(ctx: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    if not asked or ctx.resilient_parsing:
        return
    from tui.version import version

    click.echo(f"floorboard {version()}")
    ctx.exit()


def _reader_left() -> int:
    """Leave quietly when what reads our output has closed it, as `head` does."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1
