CREATE TABLE {schema}loyalty_account (
    id BIGINT NOT NULL AUTO_INCREMENT,
    program_key VARBINARY(256) NOT NULL,
    member_ref VARBINARY(512) NOT NULL,
    wallet VARBINARY(256) NOT NULL,
    booked BIGINT NOT NULL DEFAULT 0,
    held BIGINT NOT NULL DEFAULT 0,
    promised BIGINT NOT NULL DEFAULT 0,
    debt BIGINT NOT NULL DEFAULT 0,
    debt_at_us BIGINT NOT NULL DEFAULT 0,
    seq BIGINT NOT NULL DEFAULT 0,
    changes BIGINT NOT NULL DEFAULT 0,
    orders BIGINT NOT NULL DEFAULT 0,
    sequence BIGINT NOT NULL DEFAULT 0,
    next_lot_key BIGINT NOT NULL DEFAULT 0,
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
)ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_loyalty_account_due ON {schema}loyalty_account (program_key, due_us);

CREATE TABLE {schema}loyalty_audit (
    id BIGINT NOT NULL AUTO_INCREMENT,
    program_key VARBINARY(256) NOT NULL,
    actor VARBINARY(512) NOT NULL,
    act VARBINARY(256) NOT NULL,
    subject VARBINARY(640) NOT NULL,
    details MEDIUMTEXT NOT NULL,
    recorded_us BIGINT NOT NULL,
    CONSTRAINT pk_loyalty_audit PRIMARY KEY (id)
)ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_loyalty_audit_program ON {schema}loyalty_audit (program_key, recorded_us);

CREATE TABLE {schema}loyalty_budget (
    program_key VARBINARY(256) NOT NULL,
    budget_id VARBINARY(256) NOT NULL,
    amount_minor BIGINT NOT NULL,
    spent_minor BIGINT NOT NULL DEFAULT 0,
    held_minor BIGINT NOT NULL DEFAULT 0,
    closed BIGINT NOT NULL DEFAULT 0,
    paused BIGINT NOT NULL DEFAULT 0,
    changes BIGINT NOT NULL DEFAULT 0,
    hour BIGINT,
    hour_spent_minor BIGINT NOT NULL DEFAULT 0,
    brought_minor BIGINT NOT NULL DEFAULT 0,
    CONSTRAINT pk_loyalty_budget PRIMARY KEY (program_key, budget_id),
    CONSTRAINT ck_loyalty_budget_spent CHECK (spent_minor >= 0 AND held_minor >= 0 AND spent_minor + held_minor <= amount_minor)
)ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE {schema}loyalty_claim (
    program_key VARBINARY(256) NOT NULL,
    kind VARBINARY(256) NOT NULL,
    identity VARBINARY(512) NOT NULL,
    op_key VARBINARY(1200) NOT NULL,
    account_id BIGINT,
    recorded_us BIGINT NOT NULL,
    order_id VARBINARY(512),
    CONSTRAINT pk_loyalty_claim PRIMARY KEY (program_key, kind, identity)
)ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_loyalty_claim_account ON {schema}loyalty_claim (account_id);

CREATE TABLE {schema}loyalty_code_batch (
    program_key VARBINARY(256) NOT NULL,
    batch VARBINARY(256) NOT NULL,
    offer_id VARBINARY(256) NOT NULL,
    codes BIGINT NOT NULL,
    uses_max BIGINT NOT NULL,
    claims_max BIGINT,
    starts_us BIGINT,
    ends_us BIGINT,
    created_us BIGINT NOT NULL,
    state VARBINARY(64) NOT NULL,
    CONSTRAINT pk_loyalty_code_batch PRIMARY KEY (program_key, batch),
    CONSTRAINT ck_loyalty_code_batch_state CHECK (state IN ('live', 'stopped', 'void'))
)ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE {schema}loyalty_code_try (
    program_key VARBINARY(256) NOT NULL,
    who VARBINARY(512) NOT NULL,
    window_key BIGINT NOT NULL,
    wrong BIGINT NOT NULL,
    CONSTRAINT pk_loyalty_code_try PRIMARY KEY (program_key, who, window_key)
)ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE {schema}loyalty_coupon_code (
    program_key VARBINARY(256) NOT NULL,
    code_hash VARBINARY(256) NOT NULL,
    batch VARBINARY(256) NOT NULL,
    uses_max BIGINT NOT NULL,
    used BIGINT NOT NULL DEFAULT 0,
    CONSTRAINT pk_loyalty_coupon_code PRIMARY KEY (program_key, code_hash),
    CONSTRAINT ck_loyalty_coupon_code_used CHECK (used >= 0 AND used <= uses_max)
)ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE {schema}loyalty_early_return (
    program_key VARBINARY(256) NOT NULL,
    order_id VARBINARY(512) NOT NULL,
    return_id VARBINARY(512) NOT NULL,
    returned_us BIGINT NOT NULL,
    recorded_us BIGINT NOT NULL,
    content MEDIUMTEXT NOT NULL,
    CONSTRAINT pk_loyalty_early_return PRIMARY KEY (program_key, order_id, return_id)
)ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE {schema}loyalty_held_coupon (
    program_key VARBINARY(256) NOT NULL,
    coupon_id VARBINARY(512) NOT NULL,
    account_id BIGINT NOT NULL,
    offer_id VARBINARY(256) NOT NULL,
    state VARBINARY(64) NOT NULL,
    starts_us BIGINT,
    ends_us BIGINT,
    granted_us BIGINT NOT NULL,
    cause VARBINARY(1200) NOT NULL,
    program_hash VARBINARY(256) NOT NULL,
    order_id VARBINARY(512),
    voided BIGINT NOT NULL DEFAULT 0,
    CONSTRAINT pk_loyalty_held_coupon PRIMARY KEY (program_key, coupon_id),
    CONSTRAINT ck_loyalty_held_coupon_state CHECK (state IN ('open', 'locked', 'used', 'void'))
)ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_loyalty_held_coupon_account ON {schema}loyalty_held_coupon (account_id, state);

CREATE INDEX ix_loyalty_held_coupon_offer ON {schema}loyalty_held_coupon (program_key, offer_id, state);

CREATE TABLE {schema}loyalty_hold (
    program_key VARBINARY(256) NOT NULL,
    order_id VARBINARY(512) NOT NULL,
    hold_id VARBINARY(512) NOT NULL,
    account_id BIGINT,
    member_ref VARBINARY(512),
    program_hash VARBINARY(256) NOT NULL,
    cart_hash VARBINARY(256) NOT NULL,
    state VARBINARY(64) NOT NULL,
    held_us BIGINT NOT NULL,
    ends_us BIGINT NOT NULL,
    closed_us BIGINT,
    cart MEDIUMTEXT NOT NULL,
    record MEDIUMTEXT NOT NULL,
    CONSTRAINT pk_loyalty_hold PRIMARY KEY (program_key, order_id),
    CONSTRAINT ck_loyalty_hold_state CHECK (state IN ('live', 'captured', 'released'))
)ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_loyalty_hold_account ON {schema}loyalty_hold (account_id, state);

CREATE INDEX ix_loyalty_hold_ends ON {schema}loyalty_hold (program_key, state, ends_us);

CREATE TABLE {schema}loyalty_hold_lot (
    program_key VARBINARY(256) NOT NULL,
    order_id VARBINARY(512) NOT NULL,
    lot_key BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    points BIGINT NOT NULL,
    CONSTRAINT pk_loyalty_hold_lot PRIMARY KEY (program_key, order_id, lot_key),
    CONSTRAINT ck_loyalty_hold_lot_points CHECK (points > 0)
)ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE {schema}loyalty_identity (
    program_key VARBINARY(256) NOT NULL,
    kind VARBINARY(128) NOT NULL,
    hash VARBINARY(256) NOT NULL,
    member_ref VARBINARY(512) NOT NULL,
    CONSTRAINT pk_loyalty_identity PRIMARY KEY (program_key, kind, hash, member_ref)
)ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_loyalty_identity_member ON {schema}loyalty_identity (program_key, member_ref);

CREATE TABLE {schema}loyalty_identity_counter (
    program_key VARBINARY(256) NOT NULL,
    name VARBINARY(512) NOT NULL,
    identity VARBINARY(512) NOT NULL,
    window_key BIGINT NOT NULL DEFAULT 0,
    used BIGINT NOT NULL DEFAULT 0,
    CONSTRAINT pk_loyalty_identity_counter PRIMARY KEY (program_key, name, identity),
    CONSTRAINT ck_loyalty_identity_counter_used CHECK (used >= 0)
)ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE {schema}loyalty_identity_use (
    program_key VARBINARY(256) NOT NULL,
    order_id VARBINARY(512) NOT NULL,
    name VARBINARY(512) NOT NULL,
    identity VARBINARY(512) NOT NULL,
    window_key BIGINT NOT NULL,
    uses BIGINT NOT NULL,
    CONSTRAINT pk_loyalty_identity_use PRIMARY KEY (program_key, order_id, name, identity)
)ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_loyalty_identity_use_counter ON {schema}loyalty_identity_use (program_key, name, identity);

CREATE TABLE {schema}loyalty_ledger_entry (
    account_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    op_key VARBINARY(1200) NOT NULL,
    kind VARBINARY(64) NOT NULL,
    lot_key BIGINT,
    delta_points BIGINT NOT NULL,
    delta_debt BIGINT NOT NULL,
    delta_available BIGINT NOT NULL,
    booked_after BIGINT NOT NULL,
    debt_after BIGINT NOT NULL,
    effective_us BIGINT NOT NULL,
    recorded_us BIGINT NOT NULL,
    program_hash VARBINARY(256) NOT NULL,
    CONSTRAINT pk_loyalty_ledger_entry PRIMARY KEY (account_id, seq),
    CONSTRAINT ck_loyalty_ledger_entry_kind CHECK (kind IN ('earned', 'matured', 'spent', 'restored', 'expired', 'taken_back', 'adjusted', 'transferred', 'debt_incurred', 'debt_repaid')),
    CONSTRAINT ck_loyalty_ledger_entry_moves CHECK (delta_points <> 0 OR delta_debt <> 0 OR delta_available <> 0),
    CONSTRAINT ck_loyalty_ledger_entry_after CHECK (booked_after >= 0 AND debt_after >= 0)
)ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_loyalty_ledger_entry_op ON {schema}loyalty_ledger_entry (account_id, op_key);

CREATE TRIGGER loyalty_ledger_entry_no_update BEFORE UPDATE ON {schema}loyalty_ledger_entry FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'entries of the ledger never change';

CREATE TRIGGER loyalty_ledger_entry_no_delete BEFORE DELETE ON {schema}loyalty_ledger_entry FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'entries of the ledger never change';

CREATE TABLE {schema}loyalty_member (
    program_key VARBINARY(256) NOT NULL,
    ref VARBINARY(512) NOT NULL,
    joined_us BIGINT NOT NULL,
    birthday BIGINT,
    birthday_before BIGINT,
    birthday_from_year BIGINT,
    attributes MEDIUMTEXT NOT NULL,
    state VARBINARY(64) NOT NULL,
    merged_into VARBINARY(512),
    consent_us BIGINT,
    CONSTRAINT pk_loyalty_member PRIMARY KEY (program_key, ref),
    CONSTRAINT ck_loyalty_member_state CHECK (state IN ('active', 'blocked', 'closed', 'merged', 'erased'))
)ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE {schema}loyalty_member_counter (
    account_id BIGINT NOT NULL,
    name VARBINARY(512) NOT NULL,
    window_key BIGINT NOT NULL,
    used BIGINT NOT NULL,
    CONSTRAINT pk_loyalty_member_counter PRIMARY KEY (account_id, name)
)ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE {schema}loyalty_offer_switch (
    program_key VARBINARY(256) NOT NULL,
    offer_id VARBINARY(256) NOT NULL,
    state VARBINARY(96) NOT NULL,
    changed_us BIGINT NOT NULL,
    actor VARBINARY(512) NOT NULL,
    reason MEDIUMTEXT,
    paused BIGINT NOT NULL DEFAULT 0,
    sharded BIGINT NOT NULL DEFAULT 0,
    CONSTRAINT pk_loyalty_offer_switch PRIMARY KEY (program_key, offer_id),
    CONSTRAINT ck_loyalty_offer_switch_state CHECK (state IN ('live', 'paused', 'not_issuing', 'void'))
)ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE {schema}loyalty_operation (
    program_key VARBINARY(256) NOT NULL,
    op_key VARBINARY(1200) NOT NULL,
    verb VARBINARY(128) NOT NULL,
    fingerprint VARBINARY(256) NOT NULL,
    request MEDIUMTEXT NOT NULL,
    account_id BIGINT,
    program_hash VARBINARY(256),
    actor VARBINARY(512),
    reason MEDIUMTEXT,
    occurred_us BIGINT NOT NULL,
    recorded_us BIGINT NOT NULL,
    result MEDIUMTEXT,
    CONSTRAINT pk_loyalty_operation PRIMARY KEY (program_key, op_key)
)ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_loyalty_operation_account ON {schema}loyalty_operation (account_id, recorded_us);

CREATE TABLE {schema}loyalty_order_gate (
    program_key VARBINARY(256) NOT NULL,
    order_id VARBINARY(512) NOT NULL,
    changes BIGINT NOT NULL,
    CONSTRAINT pk_loyalty_order_gate PRIMARY KEY (program_key, order_id)
)ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE {schema}loyalty_order_return (
    program_key VARBINARY(256) NOT NULL,
    order_id VARBINARY(512) NOT NULL,
    return_id VARBINARY(512) NOT NULL,
    kind VARBINARY(64) NOT NULL,
    returned_us BIGINT NOT NULL,
    recorded_us BIGINT NOT NULL,
    content MEDIUMTEXT NOT NULL,
    CONSTRAINT pk_loyalty_order_return PRIMARY KEY (program_key, order_id, return_id),
    CONSTRAINT ck_loyalty_order_return_kind CHECK (kind IN ('units', 'amount', 'cancel', 'unlinked'))
)ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE {schema}loyalty_outbox (
    id BIGINT NOT NULL AUTO_INCREMENT,
    program_key VARBINARY(256) NOT NULL,
    op_key VARBINARY(1200) NOT NULL,
    topic VARBINARY(256) NOT NULL,
    payload MEDIUMTEXT NOT NULL,
    created_us BIGINT NOT NULL,
    CONSTRAINT pk_loyalty_outbox PRIMARY KEY (id)
)ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_loyalty_outbox_program ON {schema}loyalty_outbox (program_key, id);

CREATE TABLE {schema}loyalty_placed_order (
    program_key VARBINARY(256) NOT NULL,
    order_id VARBINARY(512) NOT NULL,
    account_id BIGINT,
    member_ref VARBINARY(512),
    program_hash VARBINARY(256) NOT NULL,
    state VARBINARY(64) NOT NULL,
    cart_hash VARBINARY(256) NOT NULL,
    replaces VARBINARY(512),
    placed_us BIGINT NOT NULL,
    recorded_us BIGINT NOT NULL,
    cart MEDIUMTEXT NOT NULL,
    record MEDIUMTEXT NOT NULL,
    CONSTRAINT pk_loyalty_placed_order PRIMARY KEY (program_key, order_id),
    CONSTRAINT ck_loyalty_placed_order_state CHECK (state IN ('placed', 'returned', 'cancelled'))
)ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_loyalty_placed_order_account ON {schema}loyalty_placed_order (account_id, placed_us);

CREATE INDEX ix_loyalty_placed_order_time ON {schema}loyalty_placed_order (program_key, placed_us);

CREATE TABLE {schema}loyalty_point_lot (
    id BIGINT NOT NULL AUTO_INCREMENT,
    account_id BIGINT NOT NULL,
    lot_key BIGINT NOT NULL,
    op_key VARBINARY(1200) NOT NULL,
    order_id VARBINARY(512),
    cause VARBINARY(1200),
    expiry_group BIGINT NOT NULL DEFAULT 0,
    program_hash VARBINARY(256) NOT NULL,
    earned_us BIGINT NOT NULL,
    available_us BIGINT,
    expires_us BIGINT,
    idle BIGINT NOT NULL DEFAULT 0,
    granted BIGINT NOT NULL,
    remaining BIGINT NOT NULL,
    held BIGINT NOT NULL DEFAULT 0,
    expired BIGINT NOT NULL DEFAULT 0,
    matured BIGINT NOT NULL DEFAULT 0,
    CONSTRAINT pk_loyalty_point_lot PRIMARY KEY (id),
    CONSTRAINT uq_loyalty_point_lot_account_id_lot_key UNIQUE (account_id, lot_key),
    CONSTRAINT ck_loyalty_point_lot_granted CHECK (granted > 0),
    CONSTRAINT ck_loyalty_point_lot_remaining CHECK (remaining >= 0),
    CONSTRAINT ck_loyalty_point_lot_held CHECK (held >= 0 AND held <= remaining),
    CONSTRAINT ck_loyalty_point_lot_days CHECK (available_us < expires_us)
)ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_loyalty_point_lot_open ON {schema}loyalty_point_lot (account_id, expires_us, id);

CREATE INDEX ix_loyalty_point_lot_order ON {schema}loyalty_point_lot (account_id, order_id);

CREATE TABLE {schema}loyalty_program (
    program_key VARBINARY(256) NOT NULL,
    paused BIGINT NOT NULL DEFAULT 0,
    changes BIGINT NOT NULL DEFAULT 0,
    retired_us BIGINT,
    CONSTRAINT pk_loyalty_program PRIMARY KEY (program_key)
)ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE {schema}loyalty_program_version (
    program_key VARBINARY(256) NOT NULL,
    number BIGINT NOT NULL,
    hash VARBINARY(256) NOT NULL,
    content MEDIUMTEXT NOT NULL,
    state VARBINARY(80) NOT NULL,
    author VARBINARY(512) NOT NULL,
    approver VARBINARY(512),
    created_us BIGINT NOT NULL,
    live_from_us BIGINT,
    based_on BIGINT,
    note MEDIUMTEXT,
    simulated MEDIUMTEXT,
    CONSTRAINT pk_loyalty_program_version PRIMARY KEY (program_key, number),
    CONSTRAINT ck_loyalty_program_version_state CHECK (state IN ('draft', 'in_review', 'changes_requested', 'approved', 'scheduled', 'live', 'retired'))
)ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_loyalty_program_version_live ON {schema}loyalty_program_version (program_key, live_from_us);

CREATE TABLE {schema}loyalty_quota (
    program_key VARBINARY(256) NOT NULL,
    name VARBINARY(512) NOT NULL,
    window_key BIGINT NOT NULL,
    shard BIGINT NOT NULL DEFAULT 0,
    uses_max BIGINT NOT NULL,
    used BIGINT NOT NULL DEFAULT 0,
    held BIGINT NOT NULL DEFAULT 0,
    cut_of BIGINT NOT NULL DEFAULT 0,
    brought BIGINT NOT NULL DEFAULT 0,
    CONSTRAINT pk_loyalty_quota PRIMARY KEY (program_key, name, window_key, shard),
    CONSTRAINT ck_loyalty_quota_uses CHECK (used >= 0 AND held >= 0 AND used + held <= uses_max)
)ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE {schema}loyalty_redemption (
    program_key VARBINARY(256) NOT NULL,
    order_id VARBINARY(512) NOT NULL,
    offer_id VARBINARY(256) NOT NULL,
    coupon_id VARBINARY(512),
    terms_hash VARBINARY(256) NOT NULL,
    account_id BIGINT,
    amount_minor BIGINT NOT NULL,
    state VARBINARY(64) NOT NULL,
    recorded_us BIGINT NOT NULL,
    CONSTRAINT pk_loyalty_redemption PRIMARY KEY (program_key, order_id, offer_id),
    CONSTRAINT uq_loyalty_redemption_program_key_coupon_id_order_id UNIQUE (program_key, coupon_id, order_id),
    CONSTRAINT ck_loyalty_redemption_state CHECK (state IN ('live', 'given_back'))
)ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_loyalty_redemption_offer ON {schema}loyalty_redemption (program_key, offer_id);

CREATE TABLE {schema}loyalty_tier_credit (
    account_id BIGINT NOT NULL,
    track VARBINARY(256) NOT NULL,
    credit_key BIGINT NOT NULL,
    at_us BIGINT NOT NULL,
    ends_us BIGINT,
    amount BIGINT NOT NULL,
    CONSTRAINT pk_loyalty_tier_credit PRIMARY KEY (account_id, track, credit_key)
)ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE {schema}loyalty_tier_credit_past (
    account_id BIGINT NOT NULL,
    track VARBINARY(256) NOT NULL,
    credit_key BIGINT NOT NULL,
    `change` BIGINT NOT NULL,
    until_us BIGINT NOT NULL,
    at_us BIGINT NOT NULL,
    ends_us BIGINT,
    amount BIGINT NOT NULL,
    CONSTRAINT pk_loyalty_tier_credit_past PRIMARY KEY (account_id, track, credit_key, `change`)
)ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE {schema}loyalty_tier_past (
    account_id BIGINT NOT NULL,
    track VARBINARY(256) NOT NULL,
    `change` BIGINT NOT NULL,
    from_us BIGINT NOT NULL,
    op_key VARBINARY(1200) NOT NULL,
    level VARBINARY(256),
    floor_level VARBINARY(256),
    grace BIGINT NOT NULL,
    ends_us BIGINT,
    floor_ends_us BIGINT,
    period_ends_us BIGINT,
    reaches MEDIUMTEXT NOT NULL,
    held_levels MEDIUMTEXT NOT NULL,
    CONSTRAINT pk_loyalty_tier_past PRIMARY KEY (account_id, track, `change`)
)ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE {schema}loyalty_tier_standing (
    account_id BIGINT NOT NULL,
    track VARBINARY(256) NOT NULL,
    level VARBINARY(256),
    floor_level VARBINARY(256),
    head BIGINT NOT NULL,
    tail BIGINT NOT NULL,
    grace BIGINT NOT NULL,
    credit BIGINT NOT NULL,
    ends_us BIGINT,
    floor_ends_us BIGINT,
    period_ends_us BIGINT,
    reaches MEDIUMTEXT NOT NULL,
    held_levels MEDIUMTEXT,
    CONSTRAINT pk_loyalty_tier_standing PRIMARY KEY (account_id, track)
)ENGINE=InnoDB CHARSET=utf8mb4;
