"""Sentences about single fields: of the wrong type, unknown, missing, or out of bounds."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from loyalty.rules.findings import Phrase
from loyalty.rules.wording_conditions import CONDITIONS

FIELDS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        **CONDITIONS,
        "field_missing": Phrase(
            "`{field}` is missing",
            "Add `{field}` here",
            "缺少 `{field}`",
            "请在这里补上 `{field}`",
        ),
        "field_unknown": Phrase(
            "Unknown field `{field}`",
            "{choice}",
            "不认识的字段 `{field}`",
            "{choice}",
        ),
        "kind_missing": Phrase(
            "`kind` is missing", "Add `kind`. {choice}", "缺少 `kind`", "请补上 `kind`。{choice}"
        ),
        "kind_unknown": Phrase(
            'There is no kind "{value}" here', "{choice}", "这里没有“{value}”这种类型", "{choice}"
        ),
        "choice_unknown": Phrase(
            '"{value}" is none of the choices', "{choice}", "“{value}”不在可选范围内", "{choice}"
        ),
        "key_unknown": Phrase(
            '"{value}" is no name known here', "{choice}", "这里不认识“{value}”", "{choice}"
        ),
        "no_value": Phrase(
            "The field has no value",
            "Give it a value, or leave the field out",
            "字段没有值",
            "请填写内容，或删掉这个字段",
        ),
        "not_a_group": Phrase(
            "This must be a group of fields, not {value}",
            "Write `field: value` lines, indented below it",
            "这里应该是一组字段，而不是 {value}",
            "请在下面缩进写“字段: 值”",
        ),
        "not_a_list": Phrase(
            "This must be a list, not {value}",
            "Put each entry behind `- ` on its own line, or write [{value}]",
            "这里应该是列表，而不是 {value}",
            "请每行用“- ”列出一项，或写成 [{value}]",
        ),
        "not_a_text": Phrase(
            "{value} is not text",
            'Put it in quotes: "{value}"',
            "{value} 不是文本",
            '请加上引号："{value}"',
        ),
        "text_blank": Phrase(
            "The text is empty",
            "Write something, or leave the field out",
            "文本是空的",
            "请填写内容，或删掉这个字段",
        ),
        "path_empty": Phrase(
            'The path "{value}" names nothing',
            "Write names with slashes between them, like drinks/tea; for everything leave the field out",
            "路径“{value}”没有任何名称",
            "请以斜杠分隔各级名称，例如 drinks/tea；若指全部，请删掉这个字段",
        ),
        "text_too_long": Phrase(
            "The text has more than {length} characters",
            "Shorten it",
            "文本超过 {length} 个字符",
            "请缩短",
        ),
        "control_character": Phrase(
            'The text "{value}" holds a character that cannot be printed',
            "Write it on one line, without control characters",
            "文本“{value}”含有不可打印的字符",
            "请写成一行，去掉控制字符",
        ),
        "not_an_id": Phrase(
            '"{value}" is not an id',
            "Use lower-case letters, digits, - and _, at most 64, beginning with a letter or digit",
            "“{value}”不能用作编号",
            "请只用小写字母、数字、- 和 _，以字母或数字开头，最多 64 个字符",
        ),
        "not_a_whole_number": Phrase(
            "{value} is not a whole number",
            "Write digits only, without point or quotes, such as 12",
            "{value} 不是整数",
            "请只写数字，不带小数点和引号，例如 12",
        ),
        "not_a_flag": Phrase(
            "{value} is neither true nor false",
            "Write true or false, without quotes",
            "{value} 不是 true 或 false",
            "请写 true 或 false，不加引号",
        ),
        "list_empty": Phrase(
            "The list is empty",
            "Name at least one entry, or leave the field out",
            "列表是空的",
            "请至少写一项，或删掉这个字段",
        ),
        "list_too_long": Phrase(
            "The list has more than {length} entries",
            "Keep at most {length}",
            "列表超过 {length} 项",
            "最多保留 {length} 项",
        ),
        "out_of_bounds": Phrase(
            "{value} lies outside {low} to {high}",
            "Give a number from {low} to {high}",
            "{value} 超出 {low} 到 {high} 的范围",
            "请填 {low} 到 {high} 之间的数",
        ),
        "too_small": Phrase(
            "{value} is below {limit}", "Give at least {limit}", "{value} 小于 {limit}", "至少填 {limit}"
        ),
        "too_large": Phrase(
            "{value} is above {limit}", "Give at most {limit}", "{value} 大于 {limit}", "最多填 {limit}"
        ),
        "must_be_above": Phrase(
            "{value} is not above {low}",
            "Give a number above {low}, up to {high}",
            "{value} 不大于 {low}",
            "请填大于 {low}、不超过 {high} 的数",
        ),
        "too_many_decimals": Phrase(
            "{value} has more than {decimals} decimals",
            "Round it to {decimals} decimals yourself; nothing is rounded behind your back",
            "{value} 的小数超过 {decimals} 位",
            "请自行保留 {decimals} 位小数，系统不会替您四舍五入",
        ),
        "too_many_digits": Phrase(
            "{value} has more than {digits} digits",
            "Use at most {digits} digits in all",
            "{value} 超过 {digits} 位数字",
            "总共最多 {digits} 位数字",
        ),
        "number_out_of_range": Phrase(
            "{value} is far too large or too fine a number",
            "Give a number of ordinary size",
            "{value} 太大或太细",
            "请填写大小正常的数",
        ),
        "float_refused": Phrase(
            "{value} is a binary float, which cannot hold decimals exactly",
            'Give a Decimal, an int or the digits as text: "{value}"',
            "{value} 是二进制浮点数，不能精确表示小数",
            '请用 Decimal、整数或文本："{value}"',
        ),
        "not_a_number": Phrase(
            '"{value}" is not a number',
            "Write digits with a point for decimals, such as 1234.50: no separators, signs or words",
            "“{value}”不是数字",
            "请写数字，小数用点号，例如 1234.50，不要千分位、货币符号或文字",
        ),
        "unknown_currency": Phrase(
            'There is no currency "{value}"',
            "Write an ISO 4217 code, such as CNY",
            "没有“{value}”这种货币",
            "请写 ISO 4217 货币代码，例如 CNY",
        ),
        "unknown_zone": Phrase(
            'There is no time zone "{value}"',
            "Write an IANA name, such as Asia/Shanghai",
            "没有“{value}”这个时区",
            "请写 IANA 时区名，例如 Asia/Shanghai",
        ),
        "not_a_time": Phrase(
            '"{value}" is not a date or date-time',
            "Write 2024-11-11, 2024-11-11 20:00, or 2024-11-11T20:00+08:00",
            "“{value}”不是日期或时间",
            "请写成 2024-11-11、2024-11-11 20:00 或 2024-11-11T20:00+08:00",
        ),
        "not_an_hour": Phrase(
            '"{value}" is not a time of day',
            "Write HH:MM, such as 09:30; an end may be 24:00",
            "“{value}”不是时刻",
            "请写成 HH:MM，例如 09:30；结束时刻可写 24:00",
        ),
        "window_without_edge": Phrase(
            "The window has neither start nor end",
            "Add `start`, `end` or both",
            "时间段没有开始也没有结束",
            "请写 `start`、`end` 或两者",
        ),
        "step_needs_one": Phrase(
            "A step gives an amount or a percent, exactly one of them",
            "Keep either `amount` or `percent`",
            "每一档只能写金额或百分比中的一个",
            "请只保留 `amount` 或 `percent`",
        ),
        "units_max_needs_unit": Phrase(
            "`units_max` limits an amount that is given for each unit",
            "Write `each: unit`, or leave `units_max` out",
            "`units_max` 只用于按件减的金额",
            "请写 `each: unit`，或去掉 `units_max`",
        ),
        "price_range_empty": Phrase(
            "No price is {low} or more and below {high}",
            "Let `price_from` be less than `price_below`",
            "没有价格既不低于 {low} 又低于 {high}",
            "请使 `price_from` 小于 `price_below`",
        ),
        "extra_points_need_one": Phrase(
            "Extra points need exactly one of `points` and `multiplier`",
            "Keep the one that is meant",
            "额外积分须恰好填写 `points` 与 `multiplier` 之一",
            "请只保留其中一项",
        ),
        "member_price_needs_one": Phrase(
            "A member price is a percent or a list of prices, exactly one of them",
            "Keep either `percent` or `prices`",
            "会员价只能写百分比或价目表中的一个",
            "请只保留 `percent` 或 `prices`",
        ),
        "expiry_needs_one": Phrase(
            "A rolling expiry is counted in months or in days, exactly one of them",
            "Keep either `months` or `days`",
            "滚动有效期只能用月或天中的一种",
            "请只保留 `months` 或 `days`",
        ),
        "timeout_needs_delivery": Phrase(
            "Only points that wait for delivery can wait too long",
            "Set `after: delivered`, or leave `timeout_days` out",
            "只有等待签收的积分才有等待期限",
            "请设置 `after: delivered`，或去掉 `timeout_days`",
        ),
        "no_such_day": Phrase(
            "Month {month} never has a day {day}",
            "Choose a day that the month has",
            "{month} 月没有 {day} 日",
            "请选择该月存在的日期",
        ),
        "shares_not_whole": Phrase(
            "The shares of `funded_by` come to {total} percent",
            "Make them come to 100",
            "`funded_by` 各方合计为 {total}%",
            "请让合计等于 100",
        ),
        "key_twice": Phrase(
            "`{field}` was already written on line {first}",
            "Keep one of the two",
            "`{field}` 在第 {first} 行已经写过",
            "请只保留一个",
        ),
        "key_not_text": Phrase(
            "The key {value} is not text",
            'Put it in quotes: "{value}"',
            "键 {value} 不是文本",
            '请加上引号："{value}"',
        ),
        "number_ambiguous": Phrase(
            "{value} has leading zeros, which some programs read as octal",
            'Write the number without them, or put it in quotes if it is a name: "{value}"',
            "{value} 带前导零，有的程序会按八进制读",
            '请去掉前导零；如果是编码，请加引号："{value}"',
        ),
        "more_problems": Phrase(
            "There are {count} more problems",
            "Mend these first",
            "还有 {count} 个问题",
            "请先解决以上问题",
        ),
        "value_refused": Phrase(
            "The value {value} cannot be used here: {reason}",
            "Compare the field with the JSON Schema of a programme",
            "这里不能用 {value}：{reason}",
            "请对照会员计划的 JSON Schema 修改",
        ),
    }
)
