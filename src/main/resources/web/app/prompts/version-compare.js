import { html, nothing, SdElement, define } from '../ui/element.js';
import { plural } from '../ui/marks.js';
import { lineDiff } from './line-diff.js';

const AROUND = 3;
const MOST_ROWS = 2000;

/** Two versions of a prompt beside each other. What changed has a sign as well as a colour. */
class SdVersionCompare extends SdElement {
  static properties = { before: { attribute: false }, after: { attribute: false } };

  willUpdate() {
    this.rows = lineDiff(this.before.template, this.after.template);
  }

  render() {
    const shown = withoutUnchanged(this.rows);
    return html`${this.#others()}
      ${this.rows.some(isChanged) ? nothing : html`<p class="soft">The texts are the same.</p>`}
      <table class="pr-diff"><caption class="visually-hidden">Version ${this.before.version} and version ${this.after.version}, line by line</caption>
        <colgroup><col class="pr-number"><col><col class="pr-number"><col></colgroup>
        <thead><tr><th scope="col" colspan="2">Version ${this.before.version}</th><th scope="col" colspan="2">Version ${this.after.version}</th></tr></thead>
        <tbody>${shown.slice(0, MOST_ROWS).map(row)}</tbody></table>
      ${shown.length > MOST_ROWS ? html`<p class="soft">The first ${plural(MOST_ROWS, 'line')} are shown.</p>` : nothing}`;
  }

  #others() {
    const [before, after] = [this.before, this.after];
    return html`${difference('Description', before.description, after.description)}
      ${difference('Models', before.integrations.join(', ') || 'any', after.integrations.join(', ') || 'any')}`;
  }
}

function difference(label, before, after) {
  return before === after ? nothing : html`<p class="small"><span class="soft">${label}:</span> <del>${before}</del> <ins>${after}</ins></p>`;
}

const isChanged = ({ kind }) => kind === 'changed';

/* Far from any change, lines that are the same are only counted. */
function withoutUnchanged(rows) {
  const near = new Set();
  rows.forEach((each, at) => {
    for (let i = at - AROUND; isChanged(each) && i <= at + AROUND; i++) {
      near.add(i);
    }
  });
  return near.size === 0 ? rows : rows.reduce((shown, each, at) => add(shown, each, near.has(at)), []);
}

function add(shown, each, isNear) {
  const last = shown.at(-1);
  if (isNear) {
    shown.push(each);
  } else if (last?.kind === 'left out') {
    last.count++;
  } else {
    shown.push({ kind: 'left out', count: 1 });
  }
  return shown;
}

function row({ kind, left, right, count }) {
  if (kind === 'left out') {
    return html`<tr class="pr-left-out"><td colspan="4">${plural(count, 'unchanged line')}</td></tr>`;
  }
  return html`<tr>${side(left, kind === 'changed' && 'removed')}${side(right, kind === 'changed' && 'added')}</tr>`;
}

function side(line, change) {
  if (!line) {
    return html`<td></td><td class="pr-absent"></td>`;
  }
  const sign = { removed: '−', added: '+' }[change] ?? '';
  return html`<td class="number soft">${line.number}</td><td class=${change ? `pr-${change}` : ''}><span class="pr-sign"
    >${sign}</span><span class="pr-line">${line.text}</span></td>`;
}

define('sd-version-compare', SdVersionCompare);
