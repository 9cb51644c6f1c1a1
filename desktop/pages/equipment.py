"""载体设备: what is not paper, and what works on it."""

from __future__ import annotations

from db.ledger.beliefs.equipment import DeviceState, Network
from db.ledger.values import Carrier
from db.store.reading import Filter
from db.views.carriers import CARRIERS
from db.views.devices import DEVICES
from desktop.pages.kind import AT_HAND, Chip, PageKind, own

CARRIERS_PAGE = PageKind(
    name="carriers",
    tab="载体",
    unit="件",
    title="载体设备",
    icon="hard-drive",
    sentence="光盘、移动存储介质、保密本等，一件一行",
    view=CARRIERS,
    columns=("copy_no", "carrier", "level", "title", "department", "keeper", "serial", "place",
             "state"),
    widths={"copy_no": 96, "carrier": 84, "level": 64, "department": 92, "keeper": 84,
            "serial": 112, "place": 96, "state": 84},
    chips=(
        Chip("在管", (Filter("state", AT_HAND),)),
        Chip("光盘", (Filter("carrier", (Carrier.OPTICAL,)), Filter("state", AT_HAND))),
        Chip("移动存储", (Filter("carrier", (Carrier.USB, Carrier.PORTABLE_DISK)),
                      Filter("state", AT_HAND))),
        Chip("全部"),
    ),
    primary=("register", "登记"),
    verbs=(("describe_carrier", "载体信息"),),
    copy_of=own,
    form="F15",
    empty="没有纸质以外的载体。登记时把“载体”选为光盘、U盘等，就列在这里。",
)  # fmt: skip

DEVICES_PAGE = PageKind(
    name="devices",
    under="carriers",
    unit="台",
    title="设备",
    icon="monitor",
    sentence="涉密计算机和信息设备，责任到人",
    view=DEVICES,
    columns=("number", "name", "model", "kind", "level", "network", "department", "keeper",
             "place", "state"),
    widths={"number": 104, "model": 104, "kind": 112, "level": 64, "network": 84,
            "department": 92, "keeper": 84, "place": 96, "state": 84},
    chips=(
        Chip("在册", (Filter("state", tuple(one for one in DeviceState
                                          if one is not DeviceState.SCRAPPED)),)),
        *(Chip(one.word, (Filter("network", (one,)),))
          for one in (Network.ALONE, Network.CLASSIFIED)),
        Chip("维修", (Filter("state", (DeviceState.REPAIR,)),)),
        Chip("全部"),
    ),
    primary=("add_device", "登记设备"),
    verbs=(("change_device", "变更"), ("device_state", "状态")),
    form="F16",
    empty="还没有登记设备。",
)  # fmt: skip

EQUIPMENT: tuple[PageKind, ...] = (CARRIERS_PAGE, DEVICES_PAGE)
