/** Every page: where it is, what draws it, and under what it stands in the navigation. Pages are fetched when first seen. */
export const ROUTES = [
  page('/usage', 'sd-usage', 'Usage', () => import('../usage/usage-page.js')),
  page('/audit', 'sd-audit', 'Audit', () => import('../audit/audit-page.js')),
];

function page(path, tag, title, load, section = `/${path.split('/')[1]}`) {
  return { path, tag, title, load, section };
}

/** The navigation. An entry with `needs` is shown only to those who have one of these permissions. */
export const SECTIONS = [
  {
    entries: [
    ],
  },
  {
    label: 'Access Control',
    entries: [
    ],
  },
  {
    label: 'Insight',
    entries: [
      { path: '/usage', label: 'Usage', icon: 'chart' },
      { path: '/audit', label: 'Audit', icon: 'scroll', needs: ['ADMIN_MANAGEMENT'] },
    ],
  },
];
