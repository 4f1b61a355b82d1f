/** Models offered through an integration, and the {@link dev.stagedoor.model.Route} of a call to one. */
package dev.stagedoor.model;
