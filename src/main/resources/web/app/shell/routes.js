/** Every page: where it is, what draws it, and under what it stands in the navigation. Pages are fetched when first seen. */
export const ROUTES = [
  page('/integrations', 'sd-integrations', 'Integrations', () => import('../integrations/integrations-page.js')),
  page('/new-integration', 'sd-catalogue', 'New integration', () => import('../integrations/catalogue-page.js'), '/integrations'),
  page('/new-integration/:type', 'sd-new-integration', 'New integration', () => import('../integrations/new-integration-page.js'), '/integrations'),
  page('/integrations/:name/:tab?', 'sd-integration', 'Integration', () => import('../integrations/integration-page.js')),
  page('/integrations/:name/models/:model/:tab?', 'sd-model', 'Model', () => import('../integrations/model-page.js')),
  page('/prompts', 'sd-prompts', 'Prompts', () => import('../prompts/prompts-page.js')),
  page('/new-prompt', 'sd-new-prompt', 'New prompt', () => import('../prompts/new-prompt-page.js'), '/prompts'),
  page('/prompts/:name/:tab?', 'sd-prompt', 'Prompt', () => import('../prompts/prompt-page.js')),
  page('/playground', 'sd-playground', 'Playground', () => import('../playground/playground-page.js')),
  page('/users', 'sd-users', 'Users', () => import('../access/users-page.js')),
  page('/users/:id/:tab?', 'sd-user', 'User', () => import('../access/user-page.js')),
  page('/groups', 'sd-groups', 'Groups', () => import('../access/groups-page.js')),
  page('/groups/:id/:tab?', 'sd-group', 'Group', () => import('../access/group-page.js')),
  page('/applications', 'sd-applications', 'Applications', () => import('../access/applications-page.js')),
  page('/applications/:id/:tab?', 'sd-application', 'Application', () => import('../access/application-page.js')),
  page('/roles', 'sd-roles', 'Roles', () => import('../access/roles-page.js')),
  page('/roles/:name/:tab?', 'sd-role', 'Role', () => import('../access/role-page.js')),
  page('/usage', 'sd-usage', 'Usage', () => import('../usage/usage-page.js')),
  page('/limits', 'sd-limits', 'Limits', () => import('../limits/limits-page.js')),
  page('/audit', 'sd-audit', 'Audit', () => import('../audit/audit-page.js')),
];

function page(path, tag, title, load, section = `/${path.split('/')[1]}`) {
  return { path, tag, title, load, section };
}

/** The navigation. An entry with `needs` is shown only to those who have one of these permissions. */
export const SECTIONS = [
  {
    entries: [
      { path: '/integrations', label: 'Integrations', icon: 'plug' },
      { path: '/prompts', label: 'Prompts', icon: 'prompt' },
      { path: '/playground', label: 'Playground', icon: 'play' },
    ],
  },
  {
    label: 'Access Control',
    entries: [
      { path: '/users', label: 'Users', icon: 'user', needs: ['USER_MANAGEMENT'] },
      { path: '/groups', label: 'Groups', icon: 'users', needs: ['USER_MANAGEMENT'] },
      { path: '/applications', label: 'Applications', icon: 'app' },
      { path: '/roles', label: 'Roles', icon: 'badge', needs: ['USER_MANAGEMENT'] },
    ],
  },
  {
    label: 'Insight',
    entries: [
      { path: '/usage', label: 'Usage', icon: 'chart' },
      { path: '/limits', label: 'Limits', icon: 'gauge', needs: ['ADMIN_MANAGEMENT'] },
      { path: '/audit', label: 'Audit', icon: 'scroll', needs: ['ADMIN_MANAGEMENT'] },
    ],
  },
];
