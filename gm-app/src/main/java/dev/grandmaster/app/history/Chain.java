package dev.grandmaster.app.history;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The chain over the record: SHA-256 of the link before and of the line of a second or a note. */
public final class Chain {

    /** Before the first second of a record. */
    public static final String BEGINNING = "0".repeat(64);

    private static final int SHORT = 8;

    private final MessageDigest digest;
    private byte[] link;

    /** @param head hexadecimal: where the chain goes on */
    public Chain(String head) {
        this.link = HexFormat.of().parseHex(head);
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // each JDK has it
        }
    }

    /** One more line of a second or a note. */
    public void add(String line) {
        digest.update(link);
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        link = digest.digest();
    }

    /** Hexadecimal. */
    public String head() {
        return HexFormat.of().formatHex(link);
    }

    /** Its beginning, which shows where a chain breaks. */
    public String shortHead() {
        return head().substring(0, SHORT);
    }
}
