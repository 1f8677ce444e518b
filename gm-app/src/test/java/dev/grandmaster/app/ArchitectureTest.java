package dev.grandmaster.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the rooms and directions of docs/architecture.md, by packages. */
class ArchitectureTest {
    private static final String BASE = "dev.grandmaster.";
    private static final JavaClasses SHIPPED = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.grandmaster");

    /** Packages of each module; a sub-package belongs to the same module. */
    private static final Map<String, List<String>> PACKAGES = new LinkedHashMap<>();
    /** Modules that a module may use beside itself and gm-core. */
    private static final Map<String, List<String>> MAY_USE = Map.of(
            "pps-discipline", List.of("holdover"),
            "gm-app",
            List.of("gnss-driver", "holdover", "pps-discipline", "ptp-master", "web-ui", "linux-io", "gm-sim"));

    static {
        PACKAGES.put("gm-core",
                List.of("time", "quality", "board", "alarm", "state", "event", "control", "agent", "counter",
                        "history"));
        PACKAGES.put("gnss-driver", List.of("gnss"));
        PACKAGES.put("holdover", List.of("holdover"));
        PACKAGES.put("pps-discipline", List.of("discipline"));
        PACKAGES.put("ptp-master", List.of("ptp"));
        PACKAGES.put("web-ui", List.of("web"));
        PACKAGES.put("linux-io", List.of("linux"));
        PACKAGES.put("gm-sim", List.of("sim"));
        PACKAGES.put("gm-app", List.of("app"));
    }

    /** A library and the only packages that may name it. */
    private static final Map<String, List<String>> LIBRARIES = Map.ofEntries(
            Map.entry("com.lmax.disruptor..", List.of("event..")),
            Map.entry("com.fazecast..", List.of("linux.serial..")),
            Map.entry("com.pi4j..", List.of("linux.bus..")),
            Map.entry("com.sun.net.httpserver..", List.of("web.http..")),
            Map.entry("org.eclipse.paho..", List.of("app.mqtt..")),
            Map.entry("io.moquette..", List.of("app.mqtt..")),
            Map.entry("io.netty..", List.of()),
            Map.entry("io.prometheus..", List.of("app.metrics..")),
            Map.entry("org.sqlite..", List.of("app.persistence..")),
            Map.entry("io.avaje..", List.of("app..", "web..")),
            Map.entry("org.tomlj..", List.of("app.config..")),
            Map.entry("picocli..", List.of("app.cli..")),
            Map.entry("org.slf4j..", List.of("linux..", "web..", "app..")));

    @TestFactory
    Stream<DynamicTest> aModuleUsesOnlyItsNeighbours() {
        return PACKAGES.keySet().stream().map(module -> DynamicTest.dynamicTest(module, () -> {
            List<String> allowed = new ArrayList<>(patterns(module));
            allowed.addAll(patterns("gm-core"));
            MAY_USE.getOrDefault(module, List.of()).forEach(used -> allowed.addAll(patterns(used)));
            classes().that().resideInAnyPackage(patterns(module).toArray(String[]::new))
                    .should().onlyDependOnClassesThat(describe("are outside the project or in " + allowed,
                            target -> !target.getPackageName().startsWith(BASE.substring(0, BASE.length() - 1))
                                    || allowed.stream().anyMatch(pattern -> isIn(target.getPackageName(), pattern))))
                    .allowEmptyShould(true).check(SHIPPED);
        }));
    }

    @Test
    void everyClassIsInAKnownRoom() {
        List<String> known = PACKAGES.keySet().stream().flatMap(module -> patterns(module).stream()).toList();
        classes().should().resideInAnyPackage(known.toArray(String[]::new)).check(SHIPPED);
    }

    @Test
    void everyPackageIsNullMarkedAndSaysWhatItIsFor() {
        Set<String> unmarked = new TreeSet<>();
        SHIPPED.stream().map(type -> type.getPackage()).distinct()
                .filter(room -> !room.isAnnotatedWith(NullMarked.class))
                .forEach(room -> unmarked.add(room.getName()));
        assertEquals(Set.of(), unmarked, "packages without a @NullMarked package-info.java");
    }

    @TestFactory
    Stream<DynamicTest> aLibraryIsNamedInItsRoomsOnly() {
        return LIBRARIES.entrySet().stream().map(entry -> DynamicTest.dynamicTest(entry.getKey(),
                () -> noClasses().that().resideOutsideOfPackages(inBase(entry.getValue()))
                        .should().dependOnClassesThat().resideInAPackage(entry.getKey()).check(SHIPPED)));
    }

    @Test
    void nativeCodeIsCalledInOneRoom() {
        noClasses().that().resideOutsideOfPackage(BASE + "linux.ffi..")
                .should().dependOnClassesThat().haveFullyQualifiedName("java.lang.foreign.Linker")
                .orShould().dependOnClassesThat().haveFullyQualifiedName("java.lang.foreign.SymbolLookup")
                .check(SHIPPED);
    }

    @Test
    void timeIsAnArgumentOutsideTheOuterRooms() {
        noClasses().that().resideOutsideOfPackages(inBase(List.of("linux..", "app..")))
                .should().accessTargetWhere(readsAClockOrSleepsOrDrawsUnseeded()).check(SHIPPED);
    }

    @Test
    void theRuleAboutClocksSeesACallAndAReference() {
        JavaClasses offenders = new ClassFileImporter().importClasses(Caller.class, Referrer.class);
        var rule = noClasses().should().accessTargetWhere(readsAClockOrSleepsOrDrawsUnseeded());
        assertEquals(2, rule.evaluate(offenders).getFailureReport().getDetails().size());
        assertTrue(rule.evaluate(offenders).hasViolation());
    }

    private static DescribedPredicate<JavaAccess<?>> readsAClockOrSleepsOrDrawsUnseeded() {
        return describe("read a clock, sleep or draw an unseeded random", access -> {
            String owner = access.getTargetOwner().getName();
            String name = access.getTarget().getName();
            return switch (owner) {
                case "java.lang.System" -> name.equals("nanoTime") || name.equals("currentTimeMillis");
                case "java.lang.Thread" -> name.equals("sleep");
                case "java.lang.Math" -> name.equals("random");
                case "java.util.concurrent.locks.LockSupport" -> name.startsWith("park");
                case "java.util.concurrent.ThreadLocalRandom" -> name.equals("current");
                case "java.util.Random", "java.util.SplittableRandom" -> access instanceof JavaConstructorCall call
                        && call.getTarget().getParameterTypes().isEmpty();
                case "java.time.Clock" -> name.startsWith("system") || name.startsWith("tick");
                default -> owner.startsWith("java.time.") && name.equals("now");
            };
        });
    }

    private static List<String> patterns(String module) {
        return PACKAGES.getOrDefault(module, List.of()).stream().map(name -> BASE + name + "..").toList();
    }

    private static String[] inBase(List<String> patterns) {
        return patterns.stream().map(pattern -> BASE + pattern).toArray(String[]::new);
    }

    private static boolean isIn(String packageName, String pattern) {
        String room = pattern.substring(0, pattern.length() - 2);
        return packageName.equals(room) || packageName.startsWith(room + ".");
    }

    static final class Caller {
        long now() {
            return System.nanoTime();
        }
    }

    static final class Referrer {
        java.util.function.LongSupplier clock() {
            return System::nanoTime;
        }
    }
}
