package dev.grandmaster.web.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

import org.jspecify.annotations.Nullable;

/**
 * The certificate and key of the server. They can be replaced while it runs: each handshake takes those that are in place then.
 */
public final class TlsIdentity {

    private static final Pattern BLOCK = Pattern
            .compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final String ALIAS = "gm";

    private record Pair(List<X509Certificate> chain, PrivateKey key, boolean own) {
    }

    private final SSLContext context;
    private volatile Pair pair;

    private TlsIdentity(Pair pair) throws GeneralSecurityException {
        this.pair = pair;
        context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[]{new Keys()}, null, null);
    }

    /**
     * An identity of a certificate chain and a key.
     *
     * @param pem certificates, the server's first, and its key as PKCS 8
     * @param own made by ourselves: browsers do not know it
     * @throws IOException where the text holds no pair that fits
     */
    public static TlsIdentity of(String pem, boolean own) throws IOException {
        try {
            return new TlsIdentity(parse(pem, own));
        } catch (GeneralSecurityException e) {
            throw new IOException("no certificate and key that fit: " + e.getMessage(), e);
        }
    }

    /** Takes others over; refuses what does not fit together. */
    public void replace(String pem) {
        pair = operatorsPair(pem);
    }

    /** Refuses a certificate and a key that do not fit together. */
    public static void check(String pem) {
        operatorsPair(pem);
    }

    private static Pair operatorsPair(String pem) {
        try {
            return parse(pem, false);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw Refusal.ofField("certificate", String.valueOf(e.getMessage()));
        }
    }

    /** Of the key manager below. */
    public SSLContext context() {
        return context;
    }

    /** Whether an operator's certificate is in place. */
    public boolean operators() {
        return !pair.own();
    }

    /** When the server's certificate ends, ms since 1970. */
    public long notAfterUnixMs() {
        return pair.chain().getFirst().getNotAfter().toInstant().toEpochMilli();
    }

    /** The server's certificate for people. */
    public Map<String, @Nullable Object> describe() {
        X509Certificate first = pair.chain().getFirst();
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("subject", first.getSubjectX500Principal().getName());
        tree.put("issuer", first.getIssuerX500Principal().getName());
        tree.put("notAfterUnixS", first.getNotAfter().toInstant().getEpochSecond());
        tree.put("selfMade", pair.own());
        try {
            tree.put("sha256", HexFormat.ofDelimiter(":").withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(first.getEncoded())));
        } catch (GeneralSecurityException e) {
            tree.put("sha256", null);
        }
        return tree;
    }

    private static Pair parse(String pem, boolean own) throws GeneralSecurityException {
        List<X509Certificate> chain = new ArrayList<>();
        PrivateKey key = null;
        Matcher block = BLOCK.matcher(pem);
        while (block.find()) {
            switch (block.group(1)) {
                case "CERTIFICATE" -> {
                    Certificate certificate = CertificateFactory.getInstance("X.509").generateCertificate(
                            new ByteArrayInputStream(block.group().getBytes(StandardCharsets.US_ASCII)));
                    chain.add((X509Certificate) certificate);
                }
                case "PRIVATE KEY" -> key = key(Base64.getMimeDecoder().decode(block.group(2)));
                default -> throw new GeneralSecurityException(
                        "a block " + block.group(1) + " is not used here; the key is PKCS 8, not encrypted");
            }
        }
        if (chain.isEmpty() || key == null) {
            throw new GeneralSecurityException("at least one CERTIFICATE and one PRIVATE KEY are needed, in PEM");
        }
        prove(chain.getFirst().getPublicKey(), key);
        return new Pair(List.copyOf(chain), key, own);
    }

    private static PrivateKey key(byte[] encoded) throws GeneralSecurityException {
        for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (GeneralSecurityException e) {
                // perhaps one of the others
            }
        }
        throw new GeneralSecurityException("the key is neither EC nor RSA nor Ed25519");
    }

    /** A key that does not belong to the certificate would only show when nobody can log in any more. */
    private static void prove(PublicKey certified, PrivateKey key) throws GeneralSecurityException {
        String algorithm = switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm();
        };
        byte[] words = new byte[32];
        new SecureRandom().nextBytes(words);
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(words);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        signature.update(words);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("the key does not belong to the first certificate");
        }
    }

    /** Hands out the pair in place to each handshake. */
    private final class Keys extends X509ExtendedKeyManager {

        @Override
        public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(String[] keyType, Principal @Nullable [] issuers,
                @Nullable Socket socket) {
            return null;
        }

        @Override
        public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            return new String[]{ALIAS};
        }

        @Override
        public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers,
                @Nullable Socket socket) {
            return fits(keyType) ? ALIAS : null;
        }

        @Override
        public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers,
                @Nullable SSLEngine engine) {
            return fits(keyType) ? ALIAS : null;
        }

        private boolean fits(String keyType) {
            String algorithm = pair.key().getAlgorithm();
            return keyType.equals(algorithm) || (keyType.equals("EdDSA") && algorithm.startsWith("Ed"))
                    || (keyType.startsWith("EC") && algorithm.equals("EC"));
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return pair.chain().toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return pair.key();
        }
    }
}
