from loyalty.cli.watch import Watch
from loyalty.simulate import Progress
from tests.cli.kept import Kept


def test_where_stderr_is_no_terminal_each_stage_is_one_line(capsys):
    status = Kept()
    with Watch("en", status) as watch:
        watch.at("reading")
        watch(Progress(stage="replaying", program="small", done=1, total=4))
        watch(Progress(stage="replaying", program="small", done=3, total=4))
        watch(Progress(stage="checking", program="small", done=1, total=2))
    told = ["reading the orders", "replaying small", "checking small against the live engine"]
    assert capsys.readouterr().err.splitlines() == told


def test_a_status_file_hears_of_every_stage_but_not_of_every_order():
    status = Kept()
    with Watch("en", status) as watch:
        for done in range(100):
            watch(Progress(stage="replaying", program="small", done=done, total=100))
        watch(Progress(stage="checking", program="small", done=0, total=5))
    assert [step.stage for step in status.steps] == ["replaying", "checking"]


def test_a_programme_is_told_by_its_chinese_name_where_it_has_one(capsys):
    with Watch("zh", Kept()) as watch:
        watch(Progress(stage="replaying", program="small", done=1, total=4, program_zh="小店"))
        watch(Progress(stage="varying", program="small", done=1, total=4))
    assert capsys.readouterr().err.splitlines() == ["正在回放 小店", "正在回放 small 的变体"]
