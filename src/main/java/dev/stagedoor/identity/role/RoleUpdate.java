package dev.stagedoor.identity.role;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.stagedoor.problem.Name;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/**
 * What a role is saved with: CreateOrUpdateRoleRequest of the contract, section 2.
 *
 * @param permissions words such as {@code CREATE_INTEGRATION} and {@code READ_WORKFLOW_DEF}; all there are is told by {@code
 *     GET /api/roles/permissions}
 */
public record RoleUpdate(
        @NotNull @Name(without = "/") String name,
        @NotNull @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                List<@NotNull String> permissions) {}
