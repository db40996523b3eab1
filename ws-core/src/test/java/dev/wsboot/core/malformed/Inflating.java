package dev.wsboot.core.malformed;

import dev.wsboot.core.deflate.MessageInflater;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.zip.Inflater;

/** Inflaters for many connections, one after the other, with the window kept from message to message. */
final class Inflating implements MessageInflater.Lender, AutoCloseable {

    private final Deque<Inflater> idle = new ArrayDeque<>();

    MessageInflater decompressor() {
        return new MessageInflater(this, true);
    }

    @Override
    public Inflater take() {
        return idle.isEmpty() ? new Inflater(true) : idle.pop();
    }

    @Override
    public void give(Inflater inflater) {
        idle.push(inflater);
    }

    @Override
    public void close() {
        idle.forEach(Inflater::end);
    }
}
