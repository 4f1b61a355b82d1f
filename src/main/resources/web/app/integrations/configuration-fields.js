import '@vaadin/select';
import { html, nothing, SdElement, define } from '../ui/element.js';

/** What stands in the place of a stored secret. */
const MASK = '********';

/**
 * The fields of a provider type, as its definition has them. What is typed stays in the fields alone: it is read when it is
 * sent, and a secret that is stored is never in the page.
 */
class SdConfigurationFields extends SdElement {
  static properties = {
    fields: { attribute: false },
    stored: { attribute: false },
    errors: { attribute: false },
    disabled: { type: Boolean },
  };

  constructor() {
    super();
    this.fields = [];
    this.stored = {};
    this.errors = {};
  }

  render() {
    const advanced = this.fields.filter((field) => field.advanced);
    return html`${this.fields.filter((field) => !field.advanced).map((field) => this.#draw(field))}
      ${advanced.length ? this.#folded(advanced) : nothing}`;
  }

  #folded(fields) {
    const isOfInterest = fields.some((field) => this.#isWrong(field) || this.#storedText(field));
    return html`<details class="integrations-advanced" ?open=${isOfInterest}><summary>Retries, time limits and calls at once</summary>
      <div class="form">${fields.map((field) => this.#draw(field))}</div></details>`;
  }

  #draw(field) {
    if (field.fieldType === 'PASSWORD') {
      return this.#secret(field);
    }
    if (field.fieldType === 'DROPDOWN') {
      return this.#choice(field);
    }
    return field.fieldType === 'BOOLEAN' ? this.#yesNo(field) : this.#text(field);
  }

  #text(field) {
    return html`<vaadin-text-field name=${field.fieldName} label=${field.label} helper-text=${field.description || nothing}
      placeholder=${field.defaultValue ?? nothing} .value=${this.#storedText(field)} autocomplete="off" manual-validation
      ?required=${isNeeded(field)} ?disabled=${this.disabled} .invalid=${this.#isWrong(field)} .errorMessage=${this.#fault(field)}></vaadin-text-field>`;
  }

  /* Without a value of its own: what is typed must not be drawn from anywhere. */
  #secret(field) {
    const isStored = this.stored[field.fieldName] === MASK;
    return html`<vaadin-password-field name=${field.fieldName} label=${field.label} helper-text=${field.description || nothing}
      placeholder=${isStored ? 'Stored, leave empty to keep' : nothing} autocomplete="new-password" manual-validation
      ?required=${!isStored && isNeeded(field)} ?disabled=${this.disabled}
      .invalid=${this.#isWrong(field)} .errorMessage=${this.#fault(field)}></vaadin-password-field>`;
  }

  #choice(field) {
    return html`<vaadin-select name=${field.fieldName} label=${field.label} helper-text=${field.description || nothing}
      .items=${field.valueOptions ?? []} .value=${this.#storedText(field) || (field.defaultValue ?? '')} manual-validation
      ?required=${isNeeded(field)} ?disabled=${this.disabled} .invalid=${this.#isWrong(field)} .errorMessage=${this.#fault(field)}></vaadin-select>`;
  }

  #yesNo(field) {
    const on = String(this.stored[field.fieldName] ?? field.defaultValue) === 'true';
    return html`<div><label class="switch"><input type="checkbox" role="switch" name=${field.fieldName} .checked=${on}
      ?disabled=${this.disabled}>${field.label}</label>
      <p class="soft small">${this.#fault(field) || field.description}</p></div>`;
  }

  #storedText(field) {
    return String(this.stored[field.fieldName] ?? '');
  }

  #isWrong(field) {
    return Boolean(this.errors[field.fieldName]);
  }

  #fault(field) {
    return this.errors[field.fieldName] ?? '';
  }

  #element({ fieldName }) {
    return this.querySelector(`[name="${CSS.escape(fieldName)}"]`);
  }

  /** All that is typed, for a request. A secret that is left empty is left out, which keeps the stored one. */
  read() {
    const typed = this.fields.map((field) => [field.fieldName, valueOf(this.#element(field))]);
    const secrets = new Set(this.fields.filter(({ fieldType }) => fieldType === 'PASSWORD').map(({ fieldName }) => fieldName));
    return { ...this.stored, ...Object.fromEntries(typed.filter(([name, value]) => value !== '' || !secrets.has(name))) };
  }

  /** Forgets the secrets that were typed. */
  clear() {
    for (const secret of this.querySelectorAll('vaadin-password-field')) {
      secret.value = '';
    }
  }

  /** Leads to a field that is at fault. */
  focusOn(fieldName) {
    const element = this.#element({ fieldName });
    element?.closest('details')?.setAttribute('open', '');
    element?.focus();
    return Boolean(element);
  }
}

const isNeeded = ({ optional, defaultValue }) => !optional && !defaultValue;

const valueOf = (element) => (element.type === 'checkbox' ? String(element.checked) : element.value.trim());

define('sd-configuration-fields', SdConfigurationFields);
