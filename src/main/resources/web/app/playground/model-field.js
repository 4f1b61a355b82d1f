import '@vaadin/combo-box';
import { html, nothing } from '../ui/element.js';

/** Where a model is chosen among those that the caller may call. */
export function modelField({ models, model, wrong = '', onChange }) {
  return html`<vaadin-combo-box label="Model" class="pg-model" .items=${models} .value=${model} .invalid=${!!wrong}
    error-message=${wrong} manual-validation
    helper-text=${models.length ? nothing : 'You may not call any model yet. Ask an administrator for EXECUTE on one.'}
    @value-changed=${({ detail: { value } }) => value !== model && onChange(value)}></vaadin-combo-box>`;
}
