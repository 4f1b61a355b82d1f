package dev.stagedoor.provider;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The provider types that Stagedoor brings along, under every name that clients have for them. */
@ApplicationScoped
public class Catalogue {
    private final List<ProviderType> types;
    private final Map<String, ProviderType> byName = new HashMap<>();

    Catalogue(LoopbackConfig loopback) {
        types = BuiltInTypes.all(loopback.enabled());
        types.forEach(type -> {
            byName.put(type.name(), type);
            type.aliases().forEach(alias -> byName.put(alias, type));
        });
    }

    /** The definitions of those that integrations can be made of. */
    public List<Definition> definitions() {
        return types.stream()
                .map(ProviderType::definition)
                .filter(Definition::enabled)
                .toList();
    }

    /** The type of this name or alias, in any letter case; also one that is switched off here. */
    public Optional<ProviderType> find(String name) {
        return Optional.ofNullable(byName.get(inLowerCase(name)));
    }

    /** One name for all the names of a type; in lower case where it is none of ours. */
    public String canonical(String name) {
        return find(name).map(ProviderType::name).orElseGet(() -> inLowerCase(name));
    }

    private static String inLowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
