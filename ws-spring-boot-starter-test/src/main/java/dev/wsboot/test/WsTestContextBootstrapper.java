package dev.wsboot.test;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;
import org.springframework.util.StringUtils;

/** What {@link WsTest} begins with. */
final class WsTestContextBootstrapper extends TestSliceTestContextBootstrapper<WsTest> {

    @Override
    protected String[] getProperties(Class<?> testClass) {
        return StringUtils.addStringToArray(
                super.getProperties(testClass), InMemoryWsAutoConfiguration.PROPERTY + "=true");
    }
}
