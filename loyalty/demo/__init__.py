"""A sample shop that never existed: two years of orders, members, and programmes to try on them."""

from loyalty.demo.sample import SampleShop, write_sample_shop

__all__ = ["SampleShop", "write_sample_shop"]
