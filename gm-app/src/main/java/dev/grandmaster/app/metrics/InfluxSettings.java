package dev.grandmaster.app.metrics;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

import dev.grandmaster.app.config.Reporting;
import dev.grandmaster.app.tls.PemTrust;

/**
 * Where figures are pushed to.
 *
 * @param write     address that takes lines
 * @param tokenFile its first line is sent as token
 * @param trust     who must have signed the server's certificate
 * @param periodMs  between two looks
 * @param queue     most looks that wait
 */
public record InfluxSettings(URI write, Optional<Path> tokenFile, PemTrust trust, long periodMs, int queue) {

    /** As configured; nothing where no server is. Version 2 has buckets, version 1 databases; what is newer takes both. */
    public static Optional<InfluxSettings> of(Reporting.Influx wanted) {
        return wanted.url().map(url -> new InfluxSettings(URI.create(url.replaceAll("/+$", "") + wanted.bucket()
                .map(bucket -> "/api/v2/write?org=" + encoded(wanted.org().orElse("")) + "&bucket=" + encoded(bucket))
                .orElseGet(() -> "/write?db=" + encoded(wanted.database().orElse(""))) + "&precision=ns"),
                wanted.tokenFile().map(Path::of), PemTrust.of(wanted.caFile().map(Path::of)), 1000L * wanted.seconds(),
                wanted.queue()));
    }

    boolean isSecure() {
        return "https".equals(write.getScheme());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
