package dev.wsboot.guide.messages;

import dev.wsboot.OnError;
import dev.wsboot.OnMessage;
import dev.wsboot.WsEndpoint;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.util.List;

@WsEndpoint("/reviews")
class ReviewEndpoint {

    record Review(@NotBlank String text, @Min(1) @Max(5) int stars) {}

    record Thanks(int stars) {}

    record Rejected(List<String> fields) {}

    @OnMessage
    Thanks review(@Valid Review review) {
        return new Thanks(review.stars());
    }

    @OnError
    Rejected invalid(ConstraintViolationException error) {
        return new Rejected(error.getConstraintViolations().stream()
                .map(ConstraintViolation::getPropertyPath)
                .map(Object::toString)
                .sorted()
                .toList());
    }
}
