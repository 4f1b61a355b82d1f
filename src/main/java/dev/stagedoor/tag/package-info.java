/** Tags on anything that can be a target; a grant on a tag reaches whatever carries it. */
package dev.stagedoor.tag;
