package dev.grandmaster.web.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Paths and methods to handlers. Put together before the server starts, read only afterwards. */
public final class Routes implements Handler {

    private record Route(String method, String pattern, List<String> parts, Handler handler) {
    }

    private final List<Route> routes = new ArrayList<>();
    private final Handler otherwise;

    /** @param otherwise answers what no route knows */
    public Routes(Handler otherwise) {
        this.otherwise = otherwise;
    }

    /** @param pattern such as {@code /api/v1/alarms/{code}}; a part in braces takes any text without a slash */
    public Routes on(String method, String pattern, Handler handler) {
        routes.add(new Route(method, pattern, List.of(pattern.split("/", -1)), handler));
        return this;
    }

    /** Method and pattern of each, as {@code GET /api/v1/status}; HEAD is not listed. */
    public List<String> known() {
        return routes.stream().map(route -> route.method() + ' ' + route.pattern()).toList();
    }

    @Override
    public Answer answer(Request request) {
        List<String> parts = List.of(request.path().split("/", -1));
        String wanted = request.method().equals("HEAD") ? "GET" : request.method();
        Set<String> others = new TreeSet<>();
        for (Route route : routes) {
            Map<String, String> found = new HashMap<>();
            if (matches(route.parts(), parts, found)) {
                if (route.method().equals(wanted)) {
                    return route.handler().answer(request.with(found));
                }
                others.add(route.method());
            }
        }
        if (!others.isEmpty()) {
            String allow = String.join(", ", others);
            return Answer.problem(new Refusal(405, "method not allowed", request.path() + " takes " + allow))
                    .with("Allow", allow);
        }
        return otherwise.answer(request);
    }

    private static boolean matches(List<String> pattern, List<String> parts, Map<String, String> found) {
        if (pattern.size() != parts.size()) {
            return false;
        }
        for (int i = 0; i < parts.size(); i++) {
            String wanted = pattern.get(i);
            if (wanted.startsWith("{") && !parts.get(i).isEmpty()) {
                found.put(wanted.substring(1, wanted.length() - 1), parts.get(i));
            } else if (!wanted.equals(parts.get(i))) {
                return false;
            }
        }
        return true;
    }
}
