"""Queue while a recorded day is replayed: what is shown then, and what can be done with it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message

from store.errors import FloorboardError
from store.team import Team
from tui.bars import keys_of
from tui.feeding import Heard
from tui.live_words import Live, age_line
from tui.reads.queue import QueueFacts
from tui.replays import Replayed
from tui.screens.base import FloorScreen
from widgets.replay_bar import PAUSE, ReplayBar

if TYPE_CHECKING:
    from tui.replaying import ReplayLine
    from tui.screens.ask import Answer

_STEP = timedelta(minutes=5)
_BUTTONS = (PAUSE, "rewind", "forward", "slower", "faster")
_HALF_HOUR_S = 1800


class ReplayTold(Message):
    """News of a replay, for its screen."""

    def __init__(self, news: Replayed | FloorboardError) -> None:
        super().__init__()
        self.news = news

    def can_replace(self, message: Message) -> bool:
        """Return whether it says all that an earlier one did."""
        return isinstance(message, ReplayTold) and isinstance(self.news, Replayed)


class QueueReplay(FloorScreen[QueueFacts]):
    """The part of Queue that knows of replays."""

    def __init__(self) -> None:
        super().__init__()
        self.replayed: Replayed | None = None
        """What is replayed; None while the screen is live."""
        self._wanted = False
        """Whether a day was chosen: news of one that is over are passed by."""
        self._asked: object = None
        """Day, half-hour and queues that the facts were asked for last."""
        self._before: QueueFacts | None = None
        """The facts of what is live."""

    def _draw(self) -> None:
        """Draw everything anew, where the facts are of what is shown."""
        raise NotImplementedError

    # What is shown

    def heard(self) -> Heard:
        """Return how the queue stands: live, or at the moment that is replayed."""
        replayed = self.replayed
        if replayed is None:
            return self.board.queue
        return Heard(replayed.report, replayed.alarms)

    def fitting(self) -> QueueFacts | None:
        """Return the facts, where they are of what is shown."""
        day = self.replayed.recording.day if self.replayed is not None else None
        return self.facts if self.facts is not None and self.facts.played == day else None

    def played_question(self) -> Callable[[Team], QueueFacts] | None:
        """Return what to ask while a day is replayed; None while the screen is live."""
        if self.replayed is None or self.replayed.report is None:
            return None
        from tui.reads.recordings import read_played

        return partial(read_played, report=self.replayed.report)

    def age(self, live: Live) -> Content:
        """Return how old the data is; of a recording, that it is one."""
        if self.replayed is None:
            return age_line(live)
        from tui.replay_words import played_line

        return played_line(live, self._keys()["replay"])

    def _keys(self) -> dict[str, str]:
        """Return each action's key, as it is written."""
        return {one.action: keys_of(self.board, one)[0] for one in self.OWN}

    def draw_bar(self) -> None:
        """Draw the line of the replay, where there is one."""
        bar = self.query_one(ReplayBar)
        bar.display = self.replayed is not None
        if self.replayed is None:
            return
        from tui.replay_words import playing_of

        keys = self._keys()
        buttons = [(action, keys[action]) for action in _BUTTONS]
        bar.playing = playing_of(self.board.session, self.replayed, buttons)

    def on_replay_told(self, event: ReplayTold) -> None:
        """Show the newest moment, or say why it can't be played."""
        event.stop()
        if not self._wanted:
            return
        news = event.news
        if isinstance(news, FloorboardError):
            if news.code != "feeds_stopped":  # that is told of the feeds, whatever is shown
                self.board.tell_error(news)
            self._leave()
            return
        began = self.replayed is None
        if began:
            self._before = self.facts
        self.replayed = news
        self._ask_anew()
        if self.is_current:
            self.draw_bar()
            self._draw()
            if began:
                self.bars()

    def on_screen_resume(self) -> None:
        """Ask for what is beside the moment that was reached meanwhile."""
        self._ask_anew()

    def _ask_anew(self) -> None:
        """Ask for what stands beside the queue once in a half-hour that is played."""
        replayed = self.replayed
        if replayed is None or replayed.report is None or replayed.reading:
            return
        if not self.is_current:
            return
        slot = int(replayed.moment.timestamp()) // _HALF_HOUR_S
        asked = (slot, tuple(one.queue for one in replayed.report.queues))
        if asked != self._asked:
            self._asked = asked
            self.reload()

    def _leave(self) -> None:
        """Show what is live again."""
        self.replayed, self._wanted, self._asked = None, False, None
        if self._before is not None:
            self.facts, self._before = self._before, None
        self.draw_bar()
        self._draw()
        self.bars()
        self.reload()

    # Commands

    def why_no_replay(self, action: str) -> str:
        """Return why an action can't be done now, as far as replays decide it."""
        words = self.board.words
        if self.replayed is None and action in _BUTTONS:
            return words.text("No recording is being replayed.")
        if self.replayed is not None and action in ("acknowledge", "snooze"):
            return words.text("This is a recording: its alarms are over and can't be answered.")
        return ""

    def do_replay(self) -> None:
        """Ask which day to replay; end a replay that is on."""
        if self._wanted:
            self._end()
        else:
            self.run_worker(self._choose(), group="replay", exclusive=True, exit_on_error=False)

    async def _choose(self) -> None:
        from tui.reads.recordings import read_recordings
        from tui.replay_words import which_day
        from tui.screens.ask import AskScreen

        recorded = await self.board.store.ask(read_recordings)
        days = {one.recording.day.isoformat(): one.recording.day for one in recorded}

        def chosen(answer: "Answer | None") -> None:
            replays = self.board.replays
            if answer is not None and answer.key in days and replays is not None:
                self._wanted = True
                replays.begin(days[answer.key], self._tell)

        self.board.push_screen(AskScreen(which_day(self.board.session, recorded)), chosen)

    def _tell(self, news: Replayed | FloorboardError) -> None:
        """Pass news on to the screen; called on the feeds' thread, which does not wait."""
        self.post_message(ReplayTold(news))

    def _end(self) -> None:
        if (replays := self.board.replays) is not None:
            replays.end()
        self._leave()

    def do_back(self) -> None:
        """End the replay; without one, go back."""
        if self._wanted:
            self._end()
        else:
            self.board.do_back()

    def do_pause(self) -> None:
        """Pause, or go on."""
        self._ask_replay(lambda line: line.toggle())

    def do_rewind(self) -> None:
        """Go five minutes back."""
        self._ask_replay(lambda line: line.step(-_STEP))

    def do_forward(self) -> None:
        """Go five minutes forward."""
        self._ask_replay(lambda line: line.step(_STEP))

    def do_slower(self) -> None:
        """Play slower."""
        self._ask_replay(lambda line: line.change_speed(-1))

    def do_faster(self) -> None:
        """Play faster."""
        self._ask_replay(lambda line: line.change_speed(1))

    def go_to(self, moment: datetime) -> None:
        """Go to a moment of the recording."""
        self._ask_replay(lambda line: line.seek(moment))

    def _ask_replay(self, what: "Callable[[ReplayLine], None]") -> None:
        if (replays := self.board.replays) is not None:
            replays.ask(what)

    def on_replay_bar_sought(self, event: ReplayBar.Sought) -> None:
        """Go where the track was clicked."""
        event.stop()
        if self.replayed is not None:
            from tui.replay_words import moment_at

            self.go_to(moment_at(self.replayed, event.share))

    def on_replay_bar_pressed(self, event: ReplayBar.Pressed) -> None:
        """Do what the bar was clicked on."""
        event.stop()
        self.board.do(f"queue.{event.action}")
