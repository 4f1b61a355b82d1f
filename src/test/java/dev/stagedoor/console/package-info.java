/** The console: what its scripts call and work out, and all of it in a real Chromium, as people use it. */
package dev.stagedoor.console;
