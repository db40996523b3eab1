package dev.wsboot.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Objects are on the shelf or out, never both and never twice. */
class ShelfTest {

    @Test
    void whatIsPutIsTakenAgain() {
        Shelf<String> shelf = new Shelf<>(2);
        assertThat(shelf.take()).isNull();
        assertThat(shelf.put("a")).isTrue();
        assertThat(shelf.put("b")).isTrue();
        assertThat(shelf.put("c")).isFalse();
        assertThat(List.of(shelf.take(), shelf.take())).containsExactlyInAnyOrder("a", "b");
        assertThat(shelf.take()).isNull();
    }

    @Test
    void whatOneThreadPutsAnotherFinds() throws Exception {
        Shelf<String> shelf = new Shelf<>(5);
        Thread other = new Thread(() -> {
            for (int i = 0; i < 5; i++) {
                shelf.put("" + i);
            }
        });
        other.start();
        other.join();
        for (int i = 0; i < 5; i++) {
            assertThat(shelf.take()).isNotNull();
        }
    }

    @Test
    void nothingIsTakenTwice() throws Exception {
        Shelf<AtomicBoolean> shelf = new Shelf<>(4);
        for (int i = 0; i < 4; i++) {
            shelf.put(new AtomicBoolean());
        }
        AtomicBoolean doubled = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                for (int n = 0; n < 100_000; n++) {
                    AtomicBoolean taken = shelf.take();
                    if (taken != null) {
                        if (taken.getAndSet(true)) {
                            doubled.set(true);
                        }
                        taken.set(false);
                        while (!shelf.put(taken)) {
                            Thread.onSpinWait(); // the free place was always where the others had just been
                        }
                    }
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(doubled).isFalse();
        for (int i = 0; i < 4; i++) {
            assertThat(shelf.take()).isNotNull();
        }
    }
}
