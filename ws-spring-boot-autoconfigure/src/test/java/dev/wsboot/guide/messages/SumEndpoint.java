package dev.wsboot.guide.messages;

import dev.wsboot.OnMessage;
import dev.wsboot.WsEndpoint;
import java.util.List;

@WsEndpoint("/sum")
class SumEndpoint {

    @OnMessage
    int sum(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).sum();
    }
}
