/** Trying out a connection to a provider before anything is saved. */
package dev.stagedoor.probe;
