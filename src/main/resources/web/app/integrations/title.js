import { html } from '../ui/element.js';
import '../ui/provider-icon.js';

/** The heading of an integration, or of a new one: the mark of its type in front. */
export function titled(type, typeName, text) {
  return html`<span class="integrations-title"><sd-provider-icon type=${type} .name=${typeName} size="28"></sd-provider-icon>
    <span>${text}</span></span>`;
}
