package dev.wsboot.core;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;

/**
 * The rules of the house: which package may know which, and what each may touch of the JDK.
 *
 * <p>The packages are floors, one above the other; a class knows its own floor and those below. As every class stands
 * on a floor and the floors are in one line, there is no cycle between packages either. The one way up leads from
 * {@code WsServer} and {@code WsClient} to {@code io.Engine}, for somebody has to start the machine.
 *
 * @param root the package whose floors are meant, so that the rules can be tried on a house that breaks them
 */
record Floors(String root) {

    /** From the ground up, as the part of the name after the root; the root itself is the API. */
    private static final List<String> FROM_THE_GROUND_UP =
            List.of(".protocol", ".deflate", ".http", ".tls", "", ".topic", ".io", ".testing");

    private static final Set<String> WAYS_UP = Set.of(".WsServer", ".WsClient");
    private static final String WAY_UP_LEADS_TO = ".io.Engine";

    private static final Set<String> NET_VALUES = Set.of(
            "java.net.InetAddress",
            "java.net.Inet4Address",
            "java.net.Inet6Address",
            "java.net.InetSocketAddress",
            "java.net.SocketAddress",
            "java.net.URI",
            "java.net.URISyntaxException");

    private static final Set<String> THREADS = Set.of(
            "java.lang.Thread",
            "java.lang.Thread$Builder",
            "java.util.Timer",
            "java.util.concurrent.Executors",
            "java.util.concurrent.ForkJoinPool",
            "java.util.concurrent.ThreadPoolExecutor",
            "java.util.concurrent.ScheduledThreadPoolExecutor");

    private static final Set<String> SCHEDULING_AND_LOGGING = Set.of(
            "java.lang.System$Logger",
            "java.util.concurrent.Executor",
            "java.util.concurrent.ExecutorService",
            "java.util.concurrent.ScheduledExecutorService");

    ArchRule eachFloorKnowsOnlyThoseBelow() {
        return classes().should(dependOnlyDownwards());
    }

    ArchRule onlyIoTouchesChannelsThreadsAndClocks() {
        return noClasses()
                .that(resideInAPackage(root + "..").and(DescribedPredicate.not(standOn(".io", ".testing"))))
                .should()
                .dependOnClassesThat(areChannelsOrSockets().or(areNamed("threads", THREADS)))
                .orShould()
                .dependOnClassesThat(areNamed("clocks", Set.of("java.time.Clock")))
                .orShould()
                .accessTargetWhere(readsAClock())
                .allowEmptyShould(true)
                .as("only io, and testing in the place of a network, touch channels, sockets, threads and clocks");
    }

    ArchRule theLowerFourAreFreeOfLocksExecutorsAndLoggers() {
        return noClasses()
                .that(areOnAPureFloor())
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.util.concurrent.locks..", "java.util.logging.."))
                .orShould()
                .dependOnClassesThat(areNamed("executors or loggers", SCHEDULING_AND_LOGGING))
                .allowEmptyShould(true)
                .as("protocol, deflate, http and tls know no locks, executors or loggers");
    }

    ArchRule theLowerFourHaveNoSynchronizedMethods() {
        return noMethods()
                .that()
                .areDeclaredInClassesThat(areOnAPureFloor())
                .should()
                .haveModifier(JavaModifier.SYNCHRONIZED)
                .allowEmptyShould(true)
                .as("protocol, deflate, http and tls have no synchronized methods");
    }

    ArchRule namesSayWhatAClassIs() {
        return noClasses().should().haveNameMatching(".*(Manager|Helper|Util|Utils|Impl)");
    }

    private ArchCondition<JavaClass> dependOnlyDownwards() {
        return new ArchCondition<>("depend only on their own floor and those below") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                if (floorOf(item) < 0) {
                    events.add(SimpleConditionEvent.violated(item, item.getName() + " stands on no floor"));
                }
                for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
                    if (leadsUp(dependency) && !isTheWayUp(dependency)) {
                        events.add(SimpleConditionEvent.violated(item, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private boolean leadsUp(Dependency dependency) {
        return floorOf(dependency.getTargetClass()) > floorOf(dependency.getOriginClass());
    }

    private boolean isTheWayUp(Dependency dependency) {
        String from = outermost(dependency.getOriginClass());
        return WAYS_UP.stream().map(root::concat).anyMatch(from::equals)
                && dependency.getTargetClass().getName().equals(root + WAY_UP_LEADS_TO);
    }

    /** The height of a class over the ground, -1 for what is outside of the house. */
    private int floorOf(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        return name.startsWith(root) ? FROM_THE_GROUND_UP.indexOf(name.substring(root.length())) : -1;
    }

    private DescribedPredicate<JavaClass> areOnAPureFloor() {
        return standOn(".protocol", ".deflate", ".http", ".tls");
    }

    private DescribedPredicate<JavaClass> standOn(String... floors) {
        Set<String> packages = Set.of(floors);
        return DescribedPredicate.describe(
                "stand on " + String.join(", ", floors),
                type -> type.getPackageName().startsWith(root)
                        && packages.contains(type.getPackageName().substring(root.length())));
    }

    private static DescribedPredicate<JavaClass> areChannelsOrSockets() {
        return resideInAPackage("java.nio.channels..")
                .or(resideInAPackage("java.net..").and(DescribedPredicate.not(areNamed("values", NET_VALUES))));
    }

    private static DescribedPredicate<JavaClass> areNamed(String description, Set<String> names) {
        return DescribedPredicate.describe("are " + description, type -> names.contains(type.getName()));
    }

    private static DescribedPredicate<JavaAccess<?>> readsAClock() {
        return DescribedPredicate.describe("a clock is read", access -> {
            String owner = access.getTargetOwner().getName();
            String member = access.getTarget().getName();
            return owner.equals("java.lang.System")
                    ? Set.of("nanoTime", "currentTimeMillis").contains(member)
                    : owner.startsWith("java.time.") && member.equals("now");
        });
    }

    private static String outermost(JavaClass type) {
        int nested = type.getName().indexOf('$');
        return nested < 0 ? type.getName() : type.getName().substring(0, nested);
    }
}
