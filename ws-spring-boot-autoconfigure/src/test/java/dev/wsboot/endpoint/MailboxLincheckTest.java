package dev.wsboot.endpoint;

import dev.wsboot.endpoint.Mailbox.Limits;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The mailbox under every interleaving, up to a bound, of a loop, runs on two handler threads, and a hold. */
@Timeout(300)
class MailboxLincheckTest {

    /** A mailbox whose submissions are counted, to be run by hand. */
    private static final class Box implements Mailbox.Owner {

        final Mailbox mailbox = new Mailbox(this, new Limits(2, 1_000));
        final AtomicInteger submissions = new AtomicInteger();
        final AtomicInteger inside = new AtomicInteger();
        volatile boolean paused;
        volatile int done;
        volatile boolean wrong;

        @Override
        public void cork(Runnable works) {
            works.run();
        }

        @Override
        public void submit(Mailbox mailbox) {
            submissions.incrementAndGet();
        }

        @Override
        public void full() {
            paused = true;
        }

        @Override
        public void roomAgain() {
            paused = false;
        }

        void put(int number) {
            mailbox.put(new Mailbox.Work(1) {
                @Override
                void perform() {
                    if (inside.incrementAndGet() != 1 || done != number) {
                        wrong = true;
                    }
                    done = number + 1;
                    inside.decrementAndGet();
                }
            });
        }

        /** Runs the mailbox if it is submitted, as one thread of an executor does. */
        void runSubmitted() {
            int count = submissions.get();
            if (count > 0 && submissions.compareAndSet(count, count - 1)) {
                mailbox.run();
            }
        }

        void requireAllDone(int count) {
            while (submissions.get() > 0) {
                runSubmitted();
            }
            if (wrong || done != count || paused || !mailbox.isIdle()) {
                throw new AssertionError("done " + done + " of " + count + ", wrong " + wrong + ", paused " + paused);
            }
        }
    }

    @Test
    void nothingIsLostReorderedOrParallelAndReadingGoesOn() {
        Lincheck.runConcurrentTest(1_000, () -> {
            Box box = new Box();
            Thread handler = new Thread(box::runSubmitted);
            Thread other = new Thread(box::runSubmitted);
            box.put(0);
            handler.start();
            other.start();
            box.put(1);
            box.put(2);
            join(handler);
            join(other);
            box.requireAllDone(3);
        });
    }

    @Test
    void holdLosesNoWakeUp() {
        Lincheck.runConcurrentTest(1_000, () -> {
            Box box = new Box();
            box.put(0);
            Thread handler = new Thread(box::runSubmitted);
            handler.start();
            box.mailbox.hold();
            box.mailbox.release();
            join(handler);
            box.requireAllDone(1);
        });
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
