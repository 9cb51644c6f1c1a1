CREATE TABLE account (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL,
    person      INTEGER NOT NULL,
    roles       TEXT NOT NULL,
    public_key  TEXT NOT NULL,
    granted     INTEGER NOT NULL,
    own         INTEGER NOT NULL,
    locked      INTEGER NOT NULL,
    active      INTEGER NOT NULL
) STRICT;

CREATE TABLE appointment (
    person  INTEGER NOT NULL,
    duty    TEXT NOT NULL,
    level   INTEGER,
    basis   TEXT NOT NULL,
    since   TEXT NOT NULL,
    active  INTEGER NOT NULL,
    statutory   INTEGER NOT NULL,
    scope       TEXT NOT NULL,
    trained_on  TEXT,
    PRIMARY KEY (person, duty)
) STRICT, WITHOUT ROWID;

CREATE TABLE attendance (
    training  INTEGER NOT NULL,
    person    INTEGER NOT NULL,
    presence  TEXT NOT NULL,
    done_on   TEXT,
    score     INTEGER,
    why       TEXT NOT NULL,
    PRIMARY KEY (training, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE authority (
    id        INTEGER PRIMARY KEY,
    level     INTEGER,
    grant_no  TEXT NOT NULL,
    since     TEXT NOT NULL
) STRICT;

CREATE TABLE batch (
    id           INTEGER PRIMARY KEY,
    kind         TEXT NOT NULL,
    number       TEXT NOT NULL,
    state        TEXT NOT NULL,
    reason       TEXT NOT NULL,
    opposite     TEXT NOT NULL,
    listed_on    TEXT NOT NULL,
    applicant    INTEGER NOT NULL,
    handler      INTEGER,
    approved_by  TEXT NOT NULL,
    approved_on  TEXT,
    approval_no  TEXT NOT NULL,
    in_house     INTEGER NOT NULL,
    escorts      TEXT NOT NULL,
    supervisors  TEXT NOT NULL,
    seals        TEXT NOT NULL,
    vehicle      TEXT NOT NULL,
    left_on      TEXT,
    left_at      TEXT NOT NULL,
    due          TEXT,
    receipt_no   TEXT NOT NULL,
    destroyed_on TEXT,
    destroyed_at TEXT NOT NULL,
    closed_on    TEXT
) STRICT;

CREATE TABLE batch_line (
    batch     INTEGER NOT NULL,
    copy      INTEGER NOT NULL,
    position  INTEGER NOT NULL,
    state     TEXT NOT NULL,
    bag       TEXT NOT NULL,
    remark    TEXT NOT NULL,
    called    INTEGER,
    PRIMARY KEY (batch, copy)
) STRICT, WITHOUT ROWID;

CREATE TABLE belonging (
    person      INTEGER NOT NULL,
    number      INTEGER NOT NULL,
    department  INTEGER NOT NULL,
    until       TEXT NOT NULL,
    PRIMARY KEY (person, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE body (
    id      INTEGER PRIMARY KEY,
    name    TEXT NOT NULL,
    tier    TEXT NOT NULL,
    basis   TEXT NOT NULL,
    active  INTEGER NOT NULL
) STRICT;

CREATE TABLE called_line (
    batch      INTEGER NOT NULL,
    position   INTEGER NOT NULL,
    document   INTEGER,
    doc_number TEXT NOT NULL,
    title      TEXT NOT NULL,
    copy_nos   TEXT NOT NULL,
    wanted     INTEGER NOT NULL,
    PRIMARY KEY (batch, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE carrier_facts (
    id          INTEGER PRIMARY KEY,
    model       TEXT NOT NULL,
    serial      TEXT NOT NULL,
    disc        TEXT NOT NULL,
    files       INTEGER,
    device_no   TEXT NOT NULL,
    used_for    TEXT NOT NULL,
    approval_no TEXT NOT NULL,
    expires_on  TEXT
) STRICT;

CREATE TABLE check_answer (
    sheet        INTEGER NOT NULL,
    item         TEXT NOT NULL,
    round        INTEGER NOT NULL,
    standing     TEXT NOT NULL,
    looked       INTEGER,
    troubles     INTEGER NOT NULL,
    suggested    INTEGER,
    deduction    INTEGER,
    existing     INTEGER NOT NULL,
    reason       TEXT NOT NULL,
    answered_by  TEXT NOT NULL,
    answered_on  TEXT,
    PRIMARY KEY (sheet, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE check_evidence (
    round     INTEGER NOT NULL,
    evidence  TEXT NOT NULL,
    looked    INTEGER NOT NULL,
    troubles  INTEGER NOT NULL,
    digest    TEXT NOT NULL,
    rows      TEXT NOT NULL,
    PRIMARY KEY (round, evidence)
) STRICT, WITHOUT ROWID;

CREATE TABLE check_item (
    round     INTEGER NOT NULL,
    layer     TEXT NOT NULL,
    item      TEXT NOT NULL,
    position  INTEGER NOT NULL,
    grouped   TEXT NOT NULL,
    text      TEXT NOT NULL,
    method    TEXT NOT NULL,
    points    INTEGER,
    each_off  INTEGER,
    auto      TEXT NOT NULL,
    evidence  TEXT NOT NULL,
    kind      TEXT NOT NULL,
    existing  INTEGER NOT NULL,
    PRIMARY KEY (round, layer, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE check_round (
    id         INTEGER PRIMARY KEY,
    number     TEXT NOT NULL,
    layer      TEXT NOT NULL,
    about      TEXT NOT NULL,
    year       INTEGER NOT NULL,
    since      TEXT NOT NULL,
    until      TEXT NOT NULL,
    version    TEXT NOT NULL,
    source     TEXT NOT NULL,
    said       TEXT NOT NULL,
    state      TEXT NOT NULL,
    opened_on  TEXT NOT NULL,
    frozen_on  TEXT,
    frozen_at  TEXT NOT NULL,
    upto       INTEGER,
    code       TEXT NOT NULL,
    digest     TEXT NOT NULL,
    closed_on  TEXT,
    remark     TEXT NOT NULL
) STRICT;

CREATE TABLE check_sheet (
    id          INTEGER PRIMARY KEY,
    round       INTEGER NOT NULL,
    layer       TEXT NOT NULL,
    about       INTEGER NOT NULL,
    name        TEXT NOT NULL,
    department  INTEGER,
    signed_on   TEXT,
    signed_by   TEXT NOT NULL,
    remark      TEXT NOT NULL
) STRICT;

CREATE TABLE clearance (
    id            INTEGER PRIMARY KEY,
    person        INTEGER NOT NULL,
    post          INTEGER NOT NULL,
    grade         TEXT NOT NULL,
    stage         TEXT NOT NULL,
    nominated_on  TEXT NOT NULL,
    form_no       TEXT NOT NULL,
    reviewed_on   TEXT,
    trained_on    TEXT,
    pledged_on    TEXT,
    started_on    TEXT,
    suspended_on  TEXT,
    ended_on      TEXT,
    reason        TEXT NOT NULL
) STRICT;

CREATE TABLE closed_year (
    id         INTEGER PRIMARY KEY,
    closed_on  TEXT NOT NULL,
    upto       INTEGER NOT NULL,
    closed_by  TEXT NOT NULL,
    copies     INTEGER NOT NULL
) STRICT;

CREATE TABLE conference (
    id             INTEGER PRIMARY KEY,
    number         TEXT NOT NULL,
    name           TEXT NOT NULL,
    department     INTEGER NOT NULL,
    level          INTEGER NOT NULL,
    starts_on      TEXT NOT NULL,
    ends_on        TEXT NOT NULL,
    location       TEXT NOT NULL,
    officer        INTEGER NOT NULL,
    content        TEXT NOT NULL,
    scope          TEXT NOT NULL,
    duties         TEXT NOT NULL,
    planned_on     TEXT NOT NULL,
    state          TEXT NOT NULL,
    approved_by    TEXT NOT NULL,
    approved_on    TEXT,
    opinion        TEXT NOT NULL,
    checks         TEXT NOT NULL,
    record_keeper  TEXT NOT NULL,
    checked_by     TEXT NOT NULL,
    checked_on     TEXT,
    remark         TEXT NOT NULL
) STRICT;

CREATE TABLE contract (
    id             INTEGER PRIMARY KEY,
    number         TEXT NOT NULL,
    project        TEXT NOT NULL,
    contractor     TEXT NOT NULL,
    level          INTEGER,
    department     INTEGER NOT NULL,
    begins_on      TEXT NOT NULL,
    qualified_on   TEXT,
    qualification  TEXT NOT NULL,
    agreed_on      TEXT,
    agreement_no   TEXT NOT NULL,
    ended_on       TEXT,
    remark         TEXT NOT NULL
) STRICT;

CREATE TABLE cooling_contact (
    leaving  INTEGER NOT NULL,
    number   INTEGER NOT NULL,
    person   INTEGER NOT NULL,
    made_on  TEXT NOT NULL,
    how      TEXT NOT NULL,
    made_by  TEXT NOT NULL,
    finding  TEXT NOT NULL,
    PRIMARY KEY (leaving, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE copy (
    id           INTEGER PRIMARY KEY,
    document     INTEGER NOT NULL,
    receipt      INTEGER,
    copy_no      TEXT NOT NULL,
    level        INTEGER NOT NULL,
    carrier      TEXT NOT NULL,
    origin       TEXT NOT NULL,
    state        TEXT NOT NULL,
    custodian    INTEGER NOT NULL,
    place        INTEGER NOT NULL,
    holder       INTEGER,
    loan         INTEGER,
    batch        INTEGER,
    due          TEXT,
    pages        INTEGER,
    must_return  INTEGER NOT NULL,
    retained     INTEGER NOT NULL,
    unverified   INTEGER NOT NULL,
    damaged      INTEGER NOT NULL,
    hold         TEXT NOT NULL,
    parent       INTEGER,
    entered_on   TEXT NOT NULL,
    moved_on     TEXT NOT NULL,
    closed_on    TEXT,
    closing_ref  TEXT NOT NULL,
    stays        INTEGER NOT NULL,
    since        TEXT
) STRICT;

CREATE TABLE counter (
    series  TEXT PRIMARY KEY,
    last    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE department (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL,
    active     INTEGER NOT NULL,
    names      INTEGER NOT NULL,
    closed_on  TEXT,
    successor  INTEGER
) STRICT;

CREATE TABLE device (
    id         INTEGER PRIMARY KEY,
    number     TEXT NOT NULL,
    name       TEXT NOT NULL,
    model      TEXT NOT NULL,
    kind       TEXT NOT NULL,
    level      INTEGER,
    network    TEXT NOT NULL,
    custodian  INTEGER NOT NULL,
    place      TEXT NOT NULL,
    serial     TEXT NOT NULL,
    mac        TEXT NOT NULL,
    purpose    TEXT NOT NULL,
    started_on TEXT NOT NULL,
    system_on  TEXT,
    state      TEXT NOT NULL,
    stopped_on TEXT,
    remark     TEXT NOT NULL
) STRICT;

CREATE TABLE dispatch (
    id           INTEGER PRIMARY KEY,
    kind         TEXT NOT NULL,
    number       TEXT NOT NULL,
    addressee    TEXT NOT NULL,
    channel      TEXT NOT NULL,
    packet_no    TEXT NOT NULL,
    senders      TEXT NOT NULL,
    handler      INTEGER,
    approved_by  TEXT NOT NULL,
    reason       TEXT NOT NULL,
    copies       TEXT NOT NULL,
    sent_on      TEXT NOT NULL,
    sent_at      TEXT NOT NULL,
    due          TEXT,
    state        TEXT NOT NULL,
    receipt_no   TEXT NOT NULL,
    received_by  TEXT NOT NULL,
    received_on  TEXT
) STRICT;

CREATE TABLE document (
    id               INTEGER PRIMARY KEY,
    direction        TEXT NOT NULL,
    title            TEXT NOT NULL,
    doc_number       TEXT NOT NULL,
    issuer           TEXT NOT NULL,
    level            INTEGER NOT NULL,
    marking          TEXT NOT NULL,
    marking_raw      TEXT NOT NULL,
    irregular        INTEGER NOT NULL,
    term             TEXT NOT NULL,
    issued_on        TEXT,
    last_secret_day  TEXT,
    urgency          TEXT NOT NULL,
    pages            INTEGER,
    attachments      TEXT NOT NULL,
    must_return      INTEGER NOT NULL,
    recall_due       TEXT,
    scope_wording    TEXT NOT NULL,
    scope_limited    INTEGER NOT NULL,
    no_copying       INTEGER NOT NULL,
    declassified_on  TEXT,
    joined_to        INTEGER,
    also_numbered    TEXT NOT NULL,
    legacy           INTEGER NOT NULL
) STRICT;

CREATE TABLE draft (
    account   INTEGER NOT NULL,
    name      TEXT NOT NULL,
    body      TEXT NOT NULL,
    saved_at  TEXT NOT NULL,
    PRIMARY KEY (account, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE draw (
    reception  INTEGER NOT NULL,
    number     INTEGER NOT NULL,
    persons    INTEGER NOT NULL,
    level      INTEGER,
    year       INTEGER,
    gone       INTEGER NOT NULL,
    size       INTEGER NOT NULL,
    population INTEGER NOT NULL,
    seed       TEXT NOT NULL,
    drawn_at   TEXT NOT NULL,
    upto       INTEGER NOT NULL,
    PRIMARY KEY (reception, number)
) STRICT;

CREATE TABLE draw_line (
    reception INTEGER NOT NULL,
    draw      INTEGER NOT NULL,
    position  INTEGER NOT NULL,
    copy      INTEGER,
    person    INTEGER,
    place     INTEGER,
    holder    INTEGER,
    state     TEXT NOT NULL,
    held      INTEGER NOT NULL,
    proof     TEXT NOT NULL,
    proved_at TEXT NOT NULL,
    note      TEXT NOT NULL,
    PRIMARY KEY (reception, draw, position)
) STRICT;

CREATE TABLE dun (
    id         INTEGER PRIMARY KEY,
    copy       INTEGER NOT NULL,
    stay       INTEGER NOT NULL,
    person     INTEGER,
    dunned_on  TEXT NOT NULL,
    due        TEXT,
    how        TEXT NOT NULL,
    told       TEXT NOT NULL
) STRICT;

CREATE TABLE entry (
    seq          INTEGER PRIMARY KEY,
    recorded_at  TEXT NOT NULL,
    happened_on  TEXT NOT NULL,
    happened_at  TEXT NOT NULL,
    account      INTEGER NOT NULL,
    operator     TEXT NOT NULL,
    second       TEXT NOT NULL,
    kind         TEXT NOT NULL,
    version      INTEGER NOT NULL,
    subjects     TEXT NOT NULL,
    body_digest  BLOB NOT NULL,
    link         BLOB NOT NULL
) STRICT;

CREATE TABLE facility (
    id          INTEGER PRIMARY KEY,
    number      TEXT NOT NULL,
    name        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    grade       TEXT NOT NULL,
    rated       INTEGER,
    site        INTEGER,
    places      TEXT NOT NULL,
    location    TEXT NOT NULL,
    keeper      INTEGER NOT NULL,
    keys        TEXT NOT NULL,
    since       TEXT NOT NULL,
    code_on     TEXT,
    checked_on  TEXT,
    state       TEXT NOT NULL,
    retired_on  TEXT,
    remark      TEXT NOT NULL
) STRICT;

CREATE TABLE field (
    seq     INTEGER NOT NULL REFERENCES entry,
    name    TEXT NOT NULL,
    value   BLOB,
    salt    BLOB,
    digest  BLOB,
    PRIMARY KEY (seq, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE filing (
    id        INTEGER PRIMARY KEY,
    kind      TEXT NOT NULL,
    year      INTEGER NOT NULL,
    filed_to  TEXT NOT NULL,
    number    TEXT NOT NULL,
    filed_on  TEXT NOT NULL,
    persons   TEXT NOT NULL
) STRICT;

CREATE TABLE finding (
    id           INTEGER PRIMARY KEY,
    number       TEXT NOT NULL,
    found_on     TEXT NOT NULL,
    source       TEXT NOT NULL,
    inspector    TEXT NOT NULL,
    description  TEXT NOT NULL,
    category     TEXT NOT NULL,
    basis        TEXT NOT NULL,
    department   INTEGER,
    person       INTEGER,
    item         TEXT NOT NULL,
    requirement  TEXT NOT NULL,
    due          TEXT NOT NULL,
    state        TEXT NOT NULL,
    alike        INTEGER NOT NULL,
    incident     INTEGER,
    stocktake    INTEGER,
    measures     TEXT NOT NULL,
    evidence     TEXT NOT NULL,
    rectified_by INTEGER,
    rectified_on TEXT,
    verifier     TEXT NOT NULL,
    verified_on  TEXT,
    closed_on    TEXT,
    reopened     INTEGER NOT NULL,
    why          TEXT NOT NULL
) STRICT;

CREATE TABLE former_name (
    department  INTEGER NOT NULL,
    number      INTEGER NOT NULL,
    name        TEXT NOT NULL,
    until       TEXT NOT NULL,
    PRIMARY KEY (department, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE gathering (
    id           INTEGER PRIMARY KEY,
    kind         TEXT NOT NULL,
    title        TEXT NOT NULL,
    held_on      TEXT NOT NULL,
    chair        TEXT NOT NULL,
    attendees    TEXT NOT NULL,
    others       TEXT NOT NULL,
    departments  TEXT NOT NULL,
    absent       TEXT NOT NULL,
    matters      TEXT NOT NULL,
    decisions    TEXT NOT NULL,
    minutes_no   TEXT NOT NULL
) STRICT;

CREATE TABLE handout (
    id           INTEGER PRIMARY KEY,
    meeting      TEXT NOT NULL,
    document     INTEGER NOT NULL,
    copies       TEXT NOT NULL,
    loans        TEXT NOT NULL,
    attendees    TEXT NOT NULL,
    remaining    INTEGER NOT NULL,
    approved_by  TEXT NOT NULL,
    out_on       TEXT NOT NULL,
    due          TEXT NOT NULL,
    open         INTEGER NOT NULL,
    closed_on    TEXT,
    returned     INTEGER NOT NULL,
    kept         INTEGER NOT NULL,
    lost         INTEGER NOT NULL,
    conference   INTEGER
) STRICT;

CREATE TABLE handover (
    id          INTEGER PRIMARY KEY,
    number      TEXT NOT NULL,
    reason      TEXT NOT NULL,
    leaver      INTEGER NOT NULL,
    receiver    INTEGER NOT NULL,
    supervisor  INTEGER NOT NULL,
    state       TEXT NOT NULL,
    opened_on   TEXT NOT NULL,
    base_at     TEXT NOT NULL,
    base_seq    INTEGER NOT NULL,
    until       TEXT,
    remark      TEXT NOT NULL,
    handed_on   TEXT,
    closed_on   TEXT,
    closed_by   INTEGER,
    by_three    INTEGER NOT NULL
) STRICT;

CREATE TABLE handover_line (
    handover  INTEGER NOT NULL,
    position  INTEGER NOT NULL,
    sort      TEXT NOT NULL,
    copy      INTEGER,
    device    INTEGER,
    called    TEXT NOT NULL,
    stood     TEXT NOT NULL,
    place     INTEGER,
    holder    INTEGER,
    finding   TEXT NOT NULL,
    words     TEXT NOT NULL,
    PRIMARY KEY (handover, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE holding_sign (
    person     INTEGER NOT NULL,
    month      TEXT NOT NULL,
    signed_on  TEXT NOT NULL,
    serial     INTEGER,
    copies     INTEGER NOT NULL,
    remark     TEXT NOT NULL,
    PRIMARY KEY (person, month)
) STRICT, WITHOUT ROWID;

CREATE TABLE hop (
    id        INTEGER PRIMARY KEY,
    copy      INTEGER NOT NULL,
    document  INTEGER NOT NULL,
    reader    INTEGER NOT NULL,
    out_on    TEXT NOT NULL,
    out_at    TEXT NOT NULL,
    back_on   TEXT,
    back_at   TEXT NOT NULL,
    open      INTEGER NOT NULL,
    remark    TEXT NOT NULL
) STRICT;

CREATE TABLE identity (
    ledger_id   TEXT NOT NULL,
    format      INTEGER NOT NULL,
    created_at  TEXT NOT NULL
) STRICT;

CREATE TABLE incident (
    id           INTEGER PRIMARY KEY,
    copy         INTEGER NOT NULL,
    reported_on  TEXT NOT NULL,
    reported_at  TEXT NOT NULL,
    report_by    TEXT NOT NULL,
    finder       TEXT NOT NULL,
    finder_post  TEXT NOT NULL,
    found_where  TEXT NOT NULL,
    circumstances TEXT NOT NULL,
    happened     TEXT NOT NULL,
    scene        TEXT NOT NULL,
    way          TEXT NOT NULL,
    harm         TEXT NOT NULL,
    searched     TEXT NOT NULL,
    told_above   TEXT NOT NULL,
    sent_on      TEXT,
    sent_at      TEXT NOT NULL,
    sent_to      TEXT NOT NULL,
    sent_no      TEXT NOT NULL,
    closed_on    TEXT,
    conclusion   TEXT NOT NULL
) STRICT;

CREATE TABLE instruction (
    id           INTEGER PRIMARY KEY,
    document     INTEGER NOT NULL,
    proposal     TEXT NOT NULL,
    proposed_by  TEXT NOT NULL,
    proposed_on  TEXT,
    instruction  TEXT NOT NULL,
    leader       TEXT NOT NULL,
    handler      TEXT NOT NULL,
    due          TEXT,
    made_on      TEXT NOT NULL,
    responsible  INTEGER
) STRICT;

CREATE TABLE key_duty (
    id     INTEGER PRIMARY KEY,
    since  TEXT,
    why    TEXT NOT NULL
) STRICT;

CREATE TABLE keyring_seal (
    id          INTEGER PRIMARY KEY,
    generation  INTEGER NOT NULL,
    digest      TEXT NOT NULL
) STRICT;

CREATE TABLE knew (
    document  INTEGER NOT NULL,
    person    INTEGER NOT NULL,
    ref       TEXT NOT NULL,
    since     TEXT,
    how       TEXT NOT NULL,
    void      INTEGER NOT NULL,
    PRIMARY KEY (document, person, ref)
) STRICT, WITHOUT ROWID;

CREATE TABLE leading (
    id         INTEGER PRIMARY KEY,
    person     INTEGER NOT NULL,
    role       TEXT NOT NULL,
    kind       TEXT NOT NULL,
    done_on    TEXT NOT NULL,
    content    TEXT NOT NULL,
    record_no  TEXT NOT NULL
) STRICT;

CREATE TABLE leaving (
    id                 INTEGER PRIMARY KEY,
    number             TEXT NOT NULL,
    person             INTEGER NOT NULL,
    way                TEXT NOT NULL,
    state              TEXT NOT NULL,
    opened_on          TEXT NOT NULL,
    reason             TEXT NOT NULL,
    destination        TEXT NOT NULL,
    address            TEXT NOT NULL,
    contact            TEXT NOT NULL,
    talked_on          TEXT,
    talker             TEXT NOT NULL,
    pledged_on         TEXT,
    left_on            TEXT,
    grade              TEXT,
    terms              TEXT NOT NULL,
    departs            TEXT NOT NULL,
    cooling_from       TEXT,
    cooling_until      TEXT,
    entrusted_to       TEXT NOT NULL,
    entrusted_no       TEXT NOT NULL,
    entrusted_on       TEXT,
    entrusted_contact  TEXT NOT NULL,
    receipted_on       TEXT,
    contacts           INTEGER NOT NULL,
    released_on        TEXT
) STRICT;

CREATE TABLE list_item (
    layer     TEXT NOT NULL,
    item      TEXT NOT NULL,
    grouped   TEXT NOT NULL,
    text      TEXT NOT NULL,
    method    TEXT NOT NULL,
    points    INTEGER,
    each_off  INTEGER,
    auto      TEXT NOT NULL,
    evidence  TEXT NOT NULL,
    kind      TEXT NOT NULL,
    existing  INTEGER NOT NULL,
    active    INTEGER NOT NULL,
    since     TEXT NOT NULL,
    PRIMARY KEY (layer, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE loan (
    id           INTEGER PRIMARY KEY,
    copy         INTEGER NOT NULL,
    document     INTEGER NOT NULL,
    borrower     INTEGER NOT NULL,
    kind         TEXT NOT NULL,
    lent_on      TEXT,
    due          TEXT,
    approved_by  TEXT NOT NULL,
    form_no      TEXT NOT NULL,
    applied_on   TEXT,
    purpose      TEXT NOT NULL,
    used_at      INTEGER,
    lent_at      TEXT NOT NULL,
    extensions   INTEGER NOT NULL,
    returned_on  TEXT,
    returned_at  TEXT NOT NULL,
    open         INTEGER NOT NULL,
    remark       TEXT NOT NULL,
    legacy       INTEGER NOT NULL
) STRICT;

CREATE TABLE major_matter (
    id           INTEGER PRIMARY KEY,
    person       INTEGER NOT NULL,
    kind         TEXT NOT NULL,
    happened_on  TEXT NOT NULL,
    reported_on  TEXT NOT NULL,
    content      TEXT NOT NULL,
    received_by  TEXT NOT NULL,
    handling     TEXT NOT NULL
) STRICT;

CREATE TABLE mark_change (
    id           INTEGER PRIMARY KEY,
    kind         TEXT NOT NULL,
    document     INTEGER NOT NULL,
    proposed_by  TEXT NOT NULL,
    proposed_on  TEXT NOT NULL,
    before       TEXT NOT NULL,
    marking      TEXT NOT NULL,
    basis        TEXT NOT NULL,
    derived      INTEGER NOT NULL,
    reason       TEXT NOT NULL,
    notice_no    TEXT NOT NULL,
    report_by    TEXT,
    decision     TEXT NOT NULL,
    decided_by   TEXT NOT NULL,
    decided_on   TEXT,
    closed_on    TEXT
) STRICT;

CREATE TABLE mark_review (
    id         INTEGER PRIMARY KEY,
    number     TEXT NOT NULL,
    opened_on  TEXT NOT NULL,
    documents  INTEGER NOT NULL,
    open       INTEGER NOT NULL,
    closed_on  TEXT
) STRICT;

CREATE TABLE mark_review_line (
    review     INTEGER NOT NULL,
    document   INTEGER NOT NULL,
    position   INTEGER NOT NULL,
    verdict    TEXT,
    reason     TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_on TEXT,
    change     INTEGER,
    PRIMARY KEY (review, document)
) STRICT, WITHOUT ROWID;

CREATE TABLE number_style (
    name   TEXT NOT NULL,
    since  TEXT NOT NULL,
    mask   TEXT NOT NULL,
    PRIMARY KEY (name, since)
) STRICT, WITHOUT ROWID;

CREATE TABLE offer (
    id          INTEGER PRIMARY KEY,
    copies      TEXT NOT NULL,
    giver       INTEGER NOT NULL,
    taker       INTEGER NOT NULL,
    form_no     TEXT NOT NULL,
    purpose     TEXT NOT NULL,
    offered_on  TEXT NOT NULL,
    due         TEXT NOT NULL,
    state       TEXT NOT NULL,
    closed_on   TEXT,
    reason      TEXT NOT NULL
) STRICT;

CREATE TABLE packet (
    id            INTEGER PRIMARY KEY,
    number        TEXT NOT NULL,
    sender        TEXT NOT NULL,
    channel       TEXT NOT NULL,
    level         INTEGER,
    urgency       TEXT NOT NULL,
    announced_on  TEXT,
    announced_at  TEXT NOT NULL,
    caller        TEXT NOT NULL,
    wanted        TEXT NOT NULL,
    told_on       TEXT,
    told_at       TEXT NOT NULL,
    told_to       TEXT NOT NULL,
    due           TEXT NOT NULL,
    collectors    TEXT NOT NULL,
    vehicle       TEXT NOT NULL,
    counter       TEXT NOT NULL,
    seal_intact   INTEGER NOT NULL,
    collected_on  TEXT,
    collected_at  TEXT NOT NULL,
    opened_on     TEXT,
    opened_at     TEXT NOT NULL,
    opened_by     TEXT NOT NULL,
    listed        INTEGER,
    found         INTEGER,
    query         TEXT NOT NULL,
    closed_on     TEXT,
    state         TEXT NOT NULL,
    handler       INTEGER
) STRICT;

CREATE TABLE particulars (
    person        INTEGER PRIMARY KEY,
    id_number     TEXT NOT NULL,
    sex           TEXT NOT NULL,
    born_on       TEXT NOT NULL,
    ethnicity     TEXT NOT NULL,
    politics      TEXT NOT NULL,
    education     TEXT NOT NULL,
    position      TEXT NOT NULL,
    rank          TEXT NOT NULL,
    title         TEXT NOT NULL,
    phone         TEXT NOT NULL,
    started_work  TEXT NOT NULL,
    abroad        TEXT NOT NULL,
    sender        TEXT NOT NULL,
    cleared_on    TEXT NOT NULL,
    remark        TEXT NOT NULL
) STRICT;

CREATE TABLE passport (
    id          INTEGER PRIMARY KEY,
    person      INTEGER NOT NULL,
    kind        TEXT NOT NULL,
    number      TEXT NOT NULL,
    expires_on  TEXT,
    state       TEXT NOT NULL,
    since       TEXT NOT NULL,
    travel      INTEGER,
    due         TEXT,
    reason      TEXT NOT NULL,
    remark      TEXT NOT NULL
) STRICT;

CREATE TABLE passport_move (
    id           INTEGER PRIMARY KEY,
    passport     INTEGER NOT NULL,
    person       INTEGER NOT NULL,
    travel       INTEGER,
    reason       TEXT NOT NULL,
    approved_by  TEXT NOT NULL,
    out_on       TEXT NOT NULL,
    due          TEXT NOT NULL,
    back_on      TEXT,
    remark       TEXT NOT NULL
) STRICT;

CREATE TABLE person (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL,
    department  INTEGER,
    post        TEXT NOT NULL,
    grade       TEXT,
    employment  TEXT NOT NULL,
    on_post     INTEGER NOT NULL,
    unverified  INTEGER NOT NULL,
    reviewed_on    TEXT,
    trained_on     TEXT,
    pledged_on     TEXT,
    left_on        TEXT,
    cooling_until  TEXT,
    filed_on       TEXT,
    border_filed_on  TEXT,
    rooms       INTEGER NOT NULL
) STRICT;

CREATE TABLE place (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL,
    reading  INTEGER NOT NULL,
    active   INTEGER NOT NULL,
    rated    INTEGER
) STRICT;

CREATE TABLE pledge (
    id         INTEGER PRIMARY KEY,
    person     INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    signed_on  TEXT NOT NULL,
    matter     TEXT NOT NULL,
    copies     INTEGER NOT NULL,
    kept_at    TEXT NOT NULL
) STRICT;

CREATE TABLE post (
    id           INTEGER PRIMARY KEY,
    code         TEXT NOT NULL,
    name         TEXT NOT NULL,
    department   INTEGER NOT NULL,
    category     TEXT NOT NULL,
    grade        TEXT NOT NULL,
    duty         TEXT NOT NULL,
    items        TEXT NOT NULL,
    approved_by  TEXT NOT NULL,
    approved_on  TEXT NOT NULL,
    active       INTEGER NOT NULL
) STRICT;

CREATE TABLE printed (
    serial      INTEGER PRIMARY KEY,
    form        TEXT NOT NULL,
    title       TEXT NOT NULL,
    about       TEXT NOT NULL,
    marking     TEXT NOT NULL,
    operator    TEXT NOT NULL,
    day         TEXT NOT NULL,
    made_at     TEXT NOT NULL,
    pages       INTEGER NOT NULL,
    reprint_of  INTEGER
) STRICT;

CREATE TABLE publication (
    id                  INTEGER PRIMARY KEY,
    number              TEXT NOT NULL,
    applicant           INTEGER NOT NULL,
    content             TEXT NOT NULL,
    purpose             TEXT NOT NULL,
    documents           TEXT NOT NULL,
    asked_on            TEXT NOT NULL,
    state               TEXT NOT NULL,
    verdict             TEXT,
    level               INTEGER,
    changes             TEXT NOT NULL,
    department_opinion  TEXT NOT NULL,
    office_opinion      TEXT NOT NULL,
    expert_opinion      TEXT NOT NULL,
    committee_opinion   TEXT NOT NULL,
    reviewer            INTEGER,
    concluded_on        TEXT,
    published_on        TEXT,
    where_to            TEXT NOT NULL
) STRICT;

CREATE TABLE receipt (
    id           INTEGER PRIMARY KEY,
    document     INTEGER NOT NULL,
    receipt_no   TEXT NOT NULL,
    series       TEXT NOT NULL,
    year         INTEGER,
    number       INTEGER,
    received_on  TEXT,
    copy_nos     TEXT NOT NULL,
    copies       INTEGER NOT NULL,
    pages        INTEGER,
    channel      TEXT NOT NULL,
    packet_no    TEXT NOT NULL,
    department   TEXT NOT NULL,
    signed_by    TEXT NOT NULL,
    remark       TEXT NOT NULL,
    legacy       INTEGER NOT NULL
) STRICT;

CREATE TABLE reception (
    id        INTEGER PRIMARY KEY,
    number    TEXT NOT NULL,
    inspector TEXT NOT NULL,
    office    TEXT NOT NULL,
    host      TEXT NOT NULL,
    opened_on TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    until     TEXT NOT NULL,
    ended     TEXT NOT NULL,
    ended_at  TEXT NOT NULL,
    draws     INTEGER NOT NULL,
    scans     INTEGER NOT NULL,
    looks     INTEGER NOT NULL
) STRICT;

CREATE TABLE regulation (
    id           INTEGER PRIMARY KEY,
    area         TEXT NOT NULL,
    title        TEXT NOT NULL,
    number       TEXT NOT NULL,
    issued_on    TEXT NOT NULL,
    revised_on   TEXT,
    reviewed_on  TEXT,
    repealed_on  TEXT,
    remark       TEXT NOT NULL
) STRICT;

CREATE TABLE remarking (
    id         INTEGER PRIMARY KEY,
    change     INTEGER NOT NULL,
    copy       INTEGER NOT NULL,
    document   INTEGER NOT NULL,
    marking    TEXT NOT NULL,
    opened_on  TEXT NOT NULL,
    done_on    TEXT,
    done_by    TEXT NOT NULL,
    open       INTEGER NOT NULL
) STRICT;

CREATE TABLE reminder (
    id           INTEGER PRIMARY KEY,
    reminded_on  TEXT NOT NULL,
    occasion     TEXT NOT NULL,
    content      TEXT NOT NULL,
    departments  TEXT NOT NULL,
    way          TEXT NOT NULL,
    reminded_by  TEXT NOT NULL
) STRICT;

CREATE TABLE reproduction (
    id           INTEGER PRIMARY KEY,
    kind         TEXT NOT NULL,
    document     INTEGER NOT NULL,
    sources      TEXT NOT NULL,
    made         TEXT NOT NULL,
    numbers      TEXT NOT NULL,
    pages        INTEGER,
    purpose      TEXT NOT NULL,
    receivers    TEXT NOT NULL,
    applicant    TEXT NOT NULL,
    approved_by  TEXT NOT NULL,
    consent_no   TEXT NOT NULL,
    form_no      TEXT NOT NULL,
    machine      TEXT NOT NULL,
    outside      TEXT NOT NULL,
    agreement    TEXT NOT NULL,
    escorts      TEXT NOT NULL,
    made_on      TEXT NOT NULL
) STRICT;

CREATE TABLE reversal (
    entry  INTEGER PRIMARY KEY,
    by     INTEGER NOT NULL
) STRICT;

CREATE TABLE review (
    id            INTEGER PRIMARY KEY,
    person        INTEGER NOT NULL,
    kind          TEXT NOT NULL,
    clearance     INTEGER,
    grade         TEXT,
    passed        INTEGER NOT NULL,
    concluded_on  TEXT NOT NULL,
    reviewer      TEXT NOT NULL,
    form_no       TEXT NOT NULL,
    opinion       TEXT NOT NULL
) STRICT;

CREATE TABLE risk_check (
    id         INTEGER PRIMARY KEY,
    department INTEGER NOT NULL,
    checked_on TEXT NOT NULL,
    checker    TEXT NOT NULL,
    asked      INTEGER NOT NULL,
    wrong      INTEGER NOT NULL
) STRICT;

CREATE TABLE risk_line (
    risk_check INTEGER NOT NULL,
    item       TEXT NOT NULL,
    text       TEXT NOT NULL,
    category   TEXT NOT NULL,
    note       TEXT NOT NULL,
    PRIMARY KEY (risk_check, item)
) STRICT;

CREATE TABLE scan (
    batch     INTEGER NOT NULL,
    copy      INTEGER NOT NULL,
    account   INTEGER NOT NULL,
    made_at   TEXT NOT NULL,
    link      BLOB NOT NULL,
    PRIMARY KEY (batch, copy)
) STRICT, WITHOUT ROWID;

CREATE TABLE scope_member (
    document  INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    member    INTEGER NOT NULL,
    since     TEXT NOT NULL,
    active    INTEGER NOT NULL,
    PRIMARY KEY (document, kind, member)
) STRICT, WITHOUT ROWID;

CREATE TABLE seal (
    last       INTEGER NOT NULL REFERENCES entry,
    signer     TEXT NOT NULL,
    first      INTEGER NOT NULL,
    signature  BLOB NOT NULL,
    PRIMARY KEY (last, signer)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE search USING fts5 (
    terms, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);

CREATE VIRTUAL TABLE search_terms USING fts5vocab(search, instance);

CREATE TABLE setting (
    name   TEXT PRIMARY KEY,
    value  INTEGER NOT NULL,
    since  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sighting (
    stocktake INTEGER NOT NULL,
    number    INTEGER NOT NULL,
    copy      INTEGER NOT NULL,
    code      TEXT NOT NULL,
    place     INTEGER NOT NULL,
    bucket    TEXT NOT NULL,
    pages     INTEGER,
    mark_ok   INTEGER NOT NULL,
    nature_ok INTEGER NOT NULL,
    note      TEXT NOT NULL,
    stays     INTEGER NOT NULL,
    moved_by  INTEGER,
    account   INTEGER NOT NULL,
    made_at   TEXT NOT NULL,
    turn      INTEGER NOT NULL,
    person    INTEGER NOT NULL,
    device    INTEGER NOT NULL,
    latest    INTEGER NOT NULL,
    link      BLOB NOT NULL,
    PRIMARY KEY (stocktake, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE site (
    id            INTEGER PRIMARY KEY,
    kind          TEXT NOT NULL,
    name          TEXT NOT NULL,
    department    INTEGER NOT NULL,
    head          INTEGER NOT NULL,
    level         INTEGER NOT NULL,
    location      TEXT NOT NULL,
    matters       TEXT NOT NULL,
    reason        TEXT NOT NULL,
    guards        TEXT NOT NULL,
    barriers      TEXT NOT NULL,
    alarms        TEXT NOT NULL,
    system        TEXT NOT NULL,
    fixed_by      TEXT NOT NULL,
    fixed_on      TEXT NOT NULL,
    filed_on      TEXT,
    withdrawn_on  TEXT,
    why           TEXT NOT NULL,
    changes       INTEGER NOT NULL
) STRICT;

CREATE TABLE site_change (
    site         INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    changed_on   TEXT NOT NULL,
    before       INTEGER NOT NULL,
    after        INTEGER,
    why          TEXT NOT NULL,
    approved_by  TEXT NOT NULL,
    PRIMARY KEY (site, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE stay (
    copy       INTEGER NOT NULL,
    number     INTEGER NOT NULL,
    since      TEXT NOT NULL,
    until      TEXT NOT NULL,
    state      TEXT NOT NULL,
    custodian  INTEGER NOT NULL,
    place      INTEGER NOT NULL,
    holder     INTEGER,
    PRIMARY KEY (copy, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE step_done (
    person   INTEGER NOT NULL,
    step     TEXT NOT NULL,
    done_on  TEXT NOT NULL,
    done_by  TEXT NOT NULL,
    note     TEXT NOT NULL,
    PRIMARY KEY (person, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE stocktake (
    id           INTEGER PRIMARY KEY,
    number       TEXT NOT NULL,
    reason       TEXT NOT NULL,
    state        TEXT NOT NULL,
    scope        TEXT NOT NULL,
    places       TEXT NOT NULL,
    person       INTEGER,
    level        INTEGER,
    sample       INTEGER,
    seed         TEXT NOT NULL,
    counter      INTEGER NOT NULL,
    second       TEXT NOT NULL,
    opened_on    TEXT NOT NULL,
    opened_at    TEXT NOT NULL,
    upto         INTEGER NOT NULL,
    copies       INTEGER NOT NULL,
    top_secret   INTEGER NOT NULL,
    secret       INTEGER NOT NULL,
    confidential INTEGER NOT NULL,
    closed_on    TEXT,
    remark       TEXT NOT NULL,
    devices      INTEGER NOT NULL
) STRICT;

CREATE TABLE stocktake_device (
    stocktake   INTEGER NOT NULL,
    device      INTEGER NOT NULL,
    position    INTEGER NOT NULL,
    custodian   INTEGER NOT NULL,
    expected    INTEGER NOT NULL,
    result      TEXT,
    found_place INTEGER,
    serial_ok   INTEGER NOT NULL,
    keeper_ok   INTEGER NOT NULL,
    note        TEXT NOT NULL,
    seen_at     TEXT NOT NULL,
    PRIMARY KEY (stocktake, device)
) STRICT, WITHOUT ROWID;

CREATE TABLE stocktake_find (
    stocktake INTEGER NOT NULL,
    number    INTEGER NOT NULL,
    code      TEXT NOT NULL,
    place     INTEGER,
    note      TEXT NOT NULL,
    seen_at   TEXT NOT NULL,
    PRIMARY KEY (stocktake, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE stocktake_line (
    stocktake   INTEGER NOT NULL,
    copy        INTEGER NOT NULL,
    position    INTEGER NOT NULL,
    place       INTEGER NOT NULL,
    holder      INTEGER,
    state       TEXT NOT NULL,
    stays       INTEGER NOT NULL,
    expected    INTEGER NOT NULL,
    result      TEXT,
    found_place INTEGER,
    pages       INTEGER,
    mark_ok     INTEGER NOT NULL,
    nature_ok   INTEGER NOT NULL,
    note        TEXT NOT NULL,
    seen_at     TEXT NOT NULL,
    moved_by    INTEGER,
    again       TEXT,
    again_place INTEGER,
    again_pages INTEGER,
    again_at    TEXT NOT NULL,
    PRIMARY KEY (stocktake, copy)
) STRICT, WITHOUT ROWID;

CREATE TABLE submission (
    id          INTEGER PRIMARY KEY,
    kind        TEXT NOT NULL,
    year        INTEGER NOT NULL,
    title       TEXT NOT NULL,
    edition     TEXT NOT NULL,
    filed_on    TEXT NOT NULL,
    filed_to    TEXT NOT NULL,
    receipt_no  TEXT NOT NULL,
    remark      TEXT NOT NULL
) STRICT;

CREATE TABLE system (
    id           INTEGER PRIMARY KEY,
    number       TEXT NOT NULL,
    name         TEXT NOT NULL,
    level        INTEGER,
    department   INTEGER NOT NULL,
    tested_on    TEXT,
    approved_on  TEXT,
    started_on   TEXT,
    assessed_on  TEXT,
    stopped_on   TEXT,
    remark       TEXT NOT NULL
) STRICT;

CREATE TABLE taken (
    digest    TEXT PRIMARY KEY,
    kind      TEXT NOT NULL,
    rows      INTEGER NOT NULL,
    accepted  INTEGER NOT NULL,
    day       TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tally (
    level      INTEGER NOT NULL,
    custodian  INTEGER NOT NULL,
    flow       TEXT NOT NULL,
    amount     INTEGER NOT NULL,
    PRIMARY KEY (level, custodian, flow)
) STRICT, WITHOUT ROWID;

CREATE TABLE tenure (
    id          INTEGER PRIMARY KEY,
    person      INTEGER NOT NULL,
    seat        TEXT NOT NULL,
    body        INTEGER,
    department  INTEGER,
    basis       TEXT NOT NULL,
    since       TEXT NOT NULL,
    until       TEXT,
    ended_on    TEXT,
    why_ended   TEXT NOT NULL,
    open        INTEGER NOT NULL
) STRICT;

CREATE TABLE tick (
    handover  INTEGER NOT NULL,
    number    INTEGER NOT NULL,
    position  INTEGER NOT NULL,
    finding   TEXT NOT NULL,
    words     TEXT NOT NULL,
    stood     TEXT NOT NULL,
    account   INTEGER NOT NULL,
    made_at   TEXT NOT NULL,
    link      BLOB NOT NULL,
    PRIMARY KEY (handover, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE touched (
    subject  TEXT NOT NULL,
    seq      INTEGER NOT NULL,
    PRIMARY KEY (subject, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE training (
    id           INTEGER PRIMARY KEY,
    number       TEXT NOT NULL,
    kind         TEXT NOT NULL,
    topic        TEXT NOT NULL,
    lecturer     TEXT NOT NULL,
    tenths       INTEGER NOT NULL,
    place        TEXT NOT NULL,
    departments  TEXT NOT NULL,
    held_on      TEXT NOT NULL,
    held_at      TEXT NOT NULL,
    remark       TEXT NOT NULL
) STRICT;

CREATE TABLE travel (
    id              INTEGER PRIMARY KEY,
    number          TEXT NOT NULL,
    person          INTEGER NOT NULL,
    kind            TEXT NOT NULL,
    destination     TEXT NOT NULL,
    reason          TEXT NOT NULL,
    leaves_on       TEXT NOT NULL,
    returns_on      TEXT NOT NULL,
    cooling         INTEGER NOT NULL,
    state           TEXT NOT NULL,
    applied_on      TEXT NOT NULL,
    approved_by     TEXT NOT NULL,
    decided_on      TEXT,
    opinion         TEXT NOT NULL,
    talk_on         TEXT,
    talk_by         TEXT NOT NULL,
    back_on         TEXT,
    passport_back   TEXT,
    return_talk_on  TEXT,
    return_talk_by  TEXT NOT NULL,
    findings        TEXT NOT NULL
) STRICT;

CREATE TABLE trip (
    id           INTEGER PRIMARY KEY,
    kind         TEXT NOT NULL,
    copy         INTEGER NOT NULL,
    document     INTEGER NOT NULL,
    holder       INTEGER NOT NULL,
    companions   TEXT NOT NULL,
    destination  TEXT NOT NULL,
    reason       TEXT NOT NULL,
    approved_by  TEXT NOT NULL,
    form_no      TEXT NOT NULL,
    measures     TEXT NOT NULL,
    out_on       TEXT NOT NULL,
    out_at       TEXT NOT NULL,
    due          TEXT NOT NULL,
    back_on      TEXT,
    back_at      TEXT NOT NULL,
    open         INTEGER NOT NULL,
    remark       TEXT NOT NULL
) STRICT;

CREATE TABLE unit (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL,
    ceiling  INTEGER NOT NULL,
    small    INTEGER NOT NULL
) STRICT;

CREATE TABLE visit (
    id           INTEGER PRIMARY KEY,
    site         INTEGER NOT NULL,
    visitor      TEXT NOT NULL,
    unit         TEXT NOT NULL,
    purpose      TEXT NOT NULL,
    escort       INTEGER NOT NULL,
    approved_by  TEXT NOT NULL,
    came_on      TEXT NOT NULL,
    came_at      TEXT NOT NULL,
    left_on      TEXT,
    left_at      TEXT NOT NULL,
    remark       TEXT NOT NULL
) STRICT;

CREATE TABLE witness (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL,
    person      INTEGER NOT NULL,
    public_key  TEXT NOT NULL,
    sealed      TEXT NOT NULL,
    granted     INTEGER NOT NULL,
    own         INTEGER NOT NULL,
    locked      INTEGER NOT NULL,
    active      INTEGER NOT NULL
) STRICT;

CREATE TABLE year_figure (
    year       INTEGER NOT NULL,
    level      INTEGER NOT NULL,
    custodian  INTEGER NOT NULL,
    carrier    TEXT NOT NULL,
    copies     INTEGER NOT NULL,
    PRIMARY KEY (year, level, custodian, carrier)
) STRICT, WITHOUT ROWID;

CREATE TABLE year_plan (
    year         INTEGER NOT NULL,
    kind         TEXT NOT NULL,
    content      TEXT NOT NULL,
    approved_by  TEXT NOT NULL,
    planned_on   TEXT NOT NULL,
    PRIMARY KEY (year, kind)
) STRICT, WITHOUT ROWID;

CREATE INDEX attendance_by_person ON attendance (person, training);

CREATE INDEX batch_by_handler ON batch (handler);

CREATE INDEX batch_by_receipt ON batch (receipt_no) WHERE receipt_no <> '';

CREATE INDEX batch_by_state ON batch (state, id);

CREATE INDEX batch_line_by_copy ON batch_line (copy);

CREATE INDEX called_line_by_document ON called_line (document) WHERE document IS NOT NULL;

CREATE INDEX carrier_facts_by_serial ON carrier_facts (serial);

CREATE INDEX check_answer_by_round ON check_answer (round);

CREATE INDEX check_sheet_by_round ON check_sheet (round, id);

CREATE INDEX clearance_by_person ON clearance (person);

CREATE INDEX clearance_by_post ON clearance (post);

CREATE INDEX conference_by_name ON conference (name);

CREATE INDEX contract_by_number ON contract (number);

CREATE INDEX copy_by_document ON copy (document);

CREATE INDEX copy_by_due ON copy (due, id) WHERE due IS NOT NULL;

CREATE INDEX copy_by_holder ON copy (holder, id) WHERE holder IS NOT NULL;

CREATE INDEX copy_by_number ON copy (copy_no);

CREATE INDEX copy_by_parent ON copy (parent) WHERE parent IS NOT NULL;

CREATE INDEX copy_by_place ON copy (place, id);

CREATE INDEX copy_by_receipt ON copy (receipt);

CREATE INDEX copy_by_state ON copy (state, level, id);

CREATE INDEX copy_wide ON copy (level, state, custodian, place, must_return, unverified, entered_on, id);

CREATE INDEX device_by_keeper ON device (custodian);

CREATE INDEX device_by_number ON device (number);

CREATE INDEX device_by_serial ON device (serial);

CREATE INDEX dispatch_by_handler ON dispatch (handler);

CREATE INDEX dispatch_waiting ON dispatch (due, id) WHERE state = 'SENT';

CREATE INDEX document_by_level ON document (level, id);

CREATE INDEX document_by_number ON document (doc_number, issuer);

CREATE INDEX document_by_secret_day ON document (last_secret_day) WHERE last_secret_day IS NOT NULL;

CREATE INDEX dun_by_copy ON dun (copy);

CREATE INDEX entry_by_day ON entry (happened_on, seq);

CREATE INDEX entry_by_kind ON entry (kind, seq);

CREATE INDEX facility_by_number ON facility (number);

CREATE INDEX field_overruled ON field (seq) WHERE name = 'overruled';

CREATE INDEX finding_by_category ON finding (category, found_on);

CREATE INDEX finding_by_item ON finding (item, department) WHERE item <> '';

CREATE INDEX finding_by_state ON finding (state, due);

CREATE INDEX gathering_by_day ON gathering (held_on, id);

CREATE INDEX handover_by_leaver ON handover (leaver, state);

CREATE INDEX hop_by_copy ON hop (copy);

CREATE INDEX hop_by_document ON hop (document);

CREATE INDEX hop_by_reader ON hop (reader);

CREATE INDEX hop_open ON hop (out_on, id) WHERE open = 1;

CREATE INDEX incident_by_copy ON incident (copy);

CREATE INDEX instruction_by_document ON instruction (document);

CREATE INDEX instruction_by_responsible ON instruction (responsible);

CREATE INDEX knew_by_person ON knew (person, document);

CREATE INDEX leaving_by_person ON leaving (person);

CREATE INDEX leaving_by_state ON leaving (state, cooling_until);

CREATE INDEX loan_by_borrower ON loan (borrower, open);

CREATE INDEX loan_by_copy ON loan (copy);

CREATE INDEX loan_by_document ON loan (document);

CREATE INDEX loan_by_open ON loan (open, id);

CREATE INDEX loan_open ON loan (due, id) WHERE open = 1;

CREATE INDEX major_matter_by_person ON major_matter (person);

CREATE INDEX mark_change_by_document ON mark_change (document);

CREATE INDEX mark_change_open ON mark_change (decision, id) WHERE closed_on IS NULL;

CREATE INDEX mark_review_going_on ON mark_review (id) WHERE open = 1;

CREATE INDEX mark_review_line_by_document ON mark_review_line (document);

CREATE INDEX offer_waiting ON offer (due, id) WHERE state = 'OFFERED';

CREATE INDEX packet_by_handler ON packet (handler);

CREATE INDEX packet_by_number ON packet (number);

CREATE INDEX packet_by_state ON packet (state, id);

CREATE INDEX particulars_by_number ON particulars (id_number) WHERE id_number <> '';

CREATE INDEX passport_by_person ON passport (person);

CREATE INDEX passport_move_by_passport ON passport_move (passport, id);

CREATE INDEX person_by_name ON person (name);

CREATE INDEX pledge_by_person ON pledge (person, signed_on);

CREATE INDEX post_by_code ON post (code);

CREATE INDEX publication_waiting ON publication (asked_on, id) WHERE state = 'WAITING';

CREATE INDEX receipt_by_day ON receipt (received_on, id);

CREATE INDEX receipt_by_document ON receipt (document);

CREATE INDEX receipt_by_number ON receipt (receipt_no);

CREATE INDEX receipt_by_packet ON receipt (packet_no) WHERE packet_no <> '';

CREATE INDEX receipt_by_year ON receipt (year, series, number);

CREATE INDEX regulation_by_title ON regulation (title);

CREATE INDEX remarking_by_change ON remarking (change);

CREATE INDEX remarking_by_copy ON remarking (copy);

CREATE INDEX remarking_by_document ON remarking (document);

CREATE INDEX remarking_open ON remarking (opened_on, id) WHERE open = 1;

CREATE INDEX reproduction_by_document ON reproduction (document);

CREATE INDEX review_by_person ON review (person, concluded_on);

CREATE INDEX risk_check_by_department ON risk_check (department, id);

CREATE INDEX sighting_by_counter ON sighting (stocktake, turn, person);

CREATE UNIQUE INDEX sighting_latest ON sighting (stocktake, turn, copy, device, code)
    WHERE latest = 1;

CREATE INDEX stay_by_holder ON stay (holder, until) WHERE holder IS NOT NULL;

CREATE INDEX stay_by_place ON stay (place, until);

CREATE INDEX stocktake_by_state ON stocktake (state, id);

CREATE INDEX stocktake_device_by_device ON stocktake_device (device);

CREATE INDEX stocktake_line_by_copy ON stocktake_line (copy);

CREATE INDEX system_by_number ON system (number);

CREATE INDEX tenure_by_department ON tenure (department, seat) WHERE department IS NOT NULL;

CREATE INDEX tenure_by_person ON tenure (person);

CREATE INDEX tick_by_position ON tick (handover, position, number);

CREATE INDEX touched_by_seq ON touched (seq, subject);

CREATE INDEX training_by_day ON training (held_on, id);

CREATE INDEX travel_by_person ON travel (person);

CREATE INDEX trip_by_copy ON trip (copy);

CREATE INDEX trip_by_document ON trip (document);

CREATE INDEX trip_open ON trip (due, id) WHERE open = 1;

CREATE INDEX visit_by_day ON visit (came_on, id);

CREATE INDEX visit_by_site ON visit (site, came_on);

CREATE TRIGGER entry_remains BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'the journal is insert-only'); END;

CREATE TRIGGER entry_stays BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'the journal is insert-only'); END;

CREATE TRIGGER field_remains BEFORE DELETE ON field
BEGIN SELECT RAISE(ABORT, 'the journal is insert-only'); END;

CREATE TRIGGER field_stays BEFORE UPDATE ON field
WHEN NOT (new.seq = old.seq AND new.name = old.name AND old.digest IS NULL
          AND new.value IS NULL AND new.salt IS NULL AND new.digest IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'the journal is insert-only'); END;

CREATE TRIGGER identity_is_single BEFORE INSERT ON identity
WHEN EXISTS (SELECT 1 FROM identity)
BEGIN SELECT RAISE(ABORT, 'the identity of a ledger is fixed'); END;

CREATE TRIGGER identity_remains BEFORE DELETE ON identity
BEGIN SELECT RAISE(ABORT, 'the identity of a ledger is fixed'); END;

CREATE TRIGGER identity_stays BEFORE UPDATE ON identity
BEGIN SELECT RAISE(ABORT, 'the identity of a ledger is fixed'); END;

CREATE TRIGGER seal_remains BEFORE DELETE ON seal
BEGIN SELECT RAISE(ABORT, 'the journal is insert-only'); END;

CREATE TRIGGER seal_stays BEFORE UPDATE ON seal
BEGIN SELECT RAISE(ABORT, 'the journal is insert-only'); END;

CREATE VIEW spell AS
WITH moved AS MATERIALIZED (
    SELECT DISTINCT copy.id
      FROM stay JOIN copy ON copy.id = stay.copy
     WHERE stay.custodian <> copy.custodian
),
turn AS (
    SELECT id, custodian, since, number,
           lag(custodian) OVER (PARTITION BY id ORDER BY since, number) AS before
      FROM (SELECT stay.copy AS id, stay.custodian, stay.since, stay.number
              FROM moved JOIN stay ON stay.copy = moved.id
             UNION ALL
            SELECT copy.id, copy.custodian, coalesce(copy.since, copy.entered_on), copy.stays + 1
              FROM moved JOIN copy ON copy.id = moved.id)
),
kept AS (
    SELECT id, custodian, since, before,
           lead(since) OVER (PARTITION BY id ORDER BY since, number) AS passed_on
      FROM turn WHERE before IS NOT custodian
)
SELECT copy.id AS copy, copy.level, copy.carrier, copy.custodian, copy.origin AS came_by,
       copy.entered_on AS began,
       CASE WHEN copy.closing_ref IS '期初建账' THEN copy.entered_on ELSE copy.closed_on END AS ended,
       CASE WHEN copy.closing_ref IS '期初建账' THEN 'HISTORY'
            WHEN copy.closed_on IS NOT NULL THEN copy.state END AS went_by
  FROM copy WHERE copy.id NOT IN moved
 UNION ALL
SELECT copy.id, copy.level, copy.carrier, kept.custodian,
       CASE WHEN kept.before IS NULL THEN copy.origin ELSE 'KEEPER' END,
       CASE WHEN kept.before IS NULL THEN copy.entered_on ELSE kept.since END,
       CASE WHEN kept.passed_on IS NOT NULL THEN kept.passed_on
            WHEN copy.closing_ref IS '期初建账' THEN copy.entered_on ELSE copy.closed_on END,
       CASE WHEN kept.passed_on IS NOT NULL THEN 'KEEPER'
            WHEN copy.closing_ref IS '期初建账' THEN 'HISTORY'
            WHEN copy.closed_on IS NOT NULL THEN copy.state END
  FROM kept JOIN copy ON copy.id = kept.id;

