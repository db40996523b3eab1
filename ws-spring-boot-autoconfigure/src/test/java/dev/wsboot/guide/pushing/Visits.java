package dev.wsboot.guide.pushing;

import dev.wsboot.WsServerStartedEvent;
import dev.wsboot.WsSessionClosedEvent;
import dev.wsboot.WsSessionOpenedEvent;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

@Component
class Visits {

    private final LongAdder now = new LongAdder();

    @EventListener
    void started(WsServerStartedEvent event) {
        System.out.println("WebSocket on port " + event.server().port());
    }

    @EventListener
    void opened(WsSessionOpenedEvent event) {
        now.increment();
    }

    @EventListener(condition = "#event.status.code() == 1006")
    void lost(WsSessionClosedEvent event) {
        System.out.println("lost " + event.session());
    }

    @EventListener
    void closed(WsSessionClosedEvent event) {
        now.decrement();
    }
}
