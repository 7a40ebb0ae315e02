"""What the texts say to the predictions of lesson 04."""

from accordlib import (
    actor_network,
    find_mentions,
    load_corpus,
    load_gazetteer,
    null_model,
    parse_agreement,
)


def _coded():
    table = load_corpus().annotations("mentions")
    accord = table[table["passage"].str.startswith("accord:")]
    return accord[~accord["type"].isin(["instrument", "place"])]


def government():
    counts = _coded()["id"].value_counts()
    more, fewer = sorted(("uk", "japan"), key=counts.get, reverse=True)
    names = {"uk": ("the UK", "uk", "united kingdom", "britain"), "japan": ("Japan",)}
    return names[more], f"{counts[more]} mentions against {counts[fewer]} of {names[fewer][0]}."


def edges():
    actors = len(set(_coded().query("passage == 'accord:D2'")["id"]))
    return actors * (actors - 1) // 2, f"{actors} actors, and each is joined to every other."


def silent():
    commitments = parse_agreement(load_corpus()["accord"]).commitments
    naming = set(_coded()["passage"])
    none = [commitment.label for commitment in commitments if commitment.id not in naming]
    return len(none), f"Of {len(commitments)} commitments these name nobody: {', '.join(none)}."


def by_chance():
    agreement = parse_agreement(load_corpus()["accord"])
    network = actor_network(find_mentions(agreement, load_gazetteer()))
    table = null_model(network, shuffles=100, seed=1).edges
    pair = table[table["a"].isin(["uk", "japan"]) & table["b"].isin(["uk", "japan"])]
    share = float(pair["p_more"].iloc[0])
    letter = "b" if share < 0.05 else "c" if share < 0.5 else "a"
    return letter, f"In {share:.0%} of a hundred shuffles they meet at least as often."
