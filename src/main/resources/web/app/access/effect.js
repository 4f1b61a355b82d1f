import { html, SdElement, define } from '../ui/element.js';
import { plural } from '../ui/marks.js';
import { applicationOf } from './things.js';
import { nameOf } from './names.js';
import { listed } from './words.js';

const peopleFirst = (one, other) => (applicationOf(one) !== null) - (applicationOf(other) !== null);

/* Several answers of dryRun as one: everybody once, however many rights. */
function sum(effects, side) {
  const parts = effects.map((effect) => effect[side]);
  const subjects = new Map(parts.flatMap(({ changes }) => changes ?? []).map(({ subject }) => [subject.id, subject]));
  return {
    rights: parts.reduce((count, part) => count + part.count, 0),
    named: parts.every(({ changes }) => changes),
    cut: parts.some(({ count, changes }) => changes && changes.length < count),
    subjects: [...subjects.values()].sort(peopleFirst),
  };
}

function who(subjects) {
  const applications = subjects.filter((subject) => applicationOf(subject) !== null).length;
  const people = subjects.length - applications;
  return [people && plural(people, 'person', 'people'), applications && plural(applications, 'application')]
    .filter(Boolean).join(' and ');
}

function sentence({ rights, named, cut, subjects }, verb, names) {
  if (rights === 0) {
    return `Nobody ${verb}s${verb === 'gain' ? ' anything new' : ''}.`;
  }
  if (!named) {
    return `${plural(rights, 'right')} of somebody on something ${rights === 1 ? 'is' : 'are'} ${verb === 'gain' ? 'gained' : 'lost'}.`;
  }
  const verbs = subjects.length === 1 ? `${verb}s` : verb;
  return `${cut ? 'At least ' : ''}${who(subjects)} ${verbs}: ${listed(subjects.map(({ id }) => names.get(id) ?? id))}.`;
}

/** The names that a sentence about these effects will use. */
async function learnNames(effects) {
  const subjects = effects.flatMap(({ gains, loses }) => [...(gains.changes ?? []), ...(loses.changes ?? [])]).map(({ subject }) => subject);
  const different = [...new Map(subjects.map((subject) => [subject.id, subject])).values()];
  return new Map(await Promise.all(different.map(async (subject) => [subject.id, await nameOf(subject)])));
}

/** What a change does to people and applications, in one line: who gains, who loses. */
class SdEffect extends SdElement {
  static properties = { effects: { attribute: false }, only: {}, names: { state: true } };

  constructor() {
    super();
    this.names = new Map();
  }

  willUpdate(changed) {
    if (changed.has('effects')) {
      learnNames(this.effects).then((names) => (this.names = names));
    }
  }

  render() {
    const gains = sentence(sum(this.effects, 'gains'), 'gain', this.names);
    const loses = sentence(sum(this.effects, 'loses'), 'lose', this.names);
    return html`<p>${{ gains, loses }[this.only] ?? `${gains} ${loses}`}</p>`;
  }
}

define('sd-effect', SdEffect);
