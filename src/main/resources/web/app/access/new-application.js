import { post } from '../api/client.js';
import { html, define } from '../ui/element.js';
import { said } from '../ui/toast.js';
import { FormDialog } from '../ui/form-dialog.js';

/** Makes an application; its first access key comes on its page. */
class SdNewApplication extends FormDialog {
  heading = 'New application';
  action = 'Create application';

  fields() {
    return html`<vaadin-text-field name="name" label="Application name" required autofocus autocomplete="off"
      .invalid=${!!this.at('name')} error-message=${this.at('name')}></vaadin-text-field>`;
  }

  async save() {
    const application = await post('/api/applications', { name: this.valueOf('name') });
    said(`Application ${application.name} created`);
    return application;
  }
}

define('sd-new-application', SdNewApplication);
