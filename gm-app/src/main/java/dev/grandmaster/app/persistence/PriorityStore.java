package dev.grandmaster.app.persistence;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.grandmaster.ptp.dataset.InstanceConfig;
import dev.grandmaster.ptp.dataset.Priorities;

/**
 * priority1 and priority2 as a management client has set them, over a restart. What the site file says comes before it as soon as the
 * site file says something else than when they were set. A file that cannot be read counts as none.
 *
 * <p>A line an instance: its name, the two of the site file, the two that were set.
 */
public final class PriorityStore {

    private record Kept(Priorities configured, Priorities set) {
    }

    private final DurableFile file;
    private final Map<String, Priorities> configured = new HashMap<>();
    private Map<String, Kept> kept;

    public PriorityStore(DurableFile file) {
        this.file = file;
        this.kept = read(file);
    }

    /** An instance as configured, with the priorities that were set. */
    public InstanceConfig applied(InstanceConfig instance) {
        configured.put(instance.name(), instance.priorities());
        Kept known = kept.get(instance.name());
        return known != null && known.configured().equals(instance.priorities())
                ? instance.with(known.set())
                : instance;
    }

    /**
     * Keeps what holds now, where it differs from what is kept.
     *
     * @param now by the instance's name
     */
    public void keep(Map<String, Priorities> now) throws IOException {
        Map<String, Kept> wanted = new LinkedHashMap<>();
        now.forEach((name, priorities) -> {
            Priorities site = configured.get(name);
            if (site != null && !site.equals(priorities)) {
                wanted.put(name, new Kept(site, priorities));
            }
        });
        if (!wanted.equals(kept)) {
            file.write(wanted.entrySet().stream().map(each -> each.getKey() + ' ' + each.getValue().configured() + ' '
                    + each.getValue().set() + '\n').collect(Collectors.joining()));
            kept = wanted;
        }
    }

    private static Map<String, Kept> read(DurableFile file) {
        Map<String, Kept> found = new LinkedHashMap<>();
        try {
            for (String line : file.read().orElse("").lines().toList()) {
                String[] words = line.split(" ", -1);
                int end = words.length;
                String name = String.join(" ", List.of(words).subList(0, end - 4));
                found.put(name, new Kept(priorities(words, end - 4), priorities(words, end - 2)));
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return Map.of();
        }
        return found;
    }

    private static Priorities priorities(String[] words, int at) {
        return new Priorities(Integer.parseInt(words[at]), Integer.parseInt(words[at + 1]));
    }
}
