import { html, svg, SdElement, define } from '../ui/element.js';

const WIDTH = 72;
const HEIGHT = 20;
const GAP = 1;
const LEAST = 1;

/** A few numbers as bars, as small as a word: how something went, not how much it was. `label` says it in words. */
class SdSparkline extends SdElement {
  static properties = { values: { attribute: false }, label: {} };

  constructor() {
    super();
    this.values = [];
  }

  render() {
    return html`<svg class="sparkline" role="img" aria-label=${this.label ?? 'Usage over time'}
      viewBox="0 0 ${WIDTH} ${HEIGHT}" width=${WIDTH} height=${HEIGHT}>${this.#shape()}</svg>`;
  }

  #shape() {
    const most = Math.max(0, ...this.values);
    if (most === 0) {
      return svg`<path class="flat" d=${`M0 ${HEIGHT - 0.5}H${WIDTH}`}></path>`;
    }
    const step = WIDTH / this.values.length;
    return this.values.map((value, i) => this.#bar(i * step, step, value / most));
  }

  #bar(x, step, share) {
    const height = share === 0 ? LEAST : Math.max(2 * LEAST, share * HEIGHT);
    const width = Math.max(step - GAP, step / 2);
    return svg`<rect class=${share === 0 ? 'none' : ''} x=${x} y=${HEIGHT - height} width=${width} height=${height}></rect>`;
  }
}

define('sd-sparkline', SdSparkline);
