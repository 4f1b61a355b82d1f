import '@vaadin/select';
import '@vaadin/text-area';
import { html, SdElement, define } from '../ui/element.js';
import { sentence } from './connection-test.js';
import { linesOf, targetsOf } from './target-lines.js';

const STRATEGIES = [
  { label: 'In order: the next one where one fails', value: 'fallback' },
  { label: 'Shared out by weight', value: 'weighted' },
];

/** The models that a virtual model stands for, one in a line, with its weight behind it. */
class SdVirtualTargets extends SdElement {
  static properties = { configuration: { attribute: false }, error: { attribute: false } };

  constructor() {
    super();
    this.configuration = {};
    this.error = '';
  }

  render() {
    const { strategy = 'fallback' } = this.configuration;
    return html`<vaadin-select name="strategy" label="Calls go to" .items=${STRATEGIES} .value=${strategy}></vaadin-select>
      <vaadin-text-area name="targets" label="Stands for" required manual-validation .value=${this.#written}
        helper-text="One integration:model in a line. Where calls are shared out, a weight may follow it: openai:gpt-4o 3"
        .invalid=${!!this.error} .errorMessage=${this.error}></vaadin-text-area>`;
  }

  get #written() {
    return linesOf(this.configuration.targets ?? []);
  }

  /** What to save a new model with. */
  read() {
    return {
      configuration: {
        ...this.configuration,
        strategy: this.querySelector('[name="strategy"]').value,
        targets: targetsOf(this.querySelector('[name="targets"]').value),
      },
    };
  }

  /** The same when something was changed: saving it needs rights to each of the models. */
  changed() {
    const { configuration } = this.read();
    const { strategy = 'fallback', targets } = this.configuration;
    const isSame = configuration.strategy === strategy && linesOf(configuration.targets) === linesOf(targets ?? []);
    return isSame ? {} : { configuration };
  }
}

/** Whether models of integrations of this type stand for others. */
export const isVirtual = (type) => type?.toLowerCase() === 'virtual';

/** What the API says is wrong with them; empty when it is something else. */
export function faultOfTargets({ fields = {}, status, message = '' }) {
  const text = Object.entries(fields).find(([name]) => name.startsWith('configuration.'))?.[1];
  const refusal = status === 403 && message.startsWith('configuration.targets') ? message.slice(message.indexOf(': ') + 2) : '';
  return sentence(text ?? refusal);
}

define('sd-virtual-targets', SdVirtualTargets);
