package dev.stagedoor.identity.user;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.stagedoor.problem.Name;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;

/**
 * What a user is saved with: UpsertUserRequest of the contract, section 2. Roles and groups that are left out stay as
 * they are; one value may stand for a list of one.
 */
public record UserUpdate(
        @NotNull @Name String name,
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<@NotNull String> roles,
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<@NotNull String> groups,
        Map<String, Object> contactInformation) {}
