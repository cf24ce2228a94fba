"""What is read of a journal for the page of a mentor's reply."""

from mastery.core.pages.feedback import RemarkFacts
from mastery.core.sharing.feedback import Feedback
from mastery.store.journal import Journal
from mastery.verbs.feedback import became_of, quoted_record


def reply_facts(journal: Journal, reply: Feedback) -> list[RemarkFacts]:
    """What is known of each remark of a reply."""
    return [RemarkFacts(about=quoted_record(journal, one), became=became_of(journal, one)) for one in reply.remarks]
