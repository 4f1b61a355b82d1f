/** Users: their names and roles, the groups they join, and what they may do. */
package dev.stagedoor.identity.user;
