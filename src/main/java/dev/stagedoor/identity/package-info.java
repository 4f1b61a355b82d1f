/** Who somebody is: roles, users, groups, applications and the ways to log in, each in a package of its own below. */
package dev.stagedoor.identity;
