package dev.wsboot.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Floors} hold in the product, and are seen to fail in {@code dev.wsboot.broken}, which breaks each of them. */
class FloorsTest {

    private static final Floors FLOORS = new Floors("dev.wsboot.core");
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.wsboot.core");

    private static final Floors BROKEN_FLOORS = new Floors("dev.wsboot.broken");
    private static final JavaClasses BROKEN = new ClassFileImporter().importPackages("dev.wsboot.broken");

    @Test
    void eachFloorKnowsOnlyThoseBelow() {
        FLOORS.eachFloorKnowsOnlyThoseBelow().check(PRODUCT);
    }

    @Test
    void onlyIoTouchesChannelsThreadsAndClocks() {
        FLOORS.onlyIoTouchesChannelsThreadsAndClocks().check(PRODUCT);
    }

    @Test
    void theLowerFourArePure() {
        FLOORS.theLowerFourAreFreeOfLocksExecutorsAndLoggers().check(PRODUCT);
        FLOORS.theLowerFourHaveNoSynchronizedMethods().check(PRODUCT);
    }

    @Test
    void namesSayWhatAClassIs() {
        FLOORS.namesSayWhatAClassIs().check(PRODUCT);
    }

    @Test
    void everyWayUpButTheTwoDoorsIsRefused() {
        assertThat(violations(BROKEN_FLOORS.eachFloorKnowsOnlyThoseBelow()))
                .anyMatch(line -> line.contains("protocol.KnowsUpstairs") && line.contains("http.Upstairs"))
                .anyMatch(line -> line.contains("broken.Session") && line.contains("io.Engine"))
                .anyMatch(line -> line.contains("broken.WsServer") && line.contains("io.Loop"))
                .anyMatch(line -> line.contains("attic.Lost") && line.contains("stands on no floor"))
                .noneMatch(line -> line.contains("broken.WsServer") && line.contains("io.Engine"))
                .noneMatch(line -> line.contains("java.lang.Object"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"channel", "socket", "thread", "executors", "nanos", "millis", "instant", "clock"})
    void channelsThreadsAndClocksAreRefusedOutsideOfIo(String method) {
        ArchRule rule = BROKEN_FLOORS.onlyIoTouchesChannelsThreadsAndClocks();
        assertThat(violations(rule))
                .anyMatch(line -> line.contains("topic.Greedy." + method + "("))
                .noneMatch(line -> line.contains("io.Loop"))
                .noneMatch(line -> line.contains("address("));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lock", "executor", "systemLogger", "julLogger"})
    void locksExecutorsAndLoggersAreRefusedOnPureFloors(String method) {
        ArchRule rule = BROKEN_FLOORS.theLowerFourAreFreeOfLocksExecutorsAndLoggers();
        assertThat(violations(rule)).anyMatch(line -> line.contains("protocol.Impure." + method + "("));
    }

    @Test
    void synchronizedMethodsAreRefusedOnPureFloors() {
        assertThat(violations(BROKEN_FLOORS.theLowerFourHaveNoSynchronizedMethods()))
                .singleElement()
                .asString()
                .contains("protocol.Impure.guarded()");
    }

    @Test
    void emptyNamesAreRefused() {
        assertThat(violations(BROKEN_FLOORS.namesSayWhatAClassIs()))
                .singleElement()
                .asString()
                .contains("http.FrameHelper");
    }

    private static List<String> violations(ArchRule rule) {
        return rule.evaluate(BROKEN).getFailureReport().getDetails();
    }
}
