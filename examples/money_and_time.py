"""How amounts and instants come into the library: exactly, or not at all."""

from datetime import UTC, datetime

from loyalty.errors import LoyaltyError
from loyalty.money import currency, percent_ppm, show, to_minor
from loyalty.when import add_months, civil, last_inside, load_zone

yuan = currency("CNY")
price = to_minor("1234.50", yuan)
print(f"1234.50 comes in as {price} fen and is shown as {show(price, yuan)}")
print(f"12.5 % is {percent_ppm('12.5')} parts per million")

try:
    to_minor(0.1 + 0.2, yuan)  # type: ignore[arg-type] # the mistake this example is about
except LoyaltyError as error:
    print(f"{error.code}: {error}")
    print(error.text("zh"))

shanghai = load_zone("Asia/Shanghai")
end = civil("2025-11-12", shanghai)
print(f"An offer until 2025-11-12 (exclusive) is shown as until {last_inside(end):%Y-%m-%d %H:%M:%S}")

earned = datetime(2025, 1, 31, 2, tzinfo=UTC)
print(f"Points of 31 January live for a month: until {add_months(earned, 1, shanghai):%Y-%m-%d %H:%M}")
