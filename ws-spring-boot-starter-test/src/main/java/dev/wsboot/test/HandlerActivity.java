package dev.wsboot.test;

import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Counts what the executor of the handler methods has to do, by standing before it. Thread-safe.
 *
 * <p>It is a proxy of the executor's own class where that can be, so that an application's executor can still be injected as
 * what it is.
 */
final class HandlerActivity implements Activity, BeanPostProcessor, MethodInterceptor {

    private static final String EXECUTOR = "wsHandlerExecutor";

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private int tasks;

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (!beanName.equals(EXECUTOR) || !(bean instanceof Executor)) {
            return bean;
        }
        ProxyFactory proxy = new ProxyFactory(bean);
        proxy.setProxyTargetClass(!Modifier.isFinal(bean.getClass().getModifiers()));
        proxy.addAdvice(this);
        return proxy.getProxy(bean.getClass().getClassLoader());
    }

    @Override
    public @Nullable Object invoke(MethodInvocation call) throws Throwable {
        if (call.getArguments().length != 1 || !(call.getArguments()[0] instanceof Runnable task)) {
            return call.proceed();
        }
        count(1);
        call.getArguments()[0] = (Runnable) () -> {
            try {
                task.run();
            } finally {
                count(-1);
            }
        };
        try {
            return call.proceed();
        } catch (Throwable refused) {
            count(-1);
            throw refused;
        }
    }

    private void count(int change) {
        lock.lock();
        try {
            tasks += change;
            if (tasks == 0) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean awaitIdle(Duration patience) {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (tasks > 0 && left > 0) {
                left = idle.awaitNanos(left);
            }
            return tasks == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for handler methods", e);
        } finally {
            lock.unlock();
        }
    }
}
