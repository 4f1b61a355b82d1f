/**
 * The one way to Stagedoor's own API. Every call carries the session cookie and the header that a foreign page cannot
 * send; a session that has ended is renewed by whoever listens, and the call is made again.
 */

/** What the API said instead of an answer; `fields` maps the name of a field to what is wrong with it. */
export class ApiError extends Error {
  constructor(status, message, violations = []) {
    super(message);
    this.status = status;
    this.fields = Object.fromEntries(violations.map(({ path, message: text }) => [path, text]));
  }

  /** What is wrong with one field of a form, under any of the names it has on the wire. */
  of(...names) {
    return names.map((name) => this.fields[name]).find(Boolean) ?? '';
  }
}

let renewSession = () => Promise.reject(new ApiError(401, 'Your session has ended.'));

/** Says who asks the person to sign in again when a call is answered 401; its promise ends when that has happened. */
export function onSessionEnd(renew) {
  renewSession = renew;
}

const HEADERS = { 'X-Stagedoor-Console': '1', Accept: 'application/json, text/event-stream;q=0.9' };

/** A call as `fetch` makes it, answered with the raw response, or failed with an ApiError. */
export async function send(method, path, { body, query, signal, renew = true } = {}) {
  const options = { method, headers: { ...HEADERS }, credentials: 'same-origin', signal };
  if (body !== undefined) {
    options.headers['Content-Type'] = typeof body === 'string' ? 'text/plain' : 'application/json';
    options.body = typeof body === 'string' ? body : JSON.stringify(body);
  }
  const response = await reach(path + queryString(query), options);
  if (response.status === 401 && renew) {
    await renewSession();
    return send(method, path, { body, query, signal, renew: false });
  }
  if (!response.ok) {
    throw await failure(response);
  }
  return response;
}

async function reach(url, options) {
  try {
    return await fetch(url, options);
  } catch (e) {
    if (e.name === 'AbortError') {
      throw e;
    }
    throw new ApiError(0, 'Stagedoor does not answer. Check the connection and try again.');
  }
}

async function failure(response) {
  const text = await response.text();
  try {
    const said = JSON.parse(text);
    const error = said.error && typeof said.error === 'object' ? said.error : said;
    const violations = said.validationErrors ?? (error.param ? [{ path: error.param, message: error.message }] : []);
    return new ApiError(response.status, error.message ?? response.statusText, violations);
  } catch {
    return new ApiError(response.status, text.slice(0, 200) || `Stagedoor answered ${response.status}.`);
  }
}

function queryString(query) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== null && each !== '') {
        parameters.append(name, each);
      }
    }
  }
  const text = parameters.toString();
  return text && `?${text}`;
}

async function json(method, path, options) {
  const response = await send(method, path, options);
  const text = await response.text();
  if (!text) {
    return null;
  }
  return response.headers.get('Content-Type')?.includes('json') ? JSON.parse(text) : text;
}

export const get = (path, query, options) => json('GET', path, { ...options, query });
export const post = (path, body, query, options) => json('POST', path, { ...options, body, query });
export const put = (path, body, query) => json('PUT', path, { body, query });
export const remove = (path, body, query) => json('DELETE', path, { body, query });

/** A path whose parts are encoded: path`/api/groups/${id}`. */
export function path(texts, ...parts) {
  return String.raw({ raw: texts }, ...parts.map(encodeURIComponent));
}
