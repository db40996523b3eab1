package dev.wsboot.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wsboot.endpoint.Mailbox.Limits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The mailbox on one thread, where the test says when a submitted run runs. */
class MailboxTest {

    private final List<String> events = new ArrayList<>();
    private final Queue<Mailbox> submitted = new ArrayDeque<>();

    private final Mailbox.Owner owner = new Mailbox.Owner() {
        @Override
        public void cork(Runnable works) {
            works.run();
        }

        @Override
        public void submit(Mailbox mailbox) {
            submitted.add(mailbox);
        }

        @Override
        public void full() {
            events.add("full");
        }

        @Override
        public void roomAgain() {
            events.add("room");
        }
    };

    private final Mailbox mailbox = new Mailbox(owner, new Limits(4, 100));

    private Mailbox.Work work(String name, int bytes) {
        return new Mailbox.Work(bytes) {
            @Override
            void perform() {
                events.add(name);
            }
        };
    }

    private void runSubmitted() {
        for (Mailbox next = submitted.poll(); next != null; next = submitted.poll()) {
            next.run();
        }
    }

    @Test
    void worksAreDoneInTheOrderTheyCame() {
        mailbox.put(work("a", 1));
        mailbox.putSignal(work("b", 0));
        mailbox.put(work("c", 1));
        assertThat(mailbox.isIdle()).isFalse();
        runSubmitted();
        assertThat(events).containsExactly("a", "b", "c");
        assertThat(mailbox.isIdle()).isTrue();
    }

    @Test
    void mailboxIsSubmittedOnceForAllThatWaits() {
        mailbox.put(work("a", 1));
        mailbox.put(work("b", 1));
        assertThat(submitted).hasSize(1);
        runSubmitted();
        mailbox.put(work("c", 1));
        assertThat(submitted).hasSize(1);
    }

    @Test
    void readingPausesAtTheLimitOfMessagesAndGoesOnAtHalf() {
        for (String name : List.of("a", "b", "c", "d")) {
            mailbox.put(work(name, 0));
        }
        assertThat(events).containsExactly("full");
        runSubmitted();
        assertThat(events).containsExactly("full", "a", "b", "room", "c", "d");
    }

    @Test
    void readingPausesAtTheLimitOfBytesThoughOneWorkIsAboveIt() {
        mailbox.put(work("large", 1000));
        assertThat(events).containsExactly("full");
        runSubmitted();
        assertThat(events).containsExactly("full", "large", "room");
    }

    @Test
    void signalsDoNotPauseReading() {
        IntStream.range(0, 10).forEach(i -> mailbox.putSignal(work("s", 0)));
        assertThat(events).isEmpty();
    }

    @Test
    void longRunLeavesTheThreadToOthersInBetween() {
        int count = Mailbox.BATCH + 1;
        IntStream.range(0, count).forEach(i -> mailbox.putSignal(work("w", 0)));
        submitted.remove().run();
        assertThat(events).hasSize(Mailbox.BATCH);
        assertThat(submitted).hasSize(1);
        runSubmitted();
        assertThat(events).hasSize(count);
    }

    @Test
    void holdKeepsWhatWaitsUntilItIsReleased() {
        mailbox.put(new Mailbox.Work(0) {
            @Override
            void perform() {
                mailbox.hold();
                events.add("holds");
            }
        });
        mailbox.put(work("held", 0));
        runSubmitted();
        assertThat(events).containsExactly("holds");
        mailbox.put(work("later", 0));
        assertThat(submitted).isEmpty();
        mailbox.release();
        runSubmitted();
        assertThat(events).containsExactly("holds", "held", "later");
    }

    /** A work that is done when it was performed a second time. */
    private Mailbox.Work workInTwoParts(String name, Pending pending) {
        pending.awaitedBy(mailbox::resume);
        return new Mailbox.Work(10) {
            private boolean isBegun;

            @Override
            void perform() {
                events.add(name + (isBegun ? " ends" : " begins"));
                isBegun = !isBegun;
            }

            @Override
            boolean isUnderWay() {
                if (isBegun && !pending.leave()) {
                    perform();
                }
                return isBegun;
            }
        };
    }

    @Test
    void workThatIsUnderWayHoldsBackTheNextAndCountsUntilItIsDone() {
        Pending pending = new Pending() {};
        mailbox.put(workInTwoParts("a", pending));
        mailbox.put(work("b", 80));
        runSubmitted();
        mailbox.put(work("c", 10));
        assertThat(submitted).isEmpty();
        assertThat(events).containsExactly("a begins", "full");
        pending.done();
        pending.done();
        assertThat(submitted).hasSize(1);
        runSubmitted();
        assertThat(events).containsExactly("a begins", "full", "a ends", "b", "room", "c");
        assertThat(mailbox.isIdle()).isTrue();
    }

    @Test
    void workThatIsDoneBeforeTheRunLeavesItIsFinishedByTheRun() {
        Pending pending = new Pending() {};
        pending.done();
        mailbox.put(workInTwoParts("a", pending));
        mailbox.put(work("b", 0));
        runSubmitted();
        assertThat(events).containsExactly("a begins", "a ends", "b");
    }

    @Test
    void holdLetsAWorkThatIsUnderWayFinish() {
        Pending pending = new Pending() {};
        mailbox.put(workInTwoParts("a", pending));
        mailbox.put(work("b", 0));
        runSubmitted();
        mailbox.hold();
        pending.done();
        runSubmitted();
        assertThat(events).containsExactly("a begins", "a ends");
        mailbox.release();
        runSubmitted();
        assertThat(events).containsExactly("a begins", "a ends", "b");
    }

    @Test
    void releaseWithoutAHoldSubmitsNothing() {
        mailbox.put(work("a", 0));
        mailbox.release();
        mailbox.hold();
        mailbox.release();
        assertThat(submitted).hasSize(1);
        runSubmitted();
        assertThat(events).containsExactly("a");
    }

    @Test
    void workThatThrowsDoesNotHoldUpTheNext() throws InterruptedException {
        mailbox.put(new Mailbox.Work(0) {
            @Override
            void perform() {
                throw new AssertionError("even the report failed");
            }
        });
        mailbox.put(work("next", 0));
        List<Throwable> reported = new ArrayList<>();
        Thread thread = new Thread(this::runSubmitted);
        thread.setUncaughtExceptionHandler((t, error) -> reported.add(error));
        thread.start();
        thread.join(10_000);
        assertThat(events).containsExactly("next");
        assertThat(reported).singleElement().isInstanceOf(AssertionError.class);
    }

    @Test
    void limitsOutOfRangeAreRefusedByValueAndRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Limits(0, 1))
                .withMessageContaining("0 messages and 1 bytes")
                .withMessageContaining("1048576");
    }
}
