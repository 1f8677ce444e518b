package dev.grandmaster.app.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

import dev.grandmaster.app.config.SiteConfig.Web;
import dev.grandmaster.app.persistence.DurableFile;
import dev.grandmaster.app.settings.AuditTrail;
import dev.grandmaster.linux.time.Courtesy;
import dev.grandmaster.web.WebService;
import dev.grandmaster.web.access.Gate;
import dev.grandmaster.web.access.Keep;
import dev.grandmaster.web.api.Certificates;
import dev.grandmaster.web.api.Ports;
import dev.grandmaster.web.http.TlsIdentity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pages of the running service, opened on a thread of their own so that nothing waits for a certificate that is being made. */
public final class Pages implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("gm.web");
    private static final long PATIENCE_MS = 5_000;

    private final Web web;
    private final Path folder;
    private final Function<Certificates, Ports> ports;
    private final AuditTrail audit;
    private final LongSupplier monoNs;
    private final LongSupplier unixS;
    private final Thread opener;
    private volatile @Nullable WebService service;
    private volatile @Nullable Gate gate;
    private volatile @Nullable TlsIdentity tls;
    private volatile boolean closed;

    /**
     * What the pages are made of.
     *
     * @param folder of accounts and certificates
     * @param ports  the unit, as soon as there is a certificate
     * @param monoNs monotonic ns
     * @param unixS  seconds since 1970
     */
    public Pages(Web web, Path folder, Function<Certificates, Ports> ports, AuditTrail audit, LongSupplier monoNs,
            LongSupplier unixS) {
        this.web = web;
        this.folder = folder;
        this.ports = ports;
        this.audit = audit;
        this.monoNs = monoNs;
        this.unixS = unixS;
        this.opener = Thread.ofPlatform().daemon().name("gm-web-open").unstarted(this::open);
    }

    /** Opens them soon. */
    public Pages start() {
        if (web.enabled()) {
            opener.start();
        }
        return this;
    }

    private void open() {
        Courtesy.giveWay(); // and with it all threads of the pages, which begin here
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            InetAddress host = InetAddress.getByName(web.host());
            boolean secure = switch (web.tls()) {
                case ON -> true;
                case OFF -> false;
                case AUTO -> !host.isLoopbackAddress();
            };
            ServerCertificate certificate = ServerCertificate.open(folder, secure, audit);
            Gate door = new Gate(keep(folder.resolve("accounts.json")), monoNs, unixS, audit::done);
            WebService opened = WebService.open(new InetSocketAddress(host, web.port()), certificate.identity(), door,
                    ports.apply(certificate));
            gate = door;
            tls = certificate.identity();
            service = opened;
            tell(opened, door, secure);
            if (closed) {
                opened.close();
            }
        } catch (IOException e) {
            LOG.warn("no pages at {}: {}", web.listen(), e.getMessage());
        }
    }

    private static void tell(WebService opened, Gate door, boolean tls) {
        InetSocketAddress at = opened.address();
        boolean everywhere = at.getAddress().isAnyLocalAddress();
        String host = at.getAddress().getHostAddress();
        String url = (tls ? "https://" : "http://") + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + at.getPort()
                + "/";
        LOG.info("pages at {}{}", url, everywhere ? " (on every address of this host)" : "");
        if (!tls && !at.getAddress().isLoopbackAddress()) {
            LOG.warn("passwords travel without TLS, because web.tls is off");
        }
        door.firstCode().ifPresent(
                code -> LOG.info("first start: open {} and enter the one-time code {} to become its administrator", url,
                        code));
    }

    private static Keep keep(Path path) {
        DurableFile file = new DurableFile(path);
        return new Keep() {
            @Override
            public Optional<String> read() throws IOException {
                return file.read();
            }

            @Override
            public void write(String content) throws IOException {
                file.write(content);
            }
        };
    }

    /** Tells whoever looks at a page what happened; never waits. */
    public void happened(String text) {
        WebService opened = service;
        if (opened != null) {
            opened.happened(text);
        }
    }

    /** Log-ins turned away because too many had failed before, since the start; only grows. */
    public double throttledLogIns() {
        Gate door = gate;
        return door == null ? 0 : door.throttled();
    }

    /** Days until the certificate ends; NaN without one. */
    public double certificateDays() {
        TlsIdentity identity = tls;
        return identity == null ? Double.NaN : (identity.notAfterUnixMs() / 1000.0 - unixS.getAsLong()) / 86_400;
    }

    @Override
    public void close() {
        closed = true;
        WebService opened = service;
        if (opened != null) {
            opened.close();
        }
        try {
            opener.join(PATIENCE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
