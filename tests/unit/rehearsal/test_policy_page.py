"""docs/policy.md is what the policy says."""

from config.settings import ROOT
from fgc.cases import policy
from fgc.commands.policy_page import policy_page


def test_the_page_in_the_docs_is_what_the_policy_says_now():
    assert (ROOT / "docs" / "policy.md").read_text("utf-8") == policy_page(), "run `fgc case rules > docs/policy.md`"


def test_every_action_and_every_circle_is_on_the_page():
    page = policy_page()
    assert not [name for name in (*policy.ACTIONS, *policy.ACCOUNT_ACTIONS) if f"`{name}`" not in page]
    assert not [name for name in policy.SHARED_CIRCLES if f"### {name}\n" not in page]
