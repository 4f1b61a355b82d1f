/**
 * What the Java clients are made to do. All but {@code Version6} and the steps that it alone has are compiled a second
 * time, against the older client, by {@link dev.stagedoor.client.OlderClient}.
 */
package dev.stagedoor.client.steps;
