package dev.acm.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.spi.RecordStore;
import dev.acm.testkit.contract.RecordStoreContract;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** Every sentence of the store's contract, on a plain table of H2, over several connections at once. */
class JdbcRecordStoreTest implements RecordStoreContract {
    private static final int LINES = 120;

    private final Map<RecordStore, DataSource> databases = new ConcurrentHashMap<>();

    private static DataSource database() throws SQLException {
        JdbcDataSource database = new JdbcDataSource();
        // without the delay it is gone with its last connection
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("RUNSCRIPT FROM 'classpath:/record.sql'");
        }
        return database;
    }

    @Override
    public RecordStore newStore() throws SQLException {
        DataSource database = database();
        RecordStore store = new JdbcRecordStore(database);
        databases.put(store, database);
        return store;
    }

    @Override
    public RecordStore openAgain(RecordStore store) {
        return new JdbcRecordStore(databases.get(store));
    }

    @Override
    public Optional<CutLine> newStoreBehindCutLine() throws SQLException {
        AtomicBoolean cut = new AtomicBoolean();
        RecordStore store = new JdbcRecordStore(losingAnswers(database(), cut));
        return Optional.of(new CutLine() {
            @Override
            public RecordStore store() {
                return store;
            }

            @Override
            public void loseNextAnswer() {
                cut.set(true);
            }
        });
    }

    private static DataSource losingAnswers(DataSource database, AtomicBoolean cut) {
        After statements = (method, answer) -> {
            if (method.equals("executeUpdate") && cut.getAndSet(false)) {
                throw new SQLException("the line was cut", "08006");
            }
            return answer;
        };
        After connections = (method, answer) -> answer instanceof PreparedStatement prepared
                ? proxy(PreparedStatement.class, prepared, statements)
                : answer;
        return proxy(
                DataSource.class,
                database,
                (method, answer) ->
                        answer instanceof Connection open ? proxy(Connection.class, open, connections) : answer);
    }

    private interface After {
        Object answer(String method, Object result) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, T behind, After after) {
        return type.cast(Proxy.newProxyInstance(
                JdbcRecordStoreTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return after.answer(method.getName(), method.invoke(behind, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @Test
    void example_isAsShortAsItClaims() throws IOException {
        Path source = Path.of("src/main/java/dev/acm/examples/JdbcRecordStore.java");

        assertThat(Files.readAllLines(source.toAbsolutePath())).hasSizeLessThan(LINES);
    }
}
