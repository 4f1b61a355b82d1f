package dev.stagedoor.provider;

import dev.stagedoor.provider.Definition.Field;
import dev.stagedoor.provider.Definition.Option;
import dev.stagedoor.provider.credential.ServiceAccount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Says what is wrong with what somebody configured for a provider type. Blank values are taken out before. */
public final class SettingCheck {
    /** A label of a host name: with it nobody gets out of its place in a URL. */
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private final ProviderType type;

    public SettingCheck(ProviderType type) {
        this.type = type;
    }

    /** What is wrong, and with which key. */
    public record Fault(String key, String text) {}

    /** The first value that is wrong: of the type's form, or of a key that has a meaning everywhere. */
    public Optional<Fault> fault(Map<String, ?> configured) {
        var formKeys = type.definition().configuration().stream().map(Field::fieldName);
        return Stream.concat(Stream.of(Settings.API_KEY, Settings.ENDPOINT), formKeys)
                .filter(configured::containsKey)
                .flatMap(key -> fault(key, configured.get(key)).map(text -> new Fault(key, text)).stream())
                .findFirst();
    }

    private Optional<String> fault(String key, Object value) {
        if (!(value instanceof String text)) {
            return Optional.of("must be a text");
        }
        if (type.tokens().filter(rule -> rule.key().equals(key)).isPresent()) {
            return ServiceAccount.read(text).isPresent()
                    ? Optional.empty()
                    : Optional.of("is not the JSON key file of a service account with an RSA key");
        }
        if (text.chars().anyMatch(c -> c < ' ' || c > '~')) {
            return Optional.of("may hold printable ASCII characters only");
        }
        if (key.equals(Settings.ENDPOINT)) {
            return faultOfUrl(text);
        }
        return faultOfPart(key, text).or(() -> faultOfChoice(key, text));
    }

    private Optional<String> faultOfUrl(String url) {
        var fixed = type.base().filter(rule -> !rule.isTyped());
        if (fixed.isPresent()) {
            return Optional.of("cannot be chosen: '" + type.name() + "' is always called at "
                    + fixed.get().template());
        }
        return BaseUrl.of(url, Map.of()).isPresent()
                ? Optional.empty()
                : Optional.of("is not an http(s) URL without user, query and fragment");
    }

    /** Values that become part of a host or the name of a header. */
    private Optional<String> faultOfPart(String key, String text) {
        if (type.base().filter(rule -> rule.hostKeys().contains(key)).isPresent()
                && !LABEL.matcher(text).matches()) {
            return Optional.of("may hold lower-case letters, digits and hyphens only");
        }
        var namesHeader = type.headers().stream()
                .anyMatch(rule -> Settings.keysOf(rule.name()).contains(key));
        return namesHeader && !Header.canBeNamed(text)
                ? Optional.of("is not a name that a header of our own may have")
                : Optional.empty();
    }

    private Optional<String> faultOfChoice(String key, String text) {
        var options = type.field(key).map(Field::valueOptions).stream()
                .flatMap(List::stream)
                .map(Option::value)
                .toList();
        return options.isEmpty() || options.contains(text) ? Optional.empty() : Optional.of("is not one of " + options);
    }

    /**
     * The first key that has to be configured and is not.
     *
     * @param configured with the secrets, or masks in their place
     */
    public Optional<Fault> lacking(Map<String, ?> configured) {
        return type.definition().configuration().stream()
                .filter(field -> !field.optional() && field.defaultValue() == null)
                .map(Field::fieldName)
                .filter(key -> !configured.containsKey(key))
                .filter(key -> !key.equals(Settings.API_KEY) || !isAtAnotherServer(configured))
                .findFirst()
                .map(key -> new Fault(key, "is needed" + unless(key)));
    }

    /** Another server than the usual one may ask for no key. */
    private boolean isAtAnotherServer(Map<String, ?> configured) {
        return type.usual().isPresent() && !type.usual().equals(type.locate(configured));
    }

    private String unless(String key) {
        return key.equals(Settings.API_KEY)
                        && type.usual().isPresent()
                        && type.field(Settings.ENDPOINT).isPresent()
                ? ", unless an endpoint is given that asks for none"
                : "";
    }
}
