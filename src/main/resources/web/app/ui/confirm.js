import { render } from 'lit';
import { html } from './element.js';
import './dialog.js';

/**
 * Asks before something that breaks things. `consequences` say what it will break; resolves to whether the person went on.
 */
export function confirm({ heading, consequences, action = 'Delete' }) {
  const host = document.createElement('div');
  document.querySelector('sd-console').append(host);
  return new Promise((resolve) => {
    const end = (answer) => {
      render(html``, host);
      host.remove();
      resolve(answer);
    };
    render(
      html`<sd-dialog heading=${heading} open @close=${() => end(false)}>
        <div class="stack">${consequences}</div>
        <button slot="footer" class="button" type="button" autofocus @click=${() => end(false)}>Cancel</button>
        <button slot="footer" class="button danger" type="button" @click=${() => end(true)}>${action}</button>
      </sd-dialog>`,
      host,
    );
  });
}
