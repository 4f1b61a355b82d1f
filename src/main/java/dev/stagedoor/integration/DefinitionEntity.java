package dev.stagedoor.integration;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

@Entity
@Table(name = "provider_definition")
class DefinitionEntity {
    /** In lower case, as names of types are compared. */
    @Id
    String type;

    @Version
    int version;

    String definition;
}
