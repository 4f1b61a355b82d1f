import { html, nothing } from './element.js';
import './icon.js';

/** Grey lines in the place of what is on its way. */
export function loading(rows = 5) {
  return html`<div class="loading" aria-busy="true"><span class="visually-hidden">Loading</span>
    ${Array.from({ length: rows }, () => html`<div class="loading-row"></div>`)}</div>`;
}

/** Nothing is there yet: what it would be, and the way to the first one. */
export function empty({ icon, heading, text, action = nothing }) {
  return html`<div class="empty"><sd-icon name=${icon} size="28"></sd-icon>
    <h2>${heading}</h2><p class="soft">${text}</p>${action}</div>`;
}

/** Something could not be had: why, and once more. Refusals and what is not there read alike, as the API has it. */
export function failure(error, again) {
  if (error.status === 403 || error.status === 404) {
    return html`<div class="empty"><sd-icon name="badge" size="28"></sd-icon>
      <h2>${error.status === 403 ? 'You may not see this' : 'Not here, or not yours to see'}</h2>
      <p class="soft">${error.message}</p>
      <p class="soft">An administrator can give you permission.</p></div>`;
  }
  return html`<div class="empty" role="alert"><sd-icon name="warn" size="28"></sd-icon>
    <h2>That did not work</h2><p class="soft">${error.message}</p>
    ${again ? html`<button class="button" type="button" @click=${again}><sd-icon name="refresh"></sd-icon>Try again</button>` : nothing}
  </div>`;
}

/** A message within the page. */
export function notice(kind, text) {
  return html`<div class="notice ${kind}" role=${kind === 'error' ? 'alert' : 'status'}>
    <sd-icon name=${kind === 'ok' ? 'check' : kind === 'error' || kind === 'warn' ? 'warn' : 'info'}></sd-icon><div>${text}</div></div>`;
}
