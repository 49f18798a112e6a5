"""A value as a lead reads it: by its unit, in either language.

rate 0.97 -> 97.0%       seconds 528 -> 8 min 48 s / 8分48秒
count 12345 -> 12,345 / 1.23万       money -> ¥1,234.50       missing -> –
"""

from store.records.figure import Figure
from store.records.metric import Unit

MISSING = "–"
PROVISIONAL = "*"
"""Mark of a value that may still change."""
FEW = "~"
"""Mark of a rate with too little under it to be read."""

_SIGNS = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "HKD": "HK$", "TWD": "NT$"}
_WAN, _YI = 10_000, 100_000_000


class Numbers:
    """Writes values in one language and one currency."""

    def __init__(self, *, chinese: bool, currency: str = "CNY", ascii_only: bool = False) -> None:
        self._chinese = chinese
        self._ascii = ascii_only
        sign = _SIGNS.get(currency, f"{currency} ")
        self._sign = f"{currency} " if ascii_only and not sign.isascii() else sign

    @property
    def missing(self) -> str:
        """How a number that does not exist is written."""
        return "-" if self._ascii else MISSING

    def show(self, value: float | None, unit: Unit) -> str:
        """Return the value as text; None is a dash, never zero."""
        if value is None:
            return self.missing
        match unit:
            case "rate":
                return f"{value * 100:.1f}%"
            case "seconds":
                return self.duration(value)
            case "money":
                return self.money(value)
            case "ratio":
                return f"{value:.2f}"
            case "score":
                return _short(value, 1)
            case _:
                return self.count(value)

    def marked(
        self, value: float | None, unit: Unit, *, provisional: bool = False, few: bool = False
    ) -> str:
        """Return the value with its marks: `*` may still change, `~` too few to read."""
        if value is None:
            return self.missing
        marks = (PROVISIONAL if provisional else "") + (FEW if few else "")
        return self.show(value, unit) + marks

    def figure(self, figure: Figure) -> str:
        """Return a figure's value with its marks."""
        return self.marked(
            figure.value, figure.unit, provisional=figure.provisional, few=figure.few
        )

    def change(self, value: float, unit: Unit) -> str:
        """Return a difference with its sign; of a rate in percentage points."""
        sign = "+" if value > 0 else "-" if value < 0 else "±"
        if self._ascii and sign == "±":
            sign = ""
        if unit == "rate":
            points = f"{abs(value) * 100:.1f}"
            return sign + (f"{points}个百分点" if self._chinese else f"{points} points")
        return sign + self.show(abs(value), unit)

    def count(self, value: float) -> str:
        """Return a count: 12,345; in Chinese from ten thousand on 1.23万, 1.23亿."""
        if self._chinese and abs(value) >= _WAN:
            return self._large(value)
        return _short(value, 0 if abs(value) >= 10 else 1, grouped=True)

    def money(self, value: float) -> str:
        """Return an amount in the team's currency; whole from a thousand on."""
        sign, amount = ("-" if value < 0 else ""), abs(value)
        if self._chinese and amount >= _WAN:
            return f"{sign}{self._sign}{self._large(amount)}"
        digits = 0 if amount >= 1000 else 2
        return f"{sign}{self._sign}{amount:,.{digits}f}"

    def duration(self, seconds: float) -> str:
        """Return a length of time in its two largest parts: 27.8 s, 8 min 48 s, 2 h 5 min."""
        sign, length = ("-" if seconds < 0 else ""), abs(seconds)
        if length < 59.95:
            return sign + self._parts((_short(length, 1), "s", "秒"))
        whole = round(length)
        if whole < 3600:
            minutes, rest = divmod(whole, 60)
            return sign + self._parts((str(minutes), "min", "分"), (str(rest), "s", "秒"))
        hours, rest = divmod(round(length / 60), 60)
        return sign + self._parts((str(hours), "h", "小时"), (str(rest), "min", "分"))

    def _parts(self, *parts: tuple[str, str, str]) -> str:
        first, *rest = parts
        kept = [first, *(part for part in rest if part[0] != "0")]
        if self._chinese:
            return "".join(f"{number}{chinese}" for number, _, chinese in kept)
        return " ".join(f"{number} {english}" for number, english, _ in kept)

    def _large(self, value: float) -> str:
        size = abs(value)
        if size >= _YI:
            return f"{_short(value / _YI, 2)}亿"
        return f"{_short(value / _WAN, 2)}万"


def _short(value: float, digits: int, *, grouped: bool = False) -> str:
    """Return a number with at most so many decimals and no trailing zeros."""
    text = f"{value:,.{digits}f}" if grouped else f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
