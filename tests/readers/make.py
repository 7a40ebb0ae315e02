"""Make the files that the tests of the readers read: ``python make.py [CONTENT ...]``.

The Word files and web pages are written by hand (`drafts.py`, ``page.html``). LibreOffice makes
OpenDocument, RTF and PDF of them, Chromium, WeasyPrint and Typst PDF. None of them is needed to
run the tests; whichever is not there is passed over and its files stay as they are.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from drafts import DRAFTS
from parts import archive

HERE = Path(__file__).parent
ONLY_WORD = {"restarts", "fields"}  # rules of Word that LibreOffice does not keep
ONLY_ODT = {"tracked"}  # of a draft it prints both texts at once, and RTF with the wrong marks
NO_PDF = {"boxes"}  # a box may stand anywhere


def office(source, ending, target):
    """Let LibreOffice convert a file."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
        command += ["--convert-to", ending, "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        shutil.move(f"{folder}/{source.stem}.{ending}", target)
    if ending == "odt":
        slimmed(target)


def slimmed(path):
    """Leave out of an OpenDocument text what no reader of words needs: pictures, settings."""
    kept = ("mimetype", "content.xml", "styles.xml", "META-INF/manifest.xml")
    with zipfile.ZipFile(path) as packed:
        files = {name: packed.read(name) for name in kept}
    manifest = files["META-INF/manifest.xml"].decode()
    rows = r'\s*<manifest:file-entry manifest:full-path="(?!/"|content|styles)[^>]*>'
    files["META-INF/manifest.xml"] = re.sub(rows, "", manifest).encode()
    path.write_bytes(archive(files))


def chromium(page, target):
    """Let Chromium print a page."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu"]
        command += [f"--user-data-dir={folder}", "--no-pdf-header-footer"]
        command += [f"--print-to-pdf={target}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=300)


def weasyprint(page, target):
    """Let WeasyPrint print a page."""
    from weasyprint import HTML

    HTML(page).write_pdf(target, presentational_hints=True)  # type="a" and start="3" count


def typst(source, target):
    """Let Typst set a text."""
    import typst

    typst.compile(source, output=target)


def tried(maker, *arguments):
    """Make a file; say so if its program is not there."""
    target = arguments[-1]
    try:
        maker(*arguments)
        print(f"{target.relative_to(HERE)}: {target.stat().st_size:,} bytes")
    except (ImportError, OSError) as error:
        print(f"{target.relative_to(HERE)} stays as it is: {error}")


def main(names):
    """Make the files of some contents, or of all."""
    for draft in DRAFTS:
        name = draft.__name__
        if names and name not in names:
            continue
        folder = HERE / name
        folder.mkdir(exist_ok=True)
        word = folder / "word.docx"
        word.write_bytes(draft())
        endings = [] if name in ONLY_WORD else ["odt", "rtf", "pdf"]
        for ending in endings[: 1 if name in ONLY_ODT else 2 if name in NO_PDF else None]:
            tried(office, word, ending, folder / f"office.{ending}")
    for folder in sorted(x for x in HERE.iterdir() if x.is_dir()):
        if names and folder.name not in names:
            continue
        if (page := folder / "page.html").is_file():
            printed = folder.name != "webpage"  # whose print has all that stands around it
            if printed:
                tried(chromium, page, folder / "chromium.pdf")
            if printed and folder.name in ("articles", "noted", "interrupted"):
                tried(weasyprint, page, folder / "weasyprint.pdf")
        if (source := folder / "source.typ").is_file():
            tried(typst, source, folder / "typst.pdf")
    if not names or "vertical" in names:
        tried(chromium, HERE / "vertical.html", HERE / "vertical.pdf")


if __name__ == "__main__":
    main(sys.argv[1:])
