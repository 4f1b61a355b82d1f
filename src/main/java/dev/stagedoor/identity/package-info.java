/** Who somebody is: roles in words, and below, users, groups, applications and the ways to log in. */
package dev.stagedoor.identity;
