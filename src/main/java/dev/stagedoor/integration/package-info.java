/** Integrations: a provider type, its configuration and credentials under a name, and an Active switch. */
package dev.stagedoor.integration;
