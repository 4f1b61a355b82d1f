/** The official Conductor clients, unmodified, driven against Stagedoor (contract, section 1, the columns Callers). */
package dev.stagedoor.client;
