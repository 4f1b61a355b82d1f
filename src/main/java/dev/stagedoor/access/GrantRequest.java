package dev.stagedoor.access;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.AccessSet;
import dev.stagedoor.access.graph.Grant;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.SubjectType;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.access.graph.TargetType;
import dev.stagedoor.problem.Name;
import dev.stagedoor.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.Set;

/** What to grant or to take back: AuthorizationRequest of the contract, section 2. All three are required. */
public record GrantRequest(
        @NotNull @Valid SubjectRef subject,
        @NotNull @Valid TargetRef target,
        @NotEmpty @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) Set<@NotNull Access> access) {

    /** A subject as the contract writes it; the type in any case. */
    @RegisterForReflection
    public record SubjectRef(@NotNull String type, @NotNull @Name String id) {
        static SubjectRef of(Subject subject) {
            return new SubjectRef(subject.type().name(), subject.id());
        }
    }

    /** A target as the contract writes it; the type in any case. */
    public record TargetRef(@NotNull String type, @NotNull @Name(max = 1024) String id) {
        static TargetRef of(Target target) {
            return new TargetRef(target.type().name(), target.id());
        }
    }

    Grant toGrant() {
        return new Grant(
                new Subject(Words.read(SubjectType.class, subject.type(), "subject.type"), subject.id()),
                targetNamed(Words.read(TargetType.class, target.type(), "target.type"), target.id(), "target.id"),
                AccessSet.of(access));
    }

    /** A target as somebody named it, refused where the id cannot name one of this type. */
    static Target targetNamed(TargetType type, String id, String field) {
        if (type == TargetType.INTEGRATION && id.indexOf(':') < 1) {
            throw new Problem.Invalid(
                    field,
                    "names a model as integration:model; a whole integration is a target of type INTEGRATION_PROVIDER");
        }
        if (type == TargetType.TAG && id.indexOf(':') < 1) {
            throw new Problem.Invalid(field, "names a tag as key:value");
        }
        return new Target(type, id);
    }
}
