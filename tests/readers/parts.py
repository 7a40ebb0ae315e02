"""Word files written by hand: paragraphs, lists, notes, tables as XML, and the archive."""

import io
import zipfile
from xml.sax.saxutils import escape

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = ("styles", "numbering", "footnotes", "endnotes", "settings", "header1", "footer1")
_WHO = 'w:id="{}" w:author="A. Clerk" w:date="2031-05-01T09:00:00Z"'
STYLES = """<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Liberation Serif"
 w:hAnsi="Liberation Serif" w:eastAsia="Noto Serif CJK JP"/><w:sz w:val="22"/>
<w:lang w:val="en-GB" w:eastAsia="ja-JP"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>
<w:spacing w:after="100"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/>
<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/><w:basedOn w:val="Normal"/>
<w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="ListIndented"><w:name w:val="List Indented"/>
<w:basedOn w:val="Normal"/><w:pPr><w:ind w:left="720"/></w:pPr></w:style>"""


def heading(level, num=""):
    """Return a style of headings; `num` gives it a list."""
    listed = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="{num}"/></w:numPr>'
    return (
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr><w:keepNext/>{listed if num else ""}'
        f'<w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{30 - 2 * level}"/></w:rPr></w:style>'
    )


def r(text, properties=""):
    """Return a run; a tab or a line end in it is one on the page."""
    inner = "".join(
        {"\t": "<w:tab/>", "\n": "<w:br/>"}.get(x) or f'<w:t xml:space="preserve">{escape(x)}</w:t>'
        for x in _cut(text)
    )
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inner}</w:r>"


def _cut(text):
    for sign in "\t\n":
        text = text.replace(sign, f"\0{sign}\0")
    return [x for x in text.split("\0") if x]


def p(*parts, style="", num=(), mark="", more=""):
    """Return a paragraph: of texts, and of XML where a part begins with `<`."""
    inner = "".join(x if x.startswith("<") else r(x) for x in parts)
    own = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num:
        own += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
        own += f'<w:ind w:left="{720 + 500 * num[1]}" w:hanging="700"/>'
    own += more + (f"<w:rPr>{mark}</w:rPr>" if mark else "")
    return f"<w:p>{f'<w:pPr>{own}</w:pPr>' if own else ''}{inner}</w:p>"


def change(tag, text="", id=900):
    """Return a tracked change of some words or, without any, one of a paragraph's end."""
    who = f"<w:{tag} {_WHO.format(id)}"
    if not text:
        return f"{who}/>"
    inner = text if text.startswith("<") else r(text)
    if tag == "del":
        inner = inner.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return f"{who}>{inner}</w:{tag}>"


def note(id, sort="footnote", own=""):
    """Return a run that refers to a note; `own` is a mark that the author chose."""
    follows = ' w:customMarkFollows="1"' if own else ""
    said = f"<w:t>{own}</w:t>" if own else ""
    return (
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        f'<w:{sort}Reference w:id="{id}"{follows}/>{said}</w:r>'
    )


def notes(sort, *texts):
    """Return the part with the notes, each of lines; a leading `*` is its own mark."""
    found = []
    for id, text in enumerate(texts, start=1):
        first, *rest = text.split("\n")
        raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        mark = f"<w:r>{raised}<w:{sort}Ref/></w:r>"
        if first.startswith("*"):
            first, mark = first[1:].lstrip(), f"<w:r>{raised}<w:t>*</w:t></w:r>"
        inner = p(mark, f" {first}", *()) + "".join(map(p, rest))
        found.append(f'<w:{sort} w:id="{id}">{inner}</w:{sort}>')
    apart = "".join(
        f'<w:{sort} w:type="{kind}" w:id="{id}"><w:p><w:r><w:{kind}/></w:r></w:p></w:{sort}>'
        for kind, id in (("separator", -1), ("continuationSeparator", 0))
    )
    return f"<w:{sort}s {SPACES}>{apart}{''.join(found)}</w:{sort}s>"


def cell(*inner, span=1, merge="", width=3000):
    """Return a cell of a table: of paragraphs, or of texts that are one each."""
    more = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    more += {"": "", "begin": '<w:vMerge w:val="restart"/>', "on": "<w:vMerge/>"}[merge]
    said = "".join(x if x.startswith(("<w:p", "<w:tbl")) else p(x) for x in inner)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width * span}" w:type="dxa"/>{more}</w:tcPr>{said}</w:tc>'


def table(*rows, columns=2, lines=True, width=3000):
    """Return a table of rows: tuples of cells, or XML."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{s} w:val="single" w:sz="4" w:color="000000"/>' for s in sides)
    drawn = f"<w:tblBorders>{borders}</w:tblBorders>" if lines else ""
    made = [x if isinstance(x, str) else f"<w:tr>{''.join(x)}</w:tr>" for x in rows]
    grid = f'<w:gridCol w:w="{width}"/>' * columns
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width * columns}" w:type="dxa"/>{drawn}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(made)}</w:tbl>"
    )


def simple(instruction, shown):
    """Return a field in one element."""
    return f'<w:fldSimple w:instr=" {instruction} ">{r(shown)}</w:fldSimple>'


def field(instruction, shown):
    """Return a field of several runs; what it shows may be XML."""
    inner = shown if shown.startswith("<") else r(shown)
    sort = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    code = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return f"{sort('begin')}{code}{sort('separate')}{inner}{sort('end')}"


def ruby(base, above):
    """Return a run with furigana."""
    return (
        '<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="distributeSpace"/><w:hps w:val="11"/>'
        '<w:hpsRaise w:val="20"/><w:hpsBaseText w:val="22"/><w:lid w:val="ja-JP"/></w:rubyPr>'
        f"<w:rt>{r(above)}</w:rt><w:rubyBase>{r(base)}</w:rubyBase></w:ruby></w:r>"
    )


def box(*paragraphs, id=1):
    """Return a run with a text box, in the new form and, for old programs, again in the old one."""
    inner = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:inline><wp:extent cx="3600000" cy="720000"/>'
        f'<wp:docPr id="{id}" name="Text Box {id}"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="3600000" cy="720000"/></a:xfrm><a:prstGeom prst="rect"/></wps:spPr>'
        f"<wps:txbx>{inner}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>"
        "</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f'<v:shape style="width:280pt;height:56pt"><v:textbox>{inner}</v:textbox></v:shape>'
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def levels(id, *rows):
    """Return an abstract numbering: a row is a format and a text, then XML for more."""
    made = [
        f'<w:lvl w:ilvl="{n}">{start}<w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/>'
        '<w:lvlJc w:val="left"/></w:lvl>'
        for n, (kind, text, start, more) in enumerate(map(_level, rows))
    ]
    return (
        f'<w:abstractNum w:abstractNumId="{id}"><w:multiLevelType w:val="multilevel"/>'
        f"{''.join(made)}</w:abstractNum>"
    )


def _level(row):
    kind, text, *more = row
    start = next((x for x in more if isinstance(x, int)), 1)
    xml = "".join(x for x in more if isinstance(x, str))
    return kind, text, f'<w:start w:val="{start}"/>', xml


def num(id, abstract, **begins):
    """Return a list of an abstract numbering; ``level_0=1`` begins it anew with a number."""
    over = "".join(
        f'<w:lvlOverride w:ilvl="{name[-1]}"><w:startOverride w:val="{n}"/></w:lvlOverride>'
        for name, n in begins.items()
    )
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{abstract}"/>{over}</w:num>'


def section(columns=1, kind="", first="", refer=""):
    """Return the properties of a section."""
    kind = f'<w:type w:val="{kind}"/>' if kind else ""
    return (
        f'<w:sectPr>{refer}{kind}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1300" '
        'w:right="1300" w:bottom="1300" w:left="1300" w:header="600" w:footer="600" w:gutter="0"/>'
        f'<w:cols w:num="{columns}" w:space="600"/>{first}</w:sectPr>'
    )


def docx(body, *, end="", styles="", **parts):
    """Return the bytes of a Word file, always the same for the same parts."""
    parts["styles"] = f"<w:styles {SPACES}>{STYLES}{styles}</w:styles>"
    if "numbering" in parts:
        nodes = sorted(parts["numbering"], key=lambda x: x.startswith("<w:num "))
        parts["numbering"] = f"<w:numbering {SPACES}>{''.join(nodes)}</w:numbering>"
    files = {
        "word/document.xml": f"<w:document {SPACES}><w:body>{''.join(body)}{end or section()}"
        "</w:body></w:document>"
    }
    types = [f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>']
    relations = []
    for name in (x for x in _PARTS if x in parts):
        kind = name.rstrip("1")
        files[f"word/{name}.xml"] = parts[name]
        types.append(f'<Override PartName="/word/{name}.xml" ContentType="{_KIND}.{kind}+xml"/>')
        relations.append(
            f'<Relationship Id="r{name}" Type="{_OFFICE}/{kind}" Target="{name}.xml"/>'
        )
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    files["word/_rels/document.xml.rels"] = rels + "".join(relations) + "</Relationships>"
    files["_rels/.rels"] = (
        f'{rels}<Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    files["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(types)}</Types>'
    )
    return archive(
        {name: f'<?xml version="1.0" encoding="UTF-8"?>{x}' for name, x in files.items()}
    )


def archive(files):
    """Return the bytes of a ZIP archive, always the same for the same files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sorted(files, key=lambda x: x not in ("mimetype", "[Content_Types].xml")):
            packing = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            made.writestr(zipfile.ZipInfo(name), files[name], packing)
    return content.getvalue()
