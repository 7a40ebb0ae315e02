"""The work written by hand in polars. Its patterns have no look-around and give no offsets."""

import polars as pl

from . import common

_ABBREVIATION = r"[^\W\d_]\.(?:[^\W\d_]\.)+"
_NUMBER = r"\w*\d(?:[.,+]\d(?:\w*\d)?)*[.,+]\d\w*"
_UNIT = rf"(?:\b{_ABBREVIATION}|{_NUMBER}|\w+)"
RULE = rf"{_UNIT}(?:['’ʼ‐‑-]{_UNIT})*(?:%|°\w?)?"


class Side:
    """A frame with a row a token."""

    def read(self, folder):
        self.texts = common.texts(folder)
        return sum(map(len, self.texts))

    def tokenize(self):
        words = pl.col("text").str.to_lowercase().str.extract_all(RULE).alias("word")
        frame = pl.DataFrame({"text": self.texts}).with_row_index("document")
        self.tokens = (
            frame.lazy()
            .select("document", words)
            .explode("word")
            .drop_nulls()
            .with_columns(pl.col("word").str.replace_many(list("’ʼ‐‑"), list("''--")))
            .with_columns(pl.col("word").cast(pl.Categorical))
            .collect()
        )
        return len(self.tokens)

    def frequencies(self):
        grouped = self.tokens.group_by("word")
        columns = pl.len().alias("count"), pl.col("document").n_unique().alias("range")
        self.counts = grouped.agg(columns).sort("count", descending=True)
        return self.counts

    def keyness(self):
        n = self.tokens.filter(pl.col("document") < len(self.texts) // 2).height
        m = self.tokens.height - n
        target = pl.col("document") < len(self.texts) // 2
        table = self.tokens.group_by("word").agg(a=target.sum(), both=pl.len())
        a, both = pl.col("a").cast(float), pl.col("both").cast(float)
        return table.with_columns(g2=_g2(a, both, n, n + m)).sort("g2", descending=True)

    def concordance(self):
        found = []
        for word in (common.FREQUENT, common.RARE):
            places = self.tokens.select(pl.arg_where(pl.col("word") == word)).to_series()
            shown = places.head(common.SHOWN)
            around = [
                self.tokens["word"].gather((shown.cast(int) + k).clip(0, self.tokens.height - 1))
                for k in range(-8, 9)
            ]
            lines = pl.DataFrame({str(k): s for k, s in enumerate(around)})
            found.append((len(places), lines.select(pl.concat_str(pl.all(), separator=" "))))
        return found

    def collocates(self):
        places = self.tokens.select(pl.arg_where(pl.col("word") == common.NODE)).to_series()
        steps = range(-common.WINDOW, common.WINDOW + 1)
        home = self.tokens["document"].gather(places)
        near = pl.concat(
            [pl.DataFrame({"place": places.cast(int) + k, "home": home}) for k in steps]
        ).filter(pl.col("place").is_between(0, self.tokens.height - 1))
        near = near.with_columns(there=self.tokens["document"].gather(near["place"]))
        near = near.filter(pl.col("there") == pl.col("home")).unique("place")
        words = (
            self.tokens["word"]
            .gather(near["place"])
            .to_frame()
            .filter(pl.col("word") != common.NODE)
        )
        size, total = words.height, self.tokens.height - len(places)
        table = words.group_by("word").len("o").join(self.counts, on="word")
        o, c = pl.col("o").cast(float), pl.col("count").cast(float)
        kept = table.filter((o >= common.MINIMUM) & (o * total > size * c))
        return kept.with_columns(g2=_table_g2(o, pl.lit(float(size)), c, total)).sort("g2")

    def bigrams(self):
        following = self.tokens.select(
            "word",
            next=pl.col("word").shift(-1),
            same=pl.col("document").shift(-1) == pl.col("document"),
        ).filter("same")
        total = following.height
        first = following.group_by("word").len("a")
        second = following.group_by("next").len("b")
        pairs = following.group_by("word", "next").len("o").filter(pl.col("o") >= common.MINIMUM)
        table = pairs.join(first, on="word").join(second, on="next")
        o, a, b = (pl.col(c).cast(float) for c in "oab")
        return (
            table.filter(o * total > a * b)
            .with_columns(g2=_table_g2(o, a, b, total))
            .sort("g2", descending=True)
        )

    def mentions(self):
        self.owners = common.names()
        longest = sorted(self.owners, key=len, reverse=True)
        escaped = pl.Series(longest).str.escape_regex().to_list()
        words, others = (
            "|".join(n for n in escaped if n[-1].isalnum() == k) for k in (True, False)
        )
        pattern = rf"\b(?:(?:{words})\b|{others})" if others else rf"\b(?:{words})\b"
        frame = pl.DataFrame({"text": self.texts}).with_row_index("document")
        found = frame.select("document", name=pl.col("text").str.extract_all(pattern))
        self.found = found.explode("name").drop_nulls()
        return self.found

    def network(self):
        ids = pl.col("name").replace_strict(self.owners).alias("id")
        there = self.found.select("document", ids).unique()
        pairs = there.join(there, on="document").filter(pl.col("id") < pl.col("id_right"))
        return pairs.group_by("id", "id_right").len()

    def plain(self, step, result):
        columns = {"frequencies": "count", "keyness": "g2", "collocates": "o"}
        if step in columns:
            return common.joined_columns(result.cast({"word": str}), "word", columns[step])
        if step == "concordance":
            return [number for number, _ in result]
        if step == "bigrams":
            words = (result[c].cast(str).to_list() for c in ("word", "next"))
            return dict(zip(zip(*words, strict=True), result["o"].to_list(), strict=True))
        if step == "mentions":
            return dict(result.group_by("name").len().iter_rows())
        if step == "network":
            return {(a, b): n for a, b, n in result.iter_rows()}
        return result


def _part(o, e):
    return pl.when(o > 0).then(o * (o / e).log()).otherwise(0)


def _g2(a, both, n, total):
    """Return G2 of counts in the first n of all tokens."""
    expected = both * n / total
    return 2 * (_part(a, expected) + _part(both - a, both - expected))


def _table_g2(o, a, b, total):
    """Return G2 of a two-by-two table with these margins."""
    cells = ((o, a * b), (a - o, a * (total - b)), (b - o, (total - a) * b))
    last = (total - a - b + o, (total - a) * (total - b))
    return 2 * sum(_part(x, y / total) for x, y in (*cells, last))
