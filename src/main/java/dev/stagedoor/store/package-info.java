/**
 * Where the data is: PostgreSQL by URL, or one that the program starts itself from its data directory. The embedded one is
 * an optional part, there in development, in tests and in the standalone program only. Runs before Quarkus does.
 */
package dev.stagedoor.store;
