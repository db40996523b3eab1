package dev.wsboot.test;

import dev.wsboot.core.deflate.DeflateAgreement;
import dev.wsboot.core.deflate.MessageInflater;
import dev.wsboot.core.protocol.Decompressor;
import dev.wsboot.core.protocol.Role;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Inflaters that are made when they are needed, and end with that. */
final class Inflaters implements MessageInflater.Lender {

    private Inflaters() {}

    /** What inflates the server's messages; null when nothing was agreed on. */
    static @Nullable Decompressor decompressor(@Nullable DeflateAgreement agreement) {
        return agreement == null ? null : new MessageInflater(new Inflaters(), agreement.takeover(Role.SERVER));
    }

    @Override
    public Inflater take() {
        return new Inflater(true);
    }

    @Override
    public void give(Inflater inflater) {
        inflater.end();
    }
}
