"""The library inside Django's own transaction: a model's row and the points of an order, both or neither."""

from datetime import UTC, datetime

import django
from django.conf import settings

DATABASE = {  # Django's own; PostgreSQL, MariaDB and MySQL need no option
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": ":memory:",
    "OPTIONS": {"transaction_mode": "IMMEDIATE"},
}
settings.configure(
    DATABASES={"default": DATABASE}, USE_TZ=True, DEFAULT_AUTO_FIELD="django.db.models.AutoField"
)
django.setup()

from django.db import connection, models, transaction  # noqa: E402 - Django's models need its settings first

from loyalty import Cart, CartLine, load_program  # noqa: E402 - as above
from loyalty.live import Loyalty, upgrade  # noqa: E402 - as above
from loyalty.live.django_session import django_session  # noqa: E402 - as above


class Checkout(models.Model):
    """The shop's own order."""

    member = models.CharField(max_length=40)
    paid_minor = models.BigIntegerField()

    class Meta:
        """Where the model belongs in a project of one file."""

        app_label = "shop"

    def __str__(self) -> str:
        """What a log calls it."""
        return f"order {self.pk}"


def check_out(cart: Cart, member: str, *, fails: bool = False) -> Checkout:
    """One order in one transaction, as a view with `ATOMIC_REQUESTS` has it."""
    with transaction.atomic(), django_session() as session:
        order = Checkout.objects.create(member=member, paid_minor=0)
        placed = shop.place(session, cart, order_id=str(order.pk), member=member, at=now)
        order.paid_minor = placed.quote.to_pay_minor
        order.save()
        if fails:
            raise RuntimeError(order.pk)
        return order


shop, now = Loyalty("corner-shop"), datetime(2026, 5, 4, 12, tzinfo=UTC)
program = load_program("""
key: corner-shop
currency: CNY
time_zone: Asia/Shanghai
points: {rules: [{kind: per_amount, id: base, points: 1, per: 1.00}]}
""")
with connection.schema_editor() as editor:  # your own migrations do this
    editor.create_model(Checkout)
with transaction.atomic(), django_session() as session:
    upgrade(session.connection())
    shop.publish(session, program, author="ops", at=now)
    shop.enrol(session, "mei", joined_at=now)

cart = Cart(currency="CNY", lines=(CartLine(id="1", sku="TEA", unit_price="88.00"),))
print("paid", check_out(cart, "mei").paid_minor)
try:
    check_out(cart, "mei", fails=True)
except RuntimeError as error:
    print("order", error, "failed: neither its row nor its points are there")
with transaction.atomic(), django_session() as session:
    print(Checkout.objects.count(), "order,", shop.figures(session, "mei", at=now).booked, "points")
