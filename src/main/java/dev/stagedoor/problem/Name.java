package dev.stagedoor.problem;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A name that people type and see: not blank, no control characters, not too long, none of the forbidden characters. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.RECORD_COMPONENT, ElementType.TYPE_USE})
@Constraint(validatedBy = Name.Check.class)
public @interface Name {
    String message() default "is not a name";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** The longest allowed, in characters. */
    int max() default 255;

    /** Characters that would make the name mean something else. */
    String without() default "";

    /** Says what is wrong with a name; null is left to {@code @NotNull}. */
    class Check implements ConstraintValidator<Name, String> {
        private Name rule;

        @Override
        public void initialize(Name rule) {
            this.rule = rule;
        }

        @Override
        public boolean isValid(String name, ConstraintValidatorContext context) {
            var fault = name == null ? null : fault(name);
            if (fault == null) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(fault).addConstraintViolation();
            return false;
        }

        private String fault(String name) {
            if (name.isBlank()) {
                return "must not be blank";
            }
            if (name.codePointCount(0, name.length()) > rule.max()) {
                return "must not be longer than " + rule.max() + " characters";
            }
            if (name.codePoints().anyMatch(Check::isUnprintable)) {
                return "must not hold control characters";
            }
            return name.codePoints().anyMatch(c -> rule.without().indexOf(c) >= 0)
                    ? "must not hold any of "
                            + String.join(" ", rule.without().split("", -1)).strip()
                    : null;
        }

        private static boolean isUnprintable(int codePoint) {
            return switch (Character.getType(codePoint)) {
                case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    true;
                default -> false;
            };
        }
    }
}
