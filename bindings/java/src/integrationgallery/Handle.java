package integrationgallery;

import java.lang.ref.Cleaner;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/** Owns an object of the library: freed once, and never under a call that uses it; what is forgotten is freed by a cleaner. */
final class Handle {
    private static final Cleaner CLEANER = Cleaner.create();

    private static final class State implements Runnable {
        private final long pointer;
        private final LongConsumer free;
        private int users;
        private boolean closed;
        private boolean freed;

        State(long pointer, LongConsumer free) {
            this.pointer = pointer;
            this.free = free;
        }

        @Override
        public void run() {
            synchronized (this) {
                closed = true;
                if (freed || users != 0) {
                    return;
                }
                freed = true;
            }
            free.accept(pointer);
        }
    }

    /** A use of the object; others wait for its end where the object is for one thread at a time. */
    final class Use implements AutoCloseable {
        long pointer() {
            return state.pointer;
        }

        @Override
        public void close() {
            if (turn != null) {
                turn.unlock();
            }
            boolean last;
            synchronized (state) {
                last = --state.users == 0 && state.closed;
            }
            if (last) {
                state.run();
            }
        }
    }

    private final State state;
    private final Cleaner.Cleanable cleanable;
    private final ReentrantLock turn;
    private final String what;

    Handle(long pointer, boolean shared, String what, LongConsumer free) {
        state = new State(pointer, free);
        cleanable = CLEANER.register(this, state);
        turn = shared ? null : new ReentrantLock();
        this.what = what;
    }

    Use use() {
        synchronized (state) {
            if (state.closed) {
                throw new ClosedException("this " + what + " is closed");
            }
            ++state.users;
        }
        if (turn != null) {
            turn.lock();
        }
        return new Use();
    }

    /** Frees it when the calls that use it have ended. Twice is harmless. */
    void close() {
        state.run();
        if (state.freed) {
            cleanable.clean();
        }
    }
}
