"""The journal's themes as Textual's."""

from textual.theme import Theme

from mastery.host.themes import ThemeSpec


def textual_theme(spec: ThemeSpec) -> Theme:
    """The Textual theme of a theme file."""
    return Theme(
        name=spec.name,
        primary=spec.primary,
        secondary=spec.secondary,
        accent=spec.accent,
        foreground=spec.foreground,
        background=spec.background,
        surface=spec.surface,
        panel=spec.panel,
        success=spec.success,
        warning=spec.warning,
        error=spec.error,
        dark=spec.dark,
        ansi=spec.ansi,
        variables=spec.variables,
    )
