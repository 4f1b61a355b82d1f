/** Addresses of the console, below its root. Every object has its own; back, reload and sharing work. */
export const ROOT = '/console';

/** Finds the route of a path: `/groups/:id/:tab?`, where `?` marks a part that may be missing. */
export function match(routes, pathname) {
  const parts = pathname.slice(ROOT.length).split('/').filter(Boolean);
  for (const route of routes) {
    const params = fit(route.path.split('/').filter(Boolean), parts);
    if (params) {
      return { route, params };
    }
  }
  return null;
}

function fit(pattern, parts) {
  if (parts.length > pattern.length) {
    return null;
  }
  const params = {};
  for (const [i, name] of pattern.entries()) {
    const part = parts[i];
    if (!name.startsWith(':')) {
      if (part !== name) {
        return null;
      }
    } else if (part === undefined && !name.endsWith('?')) {
      return null;
    } else if (part !== undefined) {
      params[name.replace(/[:?]/g, '')] = decode(part);
    }
  }
  return params;
}

function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** An address whose parts are encoded: to`/groups/${id}`. */
export function to(texts, ...parts) {
  return ROOT + String.raw({ raw: texts }, ...parts.map(encodeURIComponent));
}

let holder = null;

/**
 * Lets a page be left only when `ask` resolves to true, until the returned function is called; closing the window asks in
 * the browser's own words.
 */
export function askBeforeLeaving(ask) {
  const held = { ask, at: location.pathname + location.search };
  const warn = (event) => event.preventDefault();
  holder = held;
  window.addEventListener('beforeunload', warn);
  return () => {
    window.removeEventListener('beforeunload', warn);
    holder = holder === held ? null : holder;
  };
}

/** Goes where the browser's back and forward lead. They have moved already: who wants to stay is put back. */
export async function followHistory() {
  const target = location.pathname + location.search;
  if (holder) {
    history.pushState(null, '', holder.at);
  }
  await navigate(target);
}

/** Goes to an address of the console, if the page that is open may be left. */
export async function navigate(address, { replace = false } = {}) {
  if (holder && !(await holder.ask())) {
    return;
  }
  if (address !== location.pathname + location.search) {
    history[replace ? 'replaceState' : 'pushState'](null, '', address);
  }
  window.dispatchEvent(new Event('sd-navigate'));
}

/** Keeps what a page shows in its address without making it a step to go back to. */
export function setQuery(values) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === null || value === '') {
      query.delete(name);
    } else {
      query.set(name, value);
    }
  }
  const text = query.toString();
  history.replaceState(null, '', location.pathname + (text && `?${text}`));
}

/** Lets plain links lead within the page, unless a person asks for another tab. */
export function followLinks(event) {
  const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
  const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute('download')) {
    return;
  }
  if (link.origin === location.origin && link.pathname.startsWith(`${ROOT}/`)) {
    event.preventDefault();
    navigate(link.pathname + link.search);
  }
}
