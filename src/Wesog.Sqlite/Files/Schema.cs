namespace Wesog.Sqlite.Files;

/// <summary>The schema steps, one per version. A published step never changes; a schema change is a new step.</summary>
internal static class Schema
{
    /// <summary>The store's PRAGMA application_id: "WSOG".</summary>
    public const long ApplicationId = 0x57534F47;

    /// <summary>Step n, from 0, upgrades version n to version n + 1 (PRAGMA user_version).</summary>
    public static readonly IReadOnlyList<string> Steps = [Version1, Version2, Version3, Version4, Version5];

    // Images have a rowid: a table clustered by (tenant, id) takes 2.5 times as long to fill in random order. Text
    // compares as UTF-8 bytes, which is code point order. The tenant's row holds totals, so that counting and limit
    // checks cost the same at any size. A claimed operation is stored as pending: claims exist only in memory and end
    // with the process.
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

    // Operations that finished before this step have NULL in both columns.
    private const string Version2 = """
        ALTER TABLE operations ADD COLUMN skipped_items BLOB;
        ALTER TABLE operations ADD COLUMN error_counts BLOB;
        """;

    // A list of operations of one state, of one method or of both reads a few ranges of the index. Rows that were written before this step have
    // NULL as checksum, and are not verified until they are written again; those of tenants, until the store is opened.
    private const string Version3 = """
        DROP INDEX operations_by_state;
        CREATE INDEX operations_by_state_and_method ON operations (tenant, state, method, number);
        ALTER TABLE store ADD COLUMN clock_state BLOB;
        ALTER TABLE tenants ADD COLUMN checksum INTEGER;
        ALTER TABLE tenants ADD COLUMN totals_checksum INTEGER;
        ALTER TABLE images ADD COLUMN checksum INTEGER;
        ALTER TABLE operations ADD COLUMN checksum INTEGER;
        ALTER TABLE operations ADD COLUMN end_checksum INTEGER;
        ALTER TABLE work ADD COLUMN checksum INTEGER;
        """;

    // The index itself is created when the store is opened, because the settings decide what it contains.
    private const string Version4 = """
        CREATE TABLE image_index (
            version TEXT NOT NULL,
            members TEXT NOT NULL,
            has_words INTEGER NOT NULL,
            next_row INTEGER NOT NULL
        ) STRICT;
        INSERT INTO image_index VALUES ('', '', 0, 0);

        CREATE TABLE image_changes (
            row INTEGER PRIMARY KEY
        ) STRICT;
        """;

    // Each filter of a list of operations is a range of an index.
    private const string Version5 = """
        ALTER TABLE operations ADD COLUMN label TEXT;
        ALTER TABLE operations ADD COLUMN origin BLOB;
        ALTER TABLE operations ADD COLUMN outcome BLOB;
        CREATE INDEX operations_by_label ON operations (tenant, label, number) WHERE label IS NOT NULL;
        CREATE INDEX operations_by_creation ON operations (tenant, created_at, number);
        """;
}
