"""A template made one's own: reviewed, changed, compared with what it was, and checked with its scenarios."""

from loyalty import diff, load_program, review
from loyalty.scenarios import check, load_scenarios, told
from loyalty.templates import template

text, scenarios = template("spend_steps").written(key="tea-house")
before = load_program(text)
after = load_program(text.replace("from: 200, amount: 25", "from: 180, amount: 30"))

print(f"{len(review(after))} findings")
for change in diff(before, after).changes:
    print(change.text("en"))
    print(change.text("zh"))

result = check(after, load_scenarios(scenarios))
print("\n".join(told(result)))
