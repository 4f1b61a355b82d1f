import { html, nothing, SdElement, define } from '../ui/element.js';
import { SERIES } from './report.js';

const COLOURS = {
  text: '--sd-text',
  soft: '--sd-text-soft',
  line: '--sd-line',
  lineStrong: '--sd-line-strong',
  ground: '--sd-ground',
  raised: '--sd-ground-raised',
};

/** One measure over time. Its picture is fetched with echarts when first seen, and follows the theme and its own size. */
class SdUsageChart extends SdElement {
  static properties = {
    report: { attribute: false },
    measure: { attribute: false },
    off: { attribute: false },
    problem: { state: true },
  };

  #plot;
  #watch;
  #redraw = () => this.#draw();

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('sd-theme', this.#redraw);
    this.#watch = new ResizeObserver(() => this.#fit());
    this.#watch.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener('sd-theme', this.#redraw);
    this.#watch.disconnect();
    this.#plot?.dispose();
    this.#plot = undefined;
  }

  render() {
    return html`<h2 class="small">${this.measure.heading} <span class="soft">${this.measure.note ?? nothing}</span></h2>
      ${this.problem
        ? html`<p class="soft small" role="status">The picture could not be fetched. The numbers are in the table below.</p>`
        : html`<div class="usage-picture" role="img" aria-label="${this.measure.heading} over time"></div>`}
      <span class="usage-probe" hidden></span>`;
  }

  updated(changed) {
    if (changed.has('report') || changed.has('measure') || changed.has('off')) {
      this.#draw();
    }
  }

  /* A picture without a size, as on a phone, is not drawn, nor is what draws it fetched. */
  async #draw() {
    if (!this.clientWidth) {
      return;
    }
    try {
      const { plotIn, options } = await import('./plot.js');
      if (this.isConnected) {
        this.#plot ??= plotIn(this.querySelector('.usage-picture'));
        this.#plot.setOption(options({ report: this.report, measure: this.measure, off: this.off, colours: this.#colours() }), true);
      }
    } catch {
      this.problem = true;
    }
  }

  #fit() {
    if (this.#plot) {
      this.#plot.resize();
    } else {
      this.#draw();
    }
  }

  /* A canvas knows no custom properties, and what they hold depends on the mode: the browser works them out. */
  #colours() {
    const probe = this.querySelector('.usage-probe');
    const read = (token) => {
      probe.style.color = `var(${token})`;
      return getComputedStyle(probe).color;
    };
    return {
      ...Object.fromEntries(Object.entries(COLOURS).map(([name, token]) => [name, read(token)])),
      series: Array.from({ length: SERIES + 1 }, (_, i) => read(`--sd-series-${i + 1}`)),
      font: getComputedStyle(this).fontFamily,
    };
  }
}

define('sd-usage-chart', SdUsageChart);
