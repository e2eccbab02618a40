from loyalty.reports.block import Block


def test_a_question_without_figures_is_its_answer_alone():
    block = Block("Which offer costs how much?", "The programme has no offers.")
    assert (block.keys, block.drawings, block.tables) == ((), (), ())
