package dev.wsboot.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The pool of handler threads. */
@Timeout(60)
class HandlerThreadsTest {

    private final HandlerThreads threads = new HandlerThreads(3);

    @AfterEach
    void close() {
        threads.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void poolGrowsBeforeItQueuesAndRunsWhatItQueued() {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch started = new CountDownLatch(3);
        AtomicInteger queued = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            threads.execute(() -> {
                started.countDown();
                await(gate);
            });
        }
        await(started);
        for (int i = 0; i < 100; i++) {
            threads.execute(queued::incrementAndGet);
        }
        assertThat(threads.size()).isEqualTo(3);
        assertThat(queued).hasValue(0);
        gate.countDown();
        Awaitility.await().untilAsserted(() -> assertThat(queued).hasValue(100));
    }

    @Test
    void closedPoolRefusesTasksAloud() {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            threads.execute(() -> {
                await(gate);
                done.countDown();
            });
        }
        threads.close();
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> threads.execute(() -> {}))
                .withMessageContaining("wsHandlerExecutor");
        gate.countDown();
        await(done);
    }

    @Test
    void threadsAreNamedDaemons() {
        CountDownLatch done = new CountDownLatch(1);
        AtomicInteger right = new AtomicInteger();
        threads.execute(() -> {
            Thread thread = Thread.currentThread();
            if (thread.isDaemon() && thread.getName().equals("ws-handler-1")) {
                right.incrementAndGet();
            }
            done.countDown();
        });
        await(done);
        assertThat(right).hasValue(1);
    }
}
