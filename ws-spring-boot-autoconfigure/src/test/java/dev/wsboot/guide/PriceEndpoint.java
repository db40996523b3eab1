package dev.wsboot.guide;

import dev.wsboot.OnMessage;
import dev.wsboot.OnOpen;
import dev.wsboot.PathParam;
import dev.wsboot.WsEndpoint;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import reactor.core.publisher.Flux;

@WsEndpoint("/prices/{symbol}")
class PriceEndpoint {

    record Price(String symbol, int cents) {}

    @OnOpen
    Flux<Price> prices(@PathParam String symbol) {
        return Flux.just(101, 102, 103).map(cents -> new Price(symbol, cents));
    }

    @OnMessage
    CompletionStage<Price> buy(String order, @PathParam String symbol) {
        return CompletableFuture.supplyAsync(() -> new Price(symbol, 10 * order.length()));
    }

    @OnMessage
    Optional<String> picture(byte[] picture) {
        return picture.length == 0 ? Optional.empty() : Optional.of("nice");
    }
}
