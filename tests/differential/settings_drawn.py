"""Random ways to read a history."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from loyalty.simulate.replaying.settings import Settings
from tests.differential.logs import CODES, FIRST

EVERYTHING = 1_000_000
START = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=FIRST)


def settings_of(**changes: Any) -> Settings:
    """Every order and every member audited, but for the changes."""
    return Settings(**({"parity_orders": EVERYTHING, "parity_members": EVERYTHING} | changes))


def drawn_settings() -> st.SearchStrategy[Settings]:
    """Every way to read a history, each drawn at some time; the audit covers all of it."""
    basis = st.sampled_from((("net", ()), ("gross", ()), ("gross_without", CODES[:1])))
    share = st.sampled_from(("0", "0.25", "0.5", "1"))
    warm_up = st.one_of(st.none(), st.integers(0, 900).map(lambda days: START + timedelta(days=days)))
    return st.builds(
        lambda basis, **changes: settings_of(price_basis=basis[0], price_codes=basis[1], **changes),
        basis,
        use_points=st.sampled_from(("always_max", "always_max", "always_max", "never", "share")),
        points_share=share,
        use_coupons=st.sampled_from(("always_best", "as_logged", "never", "share")),
        coupons_share=share,
        returns=st.sampled_from(("replay", "replay", "replay", "ignored")),
        delivered_after_days=st.sampled_from((0, 0, 1, 5)),
        warm_up_until=warm_up,
        seed=st.integers(0, 3),
    )
