package dev.grandmaster.web.access;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;

import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of a password.
 *
 * @param iterations of PBKDF2 (RFC 8018) with HMAC-SHA-256; kept with the hash, so that more can be asked for later
 * @param salt       hexadecimal
 * @param hash       hexadecimal
 */
record Password(int iterations, String salt, String hash) {

    static final int ITERATIONS = 600_000;
    static final int SHORTEST = 10;
    static final int LONGEST = 200;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;

    static Password of(String clear) {
        return of(clear, ITERATIONS);
    }

    static Password of(String clear, int iterations) {
        byte[] salt = Secrets.bytes(SALT_BYTES);
        return new Password(iterations, HexFormat.of().formatHex(salt),
                HexFormat.of().formatHex(hash(clear, salt, iterations)));
    }

    boolean matches(String clear) {
        return MessageDigest.isEqual(HexFormat.of().parseHex(hash),
                hash(clear, HexFormat.of().parseHex(salt), iterations));
    }

    private static byte[] hash(String clear, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(clear.toCharArray(), salt, iterations, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } finally {
            spec.clearPassword();
        }
    }

    Map<String, @Nullable Object> parts() {
        return Map.of("algorithm", "PBKDF2WithHmacSHA256", "iterations", iterations, "salt", salt, "hash", hash);
    }

    static Password ofParts(Map<?, ?> parts) {
        return new Password(((Number) part(parts, "iterations")).intValue(), (String) part(parts, "salt"),
                (String) part(parts, "hash"));
    }

    private static Object part(Map<?, ?> parts, String name) {
        Object value = parts.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return value;
    }
}
