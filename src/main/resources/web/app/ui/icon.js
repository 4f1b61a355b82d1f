import { svg, html } from 'lit';
import { SdElement, define } from './element.js';

/* Our own strokes on a grid of 24, in the manner of Lucide. */
const PATHS = {
  plug: 'M9 2v6M15 2v6M6 8h12v4a6 6 0 0 1-12 0zM12 18v4',
  prompt: 'M4 5h16v11H9l-5 4zM8 9h8M8 12h5',
  play: 'M7 4v16l13-8z',
  user: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21a8 8 0 0 1 16 0',
  users: 'M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM2 21a7 7 0 0 1 14 0M16 3.5a4 4 0 0 1 0 7M18 14.5a7 7 0 0 1 4 6.5',
  app: 'M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM16.5 13v7M13 16.5h7',
  badge: 'M12 2l8 3v6c0 5-3.4 8.6-8 11-4.6-2.4-8-6-8-11V5zM9 12l2 2 4-4',
  chart: 'M4 20V4M4 20h16M8 16v-4M12 16V8M16 16v-6',
  scroll: 'M6 3h12v18H6zM9 8h6M9 12h6M9 16h4',
  plus: 'M12 5v14M5 12h14',
  close: 'M6 6l12 12M18 6L6 18',
  menu: 'M4 6h16M4 12h16M4 18h16',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  check: 'M5 12l5 5L20 7',
  warn: 'M12 3l10 18H2zM12 10v4M12 17.5v.5',
  info: 'M12 22a10 10 0 1 0 0-20 10 10 0 0 0 0 20zM12 11v6M12 7v.5',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5',
  trash: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v6M14 11v6',
  pause: 'M8 5v14M16 5v14',
  key: 'M14 10a4 4 0 1 0-3.5 4L12 15h2v2h2v2h4v-4l-6-5z',
  right: 'M9 5l7 7-7 7',
  left: 'M15 5l-7 7 7 7',
  sun: 'M12 17a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM12 1v2M12 21v2M1 12h2M21 12h2M4 4l1.5 1.5M18.5 18.5L20 20M4 20l1.5-1.5M18.5 5.5L20 4',
  moon: 'M20 14A8 8 0 0 1 10 4a8 8 0 1 0 10 10z',
  out: 'M10 4H4v16h6M15 8l4 4-4 4M19 12H9',
  stop: 'M6 6h12v12H6z',
  download: 'M12 4v11M7 11l5 5 5-5M4 20h16',
  edit: 'M4 20l1-5L16 4l4 4L9 19zM14 6l4 4',
  pulse: 'M3 12h4l3-8 4 16 3-8h4',
  question: 'M12 22a10 10 0 1 0 0-20 10 10 0 0 0 0 20zM9.5 9a2.5 2.5 0 1 1 3.5 2.5c-.7.4-1 .8-1 1.8M12 16.5v.5',
  tag: 'M3 12V3h9l9 9-9 9zM7.5 7.5v.01',
  model: 'M12 3l8 4.5v9L12 21l-8-4.5v-9zM4 7.5l8 4.5 8-4.5M12 12v9',
  gauge: 'M4 18a9 9 0 1 1 16 0M12 15l4-5',
  refresh: 'M20 12a8 8 0 1 1-2.5-5.8M20 3v5h-5',
};

/** An icon that only decorates: what it says stands beside it or in the label of its button. */
class SdIcon extends SdElement {
  static properties = { name: {}, size: { type: Number } };

  constructor() {
    super();
    this.size = 16;
  }

  render() {
    return html`<svg viewBox="0 0 24 24" width=${this.size} height=${this.size} fill="none" stroke="currentColor"
      stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
      ${svg`<path d=${PATHS[this.name] ?? ''}></path>`}</svg>`;
  }
}

define('sd-icon', SdIcon);
