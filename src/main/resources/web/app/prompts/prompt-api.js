import { get, path, remove, send } from '../api/client.js';
import { refuseTaken } from '../api/names.js';

/* `POST /api/prompts/test` tries prompts out, so that a prompt of this name can be saved by PUT only. */
const RESERVED = 'test';

const promptPath = (name) => path`/api/prompts/${name}`;

/** Some prompts, each as its latest version. */
export const promptsOn = (page) => get('/api/prompts', page);

/** All versions of a prompt, the newest first. */
export const versionsOf = (name) => get(`${promptPath(name)}/versions`);

/** Saves a text as the version after the latest one. */
export function saveNext(name, draft, latest = 0) {
  return name === RESERVED
    ? saveOver(name, draft, latest + 1)
    : send('POST', promptPath(name), request(draft, { autoIncrement: true }));
}

/** Saves a text in the place of a version that is there. */
export const saveOver = (name, draft, version) => send('PUT', promptPath(name), request(draft, { version }));

/* A text goes as a JSON string, for one that begins with a quote would be taken for one; a blank model empties the list. */
function request({ template, description, models }, which) {
  const query = { description, models: models.length ? models : [' '], ...which };
  return { body: JSON.stringify(template), query };
}

export const deletePrompt = (name) => remove(promptPath(name));

export const deleteVersion = (name, version) => remove(path`/api/prompts/${name}/versions/${version}`);

/** Says so when the name of a new prompt is taken. */
export const checkPromptIsFree = (name) => refuseTaken(name, 'name', promptsOn, (one) => one.name);
