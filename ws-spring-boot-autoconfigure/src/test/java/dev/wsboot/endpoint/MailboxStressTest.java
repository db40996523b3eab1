package dev.wsboot.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.endpoint.Mailbox.Limits;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * One loop, many handler threads, works that are done later, and somebody who pauses and resumes at random: nothing lost, doubled, reordered or run in
 * parallel. The random decisions of the loop repeat with {@code -Dws.seed=...}.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MailboxStressTest {

    private static final int ROUNDS = 50;
    private static final int WORKS = 1_000;

    private final long seed =
            Long.getLong("ws.seed", ThreadLocalRandom.current().nextLong());

    /** A connection as the mailbox sees it: who is paused is not given more. */
    private static final class Connection implements Mailbox.Owner {

        private final ExecutorService executor;
        private final AtomicInteger paused = new AtomicInteger();

        Connection(ExecutorService executor) {
            this.executor = executor;
        }

        @Override
        public void cork(Runnable works) {
            works.run();
        }

        @Override
        public void submit(Mailbox mailbox) {
            executor.execute(mailbox);
        }

        @Override
        public void full() {
            paused.set(1);
        }

        @Override
        public void roomAgain() {
            paused.set(0);
        }

        void awaitResumed() {
            while (paused.get() == 1) {
                LockSupport.parkNanos(1_000);
            }
        }
    }

    @Test
    void nothingIsLostDoubledReorderedOrParallel() throws InterruptedException {
        System.out.println("MailboxStressTest: -Dws.seed=" + seed);
        ExecutorService executor = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                round(executor, new Random(seed + round));
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private void round(ExecutorService executor, Random random) throws InterruptedException {
        Connection connection = new Connection(executor);
        Limits limits = new Limits(1 + random.nextInt(20), 1 + random.nextInt(2_000));
        Mailbox mailbox = new Mailbox(connection, limits);
        AtomicInteger next = new AtomicInteger();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger faults = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(1);
        Thread meddler = meddler(mailbox, random.nextInt(200), ended);
        for (int i = 0; i < WORKS; i++) {
            connection.awaitResumed();
            int number = i;
            boolean isLater = random.nextInt(4) == 0;
            mailbox.put(new Mailbox.Work(random.nextInt(500)) {
                private final Pending pending = new Pending() {};
                private boolean isBegun;

                @Override
                void perform() {
                    if (!isBegun && (inside.incrementAndGet() != 1 || next.getAndIncrement() != number)) {
                        faults.incrementAndGet();
                    }
                    if (isLater && !isBegun) {
                        isBegun = true;
                        pending.awaitedBy(mailbox::resume);
                        executor.execute(pending::done);
                    } else {
                        isBegun = false;
                        inside.decrementAndGet();
                    }
                }

                @Override
                boolean isUnderWay() {
                    if (!isBegun) {
                        return false;
                    }
                    if (pending.leave()) {
                        return true;
                    }
                    perform();
                    return false;
                }
            });
        }
        mailbox.putSignal(new Signal(ended::countDown));
        assertThat(ended.await(30, TimeUnit.SECONDS))
                .as("end of round, seed %d, %d of %d done", seed, next.get(), WORKS)
                .isTrue();
        meddler.join();
        assertThat(faults).as("seed %d", seed).hasValue(0);
        assertThat(next).as("seed %d", seed).hasValue(WORKS);
        connection.awaitResumed();
    }

    /** Holds and releases, as an application may at any time, until the end. */
    private static Thread meddler(Mailbox mailbox, int pauseMicros, CountDownLatch ended) {
        Thread thread = new Thread(() -> {
            while (ended.getCount() > 0) {
                mailbox.hold();
                LockSupport.parkNanos(pauseMicros * 10L);
                mailbox.release();
                LockSupport.parkNanos(pauseMicros * 1_000L);
            }
        });
        thread.start();
        return thread;
    }
}
