import { path, put, remove } from './client.js';

/* The tags of everything that may carry some: how one is put on, and how it is taken off. */

export const tagsOfApplication = (id) => ({
  add: (tag) => put(path`/api/applications/${id}/tags`, [tag]),
  takeOff: (tag) => remove(path`/api/applications/${id}/tags`, [tag]),
});

export const tagsOfIntegration = (name) => ({
  add: (tag) => put(path`/api/integrations/provider/${name}/tags`, [tag]),
  takeOff: (tag) => remove(path`/api/integrations/provider/${name}/tags`, [tag]),
});

export const tagsOfModel = (integration, model) => ({
  add: (tag) => put(path`/api/integrations/provider/${integration}/integration/${model}/tags`, [tag]),
  takeOff: (tag) => remove(path`/api/integrations/provider/${integration}/integration/${model}/tags`, [tag]),
});

export const tagsOfPrompt = (name) => ({
  add: (tag) => put(path`/api/prompts/${name}/tags`, [tag]),
  takeOff: (tag) => remove(path`/api/prompts/${name}/tags`, [tag]),
});
