package dev.wsboot.test;

import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Drops the connections that a test leaves open, so that the next one finds the application without them. */
final class WsTestExecutionListener implements TestExecutionListener {

    @Override
    public void afterTestMethod(TestContext testContext) {
        if (testContext.hasApplicationContext()) {
            testContext
                    .getApplicationContext()
                    .getBeanProvider(OpenClients.class)
                    .ifAvailable(OpenClients::dropOwn);
        }
    }
}
