/* Columns of text stand flush left, as in JupyterLab. */
addEventListener('DOMContentLoaded', () => window._JUPYTERLAB['accord-course'].alignText(document));
