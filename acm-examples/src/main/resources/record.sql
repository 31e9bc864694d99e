-- The table of JdbcRecordStore, in H2's dialect.
CREATE TABLE record (
    space VARCHAR(64),
    id VARCHAR(512),
    version CHAR(36),
    part VARCHAR(512),
    due TIMESTAMP(9) WITH TIME ZONE,
    document CHARACTER LARGE OBJECT,
    PRIMARY KEY (space, id)
);
CREATE INDEX record_due ON record (space, due, id);
CREATE INDEX record_part ON record (space, part, id);
