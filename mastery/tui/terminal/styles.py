"""The styles, each source parsed once."""

from textual.css.stylesheet import Stylesheet


class OnceParsed(Stylesheet):
    """Parses a source again only where a theme changed the variables.

    Textual's own parses all sources anew, three times, whenever a screen is shown first.
    """

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._parsed_with = variables

    def set_variables(self, variables: dict[str, str]) -> None:
        """Forgets what was parsed, unless the variables are the same."""
        if variables != self._parsed_with:
            super().set_variables(variables)
            self._parsed_with = variables

    def reparse(self) -> None:
        """Takes in the sources that were added."""
        self.parse()
