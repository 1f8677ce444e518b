package dev.grandmaster.app.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import dev.grandmaster.ptp.security.SecurityAssociation;
import dev.grandmaster.ptp.security.SecurityAssociation.Algorithm;

/**
 * Keys of AUTHENTICATION in a file, in the form that ptp4l's {@code sa_file} has, so that one file serves both:
 *
 * <pre>
 *   [security_association]
 *   spp 0
 *   1 SHA256-128 HEX:00112233445566778899aabbccddeeff
 *   2 SHA256 ASCII:a-secret-without-blanks
 * </pre>
 *
 * A length between algorithm and key is checked. Lines that begin with # say nothing.
 */
final class KeyFile {
    private static final long MAX_BYTES = 1 << 16;

    private KeyFile() {
    }

    /**
     * The keys of one association.
     *
     * @throws IOException that says what is wrong, and in which line
     */
    static List<SecurityAssociation.Key> read(Path file, int spp) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException("too long for a file of keys");
        }
        List<SecurityAssociation.Key> keys = new ArrayList<>();
        int association = -1;
        int number = 0;
        for (String raw : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            number++;
            String line = raw.strip();
            String[] words = line.split("\\s+", -1);
            try {
                if (line.isEmpty() || line.startsWith("#")) {
                    continue;
                }
                if (line.equalsIgnoreCase("[security_association]")) {
                    association = -1;
                } else if (words.length == 2 && words[0].equals("spp")) {
                    association = Integer.parseInt(words[1]);
                } else if (words.length == 2) {
                    refuseOptions(words);
                } else if (association == spp) {
                    keys.add(key(words));
                }
            } catch (IllegalArgumentException e) {
                throw new IOException("line " + number + ": " + e.getMessage(), e);
            }
        }
        return List.copyOf(keys);
    }

    /** What ptp4l may be told besides: options that our seals do not have. */
    private static void refuseOptions(String[] words) {
        boolean harmless = switch (words[0]) {
            case "seqid_window" -> true;
            case "seqnum_length", "res_length", "allow_mutable" -> words[1].equals("0");
            default -> false;
        };
        if (!harmless) {
            throw new IllegalArgumentException("\"" + words[0] + ' ' + words[1] + "\" is not supported");
        }
    }

    private static SecurityAssociation.Key key(String[] words) {
        if (words.length < 3 || words.length > 4) {
            throw new IllegalArgumentException("a key is: id, algorithm, its length if you like, octets");
        }
        Algorithm algorithm = switch (words[1].toUpperCase(Locale.ROOT)) {
            case "SHA256-128" -> Algorithm.HMAC_SHA256_128;
            case "SHA256" -> Algorithm.HMAC_SHA256;
            default -> throw new IllegalArgumentException(
                    "algorithm \"" + words[1] + "\"; allowed: SHA256-128, SHA256");
        };
        byte[] octets = octets(words[words.length - 1]);
        if (words.length == 4 && Integer.parseInt(words[2]) != octets.length) {
            throw new IllegalArgumentException("the key has " + octets.length + " octets, not " + words[2]);
        }
        return new SecurityAssociation.Key(Long.parseLong(words[0]), algorithm, octets);
    }

    private static byte[] octets(String text) {
        if (text.startsWith("HEX:")) {
            return HexFormat.of().parseHex(text, 4, text.length());
        }
        if (text.startsWith("B64:")) {
            return Base64.getDecoder().decode(text.substring(4));
        }
        return (text.startsWith("ASCII:") ? text.substring(6) : text).getBytes(StandardCharsets.UTF_8);
    }
}
