CREATE TABLE {schema}loyalty_account (
    id BIGSERIAL NOT NULL,
    program_key VARCHAR(64) NOT NULL,
    member_ref VARCHAR(128) NOT NULL,
    wallet VARCHAR(64) NOT NULL,
    booked BIGINT DEFAULT 0 NOT NULL,
    held BIGINT DEFAULT 0 NOT NULL,
    promised BIGINT DEFAULT 0 NOT NULL,
    debt BIGINT DEFAULT 0 NOT NULL,
    debt_at_us BIGINT DEFAULT 0 NOT NULL,
    seq BIGINT DEFAULT 0 NOT NULL,
    changes BIGINT DEFAULT 0 NOT NULL,
    orders BIGINT DEFAULT 0 NOT NULL,
    sequence BIGINT DEFAULT 0 NOT NULL,
    next_lot_key BIGINT DEFAULT 0 NOT NULL,
    last_order_us BIGINT,
    active_until_us BIGINT,
    wiped_at_us BIGINT,
    first_earned_us BIGINT,
    first_active_us BIGINT,
    matured_until_us BIGINT,
    due_us BIGINT,
    tiers_due_us BIGINT,
    CONSTRAINT pk_loyalty_account PRIMARY KEY (id),
    CONSTRAINT uq_loyalty_account_program_key_member_ref_wallet UNIQUE (program_key, member_ref, wallet),
    CONSTRAINT ck_loyalty_account_booked CHECK (booked >= 0),
    CONSTRAINT ck_loyalty_account_held CHECK (held >= 0 AND held <= booked),
    CONSTRAINT ck_loyalty_account_debt CHECK (debt >= 0)
);

CREATE INDEX ix_loyalty_account_due ON {schema}loyalty_account (program_key, due_us);

CREATE TABLE {schema}loyalty_audit (
    id BIGSERIAL NOT NULL,
    program_key VARCHAR(64) NOT NULL,
    actor VARCHAR(128) NOT NULL,
    act VARCHAR(64) NOT NULL,
    subject VARCHAR(160) NOT NULL,
    details TEXT NOT NULL,
    recorded_us BIGINT NOT NULL,
    CONSTRAINT pk_loyalty_audit PRIMARY KEY (id)
);

CREATE INDEX ix_loyalty_audit_program ON {schema}loyalty_audit (program_key, recorded_us);

CREATE TABLE {schema}loyalty_budget (
    program_key VARCHAR(64) NOT NULL,
    budget_id VARCHAR(64) NOT NULL,
    amount_minor BIGINT NOT NULL,
    spent_minor BIGINT DEFAULT 0 NOT NULL,
    held_minor BIGINT DEFAULT 0 NOT NULL,
    closed BIGINT DEFAULT 0 NOT NULL,
    paused BIGINT DEFAULT 0 NOT NULL,
    changes BIGINT DEFAULT 0 NOT NULL,
    hour BIGINT,
    hour_spent_minor BIGINT DEFAULT 0 NOT NULL,
    brought_minor BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT pk_loyalty_budget PRIMARY KEY (program_key, budget_id),
    CONSTRAINT ck_loyalty_budget_spent CHECK (spent_minor >= 0 AND held_minor >= 0 AND spent_minor + held_minor <= amount_minor)
);

CREATE TABLE {schema}loyalty_claim (
    program_key VARCHAR(64) NOT NULL,
    kind VARCHAR(64) NOT NULL,
    identity VARCHAR(128) NOT NULL,
    op_key VARCHAR(300) NOT NULL,
    account_id BIGINT,
    recorded_us BIGINT NOT NULL,
    order_id VARCHAR(128),
    CONSTRAINT pk_loyalty_claim PRIMARY KEY (program_key, kind, identity)
);

CREATE INDEX ix_loyalty_claim_account ON {schema}loyalty_claim (account_id);

CREATE TABLE {schema}loyalty_code_batch (
    program_key VARCHAR(64) NOT NULL,
    batch VARCHAR(64) NOT NULL,
    offer_id VARCHAR(64) NOT NULL,
    codes BIGINT NOT NULL,
    uses_max BIGINT NOT NULL,
    claims_max BIGINT,
    starts_us BIGINT,
    ends_us BIGINT,
    created_us BIGINT NOT NULL,
    state VARCHAR(16) NOT NULL,
    CONSTRAINT pk_loyalty_code_batch PRIMARY KEY (program_key, batch),
    CONSTRAINT ck_loyalty_code_batch_state CHECK (state IN ('live', 'stopped', 'void'))
);

CREATE TABLE {schema}loyalty_code_try (
    program_key VARCHAR(64) NOT NULL,
    who VARCHAR(128) NOT NULL,
    window_key BIGINT NOT NULL,
    wrong BIGINT NOT NULL,
    CONSTRAINT pk_loyalty_code_try PRIMARY KEY (program_key, who, window_key)
);

CREATE TABLE {schema}loyalty_coupon_code (
    program_key VARCHAR(64) NOT NULL,
    code_hash VARCHAR(64) NOT NULL,
    batch VARCHAR(64) NOT NULL,
    uses_max BIGINT NOT NULL,
    used BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT pk_loyalty_coupon_code PRIMARY KEY (program_key, code_hash),
    CONSTRAINT ck_loyalty_coupon_code_used CHECK (used >= 0 AND used <= uses_max)
);

CREATE TABLE {schema}loyalty_early_return (
    program_key VARCHAR(64) NOT NULL,
    order_id VARCHAR(128) NOT NULL,
    return_id VARCHAR(128) NOT NULL,
    returned_us BIGINT NOT NULL,
    recorded_us BIGINT NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_loyalty_early_return PRIMARY KEY (program_key, order_id, return_id)
);

CREATE TABLE {schema}loyalty_held_coupon (
    program_key VARCHAR(64) NOT NULL,
    coupon_id VARCHAR(128) NOT NULL,
    account_id BIGINT NOT NULL,
    offer_id VARCHAR(64) NOT NULL,
    state VARCHAR(16) NOT NULL,
    starts_us BIGINT,
    ends_us BIGINT,
    granted_us BIGINT NOT NULL,
    cause VARCHAR(300) NOT NULL,
    program_hash VARCHAR(64) NOT NULL,
    order_id VARCHAR(128),
    voided BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT pk_loyalty_held_coupon PRIMARY KEY (program_key, coupon_id),
    CONSTRAINT ck_loyalty_held_coupon_state CHECK (state IN ('open', 'locked', 'used', 'void'))
);

CREATE INDEX ix_loyalty_held_coupon_account ON {schema}loyalty_held_coupon (account_id, state);

CREATE INDEX ix_loyalty_held_coupon_offer ON {schema}loyalty_held_coupon (program_key, offer_id, state);

CREATE TABLE {schema}loyalty_hold (
    program_key VARCHAR(64) NOT NULL,
    order_id VARCHAR(128) NOT NULL,
    hold_id VARCHAR(128) NOT NULL,
    account_id BIGINT,
    member_ref VARCHAR(128),
    program_hash VARCHAR(64) NOT NULL,
    cart_hash VARCHAR(64) NOT NULL,
    state VARCHAR(16) NOT NULL,
    held_us BIGINT NOT NULL,
    ends_us BIGINT NOT NULL,
    closed_us BIGINT,
    cart TEXT NOT NULL,
    record TEXT NOT NULL,
    CONSTRAINT pk_loyalty_hold PRIMARY KEY (program_key, order_id),
    CONSTRAINT ck_loyalty_hold_state CHECK (state IN ('live', 'captured', 'released'))
);

CREATE INDEX ix_loyalty_hold_account ON {schema}loyalty_hold (account_id, state);

CREATE INDEX ix_loyalty_hold_ends ON {schema}loyalty_hold (program_key, state, ends_us);

CREATE TABLE {schema}loyalty_hold_lot (
    program_key VARCHAR(64) NOT NULL,
    order_id VARCHAR(128) NOT NULL,
    lot_key BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    points BIGINT NOT NULL,
    CONSTRAINT pk_loyalty_hold_lot PRIMARY KEY (program_key, order_id, lot_key),
    CONSTRAINT ck_loyalty_hold_lot_points CHECK (points > 0)
);

CREATE TABLE {schema}loyalty_identity (
    program_key VARCHAR(64) NOT NULL,
    kind VARCHAR(32) NOT NULL,
    hash VARCHAR(64) NOT NULL,
    member_ref VARCHAR(128) NOT NULL,
    CONSTRAINT pk_loyalty_identity PRIMARY KEY (program_key, kind, hash, member_ref)
);

CREATE INDEX ix_loyalty_identity_member ON {schema}loyalty_identity (program_key, member_ref);

CREATE TABLE {schema}loyalty_identity_counter (
    program_key VARCHAR(64) NOT NULL,
    name VARCHAR(128) NOT NULL,
    identity VARCHAR(128) NOT NULL,
    window_key BIGINT DEFAULT 0 NOT NULL,
    used BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT pk_loyalty_identity_counter PRIMARY KEY (program_key, name, identity),
    CONSTRAINT ck_loyalty_identity_counter_used CHECK (used >= 0)
);

CREATE TABLE {schema}loyalty_identity_use (
    program_key VARCHAR(64) NOT NULL,
    order_id VARCHAR(128) NOT NULL,
    name VARCHAR(128) NOT NULL,
    identity VARCHAR(128) NOT NULL,
    window_key BIGINT NOT NULL,
    uses BIGINT NOT NULL,
    CONSTRAINT pk_loyalty_identity_use PRIMARY KEY (program_key, order_id, name, identity)
);

CREATE INDEX ix_loyalty_identity_use_counter ON {schema}loyalty_identity_use (program_key, name, identity);

CREATE TABLE {schema}loyalty_ledger_entry (
    account_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    op_key VARCHAR(300) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    lot_key BIGINT,
    delta_points BIGINT NOT NULL,
    delta_debt BIGINT NOT NULL,
    delta_available BIGINT NOT NULL,
    booked_after BIGINT NOT NULL,
    debt_after BIGINT NOT NULL,
    effective_us BIGINT NOT NULL,
    recorded_us BIGINT NOT NULL,
    program_hash VARCHAR(64) NOT NULL,
    CONSTRAINT pk_loyalty_ledger_entry PRIMARY KEY (account_id, seq),
    CONSTRAINT ck_loyalty_ledger_entry_kind CHECK (kind IN ('earned', 'matured', 'spent', 'restored', 'expired', 'taken_back', 'adjusted', 'transferred', 'debt_incurred', 'debt_repaid')),
    CONSTRAINT ck_loyalty_ledger_entry_moves CHECK (delta_points <> 0 OR delta_debt <> 0 OR delta_available <> 0),
    CONSTRAINT ck_loyalty_ledger_entry_after CHECK (booked_after >= 0 AND debt_after >= 0)
);

CREATE INDEX ix_loyalty_ledger_entry_op ON {schema}loyalty_ledger_entry (account_id, op_key);

CREATE OR REPLACE FUNCTION {schema}loyalty_ledger_entry_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'entries of the ledger never change' USING ERRCODE = 'restrict_violation'; END $$;

CREATE TRIGGER loyalty_ledger_entry_kept BEFORE UPDATE OR DELETE ON {schema}loyalty_ledger_entry FOR EACH ROW EXECUTE FUNCTION {schema}loyalty_ledger_entry_kept();

CREATE TABLE {schema}loyalty_member (
    program_key VARCHAR(64) NOT NULL,
    ref VARCHAR(128) NOT NULL,
    joined_us BIGINT NOT NULL,
    birthday BIGINT,
    birthday_before BIGINT,
    birthday_from_year BIGINT,
    attributes TEXT NOT NULL,
    state VARCHAR(16) NOT NULL,
    merged_into VARCHAR(128),
    consent_us BIGINT,
    CONSTRAINT pk_loyalty_member PRIMARY KEY (program_key, ref),
    CONSTRAINT ck_loyalty_member_state CHECK (state IN ('active', 'blocked', 'closed', 'merged', 'erased'))
);

CREATE TABLE {schema}loyalty_member_counter (
    account_id BIGINT NOT NULL,
    name VARCHAR(128) NOT NULL,
    window_key BIGINT NOT NULL,
    used BIGINT NOT NULL,
    CONSTRAINT pk_loyalty_member_counter PRIMARY KEY (account_id, name)
);

CREATE TABLE {schema}loyalty_offer_switch (
    program_key VARCHAR(64) NOT NULL,
    offer_id VARCHAR(64) NOT NULL,
    state VARCHAR(24) NOT NULL,
    changed_us BIGINT NOT NULL,
    actor VARCHAR(128) NOT NULL,
    reason TEXT,
    paused BIGINT DEFAULT 0 NOT NULL,
    sharded BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT pk_loyalty_offer_switch PRIMARY KEY (program_key, offer_id),
    CONSTRAINT ck_loyalty_offer_switch_state CHECK (state IN ('live', 'paused', 'not_issuing', 'void'))
);

CREATE TABLE {schema}loyalty_operation (
    program_key VARCHAR(64) NOT NULL,
    op_key VARCHAR(300) NOT NULL,
    verb VARCHAR(32) NOT NULL,
    fingerprint VARCHAR(64) NOT NULL,
    request TEXT NOT NULL,
    account_id BIGINT,
    program_hash VARCHAR(64),
    actor VARCHAR(128),
    reason TEXT,
    occurred_us BIGINT NOT NULL,
    recorded_us BIGINT NOT NULL,
    result TEXT,
    CONSTRAINT pk_loyalty_operation PRIMARY KEY (program_key, op_key)
);

CREATE INDEX ix_loyalty_operation_account ON {schema}loyalty_operation (account_id, recorded_us);

CREATE TABLE {schema}loyalty_order_gate (
    program_key VARCHAR(64) NOT NULL,
    order_id VARCHAR(128) NOT NULL,
    changes BIGINT NOT NULL,
    CONSTRAINT pk_loyalty_order_gate PRIMARY KEY (program_key, order_id)
);

CREATE TABLE {schema}loyalty_order_return (
    program_key VARCHAR(64) NOT NULL,
    order_id VARCHAR(128) NOT NULL,
    return_id VARCHAR(128) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    returned_us BIGINT NOT NULL,
    recorded_us BIGINT NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_loyalty_order_return PRIMARY KEY (program_key, order_id, return_id),
    CONSTRAINT ck_loyalty_order_return_kind CHECK (kind IN ('units', 'amount', 'cancel', 'unlinked'))
);

CREATE TABLE {schema}loyalty_outbox (
    id BIGSERIAL NOT NULL,
    program_key VARCHAR(64) NOT NULL,
    op_key VARCHAR(300) NOT NULL,
    topic VARCHAR(64) NOT NULL,
    payload TEXT NOT NULL,
    created_us BIGINT NOT NULL,
    CONSTRAINT pk_loyalty_outbox PRIMARY KEY (id)
);

CREATE INDEX ix_loyalty_outbox_program ON {schema}loyalty_outbox (program_key, id);

CREATE TABLE {schema}loyalty_placed_order (
    program_key VARCHAR(64) NOT NULL,
    order_id VARCHAR(128) NOT NULL,
    account_id BIGINT,
    member_ref VARCHAR(128),
    program_hash VARCHAR(64) NOT NULL,
    state VARCHAR(16) NOT NULL,
    cart_hash VARCHAR(64) NOT NULL,
    replaces VARCHAR(128),
    placed_us BIGINT NOT NULL,
    recorded_us BIGINT NOT NULL,
    cart TEXT NOT NULL,
    record TEXT NOT NULL,
    CONSTRAINT pk_loyalty_placed_order PRIMARY KEY (program_key, order_id),
    CONSTRAINT ck_loyalty_placed_order_state CHECK (state IN ('placed', 'returned', 'cancelled'))
);

CREATE INDEX ix_loyalty_placed_order_account ON {schema}loyalty_placed_order (account_id, placed_us);

CREATE INDEX ix_loyalty_placed_order_time ON {schema}loyalty_placed_order (program_key, placed_us);

CREATE TABLE {schema}loyalty_point_lot (
    id BIGSERIAL NOT NULL,
    account_id BIGINT NOT NULL,
    lot_key BIGINT NOT NULL,
    op_key VARCHAR(300) NOT NULL,
    order_id VARCHAR(128),
    cause VARCHAR(300),
    expiry_group BIGINT DEFAULT 0 NOT NULL,
    program_hash VARCHAR(64) NOT NULL,
    earned_us BIGINT NOT NULL,
    available_us BIGINT,
    expires_us BIGINT,
    idle BIGINT DEFAULT 0 NOT NULL,
    granted BIGINT NOT NULL,
    remaining BIGINT NOT NULL,
    held BIGINT DEFAULT 0 NOT NULL,
    expired BIGINT DEFAULT 0 NOT NULL,
    matured BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT pk_loyalty_point_lot PRIMARY KEY (id),
    CONSTRAINT uq_loyalty_point_lot_account_id_lot_key UNIQUE (account_id, lot_key),
    CONSTRAINT ck_loyalty_point_lot_granted CHECK (granted > 0),
    CONSTRAINT ck_loyalty_point_lot_remaining CHECK (remaining >= 0),
    CONSTRAINT ck_loyalty_point_lot_held CHECK (held >= 0 AND held <= remaining),
    CONSTRAINT ck_loyalty_point_lot_days CHECK (available_us < expires_us)
);

CREATE INDEX ix_loyalty_point_lot_open ON {schema}loyalty_point_lot (account_id, expires_us, id) WHERE remaining > 0;

CREATE INDEX ix_loyalty_point_lot_order ON {schema}loyalty_point_lot (account_id, order_id);

CREATE TABLE {schema}loyalty_program (
    program_key VARCHAR(64) NOT NULL,
    paused BIGINT DEFAULT 0 NOT NULL,
    changes BIGINT DEFAULT 0 NOT NULL,
    retired_us BIGINT,
    CONSTRAINT pk_loyalty_program PRIMARY KEY (program_key)
);

CREATE TABLE {schema}loyalty_program_version (
    program_key VARCHAR(64) NOT NULL,
    number BIGINT NOT NULL,
    hash VARCHAR(64) NOT NULL,
    content TEXT NOT NULL,
    state VARCHAR(20) NOT NULL,
    author VARCHAR(128) NOT NULL,
    approver VARCHAR(128),
    created_us BIGINT NOT NULL,
    live_from_us BIGINT,
    based_on BIGINT,
    note TEXT,
    simulated TEXT,
    CONSTRAINT pk_loyalty_program_version PRIMARY KEY (program_key, number),
    CONSTRAINT ck_loyalty_program_version_state CHECK (state IN ('draft', 'in_review', 'changes_requested', 'approved', 'scheduled', 'live', 'retired'))
);

CREATE INDEX ix_loyalty_program_version_live ON {schema}loyalty_program_version (program_key, live_from_us);

CREATE TABLE {schema}loyalty_quota (
    program_key VARCHAR(64) NOT NULL,
    name VARCHAR(128) NOT NULL,
    window_key BIGINT NOT NULL,
    shard BIGINT DEFAULT 0 NOT NULL,
    uses_max BIGINT NOT NULL,
    used BIGINT DEFAULT 0 NOT NULL,
    held BIGINT DEFAULT 0 NOT NULL,
    cut_of BIGINT DEFAULT 0 NOT NULL,
    brought BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT pk_loyalty_quota PRIMARY KEY (program_key, name, window_key, shard),
    CONSTRAINT ck_loyalty_quota_uses CHECK (used >= 0 AND held >= 0 AND used + held <= uses_max)
);

CREATE TABLE {schema}loyalty_redemption (
    program_key VARCHAR(64) NOT NULL,
    order_id VARCHAR(128) NOT NULL,
    offer_id VARCHAR(64) NOT NULL,
    coupon_id VARCHAR(128),
    terms_hash VARCHAR(64) NOT NULL,
    account_id BIGINT,
    amount_minor BIGINT NOT NULL,
    state VARCHAR(16) NOT NULL,
    recorded_us BIGINT NOT NULL,
    CONSTRAINT pk_loyalty_redemption PRIMARY KEY (program_key, order_id, offer_id),
    CONSTRAINT uq_loyalty_redemption_program_key_coupon_id_order_id UNIQUE (program_key, coupon_id, order_id),
    CONSTRAINT ck_loyalty_redemption_state CHECK (state IN ('live', 'given_back'))
);

CREATE INDEX ix_loyalty_redemption_offer ON {schema}loyalty_redemption (program_key, offer_id);

CREATE TABLE {schema}loyalty_tier_credit (
    account_id BIGINT NOT NULL,
    track VARCHAR(64) NOT NULL,
    credit_key BIGINT NOT NULL,
    at_us BIGINT NOT NULL,
    ends_us BIGINT,
    amount BIGINT NOT NULL,
    CONSTRAINT pk_loyalty_tier_credit PRIMARY KEY (account_id, track, credit_key)
);

CREATE TABLE {schema}loyalty_tier_credit_past (
    account_id BIGINT NOT NULL,
    track VARCHAR(64) NOT NULL,
    credit_key BIGINT NOT NULL,
    change BIGINT NOT NULL,
    until_us BIGINT NOT NULL,
    at_us BIGINT NOT NULL,
    ends_us BIGINT,
    amount BIGINT NOT NULL,
    CONSTRAINT pk_loyalty_tier_credit_past PRIMARY KEY (account_id, track, credit_key, change)
);

CREATE TABLE {schema}loyalty_tier_past (
    account_id BIGINT NOT NULL,
    track VARCHAR(64) NOT NULL,
    change BIGINT NOT NULL,
    from_us BIGINT NOT NULL,
    op_key VARCHAR(300) NOT NULL,
    level VARCHAR(64),
    floor_level VARCHAR(64),
    grace BIGINT NOT NULL,
    ends_us BIGINT,
    floor_ends_us BIGINT,
    period_ends_us BIGINT,
    reaches TEXT NOT NULL,
    held_levels TEXT NOT NULL,
    CONSTRAINT pk_loyalty_tier_past PRIMARY KEY (account_id, track, change)
);

CREATE TABLE {schema}loyalty_tier_standing (
    account_id BIGINT NOT NULL,
    track VARCHAR(64) NOT NULL,
    level VARCHAR(64),
    floor_level VARCHAR(64),
    head BIGINT NOT NULL,
    tail BIGINT NOT NULL,
    grace BIGINT NOT NULL,
    credit BIGINT NOT NULL,
    ends_us BIGINT,
    floor_ends_us BIGINT,
    period_ends_us BIGINT,
    reaches TEXT NOT NULL,
    held_levels TEXT,
    CONSTRAINT pk_loyalty_tier_standing PRIMARY KEY (account_id, track)
);
