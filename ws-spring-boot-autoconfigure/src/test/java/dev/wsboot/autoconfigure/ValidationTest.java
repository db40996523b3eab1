package dev.wsboot.autoconfigure;

import static dev.wsboot.autoconfigure.Contexts.connect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.OnError;
import dev.wsboot.OnMessage;
import dev.wsboot.WsEndpoint;
import dev.wsboot.autoconfigure.Client.Closed;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.validation.annotation.Validated;

/** Messages that are validated before a method gets them. */
@ExtendWith(OutputCaptureExtension.class)
class ValidationTest {

    private final ApplicationContextRunner runner =
            Contexts.runner().withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class));

    interface Strict {}

    record Say(@NotBlank String text, @Valid Author author) {}

    record Author(
            @NotBlank String name,
            @Min(value = 18, groups = Strict.class) int age) {}

    record Code(
            @Pattern(regexp = "[a-z]+", message = "'${validatedValue}' is not it")
            String code) {}

    sealed interface Command {}

    record Go(@Min(1) int steps) implements Command {}

    @WsEndpoint("/say")
    static class SayEndpoint {

        @OnMessage
        String say(@Valid Say say) {
            return say.text();
        }

        @OnError
        Map<String, String> invalid(ConstraintViolationException error) {
            return Map.of("invalid", error.getMessage());
        }
    }

    @Test
    void messageThatIsNotValidIsAnErrorAndTheSessionGoesOn() {
        runner.withBean(SayEndpoint.class).run(context -> {
            Client client = connect(context, "/say");
            assertThat(client.send("{\"text\":\" \"}").nextText())
                    .isEqualTo("{\"invalid\":\"text: must not be blank\"}");
            assertThat(client.send("{\"text\":\"a\",\"author\":{\"name\":\"\",\"age\":1}}")
                            .nextText())
                    .isEqualTo("{\"invalid\":\"author.name: must not be blank\"}");
            assertThat(client.send("{\"text\":\"a\",\"author\":{\"name\":\"b\",\"age\":1}}")
                            .nextText())
                    .isEqualTo("a");
        });
    }

    @WsEndpoint("/group")
    static class GroupEndpoint {

        @OnMessage
        String author(@Validated(Strict.class) Author author) {
            return author.name();
        }

        @OnError
        String invalid(ConstraintViolationException error) {
            return error.getMessage();
        }
    }

    @Test
    void groupsChooseTheConstraints() {
        runner.withBean(GroupEndpoint.class).run(context -> {
            Client client = connect(context, "/group");
            assertThat(client.send("{\"name\":\"\",\"age\":17}").nextText())
                    .isEqualTo("age: must be greater than or equal to 18");
            assertThat(client.send("{\"name\":\"\",\"age\":18}").nextText()).isEmpty();
        });
    }

    @WsEndpoint("/batch")
    static class BatchEndpoint {

        @OnMessage
        int batch(@Valid List<Say> batch) {
            return batch.size();
        }

        @OnError
        String invalid(ConstraintViolationException error) {
            return error.getMessage();
        }
    }

    @Test
    void elementsOfAListAreValidated() {
        runner.withBean(BatchEndpoint.class).run(context -> {
            Client client = connect(context, "/batch");
            assertThat(client.send("[{\"text\":\"a\"},{\"text\":\"\"}]").nextText())
                    .isEqualTo("message[1].text: must not be blank");
            assertThat(client.send("[{\"text\":\"a\"}]").nextText()).isEqualTo("1");
        });
    }

    @WsEndpoint("/commands")
    static class CommandEndpoint {

        @OnMessage
        String command(@Valid Command command) {
            return command.toString();
        }

        @OnMessage
        String code(Code code) {
            return code.toString();
        }
    }

    @Test
    void messageThatItsTypeHasChosenAMethodForIsValidatedAsThatMethodAsks() {
        runner.withBean(CommandEndpoint.class).run(context -> {
            Client client = connect(context, "/commands");
            assertThat(client.send("{\"type\":\"go\",\"steps\":2}").nextText()).isEqualTo("Go[steps=2]");
            assertThat(client.send("{\"type\":\"code\",\"code\":\"!\"}").nextText())
                    .isEqualTo("Code[code=!]");
            assertThat(client.send("{\"steps\":0,\"type\":\"go\"}").awaitClosed())
                    .isEqualTo(new Closed(1007, "the message is not valid"));
        });
    }

    @WsEndpoint("/code")
    static class CodeEndpoint {

        @OnMessage
        void code(@Valid Code code) {
            throw new ConstraintViolationException("by hand", null);
        }
    }

    @Test
    void violationThatNobodyTakesIsLoggedOnceWithoutATraceAndEscaped(CapturedOutput output) {
        runner.withBean(CodeEndpoint.class).run(context -> {
            Client client = connect(context, "/code").send("{\"code\":\"\\u001b[31m\"}");
            assertThat(client.awaitClosed()).isEqualTo(new Closed(1007, "the message is not valid"));
        });
        assertThat(output)
                .containsOnlyOnce(
                        "no @OnError method takes a ConstraintViolationException: code: '\\x1b[31m' is not it")
                .doesNotContain("\u001b")
                .doesNotContain("\tat ");
    }

    @Test
    void violationOutOfAHandlerMethodIsTheApplicationsFault(CapturedOutput output) {
        runner.withBean(CodeEndpoint.class)
                .run(context -> assertThat(connect(context, "/code")
                                .send("{\"code\":\"a\"}")
                                .awaitClosed()
                                .code())
                        .isEqualTo(1011));
        assertThat(output).containsOnlyOnce("ConstraintViolationException: by hand");
    }

    @Test
    void validatorIsNeeded() {
        Analyses.assertReported(
                Contexts.runner(),
                SayEndpoint.class,
                ".say(Say)",
                "the message is to be validated, but there is no Validator",
                "Add the dependency spring-boot-starter-validation");
    }

    @Test
    void validatorOfTheApplicationIsEnough() {
        Contexts.runner()
                .withBean(
                        jakarta.validation.Validator.class,
                        () -> Validation.buildDefaultValidatorFactory().getValidator())
                .withBean(SayEndpoint.class)
                .run(context -> assertThat(
                                connect(context, "/say").send("{\"text\":\"\"}").nextText())
                        .contains("must not be blank"));
    }
}
