import { get, path, remove } from '../api/client.js';
import { confirm } from '../ui/confirm.js';
import { html } from '../ui/element.js';
import { plural } from '../ui/marks.js';
import { failed, said } from '../ui/toast.js';
import { ROOT, navigate } from '../shell/router.js';
import { mayAskAbout } from './may-ask.js';
import { asUser, keyOf } from './things.js';
import './effect.js';

const MOST = 1000;

/** Asks, deletes, and goes to the list where the thing was. */
async function destroy({ heading, tell, carryOut, list, done }) {
  try {
    const consequences = await tell();
    if (await confirm({ heading, consequences })) {
      await carryOut();
      said(done);
      navigate(ROOT + list);
    }
  } catch (error) {
    failed(error);
  }
}

/* What somebody can call today, in a sentence, for who may ask. */
async function calls(subject, name) {
  if (!mayAskAbout(subject)) {
    return '';
  }
  const { targets, next } = await get('/api/auth/reach', { subject: keyOf(subject), type: 'INTEGRATION', access: 'EXECUTE', limit: MOST });
  return `${name} can call ${next ? 'more than ' : ''}${plural(targets.length, 'model')} today, and will call none.`;
}

export function deleteUser({ id, groups }) {
  return destroy({
    heading: `Delete user ${id}?`,
    carryOut: () => remove(path`/api/users/${id}`),
    list: '/users',
    done: `User ${id} deleted`,
    tell: async () => html`<p>${await calls({ type: 'USER', id }, id)}
        Memberships in ${plural(groups.length, 'group')} and all permissions given to ${id} go, too.</p>
      <p class="soft">Somebody with an identity provider's account comes back as a new user at the next sign-in, without them.</p>`,
  });
}

export function deleteGroup({ id }) {
  return destroy({
    heading: `Delete group ${id}?`,
    carryOut: () => remove(path`/api/groups/${id}`),
    list: '/groups',
    done: `Group ${id} deleted`,
    tell: () => lossOfMembers(id),
  });
}

async function lossOfMembers(id) {
  const members = await get(path`/api/groups/${id}/users`, { limit: MOST });
  if (members.length === 0) {
    return html`<p>It has no members: nobody loses anything. The permissions given to it are forgotten.</p>`;
  }
  const effect = await remove(path`/api/groups/${id}/users`, members.map((member) => member.id), { dryRun: true });
  return html`<p>It has ${members.length === MOST ? 'at least ' : ''}${plural(members.length, 'member')}.</p>
    <sd-effect .effects=${[effect]} only="loses"></sd-effect><p class="soft">The permissions given to the group are forgotten.</p>`;
}

export function deleteApplication({ id, name }) {
  return destroy({
    heading: `Delete application ${name}?`,
    carryOut: () => remove(path`/api/applications/${id}`),
    list: '/applications',
    done: `Application ${name} deleted`,
    tell: async () => {
      const keys = await get(path`/api/applications/${id}/accessKeys`);
      return html`<p>${plural(keys.length, 'access key')} will stop working at once. ${await calls(asUser(id), 'It')}</p>
        <p class="soft">Its permissions and keys cannot be brought back.</p>`;
    },
  });
}

export function deleteRole({ name, permissions }) {
  return destroy({
    heading: `Delete role ${name}?`,
    carryOut: () => remove(path`/api/roles/${name}`),
    list: '/roles',
    done: `Role ${name} deleted`,
    tell: async () => {
      const grants = mayAskAbout({ type: 'ROLE', id: name }) ? await get(path`/api/auth/subjects/ROLE/${name}/grants`) : [];
      const more = grants.length ? ` and what ${plural(grants.length, 'grant')} to the role gave them` : '';
      return html`<p>It is taken from everybody who has it: they lose ${plural(permissions.length, 'permission')}${more}, in their next call.</p>`;
    },
  });
}
