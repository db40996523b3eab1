package dev.wsboot.endpoint;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.wsboot.endpoint.JsonCodec.OwnNames;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.TreeNode;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.ClassIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;

/** What Jackson knows of types before it reads or writes their values. */
record JacksonTypes(JsonMapper mapper) {

    static boolean isFreeForm(JavaType type) {
        return type.isMapLikeType() || type.isJavaLangObject() || type.isTypeOrSubTypeOf(TreeNode.class);
    }

    /** How the subtypes of the type are told apart by annotations or by default typing; null when they are not. */
    @Nullable
    OwnNames ownNames(JavaType type) {
        MapperConfig<?> config = mapper.deserializationConfig();
        AnnotatedClass annotated = config.classIntrospectorInstance().introspectClassAnnotations(type);
        JsonTypeInfo.Value info = config.getAnnotationIntrospector().findPolymorphicTypeInfo(config, annotated);
        if (info == null) {
            return config.getDefaultTyper(type) == null ? null : new OwnNames(null, Set.of());
        } else if (info.getIdType() == JsonTypeInfo.Id.NONE) {
            return null;
        } else if (info.getIdType() != JsonTypeInfo.Id.NAME || !isProperty(info.getInclusionType())) {
            return new OwnNames(null, Set.of());
        }
        Set<String> names = config.getSubtypeResolver().collectAndResolveSubtypesByTypeId(config, annotated).stream()
                .filter(subtype -> !Modifier.isAbstract(subtype.getType().getModifiers()))
                .map(JacksonTypes::name)
                .collect(Collectors.toSet());
        String property = info.getPropertyName();
        return new OwnNames(property == null ? info.getIdType().getDefaultPropertyName() : property, names);
    }

    private static boolean isProperty(JsonTypeInfo.As inclusion) {
        return inclusion == JsonTypeInfo.As.PROPERTY || inclusion == JsonTypeInfo.As.EXISTING_PROPERTY;
    }

    /** As Jackson's own resolver of names has it. */
    private static String name(NamedType type) {
        String name = type.getType().getName();
        return type.hasName() ? type.getName() : name.substring(name.lastIndexOf('.') + 1);
    }

    /** Whether objects of the type are read with a property of that name. */
    boolean reads(JavaType type, String property) {
        ClassIntrospector introspector = mapper.deserializationConfig().classIntrospectorInstance();
        return has(
                introspector.introspectForDeserialization(type, introspector.introspectClassAnnotations(type)),
                property);
    }

    /** Whether objects of the type are written with a property of that name. */
    boolean writes(JavaType type, String property) {
        ClassIntrospector introspector = mapper.serializationConfig().classIntrospectorInstance();
        return has(
                introspector.introspectForSerialization(type, introspector.introspectClassAnnotations(type)), property);
    }

    private static boolean has(BeanDescription description, String property) {
        return description.findProperties().stream()
                .anyMatch(each -> each.getName().equals(property));
    }
}
