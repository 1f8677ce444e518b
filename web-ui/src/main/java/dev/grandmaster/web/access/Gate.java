package dev.grandmaster.web.access;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

import dev.grandmaster.web.http.Refusal;
import dev.grandmaster.web.http.Request;
import org.jspecify.annotations.Nullable;

/**
 * The door. Until the first administrator exists, only he who knows the one-time code gets in, and that code is told where only the owner
 * looks: on the console and in the journal. There is no default password.
 */
public final class Gate {

    private static final String COOKIE = "gm_session";
    private static final String CSRF_HEADER = "x-csrf-token";
    private static final String BEARER = "Bearer ";
    private static final String FORM = "[a-z][a-z0-9._-]{0,31}";
    private static final String LOGIN = "log-in";

    private final Accounts accounts;
    private final Sessions sessions = new Sessions();
    private final Throttle throttle = new Throttle();
    private final LongSupplier monoNs;
    private final LongSupplier unixS;
    private final BiConsumer<String, String> journal;
    private final AtomicLong throttled = new AtomicLong();
    /** One password is computed at a time: whoever floods the door costs one core at most. */
    private final Object oneAtATime = new Object();
    private @Nullable String firstCode;

    /**
     * Opens the door.
     *
     * @param keep    accounts and tokens
     * @param monoNs  monotonic ns
     * @param unixS   seconds since 1970, for display only
     * @param journal told who did what: came in, was refused, changed an account
     * @throws IOException where the accounts cannot be read
     */
    public Gate(Keep keep, LongSupplier monoNs, LongSupplier unixS, BiConsumer<String, String> journal)
            throws IOException {
        accounts = new Accounts(keep);
        this.monoNs = monoNs;
        this.unixS = unixS;
        this.journal = journal;
        firstCode = accounts.empty() ? Secrets.code() : null;
    }

    /** The one-time code, while there is no administrator yet. */
    public synchronized Optional<String> firstCode() {
        return Optional.ofNullable(firstCode);
    }

    /** Attempts that were turned away because too many had failed before, since the start; only grows. */
    public long throttled() {
        return throttled.get();
    }

    /**
     * Who asks, where the role suffices and a changing request proves that it comes from our own pages.
     *
     * @throws Refusal 401 for nobody, 403 for too little
     */
    public Principal admit(Request request, Role needed) {
        Principal principal = who(request)
                .orElseThrow(() -> new Refusal(401, "not logged in", "log in, or send a token"));
        if (!principal.role().mayAs(needed)) {
            throw new Refusal(403, "not allowed", "this needs the role " + needed.word());
        }
        return principal;
    }

    private Optional<Principal> who(Request request) {
        Optional<String> authorization = request.header("authorization");
        if (authorization.isPresent()) {
            return byToken(request, authorization.get());
        }
        Optional<Sessions.Session> session = session(request);
        boolean changes = !request.method().equals("GET") && !request.method().equals("HEAD");
        if (session.isPresent() && changes
                && !request.header(CSRF_HEADER).filter(sent -> Secrets.same(sent, session.get().csrf())).isPresent()) {
            throw new Refusal(403, "not from our pages", "the header X-CSRF-Token is missing or wrong");
        }
        return session.map(Sessions.Session::principal);
    }

    private Optional<Sessions.Session> session(Request request) {
        return request.cookie(COOKIE).flatMap(secret -> sessions.find(secret, monoNs.getAsLong()));
    }

    private Optional<Principal> byToken(Request request, String authorization) {
        patience(request.remote(), "");
        Optional<Accounts.Token> token = authorization.startsWith(BEARER)
                ? accounts.token(authorization.substring(BEARER.length()).strip())
                : Optional.empty();
        if (token.isEmpty()) {
            failed(request.remote(), "");
            throw new Refusal(401, "not a token", "the token is not known here");
        }
        return token.map(known -> new Principal(known.name(), known.role(), true));
    }

    /** Whether the session of a request still is one; for streams, which outlive their request. */
    public boolean still(Request request, Role needed) {
        try {
            admit(request, needed);
            return true;
        } catch (Refusal gone) {
            return false;
        }
    }

    /** Makes the first administrator and logs him in; answers the cookie. */
    public String begin(Request request) {
        Map<String, @Nullable Object> body = request.json();
        patience(request.remote(), "");
        String code = Request.textField(body, "code", 64).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        synchronized (this) {
            String wanted = firstCode;
            if (wanted == null) {
                throw new Refusal(409, "already set up", "there is an administrator");
            }
            if (!Secrets.same(code, wanted.replace("-", ""))) {
                failed(request.remote(), "");
                throw Refusal.ofField("code", "not the code that the service printed when it started");
            }
            String name = name(body.getOrDefault("user", "admin"));
            accounts.put(new Accounts.Account(name, Role.ADMINISTRATOR, computed(newPassword(body))));
            firstCode = null;
            journal.accept(name, "became the first administrator, from " + request.remote());
            return cookie(request, new Principal(name, Role.ADMINISTRATOR, false));
        }
    }

    /** Logs in; answers the cookie. */
    public String enter(Request request) {
        Map<String, @Nullable Object> body = request.json();
        String name = Request.textField(body, "user", 64);
        String password = Request.textField(body, "password", Password.LONGEST);
        patience(request.remote(), name);
        Optional<Accounts.Account> account = accounts.account(name);
        boolean right;
        synchronized (oneAtATime) {
            // as long for an account that does not exist
            right = account.map(Accounts.Account::password).orElse(NOBODY).matches(password) && account.isPresent();
        }
        if (!right) {
            failed(request.remote(), name);
            journal.accept("nobody", "log-in refused, from " + request.remote());
            throw new Refusal(401, "log-in refused", "name or password is wrong");
        }
        throttle.succeeded(request.remote());
        throttle.succeeded(LOGIN + name);
        journal.accept(name, "logged in, from " + request.remote());
        return cookie(request, new Principal(name, account.orElseThrow().role(), false));
    }

    private static final Password NOBODY = new Password(Password.ITERATIONS, "00".repeat(16), "00".repeat(32));

    private void patience(String remote, String name) {
        long now = monoNs.getAsLong();
        long waitS = Math.max(throttle.waitS(remote, now), name.isEmpty() ? 0 : throttle.waitS(LOGIN + name, now));
        if (waitS > 0) {
            throttled.incrementAndGet();
            throw Refusal.later(429, "too many failures", "try again in " + waitS + " s", waitS);
        }
    }

    private void failed(String remote, String name) {
        throttle.failed(remote, monoNs.getAsLong());
        if (!name.isEmpty()) {
            throttle.failed(LOGIN + name, monoNs.getAsLong());
        }
    }

    private String cookie(Request request, Principal principal) {
        return COOKIE + '=' + sessions.begin(principal, monoNs.getAsLong()).secret()
                + "; Path=/; HttpOnly; SameSite=Strict" + (request.secure() ? "; Secure" : "");
    }

    /** Logs out; answers the cookie that removes the cookie. */
    public String leave(Request request) {
        request.cookie(COOKIE).ifPresent(sessions::end);
        return COOKIE + "=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0";
    }

    /** Who is logged in, for the pages. */
    public Map<String, @Nullable Object> describe(Request request) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        Optional<Sessions.Session> session = session(request);
        answer.put("setupNeeded", accounts.empty());
        answer.put("user", session.map(found -> found.principal().name()).orElse(null));
        answer.put("role", session.map(found -> found.principal().role().word()).orElse(null));
        answer.put("csrf", session.map(Sessions.Session::csrf).orElse(null));
        return answer;
    }

    /** All accounts without their secrets. */
    public List<Map<String, @Nullable Object>> accounts() {
        return accounts.all().stream()
                .<Map<String, @Nullable Object>>map(account -> Map.of("user", account.name(), "role",
                        account.role().word()))
                .toList();
    }

    /** Adds an account or changes it. */
    public void put(Request request, Principal by) {
        Map<String, @Nullable Object> body = request.json();
        String name = name(request.parameter("user"));
        Role role = Role.of(String.valueOf(body.get("role")))
                .orElseThrow(() -> Refusal.ofField("role", "viewer or administrator"));
        if (name.equals(by.name()) && role != by.role()) {
            throw Refusal.ofField("role", "nobody takes a role from himself");
        }
        if (!accounts.put(new Accounts.Account(name, role, computed(newPassword(body))))) {
            throw new Refusal(409, "too many accounts", "remove one first");
        }
        sessions.endAll(name);
        journal.accept(by.name(), "set account " + name + " with role " + role.word());
    }

    /** Removes an account and ends its sessions. */
    public void remove(Request request, Principal by) {
        String name = request.parameter("user");
        if (!accounts.remove(name)) {
            throw new Refusal(409, "not removed", "no such account, or the last administrator");
        }
        sessions.endAll(name);
        journal.accept(by.name(), "removed account " + name);
    }

    /** All tokens without their secrets. */
    public List<Map<String, @Nullable Object>> tokens() {
        return accounts.tokens().stream().<Map<String, @Nullable Object>>map(token -> Map.of("name", token.name(),
                "role", token.role().word(), "createdUnixS", token.createdUnixS())).toList();
    }

    /** Makes a token; its secret is shown this once. */
    public Map<String, @Nullable Object> makeToken(Request request, Principal by) {
        Map<String, @Nullable Object> body = request.json();
        String name = name(body.getOrDefault("name", ""));
        Role role = Role.of(String.valueOf(body.get("role")))
                .orElseThrow(() -> Refusal.ofField("role", "viewer or administrator"));
        String secret = "gm_" + Secrets.random();
        if (!accounts.put(new Accounts.Token(name, role, Secrets.fingerprint(secret), unixS.getAsLong()))) {
            throw new Refusal(409, "not made", "a token of that name exists, or there are too many");
        }
        journal.accept(by.name(), "made token " + name + " with role " + role.word());
        return Map.of("name", name, "role", role.word(), "token", secret);
    }

    /** Removes a token. */
    public void removeToken(Request request, Principal by) {
        if (!accounts.removeToken(request.parameter("name"))) {
            throw new Refusal(404, "not found", "no such token");
        }
        journal.accept(by.name(), "removed token " + request.parameter("name"));
    }

    private Password computed(String clear) {
        synchronized (oneAtATime) {
            return Password.of(clear);
        }
    }

    private static String newPassword(Map<String, @Nullable Object> body) {
        String password = Request.textField(body, "password", Password.LONGEST);
        if (password.length() < Password.SHORTEST) {
            throw Refusal.ofField("password", "at least " + Password.SHORTEST + " characters");
        }
        return password;
    }

    private static String name(@Nullable Object given) {
        if (given instanceof String name && name.matches(FORM)) {
            return name;
        }
        throw Refusal.ofField("name", "small letters, digits, points and dashes, a letter first, at most 32");
    }
}
