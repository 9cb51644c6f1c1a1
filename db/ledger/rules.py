"""The rule book: each rule once, by its number, with its sentence and legal basis.

K-numbers are the hard constraints of the trade; V-numbers guard the values of a
form.  An act yields `Refusal`s citing a rule; the sentence belongs to the rule,
the facts to the case.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """A numbered rule; `sentence` may name facts in braces."""

    number: str
    sentence: str
    basis: str


@dataclass(frozen=True)
class Refusal:
    """One rule broken by one act.

    A block cannot be passed.  A warning may be passed with a reason, which is
    recorded with the act; `second` says that a second person must confirm it.
    """

    rule: Rule
    facts: tuple[tuple[str, str], ...] = ()
    block: bool = True
    second: bool = False
    field: str = ""

    @property
    def sentence(self) -> str:
        """The rule's sentence with this case's facts."""
        return self.rule.sentence.format(**dict(self.facts))

    def __str__(self) -> str:
        """Number and sentence, as shown to a person."""
        return f"{self.rule.number} {self.sentence}"


class Refused(Exception):
    """Nothing was recorded, because these rules would have been broken."""

    def __init__(self, *refusals: Refusal) -> None:
        # The text may be logged, so it names rules and never facts.
        super().__init__(", ".join(refusal.rule.number for refusal in refusals))
        self.refusals = refusals


def refuse(rule: Rule, *, field: str = "", **facts: object) -> Refusal:
    """Say that a rule forbids the act."""
    return Refusal(rule, _worded(facts), block=True, field=field)


def warn(rule: Rule, *, field: str = "", second: bool = False, **facts: object) -> Refusal:
    """Say that a rule advises against the act; a reason lets it pass."""
    return Refusal(rule, _worded(facts), block=False, second=second, field=field)


def _worded(facts: dict[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(value)) for name, value in facts.items())


_R24 = "《保守国家秘密法实施条例》（2024）"
_L24 = "《保守国家秘密法》（2024修订）"
_PRACTICE = "保密工作惯例"

K01 = Rule(
    "K01",
    "每一份须有一名保管人和一个存放处：{what}。",
    f"{_R24}第二十七条（二）",
)
K02 = Rule("K02", "移交须由接收人接收或拒收，此前仍由移交人负责：{what}。", _PRACTICE)
K03 = Rule(
    "K03",
    "台账不得删改；更正或冲销须写明理由，并由第二人确认（同一经手人当日更正本人刚录的除外）。",
    _PRACTICE,
)
K04 = Rule(
    "K04",
    "收文须清点、编号、登记、签收齐全：缺{missing}。",
    f"{_R24}第二十七条（二）",
)
K05 = Rule("K05", "绝密件须指定专人收发，两人以上同行：{what}。", f"{_R24}第二十九条（一）（二）")
K06 = Rule("K06", "绝密件只能在指定场所阅读，不得借离。", f"{_R24}第二十九条（三）")
K07 = Rule(
    "K07",
    "绝密件未经原定密机关或其上级同意，不得复制、下载、汇编、摘抄。",
    f"{_R24}第二十九条（四）",
)
K08 = Rule("K08", "绝密件不得携带、传递出境。", f"{_R24}第二十九条（五）")
K09 = Rule(
    "K09",
    "复制、汇编须经本单位领导批准，不得改变密级、期限和知悉范围：{what}。",
    f"{_R24}第二十七条（五）",
)
K10 = Rule("K10", "{who}不在此件知悉范围内。", f"{_L24}第二十一条")
K11 = Rule("K11", "制发机关限定知悉范围，本单位不得自行扩大。", f"{_L24}第二十一条")
K12 = Rule("K12", "机密以上须记录知悉人员。", f"{_R24}第二十条")
K13 = Rule("K13", "上一位阅件人尚未退回，不得横传：现在{where}。", _PRACTICE)
K14 = Rule("K14", "此份应清退原制发机关，不得列入本单位销毁、外发或归档。", "清退通知要求")
K15 = Rule("K15", "{which}现为{state}，不得列入清退、销毁或归档；请先收回。", _PRACTICE)
K16 = Rule("K16", "清退、销毁、归档须先清点、登记、审批：{what}。", f"{_R24}第二十八条")
K17 = Rule("K17", "押运和监销须两人以上，监销人不得是申请人：{what}。", _PRACTICE)
K18 = Rule("K18", "不得私自销毁、留存、出售、赠与。", f"{_L24}第二十八条")
K23 = Rule("K23", "{who}{why}，不得{what}。", f"{_R24}第五十条、第五十三条")
K19 = Rule(
    "K19",
    "传递须经机要交通、机要通信或专人直送，不得邮寄、快递：{what}。",
    f"{_R24}第二十七条（三）",
)
K20 = Rule(
    "K20", "变更、解密由原定密机关或其上级决定，本单位只登记其通知：{what}。", f"{_L24}第二十三条"
)
K21 = Rule("K21", "定密先由承办人拟定，再由定密责任人审定：{what}。", f"{_L24}第十六条")
K22 = Rule("K22", "原始定密不得超出本单位定密权限（{limit}）。", f"{_L24}第十七条")
K24 = Rule("K24", "离岗须清退载体、取消权限、定脱密期：{what}。", f"{_R24}第五十三条")
K25 = Rule(
    "K25",
    "移交须移交人、接收人、监交人三人在场，逐份清点：{what}。",
    f"{_R24}第五十三条；{_PRACTICE}",
)
K26 = Rule(
    "K26",
    "{pair}不得由一人兼任。",
    "三员分立要求；《保密法实施条例》第三十四条",
)
K27 = Rule("K27", "去向不明须立即报告，24小时内上报。", f"{_R24}第六十一条")
K28 = Rule(
    "K28",
    "介质的密级不得低于所存内容：介质{medium}，内容{level}。",
    "涉密存储介质管理要求",
)
K29 = Rule(
    "K29",
    "过程稿与定稿一样登记，随后归档或销毁：{what}。",
    "定密和载体自查自评要求",
)
K30 = Rule(
    "K30",
    "会议文件共印等于发放加余存，发放等于收回加批准带走：{what}。",
    "涉密会议保密管理要求",
)
K31 = Rule("K31", "{which}现为{state}，不能{act}。", "流转状态要求")
K32 = Rule("K32", "{who}不得为自己申请或受益的事项{what}。", _PRACTICE)
K33 = Rule(
    "K33", "应还日期须在{first}至{last}之间（本单位规定最长{days}天）。", "本单位借阅期限规定"
)
K34 = Rule("K34", "{issuer}{number} 第{copy}号已在台账中。", "账物一一对应要求")
K35 = Rule("K35", "日期{day}不成立：{why}。", "时间先后要求")
K36 = Rule(
    "K36",
    "本台账最高只能登记{ceiling}级；更高密级只能以代称登记。",
    f"{_L24}第三十条",
)
K37 = Rule("K37", "{which}已被要求停止处置（{why}），不能{act}。", _PRACTICE)

K40 = Rule(
    "K40",
    "整改须有佐证编号，经第二人（不是整改人）验收，才能销号：{what}。",
    f"{_R24}第五十九条",
)
K41 = Rule("K41", "涉密岗位先审查、培训、签承诺书，再上岗：{what}。", f"{_R24}第五十条")
K42 = Rule("K42", "提高涉密等级须先重新审查：{what}。", f"{_R24}第五十条")
K43 = Rule("K43", "脱密期按所定的幅度确定：{what}。", f"{_L24}第四十六条；{_R24}第五十三条")

V00 = Rule("V00", "所指的{what}不在台账中。", "")
V01 = Rule("V01", "{label}：{problem}。", "")
V02 = Rule("V02", "保密期限{term}超过{level}最长{cap}年，须注明依据。", f"{_L24}第二十条")
V03 = Rule("V03", "{who}没有登记涉密等级或尚待核实。", f"{_L24}第四十三条")
V04 = Rule("V04", "此操作须由第二人当场确认。", _PRACTICE)
V05 = Rule("V05", "{role}无权办理“{act}”。", "岗位职责分离要求")
V06 = Rule("V06", "{name}已经登记过。", "")
V07 = Rule("V07", "不能冲销：{why}。", _PRACTICE)
V08 = Rule("V08", "之后还有与其相关的记录，须先冲销：{later}。", _PRACTICE)
V09 = Rule("V09", "补录早于{days}天前的事项，须写明原因。", _PRACTICE)
V11 = Rule("V11", "电脑时间可疑（{why}），请先确认今天的日期。", _PRACTICE)
V12 = Rule("V12", "“{act}”只能由程序自己记录。", "")
V15 = Rule("V15", "会议带回件应在返回后两个工作日内交回登记：{who}{day}返回。", _PRACTICE)
V16 = Rule("V16", "机要来电应当第一时间报告领导：时限{due}，请写明原因。", _PRACTICE)
V21 = Rule("V21", "{who}的当场确认已超过{minutes}分钟，请重新输入口令。", _PRACTICE)
V22 = Rule("V22", "{who}的口令还不是本人设定的，须先由本人更改，才能当场确认。", _PRACTICE)
V23 = Rule("V23", "{who}{why}，不能当场确认。", _PRACTICE)
V24 = Rule("V24", "{who}已有{what}，一人只用一个凭据。", _PRACTICE)
V25 = Rule("V25", "{who}是最后一名{role}，不能{act}；请先移交。", _PRACTICE)
V13 = Rule("V13", "{which}还有{count}份复制件未了结（{numbers}）。", _PRACTICE)
V14 = Rule("V14", "密电只送指定人员阅，不得复制、摘录：{what}。", _PRACTICE)
V26 = Rule("V26", "{who}的涉密等级是{grade}，低于此件密级（{level}）。", f"{_L24}第四十三条")
V27 = Rule("V27", "{what}，属批量打印，须第二人当场确认。", _PRACTICE)
V31 = Rule("V31", "{what}已列入{number}，收盘前不得再列入另一次盘点。", _PRACTICE)
V33 = Rule("V33", "绝密须由另一人点第二遍：{what}。", _PRACTICE)
V34 = Rule(
    "V34",
    "{which}登记为{known}，实物是{seen}，不算{act}；请追回{known}，追不回的立即报告去向不明。",
    _PRACTICE,
)
V36 = Rule("V36", "本单位定密的每年审核一次：{what}。", f"{_L24}第二十四条")
V32 = Rule("V32", "还不能收盘：{what}。", _PRACTICE)
V30 = Rule("V30", "{year}年度不能结账：{why}。", _PRACTICE)
V40 = Rule(
    "V40", "{where}{years}年内已有同类问题{times}次（最近{last}），属复发，请写明原因。", _PRACTICE
)
V41 = Rule("V41", "{who}的身份证号{why}，请对照证件核对。", "《公民身份号码》（GB 11643）")
V42 = Rule("V42", "{who}是{employment}人员，还缺：{what}。", _PRACTICE)
V60 = Rule("V60", "台账自{began}建立：{why}。", _PRACTICE)
V61 = Rule("V61", "{item}须写明说明：{why}。", _PRACTICE)
V62 = Rule("V62", "自查还没有做完：{what}。", _PRACTICE)
V63 = Rule("V63", "撤并部门前须先办妥：{what}。", _PRACTICE)
V64 = Rule(
    "V64",
    "{count}份文件的知悉范围写的是{name}；撤并后不自动扩大到别的部门，须逐件重新确定。",
    f"{_L24}第二十一条",
)
V65 = Rule("V65", "{name}{fate}，请选现在的部门。", _PRACTICE)
V66 = Rule("V66", "处室保密管理员只办理本部门的事：{what}不属于{mine}。", _PRACTICE)
V71 = Rule(
    "V71", "迎检期间只抽样、核对和出示，不能{what}；请接待人用本人口令先结束迎检。", _PRACTICE
)
V72 = Rule("V72", "口令不对，迎检没有结束。", _PRACTICE)
V10 = Rule("V10", "同一文号的密级前后不一：已登记为{known}，本行为{given}。", _PRACTICE)
V50 = Rule(
    "V50", "出国（境）先批准、谈话，再领证件；返回后交回证件、回访：{what}。", f"{_R24}第五十二条"
)
V51 = Rule("V51", "涉密会议先审批密级、场所和人员，再召开：{what}。", "涉密会议保密管理要求")
V53 = Rule(
    "V53", "存放处须与密级相称，绝密件须存放在合乎要求的设施里：{what}。", f"{_L24}第二十六条"
)
V57 = Rule("V57", "信息公开先审查、后公开，逐件办理：{what}。", f"{_R24}第四十二条")
V59 = Rule("V59", "交接须清查电脑、介质里的电子文档：{what}。", f"{_R24}第五十三条；{_PRACTICE}")
V58 = Rule(
    "V58",
    "来源文件{document}是{level}件，没有解密，不能按“不涉密可公开”办理。",
    f"{_R24}第四十二条",
)
V54 = Rule("V54", "涉密信息系统先检测评估、审查批准，再投入使用：{what}。", f"{_R24}第三十三条")

RULES: tuple[Rule, ...] = tuple(
    value for name, value in sorted(globals().items()) if isinstance(value, Rule)
)
