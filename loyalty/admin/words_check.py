"""What the pages say when they look at order files, in English and Chinese side by side."""

from typing import Final

CHECK: Final[dict[str, tuple[str, str]]] = {
    "check": ("Look at the files", "检查文件"),
    "check.looking": ("Reading the files …", "正在读取文件……"),
    "check.usable": ("These orders can be simulated.", "这些订单可以用于模拟。"),
    "check.map": (
        "What to map goes into “If the columns have other names”, one a line.",
        "请将上述映射填入“列名不同时”，每行一条。",
    ),
    "check.column": ("Column", "文件中的列"),
    "check.meaning": ("is taken for", "识别为"),
    "check.all": ("={value} (all rows)", "={value}（所有行）"),
    "check.unused": ("Not used: {columns}.", "未使用的列：{columns}。"),
    "check.orders": ("{count} orders", "{count} 个订单"),
    "check.returns": ("{count} returns", "{count} 个退货单"),
    "check.members": ("{count} members", "{count} 名会员"),
    "check.items": ("{count} items", "{count} 种商品"),
    "check.sold": ("{amount} as paid", "实付 {amount}"),
    "check.span": ("{first} to {last}", "{first} 至 {last}"),
    "check.rows": (
        "{rows_in} rows = {rows_used} used + {rows_excluded} left out; {rows_repaired} mended.",
        "共 {rows_in} 行 = 使用 {rows_used} 行 + 排除 {rows_excluded} 行；修正 {rows_repaired} 行。",
    ),
    "check.problem": ("What was found", "发现的问题"),
    "check.done": ("What is done", "处理"),
    "check.count": ("Rows", "行数"),
    "check.examples": ("Examples", "示例"),
    "check.excluded": ("left out", "已排除"),
    "check.repaired": ("mended", "已修正"),
    "check.noted": ("for your information", "供参考"),
}
