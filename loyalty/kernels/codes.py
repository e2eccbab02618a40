"""The integer codes the kernels switch on: module-level ints, because compiled code has no enums."""

from __future__ import annotations

from typing import Final

NONE: Final = -1
FOREVER: Final = 2**62
FOR_GOOD: Final = FOREVER + 1
FOLLOWING: Final = FOREVER + 2
STAYING: Final = FOREVER + 3
"""An instant that never comes."""

# events
SALE: Final = 0
RETURN: Final = 1
RETURN_UNLINKED: Final = 2

# conditions; a node's `yes` and `no` lead to another node or to one of the two ends
PASS: Final = -1
FAIL: Final = -2
ON_BIT: Final = 0
# minimums
ON_SUBTOTAL: Final = 1
ON_QUANTITY: Final = 2
# exact values
ON_FIRST_ORDER: Final = 3
ON_LEVEL: Final = 4
ON_EVERY_ORDER: Final = 10
# minimums again, of days
ON_DAYS_SINCE_ORDER: Final = 11
# what ON_QUANTITY counts, by its `arg`
UNITS: Final = 0
ARTICLES: Final = 1

# bases of thresholds and benefits
BASE_LIST: Final = 0
BASE_AFTER_ITEMS: Final = 1
BASE_RUNNING: Final = 2
BASE_PAID: Final = 3

# benefits
PERCENT: Final = 0
AMOUNT: Final = 1
PER_EACH: Final = 2
STEPS: Final = 3
PRICE_LIST: Final = 4
FREE_SHIPPING: Final = 5
FIXED_PRICE: Final = 6
BUY_GET: Final = 7
BUNDLE: Final = 8
GIFT: Final = 9
POINTS: Final = 10

# which units
TAKE_DEAREST: Final = 0
TAKE_CHEAPEST: Final = 1
USE_ONCE: Final = 0
USE_APART: Final = 1
ALLOCATE_SET: Final = 0
ALLOCATE_REWARD: Final = 1

# what an attempt answers when its benefit is no money; those kinds are GIFT and above
GIVEN: Final = -1

# how a benefit's amount is placed: one sum over its lines, a claim each line, one sum by units
BY_SUM: Final = 0
BY_EACH_LINE: Final = 1
BY_UNITS: Final = 2

# what a member says of a coupon or code: it may be used, it is, it is not
OPEN: Final = 0
CHOSEN: Final = 1
LEFT_OUT: Final = 2

# a verdict that an earlier trial gave stays
JUDGED: Final = -1

EACH_ORDER: Final = 0
EACH_LINE: Final = 1
EACH_UNIT: Final = 2

UNIT_SUM: Final = 0
UNIT_LINE: Final = 1
UNIT_UNIT: Final = 2

BY_NET: Final = 0
BY_QUANTITY: Final = 1
BY_CLAIM: Final = 2

REST_LARGEST: Final = 0
REST_LAST: Final = 1
REST_FIRST: Final = 2

MEASURE_SUBTOTAL: Final = 0
MEASURE_QUANTITY: Final = 1

# lanes
LANE_ALL: Final = 0
LANE_BEST: Final = 1
LANE_EXCLUSIVE: Final = 2
SCOPE_ORDER: Final = 0
SCOPE_LINE: Final = 1

# limits, caps
PER_PROGRAM: Final = 0
PER_MEMBER: Final = 1
PER_IDENTITY: Final = 2
EVER: Final = 0
DAY: Final = 1
WEEK: Final = 2
MONTH: Final = 3
YEAR: Final = 4
# no window of time
ORDER: Final = 5
HOLDINGS: Final = 6
CLIP: Final = 0
REJECT: Final = 1

# verdicts on offers
UNTRIED: Final = 0
APPLIED: Final = 1
REFUSED: Final = 2

# reasons of refusal (facts.quote.Reason holds the same numbers with their texts)
NO_REASON: Final = 0
MEMBER_REQUIRED: Final = 1
CONDITION: Final = 2
OUTSIDE_WINDOW: Final = 3
WRONG_DAY: Final = 4
WRONG_CHANNEL: Final = 5
WRONG_ATTRIBUTE: Final = 6
NOT_BIRTHDAY: Final = 7
NO_CODE: Final = 8
BELOW_MINIMUM: Final = 9
TOO_FEW: Final = 10
NOT_FIRST_ORDER: Final = 11
WRONG_TIER: Final = 12
LIMIT_REACHED: Final = 13
MEMBER_LIMIT_REACHED: Final = 14
BUDGET_SPENT: Final = 15
NO_EFFECT: Final = 16
BETTER_IN_LANE: Final = 17
LANE_TAKEN: Final = 18
GROUP_TAKEN: Final = 19
EXCLUSIVE_TAKEN: Final = 20
TOO_FEW_DIFFERENT: Final = 21
WRONG_ORDER_NUMBER: Final = 22
WRONG_DAYS_SINCE_JOINED: Final = 23
WRONG_DAYS_SINCE_LAST_ORDER: Final = 24
WRONG_STORE: Final = 25
WRONG_PAYMENT_METHOD: Final = 26
WRONG_SHIPPING_METHOD: Final = 27
WRONG_REGION: Final = 28
NOT_COMBINABLE: Final = 29
NO_COUPON: Final = 30
NOT_CHOSEN: Final = 31
COUPON_NOT_YET: Final = 32
COUPON_ENDED: Final = 33
OFFER_PAUSED: Final = 34
UNKNOWN_CODE: Final = 35
OTHER_CODE_REFUSED: Final = 36
IDENTITY_LIMIT_REACHED: Final = 37
REASONS: Final = 38

# points policy
OVERLAP_MAX: Final = 0
OVERLAP_SUM: Final = 1
COMBINE_ADD: Final = 0
COMBINE_MULTIPLY: Final = 1
COMBINE_HIGHEST: Final = 2
PER_AMOUNT: Final = 0
PROPORTIONAL: Final = 1
FIXED_POINTS: Final = 2
BASIS_NET: Final = 0
BASIS_LIST: Final = 1
TAX_AS_PRICED: Final = 0
TAX_WITHOUT: Final = 1
TAX_WITH: Final = 2
AFTER_PAID: Final = 0
AFTER_DELIVERED: Final = 1
ALLOW_DEBT: Final = 0
TO_ZERO: Final = 1
PENDING_ONLY: Final = 2
EXTENDED_BY_EARN: Final = 1
EXTENDED_BY_SPEND: Final = 2

EXPIRY_ROLLING: Final = 0
EXPIRY_FIXED: Final = 1
EXPIRY_ANNIVERSARY: Final = 2
# no end of its own
EXPIRY_INACTIVITY: Final = 3
EXPIRY_NEVER: Final = 4
FROM_MATURING: Final = 0
FROM_EARNING: Final = 1
ROUND_NONE: Final = 0
ROUND_DAY: Final = 1
ROUND_MONTH: Final = 2
ROUND_QUARTER: Final = 3
ROUND_YEAR: Final = 4

# when issuances give
AT_SIGN_UP: Final = 0
AT_BIRTHDAY: Final = 1
AT_TIER_ENTRY: Final = 2
AT_MONTHLY: Final = 3

# tiers
METRIC_SPEND: Final = 0
METRIC_ORDERS: Final = 1
METRIC_BASE_POINTS: Final = 2
COUNTS_PAID: Final = 0
COUNTS_MATURED: Final = 1
WINDOW_ROLLING: Final = 0
WINDOW_CALENDAR: Final = 1
WINDOW_MEMBERSHIP: Final = 2
WINDOW_LIFETIME: Final = 3
UPGRADE_AT_ONCE: Final = 0
UPGRADE_AT_PERIOD_END: Final = 1
TERM_MONTHS: Final = 0
TERM_PERIOD_END: Final = 1
TERM_NEXT_PERIOD_END: Final = 2
# no end of its own
TERM_FOREVER: Final = 3
TERM_FOLLOWS: Final = 4
DROP_ONE: Final = 0
DROP_TO_QUALIFIED: Final = 1
DROP_NEVER: Final = 2
RECHECK: Final = 0
KEEP: Final = 1

# what starts the years of a membership
MEMBER_SINCE_JOINED: Final = 0
MEMBER_SINCE_EARNED: Final = 1
MEMBER_SINCE_ACTIVE: Final = 2

# ledger entries (facts.ledger.EntryKind holds the same numbers)
EARNED: Final = 0
SPENT: Final = 1
RESTORED: Final = 2
EXPIRED: Final = 3
TAKEN_BACK: Final = 4
DEBT_INCURRED: Final = 5
DEBT_REPAID: Final = 6
# entries of the live shop alone
MATURED: Final = 7
ADJUSTED: Final = 8
TRANSFERRED: Final = 9

# whether a return of all goods gives a redemption back, also as a first order; an order it then uncounts
RELEASES: Final = 1
RELEASES_FIRST: Final = 2
UNCOUNTED: Final = 3
