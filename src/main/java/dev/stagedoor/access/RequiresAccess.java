package dev.stagedoor.access;

import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.TargetType;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The endpoint needs this access on one target. Without it the reply is 404 to those who may not READ the target, as if
 * it did not exist, and 403 to those who may.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RequiresAccess {
    Access value();

    TargetType on();

    /** The target's id, with path parameters in braces: {@code "{name}:{model}"}. */
    String id();

    /** For endpoints that save: what is needed when there is no such target yet. */
    Creation whenAbsent() default Creation.IS_NOT_POSSIBLE;

    /** What allows making a target that does not exist. Saving under a name that is taken is 403 to everybody else. */
    enum Creation {
        IS_NOT_POSSIBLE,
        NEEDS_PERMISSION_TO_CREATE_INTEGRATIONS,
        NEEDS_PERMISSION_TO_CREATE_PROMPTS,
        NEEDS_PERMISSION_TO_CREATE_SECRETS,
        NEEDS_CREATE_ON_ITS_CONTAINER
    }
}
