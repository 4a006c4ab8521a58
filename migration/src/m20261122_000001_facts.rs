//! The first schema: six versioned tables of facts, and what belongs to them.
//!
//! Literal SQL, so that what is released stays as it was; `{TEXT}`, `{BYTES}` and
//! `{DOUBLE}` stand for the words of the two databases. Text compares byte by byte in
//! both, so that every order is the same.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

/// The migration.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for statement in TABLES.iter().chain(INDEXES) {
            let sql = dialect(manager.get_database_backend(), statement);
            manager.get_connection().execute_unprepared(&sql).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in DROP_ORDER {
            let sql = format!("DROP TABLE {table}");
            manager.get_connection().execute_unprepared(&sql).await?;
        }
        Ok(())
    }
}

fn dialect(backend: DbBackend, statement: &str) -> String {
    let (text, bytes, double) = match backend {
        DbBackend::Postgres => ("TEXT COLLATE \"C\"", "BYTEA", "DOUBLE PRECISION"),
        _ => ("TEXT", "BLOB", "DOUBLE"),
    };
    statement
        .replace("{TEXT}", text)
        .replace("{BYTES}", bytes)
        .replace("{DOUBLE}", double)
}

const DROP_ORDER: &[&str] = &[
    "entity",
    "name",
    "identifier",
    "relation",
    "figure",
    "note",
    "citation",
    "claim",
    "document_text",
    "dossier",
    "name_word",
];

const TABLES: &[&str] = &[
    r"CREATE TABLE entity (
    row BIGINT PRIMARY KEY NOT NULL,
    id BIGINT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    key {TEXT} NOT NULL,
    kind {TEXT} NOT NULL CHECK (kind IN ('PERSON', 'ORGANISATION', 'MUNICIPALITY', 'EVENT',
        'PROJECT', 'DOCUMENT')),
    name {TEXT} NOT NULL,
    name_language {TEXT},
    sort_name {BYTES} NOT NULL,
    entity_type {TEXT},
    country {TEXT} CHECK (length(country) = 2),
    status {TEXT} CHECK (status IN ('HELD', 'CANCELLED', 'ANNOUNCED', 'UNKNOWN')),
    online BOOLEAN,
    named BOOLEAN,
    held BOOLEAN,
    title {TEXT},
    title_start INTEGER,
    title_end INTEGER,
    title_sha256 {TEXT},
    language {TEXT},
    url {TEXT},
    sha256 {TEXT} CHECK (length(sha256) = 64),
    text_length INTEGER CHECK (text_length >= 0),
    published_on {TEXT},
    latitude {DOUBLE} CHECK (latitude BETWEEN -90 AND 90),
    longitude {DOUBLE} CHECK (longitude BETWEEN -180 AND 180),
    possibly {TEXT} NOT NULL,
    description {TEXT} NOT NULL,
    reference BOOLEAN NOT NULL,
    period_edtf {TEXT},
    earliest_start INTEGER,
    latest_start INTEGER,
    earliest_end INTEGER,
    latest_end INTEGER,
    period_certain BOOLEAN NOT NULL,
    order_day INTEGER NOT NULL,
    reverse_order_day INTEGER NOT NULL,
    visibility {TEXT} NOT NULL CHECK (visibility IN ('PUBLIC', 'PARTNER', 'STEWARD')),
    reach SMALLINT NOT NULL CHECK (reach BETWEEN 0 AND 2),
    fingerprint {TEXT} NOT NULL,
    recorded_at BIGINT NOT NULL,
    superseded_at BIGINT CHECK (superseded_at > recorded_at),
    retracted_at BIGINT CHECK (retracted_at = superseded_at),
    recorded_by {TEXT} NOT NULL,
    CHECK (kind = 'PERSON' OR named IS NULL),
    CHECK (kind = 'EVENT' OR (status IS NULL AND online IS NULL)),
    CHECK (kind = 'DOCUMENT' OR (held IS NULL AND sha256 IS NULL)),
    CHECK ((kind = 'PERSON') = (entity_type IS NULL)),
    CHECK ((earliest_start IS NULL) = (period_edtf IS NULL)),
    CHECK (earliest_start <= latest_end),
    UNIQUE (id, version)
)",
    r"CREATE TABLE name (
    row BIGINT PRIMARY KEY NOT NULL,
    id BIGINT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    key {TEXT} NOT NULL,
    entity_id BIGINT NOT NULL,
    text {TEXT} NOT NULL,
    folded {TEXT} NOT NULL,
    language {TEXT},
    kind {TEXT} NOT NULL CHECK (kind IN ('OFFICIAL', 'SHORT', 'ALIAS', 'FORMER', 'SURFACE')),
    candidates {TEXT} NOT NULL,
    position INTEGER NOT NULL,
    visibility {TEXT} NOT NULL CHECK (visibility IN ('PUBLIC', 'PARTNER', 'STEWARD')),
    reach SMALLINT NOT NULL CHECK (reach BETWEEN 0 AND 2),
    fingerprint {TEXT} NOT NULL,
    recorded_at BIGINT NOT NULL,
    superseded_at BIGINT CHECK (superseded_at > recorded_at),
    retracted_at BIGINT CHECK (retracted_at = superseded_at),
    recorded_by {TEXT} NOT NULL,
    UNIQUE (id, version)
)",
    r"CREATE TABLE identifier (
    row BIGINT PRIMARY KEY NOT NULL,
    id BIGINT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    key {TEXT} NOT NULL,
    entity_id BIGINT NOT NULL,
    scheme {TEXT} NOT NULL,
    value {TEXT} NOT NULL,
    url {TEXT},
    visibility {TEXT} NOT NULL CHECK (visibility IN ('PUBLIC', 'PARTNER', 'STEWARD')),
    reach SMALLINT NOT NULL CHECK (reach BETWEEN 0 AND 2),
    fingerprint {TEXT} NOT NULL,
    recorded_at BIGINT NOT NULL,
    superseded_at BIGINT CHECK (superseded_at > recorded_at),
    retracted_at BIGINT CHECK (retracted_at = superseded_at),
    recorded_by {TEXT} NOT NULL,
    UNIQUE (id, version)
)",
    r"CREATE TABLE relation (
    row BIGINT PRIMARY KEY NOT NULL,
    id BIGINT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    key {TEXT} NOT NULL,
    kind {TEXT} NOT NULL CHECK (kind IN ('ATTENDED', 'ORGANISED', 'HOSTED', 'TOOK_PLACE_IN',
        'CONCERNS', 'PART_OF', 'REALISES', 'CONTINUES', 'IMPLEMENTS', 'MANAGES', 'PARTNER_IN',
        'FUNDS', 'SUPPORTS', 'SERVES', 'WORKS_FOR', 'MEMBER_OF', 'REPRESENTS', 'LOCATED_IN',
        'COOPERATES_WITH', 'CONTACT_POINT_FOR', 'SUCCEEDED_BY', 'BENEFITS_FROM', 'POSSIBLY_SAME_AS',
        'AUTHORED', 'DOCUMENTS', 'QUOTED_IN', 'MENTIONED_IN')),
    subject_id BIGINT NOT NULL,
    object_id BIGINT NOT NULL,
    role {TEXT},
    on_behalf_of_id BIGINT,
    support_form {TEXT} CHECK (support_form IN ('FUNDING', 'IN_KIND', 'UNSPECIFIED')),
    agreement {TEXT},
    headcount INTEGER CHECK (headcount >= 0),
    recurrence_at_least INTEGER CHECK (recurrence_at_least >= 1),
    recurrence_every {TEXT},
    modality {TEXT} NOT NULL CHECK (modality IN ('ASSERTED', 'PLANNED', 'INTENDED', 'INVITED',
        'COMMITTED', 'NEGATED')),
    basis {TEXT} NOT NULL CHECK (basis IN ('STATED', 'INFERRED', 'COMPUTED', 'REFERENCE', 'CURATED')),
    rule {TEXT},
    share {DOUBLE} CHECK (share > 0 AND share <= 1),
    confidence {TEXT} CHECK (confidence IN ('CONFIRMED', 'INDIRECT', 'DOUBTFUL')),
    period_inherited BOOLEAN NOT NULL,
    period_edtf {TEXT},
    earliest_start INTEGER,
    latest_start INTEGER,
    earliest_end INTEGER,
    latest_end INTEGER,
    period_certain BOOLEAN NOT NULL,
    order_day INTEGER NOT NULL,
    reverse_order_day INTEGER NOT NULL,
    visibility {TEXT} NOT NULL CHECK (visibility IN ('PUBLIC', 'PARTNER', 'STEWARD')),
    reach SMALLINT NOT NULL CHECK (reach BETWEEN 0 AND 2),
    fingerprint {TEXT} NOT NULL,
    recorded_at BIGINT NOT NULL,
    superseded_at BIGINT CHECK (superseded_at > recorded_at),
    retracted_at BIGINT CHECK (retracted_at = superseded_at),
    recorded_by {TEXT} NOT NULL,
    CHECK (support_form IS NULL OR kind IN ('SUPPORTS', 'FUNDS')),
    CHECK (basis <> 'INFERRED' OR rule IS NOT NULL),
    CHECK (recurrence_every IS NULL OR modality IN ('COMMITTED', 'PLANNED')),
    CHECK ((earliest_start IS NULL) = (period_edtf IS NULL)),
    CHECK (earliest_start <= latest_end),
    UNIQUE (id, version)
)",
    r"CREATE TABLE figure (
    row BIGINT PRIMARY KEY NOT NULL,
    id BIGINT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    key {TEXT} NOT NULL,
    about_id BIGINT NOT NULL,
    measure {TEXT} NOT NULL,
    kind {TEXT} NOT NULL CHECK (kind IN ('STATED', 'TARGET', 'COUNTED')),
    value {DOUBLE},
    value_start INTEGER,
    value_end INTEGER,
    value_sha256 {TEXT},
    lower {DOUBLE},
    upper {DOUBLE},
    approximate BOOLEAN NOT NULL,
    unit {TEXT},
    population {TEXT},
    part_of_id BIGINT,
    modality {TEXT} NOT NULL CHECK (modality IN ('ASSERTED', 'PLANNED', 'INTENDED', 'INVITED',
        'COMMITTED', 'NEGATED')),
    basis {TEXT} NOT NULL CHECK (basis IN ('STATED', 'INFERRED', 'COMPUTED', 'REFERENCE', 'CURATED')),
    period_edtf {TEXT},
    earliest_start INTEGER,
    latest_start INTEGER,
    earliest_end INTEGER,
    latest_end INTEGER,
    period_certain BOOLEAN NOT NULL,
    order_day INTEGER NOT NULL,
    reverse_order_day INTEGER NOT NULL,
    visibility {TEXT} NOT NULL CHECK (visibility IN ('PUBLIC', 'PARTNER', 'STEWARD')),
    reach SMALLINT NOT NULL CHECK (reach BETWEEN 0 AND 2),
    fingerprint {TEXT} NOT NULL,
    recorded_at BIGINT NOT NULL,
    superseded_at BIGINT CHECK (superseded_at > recorded_at),
    retracted_at BIGINT CHECK (retracted_at = superseded_at),
    recorded_by {TEXT} NOT NULL,
    CHECK (lower <= upper),
    CHECK (kind <> 'TARGET' OR modality <> 'ASSERTED'),
    CHECK ((earliest_start IS NULL) = (period_edtf IS NULL)),
    CHECK (earliest_start <= latest_end),
    UNIQUE (id, version)
)",
    r"CREATE TABLE note (
    row BIGINT PRIMARY KEY NOT NULL,
    id BIGINT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    key {TEXT} NOT NULL,
    about_id BIGINT NOT NULL,
    kind {TEXT} NOT NULL CHECK (kind IN ('GOAL', 'RESULT', 'OPINION', 'TOPIC', 'TASK', 'FINDING')),
    text {TEXT} NOT NULL,
    visibility {TEXT} NOT NULL CHECK (visibility IN ('PUBLIC', 'PARTNER', 'STEWARD')),
    reach SMALLINT NOT NULL CHECK (reach BETWEEN 0 AND 2),
    fingerprint {TEXT} NOT NULL,
    recorded_at BIGINT NOT NULL,
    superseded_at BIGINT CHECK (superseded_at > recorded_at),
    retracted_at BIGINT CHECK (retracted_at = superseded_at),
    recorded_by {TEXT} NOT NULL,
    UNIQUE (id, version)
)",
    r"CREATE TABLE citation (
    row BIGINT PRIMARY KEY NOT NULL,
    noun {TEXT} NOT NULL CHECK (noun IN ('entity', 'name', 'identifier', 'relation', 'figure', 'note')),
    fact_row BIGINT NOT NULL,
    position INTEGER NOT NULL,
    dossier {TEXT} NOT NULL,
    document_id BIGINT NOT NULL,
    span_name {TEXT},
    span_start INTEGER,
    span_end INTEGER,
    span_sha256 {TEXT} CHECK (length(span_sha256) = 64),
    note {TEXT},
    CHECK (span_start >= 0 AND span_start < span_end),
    CHECK ((span_start IS NULL) = (span_end IS NULL)),
    CHECK ((span_start IS NULL) = (span_sha256 IS NULL)),
    UNIQUE (noun, fact_row, position)
)",
    r"CREATE TABLE claim (
    dossier {TEXT} NOT NULL,
    noun {TEXT} NOT NULL CHECK (noun IN ('entity', 'name', 'identifier', 'relation', 'figure', 'note')),
    fact_id BIGINT NOT NULL,
    PRIMARY KEY (dossier, noun, fact_id)
)",
    r"CREATE TABLE document_text (
    document_id BIGINT PRIMARY KEY NOT NULL,
    sha256 {TEXT} NOT NULL CHECK (length(sha256) = 64),
    text {TEXT} NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by {TEXT} NOT NULL
)",
    r"CREATE TABLE dossier (
    key {TEXT} PRIMARY KEY NOT NULL,
    document_id BIGINT NOT NULL,
    sha256 {TEXT} NOT NULL CHECK (length(sha256) = 64),
    spans {TEXT} NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by {TEXT} NOT NULL
)",
    r"CREATE TABLE name_word (
    word {TEXT} NOT NULL,
    name_row BIGINT NOT NULL,
    PRIMARY KEY (word, name_row)
)",
];

const INDEXES: &[&str] = &[
    "CREATE UNIQUE INDEX entity_current ON entity (id) WHERE superseded_at IS NULL",
    "CREATE INDEX entity_recorded ON entity (recorded_at, id) WHERE superseded_at IS NULL",
    "CREATE UNIQUE INDEX name_current ON name (id) WHERE superseded_at IS NULL",
    "CREATE INDEX name_recorded ON name (recorded_at, id) WHERE superseded_at IS NULL",
    "CREATE UNIQUE INDEX identifier_current ON identifier (id) WHERE superseded_at IS NULL",
    "CREATE INDEX identifier_recorded ON identifier (recorded_at, id) WHERE superseded_at IS NULL",
    "CREATE UNIQUE INDEX relation_current ON relation (id) WHERE superseded_at IS NULL",
    "CREATE INDEX relation_recorded ON relation (recorded_at, id) WHERE superseded_at IS NULL",
    "CREATE UNIQUE INDEX figure_current ON figure (id) WHERE superseded_at IS NULL",
    "CREATE INDEX figure_recorded ON figure (recorded_at, id) WHERE superseded_at IS NULL",
    "CREATE UNIQUE INDEX note_current ON note (id) WHERE superseded_at IS NULL",
    "CREATE INDEX note_recorded ON note (recorded_at, id) WHERE superseded_at IS NULL",
    "CREATE UNIQUE INDEX entity_key ON entity (key) WHERE superseded_at IS NULL",
    "CREATE INDEX entity_by_name ON entity (sort_name, id) WHERE superseded_at IS NULL",
    "CREATE INDEX entity_kind_by_name ON entity (kind, sort_name, id) WHERE superseded_at IS NULL",
    "CREATE INDEX entity_by_period ON entity (order_day, id) WHERE superseded_at IS NULL",
    "CREATE INDEX entity_kind_by_period ON entity (kind, order_day, id) WHERE superseded_at IS NULL",
    "CREATE INDEX entity_by_reverse_period ON entity (reverse_order_day, id) WHERE superseded_at IS NULL",
    "CREATE INDEX entity_kind_by_reverse_period ON entity (kind, reverse_order_day, id) WHERE superseded_at IS NULL",
    "CREATE INDEX entity_kind_by_key ON entity (kind, key) WHERE superseded_at IS NULL",
    "CREATE INDEX entity_kind_by_recorded ON entity (kind, recorded_at, id) WHERE superseded_at IS NULL",
    "CREATE INDEX entity_type_by_name ON entity (kind, entity_type, sort_name, id) WHERE superseded_at IS NULL",
    "CREATE INDEX entity_country_by_name ON entity (kind, country, sort_name, id) WHERE superseded_at IS NULL",
    "CREATE INDEX entity_status ON entity (status, order_day, id) WHERE superseded_at IS NULL AND status IS NOT NULL",
    "CREATE INDEX entity_sha256 ON entity (sha256) WHERE superseded_at IS NULL AND sha256 IS NOT NULL",
    "CREATE INDEX name_by_entity ON name (entity_id, position) WHERE superseded_at IS NULL",
    "CREATE INDEX name_by_folded ON name (folded) WHERE superseded_at IS NULL",
    "CREATE INDEX identifier_by_entity ON identifier (entity_id) WHERE superseded_at IS NULL",
    "CREATE INDEX identifier_by_value ON identifier (scheme, value) WHERE superseded_at IS NULL",
    "CREATE INDEX relation_subject ON relation (subject_id, kind, order_day, id) WHERE superseded_at IS NULL",
    "CREATE INDEX relation_object ON relation (object_id, kind, order_day, id) WHERE superseded_at IS NULL",
    "CREATE INDEX relation_subject_by_period ON relation (subject_id, order_day, id) WHERE superseded_at IS NULL",
    "CREATE INDEX relation_object_by_period ON relation (object_id, order_day, id) WHERE superseded_at IS NULL",
    "CREATE INDEX relation_by_period ON relation (order_day, id) WHERE superseded_at IS NULL",
    "CREATE INDEX relation_by_reverse_period ON relation (reverse_order_day, id) WHERE superseded_at IS NULL",
    "CREATE INDEX relation_kind_by_period ON relation (kind, order_day, id) WHERE superseded_at IS NULL",
    "CREATE INDEX relation_kind_by_reverse_period ON relation (kind, reverse_order_day, id) WHERE superseded_at IS NULL",
    "CREATE INDEX relation_by_role ON relation (COALESCE(role, '~'), id) WHERE superseded_at IS NULL",
    "CREATE INDEX relation_kind_by_role ON relation (kind, COALESCE(role, '~'), id) \
     WHERE superseded_at IS NULL",
    "CREATE INDEX relation_kind_by_id ON relation (kind, id) WHERE superseded_at IS NULL",
    "CREATE INDEX relation_kind_by_recorded ON relation (kind, recorded_at, id) WHERE superseded_at IS NULL",
    "CREATE INDEX relation_on_behalf_of ON relation (on_behalf_of_id) WHERE superseded_at IS NULL AND on_behalf_of_id IS NOT NULL",
    "CREATE INDEX relation_modality ON relation (modality, kind, order_day, id) WHERE superseded_at IS NULL AND modality <> 'ASSERTED'",
    "CREATE INDEX figure_by_about ON figure (about_id, order_day, id) WHERE superseded_at IS NULL",
    "CREATE INDEX figure_by_measure ON figure (measure, order_day, id) WHERE superseded_at IS NULL",
    "CREATE INDEX figure_by_period ON figure (order_day, id) WHERE superseded_at IS NULL",
    "CREATE INDEX note_by_about ON note (about_id, id) WHERE superseded_at IS NULL",
    "CREATE INDEX citation_by_document ON citation (document_id, noun, span_start)",
    "CREATE INDEX claim_by_fact ON claim (noun, fact_id)",
    "CREATE INDEX name_word_by_name ON name_word (name_row)",
];
