package dev.grandmaster.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.grandmaster.web.access.Gate;
import dev.grandmaster.web.api.Api;
import dev.grandmaster.web.api.Ports;
import dev.grandmaster.web.http.Routes;
import dev.grandmaster.web.http.StaticFiles;
import dev.grandmaster.web.http.TlsIdentity;
import dev.grandmaster.web.http.WebServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pages and the API of one unit, open until they are closed. A thread of its own looks at the unit once a second. */
public final class WebService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("gm.web");
    private static final long PATIENCE_S = 5;

    private final Api api;
    private final Routes routes;
    private final WebServer server;
    private final ScheduledExecutorService ticker;

    private WebService(Api api, Routes routes, WebServer server) {
        this.api = api;
        this.routes = routes;
        this.server = server;
        this.ticker = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("gm-web").factory());
        var _ = ticker.scheduleAtFixedRate(this::second, 0, 1, TimeUnit.SECONDS); // second() catches all it can
    }

    /**
     * Opens pages and API.
     *
     * @param at   where to listen
     * @param tls  null for plain HTTP
     * @param gate who may come in
     * @param ports the unit that is seen and changed
     * @throws IOException where the address cannot be had
     */
    public static WebService open(InetSocketAddress at, @Nullable TlsIdentity tls, Gate gate, Ports ports)
            throws IOException {
        Api api = new Api(ports, gate);
        Routes routes = new Routes(new StaticFiles(WebService.class, "pages"));
        api.addTo(routes);
        WebServer server = WebServer.open(at, tls == null ? null : tls.context(), routes,
                () -> tls != null && tls.operators());
        return new WebService(api, routes, server);
    }

    private void second() {
        try {
            api.second();
        } catch (RuntimeException e) {
            LOG.error("the pages missed a second", e); // and look again in the next one
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Method and path of each route. */
    public List<String> routes() {
        return routes.known();
    }

    /** Streams that are open now. */
    public int streams() {
        return server.streams();
    }

    /** Tells whoever looks at a page what happened. */
    public void happened(String text) {
        api.happened(text);
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        api.close();
        server.close();
        try {
            ticker.awaitTermination(PATIENCE_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
