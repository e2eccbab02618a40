"""Errors about running the library: simulations, and the command line around them."""

from typing import Final

from loyalty.errors.base import LoyaltyError


class SimulationError(LoyaltyError):
    """A simulation that cannot start or cannot be trusted."""

    code = "simulation_error"
    en = "The simulation failed."
    zh = "模拟失败。"


class ParityBroken(SimulationError):
    """The compiled replay and the live engine disagree: no figure of the run may be used."""

    code = "parity_broken"
    en = (
        "Replay and live engine differ in {differences} figure(s), first {first}. "
        "Discard this run, and report it."
    )
    zh = "回放与线上引擎有 {differences} 个数字不同（首个：{first}）。本次结果作废，请反馈该问题。"


class SimulationCancelled(SimulationError):
    """The run was stopped from outside before its end."""

    code = "simulation_cancelled"
    en = "The simulation was cancelled after {done} of {total} orders. Start it again for a result."
    zh = "模拟已取消：完成 {done} / {total} 个订单。如需结果请重新运行。"


class ReadingCancelled(SimulationCancelled):
    """The reading of order files was stopped from outside before its end."""

    code = "reading_cancelled"
    en = "Reading was cancelled after {done} of {total} bytes. Start it again for a result."
    zh = "读取已取消：完成 {done} / {total} 字节。如需结果请重新读取。"


class SettingRefused(SimulationError):
    """A setting of the simulation that makes no sense."""

    code = "setting_refused"
    en = "Setting {setting} cannot be {value!r}. {mend}"
    zh = "设置 {setting} 不能为 {value!r}。{mend}"


class PriceBasesDiffer(SimulationError):
    """Two sides of a comparison that start from different prices."""

    code = "price_bases_differ"
    en = (
        "Costs from the prices {now} and from the prices {before} do not mean the same and are not compared. "
        "Simulate both sides with one price basis."
    )
    zh = "以 {now} 与 {before} 为起点的成本含义不同，不能相互比较。请用同一价格口径模拟两边。"


class AxisRefused(SimulationError):
    """A field to vary that is not there, or a value that it cannot take; `axis` is what was asked for."""

    code = "axis_refused"
    en = "Cannot vary {axis}: {what} {mend}"
    zh = "无法变动 {axis}：{what}{mend}"


class NoSuchFigure(SimulationError):
    """Orders asked for behind a figure that the result does not have."""

    code = "no_such_figure"
    en = "There is no {what} {value!r} in this simulation. {mend}"
    zh = "本次模拟中没有{what} {value!r}。{mend}"


class NoSuchOrder(SimulationError):
    """An order to explain that the history does not hold, or that the run left out."""

    code = "no_such_order"
    en = "There is no order {order_id} in this run. Check its id; returns are left out when they are ignored."
    zh = "本次运行中没有订单 {order_id}。请核对订单号；设置为忽略退货时不含退货单。"


class RunUnexplained(SimulationError):
    """A finished run whose orders can no longer be told step by step: its files were moved or changed."""

    code = "run_unexplained"
    en = "The order cannot be told step by step: the files of run {run_id} are no longer there. Run it again."
    zh = "无法列出该订单的计算步骤：运行 {run_id} 的文件已不存在。请重新运行模拟。"


class OutputUnwritable(SimulationError):
    """The results cannot be written where they should go."""

    code = "output_unwritable"
    en = (
        "Cannot write to {path}: {what}. Name another place, or see that this one is free and may be written."
    )
    zh = "无法写入 {path}：{what}。请换一个位置，或确认该位置未被占用且可写入。"


ALREADY_THERE: Final = (
    "there is already a file",
    "文件已存在",
)
"""`what` of an OutputUnwritable, and its `what_zh`."""


class UsageError(LoyaltyError):
    """A command that was typed in a way that cannot work."""

    code = "usage_error"
    en = "The command cannot be run as typed."
    zh = "命令无法执行。"


class FileMissing(UsageError):
    """A file named in a command is not there."""

    code = "file_missing"
    en = "There is no file {path}. Check its name and its folder."
    zh = "找不到文件 {path}。请检查文件名和所在文件夹。"


class BadOption(UsageError):
    """An option with a value it cannot take."""

    code = "bad_option"
    en = "{option} cannot be {value!r}. {mend}"
    zh = "{option} 不能为 {value!r}。{mend}"


class OptionMissing(UsageError):
    """An option that the command cannot do without."""

    code = "option_missing"
    en = "{option} is missing. {mend}"
    zh = "缺少 {option}。{mend}"


class UnknownTemplate(UsageError):
    """No template has this name."""

    code = "unknown_template"
    en = "There is no template {name!r}. {mend}"
    zh = "没有名为 {name!r} 的模板。{mend}"


class MissingExtra(UsageError):
    """The command needs packages that are not installed."""

    code = "missing_extra"
    en = "This needs the extra [{extra}]: install it with `{command}`."
    zh = "需要额外组件 [{extra}]：请运行 `{command}` 安装。"
