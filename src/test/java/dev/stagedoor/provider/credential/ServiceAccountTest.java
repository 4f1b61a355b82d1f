package dev.stagedoor.provider.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.support.KeyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are the key file of a service account. */
class ServiceAccountTest {
    private static final KeyFile FILE = KeyFile.ofBits(2048);

    @Test
    void aKeyFileIsReadHoweverItIsLaidOut() {
        var read = ServiceAccount.read(FILE.json().encodePrettily());

        assertThat(read).isEqualTo(ServiceAccount.read(FILE.json().encode())).isPresent();
        assertThat(read.get().email()).isEqualTo(KeyFile.EMAIL);
        assertThat(read.get().key()).isEqualTo(FILE.keys().getPrivate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "null", "AIzaSomething", "{\"type\":\"authorized_user\"}"})
    void anythingElseIsNone(String text) {
        assertThat(ServiceAccount.read(text)).isEmpty();
    }

    @Test
    void aFileThatLacksSomethingIsNone() {
        assertThat(ServiceAccount.read(FILE.json().put("type", "other").encode()))
                .isEmpty();
        assertThat(ServiceAccount.read(without("client_email"))).isEmpty();
        assertThat(ServiceAccount.read(without("private_key"))).isEmpty();
        assertThat(ServiceAccount.read(FILE.json().putNull("client_email").encode()))
                .isEmpty();
        assertThat(ServiceAccount.read(FILE.json().putNull("private_key").encode()))
                .isEmpty();
        assertThat(ServiceAccount.read(FILE.json().put("private_key", "AAAA").encode()))
                .isEmpty();
        assertThat(ServiceAccount.read(FILE.json().put("private_key", 7).encode()))
                .isEmpty();
    }

    private static String without(String field) {
        var json = FILE.json();
        json.remove(field);
        return json.encode();
    }

    @Test
    void aShortKeyIsNone() {
        assertThat(ServiceAccount.read(KeyFile.ofBits(1024).json().encode())).isEmpty();
    }
}
