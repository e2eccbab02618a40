from loyalty.errors import (
    BadOption,
    MissingExtra,
    ParityBroken,
    ReadingCancelled,
    SimulationCancelled,
    SimulationError,
    UsageError,
)


def test_a_run_that_disagrees_with_the_live_engine_says_to_discard_it():
    error = ParityBroken(differences=2, first="A7")
    assert isinstance(error, SimulationError)
    assert str(error) == (
        "Replay and live engine differ in 2 figure(s), first A7. Discard this run, and report it."
    )


def test_a_cancelled_run_says_how_far_it_came():
    assert (
        SimulationCancelled(done=10, total=20).text("zh")
        == "模拟已取消：完成 10 / 20 个订单。如需结果请重新运行。"
    )


def test_misuse_of_a_command_says_how_to_mend_it():
    option = BadOption(option="--language", value="fr", mend="Choose en or zh.")
    assert isinstance(option, UsageError)
    assert str(option) == "--language cannot be 'fr'. Choose en or zh."
    extra = MissingExtra(extra="simulate", command="pip install 'loyalty[simulate]'")
    assert "pip install 'loyalty[simulate]'" in str(extra)


def test_reading_that_is_cancelled_says_how_far_it_came():
    assert (
        str(ReadingCancelled(done=10, total=20))
        == "Reading was cancelled after 10 of 20 bytes. Start it again for a result."
    )
