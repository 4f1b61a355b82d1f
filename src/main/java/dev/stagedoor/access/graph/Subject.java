package dev.stagedoor.access.graph;

import java.util.Locale;
import java.util.Objects;

/** Who a grant is given to. User ids are compared in lower case (contract, section 0.4, point 8), roles in upper case. */
public record Subject(SubjectType type, String id) {
    public static final String APPLICATION_PREFIX = "app:";

    public Subject {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(id, "id");
        if (type == SubjectType.USER && !id.startsWith(APPLICATION_PREFIX)) {
            id = id.toLowerCase(Locale.ROOT);
        }
        if (type == SubjectType.ROLE) {
            id = id.toUpperCase(Locale.ROOT);
        }
    }

    public static Subject user(String id) {
        return new Subject(SubjectType.USER, id);
    }

    public static Subject group(String id) {
        return new Subject(SubjectType.GROUP, id);
    }

    public static Subject role(String name) {
        return new Subject(SubjectType.ROLE, name);
    }

    public static Subject application(String applicationId) {
        return user(APPLICATION_PREFIX + applicationId);
    }

    @Override
    public String toString() {
        return type + ":" + id;
    }
}
