/* The course's contents as a panel of JupyterLab's left side bar, read from
 * notebooks/CONTENTS.md; for outputs, the alternative texts of figures, what unfolds under
 * them, what stands for a folded result, buttons under what exercises say, and columns of text
 * flush left. The site takes the last from here.
 * JupyterLab loads this file as it is: no build step. */
(function () {
  'use strict';
  const NAME = 'accord-course';
  const DETAILS = 'text/vnd.accord.details+html';
  const CONTENTS = 'notebooks/CONTENTS.md';
  const NUMBER = /^(|NaN|inf|–|[+−-]?[\d.,]+(e[+-]?\d+)?%?)$/;
  const LESSON = /^\| *\[([^\]]+)\]\(([^)]+\.ipynb)\) *\| *(.*?) *\| *(.*?) *\| *\[([^\]]+)\]\(([^)]+)\) *\|/gm;
  const ICON =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path class="jp-icon3" fill="#616161" ' +
    'd="M4 4h7a2 2 0 0 1 1 .3A2 2 0 0 1 13 4h7v14h-7l-1 1-1-1H4zm2 2v10h5V6zm7 0v10h5V6z"/></svg>';
  let scope;

  async function shared(name) {
    const [version] = Object.values(scope[name]);
    return (await version.get())();
  }

  function element(tag, text, style) {
    const node = document.createElement(tag);
    node.textContent = text;
    Object.assign(node.style, style);
    return node;
  }

  function link(app, target, ...children) {
    const button = element('button', '', {
      display: 'block', width: '100%', padding: '4px 14px', border: 0, textAlign: 'left',
      background: 'none', color: 'var(--jp-ui-font-color1)', cursor: 'pointer', font: 'inherit'
    });
    const path = target.startsWith('../') ? target.slice(3) : `notebooks/${target}`;
    const factory = path.endsWith('.md') ? 'Markdown Preview' : undefined;
    button.append(...children);
    button.onclick = () => app.commands.execute('docmanager:open', { path, factory });
    return button;
  }

  function lesson(app, [, title, file, question, minutes, more, moreFile]) {
    const item = element('li', '', { padding: '6px 0' });
    item.append(
      link(
        app,
        file,
        element('div', title, { fontWeight: 600, color: 'var(--jp-content-link-color)' }),
        element('div', question, { margin: '2px 0' }),
        element('div', `${minutes} minutes`, { color: 'var(--jp-ui-font-color2)' })
      ),
      link(app, moreFile, element('div', more, { color: 'var(--jp-content-link-color)' }))
    );
    return item;
  }

  async function showContents(app, restorer, Widget, LabIcon) {
    const panel = new Widget({ node: element('nav', '', { overflowY: 'auto' }) });
    panel.id = NAME;
    panel.node.setAttribute('aria-label', 'Contents of the course');
    panel.title.caption = 'Contents of the course';
    panel.title.icon = new LabIcon({ name: `${NAME}:contents`, svgstr: ICON });
    panel.addClass('jp-SideBar-panel');
    panel.node.style.background = 'var(--jp-layout-color1)';
    panel.node.style.fontSize = 'var(--jp-ui-font-size1)';
    const list = element('ol', '', { listStyle: 'none', margin: 0, padding: 0 });
    panel.node.append(
      element('h2', 'Contents', { margin: '14px 14px 6px', fontSize: 'var(--jp-ui-font-size2)' }),
      list
    );
    app.shell.add(panel, 'left', { rank: 50 });
    restorer.add(panel, NAME);
    const wanted = { type: 'file', format: 'text', content: true };
    const file = await app.serviceManager.contents.get(CONTENTS, wanted);
    list.append(...Array.from(file.content.matchAll(LESSON), match => lesson(app, match)));
  }

  /* Have something done to every output of a type after it was rendered. */
  function afterRendering(registry, type, change) {
    const factory = registry.getFactory(type);
    registry.addFactory({
      ...factory,
      createRenderer: options => {
        const renderer = factory.createRenderer(options);
        const render = renderer.renderModel.bind(renderer);
        renderer.renderModel = async model => {
          await render(model);
          change(renderer.node, model, options.sanitizer);
        };
        return renderer;
      }
    });
  }

  function describePicture(node, model, sanitizer) {
    node.querySelector('img').alt = model.metadata['image/png']?.alt ?? '';
    node.querySelector('.accord-details')?.remove();
    if (model.data[DETAILS]) {
      const details = element('div', '', { maxWidth: '60em' });
      details.className = 'accord-details jp-RenderedHTMLCommon';
      details.innerHTML = sanitizer.sanitize(String(model.data[DETAILS]));
      alignText(details);
      node.append(details);
    }
  }

  /* Put the columns of a table flush left where one of their cells is no number. */
  function alignText(node) {
    for (const table of node.querySelectorAll('table:not(:has([colspan], [rowspan]))')) {
      const rows = Array.from(table.rows, row => Array.from(row.cells));
      const body = rows.filter(cells => cells[0]?.closest('tbody'));
      for (const n of rows[0]?.keys() ?? []) {
        if (body.some(cells => cells[n] && !NUMBER.test(cells[n].textContent.trim()))) {
          rows.forEach(cells => cells[n]?.style.setProperty('text-align', 'left'));
        }
      }
    }
  }

  /* Under what an exercise says: its check, hint and solution as buttons, which the keyboard
   * reaches too. They call the kernel of the notebook and show its answer in the same place. */
  function addButtons(node, tracker) {
    for (const panel of node.querySelectorAll('div[role="status"]')) {
      const name = panel.querySelector('p > strong + code')?.textContent ?? '';
      const kernel = tracker.currentWidget?.sessionContext.session?.kernel;
      if (!/^[a-z]\w*$/.test(name) || !kernel || panel.querySelector('.accord-buttons')) {
        continue;
      }
      const row = element('p', '', { display: 'flex', gap: '0.5em' });
      row.className = 'accord-buttons';
      for (const verb of ['check', 'hint', 'solution']) {
        const button = element('button', verb[0].toUpperCase() + verb.slice(1), { font: 'inherit' });
        button.setAttribute('aria-label', `${button.textContent} of ${name}`);
        button.onclick = () => ask(panel, tracker, name, verb);
        row.append(button);
      }
      panel.append(row);
    }
  }

  function ask(panel, tracker, name, verb) {
    const kernel = tracker.currentWidget.sessionContext.session.kernel;
    const code = `q.${name}.${verb}()`;
    const future = kernel.requestExecute({ code, store_history: false });
    future.onIOPub = message => {
      const html = message.content.data?.['text/html'];
      const failed = message.header.msg_type === 'error' ? message.content.evalue : '';
      if (html || failed) {
        const shown = element('div', failed, {});
        shown.innerHTML = html ?? shown.innerHTML;
        panel.replaceWith(shown);
        addButtons(shown, tracker);
        shown.querySelector(`button[aria-label^="${verb[0].toUpperCase()}"]`)?.focus();
      }
    };
  }

  /* The first line of a folded result would give away what is to be predicted. */
  function coverFolded() {
    document.head.append(
      element(
        'style',
        `.jp-OutputPlaceholder .jp-PlaceholderText { font-size: 0 }
         .jp-OutputPlaceholder .jp-PlaceholderText::after {
           content: 'Predict first. The result unfolds when you run the cell.';
           font-size: var(--jp-code-font-size)
         }
         .jp-RenderedMarkdown details { margin: 0 0 1em }
         .jp-RenderedMarkdown details[open] > summary { margin-bottom: 0.5em }`
      )
    );
  }

  async function extension() {
    const { Widget } = await shared('@lumino/widgets');
    const { ILayoutRestorer } = await shared('@jupyterlab/application');
    const { IRenderMimeRegistry } = await shared('@jupyterlab/rendermime');
    const { LabIcon } = await shared('@jupyterlab/ui-components');
    const { INotebookTracker } = await shared('@jupyterlab/notebook');
    return [
      {
        id: `${NAME}:contents`,
        autoStart: true,
        requires: [ILayoutRestorer],
        activate: (app, restorer) => void showContents(app, restorer, Widget, LabIcon)
      },
      {
        id: `${NAME}:descriptions`,
        autoStart: true,
        requires: [IRenderMimeRegistry, INotebookTracker],
        activate: (app, registry, tracker) => {
          afterRendering(registry, 'image/png', describePicture);
          afterRendering(registry, 'text/html', node => {
            alignText(node);
            addButtons(node, tracker);
          });
          coverFolded();
        }
      }
    ];
  }

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB[NAME] = {
    alignText,
    init: shareScope => {
      scope = shareScope;
    },
    get: async () => {
      const plugins = await extension();
      return () => ({ __esModule: true, default: plugins });
    }
  };
})();
