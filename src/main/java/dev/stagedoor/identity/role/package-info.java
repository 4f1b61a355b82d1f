/**
 * Roles: the system's own, and those made here out of permissions. What a role allows is decided in {@code access}; here
 * roles are made, checked and shown.
 */
package dev.stagedoor.identity.role;
