"""What the lines of 今日 are about, gravest first."""

from __future__ import annotations

from enum import Enum


class Matter(Enum):
    """What a line of the day is about, gravest first."""

    KEYS = "0keys"
    RECOVERED = "0recovered"
    MISSING = "1missing"
    IN_TRANSIT = "2transit"
    UNTOLD = "2untold"
    OVERDUE = "3overdue"
    TRIP = "3trip"
    UNRECTIFIED = "3unrectified"
    ABROAD = "3abroad"
    PASSPORT = "3passport"
    RECALL = "4recall"
    UNINSTRUCTED = "4uninstructed"
    DUE = "5due"
    CIRCULATING = "6hop"
    BATCH = "7batch"
    HANDOVER = "7handover"
    LEAVING = "7leaving"
    LIST = "7list"
    SIGN = "7sign"
    COOLING = "8cooling"
    EXPIRY = "8expiry"
    PASSPORT_ENDS = "8passport"
    PLEDGE = "8pledge"
    REPORT = "8report"
    REVIEW = "8review"
    ASSESS = "8assess"
    TENURE = "8tenure"
    ENTRUSTED = "8trust"
    CLASSIFY = "9classify"
    FINDING = "9finding"
    INCIDENT = "9incident"
    OFFER = "9offer"
    PACKET = "9packet"
    STOCKTAKE = "9stocktake"
    TRAINING = "9training"
    HOURS = "9hours"
    MARK_REVIEW = "9marks"
    OFFICERS = "9officers"
    CODE = "9code"
    CONFERENCE = "9conference"
    PUBLICATION = "9publication"
    VISIT = "9visit"
    RECEIPT = "9receipt"
    REMARK = "9remark"
    UNREAD = "9unread"

    @property
    def word(self) -> str:
        """The matter in words."""
        return _WORDS[self.value]


_WORDS = {
    "0keys": "须换钥",
    "0recovered": "恢复密钥启用过",
    "1missing": "去向不明待上报",
    "2transit": "送销未回执",
    "2untold": "来电未报告领导",
    "3overdue": "逾期未还",
    "3trip": "外带送修逾期",
    "3unrectified": "整改逾期",
    "3abroad": "出国境缺手续",
    "3passport": "证件逾期未交",
    "4recall": "应清退",
    "4uninstructed": "待拟办批办",
    "5due": "即将到期",
    "6hop": "在阅未退",
    "7batch": "批次待办",
    "7handover": "交接未完",
    "7leaving": "离岗办理中",
    "7list": "持有清单待打印",
    "7sign": "持有清单未签",
    "8cooling": "脱密期将满",
    "8expiry": "保密期限届满",
    "8passport": "证件将到期",
    "8pledge": "承诺书到期",
    "8report": "年度报告待报送",
    "8review": "复审到期",
    "8assess": "系统风险评估到期",
    "8tenure": "任期将满",
    "8trust": "委托回执未到",
    "9classify": "待定密审定",
    "9finding": "整改待办",
    "9incident": "去向不明待结案",
    "9offer": "待接收",
    "9packet": "机要件待办",
    "9stocktake": "该盘点了",
    "9training": "培训待签到",
    "9hours": "学时不足",
    "9marks": "定期审核",
    "9officers": "例会没有开",
    "9code": "密码钥匙该换",
    "9conference": "涉密会议待办",
    "9publication": "信息公开待审查",
    "9visit": "来访未离开",
    "9receipt": "外发未回执",
    "9remark": "待改标",
    "9unread": "无人阅的文件",
}
