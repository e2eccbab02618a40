"""What the page Programmes says, in English and Chinese side by side."""

from typing import Final

PROGRAMS: Final[dict[str, tuple[str, str]]] = {
    "choose": ("Programme", "会员计划"),
    "sample": ("{name} (sample)", "{name}（示例）"),
    "templates": ("From a template", "从模板新建"),
    "template": ("Template", "模板"),
    "template.key": ("Key of the programme", "会员计划标识（key）"),
    "template.currency": ("Currency (the figures stay)", "货币（数值不变）"),
    "template.zone": ("Time zone", "时区"),
    "template.year": ("Year of its dates", "活动年份"),
    "template.year.help": (
        "To simulate it on past orders take a year they cover: outside its dates an offer gives nothing.",
        "如要用历史订单模拟，请填写订单覆盖的年份：不在活动日期内的订单不享受优惠。",
    ),
    "template.take": ("Make it my own", "新建"),
    "template.head.wrong": (
        (
            "{value} cannot stand there. Write a key such as my-shop, a currency such as CNY, "
            "a time zone such as Asia/Shanghai."
        ),
        "无法使用 {value}。标识请写如 my-shop，货币请写如 CNY，时区请写如 Asia/Shanghai。",
    ),
    "template.year.wrong": ("Write a year such as 2027.", "请写年份，例如 2027。"),
    "upload": ("Upload", "上传"),
    "upload.file": ("A programme (YAML or JSON)", "会员计划文件（YAML 或 JSON）"),
    "upload.take": ("Take over", "导入"),
    "upload.first": ("Choose a file first.", "请先选择文件。"),
    "upload.unreadable": (
        "The file is not UTF-8 text: save it with the encoding UTF-8.",
        "该文件不是 UTF-8 文本，请以 UTF-8 编码保存。",
    ),
    "yaml": ("Definition (YAML)", "定义（YAML）"),
    "save": ("Save", "保存"),
    "download": ("Download", "下载"),
    "simulate_this": ("Simulate it", "模拟测算"),
    "save_first": ("Save it first: what is saved is simulated.", "请先保存：模拟以已保存的内容为准。"),
    "saved": ("Saved as {name}.", "已保存为 {name}。"),
    "nothing": ("Nothing to save.", "没有需要保存的更改。"),
    "changed": (
        "Somebody else saved this programme after you opened it. Below: the difference, theirs and yours.",
        "在您打开之后，有人保存过该计划。以下为差异（对方与您的版本）。",
    ),
    "keep_mine": ("Save mine over it", "用我的版本覆盖"),
    "take_theirs": ("Take theirs", "改用对方的版本"),
    "findings": ("Findings", "检查结果"),
    "findings.none": ("Nothing to mend.", "没有问题。"),
    "findings.error": ("Errors: {count}", "错误 {count} 个"),
    "findings.warning": ("Warnings: {count}", "提醒 {count} 个"),
    "findings.more": ("… and {count} more.", "…… 另有 {count} 项。"),
    "error": ("error", "错误"),
    "warning": ("warning", "提醒"),
    "line": ("line {line}", "第 {line} 行"),
    "stacking": ("Which offers stack", "优惠叠加预览"),
    "stacking.note": (
        "Offers in the order in which they apply. Rest the pointer on a cell to read what becomes of two.",
        "优惠按生效顺序排列。将指针停在格子上，可看到两个优惠如何叠加。",
    ),
    "stacking.few": ("There are no two offers that could meet.", "没有两个可能相遇的优惠。"),
    "stacking.more": ("{count} more offers are not shown.", "另有 {count} 个优惠未显示。"),
    "stacking.both": ("both", "可叠加"),
    "stacking.by_line": ("the better one, line by line", "逐行取优"),
    "stacking.one": ("one of the two", "二选一"),
    "stacking.never": ("never meet", "不会相遇"),
    "stacking.apart": ("Pairs that do not add up: {count}", "不可叠加的组合：{count}"),
    "sentences": ("What it says", "规则解读"),
    "sentences.none": (
        "The rules can be read aloud once the errors are mended.",
        "修正错误后即可查看规则解读。",
    ),
    "unsaved": ("not saved yet", "尚未保存"),
}
