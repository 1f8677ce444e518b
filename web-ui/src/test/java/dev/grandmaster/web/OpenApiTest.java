package dev.grandmaster.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.grandmaster.web.http.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Holds openapi.json against the service: the same routes, and answers of the shape that it says. */
@Timeout(60)
class OpenApiTest {

    @Test
    void itDescribesTheRoutesThatThereAre() throws IOException {
        try (Served served = new Served()) {
            Set<String> described = new TreeSet<>();
            map(description(served).get("paths")).forEach((path, operations) -> map(operations).keySet()
                    .forEach(method -> described.add(String.valueOf(method).toUpperCase(Locale.ROOT) + ' ' + path)));
            assertEquals(described, new TreeSet<>(served.service.routes()));
        }
    }

    @Test
    void eachAnswerHasTheShapeThatItSays() throws IOException {
        try (Served served = new Served()) {
            served.entered();
            Map<?, ?> description = description(served);
            int held = 0;
            for (Map.Entry<?, ?> path : map(description.get("paths")).entrySet()) {
                Object operation = map(path.getValue()).get("get");
                if (operation == null || path.getKey().equals("/api/v1/events")) {
                    continue;
                }
                HttpResponse<String> answer = served.get(String.valueOf(path.getKey()));
                assertEquals(200, answer.statusCode(), String.valueOf(path.getKey()));
                Map<?, ?> content = map(map(map(map(operation).get("responses")).get("200")).get("content"));
                String type = answer.headers().firstValue("content-type").orElse("").replaceAll(";.*", "");
                assertTrue(content.containsKey(type), path.getKey() + " answers with " + type);
                if (type.equals("application/json")) {
                    List<String> wrong = new ArrayList<>();
                    hold(Json.object(answer.body()), map(map(content.get(type)).get("schema")),
                            String.valueOf(path.getKey()),
                            description, wrong);
                    assertEquals(List.of(), wrong);
                    held++;
                }
            }
            assertTrue(held >= 15, "only " + held + " answers were held against their schema");
        }
    }

    @Test
    void eachBodyThatIsNoneIsAProblem() throws IOException {
        try (Served served = new Served()) {
            served.entered();
            int held = 0;
            for (Map.Entry<?, ?> path : map(description(served).get("paths")).entrySet()) {
                for (Map.Entry<?, ?> operation : map(path.getValue()).entrySet()) {
                    Object body = map(operation.getValue()).get("requestBody");
                    String where = String.valueOf(path.getKey()).replaceAll("\\{\\w+}", "some");
                    if (body == null || !map(map(body).get("content")).containsKey("application/json")
                            || where.matches("/api/v1/(session|setup)")) {
                        continue;
                    }
                    String method = String.valueOf(operation.getKey()).toUpperCase(Locale.ROOT);
                    for (String none : List.of("", "[1]", "{\"a\":", "7")) {
                        HttpResponse<String> answer = served.ask(method, where, none);
                        assertEquals(400, answer.statusCode(), method + ' ' + where + ' ' + none);
                        assertEquals("application/problem+json",
                                answer.headers().firstValue("content-type").orElse(""));
                        List<String> wrong = new ArrayList<>();
                        hold(Json.object(answer.body()), Map.of("$ref", "#/components/schemas/Problem"), where,
                                description(served), wrong);
                        assertEquals(List.of(), wrong);
                    }
                    held++;
                }
            }
            assertTrue(held >= 5, "only " + held + " bodies were tried");
        }
    }

    @Test
    void theTestSeesAMissingMember() {
        List<String> wrong = new ArrayList<>();
        hold(Map.of("a", 1L), Map.of("type", "object", "required", List.of("a", "b"), "properties",
                Map.of("a", Map.of("type", "string"))), "", Map.of(), wrong);
        assertEquals(2, wrong.size(), wrong::toString);
    }

    private static Map<?, ?> description(Served served) {
        Map<String, @Nullable Object> description = Json.object(served.get("/openapi.json").body());
        assertEquals("3.1.0", description.get("openapi"));
        return description;
    }

    private static Map<?, ?> map(@Nullable Object tree) {
        if (tree instanceof Map<?, ?> map) {
            return map;
        }
        throw new AssertionError("not an object: " + tree);
    }

    /** As much of JSON schema as the description uses. */
    private static void hold(@Nullable Object value, Map<?, ?> schema, String where, Map<?, ?> description,
            List<String> wrong) {
        if (schema.get("$ref") instanceof String reference) {
            Object target = description;
            for (String step : reference.substring(2).split("/", -1)) {
                target = map(target).get(step);
            }
            hold(value, map(target), where, description, wrong);
        }
        if (schema.get("allOf") instanceof List<?> all) {
            all.forEach(each -> hold(value, map(each), where, description, wrong));
        }
        if (schema.get("enum") instanceof List<?> allowed && !allowed.contains(value)) {
            wrong.add(where + " = " + value + " is none of " + allowed);
        }
        Object type = schema.get("type");
        List<?> types = type instanceof List<?> several ? several : type == null ? List.of() : List.of(type);
        if (!types.isEmpty() && types.stream().noneMatch(each -> is(value, String.valueOf(each)))) {
            wrong.add(where + " = " + value + " is no " + types);
            return;
        }
        if (value instanceof Map<?, ?> members) {
            if (schema.get("required") instanceof List<?> required) {
                required.stream().filter(name -> !members.containsKey(name))
                        .forEach(name -> wrong.add(where + " lacks " + name));
            }
            if (schema.get("properties") instanceof Map<?, ?> properties) {
                properties.forEach((name, inner) -> {
                    if (members.containsKey(name)) {
                        hold(members.get(name), map(inner), where + '.' + name, description, wrong);
                    }
                });
            }
        }
        if (value instanceof List<?> elements && schema.get("items") instanceof Map<?, ?> items) {
            elements.forEach(element -> hold(element, items, where + "[]", description, wrong));
        }
    }

    private static boolean is(@Nullable Object value, String type) {
        return switch (type) {
            case "null" -> value == null;
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "integer" -> value instanceof Long;
            case "number" -> value instanceof Number;
            case "array" -> value instanceof List;
            case "object" -> value instanceof Map;
            default -> false;
        };
    }
}
