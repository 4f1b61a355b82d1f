package dev.stagedoor.prompt;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/** That there is a prompt of this name; what it says is in its versions, of which it has at least one. */
@Entity
@Table(name = "prompt")
class PromptEntity {
    @Id
    String name;

    @Version
    int version;
}
