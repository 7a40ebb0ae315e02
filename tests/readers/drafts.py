"""Invented agreements as Word files written by hand; what a person sees of each is beside it."""

from parts import (
    SPACES,
    box,
    cell,
    change,
    docx,
    field,
    heading,
    levels,
    note,
    notes,
    num,
    p,
    r,
    ruby,
    section,
    simple,
    table,
)

ARTICLES = levels(
    0,
    ("decimal", "Article %1", '<w:pStyle w:val="Heading1"/>'),
    ("decimal", "%1.%2"),
    ("lowerLetter", "(%3)"),
    ("lowerRoman", "(%4)"),
)
RAISED = '<w:vertAlign w:val="superscript"/>'


def articles():
    """Numbered articles with sublists that begin again."""
    annex = '<w:style w:type="paragraph" w:styleId="Annex"><w:name w:val="Annex heading"/>'
    annex += '<w:basedOn w:val="Heading1"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'
    body = [
        p("The Lowmere Accord", style="Title"),
        p("The Republic of Lowmere and the Kingdom of Tarn (“the Parties”) agree as follows:"),
        p("Purposes", style="Heading1", num=(1, 0)),
        p("The Parties shall keep the channel open to fishing boats at all hours.", num=(1, 1)),
        p("Before 30 June 2031, each Party shall:", num=(1, 1)),
        p("mark the shallows with lights;", num=(1, 2)),
        p("publish charts of the channel, which show", num=(1, 2)),
        p("its depth at low water; and", num=(1, 3)),
        p("the places where boats may wait;", num=(1, 3)),
        p("train four pilots.", num=(1, 2)),
        p("Nothing in these lines stops a Party from doing more.", style="ListIndented"),
        p("The charts are free of charge.", num=(1, 1)),
        p("The Council", style="Heading1", num=(1, 0)),
        p("A Council of six members meets twice a year. It shall", num=(1, 1)),
        p("adopt a budget; and", num=(1, 2)),
        p("hear complaints.", num=(1, 2)),
        p("Its members", num=(1, 1)),
        p("serve for three years;", num=(1, 2)),
        p("may be chosen again.", num=(1, 2)),
        p("Last words", style="Heading1", num=(1, 0)),
        p("This Accord begins on the day on which both Parties have signed it.", num=(1, 1)),
        p("The boats", style="Annex"),
        p("Boats shorter than nine metres pay nothing."),
        p("The pilots", style="Annex"),
        p("Pilots speak both languages."),
    ]
    lists = [
        ARTICLES.replace('<w:pStyle w:val="Heading1"/>', ""),
        levels(1, ("upperLetter", "Annex %1", '<w:pStyle w:val="Annex"/>')),
    ]
    return docx(
        body,
        styles=heading(1) + annex + "</w:style>",
        numbering=[*lists, num(1, 0), num(2, 1)],
    )


def tracked():
    """A draft with tracked changes of words, ends, rows, notes and places."""
    gone, new = change("del"), change("ins")
    body = [
        p("The Tarn Draft", style="Title"),
        p("The Parties ", change("del", "shall"), change("ins", "may"), " meet once a year."),
        p("The Council keeps the books.", num=(1, 0)),
        p(change("del", "The Council pays for lights."), num=(1, 0), mark=gone),
        p("The Council hears complaints", change("ins", " within a month"), ".", num=(1, 0)),
        p(change("ins", "The Council trains pilots."), num=(1, 0), mark=new),
        p("The Council reports.", num=(1, 0)),
        p("The fund pays for charts.", mark=gone),
        p(change("ins", " "), "It lends to no one."),
        p(change("moveFrom", "Boats wait at the pier."), mark=change("moveFrom")),
        p("Boats pay", change("del", note(1)), " in silver", note(2), "."),
        p(change("moveTo", "Boats wait at the pier."), mark=change("moveTo")),
        table(
            (cell("Boat"), cell("Fee")),
            (cell("Dory"), cell(p("Two ", change("del", "crowns"), change("ins", "marks")))),
            f"<w:tr><w:trPr>{change('ins')}</w:trPr>"
            f"{cell(p(change('ins', 'Ketch'), mark=new))}"
            f"{cell(p(change('ins', 'Nine marks'), mark=new))}</w:tr>",
        ),
        p(
            '<w:r><w:rPr><w:b/><w:rPrChange w:id="7" w:author="A. Clerk"><w:rPr/></w:rPrChange>'
            "</w:rPr><w:t>Signed</w:t></w:r>",
            " in two copies.",
        ),
    ]
    lists = [levels(0, ("decimal", "%1.")), num(1, 0)]
    noted = notes("footnote", "A crown is twelve marks.", "Of the coins of Tarn.")
    return docx(body, numbering=lists, footnotes=noted)


def noted():
    """Footnotes, endnotes, a mark of the author's own, raised signs that are none."""
    body = [
        p("The Norwick Notes", style="Title", more=""),
        p("In 2023", note(1), " the Parties met at Norwick", note(2), " for nine days."),
        p("They measured 40 km", r("2", RAISED), " of sea", note(3, own="*"), " and 10"),
        p("The 1", r("st", RAISED), " reading was on 3 May", note(1, "endnote"), "."),
        p("The harbour", note(4), style="Heading1"),
        p("It holds 10", r("6", RAISED), " litres of oil", note(2, "endnote"), "."),
        table((cell("Port"), cell("Depth")), (cell("Norwick"), cell(p("9 m", note(5))))),
        p("Last line of the text."),
    ]
    feet = notes(
        "footnote",
        "By the old calendar.",
        "The town, not the county.\nIts harbour is older.",
        "* Without the islands.",
        "Built in 1877.",
        "At low water.",
    )
    ends = notes("endnote", "The second reading followed.", "As the Council was told.")
    return docx(body, styles=heading(1), footnotes=feet, endnotes=ends)


COLUMN_TEXT = (
    "The Parties note that the channel between them is narrow, and that boats of both must pass.",
    "They recall the promise of 1988, by which neither would close it without the other.",
    "They have heard the pilots, the owners of boats and the people of the islands.",
    "Each Party shall answer letters about the channel within thirty days.",
    "Each Party shall name one officer, who keeps the letters and shows them to the other.",
    "The officers meet in spring at Norwick and in autumn at Tarn, and write down what they say.",
    "Neither Party shall dredge the channel in the weeks when herring pass through it.",
    "A boat in danger may enter any harbour of either Party without a fee.",
    "Costs of lights are shared: two thirds for Lowmere and one third for Tarn.",
    "This text is equally valid in both languages and begins on the first day of June.",
)


def columns():
    """A text in two columns beneath a title over both, with a heading in each column."""
    first, second = COLUMN_TEXT[:5], COLUMN_TEXT[5:]
    one = f"<w:pPr>{section(1, 'continuous')}</w:pPr>"
    body = [
        p("The Channel Letter", style="Title"),
        p("Written at Norwick in the month of May and read aloud in both houses of the islands."),
        f"<w:p>{one}</w:p>",
        p("What is noted", style="Heading1"),
        *map(p, first),
        p('<w:r><w:br w:type="column"/></w:r>', "What is agreed", style="Heading1"),
        *map(p, second),
    ]
    return docx(body, styles=heading(1), end=section(2, "continuous"))


def bilingual():
    """Two languages side by side, with furigana."""
    rows = [
        (cell("English"), cell("日本語")),
        (
            cell(p("The Parties shall protect the sea.")),
            cell(p(ruby("締約国", "ていやくこく"), "は、", ruby("海", "うみ"), "を守る。")),
        ),
        (
            cell("Each Party shall tell the other of storms."),
            cell(p("各", ruby("締約国", "ていやくこく"), "は、嵐を他方に知らせる。")),
        ),
        (
            cell("The fee is 500 yen.", "It is paid once."),
            cell("手数料は五百円とする。", "一度だけ支払う。"),
        ),
    ]
    return docx([p("A Text in Two Languages", style="Title"), table(*rows), p("Done at 長崎.")])


def signatures():
    """Signature blocks side by side."""
    left = ("For the Republic of Lowmere", "Ada Quill", "Minister of Harbours")
    right = ("For the Kingdom of Tarn", "Bram Oxley", "Keeper of the Channel")
    body = [
        p("The Pilots’ Agreement", style="Title"),
        p("The Parties shall train pilots together.", num=(1, 0)),
        p("The Parties shall pay them in equal parts.", num=(1, 0)),
        p("Done at Norwick on 4 May 2031, in two copies."),
        table((cell(*left, width=4500), cell(*right, width=4500)), lines=False, width=4500),
        p(r("Witness: Cato Finch\tDate: 4 May 2031")),
    ]
    return docx(body, numbering=[levels(0, ("decimal", "%1.")), num(1, 0)])


_WHO = ("Each Party", "The Council", "A pilot", "The owner of a boat", "The keeper of a light")
_WILL = ("shall report", "may complain", "shall give notice", "will pay a deposit", "may object")
_WHAT = ("every fog", "a collision", "the loss of an anchor", "new fishing grounds", "ice")
_WHERE = ("off Norwick", "near the outer islands", "within the channel", "at the river mouth")


def many():
    """Return forty sentences, all different."""
    return [
        f"{_WHO[n % 5]} {_WILL[(n // 2 + n) % 5]} in case of {_WHAT[(n // 3) % 5]} "
        f"{_WHERE[n % 4]}, at the latest {n + 2} days after it became known, and in writing to "
        f"the office in street number {n + 101}, which keeps what it is sent for {n + 11} years "
        "and shows it to whoever asks for it."
        for n in range(40)
    ]


def heads():
    """Running heads and numbers of pages over four pages, and a page that is begun by hand."""
    head = p("The Harbour Rules – final text", more='<w:jc w:val="right"/>')
    foot = p("Page ", field("PAGE", "1"), " of ", simple("NUMPAGES", "4"))
    refer = '<w:headerReference w:type="default" r:id="rheader1"/>'
    refer += '<w:footerReference w:type="default" r:id="rfooter1"/>'
    lines = many()
    rules = [p(x, num=(1, 0)) for x in lines]
    rules[30:30] = [p('<w:r><w:br w:type="page"/></w:r>', "Second part", style="Heading1")]
    body = [p("The Harbour Rules", style="Title"), *rules]
    return docx(
        body,
        styles=heading(1),
        end=section(refer=refer),
        numbering=[levels(0, ("decimal", "%1.")), num(1, 0)],
        header1=f"<w:hdr {SPACES}>{head}</w:hdr>",
        footer1=f"<w:ftr {SPACES}>{foot}</w:ftr>",
    )


def tables():
    """Tables with cells over several columns and rows, a list in a cell, a table in a cell."""
    inner = table((cell("spring", width=1200), cell("autumn", width=1200)), width=1200)
    rows = [
        (cell("Fees of boats", span=3),),
        (cell("Sort"), cell("Length"), cell("Fee in crowns")),
        (cell("Fishing boats", merge="begin"), cell("below 9 m"), cell("1,250")),
        (cell("", merge="on"), cell("9 m and more"), cell("3,400")),
        (
            cell("Ferries"),
            cell("any"),
            cell("free, if they", p("stop at Tarn;", num=(1, 0)), p("carry mail.", num=(1, 0))),
        ),
        (cell("Meetings"), cell(inner, p()), cell("–")),
    ]
    body = [
        p("Schedule of Fees", style="Title"),
        p("The fees stand in the table beneath."),
        p("Table ", simple("SEQ Table", "1"), ". Fees in the year 2031", style="Caption"),
        table(*rows, columns=3),
        p("Nobody pays twice."),
    ]
    return docx(body, numbering=[levels(0, ("lowerLetter", "%1.")), num(1, 0)])


def japanese():
    """The numbering of Japanese agreements."""
    lists = [
        levels(
            0,
            ("japaneseCounting", "第%1条"),
            ("decimalFullWidth", "%2"),
            ("japaneseCounting", "（%3）"),
            ("irohaFullWidth", "%4"),
        ),
        levels(1, ("decimalEnclosedCircle", "%1"), ("aiueoFullWidth", "（%2）")),
        num(1, 0),
        num(2, 1),
    ]
    body = [
        p("長崎海峡協定", style="Title"),
        p("両国は、次のとおり協定した。"),
        p("目的", num=(1, 0)),
        p("この協定は、海峡の安全を目的とする。", num=(1, 1)),
        p("締約国は、次のことを行う。", num=(1, 1)),
        p("灯台を置くこと。", num=(1, 2)),
        p("海図を作ること。その海図には、次の事項を示す。", num=(1, 2)),
        p("水深", num=(1, 3)),
        p("停泊地", num=(1, 3)),
        p("委員会", num=(1, 0)),
        p("委員会は、年に二回会合する。", num=(1, 1)),
        p("議題は、次のとおりとする。"),
        p("予算", num=(2, 0)),
        p("報告", num=(2, 0)),
        p("灯台", num=(2, 1)),
        p("水路", num=(2, 1)),
        *(p(f"最終規定その{n}", num=(1, 0)) for n in "一二三四五六七八九"),
    ]
    return docx(body, numbering=lists)


def interrupted():
    """Lists that go on after other text, begin again, or skip a level."""
    lists = [
        levels(0, ("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "%3.")),
        levels(3, ("decimal", "%1.", 5), ("decimal", "%1.%2."), ("decimal", "%1.%2.%3.")),
        num(1, 0),
        num(2, 0, level_0=1),
        num(5, 3),
    ]
    body = [
        p("The Norwick Lists", style="Title"),
        p("Boats carry lamps.", num=(1, 0)),
        p("Boats carry bells.", num=(1, 0)),
        p("in fog;", num=(1, 1)),
        p("at night;", num=(1, 1)),
        p("A bell is of bronze."),
        p("in storms.", num=(1, 1)),
        p(num=(1, 1)),
        p("Lamps burn oil.", num=(1, 0)),
        p("when lit;", num=(1, 1)),
        p("A new list begins here:"),
        p("Pilots are sober.", num=(2, 0)),
        p("Pilots are paid.", num=(2, 0)),
        p("A list that begins with five and skips a level:"),
        p("Anchors hold.", num=(5, 0)),
        p("Anchors are of iron.", num=(5, 2)),
        p("Anchors are weighed.", num=(5, 2)),
        p("Ropes are of hemp.", num=(5, 0)),
    ]
    return docx(body, numbering=lists)


def restarts():
    """Rules of Word that LibreOffice does not keep: lists that share a count, parts and rules."""
    heads = '<w:style w:type="paragraph" w:styleId="Rule"><w:name w:val="Rule"/><w:pPr><w:numPr>'
    heads += '<w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
    follows = '<w:lvlRestart w:val="0"/>'
    lists = [
        levels(0, ("decimal", "%1."), ("lowerLetter", "(%2)")),
        levels(
            1,
            ("upperRoman", "Part %1"),
            ("decimal", "Rule %2", f'{follows}<w:pStyle w:val="Rule"/>'),
        ),
        levels(2, ("upperRoman", "Article %1"), ("decimal", "%1.%2", "<w:isLgl/>")),
        levels(
            3,
            ("ordinalText", "%1 Part"),
            ("cardinalText", "Section %2:"),
            ("ordinal", "%3", '<w:lvlRestart w:val="1"/>'),
            ("decimalZero", "%4"),
        ),
        *(num(1, 0), num(2, 0), num(3, 1), num(4, 2), num(5, 3)),
    ]
    body = [
        p("The Counts of Norwick", style="Title"),
        p("Pilots are sober.", num=(1, 0)),
        p("Pilots are paid.", num=(1, 0)),
        p("Another list of the same numbering goes on:"),
        p("Pilots are named.", num=(2, 0)),
        p("The sea", num=(3, 0)),
        p("No nets in spring.", style="Rule"),
        p("No nets at night.", style="Rule"),
        p("The land", num=(3, 0)),
        p("No fires on piers.", style="Rule"),
        p("Fees", num=(4, 0)),
        p("Fees are paid once.", num=(4, 1)),
        p("Debts", num=(4, 0)),
        p("Debts are paid in spring.", num=(4, 1)),
        p("Debts end with the owner.", num=(4, 1)),
        p("The ships", num=(5, 0)),
        p("Hulls", num=(5, 1)),
        p("Hulls are tarred.", num=(5, 2)),
        p("in June;", num=(5, 3)),
        p("Masts", num=(5, 1)),
        p("Masts are oiled.", num=(5, 2)),
        p("The crews", num=(5, 0)),
        p("Cooks", num=(5, 1)),
        p("Cooks are fed.", num=(5, 2)),
    ]
    return docx(body, styles=heads, numbering=lists)


def fields():
    """References, content controls, links, and what fields do not show."""
    control = "<w:sdt><w:sdtPr><w:alias w:val='Name'/></w:sdtPr><w:sdtContent>{}</w:sdtContent>"
    control += "</w:sdt>"
    nested = field("IF ", f"{field('REF _a', 'yes')}{r(', it is so')}")
    tick = '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>'
    body = [
        p("The Fields of Tarn", style="Title"),
        p("Duties", style="Heading1"),
        p("Subject to ", field("REF _Ref1 \\r \\h", "Article 2"), ", boats wait their turn."),
        p("See page ", simple("PAGEREF _Ref1", "1"), " and ", control.format(r("the Annex")), "."),
        control.format(p("A whole paragraph stands in a control.")),
        p("The day is ", field("QUOTE “4 May 2031”", "4 May 2031"), "; ", nested, "."),
        p(
            "It is in the ",
            f'<w:hyperlink w:anchor="x">{r("list of lights")}</w:hyperlink>',
            ", which ",
            f'<w:smartTag w:element="place">{r("Norwick")}</w:smartTag>',
            " keeps.",
        ),
        p(
            f"<w:sdt><w:sdtPr>{tick}</w:sdtPr><w:sdtContent>{r('☒')}</w:sdtContent></w:sdt>",
            " Boats are insured.",
        ),
        p(
            '<w:bookmarkStart w:id="1" w:name="_Ref1"/>',
            "Rights",
            '<w:bookmarkEnd w:id="1"/>',
            style="Heading1",
        ),
        table((f"<w:sdt><w:sdtContent>{cell('Held by')}</w:sdtContent></w:sdt>", cell("Owners"))),
        p("The end", field("TC “The end”", ""), "."),
    ]
    return docx(body, styles=heading(1, "1"), numbering=[ARTICLES, num(1, 0)])


def boxes():
    """Text boxes, hidden text, hyphens and breaks of all sorts."""
    body = [
        p("The Notice Board", style="Title"),
        p("Before the box.", box(p("Fog signals: two long blasts."), p("Ring once."))),
        p("The UK", "<w:r><w:noBreakHyphen/></w:r>", "Tarn channel is over", r("seen"), "."),
        p("Hidden: ", r("not to be read ", "<w:vanish/>"), "all that is shown."),
        p("Signed", '<w:r><w:br w:type="page"/></w:r>', "Annex"),
        p("First line\nSecond line\tafter a tab"),
        p(
            "The harbour mas",
            "<w:r><w:softHyphen/></w:r>",
            "ter agrees ",
            '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
            " to all.",
        ),
        p("Spelt ", '<w:proofErr w:type="spellStart"/>', r("cor"), r("rect"), "ly over runs."),
        p("A narrow ", r("gap stays", "<w:i/>"), " one."),
    ]
    return docx(body)


def bullets():
    """Signs before the items of lists, and paragraphs of an item without one."""
    lists = [
        levels(0, ("bullet", "\uf0b7"), ("bullet", "–"), ("bullet", "\uf0a7")),
        levels(1, ("decimal", "%1)"), ("bullet", "o")),
        num(1, 0),
        num(2, 1),
    ]
    body = [
        p("Pledges of the Islands", style="Title"),
        p("The islands will"),
        p("plant kelp;", num=(1, 0)),
        p("clean the beaches:", num=(1, 0)),
        p("in spring,", num=(1, 1)),
        p("in autumn;", num=(1, 1)),
        p("with rakes", num=(1, 2)),
        p("count seals.", num=(1, 0)),
        p("Seals are counted by boat.", style="ListIndented"),
        p("The mainland will", num=(2, 0)),
        p("pay for rakes;", num=(2, 1)),
        p("lend boats.", num=(2, 1)),
        p("Both will report.", num=(2, 0)),
        p("No number stands here.", num=(0, 0)),
    ]
    return docx(body, numbering=lists)


DRAFTS = (
    *(articles, tracked, noted, columns, bilingual, signatures, heads, tables, japanese),
    *(interrupted, restarts, fields, boxes, bullets),
)
