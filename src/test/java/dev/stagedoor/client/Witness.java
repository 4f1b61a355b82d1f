package dev.stagedoor.client;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Knows all methods of the clients that it watches, and which of them nobody has called yet. */
public final class Witness {
    private final Set<String> uncalled = new TreeSet<>();

    /** The client, which behaves as before; {@code type} is the interface whose methods count. */
    public <T> T watch(Class<T> type, T client) {
        uncalled.addAll(Arrays.stream(type.getMethods()).map(Witness::name).toList());
        var watched =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    uncalled.remove(name(method));
                    try {
                        return method.invoke(client, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return type.cast(watched);
    }

    /** Written {@code IntegrationClient.getIntegration(String)}. */
    public Collection<String> uncalled() {
        return uncalled;
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }
}
