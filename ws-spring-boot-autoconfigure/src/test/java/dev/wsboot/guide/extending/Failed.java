package dev.wsboot.guide.extending;

import dev.wsboot.WsInterceptor;
import dev.wsboot.core.WsSession;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class Failed implements WsInterceptor {

    final LongAdder count = new LongAdder();

    @Override
    public void afterMessage(WsSession session, Object message, @Nullable Throwable error) {
        if (error != null) {
            count.increment();
        }
    }
}
