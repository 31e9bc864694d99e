package dev.acm.examples;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.ToNumberPolicy;
import com.google.gson.reflect.TypeToken;
import dev.acm.spi.Document;
import java.util.Map;

/** Documents as JSON, by any serializer that keeps whole numbers whole. */
final class Json {
    private static final TypeToken<Map<String, Object>> FIELDS = new TypeToken<>() {};
    private static final Gson GSON = new GsonBuilder()
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .create();

    private Json() {}

    static String write(Document document) {
        return GSON.toJson(document.asMap());
    }

    static Document read(String json) {
        return Document.of(GSON.fromJson(json, FIELDS));
    }
}
