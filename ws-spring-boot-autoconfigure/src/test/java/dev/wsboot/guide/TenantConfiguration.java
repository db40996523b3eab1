package dev.wsboot.guide;

import dev.wsboot.WsArgument;
import dev.wsboot.WsArgumentResolver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TenantConfiguration {

    record Tenant(String name) {}

    @Bean
    WsArgumentResolver tenants() {
        return parameter -> parameter.getParameterType() == Tenant.class
                ? WsArgument.ofHandshake(
                        handshake -> new Tenant(handshake.host().host()))
                : null;
    }
}
