"""The registers of what ends copies: 清退, its lists against the ledger, 销毁 and 归档."""

from __future__ import annotations

from db.ledger.values import BatchKind, BatchState
from db.store.reading import Filter
from db.views.batches import BATCHES
from db.views.ended import FILED, KEPT_BACK
from db.views.recall import CLEARED, RECALL
from desktop.pages.kind import Chip, PageKind, own

_OPEN_BATCH = (BatchState.LISTED, BatchState.APPROVED, BatchState.UNDER_WAY)
_BATCH_COLUMNS = ("number", "state", "reason", "opposite", "listed_on", "copies", "apart",
                  "approved_by", "due", "receipt_no", "closed_on")  # fmt: skip

_BATCH_WIDTHS = {
    "number": 150,
    "state": 84,
    "opposite": 130,
    "listed_on": 92,
    "copies": 52,
    "apart": 52,
    "approved_by": 84,
    "due": 92,
    "receipt_no": 110,
    "closed_on": 92,
}

CLEARING_PAGE = PageKind(
    name="clearing",
    unit="批",
    title="清退",
    icon="undo-2",
    sentence="列单、批准、清点、移交",
    view=BATCHES,
    columns=_BATCH_COLUMNS,
    widths=_BATCH_WIDTHS,
    chips=(Chip("清退批次", (Filter("kind", (BatchKind.CLEARING,)),)),),
    primary=("list_clearing", "清退列单"),
    verbs=(("approve_batch", "批准"), ("settle_line", "处理例外"), ("hand_over_clearing", "移交")),
    form="F18",
    empty="没有清退批次。收到清退通知后，在“系统”里接收清退目录，或按“清退列单”。",
)

RECALL_PAGE = PageKind(
    name="recall",
    under="clearing",
    tab="清退核对",
    unit="件",
    title="清退核对",
    icon="clipboard-list",
    sentence="目录、台账、实物三方对账；复制件、留用和差额逐行写明",
    view=RECALL,
    columns=("number", "position", "doc_number", "title", "copy_no", "wanted", "at_hand",
             "scanned", "done", "lacking", "retained", "children", "remark"),
    widths={"number": 132, "position": 44, "doc_number": 140, "title": 170, "copy_no": 120,
            "wanted": 60, "at_hand": 60, "scanned": 60, "done": 60, "lacking": 52,
            "retained": 52, "children": 64},
    chips=(
        Chip("在办", (Filter("batch_state", _OPEN_BATCH),)),
        Chip("有差额", (Filter("differs", (1,)),), bad=True),
        Chip("全部"),
    ),
    primary=("list_clearing", "清退列单"),
    verbs=(("settle_line", "处理例外"), ("hand_over_clearing", "移交")),
    form="F18",
    empty="没有要核对的清退。在“系统”里接收清退目录，或“清退列单”时粘贴目录。",
)  # fmt: skip

CLEARED_PAGE = PageKind(
    name="cleared",
    under="clearing",
    tab="清退统计",
    unit="行",
    title="清退统计",
    icon="scroll-text",
    sentence="各机关、各密级收到的份数，去向逐项相加等于收到",
    view=CLEARED,
    widths={"issuer": 220},
    chips=(Chip("全部"),),
    form="F18B",
    empty="还没有收到过文件。",
)

DESTRUCTION_PAGE = PageKind(
    name="destruction",
    unit="批",
    title="销毁归档",
    icon="archive",
    sentence="列单、批准、装袋、回执",
    view=BATCHES,
    columns=_BATCH_COLUMNS,
    widths=_BATCH_WIDTHS,
    chips=(Chip("销毁批次", (Filter("kind", (BatchKind.DESTRUCTION,)),)),),
    primary=("list_destruction", "销毁列单"),
    verbs=(("approve_batch", "批准"), ("bag_destruction", "装袋送销"), ("plant_receipt", "回执"),
           ("destroy_in_house", "自行销毁"), ("cancel_batch", "撤销")),
    form="F20",
    empty="没有销毁批次。",
)  # fmt: skip

CLEARING = (CLEARING_PAGE, RECALL_PAGE, CLEARED_PAGE)
KEPT_BACK_PAGE = PageKind(
    name="kept_back",
    under="destruction",
    tab="不得销毁",
    unit="份",
    title="不得列入销毁",
    icon="shield-check",
    sentence="列单前先看：应清退、停止处置、没有收回的，列单时会被拦下",
    view=KEPT_BACK,
    columns=("doc_number", "copy_no", "why", "marking", "title", "state", "holder"),
    widths={"doc_number": 150, "copy_no": 84, "why": 220, "marking": 104, "state": 76,
            "holder": 110},
    chips=(
        Chip("全部"),
        Chip("应清退", (Filter("must_return", (1,)),)),
        Chip("停止处置", (Filter("held", (1,)),), bad=True),
        Chip("未收回", (Filter("out", (1,)),)),
    ),
    primary=("list_destruction", "销毁列单"),
    copy_of=own,
    empty="没有不得销毁的份。",
)  # fmt: skip

ARCHIVING_PAGE = PageKind(
    name="archiving",
    under="destruction",
    tab="归档批次",
    unit="批",
    title="归档批次",
    icon="archive",
    sentence="列单、批准、清点、移交档案部门",
    view=BATCHES,
    columns=("filed_as", "state", "opposite", "listed_on", "copies", "apart", "handler",
             "approved_by", "supervisors", "closed_on"),
    widths=_BATCH_WIDTHS | {"filed_as": 270, "handler": 84, "supervisors": 110},
    chips=(
        Chip("归档批次", (Filter("kind", (BatchKind.ARCHIVE,)),)),
        Chip("在办", (Filter("kind", (BatchKind.ARCHIVE,)), Filter("state", _OPEN_BATCH))),
    ),
    primary=("list_archive", "归档列单"),
    verbs=(("approve_batch", "批准"), ("settle_line", "处理例外"), ("hand_to_archive", "移交"),
           ("cancel_batch", "撤销")),
    empty="没有归档批次。办结的文件整理齐全后，按“归档列单”，清点后由档案接收人当场确认。",
)  # fmt: skip

FILED_PAGE = PageKind(
    name="filed",
    under="destruction",
    tab="归档目录",
    unit="份",
    title="归档目录",
    icon="archive",
    sentence="移交了档案部门的和待移交的，按归档目录",
    view=FILED,
    columns=("closing_ref", "filed_on", "receipt_no", "doc_number", "title", "marking", "copy_no",
             "pages", "carrier"),
    widths={"closing_ref": 180, "filed_on": 92, "receipt_no": 104, "doc_number": 150,
            "marking": 104, "copy_no": 104, "pages": 52, "carrier": 76},
    chips=(
        Chip("已归档", (Filter("waiting", (0,)),)),
        Chip("待移交", (Filter("waiting", (1,)),)),
    ),
    primary=("archive", "归档"),
    copy_of=own,
    form="Z14",
    empty="还没有归档的。办结的文件整理齐全后，在“归档批次”列单；几份的可在“文件”页选定，按“归档”。",
)  # fmt: skip

DESTRUCTION = (DESTRUCTION_PAGE, KEPT_BACK_PAGE, ARCHIVING_PAGE, FILED_PAGE)
