package dev.stagedoor.vault;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a secret may be called: workflows write the name into expressions, so it is narrower than other names. */
@Size(max = 255, message = "must not be longer than 255 characters")
@Pattern(regexp = "[a-zA-Z0-9_-]+", message = "may hold letters, digits, _ and - only")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
@Constraint(validatedBy = {})
@interface SecretName {
    String message() default "is not a name of a secret";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
