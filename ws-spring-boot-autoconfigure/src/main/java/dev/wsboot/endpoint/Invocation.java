package dev.wsboot.endpoint;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/** A handler method made ready to be called: its handle, where its arguments come from, and what answers the client. */
final class Invocation implements Step {

    private static final MethodType ANY = MethodType.methodType(Object.class, Object[].class);

    /** Takes the arguments as an array and returns null for {@code void}. */
    private final MethodHandle target;

    private final Argument[] arguments;
    private final Reply reply;

    /** Whether it is called beside other works of the session. */
    private final boolean isConcurrent;

    private final Step direct = this::call;

    private Invocation(MethodHandle target, Argument[] arguments, Reply reply, boolean isConcurrent) {
        this.target = target;
        this.arguments = arguments;
        this.reply = reply;
        this.isConcurrent = isConcurrent;
    }

    /**
     * The invocation of a method.
     *
     * @param bean the object to call it on, a proxy perhaps
     */
    static Invocation of(Object bean, Method method, Argument[] arguments, Reply reply, boolean isConcurrent) {
        return new Invocation(handle(bean, method, arguments.length), arguments, reply, isConcurrent);
    }

    /** A handle that takes the arguments as an array and returns null for {@code void}. */
    static MethodHandle handle(Object bean, Method method, int arguments) {
        ReflectionUtils.makeAccessible(method);
        try {
            return MethodHandles.lookup()
                    .unreflect(method)
                    .bindTo(bean)
                    .asSpreader(Object[].class, arguments)
                    .asType(ANY);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot access " + method + " though it was made accessible", e);
        }
    }

    /** The same for an error method: see {@link Reply#ofErrorMethod}. */
    Invocation ofErrorMethod(int level) {
        return new Invocation(target, arguments, reply.ofErrorMethod(level), isConcurrent);
    }

    @Override
    public void run(EndpointSession session, Object subject) throws Throwable {
        if (isConcurrent) {
            session.launch(direct, subject);
        } else {
            call(session, subject);
        }
    }

    private void call(EndpointSession session, Object subject) throws Throwable {
        @Nullable Object[] values = new @Nullable Object[arguments.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = arguments[i].resolve(session, subject);
        }
        Object result = (Object) target.invokeExact(values);
        if (result != null) {
            reply.send(session, result);
        }
    }
}
