package dev.acm.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.CertificateManager;
import dev.acm.certificate.CertificateArn;
import dev.acm.request.CertificateRequest;
import dev.acm.spi.Document;
import dev.acm.spi.RecordStore;
import dev.acm.spi.Write;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Managers of two neighbouring versions on one store: the newer one writes a field of its own into every part of a
 * certificate's record, and the older one, which is this one, drops none of them, whatever it does.
 */
class RollingUpgradeTest {
    private static final String FIELD = "of-the-next-version";
    private static final List<String> PARTS = List.of("generations", "deployments", "revocations");
    private static final Map<String, String> NAMES =
            Map.of("generations", "number", "deployments", "target", "revocations", "leaf");

    private final SimulatedWorld world = new SimulatedWorld(1, Instant.parse("2026-01-10T09:00:00Z"));
    private final List<String> dropped = new ArrayList<>();

    private CertificateManager manager(String name, UnaryOperator<RecordStore> seen) {
        return world.start(
                        name,
                        Weather.calm(),
                        (w, process) -> w.over(process, seen.apply(w.store())).build())
                .manager();
    }

    private interface Change {
        Document before(Write.Update update) throws Exception;
    }

    private static RecordStore changing(RecordStore store, Change change) {
        return (RecordStore) Proxy.newProxyInstance(
                RecordStore.class.getClassLoader(), new Class<?>[] {RecordStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("write")
                            && ((List<?>) arguments[0]).get(0) instanceof Write.Update update
                            && update.key().space().equals("certificate")) {
                        Document document = change.before(update);
                        return store.write(List.of(
                                new Write.Update(update.key(), update.expectedVersion(), update.dueAt(), document)));
                    }
                    return method.invoke(store, arguments);
                });
    }

    // as a version does that knows more than this one
    private static Document enriched(Document document) {
        Document.Builder builder = document.toBuilder().put(FIELD, "kept");
        document.findDocument("attempt").ifPresent(attempt -> builder.put("attempt", marked(attempt)));
        for (String part : PARTS) {
            builder.put(
                    part,
                    document.documents(part).stream()
                            .map(RollingUpgradeTest::marked)
                            .toList());
        }
        return builder.build();
    }

    private static Document marked(Document part) {
        return part.toBuilder().put(FIELD, "kept").build();
    }

    private static Map<String, Boolean> marks(Document document) {
        Map<String, Boolean> marks = new LinkedHashMap<>();
        marks.put("record", document.has(FIELD));
        document.findDocument("attempt")
                .ifPresent(attempt -> marks.put("attempt " + attempt.string("id"), attempt.has(FIELD)));
        for (String part : PARTS) {
            document.documents(part)
                    .forEach(one -> marks.put(part + " " + one.asMap().get(NAMES.get(part)), one.has(FIELD)));
        }
        return marks;
    }

    private RecordStore newer(RecordStore store) {
        return changing(store, update -> enriched(update.document()));
    }

    private RecordStore older(RecordStore store, UnaryOperator<Document> codec) {
        return changing(store, update -> {
            Document written = codec.apply(update.document());
            Map<String, Boolean> after = marks(written);
            marks(store.find(update.key()).orElseThrow().document()).forEach((part, had) -> {
                if (had && Boolean.FALSE.equals(after.get(part))) {
                    dropped.add(part);
                }
            });
            return written;
        });
    }

    private void liveThroughTwoRenewals(UnaryOperator<Document> codec) {
        CertificateManager newer = manager("newer", this::newer);
        CertificateManager older = manager("older", store -> older(store, codec));
        CertificateArn arn = older.request(
                        CertificateRequest.builder("shop.example.test").build())
                .arn();
        newer.deployments().associate(arn, SimulatedWorld.TARGET);
        Instant end = world.time().instant().plus(Duration.ofDays(800));
        boolean turn = true;
        while (world.time().instant().isBefore(end)) {
            Optional<Instant> next = (turn ? newer : older).runDue(1).nextRun();
            turn = !turn;
            Instant soon = world.time().instant().plusSeconds(1);
            world.time().set(next.filter(soon::isBefore).orElse(soon));
        }
        assertThat(world.target().served(arn).orElseThrow().generation()).isGreaterThan(2);
        assertThat(world.watch().faults()).isEmpty();
    }

    @Test
    void twoVersionsTakeTurns_nothingIsDropped() {
        liveThroughTwoRenewals(codec -> codec);

        assertThat(dropped).isEmpty();
    }

    @Test
    void negativeControl_codecThatDropsWhatItDoesNotKnow_isFound() {
        liveThroughTwoRenewals(document -> {
            Document.Builder builder = document.toBuilder().remove(FIELD);
            for (String part : PARTS) {
                builder.put(
                        part,
                        document.documents(part).stream()
                                .map(one -> one.toBuilder().remove(FIELD).build())
                                .toList());
            }
            return builder.build();
        });

        assertThat(dropped).contains("record", "generations 1", "deployments " + SimulatedWorld.TARGET);
    }
}
