package dev.grandmaster.app.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS out of PEM files.
 *
 * @param authority   who signs servers; empty: those that the system trusts
 * @param certificate ours
 * @param key         its private key, PKCS #8
 */
public record PemTrust(Optional<Path> authority, Optional<Path> certificate, Optional<Path> key) {

    private static final char[] NO_PASSWORD = {};

    /** Whom a server shows itself to, and nothing of ours. */
    public static PemTrust of(Optional<Path> authority) {
        return new PemTrust(authority, Optional.empty(), Optional.empty());
    }

    /**
     * Reads the files, anew each time, so that they may be renewed while the service runs.
     *
     * @throws IOException where one cannot be read or used
     */
    public SSLContext context() throws IOException {
        try {
            KeyStore known = KeyStore.getInstance("PKCS12");
            known.load(null, null);
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            if (authority.isPresent()) {
                int number = 0;
                for (Certificate one : certificates(authority.get())) {
                    known.setCertificateEntry("authority" + number++, one);
                }
                trusted.init(known);
            } else {
                trusted.init((KeyStore) null);
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            if (certificate.isPresent()) {
                own.setKeyEntry("own", privateKey(key.orElseThrow()), NO_PASSWORD,
                        certificates(certificate.get()).toArray(Certificate[]::new));
            }
            keys.init(own, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trusted.getTrustManagers(), new SecureRandom());
            return context;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("a certificate or key cannot be used: " + e.getMessage(), e);
        }
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
    }

    private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        String body = Files.readString(file).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body));
        for (String algorithm : new String[]{"RSA", "EC", "Ed25519"}) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (GeneralSecurityException e) {
                // a key of another kind
            }
        }
        throw new GeneralSecurityException(file + " is no private key in PKCS #8");
    }
}
