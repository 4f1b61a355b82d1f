package dev.stagedoor.access;

import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.SubjectType;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.access.graph.TargetType;
import dev.stagedoor.problem.Problem;

/** A subject or a target as queries name it: {@code TYPE:id}. */
record TypedId(String type, String id, String field) {
    static TypedId of(String typed, String field) {
        var colon = typed.indexOf(':');
        if (colon < 1 || colon == typed.length() - 1) {
            throw new Problem.Invalid(field, "is written as TYPE:id");
        }
        return new TypedId(typed.substring(0, colon), typed.substring(colon + 1), field);
    }

    Subject asSubject() {
        return new Subject(Words.read(SubjectType.class, type, field), id);
    }

    Target asTarget() {
        return GrantRequest.targetNamed(Words.read(TargetType.class, type, field), id, field);
    }
}
