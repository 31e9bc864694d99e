package dev.acm.validation.internal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Lets one method make a call that {@code config/} forbids. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface SuppressForbidden {
    /** Why it is right here. */
    String reason();
}
