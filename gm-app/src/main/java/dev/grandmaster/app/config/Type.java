package dev.grandmaster.app.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** What a key may be set to. */
public sealed interface Type<T> {
    /** The value of a TOML value, or why it is refused. */
    Outcome<T> read(Object raw);

    /** What is allowed, as a phrase: "a whole number from 0 to 127". */
    String allowed();

    /** The value in TOML notation. */
    String shown(T value);

    /** The type as JSON schema. */
    Map<String, Object> schema();

    /** Unit of a number, empty where it has none. */
    default String unit() {
        return "";
    }

    /** Either a value or the reason why there is none. */
    record Outcome<T>(@Nullable T value, String refusal) {
        static <T> Outcome<T> of(T value) {
            return new Outcome<>(value, "");
        }

        static <T> Outcome<T> refused(String why) {
            return new Outcome<>(null, why);
        }
    }

    static Type<Integer> whole(int least, int most) {
        return whole(least, most, "");
    }

    static Type<Integer> whole(int least, int most, String unit) {
        return new Whole<>(least, most, unit, Math::toIntExact);
    }

    /** A whole number, or a word that stands for another one. */
    static Type<Integer> wholeOr(String word, int meant, int least, int most, String unit) {
        return new WholeOrWord(new Whole<>(least, most, unit, Math::toIntExact), word, meant);
    }

    static Type<Long> wholeLong(long least, long most, String unit) {
        return new Whole<>(least, most, unit, Long::valueOf);
    }

    static Type<Double> real(double least, double most, String unit) {
        return new Real(least, most, unit);
    }

    static Type<Boolean> flag() {
        return new Flag();
    }

    /** Any text that is not empty. */
    static Type<String> text() {
        return new Text(Pattern.compile("(?s).+"), "text");
    }

    /** Text of a form; {@code allowed} says it in words. */
    static Type<String> text(String form, String allowed) {
        return new Text(Pattern.compile(form), allowed);
    }

    /** Where something listens: host, which may be all, and port. */
    static Type<String> listenAddress() {
        return text("(\\[[0-9A-Fa-f:.]+\\]|[0-9A-Za-z.-]+):[0-9]{1,5}",
                "\"host:port\" such as \"127.0.0.1:8080\", \"0.0.0.0:443\" or \"[::]:443\"");
    }

    /** Any number of texts of a form. */
    static Type<List<String>> texts(String form, String allowed) {
        return new Texts(new Text(Pattern.compile(form), allowed));
    }

    /** One of some whole numbers. */
    static Type<Integer> oneOf(String unit, Integer... values) {
        return new OneOf(List.of(values), unit);
    }

    /** One of an enum's values, by the word that stands for it in a file. */
    static <E extends Enum<E>> Type<E> choice(Class<E> kind, Function<E, String> word) {
        return new Choice<>(List.of(kind.getEnumConstants()), word);
    }

    /** Whole number in a range; {@code narrow} makes it the type that the row has. */
    record Whole<T extends Number>(long least, long most, String unit, Function<Long, T> narrow) implements Type<T> {
        @Override
        public Outcome<T> read(Object raw) {
            if (!(raw instanceof Long number)) {
                return Outcome.refused("not a whole number");
            }
            return number < least || number > most
                    ? Outcome.refused("out of range")
                    : Outcome.of(narrow.apply(number));
        }

        @Override
        public String allowed() {
            return "a whole number from " + least + " to " + most + (unit.isEmpty() ? "" : " " + unit);
        }

        @Override
        public String shown(T value) {
            return value.toString();
        }

        @Override
        public Map<String, Object> schema() {
            return ordered("type", "integer", "minimum", least, "maximum", most);
        }
    }

    /** Whole number in a range, or a word in its place. */
    record WholeOrWord(Whole<Integer> whole, String word, int meant) implements Type<Integer> {
        @Override
        public Outcome<Integer> read(Object raw) {
            return raw.equals(word) ? Outcome.of(meant) : whole.read(raw);
        }

        @Override
        public String allowed() {
            return whole.allowed() + ", or \"" + word + "\"";
        }

        @Override
        public String unit() {
            return whole.unit();
        }

        @Override
        public String shown(Integer value) {
            return value == meant ? "\"" + word + "\"" : whole.shown(value);
        }

        @Override
        public Map<String, Object> schema() {
            return ordered("oneOf", List.of(whole.schema(), ordered("const", word)));
        }
    }

    /** Number in a range, with or without a fraction. */
    record Real(double least, double most, String unit) implements Type<Double> {
        @Override
        public Outcome<Double> read(Object raw) {
            if (!(raw instanceof Number number)) {
                return Outcome.refused("not a number");
            }
            double value = number.doubleValue();
            return value >= least && value <= most ? Outcome.of(value) : Outcome.refused("out of range");
        }

        @Override
        public String allowed() {
            return "a number from " + plain(least) + " to " + plain(most) + (unit.isEmpty() ? "" : " " + unit);
        }

        @Override
        public String shown(Double value) {
            return plain(value);
        }

        @Override
        public Map<String, Object> schema() {
            return ordered("type", "number", "minimum", least, "maximum", most);
        }

        private static String plain(double value) {
            return value == Math.rint(value) && Math.abs(value) < 1e15
                    ? Long.toString((long) value)
                    : Double.toString(value);
        }
    }

    /** True or false. */
    record Flag() implements Type<Boolean> {
        @Override
        public Outcome<Boolean> read(Object raw) {
            return raw instanceof Boolean value ? Outcome.of(value) : Outcome.refused("neither true nor false");
        }

        @Override
        public String allowed() {
            return "true or false";
        }

        @Override
        public String shown(Boolean value) {
            return value.toString();
        }

        @Override
        public Map<String, Object> schema() {
            return ordered("type", "boolean");
        }
    }

    /** Text of a form. */
    record Text(Pattern form, String allowed) implements Type<String> {
        @Override
        public Outcome<String> read(Object raw) {
            if (!(raw instanceof String text)) {
                return Outcome.refused("not text in quotes");
            }
            return form.matcher(text).matches() ? Outcome.of(text) : Outcome.refused("not of the right form");
        }

        @Override
        public String shown(String value) {
            return "\"" + value + "\"";
        }

        @Override
        public Map<String, Object> schema() {
            String pattern = form.pattern();
            return pattern.startsWith("(?s)")
                    ? ordered("type", "string", "minLength", 1)
                    : ordered("type", "string", "pattern", "^(?:" + pattern + ")$");
        }
    }

    /** Any number of texts of a form. */
    record Texts(Text each) implements Type<List<String>> {
        private static final int MOST = 64;

        @Override
        public Outcome<List<String>> read(Object raw) {
            if (!(raw instanceof List<?> elements) || elements.size() > MOST) {
                return Outcome.refused("not a list of at most " + MOST);
            }
            List<String> texts = new ArrayList<>();
            for (Object element : elements) {
                Outcome<String> text = each.read(element);
                String value = text.value();
                if (value == null) {
                    return Outcome.refused(text.refusal());
                }
                texts.add(value);
            }
            return Outcome.of(List.copyOf(texts));
        }

        @Override
        public String allowed() {
            return "a list of " + each.allowed();
        }

        @Override
        public String shown(List<String> value) {
            return "[" + String.join(", ", value.stream().map(each::shown).toList()) + "]";
        }

        @Override
        public Map<String, Object> schema() {
            return ordered("type", "array", "maxItems", MOST, "items", each.schema());
        }
    }

    /** One of some whole numbers. */
    record OneOf(List<Integer> values, String unit) implements Type<Integer> {
        @Override
        public Outcome<Integer> read(Object raw) {
            if (!(raw instanceof Long number)) {
                return Outcome.refused("not a whole number");
            }
            Optional<Integer> match = values.stream().filter(value -> value.longValue() == number).findFirst();
            return match.map(Outcome::of).orElseGet(() -> Outcome.refused("not one of those that are possible"));
        }

        @Override
        public String allowed() {
            return values.stream().map(String::valueOf).collect(Collectors.joining(", "))
                    + (unit.isEmpty() ? "" : " " + unit);
        }

        @Override
        public String shown(Integer value) {
            return value.toString();
        }

        @Override
        public Map<String, Object> schema() {
            return ordered("enum", values);
        }
    }

    /** One of an enum's values. */
    record Choice<E extends Enum<E>>(List<E> values, Function<E, String> word) implements Type<E> {
        @Override
        public Outcome<E> read(Object raw) {
            if (!(raw instanceof String text)) {
                return Outcome.refused("not text in quotes");
            }
            return values.stream().filter(value -> word.apply(value).equals(text)).findFirst().map(Outcome::of)
                    .orElseGet(() -> Outcome.refused(meant(text)));
        }

        private String meant(String text) {
            return Spelling.nearest(text, words()).map(near -> "unknown; did you mean \"" + near + "\"?")
                    .orElse("unknown");
        }

        private List<String> words() {
            return values.stream().map(word).toList();
        }

        @Override
        public String allowed() {
            return words().stream().map(each -> "\"" + each + "\"").collect(Collectors.joining(", "));
        }

        @Override
        public String shown(E value) {
            return "\"" + word.apply(value) + "\"";
        }

        @Override
        public Map<String, Object> schema() {
            return ordered("enum", words());
        }
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> result = new LinkedHashMap<>();
        List<Object> all = Arrays.asList(pairs);
        for (int i = 0; i < all.size(); i += 2) {
            result.put((String) all.get(i), all.get(i + 1));
        }
        return result;
    }
}
