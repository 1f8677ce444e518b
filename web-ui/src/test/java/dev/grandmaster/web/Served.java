package dev.grandmaster.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.grandmaster.web.access.Gate;
import dev.grandmaster.web.access.Keep;
import dev.grandmaster.web.api.Ports;
import dev.grandmaster.web.http.Json;
import dev.grandmaster.web.http.TlsIdentity;
import org.jspecify.annotations.Nullable;

/** Pages and API of a {@link FakeUnit} on a free port, and somebody who asks them. */
final class Served implements AutoCloseable {
    static final String PASSWORD = "correct horse";

    final FakeUnit unit = new FakeUnit();
    final List<String> journal = new ArrayList<>();
    final Gate gate;
    final WebService service;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private String cookie = "";
    private String csrf = "";

    Served() throws IOException {
        this(null);
    }

    /** @param tls null for plain HTTP */
    Served(@Nullable TlsIdentity tls) throws IOException {
        gate = new Gate(new InMemory(), unit.monoNs::get, () -> 1_795_305_600L,
                (who, what) -> journal.add(who + ' ' + what));
        service = WebService.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), tls, gate,
                new Ports(unit, unit, unit, unit, unit));
    }

    /** Kept nowhere. */
    static final class InMemory implements Keep {
        private Optional<String> content = Optional.empty();

        @Override
        public Optional<String> read() {
            return content;
        }

        @Override
        public void write(String newContent) {
            content = Optional.of(newContent);
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + service.address().getPort() + path);
    }

    /** Becomes administrator and stays logged in. */
    Served entered() {
        HttpResponse<String> answer = ask("POST", "/api/v1/setup",
                Json.text(Map.of("code", gate.firstCode().orElseThrow(), "password", PASSWORD)));
        remember(answer);
        return this;
    }

    void remember(HttpResponse<String> answer) {
        cookie = answer.headers().firstValue("set-cookie").orElseThrow().replaceAll(";.*", "");
        csrf = String.valueOf(Json.object(ask("GET", "/api/v1/session", null).body()).get("csrf"));
    }

    void withoutCsrf() {
        csrf = "";
    }

    HttpResponse<String> get(String path) {
        return ask("GET", path, null);
    }

    HttpResponse<String> ask(String method, String path, @Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).method(method,
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        if (!csrf.isEmpty()) {
            request.header("X-CSRF-Token", csrf);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(method + ' ' + path, e);
        }
    }

    /** Opens a stream of events. */
    HttpResponse<InputStream> stream(String path) {
        try {
            return client.send(HttpRequest.newBuilder(uri(path)).header("Cookie", cookie).build(),
                    HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(path, e);
        }
    }

    @Override
    public void close() {
        service.close();
        client.close();
    }
}
