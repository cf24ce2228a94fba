"""The journal on disk."""

from mastery.store.drafts import SavedDraft
from mastery.store.journal import Journal, Restored

__all__ = ["Journal", "Restored", "SavedDraft"]
