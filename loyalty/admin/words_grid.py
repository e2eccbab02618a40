"""What the pages say where one figure of a programme is moved, in English and Chinese side by side."""

from typing import Final

GRID: Final[dict[str, tuple[str, str]]] = {
    "knob": ("Move one figure", "调整一个参数"),
    "knob.note": (
        (
            "Instead of the whole report: the cost of one programme along the values of one of its figures, "
            "such as a threshold. Choose one programme above."
        ),
        "不生成完整报告，而是计算某个参数（如门槛）取不同值时的成本。请在上方只选一个会员计划。",
    ),
    "knob.figure": ("Figure", "参数"),
    "knob.none": ("none: the whole report", "不调整，生成完整报告"),
    "knob.option": ("{name} {now}", "{name} {now}（现值）"),
    "knob.values": ("Values, as `200,300,400` or `200:400:20`", "取值，如 `200,300,400` 或 `200:400:20`"),
    "knob.refused": ("{said}", "无法计算：{said}"),
    "grid.net": ("Net cost", "净成本"),
    "grid.change": ("{change} ({share}) against today", "较现状 {change}（{share}）"),
    "grid.same": ("as it stands", "现状"),
    "grid.share": ("Share of revenue", "占销售额比例"),
    "grid.reach": ("Orders with a benefit", "享受优惠的订单"),
    "grid.open": ("Open points at the end", "期末未用积分"),
    "grid.drag": ("Drag, and read the cost", "拖动查看成本"),
    "grid.workbook": ("Workbook (Excel)", "工作簿（Excel）"),
    "grid.rows": ("Every variant (CSV)", "全部变体（CSV）"),
}
