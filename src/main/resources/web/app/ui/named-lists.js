/* The list that Vaadin's select opens has no name for screen readers; it gets the name of its field. */
document.addEventListener(
  'opened-changed',
  ({ target, detail }) => {
    if (target.localName === 'vaadin-select' && detail.value) {
      target.querySelector('[role=listbox]')?.setAttribute('aria-label', target.label || target.accessibleName);
    }
  },
  true,
);
