package dev.acm.testkit.sim;

import dev.acm.name.DomainName;
import dev.acm.spi.PortException;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RetryClass;
import dev.acm.spi.Write;
import dev.acm.testkit.Crash;
import dev.acm.testkit.Fault;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The edge of one process: every port is handed out behind it, and the {@link Weather} decides what becomes of each call.
 * A process that died at a call stays dead: every later call of its ports throws {@link Crash} too.
 *
 * <p>Works on any interface, so a new method of a port is covered without a word here. Not thread-safe: a simulation has one
 * thread.
 */
public final class Boundary {
    private final Weather weather;
    private final Consumer<Crossing> witness;
    private final Map<Method, Kind> kinds = new HashMap<>();
    private int crossings;
    private boolean dead;

    /**
     * Makes the edge of a process that is about to start.
     *
     * @param crossedBefore how many crossings earlier lives of the process had
     * @param weather what goes wrong
     * @param witness told of each call before it is made
     */
    public Boundary(int crossedBefore, Weather weather, Consumer<Crossing> witness) {
        this.crossings = crossedBefore;
        this.weather = Objects.requireNonNull(weather, "weather");
        this.witness = Objects.requireNonNull(witness, "witness");
    }

    /**
     * Puts a port behind the edge.
     *
     * @param port the port's interface
     * @param behind what is called if the weather lets it
     * @param <T> the port's type
     * @return what to hand to the manager
     */
    public <T> T around(Class<T> port, T behind) {
        String name = port.getSimpleName();
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    Kind kind = kinds.computeIfAbsent(method, Kind::of);
                    return kind.leaves ? cross(name, kind, behind, method, arguments) : call(behind, method, arguments);
                }));
    }

    /**
     * How many calls left the process in all its lives.
     *
     * @return 0 and up
     */
    public int crossings() {
        return crossings;
    }

    /** Kills the process from outside. */
    public void kill() {
        dead = true;
    }

    private @Nullable Object cross(String port, Kind kind, Object behind, Method method, Object @Nullable [] arguments)
            throws Throwable {
        if (dead) {
            throw new Crash("the process is dead");
        }
        Crossing crossing =
                new Crossing(++crossings, port, method.getName(), () -> subject(arguments), kind.failure.isPresent());
        witness.accept(crossing);
        Optional<Fault> fault = weather.at(crossing)
                .filter(planned -> crossing.canFail() || planned.name().startsWith("CRASH"));
        if (fault.isEmpty()) {
            return call(behind, method, arguments);
        }
        if (fault.get() == Fault.CRASH_AFTER || fault.get() == Fault.ANSWER_LOST) {
            call(behind, method, arguments);
        }
        throw switch (fault.get()) {
            case CRASH_BEFORE -> die("before " + crossing);
            case CRASH_AFTER -> die("after " + crossing);
            case NOT_DONE -> kind.failure(crossing + ": failed", Effect.NONE);
            case REQUEST_LOST, ANSWER_LOST -> kind.failure(crossing + ": no answer", Effect.UNKNOWN);
        };
    }

    private Crash die(String where) {
        dead = true;
        return new Crash(where);
    }

    private static @Nullable Object call(Object behind, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(behind, arguments);
        } catch (InvocationTargetException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    private static String subject(Object @Nullable [] arguments) {
        if (arguments == null || arguments.length == 0) {
            return "";
        }
        Object first = arguments[0];
        if (first instanceof List<?> batch && !batch.isEmpty() && batch.get(0) instanceof Write write) {
            return write.getClass().getSimpleName() + " " + write.key().space() + "/"
                    + write.key().id();
        }
        if (first instanceof RecordKey key) {
            return key.space() + "/" + key.id();
        }
        return first instanceof DomainName || first instanceof String
                ? first.toString()
                : first.getClass().getSimpleName();
    }

    /** What there is to know of a method. */
    private record Kind(boolean leaves, Optional<Class<?>> failure) {
        static Kind of(Method method) {
            Optional<Class<?>> failure = Arrays.stream(method.getExceptionTypes())
                    .filter(PortException.class::isAssignableFrom)
                    .findFirst();
            boolean leaves = failure.isPresent()
                    || method.getReturnType() == void.class
                    || CompletionStage.class.isAssignableFrom(method.getReturnType());
            return new Kind(leaves, failure);
        }

        PortException failure(String message, Effect effect) throws ReflectiveOperationException {
            return (PortException) failure.orElseThrow()
                    .getConstructor(String.class, Effect.class, RetryClass.class, Throwable.class)
                    .newInstance(message, effect, RetryClass.TRANSIENT, null);
        }
    }
}
