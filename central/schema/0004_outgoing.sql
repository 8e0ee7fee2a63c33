-- How far each outgoing target has read each site's tables.

CREATE TABLE outgoing_mark (
    site text NOT NULL,
    target text NOT NULL,                 -- email | hook | national | file | record
    position bigint NOT NULL,
    epoch bigint NOT NULL,                -- another one: central was restored since
    since timestamptz NOT NULL,           -- notices: of nothing that happened before
    PRIMARY KEY (site, target)
);

CREATE INDEX hand_on_due ON hand_on (target, next_at) WHERE next_at IS NOT NULL;

ALTER TABLE notice ADD COLUMN reason text NOT NULL DEFAULT '';  -- a code
ALTER TABLE notice ADD COLUMN happened_at timestamptz NOT NULL;

CREATE INDEX notice_due ON notice (channel, next_at) WHERE state IN ('waiting', 'sending');
CREATE INDEX notice_failed ON notice (channel, updated_at) WHERE state = 'failed';
