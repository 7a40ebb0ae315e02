"""What is wrong with prose is found: numbers and quotations that are unbound or do not agree."""

import nbformat
import prose
import pytest
from written import problems_of


def notebook_of(*cells):
    """Return a notebook of Markdown cells."""
    make = nbformat.v4
    return make.new_notebook(
        cells=[make.new_markdown_cell(cell, id=f"c{number}") for number, cell in enumerate(cells)]
    )


@pytest.fixture(scope="module")
def complaints(run_notebook, tmp_path_factory):
    """Return a function that lists the problems of a small notebook without code."""
    with run_notebook(notebook_of(), tmp_path_factory.mktemp("empty")) as kernel:
        yield lambda *cells: problems_of(notebook_of(*cells), kernel)


def test_a_sound_lesson_has_no_problem(complaints):
    assert not complaints(
        "# Who are the 2 of 2023?\n\n| Time | 50 minutes |\n|---|---|\n",
        "It makes **29**<!-- = 28 + 1 --> or twenty-nine <!-- = 28 + 1 --> commitments "
        "(29,000<!-- = 29 * 1000 -->), not\n**29 of 30**<!-- = f'{28 + 1} of 30' -->.\n\n"
        "| Pillar | Share |\n|---|---|\n| D2 | 12%<!-- = f'{0.12:.0%}' --> |\n\n"
        "One or two of `range(10)`, as lesson 03 says. See [this](03_words.ipynb) and $x^2 = 4$.",
        "“shared values of freedom, democracy […] human rights” <!-- from accord:P1 -->",
        "> The United Kingdom and Japan are connected by our shared values of\n"
        "> freedom, democracy ... <!-- from accord:P1.s1 -->",
        "As Gries (2008) shows.\n\n## Further reading\n\nGries, S. (2008), “Dispersions and "
        "adjusted frequencies in corpora”, 13, 403–437.",
    )


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("It makes **30**<!-- = 29 --> commitments.", "`29` gives '29'"),
        ("It makes **29** commitments.", "Bind the number 29"),
        ("It makes **29**<!-- = missing --> commitments.", "NameError: name 'missing'"),
        ("It makes **29**<!-- = 29 + --> commitments.", "SyntaxError"),
        ("It makes **29**<!-- = 1 / 0 --> commitments.", "ZeroDivisionError"),
        ("<!-- = 29 --> commitments", "needs a word or bold span just before it"),
        ("It makes `29` <!-- = 29 -->", "needs a word or bold span just before it"),
        ("It makes **29**<!-- 29 --> commitments.", "A comment is"),
        ("It makes **29**<!-- = 29 commitments.", "not closed"),
        ("It makes **29**<!-- = --> commitments.", "A comment is"),
        ("It makes **29 or more**<!-- = 29 --> commitments.", "`29` gives '29'"),
        ("“our shared values of tea” <!-- from accord:P1 -->", "does not stand in accord:P1"),
        ("“our shared values” <!-- from accord:P99 -->", "cannot be looked up"),
        ("“our shared values” <!-- from accord:P1.s99 -->", "cannot be looked up"),
        ("“our shared values” <!-- from nowhere:P1 -->", "cannot be looked up"),
        ("“our shared values” <!-- from accord -->", "A comment is"),
        ("our shared values <!-- from accord:P1 -->", "needs a quotation or bold span"),
        ("They share “our shared values”.", "Name the quotation's passage"),
        ("They share “our shared values.", "no partner"),
        ("> our shared values", "Name the blockquote's passage"),
        ("> our shared values <!-- from accord:P1 -->\n> and tea", "Name the blockquote's passage"),
        ("> our values shared <!-- from accord:P1 -->", "does not stand in accord:P1"),
        (
            "> **Outside the texts.** It was signed ([MOFA](https://example.org/a)). It rained.",
            "Give the source of this sentence, or delete it: It rained.",
        ),
    ],
)
def test_each_defect_is_found(complaints, text, complaint):
    found = complaints("# Title", text)
    assert len([line for line in found if complaint in line and line.startswith("cell c1")]) == 1


def unbound(text, is_first=False):
    """Return the words whose number is unbound in one Markdown cell."""
    cells = [("a", text)] if is_first else [("title", "# T"), ("a", text)]
    found = prose.read_lesson(cells).problems
    return [p.advice.split()[3] for p in found if p.advice.startswith("Bind the number")]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("one, two, first, second, once and twice; the third of them", []),
        ("Three of nineteen, ninety-nine, a hundred and seven", 4 * ["x"] + ["x"]),
        ("between 0.5 and 1.5oC, 2%, the 5th and _7_", 5 * ["x"]),
        ("in D2, the G7 and COVID19 or COVID-19", []),
        ("in lesson 03, lessons 04–07 and 03_words", []),
        ("in lesson 03b, lessons 03 and 03b, 03b_comparing", []),
        ("> **Outside the texts.** Signed in 2023 ([MOFA, 2023](https://example.org/a)).", []),
        ("in lessons 04–07 of 12", ["12"]),
        ("`29` and\n```\n30\n```\nand $x_{31}$", []),
        ("it costs $5 and $6", 2 * ["x"]),
        ("[here](part-29.md) or https://example.org/30 <br width=31>", []),
        ("[29](here.md)", ["29"]),
        ("## 3.1 Where", []),
        ("## 3. Where 29 are", ["29"]),
        ("3. Run the cell.\n4. Run 5 cells.", ["5"]),
        ("| D | **29** |", ["29"]),
        ("<details><summary>All 29</summary>\n\nand 30\n</details>", ["29", "30"]),
        ("(January 2023) and Hiroshima (2023)", ["2023", "2023"]),
        ("(Dunning 1993) is not listed", ["1993"]),
        ("(Dunning 1993; Hardie 2014)\n\n## Further reading\nDunning 1993. Hardie 2014.", []),
        ("## Further reading\n29\n### More\n30\n## Recap\n31", ["31"]),
        ("five per hundred", ["five"]),
        ("2021–2023", ["2021", "2023"]),
        ("six-word", ["six-word"]),
        ("Ten<!-- = 10 -->-word runs of 10<!-- = 10 -->–11<!-- = 11 -->", []),
    ],
)
def test_unbound_numbers(text, numbers):
    found = unbound(text)
    assert len(found) == len(numbers)
    assert set(found) == set(numbers) or "x" in numbers


def test_title_and_header_table_are_exempt_in_the_first_cell_only():
    text = "# Which 29?\n\n| Time | 50 |\n\n30"
    assert unbound(text, is_first=True) == ["30"]
    assert unbound(text) == ["29", "50", "30"]


def target(text):
    """Return what the only comment of a text binds."""
    [binding] = prose.read_lesson([("title", "# T"), ("a", text)]).bindings
    return binding.text


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("all **29**<!-- = x -->", "29"),
        ("all **29 of 30** <!-- = x -->", "29 of 30"),
        ("**one** in (29.5%)<!-- = x -->", "29.5%"),
        ("by −0.4<!-- = x -->.", "−0.4"),
        ("1.5oC,<!-- = x -->", "1.5oC"),
        ("*security* <!-- = x -->", "security"),
        ("| a | b <!-- = x --> | c |", "b"),
        ("“a b” and **c** <!-- from accord:D1 --> “d”", "c"),
        ('**c** and "a b" here <!-- from accord:D1 -->', "a b"),
        ("> A b.\n>\n> C d. <!-- from accord:D1 -->", "A b.  C d."),
        ("> - A `b`. <!-- from accord:D1 -->", "A `b`."),
    ],
)
def test_what_a_comment_binds(text, bound):
    assert target(text) == bound


@pytest.mark.parametrize(
    ("text", "value", "same"),
    [
        ("29", "29", True),
        ("twenty-nine", "29", True),
        ("Nine", "9", True),
        ("16,772", "16772", True),
        ("16,77", "1677", False),
        ("hundred", "100", True),
        ("−0.4", "-0.4", True),
        ("29", "29.0", False),
        ("twenty nine", "29", False),
        ("nine-twenty", "29", False),
        ("Reaffirm", "reaffirm", False),
    ],
)
def test_same_value(text, value, same):
    assert prose.same_value(text, value) is same


PASSAGE = "We will “stand” shoulder\nto shoulder in tackling the world’s challenges, and advancing."


@pytest.mark.parametrize(
    ("quotation", "stands"),
    [
        ("shoulder to shoulder", True),
        ("[s]houlder to shoulder", True),
        ("[w]e will", True),
        ("we will", False),
        ("shoulders to", False),
        ("should", False),
        ("the world's challenges", True),
        ('will "stand" shoulder', True),
        ("shoulder to shoulder in ... advancing", True),
        ("We will … to shoulder […] and advancing.", True),
        ("advancing … We will", False),
        ("…", False),
        ("", False),
        ("We **will** *“stand”*", True),
        ("“tackling the world’s challenges” (P1)", True),
        ("“tackling the world’s challenges” — the Accord", True),
        ("tackling the world’s challenges — the Accord", False),
    ],
)
def test_stands_in(quotation, stands):
    assert prose.stands_in(quotation, PASSAGE) is stands
