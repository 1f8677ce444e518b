package dev.grandmaster.app.cli;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gm bench}: hands over to module gm-bench, which is in the source tree only. */
@Command(name = "bench", description = "Measures, in the source tree only.")
final class BenchCommand implements Callable<Integer> {
    /** The entry of gm-bench; by name, since nothing shipped may depend on it. */
    private static final String ENTRY = "dev.grandmaster.bench.Bench";

    @Spec
    private @Nullable CommandSpec spec;
    @Parameters(arity = "0..*", paramLabel = "WHAT", description = "What is measured, and its arguments.")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        try {
            Object status = Class.forName(ENTRY).getMethod("run", String[].class)
                    .invoke(null, (Object) arguments.toArray(String[]::new));
            return (Integer) Objects.requireNonNull(status);
        } catch (ClassNotFoundException e) {
            throw new ParameterException(new CommandLine(Objects.requireNonNull(spec)),
                    "bench: this copy carries no measurements; they are in the source tree", e);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
