package dev.stagedoor.tag;

import dev.stagedoor.access.AccessControl;
import dev.stagedoor.access.Caller;
import dev.stagedoor.access.Viewer;
import dev.stagedoor.access.graph.TargetType;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Which tags there are and what carries them, as far as the caller may READ what carries them; one query each. */
@ApplicationScoped
class VisibleTags {
    private final VisibleTagRepository repository;
    private final AccessControl control;

    VisibleTags(VisibleTagRepository repository, AccessControl control) {
        this.repository = repository;
        this.control = control;
    }

    Uni<List<Tag>> all(Caller caller) {
        return control.viewer(caller).chain(this::listed);
    }

    @WithSession
    Uni<List<Tag>> listed(Viewer viewer) {
        return repository.all(viewer);
    }

    Uni<List<TagCount>> counts(Caller caller) {
        return control.viewer(caller).chain(this::counted);
    }

    @WithSession
    Uni<List<TagCount>> counted(Viewer viewer) {
        return repository.counts(viewer);
    }

    Uni<List<TaggedTarget>> carriers(Caller caller, Tag tag, TargetType type) {
        return control.viewer(caller).chain(viewer -> found(viewer, tag, type));
    }

    @WithSession
    Uni<List<TaggedTarget>> found(Viewer viewer, Tag tag, TargetType type) {
        return repository.carriers(viewer, tag, type);
    }
}
