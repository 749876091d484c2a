"""Formulas as MathML: the field's own, and those that cannot be read."""

from __future__ import annotations

import re

import pytest

from bookpress.sphinx.mathml import UnreadableFormulaError, to_mathml

FORMULAS = [
    r"\gamma = \frac{G - \left(1 - \sum_i x_i^2\right) H}{\left(1 - \sum_i x_i^2\right)(1 - H)}",
    r"LQ_{ir} = \frac{E_{ir} / E_r}{E_i / E}",
    r"\begin{aligned} G &= \sum_i (s_i - x_i)^2 \\ H &= \sum_j z_j^2 \end{aligned}",
    r"\phi_{ij} = \min\{P(\mathrm{RCA}_i \mid \mathrm{RCA}_j), P(\mathrm{RCA}_j \mid \mathrm{RCA}_i)\}",
    r"\mathbf{x} = (\mathbf{I} - \mathbf{A})^{-1} \mathbf{f}",
    r"f(x) = \begin{cases} 1 & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}",
    r"\Delta E_{ir} = \underbrace{E_{ir} g}_{\text{national}} + \underbrace{E_{ir}(g_i - g)}_{\text{mix}}",
]


def signs(mathml):
    return re.sub(r"<[^>]*>", "", mathml)


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("block", [False, True])
def test_formulas_of_the_field_are_read_whole(formula, block):
    mathml = to_mathml(formula, block=block)
    assert mathml.startswith("<math")
    assert "\\" not in signs(mathml)


def test_aligned_lines_become_rows_with_their_sides():
    mathml = to_mathml(r"\begin{aligned} a &= b \\ cc &= d \end{aligned}", block=True)
    assert mathml.count("<mtr>") == 2
    assert "text-align:right" in mathml
    assert "text-align:left" in mathml


def test_lines_without_an_environment_are_aligned():
    assert to_mathml(r"a &= b \\ c &= d", block=True).count("<mtr>") == 2


def test_sums_carry_their_limits_where_the_browser_decides():
    assert "<munderover><mo>∑</mo>" in to_mathml(r"\sum_{i=1}^{n} x_i")
    assert (
        '<munder><mo lspace="0" rspace="0.1667em" form="prefix" movablelimits="true">max</mo>'
        in to_mathml(r"\max_i x")
    )


def test_thousands_are_one_number():
    assert "<mn>27,750</mn>" in to_mathml("27{,}750")


def test_bold_letters_are_spelled_by_unicode():
    assert "\N{MATHEMATICAL BOLD SMALL X}" in to_mathml(r"\mathbf{x}")
    assert "\N{MATHEMATICAL BOLD DIGIT ONE}" in to_mathml(r"\mathbf{1}")


def test_comparisons_are_escaped():
    assert "&lt;" in to_mathml("a < b")


@pytest.mark.parametrize("formula", [r"\unknowncommand x", r"\frac{1}{", r"\begin{aligned} a & b"])
def test_what_cannot_be_read_is_named(formula):
    with pytest.raises(UnreadableFormulaError, match="formula"):
        to_mathml(formula)
