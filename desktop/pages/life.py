"""The registers of what happens to a copy besides lending: packets, trips, sendings, marks."""

from __future__ import annotations

from db.ledger.beliefs.marks import Decision
from db.ledger.beliefs.moves import DispatchKind, DispatchState, OfferState, TripKind
from db.ledger.beliefs.packets import PacketState
from db.ledger.beliefs.publication import PublicationState, Verdict
from db.store.reading import Filter
from db.views.dunning import DUNNING, Tier
from db.views.knowledge import KNOWN
from db.views.mark_reviews import MARK_REVIEW_LINES
from db.views.marks import MARK_CHANGES, REMARKINGS
from db.views.meetings import HANDOUTS
from db.views.moves import DISPATCHES, OFFERS, REPRODUCTIONS, TRIPS
from db.views.packets import PACKETS
from db.views.publications import PUBLICATIONS
from desktop.pages.figures import FIGURES
from desktop.pages.kind import Chip, PageKind, copy_in, own

PACKETS_PAGE = PageKind(
    name="packets",
    under="receipts",
    unit="封",
    title="机要件",
    icon="package",
    sentence="来电、领取、拆封、核对，按封计数",
    view=PACKETS,
    columns=("number", "sender", "level", "urgency", "state", "announced_on", "announced_at",
             "told_at", "collectors", "listed", "found", "registered"),
    widths={"number": 96, "sender": 250, "level": 64, "urgency": 76, "state": 84,
            "announced_on": 96, "announced_at": 76, "told_at": 76, "collectors": 120,
            "listed": 76, "found": 76, "registered": 92},
    order=(("announced_on", True),),
    chips=(
        Chip("待办", (Filter("state", tuple(state for state in PacketState
                                          if state is not PacketState.RECONCILED)),)),
        Chip("全部"),
    ),
    primary=("announce_packet", "来电登记"),
    verbs=(("tell_leader", "报告领导"), ("collect_packet", "领取"), ("open_packet", "拆封核对"),
           ("register", "登记"), ("reconcile_packet", "核对入账")),
    empty="没有机要件。机要局来电时，按“来电登记”。",
)  # fmt: skip

KNOWN_PAGE = PageKind(
    name="knowledge",
    under="copies",
    tab="知悉",
    unit="人次",
    title="知悉记录",
    icon="eye",
    sentence="谁知悉过哪一件，怎样知悉，凭什么",
    view=KNOWN,
    columns=("since", "person", "department", "grade", "doc_number", "marking", "title", "how",
             "basis"),
    widths={"since": 96, "person": 84, "department": 96, "grade": 72, "doc_number": 164,
            "marking": 98, "how": 64, "basis": 130},
    order=(("since", True),),
    chips=(Chip("全部"),),
    empty="还没有知悉记录。送阅、借出时自动记入。",
)  # fmt: skip

TRIPS_PAGE = PageKind(
    name="trips",
    under="loans",
    unit="份",
    title="外带送修",
    icon="briefcase",
    sentence="经批准带出或送修的，返回时清点",
    view=TRIPS,
    columns=("copy_no", "kind", "doc_number", "title", "holder", "destination", "out_on", "due",
             "back_on"),
    widths={"copy_no": 84, "kind": 64, "doc_number": 150, "holder": 84, "out_on": 92, "due": 92,
            "back_on": 92},
    chips=(
        Chip("在外", (Filter("open", (1,)),)),
        Chip("外带", (Filter("kind", (TripKind.CARRY,)),)),
        Chip("送修", (Filter("kind", (TripKind.REPAIR,)),)),
        Chip("全部"),
    ),
    primary=("carry_out", "外带"),
    verbs=(("carry_back", "带回"), ("send_to_repair", "送修"), ("back_from_repair", "修复")),
    copy_of=copy_in,
    empty="没有外带或送修的文件。",
)  # fmt: skip

OFFERS_PAGE = PageKind(
    name="offers",
    under="loans",
    unit="批",
    title="分发",
    icon="handshake",
    sentence="分发给本单位其他保管人，由接收人接收或拒收",
    view=OFFERS,
    columns=("id", "offered_on", "giver", "taker", "documents", "copies", "purpose", "state",
             "due", "form_no"),
    widths={"id": 72, "offered_on": 96, "giver": 84, "taker": 84, "copies": 56, "due": 92},
    chips=(Chip("待接收", (Filter("state", (OfferState.OFFERED,)),)), Chip("全部")),
    primary=("distribute", "分发"),
    verbs=(("accept_copies", "接收"), ("refuse_copies", "拒收")),
    empty="没有分发记录。",
)  # fmt: skip

HANDOUTS_PAGE = PageKind(
    name="handouts",
    under="loans",
    unit="次",
    title="会议",
    icon="users",
    sentence="会上发放的文件，散会收齐：发放等于收回加批准带走",
    view=HANDOUTS,
    columns=("out_on", "meeting", "doc_number", "title", "level", "printed", "copies", "remaining",
             "returned", "kept", "lost", "due", "closed_on"),
    widths={"out_on": 96, "doc_number": 150, "level": 56, "printed": 56, "copies": 56,
            "remaining": 56, "returned": 56, "kept": 84, "lost": 84, "due": 96, "closed_on": 96},
    chips=(Chip("未收齐", (Filter("open", (1,)),)), Chip("全部")),
    primary=("hand_out", "会议发放"),
    verbs=(("hand_in", "会议收回"), ("bring_back", "会议带回")),
    empty="没有会议发放的文件。",
)  # fmt: skip

DISPATCHES_PAGE = PageKind(
    name="dispatches",
    under="loans",
    unit="件",
    title="外发",
    icon="send",
    sentence="发往其他单位，等对方回执",
    view=DISPATCHES,
    columns=("number", "sent_on", "addressee", "channel", "documents", "copies", "state", "due",
             "receipt_no"),
    widths={"number": 150, "sent_on": 96, "channel": 84, "copies": 56, "state": 76, "due": 92},
    chips=(
        Chip("待回执", (Filter("state", (DispatchState.SENT,)),)),
        Chip("外发", (Filter("kind", (DispatchKind.DISPATCH,)),)),
        Chip("退回", (Filter("kind", (DispatchKind.SEND_BACK,)),)),
        Chip("换回", (Filter("kind", (DispatchKind.EXCHANGE,)),)),
        Chip("全部"),
    ),
    primary=("dispatch", "外发"),
    verbs=(("send_back", "退回来文单位"), ("exchange", "更正件换回"),
           ("dispatch_receipt", "登记回执")),
    empty="没有外发记录。",
)  # fmt: skip

REPRODUCTIONS_PAGE = PageKind(
    name="reproductions",
    under="loans",
    unit="次",
    title="复制",
    icon="copy",
    sentence="复制、摘录、汇编，每一份复制件单独入账",
    view=REPRODUCTIONS,
    columns=("made_on", "kind", "original", "title", "copies", "open", "numbers", "purpose",
             "approved_by"),
    widths={"made_on": 96, "kind": 64, "original": 84, "copies": 56, "open": 64,
            "approved_by": 84},
    chips=(Chip("全部"),),
    primary=("reproduce", "复制"),
    verbs=(("excerpt", "摘录汇编"),),
    empty="没有复制记录。",
)  # fmt: skip

MARKS_PAGE = PageKind(
    name="marks",
    unit="项",
    title="定密",
    icon="shield-check",
    sentence="拟定、审定、变更、解密，改标到每一份",
    view=MARK_CHANGES,
    columns=("kind", "title", "before", "marking", "proposed_by", "proposed_on", "decision",
             "decided_by", "undone"),
    widths={"kind": 84, "before": 104, "marking": 120, "proposed_by": 84, "proposed_on": 96,
            "decision": 76, "decided_by": 110, "undone": 64},
    chips=(
        Chip("待审定", (Filter("decision", (Decision.PROPOSED,)),)),
        Chip("全部"),
    ),
    primary=("propose_mark", "拟定密级"),
    verbs=(("decide_mark", "审定"), ("propose_change", "拟变更"),
           ("notice_of_change", "变更通知"), ("remark", "改标")),
    empty="没有定密事项。",
)  # fmt: skip

REMARKINGS_PAGE = PageKind(
    name="remarkings",
    under="marks",
    unit="份",
    title="改标",
    icon="stamp",
    sentence="密级变更后，每一份、每个持有人处都要改标",
    view=REMARKINGS,
    columns=("copy_no", "doc_number", "title", "marking", "holder", "opened_on", "done_on"),
    widths={"copy_no": 84, "doc_number": 150, "marking": 104, "holder": 84,
            "opened_on": 96, "done_on": 96},
    chips=(Chip("未完成", (Filter("open", (1,)),)), Chip("全部")),
    primary=("remark", "改标"),
    copy_of=copy_in,
    empty="没有要改标的文件。",
)  # fmt: skip

PUBLICATIONS_PAGE = PageKind(
    name="publications",
    under="marks",
    tab="信息公开",
    unit="件",
    title="信息公开审查",
    icon="file-search",
    sentence="先审查、后公开，逐件留记录；来源文件没有解密的不能公开",
    view=PUBLICATIONS,
    columns=("number", "asked_on", "applicant", "content", "sources", "source_level", "verdict",
             "concluded_on", "published_on"),
    widths={"number": 172, "asked_on": 96, "applicant": 84, "content": 240, "sources": 180,
            "source_level": 76, "verdict": 110, "concluded_on": 96, "published_on": 96},
    order=(("asked_on", True),),
    chips=(
        Chip("待审查", (Filter("state", (PublicationState.WAITING,)),)),
        Chip("待公开", (Filter("state", (PublicationState.CONCLUDED,)),
                     Filter("verdict", (Verdict.PUBLIC, Verdict.AMENDED)))),
        Chip("不得公开", (Filter("verdict", (Verdict.NOT_PUBLIC,)),)),
        Chip("未审先发", (Filter("early", (1,)),), bad=True),
        Chip("全部"),
    ),
    primary=("ask_publication", "送审"),
    verbs=(("conclude_publication", "审查"), ("note_publication", "登记公开")),
    form="F39A",
    empty="没有送审的。稿件、数据、图片公开前，按“送审”登记。",
)  # fmt: skip

MARK_REVIEWS_PAGE = PageKind(
    name="mark_reviews",
    under="marks",
    unit="件",
    title="定期审核",
    icon="list-checks",
    sentence="本单位定密的每年逐件审核：维持，或者变更、延长、解密",
    view=MARK_REVIEW_LINES,
    columns=("position", "doc_number", "title", "before", "last_secret_day", "hint", "verdict",
             "reason", "decided_by"),
    widths={"position": 52, "doc_number": 150, "before": 104, "last_secret_day": 96, "hint": 90,
            "verdict": 76, "reason": 208, "decided_by": 90},
    chips=(
        Chip("未审核", (Filter("waiting", (1,)), Filter("going_on", (1,)))),
        Chip("正在审核", (Filter("going_on", (1,)),)),
        Chip("历年"),
    ),
    primary=("keep_mark", "维持"),
    verbs=(("propose_change", "拟变更、延长、解密"), ("confirm_expiry", "期满解密"),
           ("open_review", "开始审核"), ("close_review", "办结")),
    listing=("keep_mark",),
    empty="没有等着审核的文件。每年第四季度按“开始审核”列出本单位定密的全部文件。",
)  # fmt: skip

DUNNING_PAGE = PageKind(
    name="dunning",
    under="loans",
    unit="份",
    title="催还",
    icon="bell",
    sentence="到期没有还的，催了几次，该催到谁",
    view=DUNNING,
    columns=("holder", "department", "copy_no", "marking", "title", "due", "late", "tier",
             "times", "last"),
    widths={"holder": 84, "department": 84, "copy_no": 76, "marking": 98, "due": 92, "late": 72,
            "tier": 104, "times": 72, "last": 92},
    chips=(
        Chip("全部超期"),
        *(Chip(tier.word, (Filter("tier", (tier,)),), bad=tier is Tier.OFFICE) for tier in Tier),
    ),
    verbs=(("dun", "催还"),),
    copy_of=own,
    form="Z12",
    empty="没有超期的文件。",
)  # fmt: skip

LIFE: tuple[PageKind, ...] = (
    DUNNING_PAGE,
    TRIPS_PAGE,
    OFFERS_PAGE,
    HANDOUTS_PAGE,
    REPRODUCTIONS_PAGE,
    DISPATCHES_PAGE,
    MARKS_PAGE,
    REMARKINGS_PAGE,
    PUBLICATIONS_PAGE,
    MARK_REVIEWS_PAGE,
    *FIGURES,
)
