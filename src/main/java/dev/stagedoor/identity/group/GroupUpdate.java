package dev.stagedoor.identity.group;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.stagedoor.access.graph.Access;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a group is saved with: UpsertGroupRequest of the contract, section 2.
 *
 * @param defaultAccess what the group gets on what its members create; keys {@code WORKFLOW_DEF}, {@code TASK_DEF} and
 *     {@code WORKFLOW_SCHEDULE} only
 */
public record GroupUpdate(
        @NotNull @Size(max = 4096) String description,
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<@NotNull String> roles,
        Map<String, Set<@NotNull Access>> defaultAccess,
        Map<String, Object> contactInformation) {}
