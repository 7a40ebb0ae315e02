"""What does it take to read an agreement by computer? The warm-ups of set 00."""

import re

from accordlib import load_corpus, parse_agreement, tokenize
from accordlib.exercises import Slip, Task, Workbook

corpus = load_corpus()
agreement = parse_agreement(corpus["accord"])
commitments = tokenize(agreement.commitments)


def years_to_net_zero():
    """Return the years from the Accord's date to the year that G1 names."""
    [named] = re.findall(r"\d{4}", agreement["G1"].text)
    return int(named) - int(corpus["accord"].date.split("-")[0])


def fifth_in_economy():
    """Return the fifth bullet below the second numbered heading of the file."""
    lines = [line.strip() for line in corpus["accord"].text.partition("\n2. ")[2].splitlines()]
    bullets = [n for n, line in enumerate(lines) if line == "-"]
    return lines[bullets[4] + 1]


workbook = Workbook(
    "What does it take to read an agreement by computer?",
    [
        Task(
            name="years",
            asks="The number of years from the Accord to the year of net zero in G1",
            hints=(
                "The cell takes the earlier year away from the later one.",
                "The Accord is the earlier one now. Which year does G1 name?",
                "`years = later - earlier`, with the two years as numbers in place of the words.",
            ),
            right=years_to_net_zero,
            lead="Which year does G1 name, and from which year are the years until then counted?",
            slips=(
                Slip(
                    "years = 2023 - 2050",
                    "The number is below nought: you took the later year away from the earlier "
                    "one. Which has to stand first?",
                ),
                Slip(
                    "years = 2050 - 1902",
                    "You changed one value. These are the years from the old pact to net zero; "
                    "from which year are they to be counted?",
                ),
                Slip(
                    "years = 2050",
                    "That is the year itself. How long is it from the Accord until then?",
                ),
                Slip(
                    'years = "2050 - 2023"',
                    "In quotation marks it is a text, and Python does not calculate with a text. "
                    "How does the cell look that you were given?",
                ),
            ),
            also_right=(
                "years = abs(2023 - 2050)",
                'years = 2050 - int(corpus["accord"].date[:4])',
            ),
        ),
        Task(
            name="minerals",
            asks="The text of the fifth commitment of the economic pillar",
            hints=(
                "A label is the letter of the pillar and the number of the commitment.",
                "D stands for defence, E for economy, G for global challenges.",
                'Only what stands inside `["D4"]` changes; `.text` stays.',
            ),
            right=fifth_in_economy,
            lead="Is it the letter of the economic pillar, and the number your colleague cites?",
            slips=(
                Slip(
                    'minerals = agreement["D5"].text',
                    "That is the fifth commitment on defence. Which letter has the pillar on the "
                    "economy?",
                ),
                Slip(
                    'minerals = agreement["G5"].text',
                    "That is the fifth commitment on global challenges: it speaks of the Security "
                    "Council. Which letter has the pillar on the economy?",
                ),
                Slip(
                    'minerals = agreement["E4"].text',
                    "The pillar is right. You kept the number of the commitment that the cell "
                    "fetched before: is it the number that your colleague cites?",
                ),
                Slip(
                    'minerals = agreement["E5"]',
                    "You have the whole passage, the text and the label by which it is cited. "
                    "What stood behind the brackets before?",
                ),
                Slip(
                    'minerals = "E5"',
                    "This is the label, two characters in quotation marks. Who fetches the "
                    "commitment that belongs to it?",
                ),
            ),
            also_right=(
                "minerals = agreement.pillars[1].commitments[4].text",
                'passage = agreement["E5"]\nminerals = passage.text',
            ),
        ),
        Task(
            name="together",
            asks="How many times the commitments say *together*",
            hints=(
                "The line for *security* stands in the task. Which word has to be another one?",
                "Capitals do not matter to `kwic`: it finds *Together* as well.",
                'Put the word in place of the dots: `together = len(kwic(commitments, "..."))`.',
            ),
            right=lambda: len(
                re.findall(r"\btogether\b", " ".join(c.text for c in agreement.commitments), re.I)
            ),
            lead="Does your line count the lines of a concordance, of this word, in `commitments`?",
            slips=(
                Slip(
                    'together = len(kwic(commitments, "security"))',
                    "These are the lines of *security*. Which word is asked for?",
                ),
                Slip(
                    'together = kwic(commitments, "together")',
                    "You have the concordance itself. What has to stand around it, so that "
                    "Python counts its lines?",
                ),
                Slip(
                    "together = len(commitments)",
                    f"{len(commitments):,} is the number of all tokens of the commitments. What "
                    "picks out the lines that have this one word?",
                ),
                Slip(
                    'together = len("together")',
                    f"{len('together')} is the number of letters of the word: `len` measures what "
                    "stands between its brackets. Where should the word be looked for?",
                ),
                Slip(
                    'together = len(kwic(tokenize(agreement.passages), "together"))',
                    "You counted in the whole Accord, with the preamble and the headings. Which "
                    "name in the first cell holds the commitments alone?",
                ),
                Slip(
                    'together = len(kwic(commitments, "work together"))',
                    "You counted *work together*. Is there a line where another word stands "
                    "before *together*? Look at D1.",
                ),
            ),
            also_right=(
                "together = len(kwic(commitments, 'Together'))",
                "lines = kwic(commitments, 'together', width=30)\ntogether = len(lines)",
                "together = [word.lower() for word in commitments.surface()].count('together')",
            ),
        ),
    ],
)
