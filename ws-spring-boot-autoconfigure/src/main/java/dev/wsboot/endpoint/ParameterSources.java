package dev.wsboot.endpoint;

import dev.wsboot.WsArgumentResolver;
import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.core.convert.ConversionService;

/**
 * What the values of parameters are made with.
 *
 * @param placeholders resolves the placeholders in a text
 * @param resolvers the application's own, in their order
 */
record ParameterSources(
        ConversionService conversions, UnaryOperator<String> placeholders, List<WsArgumentResolver> resolvers) {}
