"""What a person chooses for this machine: language, colours, signs, bell, keys; the mask of now."""

from typing import Any

from msgspec import structs

from tui.app_store import AppStore
from tui.language import LANGUAGES, Words
from tui.themes import DEFAULT_THEME, THEMES


class AppPersonal(AppStore):
    """The part of FloorboardApp that one person may have otherwise than another."""

    @property
    def words(self) -> Words:
        """The language in use."""
        return self.session.words

    async def do_mask(self) -> None:
        """Hide or show names and notes, on every screen at once."""
        options = self.session.options
        self.session.options = structs.replace(options, mask=not options.mask)
        await self.redraw()

    def do_theme(self) -> None:
        """Change to the next theme and remember it."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        self.remember(theme=self.theme)

    async def do_language(self) -> None:
        """Change to the next language and remember it."""
        at = LANGUAGES.index(self.words.language)
        await self.speak(LANGUAGES[(at + 1) % len(LANGUAGES)])

    async def speak(self, language: str) -> None:
        """Speak a language from now on, and remember it."""
        if language == self.words.language:
            return
        self.session.words = Words(language)
        self.remember(language=language)
        await self.redraw()

    async def choose(self, choice: str, value: str | None) -> None:
        """Take a choice of `tui.personal_words` and remember it; None leaves it to the machine."""
        if choice == "theme":
            self.theme = value or DEFAULT_THEME
            self.remember(theme=value)
        elif choice == "language":
            if value is not None:
                await self.speak(value)
            self.remember(language=value)
        elif choice == "signs":
            self.remember(ambiguous_wide={"wide": True, "narrow": False}.get(value or ""))
            if value is not None:
                plain = structs.replace(self.session.options, ascii_only=value == "wide")
                self.session.options = plain
                await self.redraw()
        elif choice == "bell":
            self.remember(bell=value == "on")
            if value == "on":
                self.bell()  # so that one hears what was chosen

    def change_keys(self, keys: dict[str, str]) -> None:
        """Take another key map, command id -> keys, and remember it."""
        self.set_keymap(keys)
        self.remember(keys=keys)

    async def redraw(self) -> None:
        """Compose every built screen anew, after the language or the mask changed."""
        from tui.screens.base import FloorScreen

        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, FloorScreen):
                    await screen.recompose()
                    screen.reload()

    def remember(self, **chosen: Any) -> None:
        """Keep a choice in the person's config file."""
        from tui.personal import remember

        self.personal, write = remember(self.personal, self.session.env, **chosen)
        self.run_worker(self.store.ask(write), group="personal", exit_on_error=False)
