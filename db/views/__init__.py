"""What can be asked of the book: one question per file, listed here by name."""

from __future__ import annotations

from typing import Any

from db.store.reading import View
from db.views.annual import ANNUAL
from db.views.assurance import ASSURANCE
from db.views.audit import AUDIT_COUNTS, AUDIT_LOG, OVERRIDES
from db.views.balance import BALANCE
from db.views.batches import BATCH_LINES, BATCHES
from db.views.book import BOOK
from db.views.carriers import CARRIERS
from db.views.check_items import CHECK_GROUPS, CHECK_ITEMS
from db.views.checklists import CHECKLIST
from db.views.circulation import HOPS
from db.views.clearances import CLEARANCES, FILINGS, PLEDGES, REVIEWS
from db.views.conferences import CONFERENCES
from db.views.contracts import CONTRACTS
from db.views.copies import COPIES
from db.views.custody_over_time import COPY_ON_DAY, PERSON_ON_DAY, PLACE_ON_DAY
from db.views.devices import DEVICES
from db.views.distribution import DELIVERIES, GIVEN, SENT
from db.views.documents import DOCUMENTS
from db.views.dunning import DUNNING
from db.views.ended import FILED, KEPT_BACK
from db.views.evidence import EVIDENCE_ROWS, KEPT_ROWS
from db.views.expiring import EXPIRING
from db.views.facilities import FACILITIES
from db.views.figures_of_checks import DRAWN_FIGURES
from db.views.findings import FINDINGS
from db.views.gate import GATE
from db.views.gatherings import GATHERINGS, OFFICERS, REMINDERS, YEAR_PLANS
from db.views.handovers import HANDOVER_LINES, HANDOVERS
from db.views.holdings import HOLDINGS
from db.views.incidents import INCIDENTS
from db.views.knowledge import KNOWN
from db.views.leading import LEADING_ACTS
from db.views.leavings import LEAVINGS
from db.views.loans import LOANS, OPEN_LOANS, OVERDUE
from db.views.mark_reviews import MARK_REVIEW_LINES, MARK_REVIEWS
from db.views.marks import APPOINTMENTS, MARK_CHANGES, REMARKINGS
from db.views.meetings import HANDOUTS
from db.views.moves import DISPATCHES, OFFERS, REPRODUCTIONS, TRIPS
from db.views.numbers import MASK_CHANGES, MASKS, NUMBERS
from db.views.organisation import BODIES, POSTS, TENURES
from db.views.outlook import DUTIES, LATE, STOCK
from db.views.outputs import OUTPUTS
from db.views.packets import INSTRUCTIONS, PACKET_COUNT, PACKETS
from db.views.parameters import PARAMETER_CHANGES, PARAMETERS
from db.views.people import ACCOUNTS, DEPARTMENTS, PEOPLE, PLACES, PRINTS
from db.views.periods import PERIODS
from db.views.person import PERSON, PERSON_LIFE
from db.views.person_steps import PERSON_STEPS
from db.views.personnel import PERSONNEL
from db.views.powers import POWERS
from db.views.print_records import PRINT_RECORDS
from db.views.publications import PUBLICATIONS
from db.views.ranking import CHECK_NOTICE, CHECK_RANKS
from db.views.reason_lists import REASON_LISTS
from db.views.recall import CLEARED, RECALL
from db.views.receipts import RECEIPTS
from db.views.receptions import (
    COPY_CHAIN,
    DRAW_LINES,
    DRAWS,
    PERSON_CHAIN,
    RECEPTION_LOG,
    RECEPTIONS,
)
from db.views.regulations import REGULATIONS
from db.views.risks import RISKS
from db.views.rule_book import RULE_BOOK
from db.views.self_checks import CHECK_ROUNDS, CHECK_SHEETS
from db.views.sheets import SHEETS
from db.views.sites import SITE_CHANGES, SITES, VISITS
from db.views.stocktakes import COUNTING, STOCKTAKE_LINES, STOCKTAKES
from db.views.submissions import SUBMISSIONS
from db.views.systems import SYSTEMS
from db.views.timeline import JOURNAL, TIMELINE
from db.views.today import TODAY
from db.views.training import ATTENDANCES, COVERAGE, HOURS, TRAININGS
from db.views.travel import MAJOR_MATTERS, PASSPORT_MOVES, PASSPORTS, TRAVELS
from db.views.unreached import UNREACHED
from db.views.unread import UNREAD
from db.views.watched import COPYING_CHECKS, MEETING_CHECKS
from db.views.years import YEARS

VIEWS: dict[str, View[Any]] = {
    view.name: view
    for view in (
        COPIES,
        DOCUMENTS,
        RECEIPTS,
        NUMBERS,
        MASKS,
        MASK_CHANGES,
        OPEN_LOANS,
        OVERDUE,
        LOANS,
        HOPS,
        HOLDINGS,
        DUNNING,
        TRIPS,
        OFFERS,
        HANDOUTS,
        DISPATCHES,
        SENT,
        DELIVERIES,
        GIVEN,
        REPRODUCTIONS,
        OUTPUTS,
        CARRIERS,
        DEVICES,
        PACKETS,
        PACKET_COUNT,
        INSTRUCTIONS,
        SHEETS,
        MARK_CHANGES,
        MARK_REVIEWS,
        MARK_REVIEW_LINES,
        REMARKINGS,
        PUBLICATIONS,
        APPOINTMENTS,
        COPY_ON_DAY,
        PERSON_ON_DAY,
        PLACE_ON_DAY,
        BATCHES,
        BATCH_LINES,
        STOCKTAKES,
        STOCKTAKE_LINES,
        COUNTING,
        KEPT_BACK,
        FILED,
        RECALL,
        CLEARED,
        FINDINGS,
        RISKS,
        DRAWN_FIGURES,
        CHECK_ROUNDS,
        MEETING_CHECKS,
        COPYING_CHECKS,
        CHECK_RANKS,
        CHECK_NOTICE,
        ANNUAL,
        CHECK_SHEETS,
        CHECK_ITEMS,
        CHECK_GROUPS,
        EVIDENCE_ROWS,
        KEPT_ROWS,
        CHECKLIST,
        RECEPTIONS,
        DRAWS,
        DRAW_LINES,
        RECEPTION_LOG,
        COPY_CHAIN,
        PERSON_CHAIN,
        HANDOVERS,
        HANDOVER_LINES,
        INCIDENTS,
        KNOWN,
        TODAY,
        DUTIES,
        STOCK,
        LATE,
        BALANCE,
        YEARS,
        PERIODS,
        UNREAD,
        PEOPLE,
        PERSON,
        PERSON_LIFE,
        TRAININGS,
        ATTENDANCES,
        HOURS,
        COVERAGE,
        PERSON_STEPS,
        PERSONNEL,
        CLEARANCES,
        REVIEWS,
        PLEDGES,
        FILINGS,
        LEAVINGS,
        GATE,
        EXPIRING,
        BODIES,
        TENURES,
        POSTS,
        PASSPORTS,
        PASSPORT_MOVES,
        TRAVELS,
        MAJOR_MATTERS,
        GATHERINGS,
        OFFICERS,
        REMINDERS,
        YEAR_PLANS,
        LEADING_ACTS,
        REGULATIONS,
        SUBMISSIONS,
        CONFERENCES,
        SITES,
        SITE_CHANGES,
        VISITS,
        FACILITIES,
        SYSTEMS,
        CONTRACTS,
        DEPARTMENTS,
        PLACES,
        ACCOUNTS,
        PRINTS,
        PRINT_RECORDS,
        POWERS,
        PARAMETERS,
        PARAMETER_CHANGES,
        REASON_LISTS,
        RULE_BOOK,
        JOURNAL,
        AUDIT_LOG,
        AUDIT_COUNTS,
        OVERRIDES,
        UNREACHED,
        TIMELINE,
        BOOK,
        ASSURANCE,
    )
}
