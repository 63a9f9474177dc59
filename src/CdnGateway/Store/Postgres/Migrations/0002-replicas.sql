-- Times are the server's, taken after the lock that a function holds: whoever waited for it must not act on an older one.

-- The gateways on this database, alive as long as they say so.
CREATE TABLE replica (
    id      uuid PRIMARY KEY,
    seen_at timestamptz NOT NULL
);

-- Calls of an account's quota. One that was granted and never heard of again counts as sent at its expiry, after which it cannot be sent.
CREATE TABLE replica_slot (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    quota      text NOT NULL,
    granted_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    sent_at    timestamptz
);

CREATE INDEX replica_slot_quota ON replica_slot (quota);

CREATE TABLE replica_pause (
    quota        text PRIMARY KEY,
    paused_until timestamptz NOT NULL
);

-- Windows that a replica is fetching, in Unix seconds, alive as long as it renews them.
CREATE TABLE replica_claim (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account    integer NOT NULL,
    subject    text NOT NULL,
    starts     bigint NOT NULL,
    ends       bigint NOT NULL,
    replica    uuid NOT NULL,
    expires_at timestamptz NOT NULL
);

CREATE INDEX replica_claim_series ON replica_claim (account, subject);

-- A slot, if fewer than _most are in use; for _most = 0 only a look. waits: seconds until each slot in use is free again, ascending, those
-- that are granted taken as sent now. pause: seconds for which there is none.
CREATE FUNCTION replica_take_slot(
    _quota text, _most integer, _span interval, _hold interval,
    OUT slot bigint, OUT waits double precision[], OUT pause double precision)
LANGUAGE plpgsql AS $$
DECLARE
    _now timestamptz;
BEGIN
    PERFORM pg_advisory_xact_lock(1128548993, hashtext(_quota));
    _now := clock_timestamp();
    DELETE FROM replica_slot s WHERE s.quota = _quota AND coalesce(s.sent_at, s.expires_at) + _span <= _now;
    waits := ARRAY(
        SELECT extract(epoch FROM coalesce(s.sent_at, least(s.expires_at, _now)) + _span - _now)::double precision
        FROM replica_slot s WHERE s.quota = _quota ORDER BY 1);
    pause := coalesce((
        SELECT extract(epoch FROM p.paused_until - _now) FROM replica_pause p WHERE p.quota = _quota AND p.paused_until > _now), 0);
    IF pause = 0 AND cardinality(waits) < _most THEN
        INSERT INTO replica_slot (quota, granted_at, expires_at) VALUES (_quota, _now, _now + _hold) RETURNING id INTO slot;
    END IF;
END $$;

-- A claim, unless another replica is at a part of it or the series has changed since it was read.
CREATE FUNCTION replica_take_claim(
    _name text, _provider text, _origin text, _holder text, _subject text,
    _starts bigint, _ends bigint, _version bigint, _replica uuid, _alive interval)
RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    _account integer;
    _claim bigint;
BEGIN
    SELECT coalesce(max(a.id), 0) INTO _account FROM kept_account a
        WHERE a.name = _name AND a.provider = _provider AND a.origin = _origin AND a.holder = _holder;
    PERFORM pg_advisory_xact_lock(1128548994, hashtext(_account || ' ' || _subject));
    IF EXISTS (
        SELECT FROM replica_claim c WHERE c.account = _account AND c.subject = _subject AND c.replica <> _replica
            AND c.starts < _ends AND c.ends > _starts AND c.expires_at > clock_timestamp()) THEN
        RETURN NULL;
    END IF;
    -- After the claims: one that is gone has its points in the series.
    IF coalesce((SELECT s.version FROM kept_series s WHERE s.account = _account AND s.domain = _subject), 0) <> _version THEN
        RETURN NULL;
    END IF;
    INSERT INTO replica_claim (account, subject, starts, ends, replica, expires_at)
        VALUES (_account, _subject, _starts, _ends, _replica, clock_timestamp() + _alive) RETURNING id INTO _claim;
    RETURN _claim;
END $$;

CREATE FUNCTION replica_claim_exists(
    _name text, _provider text, _origin text, _holder text, _subject text, _starts bigint, _ends bigint, _replica uuid)
RETURNS boolean
LANGUAGE sql AS $$
    SELECT EXISTS (
        SELECT FROM replica_claim c JOIN kept_account a ON a.id = c.account
        WHERE a.name = _name AND a.provider = _provider AND a.origin = _origin AND a.holder = _holder
            AND c.subject = _subject AND c.replica <> _replica
            AND c.starts < _ends AND c.ends > _starts AND c.expires_at > clock_timestamp())
$$;

-- A replica is alive, and so are its claims, unless they expired before: another may hold the window by now. Says how many replicas there are.
CREATE FUNCTION replica_beat(_replica uuid, _alive interval, _claims bigint[]) RETURNS integer
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO replica (id, seen_at) VALUES (_replica, clock_timestamp())
        ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at;
    UPDATE replica_claim SET expires_at = clock_timestamp() + _alive WHERE id = ANY (_claims) AND expires_at > clock_timestamp();
    DELETE FROM replica_claim WHERE id IN (
        SELECT c.id FROM replica_claim c WHERE c.expires_at < clock_timestamp() - _alive FOR UPDATE SKIP LOCKED);
    DELETE FROM replica WHERE id IN (
        SELECT r.id FROM replica r WHERE r.seen_at < clock_timestamp() - interval '1 hour' FOR UPDATE SKIP LOCKED);
    RETURN (SELECT count(*) FROM replica r WHERE r.seen_at > clock_timestamp() - _alive);
END $$;
