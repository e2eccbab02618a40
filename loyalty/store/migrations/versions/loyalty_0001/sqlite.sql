CREATE TABLE {schema}loyalty_account (
    id INTEGER NOT NULL,
    program_key TEXT NOT NULL,
    member_ref TEXT NOT NULL,
    wallet TEXT NOT NULL,
    booked INTEGER DEFAULT 0 NOT NULL,
    held INTEGER DEFAULT 0 NOT NULL,
    promised INTEGER DEFAULT 0 NOT NULL,
    debt INTEGER DEFAULT 0 NOT NULL,
    debt_at_us INTEGER DEFAULT 0 NOT NULL,
    seq INTEGER DEFAULT 0 NOT NULL,
    changes INTEGER DEFAULT 0 NOT NULL,
    orders INTEGER DEFAULT 0 NOT NULL,
    sequence INTEGER DEFAULT 0 NOT NULL,
    next_lot_key INTEGER DEFAULT 0 NOT NULL,
    last_order_us INTEGER,
    active_until_us INTEGER,
    wiped_at_us INTEGER,
    first_earned_us INTEGER,
    first_active_us INTEGER,
    matured_until_us INTEGER,
    due_us INTEGER,
    tiers_due_us INTEGER,
    CONSTRAINT pk_loyalty_account PRIMARY KEY (id),
    CONSTRAINT uq_loyalty_account_program_key_member_ref_wallet UNIQUE (program_key, member_ref, wallet),
    CONSTRAINT ck_loyalty_account_booked CHECK (booked >= 0),
    CONSTRAINT ck_loyalty_account_held CHECK (held >= 0 AND held <= booked),
    CONSTRAINT ck_loyalty_account_debt CHECK (debt >= 0)
)
 STRICT;

CREATE INDEX {schema}ix_loyalty_account_due ON loyalty_account (program_key, due_us);

CREATE TABLE {schema}loyalty_audit (
    id INTEGER NOT NULL,
    program_key TEXT NOT NULL,
    actor TEXT NOT NULL,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    details TEXT NOT NULL,
    recorded_us INTEGER NOT NULL,
    CONSTRAINT pk_loyalty_audit PRIMARY KEY (id)
)
 STRICT;

CREATE INDEX {schema}ix_loyalty_audit_program ON loyalty_audit (program_key, recorded_us);

CREATE TABLE {schema}loyalty_budget (
    program_key TEXT NOT NULL,
    budget_id TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    spent_minor INTEGER DEFAULT 0 NOT NULL,
    held_minor INTEGER DEFAULT 0 NOT NULL,
    closed INTEGER DEFAULT 0 NOT NULL,
    paused INTEGER DEFAULT 0 NOT NULL,
    changes INTEGER DEFAULT 0 NOT NULL,
    hour INTEGER,
    hour_spent_minor INTEGER DEFAULT 0 NOT NULL,
    brought_minor INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT pk_loyalty_budget PRIMARY KEY (program_key, budget_id),
    CONSTRAINT ck_loyalty_budget_spent CHECK (spent_minor >= 0 AND held_minor >= 0 AND spent_minor + held_minor <= amount_minor)
)
 STRICT;

CREATE TABLE {schema}loyalty_claim (
    program_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    identity TEXT NOT NULL,
    op_key TEXT NOT NULL,
    account_id INTEGER,
    recorded_us INTEGER NOT NULL,
    order_id TEXT,
    CONSTRAINT pk_loyalty_claim PRIMARY KEY (program_key, kind, identity)
)
 STRICT;

CREATE INDEX {schema}ix_loyalty_claim_account ON loyalty_claim (account_id);

CREATE TABLE {schema}loyalty_code_batch (
    program_key TEXT NOT NULL,
    batch TEXT NOT NULL,
    offer_id TEXT NOT NULL,
    codes INTEGER NOT NULL,
    uses_max INTEGER NOT NULL,
    claims_max INTEGER,
    starts_us INTEGER,
    ends_us INTEGER,
    created_us INTEGER NOT NULL,
    state TEXT NOT NULL,
    CONSTRAINT pk_loyalty_code_batch PRIMARY KEY (program_key, batch),
    CONSTRAINT ck_loyalty_code_batch_state CHECK (state IN ('live', 'stopped', 'void'))
)
 STRICT;

CREATE TABLE {schema}loyalty_code_try (
    program_key TEXT NOT NULL,
    who TEXT NOT NULL,
    window_key INTEGER NOT NULL,
    wrong INTEGER NOT NULL,
    CONSTRAINT pk_loyalty_code_try PRIMARY KEY (program_key, who, window_key)
)
 STRICT;

CREATE TABLE {schema}loyalty_coupon_code (
    program_key TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    batch TEXT NOT NULL,
    uses_max INTEGER NOT NULL,
    used INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT pk_loyalty_coupon_code PRIMARY KEY (program_key, code_hash),
    CONSTRAINT ck_loyalty_coupon_code_used CHECK (used >= 0 AND used <= uses_max)
)
 STRICT;

CREATE TABLE {schema}loyalty_early_return (
    program_key TEXT NOT NULL,
    order_id TEXT NOT NULL,
    return_id TEXT NOT NULL,
    returned_us INTEGER NOT NULL,
    recorded_us INTEGER NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_loyalty_early_return PRIMARY KEY (program_key, order_id, return_id)
)
 STRICT;

CREATE TABLE {schema}loyalty_held_coupon (
    program_key TEXT NOT NULL,
    coupon_id TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    offer_id TEXT NOT NULL,
    state TEXT NOT NULL,
    starts_us INTEGER,
    ends_us INTEGER,
    granted_us INTEGER NOT NULL,
    cause TEXT NOT NULL,
    program_hash TEXT NOT NULL,
    order_id TEXT,
    voided INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT pk_loyalty_held_coupon PRIMARY KEY (program_key, coupon_id),
    CONSTRAINT ck_loyalty_held_coupon_state CHECK (state IN ('open', 'locked', 'used', 'void'))
)
 STRICT;

CREATE INDEX {schema}ix_loyalty_held_coupon_account ON loyalty_held_coupon (account_id, state);

CREATE INDEX {schema}ix_loyalty_held_coupon_offer ON loyalty_held_coupon (program_key, offer_id, state);

CREATE TABLE {schema}loyalty_hold (
    program_key TEXT NOT NULL,
    order_id TEXT NOT NULL,
    hold_id TEXT NOT NULL,
    account_id INTEGER,
    member_ref TEXT,
    program_hash TEXT NOT NULL,
    cart_hash TEXT NOT NULL,
    state TEXT NOT NULL,
    held_us INTEGER NOT NULL,
    ends_us INTEGER NOT NULL,
    closed_us INTEGER,
    cart TEXT NOT NULL,
    record TEXT NOT NULL,
    CONSTRAINT pk_loyalty_hold PRIMARY KEY (program_key, order_id),
    CONSTRAINT ck_loyalty_hold_state CHECK (state IN ('live', 'captured', 'released'))
)
 STRICT;

CREATE INDEX {schema}ix_loyalty_hold_account ON loyalty_hold (account_id, state);

CREATE INDEX {schema}ix_loyalty_hold_ends ON loyalty_hold (program_key, state, ends_us);

CREATE TABLE {schema}loyalty_hold_lot (
    program_key TEXT NOT NULL,
    order_id TEXT NOT NULL,
    lot_key INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    points INTEGER NOT NULL,
    CONSTRAINT pk_loyalty_hold_lot PRIMARY KEY (program_key, order_id, lot_key),
    CONSTRAINT ck_loyalty_hold_lot_points CHECK (points > 0)
)
 STRICT;

CREATE TABLE {schema}loyalty_identity (
    program_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    hash TEXT NOT NULL,
    member_ref TEXT NOT NULL,
    CONSTRAINT pk_loyalty_identity PRIMARY KEY (program_key, kind, hash, member_ref)
)
 STRICT;

CREATE INDEX {schema}ix_loyalty_identity_member ON loyalty_identity (program_key, member_ref);

CREATE TABLE {schema}loyalty_identity_counter (
    program_key TEXT NOT NULL,
    name TEXT NOT NULL,
    identity TEXT NOT NULL,
    window_key INTEGER DEFAULT 0 NOT NULL,
    used INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT pk_loyalty_identity_counter PRIMARY KEY (program_key, name, identity),
    CONSTRAINT ck_loyalty_identity_counter_used CHECK (used >= 0)
)
 STRICT;

CREATE TABLE {schema}loyalty_identity_use (
    program_key TEXT NOT NULL,
    order_id TEXT NOT NULL,
    name TEXT NOT NULL,
    identity TEXT NOT NULL,
    window_key INTEGER NOT NULL,
    uses INTEGER NOT NULL,
    CONSTRAINT pk_loyalty_identity_use PRIMARY KEY (program_key, order_id, name, identity)
)
 STRICT;

CREATE INDEX {schema}ix_loyalty_identity_use_counter ON loyalty_identity_use (program_key, name, identity);

CREATE TABLE {schema}loyalty_ledger_entry (
    account_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    op_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    lot_key INTEGER,
    delta_points INTEGER NOT NULL,
    delta_debt INTEGER NOT NULL,
    delta_available INTEGER NOT NULL,
    booked_after INTEGER NOT NULL,
    debt_after INTEGER NOT NULL,
    effective_us INTEGER NOT NULL,
    recorded_us INTEGER NOT NULL,
    program_hash TEXT NOT NULL,
    CONSTRAINT pk_loyalty_ledger_entry PRIMARY KEY (account_id, seq),
    CONSTRAINT ck_loyalty_ledger_entry_kind CHECK (kind IN ('earned', 'matured', 'spent', 'restored', 'expired', 'taken_back', 'adjusted', 'transferred', 'debt_incurred', 'debt_repaid')),
    CONSTRAINT ck_loyalty_ledger_entry_moves CHECK (delta_points <> 0 OR delta_debt <> 0 OR delta_available <> 0),
    CONSTRAINT ck_loyalty_ledger_entry_after CHECK (booked_after >= 0 AND debt_after >= 0)
)
 STRICT;

CREATE INDEX {schema}ix_loyalty_ledger_entry_op ON loyalty_ledger_entry (account_id, op_key);

CREATE TRIGGER loyalty_ledger_entry_no_update BEFORE UPDATE ON {schema}loyalty_ledger_entry BEGIN SELECT RAISE(ABORT, 'entries of the ledger never change'); END;

CREATE TRIGGER loyalty_ledger_entry_no_delete BEFORE DELETE ON {schema}loyalty_ledger_entry BEGIN SELECT RAISE(ABORT, 'entries of the ledger never change'); END;

CREATE TABLE {schema}loyalty_member (
    program_key TEXT NOT NULL,
    ref TEXT NOT NULL,
    joined_us INTEGER NOT NULL,
    birthday INTEGER,
    birthday_before INTEGER,
    birthday_from_year INTEGER,
    attributes TEXT NOT NULL,
    state TEXT NOT NULL,
    merged_into TEXT,
    consent_us INTEGER,
    CONSTRAINT pk_loyalty_member PRIMARY KEY (program_key, ref),
    CONSTRAINT ck_loyalty_member_state CHECK (state IN ('active', 'blocked', 'closed', 'merged', 'erased'))
)
 STRICT;

CREATE TABLE {schema}loyalty_member_counter (
    account_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    window_key INTEGER NOT NULL,
    used INTEGER NOT NULL,
    CONSTRAINT pk_loyalty_member_counter PRIMARY KEY (account_id, name)
)
 STRICT;

CREATE TABLE {schema}loyalty_offer_switch (
    program_key TEXT NOT NULL,
    offer_id TEXT NOT NULL,
    state TEXT NOT NULL,
    changed_us INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT,
    paused INTEGER DEFAULT 0 NOT NULL,
    sharded INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT pk_loyalty_offer_switch PRIMARY KEY (program_key, offer_id),
    CONSTRAINT ck_loyalty_offer_switch_state CHECK (state IN ('live', 'paused', 'not_issuing', 'void'))
)
 STRICT;

CREATE TABLE {schema}loyalty_operation (
    program_key TEXT NOT NULL,
    op_key TEXT NOT NULL,
    verb TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    request TEXT NOT NULL,
    account_id INTEGER,
    program_hash TEXT,
    actor TEXT,
    reason TEXT,
    occurred_us INTEGER NOT NULL,
    recorded_us INTEGER NOT NULL,
    result TEXT,
    CONSTRAINT pk_loyalty_operation PRIMARY KEY (program_key, op_key)
)
 STRICT;

CREATE INDEX {schema}ix_loyalty_operation_account ON loyalty_operation (account_id, recorded_us);

CREATE TABLE {schema}loyalty_order_gate (
    program_key TEXT NOT NULL,
    order_id TEXT NOT NULL,
    changes INTEGER NOT NULL,
    CONSTRAINT pk_loyalty_order_gate PRIMARY KEY (program_key, order_id)
)
 STRICT;

CREATE TABLE {schema}loyalty_order_return (
    program_key TEXT NOT NULL,
    order_id TEXT NOT NULL,
    return_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    returned_us INTEGER NOT NULL,
    recorded_us INTEGER NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_loyalty_order_return PRIMARY KEY (program_key, order_id, return_id),
    CONSTRAINT ck_loyalty_order_return_kind CHECK (kind IN ('units', 'amount', 'cancel', 'unlinked'))
)
 STRICT;

CREATE TABLE {schema}loyalty_outbox (
    id INTEGER NOT NULL,
    program_key TEXT NOT NULL,
    op_key TEXT NOT NULL,
    topic TEXT NOT NULL,
    payload TEXT NOT NULL,
    created_us INTEGER NOT NULL,
    CONSTRAINT pk_loyalty_outbox PRIMARY KEY (id)
)
 STRICT;

CREATE INDEX {schema}ix_loyalty_outbox_program ON loyalty_outbox (program_key, id);

CREATE TABLE {schema}loyalty_placed_order (
    program_key TEXT NOT NULL,
    order_id TEXT NOT NULL,
    account_id INTEGER,
    member_ref TEXT,
    program_hash TEXT NOT NULL,
    state TEXT NOT NULL,
    cart_hash TEXT NOT NULL,
    replaces TEXT,
    placed_us INTEGER NOT NULL,
    recorded_us INTEGER NOT NULL,
    cart TEXT NOT NULL,
    record TEXT NOT NULL,
    CONSTRAINT pk_loyalty_placed_order PRIMARY KEY (program_key, order_id),
    CONSTRAINT ck_loyalty_placed_order_state CHECK (state IN ('placed', 'returned', 'cancelled'))
)
 STRICT;

CREATE INDEX {schema}ix_loyalty_placed_order_account ON loyalty_placed_order (account_id, placed_us);

CREATE INDEX {schema}ix_loyalty_placed_order_time ON loyalty_placed_order (program_key, placed_us);

CREATE TABLE {schema}loyalty_point_lot (
    id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    lot_key INTEGER NOT NULL,
    op_key TEXT NOT NULL,
    order_id TEXT,
    cause TEXT,
    expiry_group INTEGER DEFAULT 0 NOT NULL,
    program_hash TEXT NOT NULL,
    earned_us INTEGER NOT NULL,
    available_us INTEGER,
    expires_us INTEGER,
    idle INTEGER DEFAULT 0 NOT NULL,
    granted INTEGER NOT NULL,
    remaining INTEGER NOT NULL,
    held INTEGER DEFAULT 0 NOT NULL,
    expired INTEGER DEFAULT 0 NOT NULL,
    matured INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT pk_loyalty_point_lot PRIMARY KEY (id),
    CONSTRAINT uq_loyalty_point_lot_account_id_lot_key UNIQUE (account_id, lot_key),
    CONSTRAINT ck_loyalty_point_lot_granted CHECK (granted > 0),
    CONSTRAINT ck_loyalty_point_lot_remaining CHECK (remaining >= 0),
    CONSTRAINT ck_loyalty_point_lot_held CHECK (held >= 0 AND held <= remaining),
    CONSTRAINT ck_loyalty_point_lot_days CHECK (available_us < expires_us)
)
 STRICT;

CREATE INDEX {schema}ix_loyalty_point_lot_open ON loyalty_point_lot (account_id, expires_us, id) WHERE remaining > 0;

CREATE INDEX {schema}ix_loyalty_point_lot_order ON loyalty_point_lot (account_id, order_id);

CREATE TABLE {schema}loyalty_program (
    program_key TEXT NOT NULL,
    paused INTEGER DEFAULT 0 NOT NULL,
    changes INTEGER DEFAULT 0 NOT NULL,
    retired_us INTEGER,
    CONSTRAINT pk_loyalty_program PRIMARY KEY (program_key)
)
 STRICT;

CREATE TABLE {schema}loyalty_program_version (
    program_key TEXT NOT NULL,
    number INTEGER NOT NULL,
    hash TEXT NOT NULL,
    content TEXT NOT NULL,
    state TEXT NOT NULL,
    author TEXT NOT NULL,
    approver TEXT,
    created_us INTEGER NOT NULL,
    live_from_us INTEGER,
    based_on INTEGER,
    note TEXT,
    simulated TEXT,
    CONSTRAINT pk_loyalty_program_version PRIMARY KEY (program_key, number),
    CONSTRAINT ck_loyalty_program_version_state CHECK (state IN ('draft', 'in_review', 'changes_requested', 'approved', 'scheduled', 'live', 'retired'))
)
 STRICT;

CREATE INDEX {schema}ix_loyalty_program_version_live ON loyalty_program_version (program_key, live_from_us);

CREATE TABLE {schema}loyalty_quota (
    program_key TEXT NOT NULL,
    name TEXT NOT NULL,
    window_key INTEGER NOT NULL,
    shard INTEGER DEFAULT 0 NOT NULL,
    uses_max INTEGER NOT NULL,
    used INTEGER DEFAULT 0 NOT NULL,
    held INTEGER DEFAULT 0 NOT NULL,
    cut_of INTEGER DEFAULT 0 NOT NULL,
    brought INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT pk_loyalty_quota PRIMARY KEY (program_key, name, window_key, shard),
    CONSTRAINT ck_loyalty_quota_uses CHECK (used >= 0 AND held >= 0 AND used + held <= uses_max)
)
 STRICT;

CREATE TABLE {schema}loyalty_redemption (
    program_key TEXT NOT NULL,
    order_id TEXT NOT NULL,
    offer_id TEXT NOT NULL,
    coupon_id TEXT,
    terms_hash TEXT NOT NULL,
    account_id INTEGER,
    amount_minor INTEGER NOT NULL,
    state TEXT NOT NULL,
    recorded_us INTEGER NOT NULL,
    CONSTRAINT pk_loyalty_redemption PRIMARY KEY (program_key, order_id, offer_id),
    CONSTRAINT uq_loyalty_redemption_program_key_coupon_id_order_id UNIQUE (program_key, coupon_id, order_id),
    CONSTRAINT ck_loyalty_redemption_state CHECK (state IN ('live', 'given_back'))
)
 STRICT;

CREATE INDEX {schema}ix_loyalty_redemption_offer ON loyalty_redemption (program_key, offer_id);

CREATE TABLE {schema}loyalty_tier_credit (
    account_id INTEGER NOT NULL,
    track TEXT NOT NULL,
    credit_key INTEGER NOT NULL,
    at_us INTEGER NOT NULL,
    ends_us INTEGER,
    amount INTEGER NOT NULL,
    CONSTRAINT pk_loyalty_tier_credit PRIMARY KEY (account_id, track, credit_key)
)
 STRICT;

CREATE TABLE {schema}loyalty_tier_credit_past (
    account_id INTEGER NOT NULL,
    track TEXT NOT NULL,
    credit_key INTEGER NOT NULL,
    change INTEGER NOT NULL,
    until_us INTEGER NOT NULL,
    at_us INTEGER NOT NULL,
    ends_us INTEGER,
    amount INTEGER NOT NULL,
    CONSTRAINT pk_loyalty_tier_credit_past PRIMARY KEY (account_id, track, credit_key, change)
)
 STRICT;

CREATE TABLE {schema}loyalty_tier_past (
    account_id INTEGER NOT NULL,
    track TEXT NOT NULL,
    change INTEGER NOT NULL,
    from_us INTEGER NOT NULL,
    op_key TEXT NOT NULL,
    level TEXT,
    floor_level TEXT,
    grace INTEGER NOT NULL,
    ends_us INTEGER,
    floor_ends_us INTEGER,
    period_ends_us INTEGER,
    reaches TEXT NOT NULL,
    held_levels TEXT NOT NULL,
    CONSTRAINT pk_loyalty_tier_past PRIMARY KEY (account_id, track, change)
)
 STRICT;

CREATE TABLE {schema}loyalty_tier_standing (
    account_id INTEGER NOT NULL,
    track TEXT NOT NULL,
    level TEXT,
    floor_level TEXT,
    head INTEGER NOT NULL,
    tail INTEGER NOT NULL,
    grace INTEGER NOT NULL,
    credit INTEGER NOT NULL,
    ends_us INTEGER,
    floor_ends_us INTEGER,
    period_ends_us INTEGER,
    reaches TEXT NOT NULL,
    held_levels TEXT,
    CONSTRAINT pk_loyalty_tier_standing PRIMARY KEY (account_id, track)
)
 STRICT;
