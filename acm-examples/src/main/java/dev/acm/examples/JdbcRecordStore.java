package dev.acm.examples;

import dev.acm.spi.Document;
import dev.acm.spi.Page;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RecordStore;
import dev.acm.spi.RetryClass;
import dev.acm.spi.StoreException;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Write;
import dev.acm.spi.WriteResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Records in one table of a relational database: the table of {@code record.sql}. */
public record JdbcRecordStore(DataSource database) implements RecordStore {
    @Override
    public Optional<StoredRecord> find(RecordKey key) throws StoreException {
        return read("id = ?", key.space(), key.id()).stream().findFirst();
    }

    @Override
    public WriteResult write(List<Write> batch) throws StoreException {
        Write write = batch.get(0); // maxBatch is 1
        String version = UUID.randomUUID().toString(); // by chance: not from a clock, and it never comes back
        try (Connection connection = database.getConnection();
                PreparedStatement statement = statement(connection, write, version)) {
            return statement.executeUpdate() == 1
                    ? new WriteResult.Written(List.of(write instanceof Write.Delete ? "" : version))
                    : new WriteResult.Conflict(write.key());
        } catch (SQLIntegrityConstraintViolationException e) {
            return new WriteResult.Conflict(write.key());
        } catch (SQLException e) {
            throw failure(Effect.UNKNOWN, e); // its answer may be all that was lost (S4)
        }
    }

    private static PreparedStatement statement(Connection connection, Write write, String version) throws SQLException {
        RecordKey key = write.key();
        if (write instanceof Write.Insert to) {
            String sql = "INSERT INTO record (space, id, version, part, due, document) VALUES (?, ?, ?, ?, ?, ?)";
            return prepare(connection, sql, key.space(), key.id(), version, to.partition(), to.dueAt(), to.document());
        }
        String where = " WHERE space = ? AND id = ? AND version = ?";
        if (write instanceof Write.Update to) {
            String sql = "UPDATE record SET version = ?, due = ?, document = ?" + where;
            Object[] values = {version, to.dueAt(), to.document(), key.space(), key.id(), to.expectedVersion()};
            return prepare(connection, sql, values);
        }
        String seen = ((Write.Delete) write).expectedVersion();
        return prepare(connection, "DELETE FROM record" + where, key.space(), key.id(), seen);
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            Object value = values[i] instanceof Optional<?> maybe ? maybe.orElse(null) : values[i];
            statement.setObject(i + 1, value instanceof Document document ? Json.write(document) : value);
        }
        return statement;
    }

    @Override
    public Page due(String space, Instant now, Optional<String> after, int limit) throws StoreException {
        String[] last = after.orElse("-999999-01-01T00:00:00Z ").split(" ", 2);
        String sql = "due <= ? AND (due, id) > (?, ?) ORDER BY due, id";
        return page(limit, sql, space, now, Instant.parse(last[0]), last[1]);
    }

    @Override
    public Page scan(String space, Optional<String> part, Optional<String> after, int limit) throws StoreException {
        String last = after.orElse("").replaceFirst("^[^ ]* ", "");
        return part.isPresent()
                ? page(limit, "part = ? AND id > ? ORDER BY id", space, part, last)
                : page(limit, "id > ? ORDER BY id", space, last);
    }

    private Page page(int limit, String condition, Object... values) throws StoreException {
        List<StoredRecord> found = read(condition + " LIMIT " + (limit + 1L), values); // one more tells of a next page
        if (found.size() <= limit) {
            return new Page(found, Optional.empty());
        }
        StoredRecord last = found.get(limit - 1);
        String cursor = last.dueAt().orElse(Instant.EPOCH) + " " + last.key().id();
        return new Page(found.subList(0, limit), Optional.of(cursor));
    }

    private List<StoredRecord> read(String condition, Object... values) throws StoreException {
        String sql = "SELECT space, id, version, part, due, document FROM record WHERE space = ? AND " + condition;
        List<StoredRecord> found = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = prepare(connection, sql, values);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                RecordKey key = new RecordKey(row.getString(1), row.getString(2));
                Optional<Instant> due = Optional.ofNullable(row.getObject(5, Instant.class));
                Document document = Json.read(row.getString(6));
                found.add(new StoredRecord(key, row.getString(3), row.getString(4), due, document));
            }
            return found;
        } catch (SQLException e) {
            throw failure(Effect.NONE, e);
        }
    }

    private static StoreException failure(Effect effect, SQLException cause) {
        return new StoreException("the database failed", effect, RetryClass.TRANSIENT, cause);
    }
}
