import { get, path } from '../api/client.js';
import { pageOf } from './paging.js';

/** What permissions can be given on, as lists to choose from. `within` names the list that another is a part of. */
export const TARGETS = [
  {
    id: 'integrations',
    label: 'Integrations',
    load: (page) => get('/api/integrations/provider', { ...page, activeOnly: false }),
    choice: ({ name, description, enabled }) => ({ type: 'INTEGRATION_PROVIDER', id: name, place: name, note: description, isOff: !enabled }),
  },
  {
    id: 'models',
    label: 'Models',
    within: {
      label: 'Integration',
      load: (page) => get('/api/integrations/provider', { ...page, activeOnly: false }).then((all) => all.map(({ name }) => name)),
    },
    load: (page, integration) => get(path`/api/integrations/provider/${integration}/integration`, { ...page, activeOnly: false }),
    choice: ({ integrationName, api, description, enabled }) => ({
      type: 'INTEGRATION', id: `${integrationName}:${api}`, place: api, note: description, isOff: !enabled }),
  },
  {
    id: 'prompts',
    label: 'Prompts',
    load: (page) => get('/api/prompts', page),
    choice: ({ name, description }) => ({ type: 'PROMPT', id: name, place: name, note: description }),
  },
  {
    id: 'tags',
    label: 'Tags',
    load: (page) => get('/api/metadata/tags').then((all) => pageOf(all.map(({ key, value }) => `${key}:${value}`), page, String)),
    choice: (tag) => ({ type: 'TAG', id: tag, place: tag, note: 'Everything that carries it, now and later' }),
  },
];

const GROUPS = {
  id: 'groups',
  label: 'Groups',
  load: (page) => get('/api/groups', page),
  choice: ({ id, description }) => ({ type: 'GROUP', id, place: id, note: description }),
};

const USERS = {
  id: 'users',
  label: 'Users',
  load: (page) => get('/api/users', page),
  choice: ({ id, name }) => ({ type: 'USER', id, place: id, note: name }),
};

const APPLICATIONS = {
  id: 'applications',
  label: 'Applications',
  load: (page) => get('/api/applications', page),
  choice: ({ id, name }) => ({ type: 'USER', id: `app:${id}`, place: id, name, note: id }),
};

/** To whom permissions can be given. Who may not list people names them. */
export const subjects = (mayListPeople) => (mayListPeople
  ? [GROUPS, USERS, APPLICATIONS]
  : [APPLICATIONS, { id: 'named', label: 'Users and groups', isTyped: true }]);
