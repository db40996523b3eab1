package dev.wsboot.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventLoopTest {

    private final LinkedBlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
    private final EventLoop loop = newLoop();

    private EventLoop newLoop() {
        try {
            return new EventLoop("test-loop", Clock.SYSTEM, failures::add);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void stop() throws Exception {
        loop.stop();
        loop.join();
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tasksOfEachThreadKeepTheirOrderAndNoneIsLost() throws Exception {
        loop.start();
        int threads = 8;
        int each = 20_000;
        List<List<Integer>> seen = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(threads * each);
        for (int t = 0; t < threads; t++) {
            List<Integer> mine = new ArrayList<>();
            seen.add(mine);
            new Thread(() -> {
                        for (int i = 0; i < each; i++) {
                            int number = i;
                            loop.execute(() -> {
                                mine.add(number);
                                done.countDown();
                            });
                        }
                    })
                    .start();
        }
        await(done);
        for (List<Integer> mine : seen) {
            assertThat(mine).hasSize(each).isSorted();
        }
    }

    @Test
    void anIdleLoopIsWokenEachTime() throws Exception {
        loop.start();
        // One task at a time, so that the loop is asleep or falling asleep whenever the next one comes.
        for (int i = 0; i < 20_000; i++) {
            CountDownLatch done = new CountDownLatch(1);
            loop.execute(done::countDown);
            await(done);
        }
    }

    @Test
    void tasksOfTheLoopItselfRunWithoutAWakeUp() throws Exception {
        loop.start();
        CountDownLatch done = new CountDownLatch(5_000);
        Runnable[] chain = new Runnable[1];
        chain[0] = () -> {
            done.countDown();
            if (done.getCount() > 0) {
                loop.execute(chain[0]);
            }
        };
        loop.execute(chain[0]);
        await(done);
    }

    @Test
    void aTaskThatThrowsHarmsNobody() throws Exception {
        loop.start();
        CountDownLatch done = new CountDownLatch(1);
        loop.execute(() -> {
            throw new StackOverflowError("by hand");
        });
        loop.execute(() -> sneak(new IOException("sneaky")));
        loop.execute(done::countDown);
        await(done);
        assertThat(failures).extracting(Throwable::getMessage).containsExactly("by hand", "sneaky");
    }

    @Test
    void aTimerThatThrowsHarmsNobody() throws Exception {
        loop.start();
        CountDownLatch done = new CountDownLatch(1);
        loop.execute(() -> {
            loop.timers().schedule(timer(() -> sneak(new IOException("timer"))), loop.now());
            loop.timers().schedule(timer(done::countDown), loop.now() + 100_000_000);
        });
        await(done);
        assertThat(failures).extracting(Throwable::getMessage).containsExactly("timer");
    }

    @Test
    void whoHearsOfFailuresMayThrow() throws Exception {
        EventLoop unlucky = new EventLoop("unlucky", Clock.SYSTEM, failure -> {
            throw new IllegalStateException("no memory for a log line", failure);
        });
        unlucky.start();
        CountDownLatch done = new CountDownLatch(1);
        unlucky.execute(() -> {
            throw new OutOfMemoryError("by hand");
        });
        unlucky.execute(done::countDown);
        await(done);
        unlucky.stop();
        unlucky.join();
    }

    @Test
    void anInterruptDoesNotMakeTheLoopSpinNorEnd() throws Exception {
        loop.start();
        CountDownLatch interrupted = new CountDownLatch(1);
        AtomicBoolean flag = new AtomicBoolean(true);
        loop.execute(() -> {
            Thread.currentThread().interrupt();
            interrupted.countDown();
        });
        await(interrupted);
        CountDownLatch done = new CountDownLatch(1);
        loop.execute(() -> {
            loop.execute(() -> {}); // so that the flag is looked at in a turn of its own
        });
        loop.execute(() -> loop.timers()
                .schedule(
                        timer(() -> {
                            flag.set(Thread.currentThread().isInterrupted());
                            done.countDown();
                        }),
                        loop.now() + 60_000_000));
        await(done);
        assertThat(flag).isFalse();
    }

    @Test
    void timersFireWithoutAnyOtherEvent() throws Exception {
        loop.start();
        CountDownLatch done = new CountDownLatch(1);
        long[] late = {-1};
        loop.execute(() -> {
            long deadline = loop.now() + 120_000_000;
            loop.timers()
                    .schedule(
                            timer(() -> {
                                late[0] = loop.now() - deadline;
                                done.countDown();
                            }),
                            deadline);
        });
        await(done);
        assertThat(late[0]).isNotNegative();
    }

    @Test
    void theThreadIsNoDaemonWhoeverStartsIt() throws Exception {
        Thread starter = new Thread(() -> {
            EventLoop other = newLoop();
            other.start();
            other.execute(
                    () -> failures.add(new Throwable("" + Thread.currentThread().isDaemon())));
            other.stop();
        });
        starter.setDaemon(true);
        starter.start();
        assertThat(failures.poll(10, TimeUnit.SECONDS)).hasMessage("false");
    }

    @Test
    void tasksThatComeTooLateAreDoneByWhoeverHandsThemIn() throws Exception {
        loop.start();
        List<String> done = Collections.synchronizedList(new ArrayList<>());
        loop.execute(() -> {
            loop.stop();
            loop.execute(() -> loop.execute(() -> done.add("handed in during the last turn")));
        });
        loop.join();

        loop.execute(() -> loop.execute(() -> done.add("inner")));
        loop.execute(() -> {
            throw new IllegalStateException("late");
        });
        loop.execute(() -> done.add("outer"));

        assertThat(done).containsExactly("handed in during the last turn", "inner", "outer");
        assertThat(failures).extracting(Throwable::getMessage).containsExactly("late");
        loop.forEachConnection(connection -> done.add("a connection after the end"));
        assertThat(done).hasSize(3);
    }

    private static TimerWheel.Timer timer(Runnable action) {
        return new TimerWheel.Timer() {
            @Override
            void onTimer(long now) {
                action.run();
            }
        };
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable error) throws T {
        throw (T) error;
    }
}
