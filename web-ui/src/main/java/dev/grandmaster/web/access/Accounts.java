package dev.grandmaster.web.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.grandmaster.web.http.Json;
import org.jspecify.annotations.Nullable;

/** The accounts of people and the tokens of machines, kept after each change. */
final class Accounts {

    private static final int MOST = 64;

    record Account(String name, Role role, Password password) {
    }

    /**
     * A machine's.
     *
     * @param createdUnixS when it was made
     */
    record Token(String name, Role role, String fingerprint, long createdUnixS) {
    }

    private final Keep keep;
    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final Map<String, Token> tokens = new LinkedHashMap<>();

    /** @throws IOException where what is kept cannot be read, or is none of ours: nobody gets in by a broken file */
    Accounts(Keep keep) throws IOException {
        this.keep = keep;
        Optional<String> kept = keep.read();
        if (kept.isPresent()) {
            try {
                read(Json.object(kept.get()));
            } catch (RuntimeException e) {
                throw new IOException("the accounts are damaged: " + e.getMessage(), e);
            }
        }
    }

    private void read(Map<String, @Nullable Object> tree) {
        for (Object each : list(tree, "accounts")) {
            Map<?, ?> parts = (Map<?, ?>) each;
            String name = (String) value(parts, "name");
            accounts.put(name, new Account(name, Role.of(value(parts, "role")).orElseThrow(),
                    Password.ofParts((Map<?, ?>) value(parts, "password"))));
        }
        for (Object each : list(tree, "tokens")) {
            Map<?, ?> parts = (Map<?, ?>) each;
            String name = (String) value(parts, "name");
            tokens.put(name, new Token(name, Role.of(value(parts, "role")).orElseThrow(),
                    (String) value(parts, "fingerprint"), ((Number) value(parts, "created")).longValue()));
        }
    }

    private static List<?> list(Map<String, @Nullable Object> tree, String name) {
        return tree.get(name) instanceof List<?> list ? list : List.of();
    }

    private static Object value(Map<?, ?> parts, String name) {
        Object value = parts.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return value;
    }

    synchronized boolean empty() {
        return accounts.isEmpty();
    }

    synchronized Optional<Account> account(String name) {
        return Optional.ofNullable(accounts.get(name));
    }

    synchronized List<Account> all() {
        return List.copyOf(accounts.values());
    }

    synchronized List<Token> tokens() {
        return List.copyOf(tokens.values());
    }

    synchronized Optional<Token> token(String secret) {
        String fingerprint = Secrets.fingerprint(secret);
        return tokens.values().stream().filter(token -> Secrets.same(token.fingerprint(), fingerprint)).findFirst();
    }

    /** Adds or replaces; false where there are too many. */
    synchronized boolean put(Account account) {
        if (accounts.size() >= MOST && !accounts.containsKey(account.name())) {
            return false;
        }
        accounts.put(account.name(), account);
        save();
        return true;
    }

    /** The last administrator stays: false then, and where there is no such account. */
    synchronized boolean remove(String name) {
        Account account = accounts.get(name);
        boolean last = account != null && account.role() == Role.ADMINISTRATOR
                && accounts.values().stream().filter(each -> each.role() == Role.ADMINISTRATOR).count() == 1;
        if (account == null || last) {
            return false;
        }
        accounts.remove(name);
        save();
        return true;
    }

    synchronized boolean put(Token token) {
        if (tokens.size() >= MOST || tokens.containsKey(token.name())) {
            return false;
        }
        tokens.put(token.name(), token);
        save();
        return true;
    }

    synchronized boolean removeToken(String name) {
        boolean removed = tokens.remove(name) != null;
        if (removed) {
            save();
        }
        return removed;
    }

    private void save() {
        List<Object> people = new ArrayList<>();
        accounts.values().forEach(account -> people.add(Map.of("name", account.name(), "role", account.role().word(),
                "password", account.password().parts())));
        List<Object> machines = new ArrayList<>();
        tokens.values().forEach(token -> machines.add(Map.of("name", token.name(), "role", token.role().word(),
                "fingerprint", token.fingerprint(), "created", token.createdUnixS())));
        try {
            keep.write(Json.text(Map.of("accounts", people, "tokens", machines)));
        } catch (IOException e) {
            throw new UncheckedIOException("the accounts cannot be kept", e);
        }
    }
}
