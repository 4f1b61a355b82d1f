import { confirm } from '../ui/confirm.js';
import { html } from '../ui/element.js';
import { failed, said } from '../ui/toast.js';
import './effect.js';
import { revoke, tryRevoke } from './grants.js';
import { nameOf } from './names.js';
import { inOrder, inWords } from './words.js';

/** Takes a grant back after saying who loses by it. Resolves to whether it was done. */
export async function takeBack({ subject, target, access }) {
  try {
    const [effect, who, what] = await Promise.all([tryRevoke(subject, target, access), nameOf(subject), nameOf(target)]);
    const consequences = html`<p>${inOrder(access).map(inWords).join(', ')} on ${what}, given to ${who}.</p>
      <sd-effect .effects=${[effect]} only="loses"></sd-effect>`;
    if (!(await confirm({ heading: 'Remove this permission?', consequences, action: 'Remove' }))) {
      return false;
    }
    await revoke(subject, target, access);
    said('Permission removed');
    return true;
  } catch (error) {
    failed(error);
    return false;
  }
}
