package dev.stagedoor.access;

import dev.stagedoor.access.graph.Permission;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The endpoint needs a permission that comes with a role; 403 without it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RequiresPermission {
    Permission value();

    /** A path parameter that names a user, who may do this for itself; none by default. */
    String orSelf() default "";
}
