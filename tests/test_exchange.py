"""To and from other tools: what goes out comes back, and what does not fit is refused."""

import csv
import io
import json
import zipfile
from xml.etree import ElementTree

import cassis
import networkx as nx
import numpy as np
import pandas as pd
import pytest
from frictionless import Resource
from hypothesis import given
from hypothesis import strategies as st
from library import annotated, corpus, document, examples

import accordlib
from accordlib import AccordError, export_spans, import_spans

TOOLS = (".zip", ".ann", ".jsonl", ".json", ".xml")
WINDOWS = "We 𠮷野家 met.\r\nCafe\u0301 😀 will pay.\r\n\r\nJapan & <UK>\r\n"
WORDS = ("𠮷野家", "met.\r\nCafe\u0301", "Cafe\u0301 😀", "Japan & <UK>", "UK")


def spans(text: str, *words: str) -> pd.DataFrame:
    """Return a table of the first places of some words."""
    starts = [text.index(word) for word in words]
    return pd.DataFrame(
        {
            "start": starts,
            "end": [start + len(word) for start, word in zip(starts, words, strict=True)],
            "text": words,
            "kind": [f"not coded {n}" for n in range(len(words))],
            "who": [None, "é; 日本", "", '"a" <b>', "x"][: len(words)],
        }
    )


def returned(text: str, table: pd.DataFrame, path) -> pd.DataFrame:
    export_spans(document(text), table, path, label="kind")
    return import_spans(document(text), path, label="kind").drop(columns="document")


# Spans: there and back


@pytest.mark.parametrize("text", [WINDOWS, WINDOWS.replace("\r\n", "\n"), WINDOWS.rstrip()])
@pytest.mark.parametrize("ending", TOOLS)
def test_what_is_marked_comes_back(tmp_path, ending, text):
    words = [word.replace("\r\n", "\n") if "\r" not in text else word for word in WORDS]
    table = spans(text, *words)
    expected = table.fillna("").sort_values(["start", "end"], ignore_index=True)
    pd.testing.assert_frame_equal(
        returned(text, table, tmp_path / f"x{ending}"), expected, check_dtype=False
    )


@pytest.mark.parametrize("ending", TOOLS)
@given(
    pieces=st.lists(
        st.sampled_from(["a", "é", "e\u0301", "𠮷", "👩‍🚀", " ", "\r\n", "\n", "\r", "日", "\t"]),
        min_size=1,
        max_size=12,
    ),
    data=st.data(),
)
@examples(25)
def test_any_place_comes_back(tmp_path_factory, ending, pieces, data):
    text = "." + "".join(pieces) + "."
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    for at in (start, end):
        if text[at - 1 : at + 1] == "\r\n":  # nothing begins inside of a line's end
            return
    table = pd.DataFrame({"start": [start], "end": [end], "kind": ["k"]})
    found = returned(text, table, tmp_path_factory.mktemp("x") / f"x{ending}")
    assert found[["start", "end", "text"]].to_numpy().tolist() == [[start, end, text[start:end]]]


@pytest.mark.parametrize("ending", TOOLS)
def test_tables_of_the_library_come_back(tmp_path, ending):
    article, path = corpus()["article"], tmp_path / f"x{ending}"
    quotations = accordlib.find_quotations(article)
    export_spans(article, quotations, path, label="kind")
    found = import_spans(article, path, label="kind")
    assert found[list(quotations)].equals(quotations.astype(found[list(quotations)].dtypes))
    mentions = annotated().table.rename(columns={"type": "sort"})  # features have no name `type`
    export_spans(article, mentions, tmp_path / f"y{ending}", label="sort")
    found = import_spans(article, tmp_path / f"y{ending}", label="sort")
    here = mentions[mentions["passage"].str.startswith("article:")]
    assert found["text"].tolist() == here["surface"].tolist()
    assert found["id"].tolist() == here["id"].tolist()
    assert set(found["document"]) == {"article"}


@pytest.mark.parametrize("ending", TOOLS)
def test_a_file_is_the_same_each_time(tmp_path, ending):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        export_spans(
            document(WINDOWS), spans(WINDOWS, *WORDS), tmp_path / folder / f"x{ending}", "kind"
        )
    assert (tmp_path / "a" / f"x{ending}").read_bytes() == (
        tmp_path / "b" / f"x{ending}"
    ).read_bytes()


# Spans: as the tools themselves count and read


def test_inception_counts_units_of_utf_16(tmp_path):
    export_spans(document(WINDOWS), spans(WINDOWS, *WORDS), tmp_path / "x.zip", label="kind")
    with zipfile.ZipFile(tmp_path / "x.zip") as packed:
        assert packed.namelist() == ["d.xmi", "TypeSystem.xml"]
        types, xmi = packed.read("TypeSystem.xml"), packed.read("d.xmi")
    [sofa] = [e for e in ElementTree.fromstring(xmi) if e.tag.endswith("Sofa")]
    units = sofa.get("sofaString").encode("utf-16-le")
    marked = [e for e in ElementTree.fromstring(xmi) if e.tag.endswith("AccordSpan")]
    places = [(int(e.get("begin")) * 2, int(e.get("end")) * 2) for e in marked]
    assert {units[start:end].decode("utf-16-le") for start, end in places} == {
        word.replace("\r\n", "\n") for word in WORDS
    }
    cas = cassis.load_cas_from_xmi(xmi.decode(), cassis.load_typesystem(types.decode()))
    covered = [a.get_covered_text() for a in cas.select("webanno.custom.AccordSpan")]
    assert "".join(covered) == "".join(units[i:j].decode("utf-16-le") for i, j in sorted(places))


def test_inception_s_own_layers_are_read(tmp_path):
    types, base = cassis.TypeSystem(), "de.tudarmstadt.ukp.dkpro.core.api."
    entity = types.create_type(f"{base}ner.type.NamedEntity")
    token = types.create_type(f"{base}segmentation.type.Token")
    types.create_feature(entity, "value", "uima.cas.String")
    cas = cassis.Cas(typesystem=types, sofa_string="😀 Japan agreed.")
    cas.add(entity(begin=2, end=7, value="LOC"))
    cas.add(token(begin=2, end=7))
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as packed:
        packed.writestr("CURATION_USER.xmi", cas.to_xmi())
        packed.writestr("TypeSystem.xml", types.to_xml())
    found = import_spans(document("😀 Japan agreed."), tmp_path / "x.zip")
    assert found.to_dict("records") == [
        {
            "document": "d",
            "start": 2,
            "end": 7,
            "text": "Japan",
            "label": "LOC",
            "layer": "NamedEntity",
        }
    ]


def test_doccano_s_browser_counts_units_of_utf_16(tmp_path):
    export_spans(document(WINDOWS), spans(WINDOWS, *WORDS), tmp_path / "x.jsonl", label="kind")
    line = json.loads((tmp_path / "x.jsonl").read_text("utf-8"))
    units = line["text"].encode("utf-16-le")
    covered = [units[2 * start : 2 * end].decode("utf-16-le") for start, end, _ in line["label"]]
    assert covered == [word.replace("\r\n", "\n") for word in WORDS]


def test_label_studio_and_catma_and_brat_count_characters(tmp_path):
    for ending in (".json", ".xml", ".ann"):
        export_spans(document(WINDOWS), spans(WINDOWS, "UK"), tmp_path / f"x{ending}", label="kind")
    at = WINDOWS.replace("\r\n", "\n").index("UK")
    [task] = json.loads((tmp_path / "x.json").read_text("utf-8"))
    assert task["annotations"][0]["result"][0]["value"]["start"] == at
    assert f"#char={at},{at + 2}" in (tmp_path / "x.xml").read_text("utf-8")
    assert f"T1\tnot_coded_0 {at} {at + 2}\tUK\n" in (tmp_path / "x.ann").read_text("utf-8")
    assert (tmp_path / "x.txt").read_bytes() == WINDOWS.replace("\r\n", "\n").encode()


CATMA = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xml:lang="en" xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><encodingDesc>
<fsdDecl xml:id="CATMA_1" n="Actors 2017-06-09T10:54:11.000+0200">
<fsDecl xml:id="CATMA_2" n="2017-06-09T10:54:11.000+0200" type="CATMA_2">
<fsDescr>state</fsDescr></fsDecl></fsdDecl></encodingDesc></teiHeader>
<text><body><ab type="catma"><seg ana="#CATMA_A"><ptr target="catma://CATMA_D#char=0,5" \
type="inclusion"/></seg><ptr target="catma://CATMA_D#char=5,10" type="inclusion"/>
<seg ana="#CATMA_A #CATMA_B"><ptr target="catma://CATMA_D#char=10,11" type="inclusion"/></seg>
<seg ana="#CATMA_A"><ptr target="catma://CATMA_D#char=11,12" type="inclusion"/></seg></ab></body>
<fs xml:id="CATMA_A" type="CATMA_2"><f name="catma_markupauthor"><string>me</string></f>
<f name="sure"><vRange><vColl><string>yes</string><string>no</string></vColl></vRange></f></fs>
<fs xml:id="CATMA_B" type="CATMA_2"/></text></TEI>"""
BY_HAND = {
    ".ann": (
        "T1\tstate 0 5;10 12\tJapan UK\nT2\tstate 10 11\tU\nA1\tSure T1 yes\nM2\tOld T2\n"
        "R1\tMet Arg1:T1 Arg2:T2\n*\tEquiv T1 T2\n#1\tAnnotatorNotes T2\tonly half\n"
    ),
    ".jsonl": '{"id": 1, "text": "Other."}\n{"id": 2, "text": "Japan and UK 😀 met", '
    '"entities": [{"id": 1, "label": "state", "start_offset": 0, "end_offset": 5}], '
    '"label": [[13, 15, "face"]]}\n',
    ".json": json.dumps(
        [
            {
                "data": {"title": "t", "body": "Japan and UK 😀 met"},
                "annotations": [
                    {"was_cancelled": True, "result": [{"value": {"labels": ["x"]}}]},
                    {
                        "completed_by": 7,
                        "result": [
                            {
                                "id": "a",
                                "from_name": "ner",
                                "to_name": "body",
                                "type": "labels",
                                "value": {
                                    "start": 0,
                                    "end": 5,
                                    "text": "Japan",
                                    "labels": ["state"],
                                },
                            },
                            {
                                "id": "a",
                                "from_name": "sure",
                                "to_name": "body",
                                "type": "choices",
                                "value": {"start": 0, "end": 5, "choices": ["yes", "no"]},
                            },
                        ],
                    },
                ],
            }
        ]
    ),
    ".xml": CATMA,
}
ROWS = {
    ".ann": [
        "0 5 Japan state yes 1 of 2 - -",
        "10 11 U state - - true only half",
        "10 12 UK state yes 2 of 2 - -",
    ],
    ".jsonl": ["0 5 Japan state", "13 14 😀 face"],
    ".json": ["0 5 Japan state yes; no"],
    ".xml": [
        "0 5 Japan state yes; no 1 of 2",
        "10 11 U state - -",
        "10 12 UK state yes; no 2 of 2",
    ],
}


@pytest.mark.parametrize("ending", BY_HAND)
def test_files_written_from_the_documentation_are_read(tmp_path, ending):
    (tmp_path / f"x{ending}").write_text(BY_HAND[ending], "utf-8")
    (tmp_path / "x.txt").write_text("Japan and UK 😀 met", "utf-8")
    found = import_spans(document("Japan and UK 😀 met\r\n"), tmp_path / f"x{ending}")
    rows = found.drop(columns="document").replace("", "-").astype(str)
    assert [" ".join(row) for row in rows.to_numpy().tolist()] == ROWS[ending]


# Spans: what is refused


@pytest.mark.parametrize("ending", TOOLS)
def test_a_shifted_file_is_refused_with_the_place(tmp_path, ending):
    path = tmp_path / f"x{ending}"
    export_spans(document(WINDOWS), spans(WINDOWS, *WORDS), path, label="kind")
    with pytest.raises(AccordError, match=r"part at line (1|2), character \d") as refused:
        import_spans(document(WINDOWS.replace("will", "shall")), path, label="kind")
    assert "shall" in str(refused.value) or ending == ".xml"
    with pytest.raises(AccordError, match=r"part at line 1, character 1: "):
        import_spans(document("\u2003" + WINDOWS), path, label="kind")


@pytest.mark.parametrize("ending", TOOLS)
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"PK\x03\x04half",
        b"[[[[[[",
        b"{}",
        b"null",
        b'[{"data": {}, "annotations": []}]',
        b'{"text": "a", "label": [[1, 0, "x"]]}',
        b'{"text": "a", "label": [["0", true, "x"]]}',
        b'{"text": "We met.", "label": [[0, 2, "x"]], "spans": [{"start": 0, "end": 2,'
        b' "label": "x", "covered": 7, "more": []}]}',
        b"T1\tx 5 900\ta\n",
        b"T1 x\n",
        b"<TEI/>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b"[" * 100_000,
    ],
)
def test_a_file_that_is_none_is_refused_or_has_nothing(tmp_path, ending, content):
    path = tmp_path / f"x{ending}"
    path.write_bytes(content)
    (tmp_path / "x.txt").write_bytes(b"We met.")
    if ending == ".ann" and content in (b"",):
        assert import_spans(document("We met."), path).empty
        return
    with pytest.raises(AccordError, match=r"[.?]$"):
        import_spans(document("We met."), path)


@pytest.mark.parametrize("ending", TOOLS)
def test_a_file_that_is_missing_is_named(tmp_path, ending):
    with pytest.raises(AccordError, match="cannot be read: .*No such file"):
        import_spans(document("We met."), tmp_path / f"x{ending}")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"start": [-1]}, "goes from -1"),
        ({"end": [99]}, "goes from 0 to 99"),
        ({"end": [0]}, "with something in them"),
        ({"text": ["Wo"]}, "where 'We' stands"),
        ({"document": ["other"]}, "no row of 'd'"),
        ({"passage": ["other:p1"]}, "no row of 'd'"),
        ({"label": ["x"]}, "would be lost"),
        ({"more": [{"a": 1}]}, "cannot take"),
        ({"more": [["a;b"]]}, "has a semicolon"),
    ],
)
@pytest.mark.parametrize("ending", TOOLS)
def test_a_row_that_does_not_fit_is_refused_and_nothing_is_written(tmp_path, ending, change, said):
    table = spans("We met.", "We").assign(**change)
    with pytest.raises(AccordError, match=said):
        export_spans(document("We met."), table, tmp_path / f"x{ending}", label="kind")
    assert list(tmp_path.iterdir()) == []


def test_what_xml_cannot_hold_is_refused(tmp_path):
    text = "We\x0c met \x02 them."
    with pytest.raises(AccordError, match=r"character 3 is U\+000C"):
        export_spans(document(text), spans(text, "met"), tmp_path / "x.zip", label="kind")
    with pytest.raises(AccordError, match=r"U\+0002"):
        export_spans(document(text), spans(text, "met \x02"), tmp_path / "x.xml", label="kind")
    table = spans("We met.", "We").assign(**{"who said": "x"})
    with pytest.raises(AccordError, match="feature of INCEpTION"):
        export_spans(document("We met."), table, tmp_path / "x.zip", label="kind")
    assert list(tmp_path.iterdir()) == []


def test_a_text_beside_the_annotations_is_not_overwritten(tmp_path):
    (tmp_path / "x.txt").write_text("Mine.", "utf-8")
    with pytest.raises(AccordError, match="holds another text"):
        export_spans(document("We met."), spans("We met.", "We"), tmp_path / "x.ann", label="kind")
    assert [p.name for p in tmp_path.iterdir()] == ["x.txt"]


def test_a_zip_file_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("accordlib.exchange.inception.LARGEST", 1000)
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("x.xmi", " " * 1001)
    with pytest.raises(AccordError, match="unpacks to more than"):
        import_spans(document("We met."), tmp_path / "x.zip")


# Networks


def network() -> nx.Graph:
    """Return the network of the texts' actors, with attributes of all kinds."""
    graph = accordlib.actor_network(annotated())
    values = {
        "uk": {"n": np.int64(3), "mixed": 1, "yes": True, "odd": '𠮷 & <b> "é"\n', "none": None},
        "japan": {"n": 4, "mixed": 2.5, "yes": np.bool_(False), "nothing": float("nan")},
    }
    nx.set_node_attributes(graph, values)
    return graph


@pytest.mark.parametrize("ending", [".gexf", ".graphml"])
@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph])
def test_a_network_comes_back_with_all_its_attributes(tmp_path, ending, kind):
    graph = kind(network())
    accordlib.export_network(graph, tmp_path / f"x{ending}")
    found = accordlib.import_network(tmp_path / f"x{ending}")
    assert type(found) is kind
    kept = {
        n: {k: v for k, v in d.items() if v == v and v is not None} for n, d in graph.nodes.items()
    }
    assert dict(found.nodes.items()) == kept
    assert {frozenset(e): d for e, d in found.edges.items()} == {
        frozenset(e): d for e, d in graph.edges.items()
    }
    assert type(found.nodes["uk"]["n"]) is int
    assert found.nodes["japan"]["yes"] is False


GEXF = {  # the elements and attributes of its schema that a network without time and place has
    "gexf": {"version"},
    "meta": set(),
    "creator": set(),
    "graph": {"defaultedgetype", "mode"},
    "attributes": {"class", "mode"},
    "attribute": {"id", "title", "type"},
    "nodes": set(),
    "node": {"id", "label"},
    "edges": set(),
    "edge": {"id", "source", "target", "weight", "label", "type"},
    "attvalues": set(),
    "attvalue": {"for", "value"},
}


def test_gexf_has_what_its_schema_allows_and_no_date(tmp_path):
    [path] = accordlib.export_network(network(), tmp_path / "x.gexf")
    for element in ElementTree.fromstring(path.read_text("utf-8")).iter():
        space, _, name = element.tag.rpartition("}")
        assert space == "{http://www.gexf.net/1.2draft"
        assert {key for key in element.keys() if "}" not in key} <= GEXF[name]  # noqa: SIM118
    labels = {e.get("id"): e.get("label") for e in ElementTree.parse(path).iter() if e.get("label")}
    assert labels == {n: d.get("name", n) for n, d in network().nodes.items()}


def test_igraph_reads_all_attributes(tmp_path):
    graph = network()
    [path] = accordlib.export_network(graph, tmp_path / "x.graphml")
    import igraph  # much comes with it: not before it is asked for

    found = igraph.Graph.Read_GraphML(str(path))
    assert found.vs["id"] == list(graph)
    assert found.vs["type"] == [d["type"] for d in graph.nodes.values()]
    assert found.vs["passages"] == ["; ".join(d["passages"]) for d in graph.nodes.values()]
    assert found.es["weight"] == [d["weight"] for d in graph.edges.values()]


@pytest.mark.parametrize("ending", [".gexf", ".graphml"])
@pytest.mark.parametrize(
    ("nodes", "said"),
    [
        ([1, 2], "whose nodes are texts"),
        ([("a", {"x": {}})], "cannot take"),
        ([("a", {"x": ["b;c"]})], "has a semicolon"),
        ([("a", {"start": 1})], "keep for themselves"),
        ([("a", {"x": "\x02"})], r"U\+0002"),
        (["\x02"], r"U\+0002"),
    ],
)
def test_a_network_that_a_file_cannot_hold_is_refused(tmp_path, ending, nodes, said):
    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    with pytest.raises(AccordError, match=said):
        accordlib.export_network(graph, tmp_path / f"x{ending}")
    with pytest.raises(AccordError, match="without parallel edges"):
        accordlib.export_network(nx.MultiGraph([("a", "b")]), tmp_path / f"x{ending}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", [".gexf", ".graphml"])
@pytest.mark.parametrize(
    "content", [b"", b"<a/>", b"<graphml", b"\xff", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>']
)
def test_a_file_that_is_no_network_is_refused(tmp_path, ending, content):
    (tmp_path / f"x{ending}").write_bytes(content)
    with pytest.raises(AccordError):
        accordlib.import_network(tmp_path / f"x{ending}")


# Tables

CELLS = pd.DataFrame(
    {
        "text": ["a, “b”\r\nc", "", "日本 😀", '"'],
        "whole": pd.array([1, None, 3, -4], "Int64"),
        "number": [0.1, 2.0, float("nan"), 1e300],
        "mixed": [1, 2.5, 3, 4],
        "yes": [True, False, True, True],
        "list": [["a", "b"], [], ["c"], ("d",)],
    }
)


def test_a_table_is_read_by_frictionless_as_it_was(tmp_path):
    written, described = accordlib.export_table(CELLS, tmp_path / "x.csv")
    descriptor = json.loads(described.read_text("utf-8"))
    resource = Resource.from_descriptor(descriptor, basepath=str(tmp_path))
    assert resource.validate().valid, resource.validate().flatten(["type", "note"])
    with resource:
        rows = [row.to_dict() for row in resource.row_stream]
    assert [float(row["number"] or 0) for row in rows] == [0.1, 2.0, 0, 1e300]
    assert [row["whole"] for row in rows] == [1, None, 3, -4]
    assert [row["yes"] for row in rows] == [True, False, True, True]
    assert [row["list"] for row in rows] == ["a; b", None, "c", "d"]
    cells = list(csv.DictReader(io.StringIO(written.read_bytes().decode(), newline="")))
    assert [row["text"] for row in cells] == CELLS["text"].tolist()
    assert [field["type"] for field in descriptor["schema"]["fields"]] == (
        "string integer number number boolean string".split()
    )


@pytest.mark.parametrize(("old", "new"), [("3,", "x,"), ("True", "maybe"), ("d\n", "d,e\n")])
def test_frictionless_sees_by_the_description_what_was_changed(tmp_path, old, new):
    written, described = accordlib.export_table(CELLS, tmp_path / "x.csv")
    text = written.read_text("utf-8")
    written.write_text(text.replace(old.lower(), new), "utf-8", newline="")
    resource = Resource.from_descriptor(
        json.loads(described.read_text("utf-8")), basepath=str(tmp_path)
    )
    assert not resource.validate().valid


def test_tables_of_the_library_are_valid(tmp_path):
    alignment = accordlib.align_sentences(corpus()["article"], corpus()["article-rewrite"])
    tables = (corpus().overview(), accordlib.find_changes(alignment), annotated().table)
    for n, table in enumerate(tables):
        _, described = accordlib.export_table(table, tmp_path / f"{n}.csv")
        resource = Resource.from_descriptor(
            json.loads(described.read_text("utf-8")), basepath=str(tmp_path)
        )
        assert resource.validate().valid
        assert resource.validate().stats["errors"] == 0


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (pd.DataFrame([[1, 2]], columns=["a", "a"]), "a name of its own"),
        (pd.DataFrame(), "a name of its own"),
        (pd.DataFrame({"a": [{}]}), "Column 'a', row 1"),
    ],
)
def test_a_table_that_a_file_cannot_hold_is_refused(tmp_path, table, said):
    with pytest.raises(AccordError, match=said):
        accordlib.export_table(table, tmp_path / "x.csv")
    assert list(tmp_path.iterdir()) == []


def test_the_example_of_the_page_on_other_tools_runs(root, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    page = (root / "docs" / "other-tools.md").read_text("utf-8")
    for block in page.split("```python\n")[1:]:
        exec(block.partition("```")[0], {})
    assert {path.suffix for path in tmp_path.iterdir()} >= {*TOOLS, ".gexf", ".graphml", ".csv"}
