package dev.stagedoor.identity.login;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** The ways to make a token say something else than was signed, each tried on a good token. */
enum Forgery {
    SIGNATURE_CHANGED {
        @Override
        String of(Jwt good, PublicKey key) {
            var at = good.signature.length() / 2;
            var other = good.signature.charAt(at) == 'A' ? 'B' : 'A';
            return good.signed(good.signature.substring(0, at) + other + good.signature.substring(at + 1));
        }
    },
    SIGNATURE_CUT {
        @Override
        String of(Jwt good, PublicKey key) {
            return good.signed(good.signature.substring(0, good.signature.length() / 2));
        }
    },
    SIGNATURE_LEFT_OUT {
        @Override
        String of(Jwt good, PublicKey key) {
            return good.signed("");
        }
    },
    PAYLOAD_CHANGED {
        @Override
        String of(Jwt good, PublicKey key) {
            return good.asRoot().signed(good.signature);
        }
    },
    EXPIRY_CHANGED {
        @Override
        String of(Jwt good, PublicKey key) {
            return good.saying("exp", 4_000_000_000L).signed(good.signature);
        }
    },
    ALGORITHM_NONE {
        @Override
        String of(Jwt good, PublicKey key) {
            return good.asRoot().by("none").signed("");
        }
    },
    ALGORITHM_NONE_IN_CAPITALS {
        @Override
        String of(Jwt good, PublicKey key) {
            return good.asRoot().by("NONE").signed("");
        }
    },
    ALGORITHM_NONE_WITH_A_SIGNATURE {
        @Override
        String of(Jwt good, PublicKey key) {
            return good.asRoot().by("none").signed(good.signature);
        }
    },
    ALGORITHM_NONE_IN_TWO_PARTS {
        @Override
        String of(Jwt good, PublicKey key) {
            var unsigned = good.asRoot().by("none").signed("");
            return unsigned.substring(0, unsigned.length() - 1);
        }
    },
    ALGORITHM_LEFT_OUT {
        @Override
        String of(Jwt good, PublicKey key) {
            good.header.remove("alg");
            return good.asRoot().signed("");
        }
    },
    PUBLIC_KEY_AS_HS256_SECRET {
        @Override
        String of(Jwt good, PublicKey key) {
            return good.asRoot().signedWith("HS256", new SecretKeySpec(key.getEncoded(), "HmacSHA256"));
        }
    },
    PUBLIC_KEY_IN_PEM_AS_HS256_SECRET {
        @Override
        String of(Jwt good, PublicKey key) {
            return good.asRoot().signedWith("HS256", new SecretKeySpec(pem(key), "HmacSHA256"));
        }
    },
    PUBLIC_KEY_AS_HS512_SECRET {
        @Override
        String of(Jwt good, PublicKey key) {
            return good.asRoot().signedWith("HS512", new SecretKeySpec(key.getEncoded(), "HmacSHA512"));
        }
    },
    KEY_OF_THE_FORGER_UNDER_THE_SAME_ID {
        @Override
        String of(Jwt good, PublicKey key) {
            return good.asRoot().signedWith("RS256", forger().getPrivate());
        }
    },
    KEY_OF_THE_FORGER_UNDER_ANOTHER_ID {
        @Override
        String of(Jwt good, PublicKey key) {
            good.header.put("kid", "forger");
            return good.asRoot().signedWith("RS256", forger().getPrivate());
        }
    },
    KEY_OF_THE_FORGER_WITHOUT_ID {
        @Override
        String of(Jwt good, PublicKey key) {
            good.header.remove("kid");
            return good.asRoot().signedWith("RS256", forger().getPrivate());
        }
    },
    KEY_OF_THE_FORGER_IN_THE_HEADER {
        @Override
        String of(Jwt good, PublicKey key) throws JoseException {
            var forger = forger();
            good.header.remove("kid");
            good.header.put(
                    "jwk",
                    new JsonObject(JsonWebKey.Factory.newJwk(forger.getPublic()).toJson()));
            return good.asRoot().signedWith("RS256", forger.getPrivate());
        }
    };

    abstract String of(Jwt good, PublicKey key) throws JoseException;

    /**
     * Forges a token.
     *
     * @param good one that is accepted
     * @param key the key it was signed with, as the issuer publishes it
     */
    String of(String good, Map<String, Object> key) {
        try {
            return of(Jwt.read(good), PublicJsonWebKey.Factory.newPublicJwk(key).getPublicKey());
        } catch (JoseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static KeyPair forger() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] pem(PublicKey key) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return ("-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** A token in its parts. */
    record Jwt(JsonObject header, JsonObject claims, String signature) {
        static Jwt read(String token) {
            var parts = token.split("\\.", -1);
            return new Jwt(decoded(parts[0]), decoded(parts[1]), parts[2]);
        }

        Jwt saying(String claim, Object value) {
            return new Jwt(header, claims.copy().put(claim, value), signature);
        }

        /** The user who may do everything. */
        Jwt asRoot() {
            return saying("preferred_username", "root");
        }

        Jwt by(String algorithm) {
            return new Jwt(header.copy().put("alg", algorithm), claims, signature);
        }

        String signed(String other) {
            return encoded(header) + "." + encoded(claims) + "." + other;
        }

        String signedWith(String algorithm, Key key) {
            var jws = new JsonWebSignature();
            by(algorithm).header.forEach(entry -> jws.setHeader(entry.getKey(), plain(entry.getValue())));
            jws.setPayload(claims.encode());
            jws.setKey(key);
            jws.setDoKeyValidation(false);
            try {
                return jws.getCompactSerialization();
            } catch (JoseException e) {
                throw new IllegalStateException(e);
            }
        }

        private static Object plain(Object value) {
            return value instanceof JsonObject object ? object.getMap() : value;
        }

        private static JsonObject decoded(String part) {
            return new JsonObject(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
        }

        private static String encoded(JsonObject part) {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(part.encode().getBytes(StandardCharsets.UTF_8));
        }
    }
}
