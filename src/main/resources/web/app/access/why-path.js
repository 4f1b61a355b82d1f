import { html, SdElement, define } from '../ui/element.js';
import { middle } from '../ui/marks.js';
import { kindOf, split } from './things.js';
import { nameOf } from './names.js';
import { inWords } from './words.js';

const spoken = (id) => id.split('+').map(inWords).join(' + ');

/* A model after its integration needs no more than its own name. */
function short(step, before) {
  const isWithin = step.type === 'INTEGRATION' && before?.type === 'INTEGRATION_PROVIDER';
  return isWithin ? split(step.id)[1] : (step.name ?? step.id);
}

function said(step, before) {
  const name = step.name ?? step.id;
  const label = kindOf(step).label;
  if (!before) {
    return `${label} ${name}`;
  }
  switch (step.type) {
    case 'GROUP': return `is in group ${name}`;
    case 'ROLE': return `${before.type === 'GROUP' ? 'which has' : 'has'} the role ${name}`;
    case 'GRANT': return step.id.includes(' ') ? `: ${name}` : `is granted ${spoken(step.id)}`;
    case 'EVERY': return `on every ${kindOf({ type: step.id, id: '' }).label}`;
    case 'TAG': return `on the tag ${name}`;
    default: return end(before, label, name);
  }
}

function end(before, label, name) {
  if (before.type === 'GRANT') {
    return `on ${label} ${name}`;
  }
  return before.type === 'INTEGRATION_PROVIDER' ? `which contains ${label} ${name}` : `which reaches ${label} ${name}`;
}

/** One way from a subject to a target as boxes and arrows, and as a sentence for those who do not see it. */
class SdWhyPath extends SdElement {
  static properties = { steps: { attribute: false }, named: { state: true } };

  willUpdate(changed) {
    if (changed.has('steps')) {
      this.named = this.steps;
      this.#learn(this.steps);
    }
  }

  async #learn(steps) {
    const named = await Promise.all(steps.map(async (step) => ({ ...step, name: await nameOf(step) })));
    if (steps === this.steps) {
      this.named = named;
    }
  }

  render() {
    const sentence = this.named.map((step, i) => said(step, this.named[i - 1])).join(', ').replace(', :', ':');
    return html`<div class="access-path" role="img" aria-label="${sentence}.">${this.named.map((step, i) => this.#step(step, this.named[i - 1]))}</div>`;
  }

  #step(step, before) {
    return html`${before ? html`<span class="access-arrow"><svg viewBox="0 0 24 12" width="24" height="12" fill="none" stroke="currentColor"
      stroke-width="1.5"><path d="M0 6h22M17 1l5 5-5 5"></path></svg></span>` : ''}${this.#box(step, before)}`;
  }

  #box(step, before) {
    if (step.type === 'GRANT') {
      return html`<span class="access-box-grant">${step.id.includes(' ') ? step.id : spoken(step.id)}</span>`;
    }
    const { icon, label } = step.type === 'EVERY' ? { icon: 'scroll', label: 'every' } : kindOf(step);
    const name = step.type === 'EVERY' ? kindOf({ type: step.id, id: '' }).label : short(step, before);
    return html`<span class="access-box-thing"><sd-icon name=${icon}></sd-icon><span><small>${label}</small>${middle(name, 36)}</span></span>`;
  }
}

define('sd-why-path', SdWhyPath);
