package dev.grandmaster.app.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.grandmaster.app.settings.AuditTrail;
import dev.grandmaster.app.status.ClientList;
import dev.grandmaster.discipline.stability.Stability;
import dev.grandmaster.state.ClientDirectory;
import dev.grandmaster.web.api.Unit;
import dev.grandmaster.web.http.Json;
import dev.grandmaster.web.http.Refusal;
import org.jspecify.annotations.Nullable;

/** The unit as its pages see it: snapshots, and what the host says of itself. */
public final class UnitView implements Unit {

    /** Averaging factors of the stability plots. */
    private static final int[] FACTORS = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048};
    private static final double MIB = 1 << 20;
    private static final long PATIENCE_S = 5;

    private final Supplier<Look> look;
    private final Supplier<@Nullable ClientDirectory> directory;
    private final BiPredicate<String, String> acknowledge;
    private final Function<String, Metrics> metrics;
    private final Map<String, @Nullable Object> about;
    private final Path stateDirectory;
    private final AuditTrail audit;
    private final long startedNanos = System.nanoTime();

    /**
     * A view of a service that runs.
     *
     * @param directory   of the PTP clients as it is now; null where PTP is not served
     * @param acknowledge takes code and subject of an alarm; false where none such stands
     * @param metrics     for whoever accepts such formats
     * @param about       what does not change while the service runs
     */
    public UnitView(Supplier<Look> look, Supplier<@Nullable ClientDirectory> directory,
            BiPredicate<String, String> acknowledge, Function<String, Metrics> metrics,
            Map<String, @Nullable Object> about,
            Path stateDirectory, AuditTrail audit) {
        this.look = look;
        this.directory = directory;
        this.acknowledge = acknowledge;
        this.metrics = metrics;
        this.about = about;
        this.stateDirectory = stateDirectory;
        this.audit = audit;
    }

    @Override
    public Look look() {
        return look.get();
    }

    @Override
    public Map<String, @Nullable Object> about() {
        return about;
    }

    @Override
    public Map<String, @Nullable Object> resources() {
        Runtime runtime = Runtime.getRuntime();
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("uptimeS", (System.nanoTime() - startedNanos) / 1_000_000_000L);
        tree.put("heapUsedMiB", Math.rint((runtime.totalMemory() - runtime.freeMemory()) / MIB * 10) / 10);
        tree.put("heapMaxMiB", Math.rint(runtime.maxMemory() / MIB));
        Double residentKiB = counted("VmRSS:");
        tree.put("residentMiB", residentKiB == null ? null : Math.rint(residentKiB / 102.4) / 10);
        tree.put("processors", runtime.availableProcessors());
        Double threads = counted("Threads:");
        tree.put("threads", threads == null ? null : threads.intValue());
        try {
            tree.put("diskFreeMiB", Math.floor(Files.getFileStore(stateDirectory).getUsableSpace() / MIB));
        } catch (IOException e) {
            tree.put("diskFreeMiB", null);
        }
        return tree;
    }

    /** A figure of this process as the kernel counts it; null on a system that does not tell. */
    private static @Nullable Double counted(String name) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith(name)) {
                    return Double.parseDouble(line.replaceAll("[^0-9]", ""));
                }
            }
        } catch (IOException | NumberFormatException e) {
            // not told on this system
        }
        return null;
    }

    @Override
    public Metrics metrics(String accept) {
        return metrics.apply(accept);
    }

    @Override
    public Map<String, @Nullable Object> stability(double[] phaseNs) {
        List<Object> tau = new ArrayList<>();
        List<@Nullable Double> adev = new ArrayList<>();
        List<@Nullable Double> tdev = new ArrayList<>();
        List<@Nullable Double> mtie = new ArrayList<>();
        for (int m : FACTORS) {
            if (phaseNs.length >= 4 * m) {
                tau.add(m);
                adev.add(Json.finite(Stability.allanDeviationPpb(phaseNs, 1, m)));
                tdev.add(Json.finite(Stability.timeDeviationNs(phaseNs, m)));
                mtie.add(Json.finite(Stability.maximumTimeIntervalErrorNs(phaseNs, m)));
            }
        }
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("seconds", phaseNs.length);
        tree.put("tauS", tau);
        tree.put("adevPpb", adev);
        tree.put("tdevNs", tdev);
        tree.put("mtieNs", mtie);
        return tree;
    }

    @Override
    public List<Map<String, @Nullable Object>> audit() {
        return audit.last();
    }

    @Override
    public Map<String, @Nullable Object> clients(int offset, int limit) {
        ClientDirectory clients = directory.get();
        if (clients == null) {
            throw new Refusal(409, "not served", "PTP is not served");
        }
        try {
            return ClientList.parts(clients.page(offset, limit).get(PATIENCE_S, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.later(503, "busy", "interrupted", 1);
        } catch (ExecutionException | TimeoutException e) {
            throw Refusal.later(503, "busy", "the PTP agent did not answer in time", 1);
        }
    }

    @Override
    public boolean acknowledge(String code, String subject, String who) {
        boolean stood = acknowledge.test(code, subject);
        if (stood) {
            audit.done(who, "acknowledged alarm " + code + ' ' + subject);
        }
        return stood;
    }
}
