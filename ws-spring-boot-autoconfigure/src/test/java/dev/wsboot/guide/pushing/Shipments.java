package dev.wsboot.guide.pushing;

import dev.wsboot.SendReport;
import dev.wsboot.WsTemplate;
import org.springframework.stereotype.Service;

@Service
class Shipments {

    record Shipped(long order) {}

    private final WsTemplate template;

    Shipments(WsTemplate template) {
        this.template = template;
    }

    SendReport shipped(long order) {
        return template.endpoint(OrdersEndpoint.class).send(new Shipped(order));
    }

    void tell(String user, String text) {
        SendReport report = template.user(user).send(text);
        if (report.accepted() == 0) {
            mail(user, text);
        }
    }

    void endTrial(String user) {
        template.user(user).close(4003, "the trial is over");
    }

    private void mail(String user, String text) {
        System.out.println("mail to " + user + ": " + text);
    }
}
