package dev.grandmaster.web.api;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The certificate that the pages are served with. */
public interface Certificates {

    /** Subject, issuer, end of validity, fingerprint and whether it is our own; null where there is no TLS. */
    @Nullable
    Map<String, @Nullable Object> describeCertificate();

    /**
     * Takes an operator's certificate over, from the next connection on.
     *
     * @param pem certificate chain and private key (PKCS 8, not encrypted), in any order
     */
    Map<String, @Nullable Object> replace(String pem, String who);
}
