/** The web console: where its files are served, and what a browser is told about them. The pages are in {@code resources/web}. */
package dev.stagedoor.console;
