"""The labels of benefits are those a comparison uses."""

from loyalty.rules.wording_diff import CHOICES, LABELS
from loyalty.rules.wording_diff_benefits import BENEFIT_CHOICES, BENEFIT_LABELS


def test_every_label_and_choice_of_a_benefit_is_used():
    assert BENEFIT_LABELS.items() <= LABELS.items()
    assert BENEFIT_CHOICES.items() <= CHOICES.items()
