package dev.wsboot.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BufferPoolTest {

    private final List<ByteBuffer> made = new ArrayList<>();
    private final BufferPool pool = new BufferPool(size -> {
        ByteBuffer buffer = ByteBuffer.allocate(size);
        made.add(buffer);
        return buffer;
    });

    @Test
    void aBufferThatCameBackIsTakenAgainAndEmpty() {
        ByteBuffer buffer = pool.take();
        pool.give(buffer.putLong(1).flip());

        assertThat(pool.take())
                .isSameAs(buffer)
                .satisfies(each -> assertThat(each.remaining()).isEqualTo(BufferPool.BUFFER_SIZE));
        assertThat(made).hasSize(1);
    }

    @Test
    void noBufferIsOutTwice() {
        ByteBuffer first = pool.take();
        assertThat(pool.take()).isNotSameAs(first);
    }

    @Test
    void thePoolKeepsNoMoreThanItsSize() {
        List<ByteBuffer> out = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            out.add(pool.take());
        }
        out.forEach(pool::give);
        made.clear();
        for (int i = 0; i < 100; i++) {
            pool.take();
        }
        assertThat(made).hasSize(100 - 32);
    }

    @Test
    void withoutMemoryThereIsNoBufferAndNoError() {
        BufferPool poor = new BufferPool(size -> {
            throw new OutOfMemoryError("Cannot reserve direct buffer memory");
        });
        assertThat(poor.take()).isNull();
    }
}
