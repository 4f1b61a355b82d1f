import { empty } from '../ui/states.js';

/** For who may not make integrations: whom to ask. */
export function mayNotCreate() {
  return empty({
    icon: 'badge',
    heading: 'You may not create integrations',
    text: 'It needs a role that allows it. An administrator can give you one.',
  });
}
