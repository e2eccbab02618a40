from loyalty.simulate.figures.outcome_steps import Step


def test_a_step_reads_in_either_language():
    step = Step(step="paid", subject=None, en="To pay.", zh="应付。")
    assert (step.text("en"), step.text("zh"), step.text("zh-CN")) == ("To pay.", "应付。", "应付。")


def test_a_step_says_nothing_of_what_it_does_not_move():
    step = Step(step="refused", subject="ten", en="No.", zh="否。")
    assert (step.amount_minor, step.left_minor, step.points, step.lines) == (None, None, None, ())
