"""Every kind of act, in menu order; a file that is missing here fails a test."""

from __future__ import annotations

from db.ledger.act import Act
from db.ledger.acts.checks.answer import AnswerItem
from db.ledger.acts.checks.check_risks import CheckRisks
from db.ledger.acts.checks.close_round import CloseRound, SignSheet
from db.ledger.acts.checks.freeze_round import FreezeRound
from db.ledger.acts.checks.note_finding import NoteFinding
from db.ledger.acts.checks.open_round import OpenRound
from db.ledger.acts.checks.receiving import BeginReception, EndReception, ShowInspector
from db.ledger.acts.checks.rectify import (
    AssignFinding,
    CloseFinding,
    ReopenFinding,
    SubmitRectification,
    VerifyRectification,
)
from db.ledger.acts.checks.sampling import DrawSample, ProveLine
from db.ledger.acts.checks.set_item import SetItem
from db.ledger.acts.correction.correct import CorrectCopy, CorrectDocument
from db.ledger.acts.correction.redact import RedactDocument, RedactPerson
from db.ledger.acts.correction.reopen import Reopen
from db.ledger.acts.correction.reverse import Reverse
from db.ledger.acts.custody.carry import CarryBack, CarryOut
from db.ledger.acts.custody.circulate import CirculateBack, CirculateOut, LateRound
from db.ledger.acts.custody.close_stocktake import CloseStocktake
from db.ledger.acts.custody.conferences import (
    CheckConference,
    DecideConference,
    PlanConference,
)
from db.ledger.acts.custody.distribute import AcceptCopies, Distribute, RefuseCopies
from db.ledger.acts.custody.dun import DunFor
from db.ledger.acts.custody.excerpt import Excerpt
from db.ledger.acts.custody.extend import Extend
from db.ledger.acts.custody.give_back import GiveBack
from db.ledger.acts.custody.keep import KeepToAct
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.custody.meeting_papers import HandIn, HandOut
from db.ledger.acts.custody.relocate import Relocate
from db.ledger.acts.custody.repair import BackFromRepair, SendToRepair
from db.ledger.acts.custody.reproduce import Reproduce
from db.ledger.acts.custody.sign_holdings import SignHoldings
from db.ledger.acts.custody.stocktaking import CancelStocktake, OpenStocktake
from db.ledger.acts.documents.change_mark import ConfirmExpiry, NoticeOfChange, ProposeChange
from db.ledger.acts.documents.classify import ProposeMark
from db.ledger.acts.documents.decide import DecideMark
from db.ledger.acts.documents.instruct import Instruct
from db.ledger.acts.documents.join import JoinDocuments
from db.ledger.acts.documents.publish import (
    AskPublication,
    ConcludePublication,
    NotePublication,
)
from db.ledger.acts.documents.remark import Remark
from db.ledger.acts.documents.review import CloseReview, KeepMark, OpenReview
from db.ledger.acts.documents.set_scope import SetScope
from db.ledger.acts.ending.approving import ApproveBatch, CancelBatch, SettleLine
from db.ledger.acts.ending.archive import Archive, TransferOut
from db.ledger.acts.ending.clearing import HandOverClearing, ListClearing
from db.ledger.acts.ending.close_year import CloseYear
from db.ledger.acts.ending.destroying import DestroyInHouse, PlantReceipt
from db.ledger.acts.ending.destruction import BagDestruction, ListDestruction
from db.ledger.acts.ending.dispatch import DispatchCopies, DispatchReceipt, SendBack
from db.ledger.acts.ending.filing import HandToArchive, ListArchive
from db.ledger.acts.ending.missing import FoundAgain, ReportMissing, StopDisposal
from db.ledger.acts.ending.reporting import ReportUp, WriteOff
from db.ledger.acts.equipment.carriers import DescribeCarrier
from db.ledger.acts.equipment.contracts import AddContract, NoteContract
from db.ledger.acts.equipment.devices import AddDevice, ChangeDevice, ChangeDeviceState
from db.ledger.acts.equipment.facilities import (
    AddFacility,
    ChangeCode,
    ChangeFacility,
    ChangeFacilityState,
)
from db.ledger.acts.equipment.sites import ChangeSite, FixSite, WithdrawSite
from db.ledger.acts.equipment.systems import AddSystem, NoteSystem
from db.ledger.acts.equipment.visits import AdmitVisitor, VisitorLeaves
from db.ledger.acts.handover.open import OpenHandover, SupplementHandover
from db.ledger.acts.handover.sign import HandOver, ReceiveHandover
from db.ledger.acts.intake.late_copies import Exchange, LateCopies
from db.ledger.acts.intake.meeting import BringBack
from db.ledger.acts.intake.open_loan import OpenLoan
from db.ledger.acts.intake.open_person import OpenPerson
from db.ledger.acts.intake.open_row import OpenRow
from db.ledger.acts.intake.packets import (
    AnnouncePacket,
    CollectPacket,
    OpenPacket,
    ReconcilePacket,
)
from db.ledger.acts.intake.register import Register
from db.ledger.acts.intake.take_over import TakeOver
from db.ledger.acts.intake.tell_leader import TellLeader
from db.ledger.acts.people.appoint import Appoint, SetAuthority
from db.ledger.acts.people.bodies import AddBody, LeaveSeat, TakeSeat
from db.ledger.acts.people.conclude_review import ConcludeReview
from db.ledger.acts.people.cooling_off import (
    ContactLeaver,
    EntrustCooling,
    EntrustReceipt,
    ReleaseLeaver,
)
from db.ledger.acts.people.describe_person import DescribePerson
from db.ledger.acts.people.end_passport import EndPassport
from db.ledger.acts.people.filing import FilePersons, NoteStep
from db.ledger.acts.people.gatherings import RecordGathering, Remind, SetYearPlan
from db.ledger.acts.people.leading import NoteLeading
from db.ledger.acts.people.leave_post import LeavePost
from db.ledger.acts.people.nominate import Nominate, SendForReview
from db.ledger.acts.people.on_post import EndPost, Regrade, ResumePost, SuspendPost
from db.ledger.acts.people.open_leaving import CancelLeaving, OpenLeaving
from db.ledger.acts.people.passports import GivePassport, RegisterPassport, TakePassport
from db.ledger.acts.people.posts import AddPost, ChangePost
from db.ledger.acts.people.qualify import Qualify
from db.ledger.acts.people.regulations import ChangeRegulation, IssueRegulation
from db.ledger.acts.people.sign_pledge import SignPledge
from db.ledger.acts.people.submissions import Submit
from db.ledger.acts.people.take_post import TakePost
from db.ledger.acts.people.training import AttendTraining, PlanTraining
from db.ledger.acts.people.training_after import MakeUpTraining, ScoreTraining
from db.ledger.acts.people.travel import ApplyTravel, CancelTravel, DecideTravel, TalkBefore
from db.ledger.acts.people.travel_back import ComeHome, ReportMatter, TalkAfter
from db.ledger.acts.program.clock import ClockDoubted
from db.ledger.acts.program.failed_log_in import FailedLogIn
from db.ledger.acts.program.full_check import FullCheck
from db.ledger.acts.program.keyring import KeyringChanged
from db.ledger.acts.program.log_in import LogIn
from db.ledger.acts.program.printed import BackUp, CopyCells, Export, PrintForm
from db.ledger.acts.program.rolled_back import RolledBack
from db.ledger.acts.setup.add_account import AddAccount
from db.ledger.acts.setup.add_department import AddDepartment
from db.ledger.acts.setup.add_person import AddPerson
from db.ledger.acts.setup.add_place import AddPlace
from db.ledger.acts.setup.add_witness import AddWitness
from db.ledger.acts.setup.change_keys import ChangeKeys
from db.ledger.acts.setup.close_department import CloseDepartment
from db.ledger.acts.setup.found_unit import FoundUnit
from db.ledger.acts.setup.grant import Grant
from db.ledger.acts.setup.lock_credential import LockCredential, UnlockCredential
from db.ledger.acts.setup.own_password import OwnPassword, ResetPassword
from db.ledger.acts.setup.recover_account import RecoverAccount
from db.ledger.acts.setup.remove_credential import RemoveCredential
from db.ledger.acts.setup.rename_department import RenameDepartment
from db.ledger.acts.setup.set_mask import SetMask
from db.ledger.acts.setup.set_policy import SetPolicy
from db.ledger.acts.setup.set_reasons import SetReasons

ACTS: tuple[type[Act], ...] = (
    AnnouncePacket,
    TellLeader,
    CollectPacket,
    OpenPacket,
    Register,
    ReconcilePacket,
    BringBack,
    DescribeCarrier,
    LateCopies,
    Exchange,
    OpenRow,
    OpenLoan,
    OpenPerson,
    TakeOver,
    Instruct,
    SetScope,
    CirculateOut,
    CirculateBack,
    LateRound,
    Lend,
    KeepToAct,
    Extend,
    DunFor,
    GiveBack,
    Relocate,
    Reproduce,
    Excerpt,
    CarryOut,
    CarryBack,
    SendToRepair,
    BackFromRepair,
    Distribute,
    AcceptCopies,
    RefuseCopies,
    SignHoldings,
    OpenStocktake,
    CloseStocktake,
    CancelStocktake,
    HandOut,
    HandIn,
    ProposeMark,
    ProposeChange,
    DecideMark,
    NoticeOfChange,
    ConfirmExpiry,
    Remark,
    AskPublication,
    ConcludePublication,
    NotePublication,
    OpenReview,
    KeepMark,
    CloseReview,
    ListClearing,
    HandOverClearing,
    ListDestruction,
    ApproveBatch,
    SettleLine,
    CancelBatch,
    BagDestruction,
    PlantReceipt,
    DestroyInHouse,
    DispatchCopies,
    SendBack,
    DispatchReceipt,
    Archive,
    ListArchive,
    HandToArchive,
    TransferOut,
    StopDisposal,
    CloseYear,
    OpenRound,
    FreezeRound,
    AnswerItem,
    SignSheet,
    CloseRound,
    SetItem,
    OpenHandover,
    SupplementHandover,
    HandOver,
    ReceiveHandover,
    ReportMissing,
    ReportUp,
    FoundAgain,
    WriteOff,
    CheckRisks,
    NoteFinding,
    AssignFinding,
    SubmitRectification,
    VerifyRectification,
    CloseFinding,
    ReopenFinding,
    BeginReception,
    DrawSample,
    ProveLine,
    ShowInspector,
    EndReception,
    CorrectDocument,
    CorrectCopy,
    JoinDocuments,
    RedactDocument,
    RedactPerson,
    Reopen,
    Reverse,
    AddDepartment,
    RenameDepartment,
    CloseDepartment,
    AddPerson,
    AddPlace,
    AddDevice,
    ChangeDevice,
    ChangeDeviceState,
    DescribePerson,
    AddBody,
    TakeSeat,
    LeaveSeat,
    AddPost,
    ChangePost,
    Nominate,
    SendForReview,
    ConcludeReview,
    SignPledge,
    TakePost,
    NoteStep,
    Qualify,
    Regrade,
    SuspendPost,
    ResumePost,
    EndPost,
    FilePersons,
    OpenLeaving,
    CancelLeaving,
    LeavePost,
    EntrustCooling,
    EntrustReceipt,
    ContactLeaver,
    ReleaseLeaver,
    Appoint,
    SetAuthority,
    PlanTraining,
    AttendTraining,
    ScoreTraining,
    MakeUpTraining,
    RegisterPassport,
    GivePassport,
    TakePassport,
    EndPassport,
    ApplyTravel,
    DecideTravel,
    TalkBefore,
    CancelTravel,
    ComeHome,
    TalkAfter,
    ReportMatter,
    RecordGathering,
    Remind,
    SetYearPlan,
    NoteLeading,
    IssueRegulation,
    ChangeRegulation,
    Submit,
    PlanConference,
    DecideConference,
    CheckConference,
    FixSite,
    ChangeSite,
    WithdrawSite,
    AdmitVisitor,
    VisitorLeaves,
    AddFacility,
    ChangeFacility,
    ChangeCode,
    ChangeFacilityState,
    AddSystem,
    NoteSystem,
    AddContract,
    NoteContract,
    AddAccount,
    AddWitness,
    Grant,
    LockCredential,
    UnlockCredential,
    RemoveCredential,
    OwnPassword,
    ResetPassword,
    SetPolicy,
    SetMask,
    SetReasons,
    FoundUnit,
    RecoverAccount,
    ChangeKeys,
    PrintForm,
    Export,
    CopyCells,
    BackUp,
    FullCheck,
    KeyringChanged,
    LogIn,
    FailedLogIn,
    RolledBack,
    ClockDoubted,
)
