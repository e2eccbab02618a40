"""Every word the pages show, in English and Chinese side by side, and which of the two a browser asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from loyalty.admin.words_check import CHECK
from loyalty.admin.words_grid import GRID
from loyalty.admin.words_members import MEMBERS
from loyalty.admin.words_programs import PROGRAMS
from loyalty.errors.base import is_chinese

LANGUAGES: Final = ("en", "zh")
NAMES: Final = MappingProxyType({"en": "English", "zh": "中文"})

Pairs = dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Words:
    """The pages' phrases in one language."""

    language: str

    def __call__(self, key: str, /, **fields: object) -> str:
        """The phrase with its fields filled in; an unknown key is a KeyError."""
        return PHRASES[key][LANGUAGES.index(self.language)].format(**fields)


def asked_for(locale: str | None) -> str:
    """The language for a browser's locale: Chinese for any Chinese, English for every other."""
    return "zh" if locale and is_chinese(locale) else "en"


FRAME: Final[Pairs] = {
    "title": ("Loyalty programmes", "会员计划"),
    "page.simulate": ("Simulate", "模拟测算"),
    "page.programs": ("Programmes", "会员计划"),
    "language": ("Language", "语言"),
    "local": (
        "Local demo mode: no sign-in, reachable from this machine only (127.0.0.1)",
        "本地演示模式：无需登录，仅本机可访问（127.0.0.1）",
    ),
    "not_local": (
        "These pages have no sign-in and therefore run on 127.0.0.1 only. Start them with `loyalty admin`.",
        "本页面没有登录功能，因此只能在 127.0.0.1 上运行。请用 `loyalty admin` 启动。",
    ),
}

FORM: Final[Pairs] = {
    "orders": ("Past orders", "历史订单"),
    "orders.sample": ("Sample shop", "示例店铺"),
    "orders.upload": ("Upload", "上传文件"),
    "orders.path": ("Path on this machine", "本机路径"),
    "orders.sample.note": (
        "Two years of a corner shop that never existed: more than 50,000 orders, with members and returns.",
        "一家虚构小店两年的数据：五万多个订单，含会员与退货。",
    ),
    "orders.sample.making": ("Making the sample shop …", "正在生成示例店铺……"),
    "orders.file": ("Order lines (CSV or Parquet)", "订单行（CSV 或 Parquet）"),
    "orders.members": ("Members (optional)", "会员（可选）"),
    "orders.kept": ("{name} is still here, as it was uploaded before.", "仍使用之前上传的 {name}。"),
    "orders.forget": ("Take another", "换一个文件"),
    "orders.columns": ("If the columns have other names", "列名不同时"),
    "orders.mapping": ("Column mapping, one a line: theirs=ours", "列映射，每行一条：文件列名=系统列名"),
    "orders.mapping.help": (
        "For example `Order No=order_id`. What is the same in all rows: `=CNY=currency`.",
        "例如 `订单号=order_id`。整列相同的值：`=CNY=currency`。",
    ),
    "orders.zone": ("Zone of times without an offset", "无时区时间所在的时区"),
    "orders.zone.hint": ("the first programme's zone", "默认用第一个计划的时区"),
    "programs": ("Programmes to compare", "要对比的会员计划"),
    "programs.hint": ("Choose one or more", "请选择一个或多个"),
    "unknown": ("What the orders cannot tell", "订单数据看不出的事"),
    "unknown.note": (
        "The defaults are the upper bound: nobody behaves differently, everybody takes what is offered.",
        "默认设置给出让利上限：没有人改变行为，人人都用足可享受的优惠。",
    ),
    "price_basis": ("Prices before discounts", "优惠前价格口径"),
    "price_basis.net": ("as paid", "实付价"),
    "price_basis.gross": ("before all past discounts", "去除全部历史优惠"),
    "price_basis.gross_without": ("before the discounts of certain codes", "去除指定券码的优惠"),
    "price_codes": ("These codes, separated by commas", "券码，用逗号分隔"),
    "use_points": ("Members spend points", "会员使用积分"),
    "use_points.always_max": ("as many as they may", "每单用到上限"),
    "use_points.never": ("never", "从不使用"),
    "use_points.share": ("on a share of orders", "部分订单使用"),
    "use_coupons": ("Codes are used", "券码使用"),
    "use_coupons.always_best": ("wherever they help", "能用则用"),
    "use_coupons.as_logged": ("as the orders say", "按订单记录"),
    "use_coupons.never": ("never", "从不使用"),
    "use_coupons.share": ("on a share of orders", "部分订单使用"),
    "share": ("Share of orders, such as 0.3", "订单占比，如 0.3"),
    "margin": ("Contribution margin of the goods, such as 0.3", "商品毛利率，如 0.3"),
    "returns": ("Goods that came back", "退货"),
    "returns.replay": ("replay them", "照实回放"),
    "returns.ignored": ("ignore them", "忽略"),
    "warm_up": (
        "Count from this day on (earlier orders only build up state)",
        "从该日起计入（此前订单只积累状态）",
    ),
    "parity_orders": ("Orders to check against the live engine", "与线上引擎核对的订单数"),
    "start": ("Simulate", "开始模拟"),
    "start.no_program": ("Choose at least one programme.", "请至少选择一个会员计划。"),
    "start.no_orders": ("Upload an order file, or say where it lies.", "请上传订单文件，或填写其路径。"),
    "start.broken": (
        "{name} has errors: mend it on the page Programmes first.",
        "{name} 有错误：请先在“会员计划”页面修正。",
    ),
    "recent": ("Earlier runs", "历史运行"),
    "recent.none": ("None yet.", "暂无。"),
    "open": ("Open", "打开"),
}

RUN: Final[Pairs] = {
    "run.new": ("New simulation", "新的模拟"),
    "run.cancel": ("Cancel", "取消"),
    "run.waiting": ("Starting", "正在启动"),
    "run.running": ("running", "运行中"),
    "run.done": ("done", "已完成"),
    "run.failed": ("failed", "失败"),
    "run.broken": ("broke off", "异常中止"),
    "run.cancelled": ("cancelled", "已取消"),
    "run.interrupted": ("interrupted", "已中断"),
    "run.cancelled.note": (
        "This run was cancelled. Nothing was written.",
        "本次运行已取消，未写入任何结果。",
    ),
    "run.interrupted.note": (
        "This run was interrupted when the pages were stopped. Start it again.",
        "页面服务停止时本次运行被中断，请重新开始。",
    ),
    "run.broken.note": (
        "The run broke off without an answer. Error number {number}; the log {log} has the rest.",
        "运行异常中止，没有结果。错误编号 {number}；详情见日志 {log}。",
    ),
    "run.unknown": ("There is no run {run}.", "找不到运行 {run}。"),
    "draft": ("Draft", "方案"),
    "full_report": ("Whole report (HTML, prints well)", "完整报告（HTML，可打印）"),
    "all_figures": ("All figures (JSON)", "全部数据（JSON）"),
    "figures": ("Figures", "明细"),
    "compare": ("Side by side", "方案对比"),
    "terms": ("What was assumed, and what was wrong with the data", "测算假设与数据问题"),
    "problems": ("Every finding", "全部问题"),
    "fine_print": ("Where the figures come from", "数据来源与口径"),
}

BEHIND: Final[Pairs] = {
    "choose.detail": ("Choose what to look at more closely", "选择要查看的明细"),
    "behind": ("The orders behind the figures", "数字背后的订单"),
    "behind.note": (
        "{orders} orders: {cost} given on goods of {revenue}. Dearest first; press one for its arithmetic.",
        "共 {orders} 个订单：商品金额 {revenue}，让利 {cost}。按让利从高到低排列；点击订单号查看计算步骤。",
    ),
    "behind.part": ("How much of it is this offer's?", "其中该活动占多少？"),
    "behind.part.note": (
        "{part} of it was taken by {offer}; the rest by what applied beside it.",
        "其中 {offer} 让利 {part}，其余为同单生效的其他优惠。",
    ),
    "behind.none": (
        "This run has no file of its orders. Run it again to look behind its figures.",
        "本次运行没有订单明细文件，请重新运行后查看。",
    ),
    "behind.offer": ("Offer", "优惠活动"),
    "behind.month": ("Month", "月份"),
    "behind.tier": ("Tier", "等级"),
    "behind.channel": ("Channel", "渠道"),
    "behind.find": ("Order id", "订单号"),
    "behind.all": ("all", "全部"),
    "behind.unnamed": ("none", "无"),
    "behind.guest": ("guests", "游客"),
    "behind.order": ("Order", "订单"),
    "behind.when": ("When", "时间"),
    "behind.member": ("Member", "会员"),
    "behind.goods": ("Goods", "商品金额"),
    "behind.given": ("Given", "让利"),
    "behind.applied": ("Offers", "生效的优惠"),
    "behind.working": ("Working the order out again …", "正在重新计算该订单……"),
    "behind.step": ("Step", "步骤"),
    "behind.amount": ("Amount", "金额"),
    "behind.left": ("To pay", "应付"),
    "behind.csv": ("Every order (CSV)", "全部订单（CSV）"),
    "behind.excel": ("Workbook (Excel)", "工作簿（Excel）"),
}

PHRASES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    FRAME | FORM | RUN | BEHIND | PROGRAMS | MEMBERS | GRID | CHECK
)
