package dev.grandmaster.linux.ffi;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * Makes handles on functions of the C library and turns their results into {@code -errno} ints.
 *
 * <p>A binding is one handle and one method:
 * <pre>{@code
 * private static final MethodHandle CLOSE = Native.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
 *
 * public static int close(int fd) {
 *     MemorySegment errno = Native.errno();
 *     try {
 *         return Native.result((int) CLOSE.invokeExact(errno, fd), errno);
 *     } catch (Throwable t) {
 *         throw Native.broken("close", t);
 *     }
 * }
 * }</pre>
 * The handle's first argument is where errno is captured right after the call, before the virtual machine can disturb it.
 */
@SuppressWarnings("restricted") // downcallHandle: this class is the gate through which every native call is made
public final class Native {

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");
    private static final VarHandle ERRNO = Linker.Option.captureStateLayout()
            .varHandle(MemoryLayout.PathElement.groupElement("errno"));

    /** One capture segment a thread: a call never allocates, and two threads never share. */
    private static final ThreadLocal<MemorySegment> CAPTURED = ThreadLocal
            .withInitial(() -> Arena.ofAuto().allocate(Linker.Option.captureStateLayout()));

    private Native() {
    }

    /**
     * A function with a fixed number of arguments. Result and arguments as declared in C; errno's segment comes first in the handle.
     */
    public static MethodHandle function(String name, FunctionDescriptor signature) {
        return LINKER.downcallHandle(symbol(name), signature, CAPTURE);
    }

    /**
     * As {@link #function}, but errno is not captured and its segment is no argument. Capturing costs 40 bytes of garbage a call until
     * the optimising compiler has seen it; a path that must not allocate calls this one first and asks again with the other where it
     * failed.
     */
    static MethodHandle unexplained(String name, FunctionDescriptor signature) {
        return LINKER.downcallHandle(symbol(name), signature);
    }

    /**
     * A function with {@code ...} in its C declaration; {@code firstVariadic} is the position of the first argument behind the named ones.
     */
    public static MethodHandle variadic(String name, int firstVariadic, FunctionDescriptor signature) {
        return LINKER.downcallHandle(symbol(name), signature, CAPTURE, Linker.Option.firstVariadicArg(firstVariadic));
    }

    /** The calling thread's capture segment, to be given as the first argument of every handle made here. */
    public static MemorySegment errno() {
        return CAPTURED.get();
    }

    /** The call's result, or {@code -errno} when it is negative. After success errno is stale and is not looked at. */
    public static int result(int result, MemorySegment errno) {
        return result < 0 ? -(int) ERRNO.get(errno, 0L) : result;
    }

    /** As above for functions that return {@code ssize_t}; a count beyond {@code int} cannot occur, because no buffer is that long. */
    public static int result(long result, MemorySegment errno) {
        return result < 0 ? -(int) ERRNO.get(errno, 0L) : (int) result;
    }

    /** What a handle throws is a fault in its binding, never a failure of the call. */
    public static IllegalStateException broken(String function, Throwable cause) {
        return new IllegalStateException("the binding of " + function + " is broken", cause);
    }

    private static MemorySegment symbol(String name) {
        return LINKER.defaultLookup().find(name)
                .orElseThrow(() -> new IllegalStateException("the C library has no " + name));
    }
}
