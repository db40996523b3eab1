package dev.wsboot.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The system's Chromium, for the tests of one class. Where there is none the tests are skipped, unless {@code CI=true}: then
 * its absence is a failure.
 */
final class Chromium implements ExecutionCondition, BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private static final Logger LOG = System.getLogger(Chromium.class.getName());

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");
    private static final double PATIENCE_MILLIS = 20_000;

    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> pageErrors = new ArrayList<>();
    private Playwright playwright;
    private Browser browser;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (executable().isPresent() || "true".equals(System.getenv("CI"))) {
            return ConditionEvaluationResult.enabled("a browser is there, or must be");
        }
        String reason = "no browser on the PATH: looked for " + NAMES;
        // Surefire counts what is skipped, but keeps the reason to its report.
        LOG.log(Level.WARNING, "{0} is skipped, {1}", context.getDisplayName(), reason);
        return ConditionEvaluationResult.disabled(reason);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Path executable = executable()
                .orElseThrow(
                        () -> new IllegalStateException("CI=true, but no browser is on the PATH: looked for " + NAMES));
        // Playwright brings its own driver; the browser is the system's.
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(ARGUMENTS));
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    }

    /** A page in a browser context of its own: with its own storage, as on a machine of its own. */
    Page newPage(Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options);
        context.setDefaultTimeout(PATIENCE_MILLIS);
        context.onWebError(error -> pageErrors.add(error.error()));
        contexts.add(context);
        return context.newPage();
    }

    /** A page on a desktop. */
    Page newPage() {
        return newPage(new Browser.NewContextOptions().setViewportSize(1280, 800));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        contexts.forEach(BrowserContext::close);
        contexts.clear();
        List<String> errors = List.copyOf(pageErrors);
        pageErrors.clear();
        assertThat(errors).as("uncaught errors of the pages' scripts").isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (playwright != null) {
            playwright.close();
        }
    }

    private static Optional<Path> executable() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
