package dev.grandmaster.app.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import dev.grandmaster.app.persistence.DurableFile;
import dev.grandmaster.app.settings.AuditTrail;
import dev.grandmaster.web.api.Certificates;
import dev.grandmaster.web.http.Refusal;
import dev.grandmaster.web.http.TlsIdentity;
import org.jspecify.annotations.Nullable;

/**
 * The server's certificate: an operator's where one was given, else one that is made at the first start by {@code keytool} of the Java runtime,
 * for which there is no API. Kept as PEM in a folder that only the service reads.
 */
final class ServerCertificate implements Certificates {

    private static final String OWN = "certificate-own.pem";
    private static final String OPERATORS = "certificate.pem";
    private static final long PATIENCE_S = 60;
    /** Browsers refuse certificates of servers that are valid for longer; from memory, 825 days. */
    private static final int DAYS = 825;

    private final @Nullable TlsIdentity identity;
    private final DurableFile operators;
    private final AuditTrail audit;

    private ServerCertificate(@Nullable TlsIdentity identity, DurableFile operators, AuditTrail audit) {
        this.identity = identity;
        this.operators = operators;
        this.audit = audit;
    }

    /** Reads the certificate, and makes one where there is none. */
    static ServerCertificate open(Path folder, boolean tls, AuditTrail audit) throws IOException {
        DurableFile operators = new DurableFile(folder.resolve(OPERATORS));
        if (!tls) {
            return new ServerCertificate(null, operators, audit);
        }
        Optional<String> given = operators.read();
        if (given.isPresent()) {
            return new ServerCertificate(TlsIdentity.of(given.get(), false), operators, audit);
        }
        DurableFile own = new DurableFile(folder.resolve(OWN));
        Optional<String> kept = own.read();
        String pem = kept.isPresent() ? kept.get() : made(folder);
        if (kept.isEmpty()) {
            own.write(pem);
        }
        return new ServerCertificate(TlsIdentity.of(pem, true), operators, audit);
    }

    /** What the server is opened with; null for plain HTTP. */
    @Nullable
    TlsIdentity identity() {
        return identity;
    }

    private static String made(Path folder) throws IOException {
        Path store = folder.resolve("making.p12");
        String password = HexFormat.of().formatHex(seed());
        String host = InetAddress.getLocalHost().getHostName();
        Files.deleteIfExists(store);
        ProcessBuilder keytool = new ProcessBuilder(
                List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias",
                        "gm", "-keyalg", "EC", "-groupname", "secp256r1", "-sigalg", "SHA256withECDSA", "-validity",
                        String.valueOf(DAYS), "-dname",
                        "CN=" + host.replaceAll("[^A-Za-z0-9.-]", "") + ", O=grandmaster",
                        "-ext", "SAN=dns:localhost,ip:127.0.0.1" + named(host), "-ext", "EKU=serverAuth", "-storetype",
                        "PKCS12", "-keystore", store.toString(), "-storepass:env", "GM_STORE"));
        keytool.environment().put("GM_STORE", password);
        keytool.redirectErrorStream(true);
        try {
            Process process = keytool.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("keytool made no certificate: " + said.strip());
            }
            return pem(store, password.toCharArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.deleteIfExists(store);
        }
    }

    private static String named(String host) {
        return host.matches("[A-Za-z0-9][A-Za-z0-9.-]*") && !host.equals("localhost") ? ",dns:" + host : "";
    }

    private static byte[] seed() {
        byte[] bytes = new byte[24];
        Random random = new java.security.SecureRandom();
        random.nextBytes(bytes);
        return bytes;
    }

    private static String pem(Path store, char[] password) throws IOException {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, password);
            Key key = keys.getKey("gm", password);
            return block("CERTIFICATE", keys.getCertificate("gm").getEncoded())
                    + block("PRIVATE KEY", key.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static String block(String name, byte[] encoded) {
        return "-----BEGIN " + name + "-----\n"
                + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(encoded) + "\n-----END " + name
                + "-----\n";
    }

    @Override
    public @Nullable Map<String, @Nullable Object> describeCertificate() {
        return identity == null ? null : identity.describe();
    }

    @Override
    public synchronized Map<String, @Nullable Object> replace(String pem, String who) {
        if (identity == null) {
            throw new Refusal(409, "no TLS", "the pages are served without TLS; web.tls turns it on");
        }
        Map<String, @Nullable Object> before = identity.describe();
        TlsIdentity.check(pem);
        try {
            operators.write(pem);
        } catch (IOException e) {
            throw new Refusal(503, "not kept",
                    "the certificate cannot be kept, the former one stays: " + e.getMessage());
        }
        identity.replace(pem);
        audit.changed(who, "certificate", before.get("sha256"), identity.describe().get("sha256"));
        return identity.describe();
    }
}
