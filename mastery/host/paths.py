"""The path of the config on this machine."""

import os
from pathlib import Path

from mastery.host.files import named


def config_path() -> Path:
    """Where the config file is, whether it exists or not: $MASTERY_CONFIG, or in the platform's config folder.

    Raises MasteryError for the home of an unknown user.
    """
    given = os.environ.get("MASTERY_CONFIG")
    if given:
        return named(given)
    import platformdirs

    return Path(platformdirs.user_config_dir("mastery")) / "config.toml"


def config_folder() -> Path:
    """The folder of the config; a person's own themes, prompts and templates are there too. Raises MasteryError."""
    return config_path().parent
