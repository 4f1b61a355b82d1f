/*
 * Vaadin's components put style elements into the head, which a Content-Security-Policy without 'unsafe-inline' refuses.
 * The same text as a constructed style sheet is none of a page's markup, and allowed. Must run before they do.
 */
const head = document.head;

function adopt(style) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style.textContent);
  document.adoptedStyleSheets.push(sheet);
  return style;
}

head.appendChild = (node) =>
  node instanceof HTMLStyleElement ? adopt(node) : Node.prototype.appendChild.call(head, node);
head.insertAdjacentElement = (where, node) =>
  node instanceof HTMLStyleElement ? adopt(node) : Element.prototype.insertAdjacentElement.call(head, where, node);
