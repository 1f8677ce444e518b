package dev.grandmaster.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import dev.grandmaster.web.http.Refusal;
import dev.grandmaster.web.http.TlsIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service over TLS: whose certificate is shown, and when browsers are told to insist on it. */
@Timeout(120)
class TlsTest {

    @TempDir
    private Path folder = Path.of("");

    /** Certificate and key as an operator brings them. */
    private String pem(String name) throws IOException, GeneralSecurityException {
        Path store = folder.resolve(name + ".p12");
        try {
            Process keytool = new ProcessBuilder(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "k",
                    "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + name, "-storetype", "PKCS12",
                    "-keystore", store.toString(), "-storepass", "changeit")).redirectErrorStream(true).start();
            assertEquals(0, keytool.waitFor(), "keytool");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        return block("CERTIFICATE", keys.getCertificate("k").getEncoded())
                + block("PRIVATE KEY", keys.getKey("k", "changeit".toCharArray()).getEncoded());
    }

    private static String block(String name, byte[] encoded) {
        return "-----BEGIN " + name + "-----\n" + Base64.getMimeEncoder().encodeToString(encoded) + "\n-----END " + name
                + "-----\n";
    }

    /** Trusts anybody: the test looks at the certificate itself. */
    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // anybody
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
            // anybody
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            // anybody
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // anybody
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            // anybody
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            // anybody
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Name on the certificate, and what was answered. */
    private record Heard(String subject, String answer) {
    }

    private static Heard ask(Served served) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[]{new Anybody()}, new SecureRandom());
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1",
                served.service.address().getPort())) {
            socket.startHandshake();
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            socket.getOutputStream().write(
                    "GET /healthz HTTP/1.1\r\nHost: unit\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return new Heard(shown.getSubjectX500Principal().getName(),
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void anOperatorsCertificateIsShownAndInsistedOnFromTheNextConnection() throws Exception {
        TlsIdentity identity = TlsIdentity.of(pem("own"), true);
        try (Served served = new Served(identity)) {
            Heard before = ask(served);
            assertEquals("CN=own", before.subject());
            assertTrue(before.answer().startsWith("HTTP/1.1 200"), before.answer());
            assertFalse(before.answer().contains("Strict-Transport-Security"), before.answer());
            identity.replace(pem("operator"));
            Heard after = ask(served);
            assertEquals("CN=operator", after.subject());
            assertTrue(after.answer().contains("Strict-Transport-Security: max-age=31536000")
                    || after.answer().contains("Strict-transport-security: max-age=31536000"), after.answer());
        }
    }

    @Test
    void aKeyThatDoesNotBelongToItsCertificateIsRefusedAndNothingChanges() throws Exception {
        String one = pem("one");
        String other = pem("other");
        TlsIdentity identity = TlsIdentity.of(one, true);
        Object shown = identity.describe().get("sha256");
        String mixed = one.substring(0, one.indexOf("-----BEGIN PRIVATE")) + other.substring(other.indexOf(
                "-----BEGIN PRIVATE"));
        for (String bad : List.of("", "no PEM", mixed, one.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"))) {
            assertThrows(Refusal.class, () -> identity.replace(bad), bad);
        }
        assertEquals(shown, identity.describe().get("sha256"));
        identity.replace(other);
        assertNotEquals(shown, identity.describe().get("sha256"));
    }
}
