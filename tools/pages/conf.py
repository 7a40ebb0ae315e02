"""What Sphinx is told of the site."""

from accordlib import __version__

project = "Reading the Hiroshima Accord by computer"
author = "The Hiroshima Accord notebooks contributors"
version = release = __version__
extensions = ["myst_nb", "sphinx.ext.autodoc", "numpydoc"]
root_doc = "index"
language = "en"
nitpicky = False

nb_execution_mode = "off"
nb_code_prompt_show = "Predict first, then unfold the {type}"
nb_code_prompt_hide = "Fold the {type}"
myst_heading_anchors = 4
myst_heading_slug_func = "website.anchor"
myst_enable_extensions = ["dollarmath"]
suppress_warnings = ["myst.header"]

autodoc_typehints = "none"
autodoc_preserve_defaults = True
numpydoc_show_class_members = False
toc_object_entries_show_parents = "hide"

html_theme = "furo"
html_title = project
html_baseurl = ""
html_static_path = ["static"]
html_css_files = ["course.css"]
html_js_files = ["course.js", "align.js"]
html_extra_path = ["extra"]
html_show_search_summary = False  # which would be fetched: files may not
html_show_sourcelink = False
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_domain_indices = False
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"
