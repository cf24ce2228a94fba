"""How many examples Hypothesis tries, and which; `HYPOTHESIS_PROFILE` names one of these profiles."""

import os

from hypothesis import HealthCheck, settings

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "mastery")
LONGER = 20 if PROFILE == "long" else 1
"""Times as many examples as usual."""

USUAL = settings(
    max_examples=100 * LONGER,
    deadline=None,  # how fast the machine is proves nothing
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile("mastery", USUAL)
settings.register_profile("ci", USUAL, derandomize=True)
settings.register_profile("long", USUAL)
settings.load_profile(PROFILE)


def examples(count: int) -> settings:
    """Another number of examples than the usual 100, for one test."""
    return settings(max_examples=count * LONGER)
