"""What the texts say to the predictions of lesson 10."""

import pandas as pd

from accordlib import coder_reliability, kwic, load_corpus, parse_agreement, tokenize

SAMPLE = ["D1", "D4", "D5", "E1", "E5", "E8", "G1", "G2", "G5", "G9"]


def _codes():
    corpus = load_corpus()
    stored = corpus.annotations("commitments").set_index("commitment")["strength"]
    hurried = pd.read_csv(corpus.folder / "fictional" / "hurried-reader.csv")["strength"]
    return pd.DataFrame(
        {"hurried": hurried.to_numpy(), "stored": stored[SAMPLE].to_numpy()}, SAMPLE
    )


def differs():
    codes = _codes()
    places = codes.index[codes["hurried"] != codes["stored"]]
    return len(places), f"They are {', '.join(places)}."


def alpha():
    values = [
        float(coder_reliability(_codes(), scale).loc["alpha", "value"])
        for scale in ("nominal", "interval")
    ]
    letter = "a" if values[1] > values[0] else "b" if values[1] < values[0] else "c"
    return letter, f"It is {values[0]:.2f} without distances and {values[1]:.2f} with them."


def concrete():
    table = load_corpus().annotations("commitments")
    shares = (table["strength"] >= 4).groupby(table["commitment"].str[0]).mean()
    names = {"D": "defence", "E": "economy", "G": "global challenges"}
    most = names[shares.idxmax()]
    said = ", ".join(f"{names[label]} {share:.0%}" for label, share in shares.items())
    return (most, f"{most} pillar", most.split()[0]), f"Shares: {said}."


def will():
    lines = kwic(tokenize(parse_agreement(load_corpus()["accord"]).preamble), "will")
    passages = {passage.split(":")[1] for passage in lines.table["passage"]}
    return len(lines), f"The lines stand in {', '.join(sorted(passages))}."
