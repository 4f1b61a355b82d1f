import { html, svg, SdElement, define } from './element.js';

/** The mark of a provider type: initials on a colour of its own, of its `name` where that is known. It only decorates; the type stands beside it. */
class SdProviderIcon extends SdElement {
  static properties = { type: {}, name: {}, size: { type: Number } };

  constructor() {
    super();
    this.type = '';
    this.size = 24;
  }

  render() {
    return html`<svg viewBox="0 0 24 24" width=${this.size} height=${this.size} aria-hidden="true">
      ${svg`<rect width="24" height="24" rx="6" fill=${`hsl(${hue(this.type)} 42% 38%)`}></rect>
        <text x="12" y="16" text-anchor="middle" font-size="11" font-weight="600" fill="#fff">${initials(this.name || this.type)}</text>`}</svg>`;
  }
}

function initials(type) {
  const [first = '', second] = type.split(/[_\-. ]+/).filter(Boolean);
  return second ? first[0].toUpperCase() + second[0].toUpperCase() : first.slice(0, 1).toUpperCase() + first.slice(1, 2);
}

/* Neighbours in the alphabet must not get neighbouring colours. */
function hue(type) {
  let sum = 7;
  for (const letter of type) {
    sum = (sum * 31 + letter.codePointAt(0)) % 997;
  }
  return (sum * 137) % 360;
}

define('sd-provider-icon', SdProviderIcon);
