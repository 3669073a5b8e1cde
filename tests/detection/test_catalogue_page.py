"""The catalogue page says of every rule what the rule says of itself."""

from detection.catalogue_page import rules_page
from detection.registry import detectors


def test_every_rule_stands_on_the_page_with_its_basis_figures_and_steps() -> None:
    page = rules_page()
    for detector in detectors().values():
        assert f"\n### {detector.id}\n" in page
        assert f"(#{detector.id})" in page
        for text in (*detector.rule.references, *detector.rule.false_positives, *detector.rule.steps):
            assert text in page
        for name, parameter in detector.rule.parameters.items():
            assert f"| `{name}` | {parameter.largest():,} from " in page
    assert "\n### model-outlier\n" in page
    assert page.endswith("\n")
    assert "None" not in page
