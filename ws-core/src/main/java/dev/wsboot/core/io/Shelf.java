package dev.wsboot.core.io;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A few objects that any thread may take and put back. Thread-safe: no locks, no waiting, nothing allocated.
 *
 * <p>Each thread begins at a place of its own, so threads that use it at the same moment seldom meet, and each as a rule finds
 * again what it put back.
 */
final class Shelf<T> {

    /** References between two places, so that these are in cache lines of their own. */
    private static final int SPACING = 16;

    private final int size;
    private final AtomicReferenceArray<@Nullable T> places;

    /**
     * An empty shelf.
     *
     * @param size how many objects there is room for
     */
    Shelf(int size) {
        this.size = size;
        this.places = new AtomicReferenceArray<>(size * SPACING);
    }

    /** Takes an object; null when none was found. */
    @Nullable
    T take() {
        int begin = ownPlace();
        for (int i = 0; i < size; i++) {
            int place = place(begin + i);
            T found = places.get(place);
            if (found != null && places.compareAndSet(place, found, null)) {
                return found;
            }
        }
        return null;
    }

    /** Puts an object there; false when no room was found, be it that others took and put meanwhile. */
    boolean put(T object) {
        int begin = ownPlace();
        for (int i = 0; i < size; i++) {
            int place = place(begin + i);
            if (places.get(place) == null && places.compareAndSet(place, null, object)) {
                return true;
            }
        }
        return false;
    }

    private int place(int number) {
        return Integer.remainderUnsigned(number, size) * SPACING;
    }

    private static int ownPlace() {
        return Thread.currentThread().hashCode();
    }
}
