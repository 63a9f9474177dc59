CREATE TABLE kept_account (
    id       integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name     text NOT NULL,
    provider text NOT NULL,
    origin   text NOT NULL,
    holder   text NOT NULL,
    UNIQUE (name, provider, origin, holder)
);

CREATE TABLE kept_series (
    id      integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account integer NOT NULL REFERENCES kept_account (id) ON DELETE CASCADE,
    domain  text NOT NULL,
    version bigint NOT NULL,
    UNIQUE (account, domain)
);

-- day: days since 0001-01-01 of Beijing's calendar. The blocks hold its 288 intervals.
CREATE TABLE kept_day (
    series    integer NOT NULL REFERENCES kept_series (id) ON DELETE CASCADE,
    day       integer NOT NULL,
    bandwidth bytea NOT NULL,
    flow      bytea NOT NULL,
    asked     bytea NOT NULL,
    PRIMARY KEY (series, day)
);

-- The blocks are packed already. Flow may lie elsewhere: a month-95 does not read it.
ALTER TABLE kept_day ALTER COLUMN bandwidth SET STORAGE MAIN;
ALTER TABLE kept_day ALTER COLUMN asked SET STORAGE MAIN;
ALTER TABLE kept_day ALTER COLUMN flow SET STORAGE EXTERNAL;

-- region: '' is the provider's default. question: hash of the domains, which are too long for an index.
CREATE TABLE kept_figures (
    account   integer NOT NULL REFERENCES kept_account (id) ON DELETE CASCADE,
    first_day integer NOT NULL,
    last_day  integer NOT NULL,
    region    text NOT NULL,
    question  text NOT NULL,
    domains   text NOT NULL,
    asked     bigint NOT NULL,
    figures   text NOT NULL,
    PRIMARY KEY (account, first_day, last_day, region, question)
);

-- What a readiness check writes to.
CREATE TABLE kept_check (
    id     integer PRIMARY KEY,
    writes bigint NOT NULL
);

INSERT INTO kept_check (id, writes) VALUES (1, 0);
