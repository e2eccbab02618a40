"""Errors about running the library: simulations, and the command line around them."""

from loyalty.errors.base import LoyaltyError


class SimulationError(LoyaltyError):
    """A simulation that cannot start or cannot be trusted."""

    code = "simulation_error"
    en = "The simulation failed."
    zh = "模拟失败。"


class ParityBroken(SimulationError):
    """The compiled replay and the live engine disagree: no figure of the run may be used."""

    code = "parity_broken"
    en = "Replay and live engine differ in {differences} figure(s), first {first}: discard this run."
    zh = "回放与线上引擎有 {differences} 个数字不同（首个：{first}）：本次结果作废。"


class SimulationCancelled(SimulationError):
    """The run was stopped from outside before its end."""

    code = "simulation_cancelled"
    en = "The simulation was cancelled after {done} of {total} orders."
    zh = "模拟已取消：完成 {done} / {total} 个订单。"


class SettingRefused(SimulationError):
    """A setting of the simulation that makes no sense."""

    code = "setting_refused"
    en = "Setting {setting} cannot be {value!r}. {mend}"
    zh = "设置 {setting} 不能为 {value!r}。{mend}"


class OutputUnwritable(SimulationError):
    """The results cannot be written where they should go."""

    code = "output_unwritable"
    en = "Cannot write to {path}: {what}"
    zh = "无法写入 {path}：{what}"


class UsageError(LoyaltyError):
    """A command that was typed in a way that cannot work."""

    code = "usage_error"
    en = "The command cannot be run as typed."
    zh = "命令无法执行。"


class FileMissing(UsageError):
    """A file named in a command is not there."""

    code = "file_missing"
    en = "There is no file {path}."
    zh = "找不到文件 {path}。"


class BadOption(UsageError):
    """An option with a value it cannot take."""

    code = "bad_option"
    en = "{option} cannot be {value!r}. {mend}"
    zh = "{option} 不能为 {value!r}。{mend}"


class MissingExtra(UsageError):
    """The command needs packages that are not installed."""

    code = "missing_extra"
    en = "This needs the extra [{extra}]: install it with `{command}`."
    zh = "需要额外组件 [{extra}]：请运行 `{command}` 安装。"
