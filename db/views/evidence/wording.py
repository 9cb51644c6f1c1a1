"""In what words the rows of evidence are shown: what each thing is, and where it belongs."""

from __future__ import annotations

from db.views.belonging import home_on

_SORTS = {
    "receipt": "收文",
    "copy": "份",
    "document": "文件",
    "dispatch": "外发",
    "packet": "信封",
    "handout": "会议发放",
    "loan": "借阅",
    "hop": "传阅",
    "trip": "外带送修",
    "reproduction": "复制",
    "incident": "事件",
    "device": "设备",
    "person": "人员",
    "department": "部门",
    "check_sheet": "自查表",
    "training": "培训",
    "travel": "出国（境）",
    "passport": "证件",
    "major_matter": "重大事项",
    "site": "要害部位",
    "visit": "来访",
    "facility": "设施",
    "conference": "涉密会议",
    "publication": "信息公开审查",
    "gathering": "会议",
    "reminder": "提醒",
    "finding": "问题",
    "regulation": "制度",
    "submission": "报送",
    "leading": "履职",
    "system": "信息系统",
    "contract": "采购委托",
    "unit": "单位",
    "batch": "批次",
    "stocktake": "盘点",
    "post": "岗位",
}
_SORT = " ".join(f"WHEN '{kind}' THEN '{word}'" for kind, word in _SORTS.items())
_WHAT = """
    CASE found.kind
         WHEN 'dispatch' THEN (SELECT number || ' ' || addressee FROM dispatch WHERE id = found.id)
         WHEN 'packet' THEN (SELECT number || ' ' || sender FROM packet WHERE id = found.id)
         WHEN 'handout' THEN (SELECT meeting FROM handout WHERE id = found.id)
         WHEN 'device' THEN (SELECT number || ' ' || name FROM device WHERE id = found.id)
         WHEN 'training' THEN (SELECT number || ' ' || topic FROM training WHERE id = found.id)
         WHEN 'travel' THEN (SELECT number || ' ' || destination FROM travel WHERE id = found.id)
         WHEN 'passport' THEN (SELECT '证件' || number FROM passport WHERE id = found.id)
         WHEN 'major_matter' THEN (SELECT happened_on || '的重大事项' FROM major_matter
                                    WHERE id = found.id)
         WHEN 'site' THEN (SELECT name FROM site WHERE id = found.id)
         WHEN 'visit' THEN (SELECT unit || ' ' || visitor FROM visit WHERE id = found.id)
         WHEN 'facility' THEN (SELECT number || ' ' || name FROM facility WHERE id = found.id)
         WHEN 'conference' THEN (SELECT number || ' ' || name FROM conference WHERE id = found.id)
         WHEN 'publication' THEN (SELECT number || ' ' || content FROM publication
                                   WHERE id = found.id)
         WHEN 'gathering' THEN (SELECT title FROM gathering WHERE id = found.id)
         WHEN 'reminder' THEN (SELECT occasion FROM reminder WHERE id = found.id)
         WHEN 'finding' THEN (SELECT number || ' ' || description FROM finding
                               WHERE id = found.id)
         WHEN 'batch' THEN (SELECT batch.number || ' ' || batch.reason
                                   || coalesce(' 目录第' || line.position || '行 '
                                   || trim(coalesce(nullif(line.doc_number, ''),
                                                    called.doc_number, '')
                                           || ' ' || coalesce(nullif(line.title, ''),
                                                              called.title, '')), '')
                              FROM batch
                              LEFT JOIN called_line AS line
                                ON line.batch = batch.id AND line.position = found.apart
                              LEFT JOIN document AS called ON called.id = line.document
                             WHERE batch.id = found.id)
         WHEN 'stocktake' THEN (SELECT number || ' ' || reason FROM stocktake WHERE id = found.id)
         WHEN 'post' THEN (SELECT code || ' ' || name FROM post WHERE id = found.id)
         WHEN 'regulation' THEN (SELECT title FROM regulation WHERE id = found.id)
         WHEN 'submission' THEN (SELECT year || '年' || title FROM submission
                                  WHERE id = found.id)
         WHEN 'leading' THEN (SELECT content FROM leading WHERE id = found.id)
         WHEN 'system' THEN (SELECT number || ' ' || name FROM system WHERE id = found.id)
         WHEN 'contract' THEN (SELECT number || ' ' || project FROM contract
                                WHERE id = found.id)
         WHEN 'unit' THEN (SELECT name FROM unit WHERE id = found.id)
         WHEN 'person' THEN (SELECT name FROM person WHERE id = found.id)
         WHEN 'department' THEN (SELECT name FROM department WHERE id = found.id)
         WHEN 'check_sheet' THEN (SELECT check_round.number || ' ' || check_sheet.name
                                    FROM check_sheet
                                    JOIN check_round ON check_round.id = check_sheet.round
                                   WHERE check_sheet.id = found.id)
         ELSE trim(coalesce(document.doc_number, '') || ' ' || coalesce(document.title, '')) END
"""
_COPY = """
    CASE found.kind WHEN 'copy' THEN found.id
         WHEN 'loan' THEN (SELECT copy FROM loan WHERE id = found.id)
         WHEN 'hop' THEN (SELECT copy FROM hop WHERE id = found.id)
         WHEN 'trip' THEN (SELECT copy FROM trip WHERE id = found.id)
         WHEN 'incident' THEN (SELECT copy FROM incident WHERE id = found.id) END
"""
_DOCUMENT = """
    CASE found.kind WHEN 'document' THEN found.id
         WHEN 'receipt' THEN (SELECT document FROM receipt WHERE id = found.id)
         WHEN 'handout' THEN (SELECT document FROM handout WHERE id = found.id)
         WHEN 'reproduction' THEN (SELECT document FROM reproduction WHERE id = found.id)
         ELSE copy.document END
"""


def worded(found: str) -> str:
    """Return the rows of evidence with the words that belong to them."""
    return f"""
        SELECT found.evidence, found.kind, found.id,
               CASE found.kind {_SORT} ELSE found.kind END AS sort, {_WHAT} AS what,
               coalesce(document.marking, '') AS marking,
               coalesce(copy.level, document.level) AS level,
               coalesce(copy.copy_no, '') AS copy_no, found.day, found.why,
               person.name AS person, department.name AS department, found.why <> '' AS troubled,
               copy.id AS copy, document.id AS document, found.person AS person_id,
               department.id AS department_id,
               coalesce(department.successor, department.id) AS owner_id, found.apart
          FROM ({found}) AS found
          LEFT JOIN copy ON copy.id = {_COPY}
          LEFT JOIN document ON document.id = {_DOCUMENT}
          LEFT JOIN person ON person.id = found.person
          LEFT JOIN department
            ON department.id = coalesce(found.department, {home_on("found.person", "found.day")})
    """
