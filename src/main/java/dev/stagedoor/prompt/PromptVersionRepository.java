package dev.stagedoor.prompt;

import dev.stagedoor.access.Page;
import dev.stagedoor.access.Viewer;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.TargetType;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class PromptVersionRepository implements PanacheRepositoryBase<PromptVersionEntity, UUID> {
    private static final Sort NEWEST_FIRST = Sort.descending("number");

    private static final String LATEST_VISIBLE =
            """
            select latest.* from (
                select distinct on (v.prompt) v.* from prompt_version v
                where v.prompt > :after and (:every or v.prompt in (
                    select target_id from reached_target
                    where principal_id = :principal and access & 2 <> 0 and target_type = 'PROMPT'))
                order by v.prompt, v.number desc) latest
            where (:model = '' or :model = any (latest.integrations)) and %s
            order by latest.prompt limit :limit
            """
                    .formatted(Page.searching("latest.prompt", "latest.description"));

    /** The latest version of every prompt that the viewer may READ; searched is that version. */
    Uni<List<PromptVersionEntity>> latestVisible(Viewer viewer, Page page) {
        return latestVisible(viewer, "", page);
    }

    /** The same of those that name this model, {@code integration:model}. */
    Uni<List<PromptVersionEntity>> latestVisible(Viewer viewer, String model, Page page) {
        return getSession().chain(session -> session.createNativeQuery(LATEST_VISIBLE, PromptVersionEntity.class)
                .setParameter("model", model)
                .setParameter("every", viewer.reachesEvery(TargetType.PROMPT, Access.READ))
                .setParameter("principal", viewer.principal())
                .setParameter("after", page.start())
                .setParameter("search", page.pattern())
                .setParameter("limit", page.rows())
                .getResultList());
    }

    Uni<PromptVersionEntity> latest(String prompt) {
        return find("prompt", NEWEST_FIRST, prompt).firstResult();
    }

    Uni<PromptVersionEntity> numbered(String prompt, int number) {
        return find("prompt = ?1 and number = ?2", prompt, number).firstResult();
    }

    Uni<List<PromptVersionEntity>> all(String prompt) {
        return list("prompt", NEWEST_FIRST, prompt);
    }

    Uni<Long> deleteAll(String prompt) {
        return delete("prompt", prompt);
    }
}
