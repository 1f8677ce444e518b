package dev.grandmaster.web.api;

import java.util.function.BiFunction;
import java.util.function.Function;

import dev.grandmaster.web.access.Gate;
import dev.grandmaster.web.access.Principal;
import dev.grandmaster.web.access.Role;
import dev.grandmaster.web.http.Answer;
import dev.grandmaster.web.http.Request;
import dev.grandmaster.web.http.Routes;

/** Routes below {@code /api/v1/} that ask who comes before they do anything. */
final class Guarded {

    static final String BASE = "/api/v1/";

    private final Routes routes;
    private final Gate gate;

    Guarded(Routes routes, Gate gate) {
        this.routes = routes;
        this.gate = gate;
    }

    /** Answers whoever may look with JSON. */
    void see(String path, Function<Request, Object> view) {
        on("GET", path, Role.VIEWER, (request, by) -> Answer.json(view.apply(request)));
    }

    /** Lets an administrator do something and answers with JSON. */
    void administer(String method, String path, BiFunction<Request, Principal, Object> action) {
        on(method, path, Role.ADMINISTRATOR, (request, by) -> Answer.json(action.apply(request, by)));
    }

    /** Answers in any way. */
    void on(String method, String path, Role needed, BiFunction<Request, Principal, Answer> action) {
        routes.on(method, BASE + path, request -> action.apply(request, gate.admit(request, needed)));
    }
}
