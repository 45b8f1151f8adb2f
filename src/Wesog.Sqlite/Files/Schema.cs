namespace Wesog.Sqlite.Files;

/// <summary>The tables, version by version. A step that was published never changes: a change is a new step.</summary>
internal static class Schema
{
    /// <summary>Marks a file as this store's (PRAGMA application_id): "WSOG".</summary>
    public const long ApplicationId = 0x57534F47;

    /// <summary>Step n, from 0, leads from version n to version n + 1 (PRAGMA user_version).</summary>
    public static readonly IReadOnlyList<string> Steps = [Version1, Version2];

    // Images have a rowid: a table clustered by (tenant, id) is two and a half times slower to fill in random order.
    // Text is compared as bytes of UTF-8, which is the order of code points. The sums of a tenant are kept in its row,
    // so that counting and the bounds of the queue cost the same for any size. A claimed operation is still pending here:
    // claims are in memory, and end with the process.
    private const string Version1 = """
        CREATE TABLE store (
            generation INTEGER NOT NULL
        ) STRICT;
        INSERT INTO store VALUES (0);

        CREATE TABLE tenants (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            last_number INTEGER NOT NULL DEFAULT 0,
            images INTEGER NOT NULL DEFAULT 0,
            unfinished INTEGER NOT NULL DEFAULT 0,
            unfinished_bytes INTEGER NOT NULL DEFAULT 0,
            finished INTEGER NOT NULL DEFAULT 0
        ) STRICT;

        CREATE TABLE images (
            row INTEGER PRIMARY KEY,
            tenant INTEGER NOT NULL,
            id TEXT NOT NULL,
            lang INTEGER NOT NULL,
            revision INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            json BLOB NOT NULL,
            UNIQUE (tenant, id)
        ) STRICT;

        CREATE TABLE operations (
            row INTEGER PRIMARY KEY,
            tenant INTEGER NOT NULL,
            number INTEGER NOT NULL,
            state INTEGER NOT NULL,
            method INTEGER NOT NULL,
            modes INTEGER NOT NULL,
            total INTEGER NOT NULL,
            good INTEGER NOT NULL,
            bad INTEGER NOT NULL,
            skipped INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            started_at INTEGER,
            finished_at INTEGER,
            bytes INTEGER NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            key TEXT,
            fingerprint BLOB,
            errors_truncated INTEGER NOT NULL,
            errors BLOB,
            UNIQUE (tenant, number)
        ) STRICT;
        CREATE UNIQUE INDEX operations_by_key ON operations (tenant, key) WHERE key IS NOT NULL;
        CREATE INDEX operations_by_state ON operations (tenant, state, number);
        CREATE INDEX operations_by_end ON operations (tenant, finished_at, number) WHERE finished_at IS NOT NULL;

        CREATE TABLE work (
            operation INTEGER NOT NULL,
            part INTEGER NOT NULL,
            content BLOB NOT NULL,
            PRIMARY KEY (operation, part)
        ) STRICT, WITHOUT ROWID;
        """;

    // Operations that finished before this step have neither.
    private const string Version2 = """
        ALTER TABLE operations ADD COLUMN skipped_items BLOB;
        ALTER TABLE operations ADD COLUMN error_counts BLOB;
        """;
}
