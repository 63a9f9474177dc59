CREATE TABLE kept_account (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL,
    provider TEXT NOT NULL,
    origin   TEXT NOT NULL,
    holder   TEXT NOT NULL,
    UNIQUE (name, provider, origin, holder)
) STRICT;

CREATE TABLE kept_series (
    id      INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES kept_account (id) ON DELETE CASCADE,
    domain  TEXT NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (account, domain)
) STRICT;

-- day: days since 0001-01-01 of Beijing's calendar. The blocks hold its 288 intervals; flow comes last, since a month-95 does not read it.
CREATE TABLE kept_day (
    series    INTEGER NOT NULL REFERENCES kept_series (id) ON DELETE CASCADE,
    day       INTEGER NOT NULL,
    asked     BLOB NOT NULL,
    bandwidth BLOB NOT NULL,
    flow      BLOB NOT NULL,
    PRIMARY KEY (series, day)
) STRICT, WITHOUT ROWID;

-- region: '' is the provider's default. question: hash of the domains.
CREATE TABLE kept_figures (
    account   INTEGER NOT NULL REFERENCES kept_account (id) ON DELETE CASCADE,
    first_day INTEGER NOT NULL,
    last_day  INTEGER NOT NULL,
    region    TEXT NOT NULL,
    question  TEXT NOT NULL,
    domains   TEXT NOT NULL,
    asked     INTEGER NOT NULL,
    figures   TEXT NOT NULL,
    PRIMARY KEY (account, first_day, last_day, region, question)
) STRICT;

-- What a readiness check writes to.
CREATE TABLE kept_check (
    id     INTEGER PRIMARY KEY,
    writes INTEGER NOT NULL
) STRICT;

INSERT INTO kept_check (id, writes) VALUES (1, 0);
