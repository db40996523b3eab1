package dev.wsboot.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/** The pool of handler threads. */
@Timeout(60)
class HandlerThreadsTest {

    private final HandlerThreads threads = HandlerThreads.platform(3);

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
    void oneThreadAtATimeIsSentForHoweverManyTasksCome() {
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger made = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        HandlerThreads team = HandlerThreads.virtual(body -> {
            made.incrementAndGet();
            Thread thread = new Thread(() -> {
                await(gate); // it has been started, and the scheduler takes its time
                body.run();
            });
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < 1000; i++) {
            team.execute(done::incrementAndGet);
        }
        assertThat(made).hasValue(1);
        gate.countDown();
        Awaitility.await().until(() -> done.get() == 1000);
        assertThat(made.get()).isLessThan(100);
        team.close();
        Awaitility.await().until(() -> team.size() == 0);
    }

    @Test
    void tasksThatBlockHoldUpNobodyWhileThereMayBeMoreThreads() {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(2);
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            boolean blocks = i == 0 || i == 50;
            threads.execute(() -> {
                if (blocks) {
                    blocked.countDown();
                    await(gate);
                }
                done.incrementAndGet();
            });
        }
        await(blocked);
        Awaitility.await().until(() -> done.get() == 98);
        gate.countDown();
        Awaitility.await().until(() -> done.get() == 100);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void thousandsOfVirtualThreadsMayBlockAtOnce() {
        HandlerThreads team = HandlerThreads.virtual(new VirtualThreadTaskExecutor("test-").getVirtualThreadFactory());
        int count = 5_000;
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch started = new CountDownLatch(count);
        CountDownLatch done = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            team.execute(() -> {
                started.countDown();
                await(gate);
                done.countDown();
            });
        }
        await(started);
        assertThat(team.size()).isEqualTo(count);
        gate.countDown();
        await(done);
        Awaitility.await().until(() -> team.size() <= 64);
        team.close();
        Awaitility.await().until(() -> team.size() == 0);
    }

    /** Seeded: tasks of several threads in bursts and one by one, short ones, and ones that block or throw. */
    @Test
    void everyTaskIsDoneOnceHoweverTheyCome() throws InterruptedException {
        long seed = Long.getLong("ws.seed", System.nanoTime());
        System.out.println("everyTaskIsDoneOnceHoweverTheyCome: -Dws.seed=" + seed);
        int count = 20_000;
        AtomicIntegerArray done = new AtomicIntegerArray(count);
        AtomicInteger finished = new AtomicInteger();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger next = new AtomicInteger();
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Random random = new Random(seed + i);
            Thread sender = new Thread(() -> {
                for (int task = next.getAndIncrement(); task < count; task = next.getAndIncrement()) {
                    int number = task;
                    int kind = random.nextInt(200);
                    threads.execute(() -> {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        if (kind < 4) {
                            LockSupport.parkNanos(100_000L * kind);
                        } else if (kind == 4) {
                            Thread.currentThread().interrupt();
                        }
                        inside.decrementAndGet();
                        done.incrementAndGet(number);
                        finished.incrementAndGet();
                        if (kind == 5) {
                            throw new QuietError();
                        }
                    });
                    if (random.nextInt(20) == 0) {
                        LockSupport.parkNanos(random.nextInt(200_000));
                    }
                }
            });
            senders.add(sender);
            sender.start();
        }
        for (Thread sender : senders) {
            sender.join();
        }
        Awaitility.await().dontCatchUncaughtExceptions().until(() -> finished.get() == count);
        for (int i = 0; i < count; i++) {
            assertThat(done.get(i)).isEqualTo(1);
        }
        assertThat(most.get()).isBetween(1, 3);
        assertThat(threads.size()).isBetween(1, 3);
        threads.close();
        Awaitility.await().until(() -> threads.size() == 0);
    }

    /** Without a stack trace, so that the uncaught ones do not fill the output. */
    private static final class QuietError extends Error {

        QuietError() {
            super("by hand", null, false, false);
        }
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
