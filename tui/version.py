"""The version, of an installed copy or of a checkout."""

from pathlib import Path


def version() -> str:
    """Return the version of the distribution, else of the checkout's pyproject.toml."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("floorboard")
    except PackageNotFoundError:
        import tomllib

        pyproject = Path(__file__).parent.parent / "pyproject.toml"
        return str(tomllib.loads(pyproject.read_text("utf-8"))["project"]["version"])
