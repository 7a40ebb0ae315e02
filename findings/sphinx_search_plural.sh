#!/usr/bin/env bash
# One would expect the search page of a translated site to say how many pages were found, as it does in English.
# Sphinx 9.0.4, 30 November 2026: ngettext asks the two translations for [true] where a language's rule for the plural is a
# comparison, "(n != 1)", so German, British English and others get undefined; French, whose rule gives numbers, gets its sentence.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check sphinx==9.0.4

cat >ask.js <<'JAVASCRIPT'
const { readFileSync } = require('fs');
const { runInNewContext } = require('vm');
const [, , place] = process.argv;
const page = { document: { readyState: 'loading', addEventListener: () => {} }, DOCUMENTATION_OPTIONS: {}, window: {} };
for (const language of ['', 'de', 'en_GB', 'fr']) {
  const files = [`${place}/themes/basic/static/doctools.js`];
  if (language) files.push(`${place}/locale/${language}/LC_MESSAGES/sphinx.js`);
  const code = files.map(file => readFileSync(file, 'utf8')).join('\n');
  const ask = `Documentation.ngettext(
    'Search finished, found one page matching the search query.',
    'Search finished, found \${resultCount} pages matching the search query.', 3)`;
  const said = runInNewContext(`${code};\n${ask}`, { ...page });
  console.log(`${language || 'English'}: ${said}`);
}
JAVASCRIPT
venv/bin/python -c 'import sphinx; print("Sphinx", sphinx.__version__)' >now.txt
node ask.js "$(venv/bin/python -c 'import sphinx, pathlib; print(pathlib.Path(sphinx.__file__).parent)')" >>now.txt
cat now.txt

cat >expected.txt <<'EXPECTED'
Sphinx 9.0.4
English: Search finished, found ${resultCount} pages matching the search query.
de: undefined
en_GB: undefined
fr: Recherche terminée, ${resultCount} pages trouvées correspondant à la requête.
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
