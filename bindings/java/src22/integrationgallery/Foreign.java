package integrationgallery;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How Native calls C through java.lang.foreign: the library, arguments, functions that C calls. */
final class Foreign {
    /** What is passed to one call by address: wiped, because it may hold secrets, and given back at its end. */
    static final class Frame implements AutoCloseable {
        private final Arena arena = Arena.ofConfined();
        private MemorySegment[] segments = new MemorySegment[4];
        private long[][] results = new long[4][];
        private int count;

        private long keep(MemorySegment segment, long[] result) {
            if (count == segments.length) {
                segments = Arrays.copyOf(segments, 2 * count);
                results = Arrays.copyOf(results, 2 * count);
            }
            segments[count] = segment;
            results[count++] = result;
            return segment.address();
        }

        /** Bytes that the library reads. */
        long in(byte[] bytes) {
            return bytes == null ? 0 : bytes.length == 0 ? EMPTY.address() : keep(arena.allocateFrom(JAVA_BYTE, bytes), null);
        }

        /** The place of a result. */
        long out(long[] result) {
            return result == null ? 0 : keep(arena.allocate(JAVA_LONG), result);
        }

        /** A function that the library keeps: the ones of Callbacks, of which there is one for each. */
        long in(Object callback) {
            return callback == null ? 0 : KEPT.computeIfAbsent(callback, one -> stub(one, Arena.global())).address();
        }

        /** A function for this call alone. */
        long in(Native.OnProgress progress) {
            return progress == null ? 0 : stub(progress, arena).address();
        }

        @Override
        public void close() {
            for (int index = 0; index < count; ++index) {
                if (results[index] != null) {
                    results[index][0] = segments[index].get(JAVA_LONG, 0);
                }
                segments[index].fill((byte) 0);
            }
            arena.close();
        }
    }

    private static final Linker LINKER = Linker.nativeLinker();
    static final MemorySegment EVERYTHING = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    private static final MemorySegment EMPTY = Arena.global().allocate(1);
    private static final Map<Object, MemorySegment> KEPT = new ConcurrentHashMap<>();
    private static final SymbolLookup LIBRARY = opened();

    private Foreign() {}

    private static Path library() {
        String given = System.getProperty("integrationgallery.library");
        if (given != null) {
            return Path.of(given);
        }
        String place = "/linux-" + System.getProperty("os.arch").replace("amd64", "x86-64") + "/libintegration_gallery_c.so.1";
        try (InputStream held = Foreign.class.getResourceAsStream(place)) {
            if (held == null) {
                throw new UnsatisfiedLinkError("This jar holds no library at " + place + ".");
            }
            Path made = Files.createTempFile("integration-gallery", ".so");
            made.toFile().deleteOnExit();
            Files.copy(held, made, StandardCopyOption.REPLACE_EXISTING);
            return made;
        } catch (IOException failure) {
            throw new UnsatisfiedLinkError("The library of this jar cannot be unpacked: " + failure.getMessage());
        }
    }

    /** Looks at the revision before any other function is looked up, which an older library may not have. */
    private static SymbolLookup opened() {
        SymbolLookup opened = SymbolLookup.libraryLookup(library(), Arena.global());
        try {
            int revision = (int) LINKER.downcallHandle(opened.find("ig_abi_revision").orElseThrow(), FunctionDescriptor.of(JAVA_INT)).invokeExact();
            if (revision < Native.ABI_REVISION) {
                throw new UnsatisfiedLinkError("The C library of Integration Gallery is older than this package.");
            }
        } catch (Throwable failure) {
            throw thrown(failure);
        }
        return opened;
    }

    static MethodHandle function(String name, MemoryLayout gives, MemoryLayout... takes) {
        FunctionDescriptor shape = gives == null ? FunctionDescriptor.ofVoid(takes) : FunctionDescriptor.of(gives, takes);
        return LINKER.downcallHandle(LIBRARY.find(name).orElseThrow(() ->
                new UnsatisfiedLinkError("The C library of Integration Gallery is older than this package: it has no " + name + ".")), shape);
    }

    private static MemorySegment stub(Object callback, Arena arena) {
        for (Class<?> kind : callback.getClass().getInterfaces()) {
            if (kind.getEnclosingClass() != Native.class) {
                continue;
            }
            try {
                Method method = kind.getDeclaredMethods()[0];
                MethodType type = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
                MethodHandle handle = MethodHandles.lookup().findVirtual(kind, method.getName(), type).bindTo(callback);
                MemoryLayout[] takes = type.parameterList().stream().map(Foreign::layout).toArray(MemoryLayout[]::new);
                FunctionDescriptor shape = type.returnType() == void.class ? FunctionDescriptor.ofVoid(takes) : FunctionDescriptor.of(JAVA_INT, takes);
                return LINKER.upcallStub(handle, shape, arena);
            } catch (ReflectiveOperationException failure) {
                throw new IllegalStateException(failure);
            }
        }
        throw new IllegalArgumentException("no function of the library's kind");
    }

    private static MemoryLayout layout(Class<?> kind) {
        return kind == int.class ? JAVA_INT : kind == double.class ? JAVA_DOUBLE : JAVA_LONG;
    }

    /** Never gives anything: what the compiler wants to be thrown. */
    static Error thrown(Throwable failure) {
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(failure);
    }
}
