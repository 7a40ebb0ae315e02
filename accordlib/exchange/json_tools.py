"""JSONL of doccano, a text a line; JSON of Label Studio, a list of tasks with a text each."""

from __future__ import annotations

import json
from itertools import accumulate
from pathlib import Path
from typing import Any

from accordlib.exchange.border import Marked, Span, file_text, read_note, refusing, written_note

_BASIC = 0xFFFF  # the last character that is one unit of UTF-16
_PER_REGION = ("choices", "textarea", "rating", "number", "datetime", "taxonomy")


def written_doccano(text: str, spans: list[Span], id: str) -> dict[str, bytes]:
    """Return one line: the text, its labels, and under `spans` what labels cannot carry."""
    units, kept = _units(text), []
    for span in spans:
        start, end = (units[at] for at in span.pieces[0])
        more = {"covered": span.text, "more": span.attributes}
        kept.append({"start": start, "end": end, "label": span.label, **more})
    labels = [(k["start"], k["end"], k["label"]) for k in kept]
    line = json.dumps({"text": text, "label": labels, "spans": kept}, ensure_ascii=False)
    return {".jsonl": (line + "\n").encode("utf-8")}


def marked_doccano(path: Path) -> list[Marked]:
    """Return each text with what is marked in it."""
    found = []
    for number, line in enumerate(file_text(path).split("\n"), start=1):
        with refusing(path, f" in line {number}"):
            found += [_line(json.loads(line))] if line.strip() else []
    return found


def _line(row: dict[str, Any]) -> Marked:
    places = {unit: at for at, unit in enumerate(_units(row["text"]))}
    labels = list(row.get("label", row.get("labels")) or [])
    labels += [(e["start_offset"], e["end_offset"], e["label"]) for e in row.get("entities") or []]
    kept = {(k["start"], k["end"], k["label"]): k for k in row.get("spans") or []}
    spans = []
    for start, end, label in labels:
        if not {start, end} <= places.keys():
            raise ValueError(f"no character begins or ends at {start} or {end}")
        own = kept.get((start, end, label), {"covered": None, "more": {}})
        place = [(places[start], places[end])]
        spans.append(Span(place, label, own["covered"], own["more"]))
    return row["text"], spans


def _units(text: str) -> list[int]:
    """Return at which unit of UTF-16, as browsers count, each character and the end stand."""
    return list(accumulate((1 + (ord(c) > _BASIC) for c in text), initial=0))


def written_label_studio(text: str, spans: list[Span], id: str) -> dict[str, bytes]:
    """Return one task with one annotation."""
    results = []
    for n, span in enumerate(spans, start=1):
        [(start, end)] = span.pieces
        value = {"start": start, "end": end, "text": span.text, "labels": [span.label]}
        names = {"id": f"span{n}", "from_name": "label", "to_name": "text", "type": "labels"}
        note = {"meta": {"text": [written_note(span.attributes)]}} if span.attributes else {}
        results.append({**names, "value": value, **note})
    annotations = [{"id": 1, "completed_by": 1, "result": results}]
    task = {"id": 1, "data": {"text": text, "document": id}, "annotations": annotations}
    return {".json": json.dumps([task], ensure_ascii=False, indent=1).encode("utf-8")}


def marked_label_studio(path: Path) -> list[Marked]:
    """Return the text of each task with what is marked in it."""
    return [_task(task) for task in json.loads(file_text(path))]


def _task(task: dict[str, Any]) -> Marked:
    spans, texts = [], [v for v in task["data"].values() if isinstance(v, str)]
    text = task["data"].get("text", max(texts, key=len))
    done = [a for a in task["annotations"] if not a.get("was_cancelled")]
    for annotation in done:
        by = {"annotator": str(annotation["completed_by"])} if len(done) > 1 else {}
        regions = {r["id"]: r for r in annotation["result"] if "labels" in r["value"]}
        more = {id: dict(by) for id in regions}
        for r in annotation["result"]:
            value, own = r["value"], more.get(r.get("id"), {})
            if r["type"] in _PER_REGION:
                given = value["text"] if r["type"] == "textarea" else value[r["type"]]
                listed = given if isinstance(given, list) else [given]
                own[r["from_name"]] = "; ".join(map(str, listed))
            for note in r.get("meta", {}).get("text", ()):
                own.update(read_note(note))
        for id, r in regions.items():
            value, text = r["value"], task["data"].get(r["to_name"], text)
            place = [(value["start"], value["end"])]
            spans += [Span(place, tag, value.get("text"), more[id]) for tag in value["labels"]]
    return text, spans
