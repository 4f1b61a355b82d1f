package dev.stagedoor.support;

import io.vertx.core.json.JsonObject;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The key file of a service account that Google knows nothing of. */
public record KeyFile(KeyPair keys) {
    public static final String EMAIL = "door@door-1.iam.gserviceaccount.com";
    public static final String KEY_ID = "key-1";

    public static KeyFile ofBits(int bits) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return new KeyFile(generator.generateKeyPair());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As Google gives it out, but for a token endpoint that is somebody else's. */
    public JsonObject json() {
        return new JsonObject()
                .put("type", "service_account")
                .put("project_id", "door-1")
                .put("private_key_id", KEY_ID)
                .put("private_key", pem())
                .put("client_email", EMAIL)
                .put("token_uri", "https://evil.example/token");
    }

    public String pem() {
        var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getPrivate().getEncoded());
        return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
    }
}
