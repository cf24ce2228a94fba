"""Summaries as HTML, text and mail: nothing in them runs, asks the net, or is lost."""

import datetime as dt
from email import message_from_bytes
from email.policy import default

from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.html import body_html
from mastery.core.base.parts import Part
from mastery.core.sharing.html import summary_html
from mastery.core.sharing.mail import mail, plain_text
from tests.support.markup import HOSTILE, Seen

NOW = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


def test_nothing_hostile_becomes_an_element_or_a_request() -> None:
    page = Seen(summary_html("T </title><script>x</script>", [Part("note", "H <b>", HOSTILE)]))
    assert not {"script", "img", "iframe", "link", "object", "form"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on") or name in ("src", "srcset", "action")]
    assert [value for name, value in page.attributes if name == "href"] == [
        "https://example.org",
        "https://example.net",
    ]
    assert "alert(1)" in page.text and "photo" in page.text and "td" in page.tags
    policy = next(value for name, value in page.attributes if name == "content" and "default-src" in value)
    assert "default-src 'none'" in policy and "script" not in policy


@given(st.text(max_size=300))
def test_whatever_is_typed_makes_no_element_of_its_own(text: str) -> None:
    page = Seen(body_html(text))
    assert not {"script", "img", "iframe", "style", "svg", "form", "input"} & set(page.tags)
    links = [value.casefold() for name, value in page.attributes if name == "href"]
    assert all(one.startswith(("http:", "https:", "mailto:")) for one in links)


def test_pictures_are_in_the_page() -> None:
    html = summary_html("T", [Part("goals", "Goals", "Text", ('<svg role="img"><title>x</title></svg>',))])
    assert '<figure><svg role="img"><title>x</title></svg></figure>' in html


def test_the_text_has_no_marks() -> None:
    found = [Part("goals", "Goals", "### Speak\n\n**Where I am:** here\n\n- one")]
    assert plain_text("Summary", found) == ("Summary\n=======\n\nGoals\n-----\n\nSpeak\n\nWhere I am: here\n\n- one\n")


def test_the_mail_has_both_forms_and_is_a_draft() -> None:
    data = mail("Grüße", [Part("note", "", "Liebe Anna, **so** war es.")], "anna@example.org", NOW)
    found = message_from_bytes(data, policy=default)
    assert (found["Subject"], found["To"], found["X-Unsent"]) == ("Grüße", "anna@example.org", "1")
    text, html = (found.get_body([kind]) for kind in ("plain", "html"))
    assert text is not None and "Liebe Anna, so war es." in text.get_content()
    assert html is not None and "<strong>so</strong>" in html.get_content()
