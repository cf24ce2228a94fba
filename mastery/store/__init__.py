"""The journal on disk."""

from mastery.store.drafts import SavedDraft
from mastery.store.journal import Imported, Journal, Restored

__all__ = ["Imported", "Journal", "Restored", "SavedDraft"]
