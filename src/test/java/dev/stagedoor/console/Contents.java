package dev.stagedoor.console;

import com.microsoft.playwright.Page;

/** All that is in a page, shadow roots included, which the browser's own serialisation leaves out. */
final class Contents {
    private static final String WALK =
            """
            ([withMarkup]) => {
              const found = [];
              const walk = (node) => {
                if (node.nodeType === Node.TEXT_NODE || (withMarkup && node.nodeType === Node.COMMENT_NODE)) {
                  found.push(node.data);
                }
                if (node.nodeType === Node.ELEMENT_NODE) {
                  if (withMarkup) {
                    found.push(`\\n${node.localName}`, ...[...node.attributes].map(({ name, value }) => `\\n${name}=${value}\\n`));
                  }
                  if (typeof node.value === 'string') {
                    found.push(`\\n${node.value}\\n`);
                  }
                }
                if (node.shadowRoot) {
                  walk(node.shadowRoot);
                }
                node.childNodes.forEach(walk);
              };
              walk(document);
              return found.join('');
            }
            """;

    private Contents() {}

    /** What is written there, and what stands in fields. */
    static String text(Page page) {
        return (String) page.evaluate(WALK, new Object[] {false});
    }

    /** The same with elements, attributes and comments. */
    static String everything(Page page) {
        return (String) page.evaluate(WALK, new Object[] {true});
    }
}
