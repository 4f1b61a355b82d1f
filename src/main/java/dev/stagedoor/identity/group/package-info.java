/** Groups: what they are called, which roles they bring and who belongs to them. */
package dev.stagedoor.identity.group;
