import { session } from '../api/session.js';
import { ROOT, to } from '../shell/router.js';
import { html, nothing, SdPage, define } from '../ui/element.js';
import { middle, tags, when } from '../ui/marks.js';
import { Paged } from '../ui/paged.js';
import { empty } from '../ui/states.js';
import { pageHeader } from '../ui/tabs.js';
import { promptsOn } from './prompt-api.js';
import { chips } from './variables.js';

/** All prompts that the caller may see. */
class SdPrompts extends SdPage {
  #prompts = new Paged(this, promptsOn, ({ name }) => name);

  entered() {
    this.#prompts.start();
  }

  render() {
    return html`${pageHeader({
      heading: 'Prompts',
      actions: html`${this.#prompts.isEmpty ? nothing : this.#prompts.searchField('Search prompts')}${create('primary')}`,
    })}
    ${this.#prompts.show(table, none)}`;
  }
}

function create(kind) {
  return session.has('CREATE_PROMPT')
    ? html`<a class="button ${kind}" href="${ROOT}/new-prompt">+ New prompt</a>`
    : nothing;
}

/* Who may not see every prompt cannot know whether there are others. */
function none() {
  const seesAll = session.has('READ_PROMPT');
  return empty({
    icon: 'prompt',
    heading: seesAll ? 'No prompts yet' : 'No prompts that you may see',
    text: `A prompt is a text with variables, kept in versions, which workflows and people can use by its name.
      ${seesAll ? '' : 'Whoever made one can give you READ on it.'}`,
    action: create(''),
  });
}

function table(prompts) {
  return html`<div class="list-frame"><table class="list">
    <thead><tr><th scope="col">Name</th><th scope="col" class="wide">Description</th><th scope="col" class="number">Version</th>
      <th scope="col" class="wide">Variables</th><th scope="col" class="wide">Models</th><th scope="col" class="wide">Tags</th>
      <th scope="col">Updated</th></tr></thead>
    <tbody>${prompts.map(row)}</tbody></table></div>`;
}

function row(prompt) {
  return html`<tr><td class="name"><a href=${to`/prompts/${prompt.name}`} title=${prompt.name}>${middle(prompt.name)}</a></td>
    <td class="wide cut" title=${prompt.description}>${prompt.description}</td>
    <td class="number">${prompt.version}</td>
    <td class="wide pr-some">${some(prompt.variables, chips)}</td>
    <td class="wide pr-some">${some(prompt.integrations, names)}</td>
    <td class="wide pr-some">${some(prompt.tags, tags)}</td>
    <td>${when(prompt.updateTime)}</td></tr>`;
}

const MOST = 2;

/* Rows stay one line high: the rest is told on hover and on the prompt's own page. */
function some(list, draw) {
  const more = list.slice(MOST).map((item) => (item.key ? `${item.key}:${item.value}` : item));
  return html`${draw(list.slice(0, MOST))}${more.length ? html`<span class="soft small" title=${more.join(', ')}>+${more.length}</span>` : nothing}`;
}

function names(models) {
  return models.map((model) => html`<span class="tag" title=${model}>${model}</span> `);
}

define('sd-prompts', SdPrompts);
